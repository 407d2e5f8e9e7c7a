"""Before and after where the earlier phase was already moving."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.growth.baseline import baseline_corrected_tau, tau_u
from app.statistics.growth.overlap import Overlap, tau
from app.statistics.results import Interval, NotComputable, RefusedError

POINTS = st.lists(st.integers(1, 9).map(float), min_size=5, max_size=8)


def found(overlap: Overlap | NotComputable) -> Overlap:
    assert isinstance(overlap, Overlap)
    return overlap


def test_tau_u_takes_the_trend_of_the_earlier_phase_off_and_has_wide_limits() -> None:
    one = found(tau_u([3, 3, 4, 5], [4, 5, 6, 7, 7]))
    assert one.estimate.value == pytest.approx(11 / 20)
    half = 1.959964 * math.sqrt(4 * 5 * 10 / 3 + 4 * 3 * 13 / 18) / 20
    interval = one.estimate.interval
    assert isinstance(interval, Interval)
    assert interval.low == pytest.approx(0.55 - half, abs=1e-6)
    assert interval.high == pytest.approx(0.55 + half, abs=1e-6)
    assert interval.method == "variance of S without trend or change"
    assert (one.index, one.before, one.after, one.pairs, one.reading) == ("Tau-U", 4, 5, 20, "early sign")


def test_tau_u_is_not_bounded() -> None:
    assert found(tau_u([5, 4, 3, 2, 1], [6, 7, 8, 9, 9])).estimate.value == pytest.approx(1.4)


def test_a_line_through_both_phases_leaves_nothing_when_its_trend_is_taken_out() -> None:
    one = found(baseline_corrected_tau([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]))
    assert one.estimate.value == 0
    assert (one.index, one.baseline_slope, one.pairs, one.reading) == ("baseline-corrected Tau", 1.0, 25, "ordinary")


def test_points_on_a_line_of_thirds_stay_equal() -> None:
    one = found(baseline_corrected_tau([1, 4 / 3, 5 / 3, 2, 7 / 3], [8 / 3, 3, 10 / 3]))
    assert one.estimate.value == 0
    assert one.baseline_slope == pytest.approx(1 / 3)


def test_a_trend_that_stops_is_a_fall_against_what_it_promised() -> None:
    one = found(baseline_corrected_tau([1, 2, 3, 4, 5], [5, 5, 5, 5]))
    assert one.estimate.value == -1
    assert found(tau([1, 2, 3, 4, 5], [5, 5, 5, 5])).estimate.value == pytest.approx(0.8)


def test_uneven_times_change_the_trend() -> None:
    before, after = [1.0, 2, 3, 4, 5], [6.0, 7, 8]
    even = found(baseline_corrected_tau(before, after, [0, 2, 4, 6, 8, 10, 12, 14]))
    assert (even.baseline_slope, even.estimate.value) == (0.5, 0)
    later = found(baseline_corrected_tau(before, after, [0, 1, 2, 3, 4, 10, 20, 30]))
    assert (later.baseline_slope, later.estimate.value) == (1.0, -1)


def test_four_earlier_points_have_no_trend_to_take_out_and_the_answer_is_called_tau() -> None:
    before, after = [1.0, 2, 3, 4], [6.0, 7, 8, 9, 9]
    assert baseline_corrected_tau(before, after) == tau(before, after)
    assert found(baseline_corrected_tau(before, after)).index == "Tau"


def test_a_level_earlier_phase_has_no_trend_to_take_out() -> None:
    assert baseline_corrected_tau([4, 5, 4, 5, 4], [6, 5, 7]) == tau([4, 5, 4, 5, 4], [6, 5, 7])


def test_an_earlier_phase_of_one_day_has_no_trend_to_take_out() -> None:
    one = found(baseline_corrected_tau([4, 5, 4, 5, 6], [6, 5, 7], [0, 0, 0, 0, 0, 1, 2, 3]))
    assert (one.index, one.baseline_slope) == ("Tau", 0.0)


def test_an_earlier_phase_of_two_days_with_equal_points_does_not_fail() -> None:
    one = found(baseline_corrected_tau([4, 4, 4, 4, 4, 5], [6, 5, 7], [0, 0, 0, 1, 1, 1, 2, 3, 4]))
    assert one.index == "Tau"


def test_short_phases_cannot_be_compared() -> None:
    why = NotComputable("cannot tell yet: each phase needs 3 points, and there are 2 before and 4 after")
    assert tau_u([1, 2], [3, 4, 5, 6]) == why
    assert baseline_corrected_tau([1, 2], [3, 4, 5, 6]) == why


def test_times_must_be_complete_and_must_not_go_back() -> None:
    with pytest.raises(RefusedError, match=r"^Every point needs its time\.$"):
        baseline_corrected_tau([1, 2, 3], [4, 5, 6], [0, 1, 2, 3, 4])
    with pytest.raises(RefusedError, match=r"^Times must not go back\.$"):
        baseline_corrected_tau([1, 2, 3], [4, 5, 6], [0, 1, 2, 1, 4, 5])
    with pytest.raises(RefusedError):
        tau_u([1, 2, math.nan], [4, 5, 6])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(POINTS, POINTS)
def test_turning_the_scale_round_turns_both(before: list[float], after: list[float]) -> None:
    turned = [10 - point for point in before], [10 - point for point in after]
    assert found(tau_u(*turned)).estimate.value == pytest.approx(-found(tau_u(before, after)).estimate.value)
    one, other = found(baseline_corrected_tau(before, after)), found(baseline_corrected_tau(*turned))
    assert other.estimate.value == pytest.approx(-one.estimate.value)
    assert -1 <= one.estimate.value <= 1
