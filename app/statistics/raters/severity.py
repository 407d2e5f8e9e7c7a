"""Whether a rater is stricter than the others on the same cases, in steps of the scale."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from app.statistics.raters.additive import Additive, additive
from app.statistics.raters.connected import groups
from app.statistics.raters.table import Ratings
from app.statistics.results import LEVEL, Estimate, NotComputable, around

FEWEST_RATINGS = 10
# What rounding leaves of squares, in steps squared, where ratings follow the model to the letter.
_NO_CHANCE = 1e-18
_ALONE = NotComputable("not computable: no case is shared with another rater")


@dataclass(frozen=True, slots=True)
class Severity:
    """How one rater rates beside those in the same group. Below zero is stricter, in steps of the scale.

    `ratings` counts the own ratings of cases that somebody else rated, too: the figure rests on these.
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
    # Columns stay in the table's own order, which no name decides.
    by_group = [table.of(*(rater for rater in table.raters if rater in group)) for group in groups(table)]
    found = {rater: line for group in by_group for rater, line in _in_group(group).items()}
    return {rater: found[rater] for rater in sorted(found)}


def _in_group(table: Ratings) -> dict[str, Severity]:
    # A case with one rating says nothing of its rater that the case's own effect would not take.
    common = table.common()
    model = _model(common) if common.cases else _ALONE
    return {rater: _line(table, common, rater, model) for rater in table.raters}


def _model(common: Ratings) -> Additive | NotComputable:
    """Raters are numbered as they stand, so that what they are called changes no sum."""
    rows, columns = np.nonzero(~np.isnan(common.cells))
    points = [float(point) for point in common.cells[rows, columns]]
    by_rater, by_case = ([_number(place) for place in places.tolist()] for places in (columns, rows))
    return additive({"rater": by_rater}, points, by_case)


def _number(place: int) -> str:
    return f"{place:06}"


def _line(table: Ratings, common: Ratings, rater: str, model: Additive | NotComputable) -> Severity:
    own, shared = table.of(rater), common.of(rater).rated if rater in common.raters else 0
    used = np.unique(own.cells[~np.isnan(own.cells)])
    return Severity(
        ratings=shared,
        beside=tuple(sorted(name for name in table.raters if name != rater)),
        steps=_steps(common.raters.index(rater), shared, model) if shared else _ALONE,
        used_one_point=own.rated > 1 and len(used) == 1,
    )


def _steps(place: int, rated: int, model: Additive | NotComputable) -> Estimate | NotComputable:
    if rated < FEWEST_RATINGS:
        return NotComputable(
            f"not computable: {rated} ratings of shared cases, and an own place needs {FEWEST_RATINGS}"
        )
    if isinstance(model, NotComputable):
        return model
    effect = model.effects["rater"][_number(place)]
    if model.residual_square < _NO_CHANCE:
        return Estimate(effect.steps, NotComputable("not computable: these ratings leave nothing to chance"))
    reach = float(stats.t.ppf((1 + LEVEL) / 2, model.residual_freedom)) * effect.error
    return around(effect.steps, reach, "least squares")
