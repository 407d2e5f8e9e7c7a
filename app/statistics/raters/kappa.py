"""Weighted kappa: how alike two raters rate beyond what their habits alone would give."""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from scipy import stats

from app.statistics.raters.alpha import too_few, undefined
from app.statistics.raters.counts import grid
from app.statistics.raters.resampling import by_case
from app.statistics.raters.scale import Floats
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

# The large-sample error of Fleiss, Cohen and Everitt is good from about here on; below it, cases are drawn again.
_FEWEST_FOR_ERROR = 50
_HABITS = "not computable: chance alone would give these ratings"


@dataclass(frozen=True, slots=True)
class Kappa:
    """`error` is the large-sample standard error, `error_by_chance` the one if raters agreed by chance alone."""

    value: float
    error: float
    error_by_chance: float


def coefficient(counted: Floats, weights: Floats) -> Kappa | NotComputable:
    """Kappa of a square table (one rater in rows, one in columns), with how much each pair of points agrees, 0 to 1.

    Cohen (1968), Psychological Bulletin 70, 213; errors of Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72,
    323. Cells may be counts or anything in proportion to them whose sum is the number of cases. Refuses tables and
    weights of different shapes. Not computable when chance alone would make every case agree.
    """
    if counted.ndim != 2 or counted.shape[0] != counted.shape[1] or counted.shape != weights.shape:
        raise RefusedError("Kappa needs a square table, and a weight for each of its cells.")
    if not _has_room_for_chance(counted, weights):
        return NotComputable(_HABITS)
    from statsmodels.stats.inter_rater import cohens_kappa

    # Perfect agreement has no variance. Rounding may leave it a little below none, of which the library takes a root.
    with np.errstate(invalid="ignore"):
        found = cohens_kappa(counted, weights=1 - weights)
    error, by_chance = (sqrt(max(float(variance), 0.0)) for variance in (found.var_kappa, found.var_kappa0))
    return Kappa(float(found.kappa), error, by_chance)


def kappa(table: Ratings, first: str, second: str) -> Estimate | NotComputable:
    """Quadratic weighted kappa of two raters over the declared scale. Not computable below ten cases both rated.

    The interval is the large-sample one from fifty cases on, and cases are drawn again below.
    """
    both = table.of(first, second).common()
    why = undefined(both) or too_few(both)
    if why:
        return why
    weights = table.scale.quadratic_weights()
    # The two stand in the order of what they rated, so that what they are called changes no sum.
    found = coefficient(np.asarray(grid(both, *both.raters), dtype=np.float64), weights)
    if isinstance(found, NotComputable):
        return found
    if len(both.cases) >= _FEWEST_FOR_ERROR:
        reach = float(stats.norm.ppf((1 + LEVEL) / 2)) * found.error
        # A large-sample interval knows no end of the scale; kappa does.
        return Estimate(found.value, Interval(found.value - reach, min(found.value + reach, 1.0), "large sample"))
    points = both.cells - table.scale.low
    return Estimate(found.value, by_case(points, lambda drawn: _value(drawn, weights), both.digest()))


def _value(points: Floats, weights: Floats) -> float:
    """The same figure from points counted from 0, fast enough for some thousand draws."""
    first, second = points.astype(int).T
    observed = weights[first, second].mean()
    by_chance = weights[np.ix_(first, second)].mean()
    return float((observed - by_chance) / (1 - by_chance)) if by_chance < 1 else nan


def _has_room_for_chance(counted: Floats, weights: Floats) -> bool:
    total = counted.sum()
    expected = np.outer(counted.sum(axis=1), counted.sum(axis=0)) / total**2 if total else counted
    return bool(total and not np.isclose((weights * expected).sum(), 1.0, rtol=0, atol=1e-12))
