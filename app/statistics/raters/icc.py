"""Intraclass correlations where every rater rated every case: how far one rating, or the mean of k, can be trusted."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from app.statistics.arrays import Floats
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

_UPPER = (1 + LEVEL) / 2
_ROUNDING = 1e-9
_LESS_THAN_CHANCE = "not computable: cases differ less than chance alone would make them"


@dataclass(frozen=True, slots=True)
class Squares:
    """Mean squares of a complete table of `cases` by `raters`, in steps squared."""

    cases: int
    raters: int
    between_cases: float
    within_cases: float
    between_raters: float
    residual: float


@dataclass(frozen=True, slots=True)
class Correlations:
    """The six forms. The letter: 1 other raters each case, A agreement, C consistency; then one rating, or the mean.

    A strict rater is an error for the worker, so pages show agreement: `agreement_one`, `agreement_mean`.
    """

    one_way_one: Estimate
    one_way_mean: Estimate | NotComputable
    agreement_one: Estimate
    agreement_mean: Estimate | NotComputable
    consistency_one: Estimate
    consistency_mean: Estimate | NotComputable


def squares(cells: Floats) -> Squares:
    """Two-way analysis of variance without repeats. Refuses empty cells, and fewer than two cases or raters."""
    cases, raters = cells.shape
    if cases < 2 or raters < 2 or np.isnan(cells).any():
        raise RefusedError("Mean squares need two cases and two raters or more, and no empty cell.")
    mean, by_case, by_rater = cells.mean(), cells.mean(axis=1), cells.mean(axis=0)
    total = float(np.square(cells - mean).sum())
    cases_sum = raters * float(np.square(by_case - mean).sum())
    raters_sum = cases * float(np.square(by_rater - mean).sum())
    left = float(np.square(cells - by_case[:, None] - by_rater[None, :] + mean).sum())
    return Squares(
        cases=cases,
        raters=raters,
        between_cases=cases_sum / (cases - 1),
        within_cases=(total - cases_sum) / (cases * (raters - 1)),
        between_raters=raters_sum / (raters - 1),
        residual=left / ((cases - 1) * (raters - 1)),
    )


def correlations(found: Squares) -> Correlations | NotComputable:
    """ICC(1), ICC(A,1), ICC(C,1) and those of the mean of all raters, with exact limits.

    Shrout & Fleiss (1979), Psychological Bulletin 86, 420; limits of McGraw & Wong (1996), Psychological Methods 1, 30.
    Treats steps as equal. Not computable when all ratings are the same, or follow rater and case without any chance.
    """
    if found.between_cases + found.within_cases == 0:
        return NotComputable("not computable: every rating was the same; exact agreement 100%")
    if np.isclose(found.residual, 0, atol=1e-18):
        return NotComputable("not computable: these ratings leave nothing to chance")
    one_way, agreement, consistency = _one_way(found), _agreement(found), _consistency(found)
    return Correlations(
        one_way, of_mean(one_way, found.raters),
        agreement, of_mean(agreement, found.raters),
        consistency, of_mean(consistency, found.raters),
    )  # fmt: skip


def of_mean(one: Estimate, raters: float) -> Estimate | NotComputable:
    """The same for the mean of so many raters. Spearman (1910) and Brown (1910), British Journal of Psychology 3.

    Not computable where the figure for one rater is so far below zero that cases would differ less than chance makes
    them; the same holds for a limit.
    """
    value = _stepped(one.value, raters)
    if value is None:
        return NotComputable(_LESS_THAN_CHANCE)
    if isinstance(one.interval, NotComputable):
        return Estimate(value, one.interval)
    low, high = _stepped(one.interval.low, raters), _stepped(one.interval.high, raters)
    if low is None or high is None:
        return Estimate(value, NotComputable(_LESS_THAN_CHANCE))
    return Estimate(value, Interval(low, high, one.interval.method))


def _stepped(one: float, raters: float) -> float | None:
    """Beyond -1 / (raters - 1) the formula changes its sign, and says nothing any more."""
    below = 1 + (raters - 1) * one
    return raters * one / below if below > _ROUNDING else None


def _one_way(found: Squares) -> Estimate:
    freedom = found.cases * (found.raters - 1)
    return _by_ratio(found.between_cases / found.within_cases, found.raters, found.cases - 1, freedom)


def _consistency(found: Squares) -> Estimate:
    freedom = (found.cases - 1) * (found.raters - 1)
    return _by_ratio(found.between_cases / found.residual, found.raters, found.cases - 1, freedom)


def _by_ratio(ratio: float, raters: int, freedom: int, freedom_left: int) -> Estimate:
    low = ratio / float(stats.f.ppf(_UPPER, freedom, freedom_left))
    high = ratio * float(stats.f.ppf(_UPPER, freedom_left, freedom))
    return _within(_of_ratio(ratio, raters), _of_ratio(low, raters), _of_ratio(high, raters))


def _of_ratio(ratio: float, raters: int) -> float:
    return (ratio - 1) / (ratio + raters - 1)


def _agreement(found: Squares) -> Estimate:
    n, k = found.cases, found.raters
    cases, raters, left = found.between_cases, found.between_raters, found.residual
    one = (cases - left) / (cases + (k - 1) * left + k * (raters - left) / n)
    # The rater and the residual square both stand below the line, so their common degrees of freedom are approximated.
    weight = k * one / (n * (1 - one))
    for_raters, for_left = weight * raters, (1 + (n - 1) * weight) * left
    freedom = (for_raters + for_left) ** 2 / (for_raters**2 / (k - 1) + for_left**2 / ((n - 1) * (k - 1)))
    below = k * raters + (k * n - k - n) * left
    lower, upper = float(stats.f.ppf(_UPPER, n - 1, freedom)), float(stats.f.ppf(_UPPER, freedom, n - 1))
    low = n * (cases - lower * left) / (lower * below + n * cases)
    high = n * (upper * cases - left) / (below + n * upper * cases)
    return _within(one, low, high)


def _within(one: float, low: float, high: float) -> Estimate:
    if not low <= one <= high:
        return Estimate(one, NotComputable("not computable: too few cases and raters for limits"))
    if high - low < _ROUNDING:
        return Estimate(one, NotComputable(_LESS_THAN_CHANCE))
    return Estimate(one, Interval(low, high, "F"))
