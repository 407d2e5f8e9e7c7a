"""How far apart the values of a hidden count must be able to lie."""

import numpy as np

from app.statistics.suppression.attacker import Table
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.rule import NARROWEST


def widths(counts: Counts) -> Table:
    """The least width of each count and total: five, or less where an open total of its own line is below five.

    Nothing can hide an open total, and no count in its line can be larger. It is never less than one: a count that is
    known exactly is not hidden.
    """
    table = counts.with_totals()
    width = np.full(table.shape, float(NARROWEST))
    cells, of_categories, of_groups = width[:-1, :-1], width[-1:, :-1], width[:-1, -1:]
    if counts.group_totals is Totals.OPEN:
        np.minimum(cells, table[:-1, -1:], out=cells)
        unknown = [group not in counts.known for group in counts.groups]
        np.minimum(of_categories, table[:-1, -1][unknown].sum(), out=of_categories)
    if counts.category_totals is Totals.OPEN:
        np.minimum(cells, table[-1:, :-1], out=cells)
        np.minimum(of_groups, table[-1, -1], out=of_groups)
    if counts.grand_total is Totals.OPEN:
        np.minimum(width, table[-1, -1], out=width)
    np.maximum(width, 1, out=width)
    return width
