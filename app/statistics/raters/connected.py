"""Which raters can be set beside each other: those whom a chain of common cases joins."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from app.statistics.raters.table import Ratings


def groups(table: Ratings) -> list[tuple[str, ...]]:
    """Raters joined by common cases, in alphabetical order; who rated nothing is in no group.

    Eckes (2015), Introduction to Many-Facet Rasch Measurement, on disjoint subsets: between groups nothing says whether
    the raters differ or their cases do.
    """
    marks = _marks(table)
    has_rated = [rater for place, rater in enumerate(table.raters) if not np.isnan(table.cells[:, place]).all()]
    found: dict[int, list[str]] = {}
    for rater in sorted(has_rated):
        found.setdefault(int(marks[table.raters.index(rater)]), []).append(rater)
    return [tuple(names) for names in found.values()]


def _marks(table: Ratings) -> NDArray[np.intp]:
    """For each rater, in the order of the columns, the number of the group the rater is in."""
    cases, columns = np.nonzero(~np.isnan(table.cells))
    return joined(cases, columns, (table.cells.shape[0], table.cells.shape[1]))[table.cells.shape[0] :]


def joined(left: NDArray[np.intp], right: NDArray[np.intp], sizes: tuple[int, int]) -> NDArray[np.intp]:
    """For each label of the left side, and then of the right one, the number of the group it is in.

    `left` and `right` hold places of labels, and what stands at the same place in both is joined. `sizes` is how many
    labels each side has.
    """
    every = sum(sizes)
    links = coo_array((np.ones(len(left)), (left, sizes[0] + right)), shape=(every, every))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.intp)
