"""Intervals by drawing cases again: ratings of one case depend on each other, so a case is drawn whole."""

from collections.abc import Callable

import numpy as np

from app.statistics import seeds
from app.statistics.raters.scale import Floats
from app.statistics.results import LEVEL, Interval, NotComputable

DRAWS = 2000
# With more draws than this without a figure, the others no longer stand for the data.
_MOST_UNDEFINED = 0.05


def by_case(cases: Floats, figure: Callable[[Floats], float], digest: str) -> Interval | NotComputable:
    """Percentile limits of a figure over drawn cases, a row of numbers each, the same for the same data.

    `figure` answers NaN where a draw does not give it, such as when every drawn rating is the same. Efron & Tibshirani
    (1993), An Introduction to the Bootstrap, chapter 13. Not computable when more than one draw in twenty gives none.
    """
    random = seeds.generator(digest)
    rows = random.integers(len(cases), size=(DRAWS, len(cases)))
    found = np.array([figure(cases[drawn]) for drawn in rows])
    defined = found[~np.isnan(found)]
    if len(defined) < (1 - _MOST_UNDEFINED) * DRAWS:
        return NotComputable("not computable: too few kinds of case to draw an interval from")
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high), f"{DRAWS} draws of cases")
