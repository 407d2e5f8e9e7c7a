"""How closely a given number of points can pin down a slope."""

import math

from scipy import stats

from app.statistics.results import LEVEL, NotComputable, RefusedError


def half_width(points: int, residual_sd: float = 1.0) -> float | NotComputable:
    """What stands after ± in a 95 % interval of a least-squares slope, in steps a month, from monthly points.

    `residual_sd` is the spread of the points around the line, in steps. The standard error is that spread divided by
    the root of the summed squares of the months around their mean, k(k² - 1)/12, with Student's t on k - 2 degrees of
    freedom (Draper & Smith 1998, Applied Regression Analysis, 1.4). Not computable below three points, which leave
    nothing to measure a spread with. Refuses a negative number of points and a spread that is negative or not finite.
    """
    if points < 0 or not (math.isfinite(residual_sd) and residual_sd >= 0):
        raise RefusedError("Neither a number of points nor a spread can be below zero.")
    if points < 3:
        return NotComputable(
            "not computable: a line through fewer than 3 points leaves nothing to measure a spread with"
        )
    months_squared = points * (points**2 - 1) / 12
    return float(stats.t.ppf((1 + LEVEL) / 2, points - 2)) * residual_sd / math.sqrt(months_squared)
