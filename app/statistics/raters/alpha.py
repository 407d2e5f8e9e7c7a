"""Krippendorff's alpha: one figure for any number of raters, with holes; 1 is perfect, 0 is what chance gives."""

from math import nan
from typing import Literal

import krippendorff
import numpy as np

from app.statistics.arrays import Floats
from app.statistics.raters.resampling import by_case
from app.statistics.raters.table import FEWEST_CASES, Ratings
from app.statistics.results import Estimate, NotComputable
from app.statistics.scale import Scale

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def undefined(common: Ratings) -> NotComputable | None:
    """Why no index can be had that sets agreement beside chance, for cases that two raters or more have rated."""
    if not common.cases:
        return NotComputable("not computable: nobody rated the same case")
    if len(common.cases) == 1:
        return NotComputable("not computable: one case")
    if np.nanmin(common.cells) == np.nanmax(common.cells):
        return NotComputable("not computable: every rating was the same; exact agreement 100%")
    return None


def too_few(common: Ratings) -> NotComputable | None:
    """Why these cases get counts alone: an index of fewer moves too far by chance."""
    cases = len(common.cases)
    if cases < FEWEST_CASES:
        return NotComputable(
            f"not computable: {cases} cases with two ratings or more, and an index needs {FEWEST_CASES}"
        )
    return None


def coefficient(table: Ratings, level: Level = "ordinal") -> float | NotComputable:
    """The bare figure, without a fewest number of cases; pages show `alpha`.

    `level` says what the distance of two points rests on: their order, unless said otherwise. Krippendorff (2011),
    Computing Krippendorff's Alpha-Reliability. Points never used by anybody still belong to the scale.
    """
    common = table.common()
    counted = value_counts(common.cells, table.scale)
    return undefined(common) or float(
        krippendorff.alpha(value_counts=counted, value_domain=list(table.scale.points), level_of_measurement=level)
    )


def alpha(table: Ratings) -> Estimate | NotComputable:
    """Ordinal alpha with an interval from drawing cases again. Not computable below ten cases with two ratings.

    Simulated with 10, 20 and 40 cases of three raters, the interval held the true value in 90, 93 and 95 of 100 tables:
    with few cases it is a little too narrow.
    """
    common = table.common()
    value = coefficient(table)
    if isinstance(value, NotComputable):
        return value
    why = too_few(common)
    if why:
        return why
    return Estimate(value, by_case(_coincidences(common), _ordinal))


def value_counts(cells: Floats, scale: Scale) -> Floats:
    """A row a case, a column a declared point: how many raters chose it."""
    return np.stack([(cells == point).sum(axis=1) for point in scale.points], axis=1).astype(np.float64)


def _coincidences(common: Ratings) -> Floats:
    """A row a case: how often each point meets each other one in it, each rating counting once."""
    counted = value_counts(common.cells, common.scale)
    raters, points = counted.sum(axis=1), counted.shape[1]
    met = counted[:, :, None] * counted[:, None, :] - counted[:, :, None] * np.eye(points)
    return np.asarray((met / (raters - 1)[:, None, None]).reshape(len(counted), points**2), dtype=np.float64)


def _ordinal(coincidences: Floats) -> float:
    """The library's figure from the sums alone, fast enough for some thousand draws."""
    points = round(len(coincidences) ** 0.5)
    met = coincidences.reshape(points, points)
    used = met.sum(axis=1)
    below = np.cumsum(used) - used / 2
    apart = np.square(np.subtract.outer(below, below))
    by_chance = float(used @ apart @ used)
    return 1 - (used.sum() - 1) * float((met * apart).sum()) / by_chance if by_chance > 0 else nan
