"""The gap between two views of the same thing."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth.gap import AgreementLimits, gap
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

SELF = [5.0, 6, 4, 7, 5, 6, 8, 5]
COACH = [4.0, 6, 5, 5, 4, 6, 5, 4]
PAIRS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=8, max_size=14)


def limits(first: list[float], second: list[float], spreads: float = 1.96) -> AgreementLimits:
    found = gap(first, second, spreads).limits
    assert isinstance(found, AgreementLimits)
    return found


def ends(estimate: Estimate | NotComputable) -> list[float]:
    assert isinstance(estimate, Estimate)
    assert isinstance(estimate.interval, Interval)
    assert estimate.interval.method == "Student's t"
    return [estimate.interval.low, estimate.interval.high]


def test_a_worker_who_sees_the_own_practice_a_little_higher() -> None:
    found = gap(SELF, COACH)
    assert (found.pairs, found.equal, found.within_one) == (8, 2, 6)
    assert isinstance(found.mean, Estimate)
    assert found.mean.value == pytest.approx(0.875)
    known = stats.ttest_rel(SELF, COACH).confidence_interval(0.95)
    assert ends(found.mean) == pytest.approx([known.low, known.high])


def test_limits_of_agreement_are_the_mean_and_1_96_spreads_on_either_side() -> None:
    assert gap(SELF, COACH) == gap(SELF, COACH, spreads=1.96)
    found = limits(SELF, COACH)
    sd = float(np.std(np.subtract(SELF, COACH), ddof=1))
    assert found.sd == pytest.approx(sd)
    assert found.low.value == pytest.approx(0.875 - 1.96 * sd)
    assert found.high.value == pytest.approx(0.875 + 1.96 * sd)
    half = float(stats.t.ppf(0.975, 7)) * sd * math.sqrt(1 / 8 + 1.96**2 / 14)
    assert ends(found.low) == pytest.approx([found.low.value - half, found.low.value + half])
    assert ends(found.high) == pytest.approx([found.high.value - half, found.high.value + half])


def test_limits_may_be_two_spreads_away() -> None:
    half_a_spread = limits(SELF, COACH, spreads=0.5)
    assert half_a_spread.high.value - half_a_spread.low.value == pytest.approx(half_a_spread.sd)
    found = limits(SELF, COACH, spreads=2)
    assert found.high.value - found.low.value == pytest.approx(4 * found.sd)
    half = float(stats.t.ppf(0.975, 7)) * found.sd * math.sqrt(1 / 8 + 4 / 14)
    assert ends(found.high)[1] == pytest.approx(found.high.value + half)


def test_the_printed_limits_of_bland_and_altman_come_out() -> None:
    first = [494.0, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
    second = [512.0, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]
    found = limits(first, second, spreads=2)
    assert ends(gap(first, second).mean) == pytest.approx([-22.0, 17.8], abs=0.1)
    # The source rounds to whole numbers on the way and simplifies the variance of a limit to 3 sd² / n.
    assert ends(found.low) == pytest.approx([-114.3, -45.1], abs=0.8)
    assert ends(found.high) == pytest.approx([40.9, 110.1], abs=0.8)


def test_seven_pairs_have_counts_only() -> None:
    found = gap(SELF[:7], COACH[:7])
    why = NotComputable("cannot tell yet: a mean gap needs 8 pairs, and there are 7")
    assert (found.pairs, found.equal, found.within_one) == (7, 2, 5)
    assert (found.mean, found.limits) == (why, why)


def test_no_pairs_are_counted_as_none() -> None:
    found = gap([], [])
    assert (found.pairs, found.equal, found.within_one) == (0, 0, 0)


def test_a_gap_that_never_changes_has_no_spread() -> None:
    why = NotComputable("not computable: every pair differs by the same, which shows no spread")
    found = gap([5.0] * 8, [4.0] * 8)
    assert (found.mean, found.limits) == (Estimate(1.0, why), why)
    assert (found.equal, found.within_one) == (0, 8)
    assert isinstance(gap([5.0] * 8, [4.0] * 7 + [5]).limits, AgreementLimits)
    assert isinstance(gap([5.0] * 8, [4.0] * 7 + [3]).limits, AgreementLimits)


def test_half_a_step_is_within_one_and_more_than_one_is_not() -> None:
    assert gap([4.5, 6.5, 5.0], [4.0, 5.0, 6.0]).within_one == 2


def test_unpaired_values_and_odd_numbers_of_spreads_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^every value needs the one it is paired with$"):
        gap([4], [4, 5])
    with pytest.raises(RefusedError, match=r"^every value must be a finite number$"):
        gap([4, math.nan], [4, 5])
    for spreads in (0, -1, math.nan):
        with pytest.raises(RefusedError, match=r"^the number of spreads must be above zero$"):
            gap(SELF, COACH, spreads)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PAIRS)
def test_changing_sides_turns_the_gap_and_the_order_of_pairs_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    first, second = [float(one) for one, _ in pairs], [float(other) for _, other in pairs]
    found, turned = gap(first, second), gap(second, first)
    assert gap(first[::-1], second[::-1]) == found
    assert (turned.equal, turned.within_one) == (found.equal, found.within_one)
    assert isinstance(found.mean, Estimate)
    assert isinstance(turned.mean, Estimate)
    assert turned.mean.value == pytest.approx(-found.mean.value)
    if isinstance(found.limits, AgreementLimits) and isinstance(turned.limits, AgreementLimits):
        assert turned.limits.low.value == pytest.approx(-found.limits.high.value)
