"""Whether a series did something other than vary around its middle."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.growth.run_chart import RunChart, RunLimits, limits, run_chart
from app.statistics.results import NotComputable, RefusedError


def chart(points: Sequence[float], median: float | None = None) -> RunChart:
    found = run_chart(points, median)
    assert isinstance(found, RunChart)
    return found


def test_points_on_the_line_neither_break_a_run_nor_make_it_longer() -> None:
    found = chart([4, 5, 4, 5, 5, 6, 6, 5, 6, 4])
    assert (found.median, found.points, found.useful) == (5.0, 10, 6)
    assert (found.longest_run, found.crossings) == (3, 2)


def test_nine_useful_points_cannot_tell_yet_and_ten_can() -> None:
    nine = chart([4, 4, 4, 4, 4, 6, 6, 6, 6, 5], median=5)
    why = NotComputable("cannot tell yet: 9 useful points are off the middle line, and a signal needs 10")
    assert (nine.useful, nine.limits, nine.signal) == (9, why, why)
    ten = chart([4, 4, 4, 4, 4, 6, 6, 6, 6, 6], median=5)
    assert (ten.useful, ten.limits, ten.signal) == (10, RunLimits(6, 2), True)


def test_a_run_of_seven_in_ten_is_a_signal_and_one_of_six_is_not() -> None:
    six = chart([4] * 6 + [6, 6, 4, 6], median=5)
    assert (six.longest_run, six.crossings, six.signal) == (6, 3, False)
    seven = chart([4] * 7 + [6, 4, 6], median=5)
    assert (seven.longest_run, seven.crossings, seven.signal) == (7, 3, True)


def test_one_crossing_in_ten_is_a_signal_and_two_are_not() -> None:
    one = chart([4] * 5 + [6] * 5, median=5)
    assert (one.longest_run, one.crossings, one.signal) == (5, 1, True)
    two = chart([4] * 4 + [6] * 5 + [4], median=5)
    assert (two.longest_run, two.crossings, two.signal) == (5, 2, False)


def test_a_series_that_never_leaves_its_line_has_no_run() -> None:
    found = chart([5] * 12)
    assert (found.median, found.points, found.useful, found.longest_run, found.crossings) == (5.0, 12, 0, 0, 0)
    assert found.signal == NotComputable(
        "cannot tell yet: 0 useful points are off the middle line, and a signal needs 10"
    )


def test_an_earlier_phase_can_give_the_line() -> None:
    assert chart([6, 7, 8], median=5).median == 5.0
    assert chart([6, 7, 8], median=5).longest_run == 3


def test_no_points_have_no_line() -> None:
    assert run_chart([]) == NotComputable("not computable: there are no points")


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(RefusedError):
        run_chart([4, math.nan])
    with pytest.raises(RefusedError):
        run_chart([4, 5], median=math.nan)


def test_limits_need_a_useful_point() -> None:
    assert limits(1) == RunLimits(3, 0)
    with pytest.raises(RefusedError, match=r"^Limits need a useful point\.$"):
        limits(0)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_turning_the_scale_round_changes_no_run(points: list[int]) -> None:
    found, turned = chart([float(point) for point in points]), chart([10.0 - point for point in points])
    assert (found.useful, found.longest_run, found.crossings, found.signal) == (
        turned.useful,
        turned.longest_run,
        turned.crossings,
        turned.signal,
    )
    assert found.median + turned.median == 10
    assert found.longest_run + found.crossings <= max(found.useful, 0)
