"""How long it takes people to reach a stage, when not everyone has reached it yet."""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.statistics.growth.series import finite
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

_METHOD = "Kaplan-Meier, log-log"
_OPEN = "cannot tell yet: too few people reached the stage while they were followed for an upper limit"


@dataclass(frozen=True, slots=True)
class Step:
    """At this month `reached` of the `at_risk` people reached the stage, and this share of all has not yet."""

    month: float
    at_risk: int
    reached: int
    not_yet: Estimate


@dataclass(frozen=True, slots=True)
class OpenMedian:
    """A median time whose interval begins at `low` and is open above; `high` says why."""

    value: float
    low: float
    high: NotComputable
    method: str = _METHOD
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class TimeToStage:
    """One step for every month at which someone reached the stage. `followed` is the longest anyone was."""

    people: int
    reached: int
    followed: float
    steps: tuple[Step, ...]
    median: Estimate | OpenMedian | NotComputable


def time_to_stage(months: Sequence[float], reached: Sequence[bool]) -> TimeToStage | NotComputable:
    """Months from the start until a stage is reached, or until the person was last seen without having reached it.

    The estimate of Kaplan & Meier (1958, Journal of the American Statistical Association 53) with log-log limits
    (Kalbfleisch & Prentice 1980). There are none where everyone left has reached the stage. The median time is the
    first month at which half or fewer have not reached it; its limits are the months at which the limits of the curve
    pass a half (Brookmeyer & Crowley 1982, Biometrics 38), open above where the upper one never does.
    Leaving must have nothing to do with growing.
    A stage is seen only when somebody rates, so true times are a little shorter. Nothing is suppressed here.
    Not computable without people. Refuses lengths that differ, times below zero, and a stage reached at month 0 or
    before: whoever stood there at the start did not wait for it.
    """
    times, has_reached = finite(months), np.asarray(reached, dtype=bool)
    if times.size != has_reached.size:
        raise RefusedError("Every time needs whether the stage was reached.")
    if (times < 0).any() or (times[has_reached] == 0).any():
        raise RefusedError("A time is above zero, or zero for someone seen once who has not reached the stage.")
    if not times.size:
        return NotComputable("not computable: there are no people")
    steps = _steps(times, has_reached) if has_reached.any() else ()
    return TimeToStage(times.size, int(has_reached.sum()), float(times.max()), steps, _median(steps))


def at_risk(months: Sequence[float], at: Sequence[float]) -> list[int]:
    """How many people were still waiting and seen just before each of these months."""
    times = finite(months)
    return [int((times >= month).sum()) for month in at]


def _steps(times: NDArray[np.float64], has_reached: NDArray[np.bool_]) -> tuple[Step, ...]:
    curve = stats.ecdf(stats.CensoredData(uncensored=times[has_reached], right=times[~has_reached])).sf
    with warnings.catch_warnings():
        # Where nobody or everybody has reached the stage the limits are no numbers, and are answered with a sentence.
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        limits: Any = curve.confidence_interval(LEVEL, method="log-log")  # Its stubs name another type.
    found = zip(curve.quantiles, curve.probabilities, limits.low.probabilities, limits.high.probabilities, strict=True)
    counts = {float(month): int((times[has_reached] == month).sum()) for month in curve.quantiles}
    return tuple(
        Step(float(month), int((times >= month).sum()), counts[month], _share(float(share), float(low), float(high)))
        for month, share, low, high in found
        if counts[month]
    )


def _share(share: float, low: float, high: float) -> Estimate:
    if math.isnan(low):
        return Estimate(share, NotComputable("not computable: everyone who was followed this long reached the stage"))
    return Estimate(share, Interval(low, high, _METHOD))


def _median(steps: Sequence[Step]) -> Estimate | OpenMedian | NotComputable:
    # A half that was multiplied together from thirds may miss the half by a rounding.
    half = 0.5 + 1e-12
    middle = next((step.month for step in steps if step.not_yet.value <= half), None)
    if middle is None:
        return NotComputable(
            "cannot tell yet: fewer than half of the people reached the stage while they were followed"
        )
    limits = [(step.month, step.not_yet.interval) for step in steps]
    known = [(month, limit) for month, limit in limits if isinstance(limit, Interval)]
    if not known:
        return Estimate(middle, NotComputable("not computable: everyone reached the stage at the same time"))
    low = next((month for month, limit in known if limit.low <= half), middle)
    high = next((month for month, limit in known if limit.high <= half), None)
    if high is None:
        return OpenMedian(middle, low, NotComputable(_OPEN))
    return Estimate(middle, Interval(low, high, _METHOD))
