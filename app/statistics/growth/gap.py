"""The gap between two views of the same thing, such as a self-assessment and a coach's rating."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.statistics.growth.series import Reading, finite, in_order, months
from app.statistics.growth.theil_sen import EARLY, reading, theil_sen
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

LEAST_PAIRS = 8


@dataclass(frozen=True, slots=True)
class AgreementLimits:
    """Between `low` and `high` lie about 95 % of the gaps; each limit is an estimate itself. `sd` is their spread."""

    low: Estimate
    high: Estimate
    sd: float


@dataclass(frozen=True, slots=True)
class Gap:
    """First less second, in the unit of both. `equal` and `within_one` count pairs, the second holding the first."""

    pairs: int
    equal: int
    within_one: int
    mean: Estimate | NotComputable
    limits: AgreementLimits | NotComputable


@dataclass(frozen=True, slots=True)
class GapTrend:
    """How the gap moved over the period seen, from `first` to `last`; it says nothing about any day outside it.

    `per_month` is first view less second, in steps a month: below zero where the first came down towards or past the
    second. `days` counts the different days.
    """

    per_month: Estimate
    reading: Reading
    pairs: int
    days: int
    first: date
    last: date


def gap(first: Sequence[float], second: Sequence[float], spreads: float = 1.96) -> Gap:
    """Mean difference and limits of agreement of pairs in one order: mean ± `spreads` standard deviations.

    Bland & Altman (1986, Lancet i:307), who printed limits at 2 and later at 1.96. The mean's limits use Student's t;
    so do those of the limits, with the variance sd² (1/n + spreads² / (2 (n - 1))) of Bland & Altman (1999,
    Statistical Methods in Medical Research 8). The pairs are taken as independent.
    Below eight pairs there are counts only, and where every difference is the same there is no spread to build on.
    Refuses lengths that differ, what is not a finite number, and a number of spreads that is not above zero.
    """
    if not spreads > 0:
        raise RefusedError("The number of spreads must be above zero.")
    differences = np.sort(_differences(first, second))
    mean, limits = _measured(differences, spreads)
    equal, within_one = (int((np.abs(differences) <= steps).sum()) for steps in (0, 1))
    return Gap(differences.size, equal, within_one, mean, limits)


def gap_trend(days: Sequence[date], first: Sequence[float], second: Sequence[float]) -> GapTrend | NotComputable:
    """The Theil-Sen slope of the differences, first less second, in steps a month with Sen's limits.

    Sources and limits as in `theil_sen.theil_sen`. All pairs count, also several of one day. It is a question for
    coaching: two views can come together because either moved, and neither is the right one.
    Below six pairs, and with all pairs on one day, it is not computable; six to eleven are an early sign. Refuses days
    and views that differ in number, and what is not a finite number.
    """
    times, differences = in_order(months(days), _differences(first, second).tolist())
    if differences.size < EARLY:
        return NotComputable(
            f"cannot tell yet: the trend of a gap needs {EARLY} pairs, and there are {differences.size}"
        )
    if times[0] == times[-1]:
        return NotComputable("not computable: all pairs are of one day")
    return GapTrend(
        per_month=theil_sen(times.tolist(), differences.tolist()),
        reading=reading(differences.size),
        pairs=differences.size,
        days=len(set(days)),
        first=min(days),
        last=max(days),
    )


def _differences(first: Sequence[float], second: Sequence[float]) -> NDArray[np.float64]:
    if len(first) != len(second):
        raise RefusedError("Every value needs the one it is paired with.")
    return finite(first) - finite(second)


def _measured(
    differences: NDArray[np.float64], spreads: float
) -> tuple[Estimate | NotComputable, AgreementLimits | NotComputable]:
    n = differences.size
    if n < LEAST_PAIRS:
        few = NotComputable(f"cannot tell yet: a mean gap needs {LEAST_PAIRS} pairs, and there are {n}")
        return few, few
    mean = float(differences.mean())
    if differences[0] == differences[-1]:
        alike = NotComputable("not computable: every pair differs by the same, which shows no spread")
        return Estimate(mean, alike), alike
    sd = float(differences.std(ddof=1))
    of_limit = sd * math.sqrt(1 / n + spreads**2 / (2 * (n - 1)))
    low, high = (_estimate(mean + side * spreads * sd, of_limit, n) for side in (-1, 1))
    return _estimate(mean, sd / math.sqrt(n), n), AgreementLimits(low, high, sd)


def _estimate(value: float, standard_error: float, n: int) -> Estimate:
    low, high = stats.t.interval(LEVEL, n - 1, value, standard_error)
    return Estimate(value, Interval(float(low), float(high), "Student's t"))
