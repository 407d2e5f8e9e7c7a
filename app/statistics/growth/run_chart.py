"""A run chart: whether a series did something other than vary around its middle."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from scipy import stats

from app.statistics.growth.series import finite
from app.statistics.results import NotComputable, RefusedError

LEAST_USEFUL = 10


@dataclass(frozen=True, slots=True)
class RunLimits:
    """The longest run and the fewest crossings that go with nothing but chance."""

    longest_allowed: int
    crossings_required: int


@dataclass(frozen=True, slots=True)
class RunChart:
    """A series of `points` around `median`, of which `useful` lie off that line.

    `signal` says that the longest run is too long or the crossings too few; it comes with the limits it was held to.
    """

    median: float
    points: int
    useful: int
    longest_run: int
    crossings: int
    limits: RunLimits | NotComputable
    signal: bool | NotComputable


def limits(useful: int) -> RunLimits:
    """Longest run round(log2 n) + 3, and the 5 % point of a binomial with n - 1 throws for the crossings.

    By Anhøj & Olesen (2014, PLoS ONE 9:e113825), who find about one false signal in twenty series at any length.
    Refuses fewer than one useful point.
    """
    if useful < 1:
        raise RefusedError("Limits need a useful point.")
    return RunLimits(round(math.log2(useful)) + 3, int(stats.binom.ppf(0.05, useful - 1, 0.5)))


def run_chart(points: Sequence[float], median: float | None = None) -> RunChart | NotComputable:
    """Longest run and crossings of points in the order of time, one at a time, and whether they are a signal.

    `median` is the middle line; without it the series' own. To hold new points against an earlier phase give that
    phase's median. Points on the line are not useful: they neither break a run nor make one longer.
    Below ten useful points there is no signal to be had. Not computable without any point; refuses what is not finite.
    The line is a reference, not an estimate, and has no interval. See `series.one_a_day` for days with several points.
    """
    values = finite(points)
    if not values.size:
        return NotComputable("not computable: there are no points")
    middle = float(np.median(values)) if median is None else float(finite([median])[0])
    sides = [bool(value > middle) for value in values if value != middle]
    longest = max((len(list(run)) for _, run in groupby(sides)), default=0)
    crossings = sum(one != other for one, other in pairwise(sides))
    return RunChart(middle, values.size, len(sides), longest, crossings, *_judged(len(sides), longest, crossings))


def _judged(useful: int, longest: int, crossings: int) -> tuple[RunLimits, bool] | tuple[NotComputable, NotComputable]:
    if useful < LEAST_USEFUL:
        why = f"cannot tell yet: {useful} useful points are off the middle line, and a signal needs {LEAST_USEFUL}"
        return NotComputable(why), NotComputable(why)
    bounds = limits(useful)
    return bounds, longest > bounds.longest_allowed or crossings < bounds.crossings_required
