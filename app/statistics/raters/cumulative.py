"""The likelihood of the cumulative logit with a judge's own normal shift, by adaptive Gauss-Hermite quadrature."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit, logsumexp, roots_hermite

from app.statistics.arrays import Floats

PLACES, WEIGHTS = roots_hermite(31)
NEWTON_STEPS = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """`given` (ratings) are places among the points in use, from 0; `effects` is ratings x effects; `judges` (ratings)
    are codes from 0, in order."""

    given: NDArray[np.intp]
    effects: Floats
    judges: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Values:
    """logit P(at most k) = thresholds[k] - effects - spread v, with v standard normal, one for each judge.

    The likelihood is even in `spread`; at 0 it is the one without judges.
    """

    thresholds: Floats
    effects: Floats
    spread: float

    def vector(self) -> Floats:
        return np.concatenate([self.thresholds, self.effects, [self.spread]])


def values_of(vector: Floats, thresholds: int) -> Values:
    """The inverse of `Values.vector`."""
    return Values(vector[:thresholds], vector[thresholds:-1], float(vector[-1]))


def marginal(sample: Sample, values: Values) -> tuple[float, Floats]:
    """Log-likelihood with the judges integrated out, and its derivatives in the order of `Values.vector`.

    The quadrature is centred and scaled at each judge's mode. Liu & Pierce (1994), Biometrika 81; Hedeker & Gibbons
    (1994), Biometrics 50. The derivatives are those of the integral, by the same quadrature.
    """
    nodes, weights = _quadrature(*modes(sample, values))
    shifts = nodes[sample.judges]
    upper, lower = _distances(sample, values, shifts)
    logs = _by_judge(sample, _log_chance(upper, lower)) + weights
    totals = logsumexp(logs, axis=1, keepdims=True)
    shares = np.exp(logs - totals)[sample.judges]
    return float(totals.sum()), _derivatives(sample, values, upper, lower, shares, shifts)


def _derivatives(
    sample: Sample, values: Values, upper: Floats, lower: Floats, shares: Floats, shifts: Floats
) -> Floats:
    gap = np.exp(lower - upper) / -np.expm1(lower - upper)
    rise = (shares * (expit(-upper) + gap)).sum(axis=1)
    fall = (shares * (expit(lower) + gap)).sum(axis=1)
    count = len(values.thresholds)
    places = np.bincount(sample.given, rise, count + 1)[:-1] - np.bincount(sample.given, fall, count + 1)[1:]
    pull = expit(lower) - expit(-upper)
    effects = sample.effects.T @ (shares * pull).sum(axis=1)
    return np.concatenate([places, effects, [(shares * pull * shifts).sum()]])


def modes(sample: Sample, values: Values) -> tuple[Floats, Floats]:
    """The likeliest v of each judge and its standard deviation, given the ratings and the other values.

    The log-density is concave, so whole Newton steps, halved where they would lead down, end at its one top.
    """
    at = np.zeros(int(sample.judges.max()) + 1)
    for _ in range(NEWTON_STEPS):
        height, slope, curve = _density(sample, values, at)
        step = slope / curve
        while (down := _density(sample, values, at + step)[0] < height - 1e-9).any():
            step[down] /= 2
        at = at + step
        if np.abs(step).max() < 1e-9:
            break
    return at, curve**-0.5


def _density(sample: Sample, values: Values, at: Floats) -> tuple[Floats, Floats, Floats]:
    """Logarithm of what is integrated over v, its first derivative, and its second one with the sign changed."""
    upper, lower = _distances(sample, values, at[sample.judges][:, None])
    heights = _by_judge(sample, _log_chance(upper, lower))[:, 0] - at**2 / 2
    slopes = _by_judge(sample, expit(lower) - expit(-upper))[:, 0] * values.spread - at
    bends = expit(upper) * expit(-upper) + expit(lower) * expit(-lower)
    return heights, slopes, _by_judge(sample, bends)[:, 0] * values.spread**2 + 1


def _quadrature(centre: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Nodes (judges x nodes), and the logarithms of weight and normal density there."""
    nodes = centre[:, None] + 2**0.5 * scale[:, None] * PLACES
    return nodes, np.log(WEIGHTS * scale[:, None]) + PLACES**2 - np.log(np.pi) / 2 - nodes**2 / 2


def _distances(sample: Sample, values: Values, shifts: Floats) -> tuple[Floats, Floats]:
    """How far the two thresholds around each rating lie above its level; ratings x nodes."""
    limits = np.concatenate([[-np.inf], values.thresholds, [np.inf]])
    levels = (sample.effects @ values.effects)[:, None] + values.spread * shifts
    return limits[sample.given + 1][:, None] - levels, limits[sample.given][:, None] - levels


def _log_chance(upper: Floats, lower: Floats) -> Floats:
    """log(expit(upper) - expit(lower)), without loss where both are close to 0 or to 1."""
    return np.asarray(log_expit(upper) + log_expit(-lower) + np.log(-np.expm1(lower - upper)))


def _by_judge(sample: Sample, of_ratings: Floats) -> Floats:
    """Sums over the ratings of each judge, whose rows stand together."""
    return np.add.reduceat(of_ratings, np.flatnonzero(np.diff(sample.judges, prepend=-1)), axis=0)
