"""Whether two things go up together, from order alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.statistics.growth.series import in_order
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable

_LEAST_FOR_LIMITS = 5


@dataclass(frozen=True, slots=True)
class Kendall:
    """`s` counts the pairs of points that go the same way less those that go opposite ways; `tau_b` is -1 to 1."""

    s: int
    tau_b: Estimate | NotComputable
    points: int


def kendall(x: Sequence[float], y: Sequence[float]) -> Kendall:
    """Kendall's S and tau-b, which allows for ties (Kendall 1970, Rank Correlation Methods).

    The limits are those of Fieller, Hartley & Pearson (1957, Biometrika 44): atanh(tau) with the variance
    0.437 / (n - 4). The constant was found for data without ties. Simulated here on a nine-point scale with 6 to 24
    points, these limits held the true value in 90 to 97 of 100 series and were narrower than a bootstrap's, which
    held it in 87 to 97. There are none below five points, and none where every pair agrees.
    Tau-b is not computable where one side has one value only. Refuses lengths that differ and what is not finite.
    """
    first, second = in_order(x, y)
    return Kendall(s_of(first, second), _tau_b(first, second), first.size)


def s_of(x: NDArray[np.float64], y: NDArray[np.float64]) -> int:
    """Kendall's S of two arrays of one length."""
    same_way = np.sign(np.subtract.outer(x, x)) * np.sign(np.subtract.outer(y, y))
    return int(np.triu(same_way).sum())


def _tau_b(x: NDArray[np.float64], y: NDArray[np.float64]) -> Estimate | NotComputable:
    if np.unique(x).size < 2 or np.unique(y).size < 2:
        return NotComputable("not computable: one of the two sides has no two different values")
    tau = float(stats.kendalltau(x, y).statistic)
    if math.isclose(abs(tau), 1):
        why = "not computable: every pair of points agrees, and the method has no limits for that"
        return Estimate(math.copysign(1.0, tau), NotComputable(why))
    return Estimate(tau, _limits(tau, x.size))


def _limits(tau: float, points: int) -> Interval | NotComputable:
    if points < _LEAST_FOR_LIMITS:
        return NotComputable(f"cannot tell yet: limits of tau need {_LEAST_FOR_LIMITS} points")
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * math.sqrt(0.437 / (points - 4))
    middle = math.atanh(tau)
    return Interval(math.tanh(middle - half), math.tanh(middle + half), "Fieller, Hartley & Pearson 1957")
