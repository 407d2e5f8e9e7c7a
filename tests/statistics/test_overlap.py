"""How many pairs of an earlier and a later point go up."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth.overlap import Overlap, nap, tau
from app.statistics.results import Interval, NotComputable, RefusedError

POINTS = st.lists(st.integers(1, 9).map(float), min_size=3, max_size=8)


def found(overlap: Overlap | NotComputable) -> Overlap:
    assert isinstance(overlap, Overlap)
    return overlap


def limits(overlap: Overlap | NotComputable) -> Interval:
    interval = found(overlap).estimate.interval
    assert isinstance(interval, Interval)
    return interval


def newcombe(share: float, true: float, before: int, after: int) -> float:
    """How many standard errors lie between the share seen and a true one."""
    more = (before + after) / 2 - 1
    variance = true * (1 - true) * (1 + more * ((1 - true) / (2 - true) + true / (1 + true))) / (before * after)
    return (share - true) / math.sqrt(variance)


def test_a_published_example_has_its_limits() -> None:
    one = found(nap([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]))
    assert one.estimate.value == pytest.approx(38.5 / 42)
    interval = limits(one)
    assert interval.low == pytest.approx(0.5973194, abs=1e-6)
    assert interval.high == pytest.approx(0.9859977, abs=1e-6)
    assert newcombe(38.5 / 42, interval.low, 6, 7) == pytest.approx(1.959964, abs=1e-5)
    assert newcombe(38.5 / 42, interval.high, 6, 7) == pytest.approx(-1.959964, abs=1e-5)
    assert (interval.method, interval.level) == ("Newcombe 2006, method 5", 0.95)
    assert (one.index, one.before, one.after, one.pairs) == ("NAP", 6, 7, 42)
    assert (one.reading, one.baseline_slope) == ("ordinary", 0.0)


def test_where_every_later_point_is_higher_the_limits_still_have_a_width() -> None:
    interval = limits(nap([1, 2, 3, 4, 5], [6, 7, 8, 9, 9]))
    assert interval.high == 1
    assert interval.low == pytest.approx(0.6427028, abs=1e-6)
    turned = limits(nap([6, 7, 8, 9, 9], [1, 2, 3, 4, 5]))
    assert turned.low == 0
    assert turned.high == pytest.approx(1 - 0.6427028, abs=1e-6)


def test_tau_is_nap_from_minus_one_to_one() -> None:
    before, after = [3, 3, 4, 5], [4, 5, 6, 7, 7]
    one, two = found(tau(before, after)), found(nap(before, after))
    assert one.estimate.value == 0.8
    assert limits(one).low == pytest.approx(2 * limits(two).low - 1)
    assert limits(one).high == pytest.approx(2 * limits(two).high - 1)
    assert limits(one).method == "Newcombe 2006, method 5"
    assert (one.index, one.before, one.after, one.pairs) == ("Tau", 4, 5, 20)


def test_three_points_a_phase_are_the_least_and_five_are_better() -> None:
    assert found(nap([1, 2, 3], [4, 5, 6])).reading == "early sign"
    assert found(nap([1, 2, 3, 2], [4, 5, 6, 7, 8])).reading == "early sign"
    assert found(tau([1, 2, 3, 2, 4], [4, 5, 6, 7, 8])).reading == "ordinary"


@pytest.mark.parametrize(("before", "after"), [(2, 5), (5, 2), (0, 0)])
def test_phases_of_fewer_than_three_points_cannot_be_compared(before: int, after: int) -> None:
    why = NotComputable(f"cannot tell yet: each phase needs 3 points, and there are {before} before and {after} after")
    assert nap([4.0] * before, [5.0] * after) == why
    assert tau([4.0] * before, [5.0] * after) == why


def test_phases_of_one_value_show_no_change() -> None:
    assert found(nap([5, 5, 5], [5, 5, 5])).estimate.value == 0.5
    assert found(tau([5, 5, 5], [5, 5, 5])).estimate.value == 0


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(RefusedError):
        nap([1, 2, math.nan], [1, 2, 3])
    with pytest.raises(RefusedError):
        tau([1, 2, 3], [1, 2, math.inf])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(POINTS, POINTS)
def test_nap_is_the_mann_whitney_share_and_turns_with_the_scale(before: list[float], after: list[float]) -> None:
    one = found(nap(before, after))
    known = stats.mannwhitneyu(after, before, method="exact").statistic / (len(before) * len(after))
    assert one.estimate.value == pytest.approx(float(known))
    turned = found(nap([10 - point for point in before], [10 - point for point in after]))
    assert turned.estimate.value == pytest.approx(1 - one.estimate.value)
    assert limits(turned).low == pytest.approx(1 - limits(one).high)
    assert 0 <= limits(one).low <= one.estimate.value <= limits(one).high <= 1
    assert nap(before[::-1], after[::-1]) == one
    assert found(tau(before, after)).estimate.value == pytest.approx(2 * one.estimate.value - 1)
