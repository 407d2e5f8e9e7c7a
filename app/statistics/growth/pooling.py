"""Several estimates of the same thing brought together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from app.statistics.growth.series import finite
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError


@dataclass(frozen=True, slots=True)
class Pooled:
    """The pooled `mean` of `units` with its standard error; Cochran's Q; and the variance between units.

    `sentence` says what a variance of zero means, and is empty otherwise.
    """

    mean: Estimate
    standard_error: float
    q: float
    between_variance: float
    units: int
    sentence: str


def pooled(effects: Sequence[float], standard_errors: Sequence[float]) -> Pooled | NotComputable:
    """The random-effects mean with DerSimonian & Laird's variance between units (1986, Controlled Clinical Trials 7).

    Q is Cochran's. Where it is below its degrees of freedom the variance between units is zero, every unit is best
    shown at the mean, and `sentence` says so. Limits are normal and take that variance as known.
    Not computable from fewer than two units. Refuses lengths that differ, what is not finite, and standard errors that
    are not above zero.
    """
    if len(effects) != len(standard_errors):
        raise RefusedError("Every effect needs its standard error.")
    own, errors = finite(effects), finite(standard_errors)
    if not (errors > 0).all():
        raise RefusedError("Every standard error must be above zero.")
    order = np.lexsort((errors, own))
    values, variances = own[order], errors[order] ** 2
    if values.size < 2:
        return NotComputable("not computable: pooling needs 2 units or more")
    weights = 1 / variances
    q = float((weights * (values - np.average(values, weights=weights)) ** 2).sum())
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, (q - (values.size - 1)) / scale)
    weights = 1 / (variances + between)
    return _pooled(float(np.average(values, weights=weights)), 1 / math.sqrt(weights.sum()), q, between, values.size)


def _pooled(mean: float, standard_error: float, q: float, between: float, units: int) -> Pooled:
    low, high = stats.norm.interval(LEVEL, mean, standard_error)
    limits = Interval(float(low), float(high), "DerSimonian & Laird 1986")
    sentence = "" if between else "no difference between units was detected, so every unit is shown at the pooled mean"
    return Pooled(Estimate(mean, limits), standard_error, q, between, units, sentence)
