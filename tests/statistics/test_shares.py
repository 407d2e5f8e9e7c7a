"""Shares of workers: limits, differences, sizes of samples, and what can be answered."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from app.statistics.results import Interval, NotComputable, RefusedError
from app.statistics.shares.intervals import newcombe, wilson, wilson_corrected
from app.statistics.shares.percent import limits, percent
from app.statistics.shares.sampling import design_effect, effective_in, half_width_in, sample_size, wilson_in, worth
from app.statistics.shares.threshold import (
    Answer,
    Coverage,
    Share,
    answer,
    answer_of,
    difference,
    passes_plainly,
    share,
)

COUNTS = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
calm = settings(max_examples=200, deadline=None, derandomize=True)


@calm
@given(COUNTS)
def test_two_libraries_find_the_same_limits(counts: tuple[int, int]) -> None:
    reached, of = counts
    ours = wilson(reached, of)
    theirs = stats.binomtest(reached, of).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert (ours.low, ours.high) == pytest.approx(proportion_confint(reached, of, method="wilson"), abs=1e-12)
    corrected = wilson_corrected(reached, of)
    theirs = stats.binomtest(reached, of).proportion_ci(method="wilsoncc")
    assert (corrected.low, corrected.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@calm
@given(COUNTS)
def test_limits_hold_the_share_and_stay_a_share(counts: tuple[int, int]) -> None:
    reached, of = counts
    found = wilson(reached, of)
    assert 0 <= found.low <= reached / of <= found.high <= 1
    mirrored = wilson(of - reached, of)
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-12)
    corrected = wilson_corrected(reached, of)
    assert 0 <= corrected.low <= found.low
    assert found.high <= corrected.high <= 1


@calm
@given(COUNTS)
def test_more_people_narrow_the_limits(counts: tuple[int, int]) -> None:
    reached, of = counts
    assert _width(wilson(2 * reached, 2 * of)) < _width(wilson(reached, of))


def _width(interval: Interval) -> float:
    return interval.high - interval.low


def test_the_ends_are_exact_and_named_by_their_method() -> None:
    assert wilson(0, 20).low == 0.0
    assert wilson(20, 20).high == 1.0
    assert wilson_corrected(0, 20).low == 0.0
    assert wilson_corrected(20, 20).high == 1.0
    assert wilson(3, 20).method == "Wilson"
    assert wilson(3, 20).level == 0.95
    assert wilson_corrected(3, 20).method == "Wilson with continuity correction"


@pytest.mark.parametrize("counts", [(0, 0), (1, -2), (-1, 4), (5, 4), (math.nan, 4), (1, math.nan)])
def test_a_share_that_cannot_be_meant_is_refused(counts: tuple[int, int]) -> None:
    for interval in (wilson, wilson_corrected):
        with pytest.raises(RefusedError):
            interval(*counts)


def test_refusals_say_what_is_wrong() -> None:
    with pytest.raises(RefusedError, match="^A share needs at least one to take it of.$"):
        wilson(0, 0)
    with pytest.raises(RefusedError, match="^A share of 4 cannot have 5 in it.$"):
        wilson(5, 4)
    with pytest.raises(RefusedError, match="^A share of 4 cannot have 5 in it.$"):
        share(5, 4)


@calm
@given(COUNTS, COUNTS)
def test_a_difference_is_the_library_s_and_turns_with_its_sides(now: tuple[int, int], before: tuple[int, int]) -> None:
    found = newcombe(*now, *before)
    assert isinstance(found.interval, Interval)
    theirs = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    assert (found.interval.low, found.interval.high) == pytest.approx(theirs, abs=1e-9)
    assert -1 <= found.interval.low <= found.value <= found.interval.high <= 1
    turned = newcombe(*before, *now)
    assert isinstance(turned.interval, Interval)
    assert turned.value == pytest.approx(-found.value)
    assert turned.interval.low == pytest.approx(-found.interval.high)
    assert found.interval.method == "Newcombe"


def test_five_ratings_a_worker_are_worth_less_than_they_count() -> None:
    assert design_effect(1, 0.9) == 1
    assert design_effect(5, 0) == 1
    assert design_effect(5, 1) == 5
    assert worth(100, 5, 1) == 20
    for refused in [(0.5, 0.3), (5, -0.1), (5, 1.1), (math.nan, 0.3), (5, math.nan)]:
        with pytest.raises(RefusedError, match="^A design effect needs one rating a worker or more"):
            design_effect(*refused)


@pytest.mark.parametrize("ratings", [-1, -0.5, math.nan, math.inf])
def test_fewer_than_no_ratings_are_worth_nothing_that_can_be_told(ratings: float) -> None:
    with pytest.raises(RefusedError, match=r"^A number of ratings is finite and not below zero\.$"):
        worth(ratings, 5, 0.3)
    assert worth(0, 5, 0.3) == 0


@pytest.mark.parametrize("population", [1, 2, 11, 20, 40, 79, 80, 81, 150, 400, 10_000])
def test_a_sample_is_the_smallest_that_is_exact_enough(population: int) -> None:
    size = sample_size(population)
    assert half_width_in(population, 0.7, size) <= 0.10
    assert size == 1 or half_width_in(population, 0.7, size - 1) > 0.10


def test_a_small_half_width_asks_everybody() -> None:
    assert sample_size(30, 0.5, 0.001) == 30
    assert sample_size(30, 0.5, 0.9) == 1
    assert sample_size(30, 0, 0.1) == sample_size(30, 1, 0.1) == 11
    assert sample_size(12, 0.7, half_width_in(12, 0.7, 6)) == 6
    assert half_width_in(30, 0.5, 30) == 0


@pytest.mark.parametrize("asked", [(0, 0.7, 0.1), (9, -0.1, 0.1), (9, 1.1, 0.1), (9, 0.7, 0.0), (9, 0.7, 1.0)])
def test_a_sample_that_cannot_be_meant_is_refused(asked: tuple[int, float, float]) -> None:
    with pytest.raises(RefusedError, match="^A sample needs a population"):
        sample_size(*asked)


def test_a_sample_of_a_short_list_is_worth_more_than_its_count() -> None:
    assert effective_in(20, 10) == pytest.approx(19)
    assert effective_in(20, 20) == math.inf
    assert effective_in(20, 1) == 1
    for sample in (0, 21):
        with pytest.raises(RefusedError, match=f"^A sample of {sample} cannot be taken from 20.$"):
            effective_in(20, sample)


def test_limits_in_a_short_list_narrow_until_everybody_was_asked() -> None:
    half = wilson_in(20, 7, 10)
    assert half == Interval(*_pair(wilson(0.7 * 19, 19)), "Wilson, finite population")
    assert wilson_in(20, 14, 20) == Interval(0.7, 0.7, "everybody was asked")
    assert wilson_in(20, 10, 10).high == 1
    assert wilson_in(20, 0, 10).low == 0
    for reached in (-1, 21):
        with pytest.raises(RefusedError, match=f"^A share of 20 cannot have {reached} in it.$"):
            wilson_in(20, reached, 20)


def _pair(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


def test_eleven_people_make_a_share_and_ten_do_not() -> None:
    assert share(8, 11) == Share(8, 11, wilson(8, 11))
    assert share(8, 10) == NotComputable("not enough data: a share needs 11 people or more, and there are 10")
    assert share(4, 5, fewest=5) == Share(4, 5, wilson(4, 5))
    found = share(8, 16)
    assert isinstance(found, Share)
    assert found.value == 0.5


def test_a_difference_needs_eleven_people_on_each_side() -> None:
    assert difference(8, 11, 4, 12) == newcombe(8, 11, 4, 12)
    assert difference(8, 12, 4, 11) == newcombe(8, 12, 4, 11)
    few = "not enough data: a difference needs 11 people or more on each side, and there are "
    assert difference(8, 10, 4, 40) == NotComputable(few + "10 and 40")
    assert difference(8, 40, 4, 10) == NotComputable(few + "40 and 10")
    assert difference(0, 0, 0, 0) == NotComputable(few + "0 and 0")
    assert difference(3, 5, 1, 6, fewest=5) == newcombe(3, 5, 1, 6)
    assert isinstance(difference(3, 5, 1, 6, fewest=6), NotComputable)


@pytest.mark.parametrize("counts", [(5, 4, 2, 20), (2, 20, 5, 4), (-1, 20, 2, 20), (2, 20, -1, 20)])
def test_a_difference_of_what_is_no_share_is_refused_before_it_is_too_few(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(RefusedError, match=r"^A share of \d+ cannot have -?\d in it\.$"):
        difference(*counts)


def test_a_difference_without_anybody_is_refused_even_where_nobody_is_asked_for() -> None:
    with pytest.raises(RefusedError, match=r"^A share needs at least one to take it of\.$"):
        difference(0, 0, 1, 5, fewest=0)


def test_an_answer_holds_for_the_whole_interval() -> None:
    limits = wilson(45, 60)
    assert answer_of(limits, limits.low) is Answer.MEETS
    assert answer_of(limits, limits.high) is Answer.UNDETERMINED
    assert answer_of(limits, math.nextafter(limits.low, 1)) is Answer.UNDETERMINED
    assert answer_of(limits, math.nextafter(limits.high, 1)) is Answer.BELOW
    assert answer(11, 11, 0.7) is Answer.MEETS
    assert answer(10, 10, 0.7) is Answer.NOT_ENOUGH_DATA
    assert answer(10, 10, 0.7, fewest=10) is Answer.MEETS
    assert answer(60, 60, 1.0) is Answer.UNDETERMINED


@pytest.mark.parametrize("bar", [0, -0.1, 1.01, math.nan])
def test_a_bar_is_a_share(bar: float) -> None:
    with pytest.raises(RefusedError, match="^A bar is a share above 0 and up to 1.$"):
        answer(8, 11, bar)


def test_the_plain_rule_stands_beside_the_answer() -> None:
    assert passes_plainly(62, 65, 0.95)
    assert not passes_plainly(61, 65, 0.95)
    assert passes_plainly(11, 20, 0.55)
    assert not passes_plainly(0, 0, 0.75)
    assert passes_plainly(1, 1, 0.75)


def test_low_coverage_is_the_headline() -> None:
    assert Coverage(69, 100).is_headline
    assert not Coverage(70, 100).is_headline
    assert Coverage(0, 0).is_headline


def test_a_percentage_is_no_finer_than_its_count() -> None:
    assert percent(0.7512, 199) == "75%"
    assert percent(0.7512, 200) == "75.1%"
    assert percent(1 / 3000, 3000) == "under 0.1%"
    assert percent(2999 / 3000, 3000) == "over 99.9%"
    assert percent(0.5 / 150, 150) == "under 1%"
    assert percent(149.5 / 150, 150) == "over 99%"
    assert percent(0.0005, 3000) == "0.1%"
    assert percent(0, 50) == "0%"
    assert percent(1, 50) == "100%"
    for refused in (-0.01, 1.01, math.nan):
        with pytest.raises(RefusedError, match="^A share lies between 0 and 1.$"):
            percent(refused, 50)


def test_limits_are_rounded_outward_so_that_they_hold_what_was_computed() -> None:
    assert limits(wilson(45, 60), 60) == ("62%", "85%")
    assert limits(wilson(0, 20), 20) == ("0%", "17%")
    assert limits(wilson(20, 20), 20) == ("83%", "100%")
    assert limits(wilson(123456, 200000), 200000) == ("61.5%", "62.0%")
    assert limits(Interval(0.29, 0.57, "Wilson"), 50) == ("29%", "57%")


def test_a_limit_that_stays_below_a_bar_is_printed_below_it() -> None:
    assert limits(Interval(0.5, 0.7499, "Wilson"), 50, 0.75) == ("50.00%", "74.99%")
    assert limits(Interval(0.5, 0.7499, "Wilson"), 50, 0.76) == ("50%", "75%")
    assert limits(Interval(0.5, 0.75, "Wilson"), 50, 0.75) == ("50%", "75%")
