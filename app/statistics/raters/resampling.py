"""Intervals by drawing cases again: ratings of one case depend on each other, so a case is drawn whole."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from app.statistics import seeds
from app.statistics.arrays import Floats
from app.statistics.results import LEVEL, Interval, NotComputable

DRAWS = 2000
# With more draws than this without a figure, the others no longer stand for the data.
_MOST_UNDEFINED = 0.05
# So many draws are held at a time, however many cases there are.
_AT_ONCE = 100
# Narrower limits than this would claim to be certain, and are what rounding leaves of none.
_NOTHING = 1e-9


def by_case(parts: Floats, figure: Callable[[Floats], float]) -> Interval | NotComputable:
    """Percentile limits over drawn cases of a figure that follows from sums; the same for the same data.

    `parts` has a row a case with what it adds, and `figure` takes the sums of the drawn rows; it answers NaN where a
    draw does not give it, such as when every drawn rating is the same. Efron & Tibshirani (1993), An Introduction to
    the Bootstrap, chapter 13. Not computable when more than one draw in twenty gives
    none, or when all give the same.
    """
    # Cases that add the same are drawn together: as many draws of each kind come out, and no order of cases shows.
    kinds, times = np.unique(parts, axis=0, return_counts=True)
    found = np.array([figure(total) for total in _totals(kinds, times)])
    defined = found[~np.isnan(found)]
    if len(defined) < (1 - _MOST_UNDEFINED) * DRAWS:
        return NotComputable("not computable: too few kinds of case to draw an interval from")
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    if high - low < _NOTHING:
        return NotComputable("not computable: every draw of cases gave the same figure")
    # Drawing again can lean to one side, as far as to leave out the figure itself; limits that do would mislead.
    own = figure(times @ kinds)
    return Interval(float(min(low, own)), float(max(high, own)), f"{DRAWS} draws of cases")


def _totals(kinds: Floats, times: NDArray[np.integer]) -> Iterator[Floats]:
    random = seeds.generator(seeds.digest([kinds.tolist(), times.tolist()]))
    cases = int(times.sum())
    for _ in range(DRAWS // _AT_ONCE):
        yield from random.multinomial(cases, times / cases, size=_AT_ONCE) @ kinds
