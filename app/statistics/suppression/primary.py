"""Which counts may not be shown because of how many people they hold."""

import numpy as np
from numpy.typing import NDArray

from app.statistics.suppression.captions import is_beyond_cap
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.rule import Threshold


def primary(counts: Counts, threshold: Threshold) -> NDArray[np.bool_]:
    """Where `counts.with_totals()` holds a count that is hidden for its own sake.

    Hidden are 1 to threshold-1 people, a zero that tells something, a share beyond the cap of its group, and every
    count of a group below the threshold. Only totals that are counted are ever hidden here.
    """
    table = counts.with_totals()
    hidden = np.zeros(table.shape, dtype=np.bool_)
    for row, group in enumerate(counts.groups):
        if group not in counts.known:
            hidden[row, :-1] = _of_group(table[row], counts, threshold)
            hidden[row, -1] = _is_small_total(table[row, -1], counts.group_totals, threshold)
    # Of a total only those count whom the reader does not know anyway.
    others = table[:-1][[group not in counts.known for group in counts.groups]].sum(axis=0)
    if counts.category_totals is Totals.COUNTED:
        hidden[-1, :-1] = _of_group(others, counts, threshold)
    hidden[-1, -1] = _is_small_total(others[-1], counts.grand_total, threshold)
    return hidden


def _of_group(row: NDArray[np.float64], counts: Counts, threshold: Threshold) -> list[bool]:
    of = int(row[-1])
    if threshold.hides(of):
        return [True] * len(counts.categories)
    return [
        _is_telling(int(count), of, category in counts.sensitive, threshold)
        for category, count in zip(counts.categories, row[:-1], strict=True)
    ]


def _is_telling(count: int, of: int, is_zero_sensitive: bool, threshold: Threshold) -> bool:
    if count == 0:
        # In a group without people a zero is nobody's.
        return is_zero_sensitive and of > 0
    return threshold.hides(count) or is_beyond_cap(count, of)


def _is_small_total(total: float, totals: Totals, threshold: Threshold) -> bool:
    return totals is Totals.COUNTED and threshold.hides(int(total))
