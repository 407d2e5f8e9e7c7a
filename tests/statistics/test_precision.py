"""How closely a given number of points can pin down a slope."""

import math

import numpy as np
import pytest
from scipy import stats

from app.statistics.growth.precision import half_width
from app.statistics.results import NotComputable, RefusedError


@pytest.mark.parametrize("points", [3, 4, 7, 24])
def test_the_half_width_is_what_a_fitted_line_of_that_spread_would_have(points: int) -> None:
    months = np.arange(points, dtype=np.float64)
    noise = np.random.default_rng(points).normal(size=points)
    line = stats.linregress(months, noise)
    sd = math.sqrt(((noise - line.intercept - line.slope * months) ** 2).sum() / (points - 2))
    expected = stats.t.ppf(0.975, points - 2) * line.stderr
    assert half_width(points, sd) == pytest.approx(expected, rel=1e-12)


def test_six_monthly_points_leave_a_slope_open_by_two_thirds_of_a_step() -> None:
    assert half_width(6) == pytest.approx(0.663697, abs=0.0000005)


def test_twice_the_spread_is_twice_as_wide_and_no_spread_has_no_width() -> None:
    one = half_width(12, 1.0)
    assert isinstance(one, float)
    assert half_width(12, 2.0) == pytest.approx(2 * one)
    assert half_width(12, 0.0) == 0


@pytest.mark.parametrize("points", [0, 1, 2])
def test_fewer_than_three_points_show_no_spread(points: int) -> None:
    assert half_width(points) == NotComputable(
        "not computable: a line through fewer than 3 points leaves nothing to measure a spread with"
    )


@pytest.mark.parametrize(("points", "sd"), [(-1, 1.0), (6, -0.5), (6, math.nan), (6, math.inf)])
def test_counts_and_spreads_below_zero_are_refused(points: int, sd: float) -> None:
    with pytest.raises(RefusedError, match=r"^Neither a number of points nor a spread can be below zero\.$"):
        half_width(points, sd)
