"""The Theil-Sen slope: the median of the slopes of all pairs of points at different times."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import stats

from app.statistics.growth.series import Reading
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable

EARLY = 6
ORDINARY = 12
_ON_ONE_LINE = "not computable: the points lie on one line, so chance has no size here"
_NEARLY = "not computable: nearly all points lie on one line, so the method cannot say how sure the slope is"
_TIES = "not computable: too many points are the same for the method to say how sure the slope is"


def theil_sen(times: Sequence[float], values: Sequence[float]) -> Estimate:
    """The slope in steps a unit of time, with Sen's limits, of points in the order of time that are not all at one.

    Theil (1950, Proceedings of the Royal Netherlands Academy of Sciences 53); Sen (1968, Journal of the American
    Statistical Association 63). Where both limits are one number but for rounding there are none: all points lie on
    one line, or nearly all do, or too many are the same.
    """
    # With many ties Sen's variance can fall below zero; scipy then answers with limits that are no numbers.
    with np.errstate(invalid="ignore"):
        found = stats.theilslopes(values, times, LEVEL)
    slope, low, high = float(found.slope), float(found.low_slope), float(found.high_slope)
    if low < high and not math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-12):
        return Estimate(slope, Interval(low, high, "Sen 1968"))
    if slope == 0 or math.isnan(low):
        return Estimate(slope, NotComputable(_TIES))
    left = np.asarray(values) - slope * np.asarray(times)
    return Estimate(slope, NotComputable(_ON_ONE_LINE if np.ptp(left) < 1e-9 else _NEARLY))


def reading(points: int) -> Reading:
    """How far a slope of this many points can be trusted: six to eleven are an early sign."""
    return "ordinary" if points >= ORDINARY else "early sign"
