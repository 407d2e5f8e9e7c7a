"""Before and after where the earlier phase was already moving."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.statistics.growth.kendall import s_of
from app.statistics.growth.overlap import BETTER, Overlap, overlap, too_few, up_less_down
from app.statistics.growth.series import finite
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError


def tau_u(before: Sequence[float], after: Sequence[float]) -> Overlap | NotComputable:
    """Tau less the trend inside the earlier phase: (S of all pairs - S inside the earlier phase) / pairs.

    Parker, Vannest, Davis & Sauber (2011, Behavior Therapy 42). Points are in the order of time. It is not bounded by
    1, and can be low where every later point is higher. The limits use the variance that both counts have where there
    is neither trend nor change (Kendall 1970); they are wide. Least number of points and refusals as in `overlap.nap`.
    """
    first, second = finite(before), finite(after)
    return too_few(first.size, second.size) or overlap("Tau-U", _less_trend(first, second), first.size, second.size)


def _less_trend(before: NDArray[np.float64], after: NDArray[np.float64]) -> Estimate:
    m, n = before.size, after.size
    value = up_less_down(before, after).value - s_of(np.arange(m, dtype=np.float64), before) / (m * n)
    variance = m * n * (m + n + 1) / 3 + m * (m - 1) * (2 * m + 5) / 18
    low, high = stats.norm.interval(LEVEL, value, math.sqrt(variance) / (m * n))
    return Estimate(value, Interval(float(low), float(high), "variance of S without trend or change"))


def baseline_corrected_tau(
    before: Sequence[float], after: Sequence[float], times: Sequence[float] | None = None
) -> Overlap | NotComputable:
    """Tau of what is left when the earlier phase's own trend is taken out of both phases.

    Tarlow (2017, Behavior Modification 41): the trend is the Theil-Sen slope of the earlier phase. `times` has one
    ascending time for each point of both phases, in any unit; without it points count as evenly spaced. The limits are
    those of `overlap.tau` and take the slope as known, so they are too narrow. With fewer than five points in the
    earlier phase, or without a trend there, nothing is taken out and the answer is called Tau. Tarlow's own program
    prints tau-b with the phase, which cannot reach 1; this one can, as `overlap.tau` does.
    Least number of points as in `overlap.nap`. Refuses times that differ in number or go back.
    """
    first, second = finite(before), finite(after)
    when = _times(first.size + second.size, times)
    return too_few(first.size, second.size) or _corrected(first, second, when)


def _corrected(before: NDArray[np.float64], after: NDArray[np.float64], when: NDArray[np.float64]) -> Overlap:
    m, n = before.size, after.size
    slope = _trend(when[:m], before)
    # Points on one line must stay equal when the line is taken out, to the last bit.
    left = np.round(np.concatenate((before, after)) - slope * when, 9)
    return overlap("baseline-corrected Tau" if slope else "Tau", up_less_down(left[:m], left[m:]), m, n, slope)


def _times(points: int, times: Sequence[float] | None) -> NDArray[np.float64]:
    when = np.arange(points, dtype=np.float64) if times is None else finite(times)
    if when.size != points:
        raise RefusedError("Every point needs its time.")
    if (np.diff(when) < 0).any():
        raise RefusedError("Times must not go back.")
    return when


def _trend(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    if values.size < BETTER or times[0] == times[-1]:
        return 0.0
    with np.errstate(invalid="ignore"):  # The limits may not exist, and only the slope is used.
        return float(stats.theilslopes(values, times).slope)
