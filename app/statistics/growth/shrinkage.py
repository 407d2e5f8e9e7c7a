"""Estimates of several people or units drawn towards their mean, as far as their noise asks for."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from app.statistics.growth.cohort import Trajectory, too_few, tracks
from app.statistics.growth.ols import is_exact, slope_of
from app.statistics.growth.series import finite
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

# With three units or fewer there is nothing to gain from drawing them to their mean (Efron & Morris 1975).
LEAST_UNITS = 4


@dataclass(frozen=True, slots=True)
class Shrunken:
    """One unit: its own value, the weight that value keeps (the mean has the rest), and what comes of it."""

    own: float
    weight: float
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Units in the order they were handed in. `sentence` says what no spread between them means, or is empty."""

    mean: Estimate
    between_sd: float
    units: tuple[Shrunken, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class GroupSlopes:
    """Slopes in steps a month of `people`, in the order of their names; `shrinkage.units` has the same order."""

    people: tuple[str, ...]
    points: int
    shrinkage: Shrinkage


def empirical_bayes(values: Sequence[float], variances: Sequence[float]) -> Shrinkage | NotComputable:
    """Each value drawn to the mean: mean + B (value - mean), with B = τ² / (τ² + variance of the value).

    τ² is found by moments: the variance of the values less the mean of their sampling variances, and no less than zero
    (Hedges & Olkin 1985, Statistical Methods for Meta-Analysis). The mean weighs each value by 1 / (τ² + variance).
    Limits are those of Morris (1983, Journal of the American Statistical Association 78): they count the noise that is
    left, that of the mean, and that of B. Not computable for fewer than four units.
    Refuses lengths that differ, what is not finite, and sampling variances that are not above zero.
    """
    own, noise = finite(values), finite(variances)
    if own.size != noise.size:
        raise RefusedError("Every value needs its variance.")
    few = _refused_or_few(own, noise)
    if few:
        return few
    order = np.lexsort((noise, own))
    between = max(0.0, float(own[order].var(ddof=1) - noise[order].mean()))
    weights = 1 / (between + noise[order])
    mean = float(np.average(own[order], weights=weights))
    return _shrinkage(own, noise, between / (between + noise), mean, 1 / float(weights.sum()), between)


def james_stein(values: Sequence[float], variance: float) -> Shrinkage | NotComputable:
    """Each value drawn to the grand mean by one factor, 1 - (k - 3) variance / Σ (value - mean)², and never beyond it.

    James & Stein (1961) in the form of Efron & Morris (1975, Journal of the American Statistical Association 70), for
    values of one known sampling variance. Limits, least number and refusals as in `empirical_bayes`.
    """
    own = finite(values)
    few = _refused_or_few(own, finite([variance]))
    if few:
        return few
    ordered = np.sort(own)
    mean = float(ordered.mean())
    squares = float(((ordered - mean) ** 2).sum())
    drawn = min(1.0, (own.size - 3) * variance / squares) if squares else 1.0
    noise, weights = np.full(own.size, variance), np.full(own.size, 1 - drawn)
    return _shrinkage(own, noise, weights, mean, variance / drawn / own.size, variance * (1 - drawn) / drawn)


def group_slopes(trajectories: Iterable[Trajectory]) -> GroupSlopes | NotComputable:
    """Everyone's least-squares slope, drawn to the mean of the group by `empirical_bayes`.

    The sampling variance of a slope is the residual variance of all lines together over the person's own sum of squared
    times. Only people with three points at different times have a slope. In a balanced design this finds the same
    spread of slopes as the mixed model.
    Not computable below ten such people, or where all their points lie on straight lines. Refuses a person listed twice
    and what `series.in_order` refuses.
    """
    found = tracks(trajectories)
    few = too_few(found)
    if few:
        return few
    lines = [(track, slope_of(track)) for track in found if track.has_a_line]
    if all(is_exact(track, line.squares) for track, line in lines):
        return NotComputable("not computable: all points lie on straight lines, which shows no noise to judge by")
    residual = sum(line.squares for _, line in lines) / sum(line.points - 2 for _, line in lines)
    named = sorted((line for _, line in lines), key=lambda line: line.person)
    shrunk = empirical_bayes(
        [line.per_month.value for line in named], [residual / line.times_squared for line in named]
    )
    if isinstance(shrunk, NotComputable):
        return shrunk
    return GroupSlopes(tuple(line.person for line in named), sum(line.points for line in named), shrunk)


def _refused_or_few(own: NDArray[np.float64], noise: NDArray[np.float64]) -> NotComputable | None:
    if not (noise > 0).all():
        raise RefusedError("Every variance must be above zero.")
    if own.size >= LEAST_UNITS:
        return None
    return NotComputable(f"cannot tell yet: shrinkage needs {LEAST_UNITS} units, and there are {own.size}")


def _shrinkage(
    own: NDArray[np.float64],
    noise: NDArray[np.float64],
    weights: NDArray[np.float64],
    mean: float,
    mean_variance: float,
    between: float,
) -> Shrinkage:
    drawn = 1 - weights
    of_weight = 2 / (own.size - 3) * (own - mean) ** 2
    variances = weights * noise + drawn**2 * (mean_variance + of_weight)
    values = mean + weights * (own - mean)
    units = zip(own.tolist(), weights.tolist(), values.tolist(), variances.tolist(), strict=True)
    return Shrinkage(
        mean=_estimate(mean, mean_variance),
        between_sd=math.sqrt(between),
        units=tuple(Shrunken(value, weight, _estimate(to, variance)) for value, weight, to, variance in units),
        sentence="" if between else "no difference between units was detected, so every unit is shown at the mean",
    )


def _estimate(value: float, variance: float) -> Estimate:
    low, high = stats.norm.interval(LEVEL, value, math.sqrt(variance))
    return Estimate(value, Interval(float(low), float(high), "Morris 1983"))
