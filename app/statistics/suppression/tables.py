"""The table that may be shown. It is made in one place, out of counts and a threshold, and in no other way."""

from dataclasses import InitVar, dataclass

import numpy as np

from app.statistics.results import RefusedError
from app.statistics.shares.threshold import FEWEST, Answer, answer
from app.statistics.suppression.attacker import Mask, Table, intervals
from app.statistics.suppression.captions import is_beyond_cap
from app.statistics.suppression.complement import complement
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.prices import prices
from app.statistics.suppression.primary import primary
from app.statistics.suppression.rule import Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden, Shown, shown
from app.statistics.suppression.widths import widths

_PERMIT = object()

Cell = Shown | Hidden


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Counts, shares and totals of groups as they may be read. Hidden counts are not in it, in no form.

    `suppress` alone makes one; charts, exports and texts about groups take this and never `Counts`. `cells` has a row a
    group. A total is None where the page leaves it out.

    By adding and subtracting what is shown, the values that a hidden count can have still lie five apart or more (less
    only beside an open total below five: see `widths`). Who also knows the rule can leave some values out, since a
    small count is below the threshold: for how many stay, see `complement`. This holds of one table; for two that share
    people, see `subtraction`.
    """

    groups: tuple[str, ...]
    categories: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    group_totals: tuple[int | Hidden | None, ...]
    category_totals: tuple[Cell | None, ...]
    grand_total: int | Hidden | None
    threshold: Threshold
    permit: InitVar[object]

    def __post_init__(self, permit: object) -> None:
        if permit is not _PERMIT:
            raise RefusedError("A table that may be shown is made by hiding small counts, and in no other way.")

    def cell(self, group: str, category: str) -> Cell:
        """One count. Refuses labels the table does not have."""
        return self.row(group)[_place(category, self.categories)]

    def row(self, group: str) -> tuple[Cell, ...]:
        """The counts of one group, in the order of the categories."""
        return self.cells[_place(group, self.groups)]

    def total(self, group: str) -> int | Hidden | None:
        return self.group_totals[_place(group, self.groups)]

    def together(self, group: str) -> tuple[tuple[str, ...], Shown] | None:
        """What the hidden counts of a group come to together, with their categories, which its total tells anyway.

        None where the group's total is not shown, where its counts are all shown or all hidden, and where even
        together they are fewer than the threshold or beyond the cap of their group.
        """
        row, total = self.row(group), self.total(group)
        hidden = tuple(category for category, cell in zip(self.categories, row, strict=True) if cell is HIDDEN)
        if not isinstance(total, int) or len(hidden) in (0, len(row)):
            return None
        left = total - sum(cell.value for cell in row if isinstance(cell, Shown))
        if not self.threshold.shows(left) or is_beyond_cap(left, total):
            return None
        return hidden, shown(left, total)

    def answer(self, group: str, category: str, bar: float) -> Answer | Hidden:
        """Whether the share of a category reaches a bar; of a hidden count only what holds for every value it can have.

        Hidden, too, where the group's total is. Refuses what `answer` in shares refuses.
        """
        total, fewest = self.total(group), max(FEWEST, self.threshold.people)
        if not isinstance(total, int):
            return HIDDEN
        row, column = _place(group, self.groups), _place(category, self.categories)
        low, high = intervals(self._published())
        values = range(int(low[row, column]), int(high[row, column]) + 1)
        answers = {answer(value, total, bar, fewest) for value in values}
        return answers.pop() if len(answers) == 1 else HIDDEN

    def _published(self) -> Table:
        rows = [[*map(_number, row), _number(total)] for row, total in zip(self.cells, self.group_totals, strict=True)]
        return np.array([*rows, [*map(_number, self.category_totals), _number(self.grand_total)]])


def suppress(counts: Counts, threshold: Threshold) -> ShownTable:
    """Hide what is too small, and enough beside it that no hidden count can be narrowed below five values.

    The same counts give the same table whatever the order of their rows and columns. Rule and arithmetic: see `primary`
    and `complement`. Refuses counts whose open totals, or a group that the reader knows, would tell what is hidden.
    """
    hidden = _hidden(counts, threshold)
    table = [
        [HIDDEN if is_hidden else int(count) for count, is_hidden in zip(*line, strict=True)]
        for line in zip(counts.with_totals(), hidden, strict=True)
    ]
    group_totals = [None if counts.group_totals is Totals.LEFT_OUT else row[-1] for row in table[:-1]]
    grand_total = None if counts.grand_total is Totals.LEFT_OUT else table[-1][-1]
    of_all = [_cell(count, _whole(count, grand_total, counts, threshold)) for count in table[-1][:-1]]
    return ShownTable(
        counts.groups,
        counts.categories,
        tuple(tuple(_cell(count, of) for count in row[:-1]) for row, of in zip(table[:-1], group_totals, strict=True)),
        tuple(group_totals),
        tuple(None if counts.category_totals is Totals.LEFT_OUT else cell for cell in of_all),
        grand_total,
        threshold,
        permit=_PERMIT,
    )


def _hidden(counts: Counts, threshold: Threshold) -> Mask:
    """In the order of the labels, so that another order of rows and columns cannot end in another choice."""
    small = primary(counts, threshold)
    place = np.ix_(_order(counts.groups), _order(counts.categories))
    found = complement(counts.with_totals()[place], small[place], prices(counts, small)[place], widths(counts)[place])
    hidden = np.empty_like(found)
    hidden[place] = found
    return hidden


def _order(labels: tuple[str, ...]) -> list[int]:
    """Places by label; the total stays last."""
    return [*sorted(range(len(labels)), key=lambda place: labels[place]), len(labels)]


def _whole(
    count: int | Hidden, grand_total: int | Hidden | None, counts: Counts, threshold: Threshold
) -> int | Hidden | None:
    """An open total is shown however small it is, but below the threshold it has no share."""
    is_small = isinstance(count, int) and threshold.hides(count)
    return None if is_small and counts.category_totals is Totals.OPEN else grand_total


def _cell(count: int | Hidden, of: int | Hidden | None) -> Cell:
    return HIDDEN if isinstance(count, Hidden) else shown(count, of)


def _number(cell: Cell | int | None) -> float:
    if isinstance(cell, Shown):
        return float(cell.value)
    return float(cell) if isinstance(cell, int) else np.nan


def _place(label: str, labels: tuple[str, ...]) -> int:
    if label not in labels:
        raise RefusedError("The table has no such group or category.")
    return labels.index(label)
