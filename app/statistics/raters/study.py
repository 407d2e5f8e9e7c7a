"""What more raters or more cases would buy, if cases and raters go on differing as they did."""

from dataclasses import dataclass
from math import sqrt

from app.statistics.raters.crossed import Variances
from app.statistics.raters.icc import Correlations, Squares, correlations, of_mean
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

RATERS = (1, 2, 3, 4, 6)
# Beside the largest variance anything smaller is what rounding leaves.
_NOTHING = 1e-9
CASES = (10, 20, 40, 80, 160)


@dataclass(frozen=True, slots=True)
class MoreRaters:
    """The mean of so many raters a case: `trust` is ICC(A,k), `error` how far the mean strays, in steps."""

    raters: int
    trust: Estimate | NotComputable
    error: float


@dataclass(frozen=True, slots=True)
class MoreCases:
    """So many cases, each rated by so many raters: the limits that ICC(A,1) would have around the same figure."""

    cases: int
    raters: int
    limits: Interval | NotComputable


@dataclass(frozen=True, slots=True)
class Study:
    """Neither part is a promise: both start from variances that are estimates themselves."""

    more_raters: tuple[MoreRaters, ...]
    more_cases: tuple[MoreCases, ...]


def study(one: Estimate, variances: Variances, raters: int) -> Study:
    """Dependability of the mean of 1 to 6 raters, and how narrow the limits get with 10 to 160 cases of so many raters.

    The decision study of Cronbach, Gleser, Nanda & Rajaratnam (1972), The Dependability of Behavioral Measurements, for
    cases crossed with raters: raters' strictness counts as error. `one` is ICC(A,1) with its limits, which step up by
    Spearman and Brown; limits for more cases are those of McGraw & Wong (1996) at the mean squares that a complete
    table of that size is expected to have. Refuses fewer than two raters and variances of which none is left over.
    """
    if raters < 2 or min(variances) < 0 or not variances.left > _NOTHING * max(variances):
        raise RefusedError("A study needs two raters or more, and a variance that is left over.")
    error = variances.raters + variances.left
    return Study(
        more_raters=tuple(MoreRaters(number, of_mean(one, number), sqrt(error / number)) for number in RATERS),
        more_cases=tuple(MoreCases(cases, raters, _limits(variances, cases, raters)) for cases in CASES),
    )


def _limits(variances: Variances, cases: int, raters: int) -> Interval | NotComputable:
    found = correlations(_expected(variances, cases, raters))
    return found.agreement_one.interval if isinstance(found, Correlations) else found


def _expected(variances: Variances, cases: int, raters: int) -> Squares:
    """The mean squares of a complete table, as its variances would have them. Brennan (2001), section 2.2."""
    return Squares(
        cases=cases,
        raters=raters,
        between_cases=variances.left + raters * variances.cases,
        within_cases=variances.left + variances.raters,
        between_raters=variances.left + cases * variances.raters,
        residual=variances.left,
    )
