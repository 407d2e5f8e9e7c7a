"""How much of a rating is the case, the rater, and neither: also where not every rater rated every case."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import optimize, stats

from app.statistics import seeds
from app.statistics.raters.connected import groups
from app.statistics.raters.crossed import Crossed, Variances, criterion, crossed, information, solved
from app.statistics.raters.scale import Floats
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable

DRAWS = 20_000
# Shares of the variance below this are what the search leaves of a zero.
_ZERO = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Variances in steps squared; `spread` holds the covariances of the three estimates, in the order of the names.

    `at_zero` names what was best explained by no variance at all: no difference was detected there.
    """

    variances: Variances
    spread: Floats
    at_zero: tuple[str, ...]
    log_likelihood: float
    converged: bool
    ratings_per_case: float

    @property
    def error_of_one(self) -> float:
        """How far one rating by anybody strays from what is rated: a standard deviation, in steps."""
        return sqrt(self.variances.raters + self.variances.left)


def components(table: Ratings) -> Components | NotComputable:
    """Crossed random effects of case and rater by restricted maximum likelihood, over whatever cells are filled.

    Patterson & Thompson (1971), Biometrika 58, 545; treats steps as equal. `ratings_per_case` is the harmonic mean. Not
    computable when common cases do not join all raters, when every rating is the same, or when too little is left over
    to measure error by.
    """
    cells = _filled(table)
    why = _undefined(table, cells)
    if why:
        return why
    data = crossed(cells)
    best = optimize.minimize(
        _profiled, np.ones(2), args=(data,), method="Nelder-Mead", bounds=[(0.0, None), (0.0, None)],
        options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 2000},
    )  # fmt: skip
    shares = np.where(best.x < _ZERO, 0.0, best.x)
    left = solved(data, Variances(shares[0], shares[1], 1.0)).squares / (data.number - 1)
    if left < _ZERO:
        return NotComputable("not computable: these ratings leave nothing to chance")
    found = Variances(float(shares[0] * left), float(shares[1] * left), left)
    return Components(
        variances=found,
        spread=np.asarray(np.linalg.inv(information(data, found)), dtype=np.float64),
        at_zero=tuple(name for name, share in zip(("cases", "raters"), shares, strict=True) if share == 0),
        log_likelihood=-criterion(data, found) / 2,
        converged=bool(best.success),
        ratings_per_case=float(stats.hmean(data.per_case)),
    )


def agreement(found: Components, raters: float, digest: str) -> Estimate:
    """ICC(A) of the mean of so many raters: the part of its variance that is the case's own.

    Limits by drawing the three variances from their sampling distribution (Monte Carlo), as ten Hove, Jorgensen & van
    der Ark (2022), Psychological Methods, recommend for designs with holes; what is drawn below zero counts as zero.
    """
    drawn = seeds.generator(digest).multivariate_normal(found.variances, found.spread, size=DRAWS)
    cases, by_raters, left = np.maximum(drawn, (0, 0, _ZERO * found.variances.left)).T
    shares = cases / (cases + (by_raters + left) / raters)
    low, high = np.quantile(shares, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    value = found.variances
    share = value.cases / (value.cases + (value.raters + value.left) / raters)
    return Estimate(share, Interval(float(low), float(high), f"Monte Carlo, {DRAWS} draws"))


def _filled(table: Ratings) -> Floats:
    """The table without the cases and raters that have no rating at all."""
    rated = ~np.isnan(table.cells)
    return table.cells[np.ix_(rated.any(axis=1), rated.any(axis=0))]


def _undefined(table: Ratings, cells: Floats) -> NotComputable | None:
    if not table.common().cases:
        return NotComputable("not computable: nobody rated the same case")
    if np.nanmin(cells) == np.nanmax(cells):
        return NotComputable("not computable: every rating was the same; exact agreement 100%")
    if len(groups(table)) > 1:
        return NotComputable("not computable: common cases do not join all raters")
    if len(cells) < 2 or np.count_nonzero(~np.isnan(cells)) < sum(cells.shape):
        return NotComputable("not computable: too few ratings to tell case, rater and chance apart")
    return None


def _profiled(shares: Floats, data: Crossed) -> float:
    """The criterion once the variance that is left takes its best value; shares are variances as multiples of it."""
    at = solved(data, Variances(float(shares[0]), float(shares[1]), 1.0))
    freedom = data.number - 1
    return float(freedom * np.log(max(at.squares, 1e-300) / freedom) + at.determinant + np.log(at.weight))
