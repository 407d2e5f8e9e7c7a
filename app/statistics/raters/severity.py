"""Whether a rater is stricter than the others on the same cases, in steps of the scale."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from app.statistics.raters.additive import Additive, additive
from app.statistics.raters.connected import groups
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable

FEWEST_RATINGS = 10
# What rounding leaves of squares, in steps squared, where ratings follow the model to the letter.
_NO_CHANCE = 1e-18


@dataclass(frozen=True, slots=True)
class Severity:
    """How one rater rates beside those in the same group. Below zero is stricter, in steps of the scale.

    `used_one_point` warns that the scale was not used. The steps are for talk about calibration: they are never taken
    from anybody's rating.
    """

    ratings: int
    beside: tuple[str, ...]
    steps: Estimate | NotComputable
    used_one_point: bool


def severity(table: Ratings) -> dict[str, Severity]:
    """By rater, in alphabetical order; each compared only inside the group that common cases join.

    The additive model of case and rater with a t interval. Not computable for a rater with fewer than ten ratings, or
    who shares no case with anybody. A rater's own line goes to that rater first.
    """
    found = {rater: line for group in groups(table) for rater, line in _in_group(table.of(*group)).items()}
    return {rater: found[rater] for rater in sorted(found)}


def _in_group(table: Ratings) -> dict[str, Severity]:
    model = _model(table)
    return {rater: _line(table, rater, model) for rater in table.raters}


def _model(table: Ratings) -> Additive | NotComputable:
    if len(table.raters) == 1:
        return NotComputable("not computable: no case is shared with another rater")
    # A case with one rating says nothing of its rater that the case's own effect would not take.
    common = table.common()
    rows, columns = np.nonzero(~np.isnan(common.cells))
    points = [float(point) for point in common.cells[rows, columns]]
    return additive({"rater": [common.raters[column] for column in columns]}, points, [str(row) for row in rows])


def _line(table: Ratings, rater: str, model: Additive | NotComputable) -> Severity:
    own = table.cells[:, table.raters.index(rater)]
    rated = own[~np.isnan(own)]
    return Severity(
        ratings=len(rated),
        beside=tuple(name for name in table.raters if name != rater),
        steps=_steps(rater, len(rated), model),
        used_one_point=len(np.unique(rated)) == 1 and len(rated) > 1,
    )


def _steps(rater: str, rated: int, model: Additive | NotComputable) -> Estimate | NotComputable:
    if rated < FEWEST_RATINGS:
        return NotComputable(f"not computable: {rated} ratings, and severity needs {FEWEST_RATINGS}")
    if isinstance(model, NotComputable):
        return model
    effect = model.effects["rater"][rater]
    if model.residual_square < _NO_CHANCE:
        return Estimate(effect.steps, NotComputable("not computable: these ratings leave nothing to chance"))
    reach = float(stats.t.ppf((1 + LEVEL) / 2, model.residual_freedom)) * effect.error
    return Estimate(effect.steps, Interval(effect.steps - reach, effect.steps + reach, "least squares"))
