"""How much of a rating is the case, the rater, and neither: also where not every rater rated every case."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import optimize, stats

from app.statistics import seeds
from app.statistics.arrays import Floats
from app.statistics.raters.connected import groups
from app.statistics.raters.crossed import Crossed, Variances, criterion, crossed, information, solved
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable

DRAWS = 20_000
# A variance below this is what rounding leaves of none.
_ZERO = 1e-7
# Logarithms of shares are searched this far: a component a hundred million times as large as what is left, or as small.
_WIDEST = 18.0
_FAR = 30.0


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
    cells = table.filled().cells
    why = _undefined(table, cells)
    if why:
        return why
    data = crossed(cells)
    best = _best(data)
    left = solved(data, Variances(*best.shares, 1.0)).squares / (data.number - 1)
    if left < _ZERO:
        return NotComputable("not computable: these ratings leave nothing to chance")
    found = Variances(best.shares[0] * left, best.shares[1] * left, left)
    return Components(
        variances=found,
        spread=np.asarray(np.linalg.inv(information(data, found)), dtype=np.float64),
        at_zero=tuple(name for name, share in zip(("cases", "raters"), best.shares, strict=True) if share == 0),
        log_likelihood=-criterion(data, found) / 2,
        converged=best.converged,
        ratings_per_case=float(stats.hmean(data.per_case)),
    )


def icc(variances: Variances, drawn: Floats, raters: float) -> Estimate:
    """ICC(A) of the mean of so many raters: the part of its variance that is the case's own; limits from `draws`."""
    own = _share(variances, raters)
    return Estimate(own, limits(_shares(drawn, raters), own))


def draws(found: Components, digest: str) -> Floats:
    """Variances (a row a draw) that spread as the estimates do, the same for the same digest.

    Monte Carlo, as ten Hove, Jorgensen & van der Ark (2022), Psychological Methods, recommend for designs with holes;
    logarithms are drawn, from the expected information, and what was estimated as zero by its size. Simulated here with
    10 to 30 cases, 3 to 8 raters and up to 60 % empty cells, the limits of ICC(A,1) held the true value in 92 to 98 of
    100 tables.
    """
    size = np.sqrt(np.diag(found.spread))
    related = found.spread / np.outer(size, size)
    normal = seeds.generator(digest).multivariate_normal(np.zeros(len(size)), related, size=DRAWS)
    values = np.asarray(found.variances)
    # A logarithm that strays further than this stands for a variance of nothing, or of everything.
    logs = np.clip(normal * size / np.where(values > 0, values, 1), -_FAR, _FAR)
    return np.asarray(np.where(values > 0, values * np.exp(logs), np.abs(normal * size)), dtype=np.float64)


def limits(drawn: Floats, own: float) -> Interval:
    """The middle of what was drawn, widened to the estimate itself: nothing is drawn on the other side of a zero."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(min(low, own)), float(max(high, own)), f"Monte Carlo, {DRAWS} draws")


def _share(variances: Variances, raters: float) -> float:
    return variances.cases / (variances.cases + (variances.raters + variances.left) / raters)


def _shares(drawn: Floats, raters: float) -> Floats:
    cases, by_raters, left = drawn.T
    return np.asarray(cases / (cases + (by_raters + left) / raters), dtype=np.float64)


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


@dataclass(frozen=True, slots=True)
class _Place:
    """Variances of cases and raters as multiples of what is left, and how low the criterion is there."""

    criterion: float
    shares: tuple[float, float]
    converged: bool


def _best(data: Crossed) -> _Place:
    """The lowest place of the criterion. Zero lies beyond every logarithm, so each variance tries it by itself."""
    free = [_searched(data, np.array(varied)) for varied in ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
    places = [_Place(_profiled(data, (0.0, 0.0)), (0.0, 0.0), True), *free]
    # Where two are as good as each other, the one with fewer variances says enough.
    return min(places, key=lambda place: (round(place.criterion, 8), np.count_nonzero(place.shares)))


def _searched(data: Crossed, varied: Floats) -> _Place:
    """By logarithms, which keep variances above zero; what is not `varied` stays at zero."""
    found = optimize.minimize(
        _at_logs, np.zeros(2), args=(varied, data), method="Nelder-Mead", bounds=[(-_WIDEST, _WIDEST)] * 2,
        options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2000},
    )  # fmt: skip
    cases, raters = np.exp(found.x) * varied
    return _Place(float(found.fun), (float(cases), float(raters)), bool(found.success))


def _at_logs(logs: Floats, varied: Floats, data: Crossed) -> float:
    cases, raters = np.exp(logs) * varied
    return _profiled(data, (float(cases), float(raters)))


def _profiled(data: Crossed, shares: tuple[float, ...]) -> float:
    """The criterion once the variance that is left takes its best value."""
    at = solved(data, Variances(shares[0], shares[1], 1.0))
    freedom = data.number - 1
    return float(freedom * np.log(max(at.squares, 1e-300) / freedom) + at.determinant + np.log(at.weight))
