"""The highest place of the likelihood of the cumulative logit, the curvature there, and where it has fallen away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import logit
from scipy.stats import chi2

from app.statistics.arrays import Floats
from app.statistics.raters.cumulative import Sample, Values, marginal, values_of
from app.statistics.results import LEVEL

# What is left of the slope, in units of log-likelihood, when the search counts as settled.
FLAT = 1e-4
WIDEST_GAP = 30.0
# A spread of judges, in logits, beyond which nothing is looked for.
WIDEST = 20.0


@dataclass(frozen=True, slots=True)
class Peak:
    values: Values
    log_likelihood: float
    converged: bool


def start(sample: Sample) -> Values:
    """Thresholds at the observed shares, effects at zero, and a spread of judges of one logit."""
    shares = np.cumsum(np.bincount(sample.given))[:-1] / len(sample.given)
    return Values(np.asarray(logit(shares)), np.zeros(sample.effects.shape[1]), 1.0)


def highest(sample: Sample, begin: Values, spread: float | None = None) -> Peak:
    """The maximum of the likelihood over all values, or over all but a `spread` that is held."""
    count = len(begin.thresholds)
    held = begin if spread is None else replace(begin, spread=spread)
    free = slice(None) if spread is None else slice(-1)

    def downhill(work: Floats) -> tuple[float, Floats]:
        full = np.concatenate([work, held.vector()[len(work) :]])
        height, slope = marginal(sample, _from_gaps(full, count))
        return -height, -_in_gaps(full, slope, count)[free]

    found = minimize(downhill, _to_gaps(held)[free], jac=True, method="BFGS", options={"gtol": FLAT / 100})
    values = _from_gaps(np.concatenate([found.x, held.vector()[len(found.x) :]]), count)
    return Peak(replace(values, spread=abs(values.spread)), -float(found.fun), bool(np.abs(found.jac).max() < FLAT))


def _to_gaps(values: Values) -> Floats:
    """The first threshold, logarithms of the distances to the next ones, and the rest as it is."""
    rest = values.vector()[len(values.thresholds) :]
    return np.concatenate([values.thresholds[:1], np.log(np.diff(values.thresholds)), rest])


def _from_gaps(work: Floats, count: int) -> Values:
    gaps = np.exp(np.clip(work[1:count], -WIDEST_GAP, WIDEST_GAP))
    return values_of(np.concatenate([np.cumsum([work[0], *gaps]), work[count:]]), count)


def _in_gaps(work: Floats, slope: Floats, count: int) -> Floats:
    """The slope along thresholds, turned into the one along the first of them and the logarithms of distances."""
    onward = np.cumsum(slope[:count][::-1])[::-1]
    gaps = np.exp(np.clip(work[1:count], -WIDEST_GAP, WIDEST_GAP))
    return np.concatenate([onward[:1], onward[1:] * gaps, slope[count:]])


def information(sample: Sample, peak: Peak) -> Floats:
    """Minus the second derivatives in the order of `Values.vector`, from central differences of the first ones."""
    at, count = peak.values.vector(), len(peak.values.thresholds)
    steps = np.eye(len(at)) * 1e-5
    rows = [_slope(sample, at + step, count) - _slope(sample, at - step, count) for step in steps]
    found = -np.array(rows) / 2e-5
    return (found + found.T) / 2


def _slope(sample: Sample, vector: Floats, count: int) -> Floats:
    return marginal(sample, values_of(vector, count))[1]


def spread_limits(sample: Sample, peak: Peak, without: Peak) -> tuple[float, float] | None:
    """Where the profile likelihood of the judges' spread has fallen by half a chi-square quantile.

    The lower limit is 0 where the likelihood without judges (`without`) has not fallen so far; there is no answer where
    it has not fallen at the `WIDEST` spread. Venzon & Moolgavkar (1988), Applied Statistics 37.
    """
    fallen = peak.log_likelihood - float(chi2.ppf(LEVEL, 1)) / 2

    def above(spread: float) -> float:
        return highest(sample, _stretched(peak.values, spread), spread).log_likelihood - fallen

    far = next((spread for spread in _outward(peak.values.spread) if above(spread) < 0), None)
    if far is None:
        return None
    low = 0.0 if without.log_likelihood >= fallen else _crossing(above, 0.0, peak.values.spread)
    return low, _crossing(above, peak.values.spread, far)


def _stretched(values: Values, spread: float) -> Values:
    """About where the other values go when the spread changes. Zeger, Liang & Albert (1988), Biometrics 44."""
    factor = ((1 + 0.346 * spread**2) / (1 + 0.346 * values.spread**2)) ** 0.5
    return Values(values.thresholds * factor, values.effects * factor, spread)


def _outward(spread: float) -> Iterator[float]:
    far = max(spread, 0.5)
    while far < WIDEST:
        far = min(far * 2, WIDEST)
        yield far


def _crossing(above: Callable[[float], float], low: float, high: float) -> float:
    return float(brentq(above, low, high, xtol=1e-6, rtol=1e-6))
