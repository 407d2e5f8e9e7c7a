"""What hiding a count costs: what its totals lead a reader to expect there, and far more for a total.

No price hangs on a hidden count. Were the fewest people hidden, a reader who knows that would learn that a hidden count
is no larger than a shown one that could have been hidden instead.
"""

import numpy as np

from app.statistics.suppression.attacker import Mask, Table
from app.statistics.suppression.counts import Counts, Totals

# Where nobody is expected, hiding still costs something, so that no count is hidden without need.
_A_COUNT = 0.01
_FEWEST_UNKNOWN = 2


def prices(counts: Counts, small: Mask) -> Table:
    """The price of each count and total: infinite where nothing can be hidden, 0 where the page leaves it out.

    The price of a count is its group's share of everybody times its category's, so that tables of thousands are
    searched like tables of tens. A margin that the page does not show, or that would itself tell a count, makes no
    difference between its counts. A total costs more than all counts together, so that totals go last. Where the
    categories are in order, one that is no neighbor of a small count in its row costs more than any that is.
    """
    of_groups, of_categories = _of_groups(counts, small), _of_categories(counts, small)
    price = np.outer([*of_groups, of_groups.mean()], [*of_categories, of_categories.mean()]) + _A_COUNT
    inner = price[:-1, :-1]
    if counts.ordered:
        inner += np.where(_is_neighbor(small[:-1, :-1]), 0, inner.max())
    everybody = float(inner.sum())
    price[:-1, -1] = _of_totals(price[:-1, -1], counts.group_totals, everybody)
    price[-1, :-1] = _of_totals(price[-1, :-1], counts.category_totals, everybody)
    price[-1:, -1] = _of_totals(price[-1:, -1], counts.grand_total, everybody)
    price[[row for row, group in enumerate(counts.groups) if group in counts.known]] = np.inf
    return price


def _of_groups(counts: Counts, small: Mask) -> Table:
    return _relative(counts.with_totals()[:-1, -1], small[:-1, -1], is_told=counts.group_totals is not Totals.LEFT_OUT)


def _of_categories(counts: Counts, small: Mask) -> Table:
    """Beside one unknown group alone a total would be as good as its count."""
    unknown = len(counts.groups) - len(counts.known)
    is_told = counts.category_totals is not Totals.LEFT_OUT and unknown >= _FEWEST_UNKNOWN
    return _relative(counts.with_totals()[-1, :-1], small[-1, :-1], is_told=is_told)


def _relative(totals: Table, small: Mask, *, is_told: bool) -> Table:
    """The totals of a margin over their mean; hidden ones stand as nobody, and a margin of nobody is even."""
    told = np.where(small, 0, totals)
    return told / told.mean() if is_told and told.any() else np.ones(totals.shape)


def _is_neighbor(small: Mask) -> Mask:
    beside = np.zeros(small.shape, dtype=np.bool_)
    beside[:, 1:] |= small[:, :-1]
    beside[:, :-1] |= small[:, 1:]
    return beside


def _of_totals(price: Table, totals: Totals, everybody: float) -> Table:
    if totals is Totals.COUNTED:
        return price + everybody
    return np.full(price.shape, np.inf if totals is Totals.OPEN else 0.0)
