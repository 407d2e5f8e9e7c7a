"""Whether one person's change is more than noise."""

import math

import numpy as np
import pytest

from app.statistics.growth.reliable_change import Noise, change, cutoff_c, noise, spread_of_single
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

UNSAID = NotComputable("not computable: the source gives no interval")
HALF = Estimate(0.5, Interval(0.3, 0.8, "McGraw & Wong 1996"))


def of(sd: float, reliability: Estimate, pairs: int = 30) -> Noise:
    found = noise(sd, reliability, pairs)
    assert isinstance(found, Noise)
    return found


def test_a_move_from_four_to_five_by_one_rater_is_well_inside_the_noise() -> None:
    found = of(1.5, HALF)
    assert found.standard_error == pytest.approx(1.5 * math.sqrt(0.5))
    assert found.of_difference == pytest.approx(1.5)
    assert found.smallest_change.value == pytest.approx(2.94)
    assert found.pairs == 30
    moved = change(4, 5, found)
    assert not moved.is_reliable
    assert moved.index == pytest.approx(1 / 1.5)
    assert moved.change.value == 1
    assert moved.change.interval == Interval(
        1 - found.smallest_change.value, 1 + found.smallest_change.value, "Jacobson & Truax 1991"
    )
    assert moved.noise is found


def test_a_fall_can_be_reliable_as_well() -> None:
    found = of(1.5, HALF)
    assert change(7, 4, found).is_reliable
    assert change(7, 4, found).index == pytest.approx(-2)
    assert change(7, 4, found).change.value == -3
    assert not change(7, 5, found).is_reliable
    assert change(4, 7, found).is_reliable


def test_a_change_of_just_the_smallest_size_is_not_reliable_yet() -> None:
    found = of(2.0, HALF)
    assert not change(0, found.smallest_change.value, found).is_reliable
    assert change(0, found.smallest_change.value * 1.001, found).is_reliable


def test_the_limits_of_the_reliability_are_carried_through_the_formula() -> None:
    found = of(1.5, HALF).smallest_change.interval
    assert isinstance(found, Interval)
    assert found.low == pytest.approx(1.96 * 1.5 * math.sqrt(2 * 0.2))
    assert found.high == pytest.approx(1.96 * 1.5 * math.sqrt(2 * 0.7))
    assert found.method == "McGraw & Wong 1996, spread taken as known"


def test_limits_of_a_reliability_beyond_nothing_and_all_are_cut() -> None:
    found = of(1.0, Estimate(0.4, Interval(-0.3, 1.1, "bootstrap"))).smallest_change.interval
    assert isinstance(found, Interval)
    assert found.low == 0
    assert found.high == pytest.approx(1.96 * math.sqrt(2))


def test_a_reliability_without_limits_passes_its_sentence_on() -> None:
    assert of(1.0, Estimate(0.5, UNSAID)).smallest_change.interval == UNSAID


def test_nineteen_pairs_are_too_few() -> None:
    assert noise(1.5, HALF, 19) == NotComputable(
        "cannot tell yet: the reliability rests on 19 pairs of ratings, and 20 are needed"
    )
    assert isinstance(noise(1.5, HALF, 20), Noise)


@pytest.mark.parametrize("reliability", [0.0, -0.2, -1.0])
def test_without_any_reliability_no_change_can_be_told(reliability: float) -> None:
    assert noise(1.5, Estimate(reliability, UNSAID), 30) == NotComputable(
        "not computable: two ratings of one person are no more alike than those of two people"
    )


def test_with_perfect_reliability_there_is_no_noise_to_measure_against() -> None:
    assert noise(1.5, Estimate(1.0, UNSAID), 30) == NotComputable(
        "not computable: all pairs of ratings agreed, which leaves no noise to measure a change against"
    )
    assert of(1.5, Estimate(0.99, UNSAID)).standard_error == pytest.approx(0.15)


def test_people_who_do_not_differ_have_no_reliability() -> None:
    assert noise(0.0, HALF, 30) == NotComputable("not computable: the ratings do not differ between people")


@pytest.mark.parametrize(("sd", "pairs"), [(-1.0, 30), (math.nan, 30), (math.inf, 30), (1.0, -1)])
def test_spreads_and_counts_below_zero_are_refused(sd: float, pairs: int) -> None:
    with pytest.raises(RefusedError, match=r"^Neither a spread nor a number of pairs can be below zero\.$"):
        noise(sd, HALF, pairs)


@pytest.mark.parametrize("reliability", [1.01, -1.01, math.nan])
def test_a_reliability_outside_its_range_is_refused(reliability: float) -> None:
    with pytest.raises(RefusedError, match=r"^A reliability lies between -1 and 1\.$"):
        noise(1.0, Estimate(reliability, UNSAID), 30)


def test_no_pairs_are_too_few_and_not_refused() -> None:
    assert isinstance(noise(1.0, HALF, 0), NotComputable)


@pytest.mark.parametrize(("before", "after"), [(math.nan, 5), (4, math.inf)])
def test_a_change_of_what_is_no_number_is_refused(before: float, after: float) -> None:
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        change(before, after, of(1.5, HALF))


def test_the_cutoff_lies_nearer_to_the_group_that_differs_less() -> None:
    assert cutoff_c(40, 5, 60, 15) == pytest.approx(45)
    assert cutoff_c(40, 15, 60, 5) == pytest.approx(55)


@pytest.mark.parametrize("numbers", [(40, 0, 60, 5), (40, 5, 60, -1), (math.nan, 5, 60, 5), (40, 5, 60, math.inf)])
def test_a_cutoff_without_spreads_is_refused(numbers: tuple[float, float, float, float]) -> None:
    with pytest.raises(RefusedError, match=r"^The cutoff needs two means and two spreads above zero\.$"):
        cutoff_c(*numbers)


def test_single_ratings_spread_by_cases_raters_and_what_is_left() -> None:
    assert spread_of_single(1.44, 0.09, 0.72) == pytest.approx(1.5)
    assert spread_of_single(0, 0, 4) == 2
    assert spread_of_single(0.1, 0.2, 0.3) == spread_of_single(0.3, 0.2, 0.1)


def test_with_the_spread_of_single_ratings_one_rating_strays_by_raters_and_what_is_left() -> None:
    cases, raters, left = 1.44, 0.09, 0.72
    found = of(spread_of_single(cases, raters, left), Estimate(cases / (cases + raters + left), UNSAID))
    assert found.standard_error == pytest.approx(math.sqrt(raters + left))


def test_single_ratings_of_simulated_people_spread_as_the_three_variances_say() -> None:
    random = np.random.default_rng(12)
    cases, raters, left = (random.normal(0, sd, 200_000) for sd in (1.2, 0.3, 0.8))
    assert spread_of_single(1.44, 0.09, 0.64) == pytest.approx(float(np.std(cases + raters + left)), abs=0.01)


@pytest.mark.parametrize("variances", [(-0.1, 1, 1), (1, -0.1, 1), (1, 1, -0.1), (math.nan, 1, 1), (1, math.inf, 1)])
def test_a_variance_below_zero_is_refused(variances: tuple[float, float, float]) -> None:
    with pytest.raises(RefusedError, match=r"^No variance can be below zero\.$"):
        spread_of_single(*variances)
