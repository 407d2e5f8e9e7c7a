"""The gap between two views of the same thing."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth.gap import AgreementLimits, GapTrend, gap, gap_trend
from app.statistics.published import read
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
    found = limits(SELF, COACH)
    sd = float(np.std(np.subtract(SELF, COACH), ddof=1))
    assert found.sd == pytest.approx(sd)
    assert found.low.value == pytest.approx(0.875 - 1.96 * sd)
    assert found.high.value == pytest.approx(0.875 + 1.96 * sd)
    half = float(stats.t.ppf(0.975, 7)) * sd * math.sqrt(1 / 8 + 1.96**2 / 14)
    assert ends(found.low) == pytest.approx([found.low.value - half, found.low.value + half])
    assert ends(found.high) == pytest.approx([found.high.value - half, found.high.value + half])


def test_limits_may_be_two_spreads_away() -> None:
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


def test_a_correlation_of_0_94_goes_with_gaps_of_nearly_eighty() -> None:
    (example,) = [example for example in read() if example.key.startswith("E27")]
    first, second = example.data["first"], example.data["second"]
    # Printed by Bland and Altman as 0.94; the package has no such figure, because it would be read as agreement.
    assert float(np.corrcoef(first, second)[0, 1]) == pytest.approx(0.9433, abs=0.00005)
    found = limits(first, second)
    assert found.high.value - found.low.value > 150


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


def test_half_a_step_is_within_one_and_more_than_one_is_not() -> None:
    assert gap([4.5, 6.5, 5.0], [4.0, 5.0, 6.0]).within_one == 2


def test_unpaired_values_and_odd_numbers_of_spreads_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs the one it is paired with\.$"):
        gap([4], [4, 5])
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        gap([4, math.nan], [4, 5])
    for spreads in (0, -1, math.nan):
        with pytest.raises(RefusedError, match=r"^The number of spreads must be above zero\.$"):
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


DAYS = [date(2025, month, 15) for month in range(1, 9)]


def trend(days: list[date], first: list[float], second: list[float]) -> GapTrend:
    found = gap_trend(days, first, second)
    assert isinstance(found, GapTrend)
    return found


def test_the_trend_of_a_gap_is_the_theil_sen_slope_of_its_differences() -> None:
    first, second = [7.0, 7, 6, 7, 6, 6, 5, 6], [4.0, 5, 4, 5, 5, 5, 5, 5]
    months = [(day - DAYS[0]).days / 30.4375 for day in DAYS]
    known = stats.theilslopes(np.subtract(first, second), months, 0.95)
    found = trend(DAYS, first, second)
    assert found.per_month == Estimate(
        float(known.slope), Interval(float(known.low_slope), float(known.high_slope), "Sen 1968")
    )
    assert found.per_month.value < 0
    assert (found.reading, found.pairs, found.days) == ("early sign", 8, 8)
    assert (found.first, found.last) == (DAYS[0], DAYS[-1])
    turned = trend(DAYS, second, first).per_month
    assert turned.value == -found.per_month.value
    assert trend(DAYS[::-1], first[::-1], second[::-1]) == found


def test_five_pairs_have_no_trend_and_six_have_an_early_one() -> None:
    assert gap_trend(DAYS[:5], SELF[:5], COACH[:5]) == NotComputable(
        "cannot tell yet: the trend of a gap needs 6 pairs, and there are 5"
    )
    assert gap_trend([], [], []) == NotComputable("cannot tell yet: the trend of a gap needs 6 pairs, and there are 0")
    assert trend(DAYS[:6], SELF[:6], COACH[:6]).reading == "early sign"


def test_the_trend_of_eleven_pairs_is_early_and_of_twelve_ordinary() -> None:
    days = [date(2025, month, 1) for month in range(1, 13)]
    own, other = [5.0, 6, 5, 7, 6, 6, 7, 6, 7, 8, 7, 7], [4.0] * 12
    assert trend(days[:11], own[:11], other[:11]).reading == "early sign"
    assert trend(days, own, other).reading == "ordinary"


def test_pairs_of_one_day_have_no_trend_and_two_on_one_day_both_count() -> None:
    assert gap_trend([DAYS[0]] * 8, SELF, COACH) == NotComputable("not computable: all pairs are of one day")
    found = trend([DAYS[0], *DAYS[:7]], SELF, COACH)
    assert (found.pairs, found.days) == (8, 7)


def test_a_gap_that_stays_has_no_trend_and_one_that_closes_evenly_has_no_chance_in_it() -> None:
    stays = trend(DAYS, [5.0] * 8, [4.0] * 8).per_month
    assert stays.value == 0
    assert isinstance(stays.interval, NotComputable)
    days = [DAYS[0] + timedelta(days=30 * place) for place in range(7)]
    closes = trend(days, [8.0, 7.5, 7, 6.5, 6, 5.5, 5], [5.0] * 7).per_month
    assert closes.value == pytest.approx(-0.5 * 30.4375 / 30)
    assert closes.interval == NotComputable("not computable: the points lie on one line, so chance has no size here")


def test_a_trend_of_what_is_not_paired_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs the one it is paired with\.$"):
        gap_trend(DAYS, SELF, COACH[:7])
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        gap_trend(DAYS[:7], SELF, COACH)
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        gap_trend(DAYS, SELF, [*COACH[:7], math.nan])
