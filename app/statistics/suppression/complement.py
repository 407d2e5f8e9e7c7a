"""Which counts are hidden as well, so that the small ones cannot be worked out from totals.

A greedy search in the manner of Kelly, Golden and Assad (1992), Networks 22, 397: it frees one exposed count at a time
by the cheapest linear programme, and then tries to do without each helper. It is cheap, and not always the cheapest.

What is promised, and checked for each table: by totals and non-negativity alone, the values that a hidden count can
have lie five apart or more. What is not promised: that as many are left to a reader who also knows this rule and runs
this code on every table that fits. Such a reader knows that one of the hidden counts is small, and leaves out the
tables that would have been hidden in another way. Prices know no hidden count, so that the choice tells little more
than that.

Tried at a threshold of 11, by going through all tables that fit. The hidden 10 of (16, 16, 10) kept 10 of 27 values; as
long as the fewest people were hidden, it kept 1. Of 60 random rows of three with one small count none kept fewer than
10 values (3 before), and half of them kept 20 or more (14 before). With four counts hidden, none of 15 random tables of
2 by 3 kept fewer than 13 (13 before), and none of 25 of 3 by 3 fewer than 14 (10 before). Larger tables were not tried.
A lower threshold leaves fewer: at 5, a count that must be the small one is 1 to 4 to that reader.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.statistics.results import RefusedError
from app.statistics.suppression.attacker import Mask, Table, equations, intervals, two_tables
from app.statistics.suppression.rule import NARROWEST

_CLOSE = 1e-6
# What is hidden already changes for next to nothing, though not in circles.
_HIDDEN_PRICE = 1e-4
_NEXT = 1e-4


def complement(table: Table, primary: Mask, price: Table, width: Table) -> Mask:
    """Every count to hide: `primary`, what the page leaves out, and what else a reader needs to narrow any of them.

    Of each hidden count the largest possible value stays five or more above the smallest. All four have the shape of a
    table with its totals. `price` says what hiding a count costs: infinite where it cannot be hidden, 0 where the page
    leaves it out anyway (then it needs no protection either), else about 1. Where even hiding all the rest does not
    leave five, what is left is as wide as it can be; refuses to leave less than `width` (see `widths`), which open
    totals or a group that the reader knows may do.
    """
    price = price.ravel()
    # Of two counts that cost the same the first is taken, so that the answer does not hang on the solver.
    price = price + np.where(price > 0, np.arange(price.size) * _NEXT / price.size, 0)
    search = _Search(table.ravel(), primary.ravel(), price, width.ravel(), equations(*table.shape))
    hidden = search.first()
    for count in search.helpers(hidden):
        hidden = search.without(hidden, count)
    search.check(hidden, table.shape)
    return hidden.reshape(table.shape)


@dataclass(slots=True)
class _Search:
    """The tables found so far are kept: each shows how far apart its hidden counts can lie, whatever is tried next."""

    table: Table
    primary: Mask
    price: Table
    width: Table
    lines: Table
    need: Table = field(init=False)
    found: list[Table] = field(init=False)

    def __post_init__(self) -> None:
        self.need = np.full(self.table.shape, float(NARROWEST))
        self.found = [self.table]

    def first(self) -> Mask:
        """Everything may be hidden. Where that is not enough for a count, its need is lowered to what can be had."""
        hidden: Mask = self.primary | (self.price == 0)
        while (exposed := self.exposed(hidden)).size:
            count = int(exposed[0])
            changed = self.freed(hidden, self.price, count)
            if changed is None:
                self.lower(count)
            else:
                hidden = hidden | changed
        return hidden

    def lower(self, count: int) -> None:
        if self.need[count] - 1 < self.width[count]:
            raise RefusedError("These open totals would tell a hidden count.")
        self.need[count] -= 1

    def helpers(self, hidden: Mask) -> list[int]:
        """What was hidden only for the sake of others, the dearest first."""
        found = np.flatnonzero(hidden & ~self.primary & (self.price > 0))
        return [int(count) for count in found[np.argsort(-self.price[found], kind="stable")]]

    def without(self, hidden: Mask, count: int) -> Mask:
        """The same without one helper, if that is cheaper; helpers that then stand exposed are of no use to others."""
        if not hidden[count]:
            return hidden
        price = np.where(np.arange(hidden.size) == count, np.inf, self.price)
        trial = self.useful(hidden & np.isfinite(price))
        while (exposed := self.exposed(trial)).size:
            changed = self.freed(trial, price, int(exposed[0]))
            if changed is None or self.price[trial | changed].sum() >= self.price[hidden].sum():
                return hidden
            trial = trial | changed
        return trial

    def useful(self, hidden: Mask) -> Mask:
        """Without helpers that are exposed themselves."""
        hidden, closed = hidden.copy(), np.full(hidden.shape, np.inf)
        lost = np.zeros_like(hidden)
        while exposed := [count for count in self.exposed(hidden).tolist() if not lost[count]]:
            count = exposed[0]
            if self.freed(hidden, closed, count) is None:
                lost[count] = True
                hidden[count] = self.primary[count]
        return hidden

    def exposed(self, hidden: Mask) -> NDArray[np.intp]:
        """Hidden counts of which no two tables found so far are far enough apart."""
        tables = np.array(self.found)
        fitting = tables[(np.abs(tables - self.table) < _CLOSE)[:, ~hidden].all(axis=1)]
        return np.flatnonzero(hidden & (self.price > 0) & (np.ptp(fitting, axis=0) < self.need - _CLOSE))

    def freed(self, hidden: Mask, price: Table, count: int) -> Mask | None:
        """What else to hide so that one count is far enough from being known; None where nothing helps."""
        cost = np.where(hidden, _HIDDEN_PRICE, price)
        found = two_tables(self.lines, self.table, cost, count, float(self.need[count]))
        if found is None:
            return None
        self.found += found
        return np.asarray((np.abs(np.array(found) - self.table) > _CLOSE).any(axis=0))

    def check(self, hidden: Mask, shape: tuple[int, ...]) -> None:
        """Found once more, and in another way: nothing is given out that the attacker can narrow."""
        low, high = intervals(np.where(hidden, np.nan, self.table).reshape(shape))
        narrow = (high - low).ravel() < self.need
        if (narrow & hidden & (self.price > 0)).any():
            raise ArithmeticError("A hidden count can be worked out.")
