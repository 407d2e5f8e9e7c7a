"""Which raters can be set beside each other: those whom a chain of common cases joins."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from app.statistics.raters.table import Ratings


def groups(table: Ratings) -> list[tuple[str, ...]]:
    """Raters joined by common cases, in alphabetical order; who rated nothing is in no group.

    Eckes (2015), Introduction to Many-Facet Rasch Measurement, on disjoint subsets: between groups nothing says whether
    the raters differ or their cases do.
    """
    marks = marks_of(table)
    has_rated = [rater for place, rater in enumerate(table.raters) if not np.isnan(table.cells[:, place]).all()]
    found: dict[int, list[str]] = {}
    for rater in sorted(has_rated):
        found.setdefault(int(marks[table.raters.index(rater)]), []).append(rater)
    return [tuple(names) for names in found.values()]


def marks_of(table: Ratings) -> NDArray[np.int64]:
    """For each rater, in the order of the columns, the number of the group the rater is in."""
    cases, raters = table.cells.shape
    rows, columns = np.nonzero(~np.isnan(table.cells))
    joined = csr_array((np.ones(len(rows)), (rows, cases + columns)), shape=(cases + raters, cases + raters))
    marks = connected_components(joined, directed=False)[1]
    return np.asarray(marks[cases:], dtype=np.int64)
