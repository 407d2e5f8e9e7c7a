"""How far one rating by anybody, or the mean of several, can be trusted: ICC(A,1) and ICC(A,k), with holes or not."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.raters.alpha import too_few, undefined
from app.statistics.raters.components import Components, components, draws, icc, limits
from app.statistics.raters.connected import groups
from app.statistics.raters.crossed import Variances
from app.statistics.raters.icc import Correlations, correlations, squares
from app.statistics.raters.table import Basis, Ratings
from app.statistics.results import Estimate, NotComputable

FEWEST_RATERS = 3


@dataclass(frozen=True, slots=True)
class Trust:
    """`one` is ICC(A,1); `mean` is ICC(A,k) for the mean of `ratings_per_case` raters.

    Low figures among cases that are much alike are not poor rating, so two spreads stand beside them, in steps:
    `between_cases`, a standard deviation, and `error_of_one`, how far one rating strays. `converged` and `at_zero` say
    how the search for the variances ended; `rests_on` counts what was used: raters who share no case with anybody are
    left out. `variances` are those of cases, of raters, and of what is left.
    """

    one: Estimate
    mean: Estimate | NotComputable
    rests_on: Basis
    ratings_per_case: float
    between_cases: Estimate
    error_of_one: Estimate
    variances: Variances
    at_zero: tuple[str, ...]
    converged: bool


def trust(table: Ratings) -> Trust | NotComputable:
    """The agreement form, as an own place below others is an error for the worker too; treats steps as equal.

    Complete tables take the exact limits of McGraw & Wong (1996), tables with holes Monte Carlo limits around
    restricted maximum likelihood. Cases with one rating count in the second kind, because they too say how much cases
    differ. Not computable below ten cases with two ratings, below three raters, and where the two ways are not.
    """
    common = table.common()
    why = undefined(common) or too_few(common)
    if why:
        return why
    if len(common.raters) < FEWEST_RATERS:
        return NotComputable(f"not computable: {len(common.raters)} raters, and this figure needs {FEWEST_RATERS}")
    if np.array_equal(np.nanmin(common.cells, axis=1), np.nanmax(common.cells, axis=1)):
        return _without_error(common)
    alone = {group[0] for group in groups(table) if len(group) == 1}
    used = table.of(*(rater for rater in table.raters if rater not in alone)).filled()
    found = components(used)
    return found if isinstance(found, NotComputable) else _of(used, found)


def _of(table: Ratings, found: Components) -> Trust:
    variances, drawn = found.variances, draws(found, table.digest())
    one: Estimate = icc(variances, drawn, 1)
    mean: Estimate | NotComputable = icc(variances, drawn, found.ratings_per_case)
    if not np.isnan(table.cells).any():
        exact = correlations(squares(table.cells))
        if isinstance(exact, Correlations):
            one, mean = exact.agreement_one, exact.agreement_mean
    return Trust(
        one=one,
        mean=mean,
        rests_on=table.basis,
        ratings_per_case=found.ratings_per_case,
        between_cases=_spread(variances.cases, drawn[:, 0]),
        error_of_one=_spread(variances.raters + variances.left, drawn[:, 1] + drawn[:, 2]),
        variances=variances,
        at_zero=found.at_zero,
        converged=found.converged,
    )


def _spread(variance: float, drawn: Floats) -> Estimate:
    """A standard deviation, in steps."""
    return Estimate(sqrt(variance), limits(np.sqrt(drawn), sqrt(variance)))


def _without_error(common: Ratings) -> Trust:
    """Every case was rated alike by everybody: the figure is 1, and chance has no size by which to draw limits."""
    no_chance = NotComputable("not computable: raters never differed, so chance has no size here")
    perfect = Estimate(1.0, no_chance)
    per_case = np.count_nonzero(~np.isnan(common.cells), axis=1)
    variance = float(np.var(np.nanmax(common.cells, axis=1), ddof=1))
    return Trust(
        one=perfect,
        mean=perfect,
        rests_on=common.basis,
        ratings_per_case=float(len(per_case) / np.sum(1 / per_case)),
        between_cases=Estimate(sqrt(variance), no_chance),
        error_of_one=Estimate(0.0, no_chance),
        variances=Variances(variance, 0.0, 0.0),
        at_zero=(),
        converged=True,
    )
