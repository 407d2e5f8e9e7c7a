"""What hiding a count costs: its people, and far more for a total."""

import numpy as np

from app.statistics.suppression.attacker import Mask, Table
from app.statistics.suppression.counts import Counts, Totals

# Of equally many people the fewer counts are hidden.
_A_COUNT = 0.01


def prices(counts: Counts, small: Mask) -> Table:
    """The price of each count and total: infinite where nothing can be hidden, 0 where the page leaves it out.

    The unit is the mean count, so that tables of thousands are searched like tables of tens. A total costs more than
    all counts together, so that totals go last. Where the categories are in order, one that is no neighbor of a small
    count in its row costs more than any that is.
    """
    price = counts.with_totals() + _A_COUNT
    inner = price[:-1, :-1]
    price /= inner.mean()
    if counts.ordered:
        inner += np.where(_is_neighbor(small[:-1, :-1]), 0, inner.max())
    everybody = float(inner.sum())
    price[:-1, -1] = _of_totals(price[:-1, -1], counts.group_totals, everybody)
    price[-1, :-1] = _of_totals(price[-1, :-1], counts.category_totals, everybody)
    price[-1:, -1] = _of_totals(price[-1:, -1], counts.grand_total, everybody)
    price[[row for row, group in enumerate(counts.groups) if group in counts.known]] = np.inf
    return price


def _is_neighbor(small: Mask) -> Mask:
    beside = np.zeros(small.shape, dtype=np.bool_)
    beside[:, 1:] |= small[:, :-1]
    beside[:, :-1] |= small[:, 1:]
    return beside


def _of_totals(price: Table, totals: Totals, everybody: float) -> Table:
    if totals is Totals.COUNTED:
        return price + everybody
    return np.full(price.shape, np.inf if totals is Totals.OPEN else 0.0)
