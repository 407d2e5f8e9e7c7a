"""The least-squares line of one person."""

import pytest
from scipy import stats

from app.statistics.growth.cohort import Trajectory
from app.statistics.growth.ols import OwnSlope, own_slope
from app.statistics.results import Interval, NotComputable, RefusedError

TOO_FEW = NotComputable("cannot tell yet: a line needs 3 points at different times")


def slope_of(times: list[float], points: list[float]) -> OwnSlope:
    found = own_slope(Trajectory("Wren", times, points))
    assert isinstance(found, OwnSlope)
    return found


def test_four_points_have_the_slope_and_limits_of_a_regression() -> None:
    times, points = [0.0, 1, 2, 4], [3.0, 5, 4, 6]
    found, known = slope_of(times, points), stats.linregress(times, points)
    assert (found.person, found.points) == ("Wren", 4)
    assert found.per_month.value == pytest.approx(float(known.slope))
    half = float(stats.t.ppf(0.975, 2) * known.stderr)
    interval = found.per_month.interval
    assert isinstance(interval, Interval)
    assert interval.low == pytest.approx(float(known.slope) - half)
    assert interval.high == pytest.approx(float(known.slope) + half)
    assert interval.method == "Student's t"
    assert found.times_squared == pytest.approx(8.75)
    assert found.squares == pytest.approx(float(known.stderr) ** 2 * 2 * 8.75)


def test_the_order_of_points_may_be_any() -> None:
    assert slope_of([4, 0, 2, 1], [6, 3, 4, 5]) == slope_of([0, 1, 2, 4], [3, 5, 4, 6])


def test_points_on_one_line_have_a_slope_without_limits() -> None:
    found = slope_of([0, 0.1, 0.3, 0.7], [4, 4.1, 4.3, 4.7])
    assert found.per_month.value == pytest.approx(1)
    assert found.per_month.interval == NotComputable(
        "not computable: the points lie on one line, which shows no spread to judge by"
    )
    assert isinstance(slope_of([0, 1, 2], [4, 5, 6.001]).per_month.interval, Interval)


def test_level_points_have_slope_zero_without_limits() -> None:
    found = slope_of([0, 1, 2], [5, 5, 5])
    assert found.per_month.value == 0
    assert isinstance(found.per_month.interval, NotComputable)


@pytest.mark.parametrize("times", [[], [0.0], [0.0, 1.0], [2.0, 2.0, 2.0]])
def test_a_line_needs_three_points_at_different_times(times: list[float]) -> None:
    assert own_slope(Trajectory("Wren", times, [4.0, 5.0, 6.0][: len(times)])) == TOO_FEW


def test_three_points_at_two_times_are_enough() -> None:
    assert slope_of([0, 0, 1], [4, 5, 6]).per_month.value == pytest.approx(1.5)


def test_a_point_without_a_time_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        own_slope(Trajectory("Wren", [0, 1], [4, 5, 6]))


@pytest.mark.parametrize("off", [1e-9, 1e-8, 1e-7, 1e-6])
def test_points_very_close_to_a_line_have_limits_as_close(off: float) -> None:
    times, points = [0.0, 1, 2, 3], [3 + off, 4 - off, 5 - off, 6 + off]
    interval = slope_of(times, points).per_month.interval
    assert isinstance(interval, Interval)
    # Two degrees of freedom, squares of 4 off², and times squared of 5.
    half = float(stats.t.ppf(0.975, 2)) * off * (4 / 2 / 5) ** 0.5
    assert interval.high - 1 == pytest.approx(half, rel=1e-4)
    assert 1 - interval.low == pytest.approx(half, rel=1e-4)
