"""How well measures are told apart, from the measures and their standard errors alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

_TOO_FEW = "not computable: fewer than two measures to tell apart"


@dataclass(frozen=True, slots=True)
class Separation:
    """`rmse` and `adjusted_sd` are in logits; `members` is the number of measures."""

    members: int
    rmse: float
    adjusted_sd: float
    separation: Estimate
    strata: Estimate
    reliability: Estimate


@dataclass(frozen=True, slots=True)
class FixedChiSquare:
    """How far the measures are from one common value, in squared standard errors; without a p-value on purpose."""

    value: float
    df: int


def strata(separation: float) -> float:
    """Levels that are three standard errors apart: (4G + 1) / 3. Wright & Masters (1982), Rating Scale Analysis."""
    return (4 * _known(separation) + 1) / 3


def reliability(separation: float) -> float:
    """Share of the observed variance that is not error: G² / (1 + G²). Linacre, FACETS manual, Table 7.

    For judges it says how surely they differ, so nearer to zero is more alike: it is not agreement.
    """
    return _known(separation) ** 2 / (1 + separation**2)


def _known(separation: float) -> float:
    if not separation >= 0:
        raise RefusedError("A separation is zero or more.")
    return separation


def agreement_share(agreements: float, opportunities: int) -> float:
    """Share of the pairs that agree, observed or expected. Refuses more agreements than opportunities."""
    if not 0 <= agreements <= opportunities or opportunities == 0:
        raise RefusedError("Agreements lie between zero and the number of opportunities, which is at least one.")
    return agreements / opportunities


def separation(
    measures: Sequence[float], standard_errors: Sequence[float], *, sample: bool = False
) -> Separation | NotComputable:
    """Spread of the measures without their error, in units of that error; at least two measures.

    The members are all there are (population), or a `sample` of more, with n - 1 in the observed variance. Where error
    explains all the spread, separation is 0. The interval is the one of a variance ratio in which the standard errors
    are known. Linacre, FACETS manual, Table 7; Searle, Casella & McCulloch (1992), Variance Components.
    """
    _check(measures, standard_errors)
    count = len(measures)
    if count < 2:
        return NotComputable(_TOO_FEW)
    error = float(np.mean(np.square(sorted(standard_errors))))
    observed = float(np.var(sorted(measures), ddof=1))
    ratio = (observed if sample else observed * (count - 1) / count) / error
    value = _from_ratio(ratio)
    ends = (float(chi2.ppf(share, count - 1)) for share in ((1 + LEVEL) / 2, (1 - LEVEL) / 2))
    low, high = (_from_ratio(observed / error * (count - 1) / end) for end in ends)
    return Separation(
        members=count,
        rmse=error**0.5,
        adjusted_sd=value * error**0.5,
        separation=_estimate(value, low, high),
        strata=_estimate(strata(value), strata(low), strata(high)),
        reliability=_estimate(reliability(value), reliability(low), reliability(high)),
    )


def fixed_chi_square(measures: Sequence[float], standard_errors: Sequence[float]) -> FixedChiSquare | NotComputable:
    """Weighted sum of squares about the weighted mean, with one degree of freedom fewer than there are measures.

    It is zero where all measures are the same; at least two. Hedges & Olkin (1985), Statistical Methods for
    Meta-Analysis.
    """
    _check(measures, standard_errors)
    if len(measures) < 2:
        return NotComputable(_TOO_FEW)
    pairs = np.array(sorted(zip(measures, standard_errors, strict=True)))
    weights = pairs[:, 1] ** -2
    mean = weights @ pairs[:, 0] / weights.sum()
    return FixedChiSquare(float(weights @ (pairs[:, 0] - mean) ** 2), len(pairs) - 1)


def _from_ratio(ratio: float) -> float:
    return float(max(ratio - 1, 0.0) ** 0.5)


def _estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, Interval(low, high, "chi-square, standard errors taken as known"))


def _check(measures: Sequence[float], standard_errors: Sequence[float]) -> None:
    if len(measures) != len(standard_errors):
        raise RefusedError("Each measure needs its standard error.")
    if not (np.isfinite(measures).all() and np.isfinite(standard_errors).all() and min(standard_errors, default=1) > 0):
        raise RefusedError("Measures are numbers, and standard errors are numbers above zero.")
