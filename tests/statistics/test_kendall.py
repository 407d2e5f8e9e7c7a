"""Whether two things go up together."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth.kendall import kendall
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), min_size=6, max_size=14)


def tau_of(x: list[float], y: list[float]) -> Estimate:
    found = kendall(x, y).tau_b
    assert isinstance(found, Estimate)
    return found


def test_six_points_that_mostly_rise() -> None:
    found = kendall([0, 1, 2, 3, 4, 5], [3, 4, 4, 6, 5, 7])
    assert (found.s, found.points) == (12, 6)
    tau = tau_of([0, 1, 2, 3, 4, 5], [3, 4, 4, 6, 5, 7])
    assert tau.value == pytest.approx(12 / math.sqrt(15 * 14))
    assert isinstance(tau.interval, Interval)
    half = 1.959964 * math.sqrt(0.437 / 2)
    assert math.atanh(tau.interval.low) == pytest.approx(math.atanh(tau.value) - half, abs=1e-6)
    assert math.atanh(tau.interval.high) == pytest.approx(math.atanh(tau.value) + half, abs=1e-6)
    assert (tau.interval.method, tau.interval.level) == ("Fieller, Hartley & Pearson 1957", 0.95)


def test_points_that_only_fall_have_no_limits() -> None:
    found = kendall([0, 1, 2, 3, 4, 5], [9, 8, 6, 5, 3, 1])
    assert found.s == -15
    assert found.tau_b == Estimate(
        -1.0, NotComputable("not computable: every pair of points agrees, and the method has no limits for that")
    )


def test_limits_need_five_points() -> None:
    four = tau_of([0, 1, 2, 3], [3, 5, 4, 6])
    assert four.interval == NotComputable("cannot tell yet: limits of tau need 5 points")
    assert four.value == pytest.approx(4 / 6)
    assert isinstance(tau_of([0, 1, 2, 3, 4], [3, 5, 4, 6, 5]).interval, Interval)


@pytest.mark.parametrize(("x", "y"), [([0, 1, 2], [5, 5, 5]), ([1, 1, 1], [4, 5, 6]), ([1], [4]), ([], [])])
def test_sides_without_two_values_have_no_tau(x: list[float], y: list[float]) -> None:
    found = kendall(x, y)
    assert (found.s, found.points) == (0, len(x))
    assert found.tau_b == NotComputable("not computable: one of the two sides has no two different values")


def test_sides_of_two_lengths_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        kendall([1, 2], [1])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PAIRS)
def test_s_and_tau_agree_and_the_order_of_points_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    x, y = [float(one) for one, _ in pairs], [float(other) for _, other in pairs]
    found = kendall(x, y)
    assert found == kendall(x[::-1], y[::-1])
    turned = kendall(x, [10 - value for value in y])
    assert turned.s == -found.s
    if isinstance(found.tau_b, Estimate):
        assert found.tau_b.value == pytest.approx(float(stats.kendalltau(x, y).statistic))
        assert isinstance(turned.tau_b, Estimate)
        assert turned.tau_b.value == pytest.approx(-found.tau_b.value)
        assert math.copysign(1, found.s) * found.tau_b.value >= 0
        if isinstance(found.tau_b.interval, Interval):
            assert -1 <= found.tau_b.interval.low < found.tau_b.value < found.tau_b.interval.high <= 1
