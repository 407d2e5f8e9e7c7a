"""Other indices that set agreement beside chance, for any weights and any number of raters; AC2 is the one pages show.

Each says differently what chance is. `Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition` has them all, with
their errors by the influence of each case; they are here to be set beside what others publish.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from scipy import stats

from app.statistics.arrays import Floats
from app.statistics.raters.alpha import too_few, undefined, value_counts
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable


@dataclass(frozen=True, slots=True)
class Index:
    """`observed` agreement and that `by_chance`, 0 to 1; `error` is the standard error over cases."""

    value: float
    error: float
    observed: float
    by_chance: float


_NO_ERROR = 1e-9
_HABITS = "not computable: chance alone would give these ratings"
# From the table and the weights: agreement by chance, and by how much each case moves it.
_Chance = Callable[[Ratings, Floats, Floats], tuple[float, Floats]]


def ac2(table: Ratings) -> Estimate | NotComputable:
    """Gwet's AC2 with quadratic weights over the declared points, to stand beside alpha and never alone.

    It stays high when nearly everybody chooses the same point, which is its purpose and its danger. Limits by the t
    distribution over cases. Not computable where alpha is not.
    """
    common = table.common()
    why = undefined(common) or too_few(common)
    if why:
        return why
    # The same cases as alpha's: those with one rating would widen the limits of this one alone.
    found = gwet(common, table.scale.quadratic_weights())
    if isinstance(found, NotComputable):
        return found
    if found.error < _NO_ERROR:
        return Estimate(found.value, NotComputable("not computable: these ratings leave nothing to chance"))
    reach = float(stats.t.ppf((1 + LEVEL) / 2, len(common.cases) - 1)) * found.error
    return Estimate(
        found.value, Interval(max(found.value - reach, -1.0), min(found.value + reach, 1.0), "t over cases")
    )


def gwet(table: Ratings, weights: Floats) -> Index | NotComputable:
    """AC1 with identity weights, AC2 with others. Gwet (2008), British Journal of Mathematical and Statistical
    Psychology 61, 29. Not computable when nobody rated the same case, like the others below."""
    return _index(table, weights, _spread_chance)


def brennan_prediger(table: Ratings, weights: Floats) -> Index | NotComputable:
    """Chance picks every declared point alike. Brennan & Prediger (1981), Educ. Psychol. Measurement 41."""
    return _index(table, weights, _even_chance)


def fleiss(table: Ratings, weights: Floats) -> Index | NotComputable:
    """Chance picks points as all raters did together. Fleiss (1971), Psychological Bulletin 76, 378."""
    return _index(table, weights, _pooled_chance)


def conger(table: Ratings, weights: Floats) -> Index | NotComputable:
    """Chance picks points as each rater did alone. Conger (1980), Psychological Bulletin 88, 322."""
    return _index(table, weights, _own_chance)


def krippendorff(table: Ratings, weights: Floats) -> Index | NotComputable:
    """Alpha as Gwet writes it, with its error: alpha for nominal and interval distances, but not for ordinal ones."""
    common = table.common()
    counted = value_counts(common.cells, common.scale)
    raters = counted.sum(axis=1)
    if not raters.size:
        return NotComputable("not computable: nobody rated the same case")
    mean, number = raters.mean(), float(raters.sum())
    alike = (counted * (counted @ weights - 1)).sum(axis=1) / (raters - 1) / mean
    used = counted.sum(axis=0) / number
    plain, by_chance = float(alike.mean()), float(used @ weights @ used)
    if _is_certain(by_chance):
        return NotComputable(_HABITS)
    # A finite sample agrees with itself by one part in its number of ratings; the error is that of the rest.
    observed = (1 - 1 / number) * plain + 1 / number
    more_raters = (raters - mean) / mean
    moved = alike - plain - observed * more_raters
    moved_chance = 2 * (counted @ weights @ used / mean - by_chance - by_chance * more_raters)
    return Index(_beyond(observed, by_chance), _error(plain, by_chance, moved, moved_chance), observed, by_chance)


def _index(table: Ratings, weights: Floats, chance: _Chance) -> Index | NotComputable:
    counted = value_counts(table.cells, table.scale)
    rated = counted.sum(axis=1)
    shares = counted[rated > 0] / rated[rated > 0, None]
    alike, paired = _alike(counted[rated > 0], weights)
    if not paired.any():
        return NotComputable("not computable: nobody rated the same case")
    observed = float(alike.sum() / paired.sum())
    by_chance, moved_chance = chance(table, shares, weights)
    if _is_certain(by_chance):
        return NotComputable(_HABITS)
    # As published, a case with one rating adds nothing to agreement, and so widens the error instead of leaving it.
    moved = (alike - by_chance * paired) * len(shares) / paired.sum() - (observed - by_chance)
    return Index(_beyond(observed, by_chance), _error(observed, by_chance, moved, moved_chance), observed, by_chance)


def _alike(counted: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """For each case how much its pairs agree, and whether it has a pair at all."""
    raters = counted.sum(axis=1)
    paired = (raters >= 2).astype(np.float64)
    pairs = np.maximum(raters * (raters - 1), 1)
    return (counted * (counted @ weights - 1)).sum(axis=1) / pairs * paired, paired


def _beyond(observed: float, by_chance: float) -> float:
    return (observed - by_chance) / (1 - by_chance)


def _error(observed: float, by_chance: float, moved: Floats, moved_chance: Floats) -> float:
    cases = len(moved)
    influence = (moved - (1 - _beyond(observed, by_chance)) * moved_chance) / (1 - by_chance)
    return sqrt(float(np.square(influence).sum()) / (cases * (cases - 1))) if cases > 1 else inf


def _is_certain(by_chance: float) -> bool:
    return bool(np.isclose(by_chance, 1, rtol=0, atol=1e-12))


def _spread_chance(_: Ratings, shares: Floats, weights: Floats) -> tuple[float, Floats]:
    used, points = shares.mean(axis=0), len(weights)
    scale = weights.sum() / (points * (points - 1))
    return float(scale * (used * (1 - used)).sum()), scale * ((shares - used) * (1 - 2 * used)).sum(axis=1)


def _even_chance(_: Ratings, shares: Floats, weights: Floats) -> tuple[float, Floats]:
    return float(weights.mean()), np.zeros(len(shares))


def _pooled_chance(_: Ratings, shares: Floats, weights: Floats) -> tuple[float, Floats]:
    used = shares.mean(axis=0)
    return float(used @ weights @ used), 2 * (shares - used) @ weights @ used


def _own_chance(table: Ratings, shares: Floats, weights: Floats) -> tuple[float, Floats]:
    """Over all pairs of different raters, so that who rated alone with a habit does not agree with oneself."""
    cells = table.cells[:, ~np.isnan(table.cells).all(axis=0)]
    cells = cells[~np.isnan(cells).all(axis=1)]
    chosen = np.stack([cells == point for point in table.scale.points], axis=2).astype(np.float64)
    rated = (~np.isnan(cells)).astype(np.float64)
    habits = chosen.sum(axis=0) / rated.sum(axis=0)[:, None]
    others = habits.sum(axis=0) - habits
    pairs = len(habits) * (len(habits) - 1)
    # A case moves the habit of each rater who rated it, by the share of that rater's cases that it is.
    moved = (chosen - habits * rated[:, :, None]) * (len(cells) / rated.sum(axis=0))[None, :, None]
    met = weights @ others.T
    by_chance = float(np.einsum("gk,kg->", habits, met) / pairs)
    return by_chance, 2 * np.einsum("igk,kg->i", moved, met) / pairs
