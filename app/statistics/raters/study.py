"""What more raters or more cases would buy, if cases and raters go on differing as they did."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.statistics import seeds
from app.statistics.raters.components import between
from app.statistics.raters.crossed import Variances, crossed, information
from app.statistics.results import Interval, RefusedError

RATERS = (1, 2, 3, 4, 6)
CASES = (10, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class MoreRaters:
    """The mean of so many raters a case: `trust` is ICC(A,k), `error` how far the mean strays, in steps."""

    raters: int
    trust: float
    error: float


@dataclass(frozen=True, slots=True)
class MoreCases:
    """So many cases, each rated by so many raters: limits within which ICC(A,1) would likely be told."""

    cases: int
    raters: int
    likely: Interval


@dataclass(frozen=True, slots=True)
class Study:
    """`trust_of_one` is the figure both parts start from. Neither part is a promise: the variances are estimates."""

    trust_of_one: float
    more_raters: tuple[MoreRaters, ...]
    more_cases: tuple[MoreCases, ...]


def study(variances: Variances, raters: int) -> Study:
    """Dependability of the mean of 1 to 6 raters, and how narrow the limits get with 10 to 160 cases of so many raters.

    The decision study of Cronbach, Gleser, Nanda & Rajaratnam (1972), The Dependability of Behavioral Measurements, for
    cases crossed with raters: raters' strictness counts as error. Limits come from the information that a complete
    table of that size would hold. Refuses fewer than two raters and variances of which none is left over.
    """
    if raters < 2 or not variances.left > 0 or min(variances) < 0:
        raise RefusedError("A study needs two raters or more, and a variance that is left over.")
    error = variances.raters + variances.left
    return Study(
        trust_of_one=_trust(variances, 1),
        more_raters=tuple(MoreRaters(number, _trust(variances, number), sqrt(error / number)) for number in RATERS),
        more_cases=tuple(MoreCases(cases, raters, _likely(variances, cases, raters)) for cases in CASES),
    )


def _trust(variances: Variances, raters: int) -> float:
    return variances.cases / (variances.cases + (variances.raters + variances.left) / raters)


def _likely(variances: Variances, cases: int, raters: int) -> Interval:
    # Information does not depend on the points, so that a table of that size stands for all of them.
    spread = np.linalg.inv(information(crossed(np.zeros((cases, raters))), variances))
    return between(variances, spread, 1, seeds.digest([*variances, cases, raters]))
