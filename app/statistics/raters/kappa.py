"""Weighted kappa: how alike two raters rate beyond what their habits alone would give."""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from scipy import stats

from app.statistics.arrays import Floats
from app.statistics.raters.alpha import too_few, undefined
from app.statistics.raters.counts import grid
from app.statistics.raters.resampling import by_case
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError

# The large-sample error of Fleiss, Cohen and Everitt is good from about here on; below it, cases are drawn again.
_FEWEST_FOR_ERROR = 50
_NO_ERROR = 1e-9
_CERTAIN = "not computable: these ratings leave nothing to chance"
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

    # Perfect agreement, or a rater who used one point, has no variance; the library then takes a root of a little less
    # than nothing, or divides by it for figures that are not used here.
    with np.errstate(invalid="ignore", divide="ignore"):
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
    # The same rater stands in the rows however the two are called, so that their names change no sum.
    rows, columns = min((first, second), (second, first), key=lambda order: grid(both, *order))
    found = coefficient(np.asarray(grid(both, rows, columns), dtype=np.float64), weights)
    if isinstance(found, NotComputable):
        return found
    for rater in both.raters:
        if len(np.unique(both.of(rater).cells)) == 1:
            return NotComputable(f"not computable: {rater} used one point alone for these cases")
    if len(both.cases) >= _FEWEST_FOR_ERROR:
        if found.error < _NO_ERROR:
            return Estimate(found.value, NotComputable(_CERTAIN))
        reach = float(stats.norm.ppf((1 + LEVEL) / 2)) * found.error
        # A large-sample interval knows no end of the scale; kappa does.
        return Estimate(found.value, Interval(found.value - reach, min(found.value + reach, 1.0), "large sample"))
    meetings = _meetings(both.of(rows, columns))
    return Estimate(found.value, by_case(meetings, lambda total: _value(total.reshape(weights.shape), weights)))


def _meetings(both: Ratings) -> Floats:
    """A row a case: a 1 in the cell of the square table in which it lies."""
    points = len(both.scale.points)
    first, second = (both.cells - both.scale.low).astype(int).T
    return np.asarray(np.eye(points**2)[first * points + second], dtype=np.float64)


def _value(counted: Floats, weights: Floats) -> float:
    """The figure alone, fast enough for some thousand draws."""
    shares = counted / counted.sum()
    observed = float((weights * shares).sum())
    by_chance = float(shares.sum(axis=1) @ weights @ shares.sum(axis=0))
    # Where both chose one point alone, rounding may leave chance a little beside 1.
    return (observed - by_chance) / (1 - by_chance) if by_chance < 1 - 1e-12 else nan


def _has_room_for_chance(counted: Floats, weights: Floats) -> bool:
    total = counted.sum()
    expected = np.outer(counted.sum(axis=1), counted.sum(axis=0)) / total**2 if total else counted
    return bool(total and not np.isclose((weights * expected).sum(), 1.0, rtol=0, atol=1e-12))
