"""Curves in steps that are about no few people, and the middle of a group with enough people on each side."""

import copy
import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.results import Interval, RefusedError
from app.statistics.scale import Scale
from app.statistics.suppression.counts import Counts
from app.statistics.suppression.curves import Month, ShownCurve, curve
from app.statistics.suppression.quartiles import ShownQuartiles, quartiles
from app.statistics.suppression.rule import OUTSIDE, Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden
from app.statistics.suppression.tables import ShownTable, suppress

INSIDE = Threshold(5, leaves_agency=False)
NINE = Scale(1, 9, (3, 6, 9))


def months(*reached_and_left: tuple[int, int]) -> list[Month]:
    return [Month(month, *counts) for month, counts in enumerate(reached_and_left, start=1)]


def steps(found: ShownCurve) -> list[tuple[int, int, int, int]]:
    """Month, reached, left and followed on."""
    return [(step.month, step.reached, step.left, step.followed) for step in found.steps]


# Curves.


def test_a_step_is_widened_until_eleven_have_reached_it() -> None:
    found = curve(60, months((4, 0), (6, 1), (1, 0), (5, 2), (6, 0), (3, 0)), OUTSIDE)
    assert steps(found) == [(3, 11, 0, 49), (5, 11, 0, 38)]
    assert found.people == 60


def test_months_in_which_nobody_reached_it_are_shown_once_the_curve_has_begun() -> None:
    found = curve(60, months((0, 0), (12, 0), (0, 3), (0, 0), (3, 0)), OUTSIDE)
    assert steps(found) == [(2, 12, 0, 48), (3, 0, 0, 48), (4, 0, 0, 48)]


def test_a_curve_ends_where_fewer_than_eleven_are_followed() -> None:
    assert steps(curve(33, months((11, 0), (11, 0), (11, 0)), OUTSIDE)) == [(1, 11, 0, 22), (2, 11, 0, 11)]
    assert steps(curve(32, months((11, 0), (11, 0), (10, 0)), OUTSIDE)) == [(1, 11, 0, 21)]
    assert steps(curve(32, months((11, 0), (0, 10), (0, 1)), OUTSIDE)) == [(1, 11, 0, 21), (2, 0, 0, 21)]


def test_ten_people_have_no_curve_and_eleven_have_one_inside_their_agency() -> None:
    assert curve(10, months((5, 0)), OUTSIDE).steps == ()
    assert steps(curve(11, months((5, 0)), INSIDE)) == [(1, 5, 0, 6)]
    assert curve(4, months((0, 0)), INSIDE) == curve(4, [], INSIDE)
    assert curve(0, [], OUTSIDE).people == 0


def test_a_share_beyond_the_cap_of_its_group_waits_for_more() -> None:
    found = curve(1500, months((12, 0), (2, 0), (1, 0)), OUTSIDE)
    assert steps(found) == [(3, 15, 0, 1485)]


def test_the_shares_are_those_of_the_product_limit_estimate_where_no_leavers_are_told() -> None:
    found = curve(40, months((4, 0), (8, 0), (5, 0), (6, 0)), OUTSIDE)
    for step, share, low, high in zip(
        found.steps, product_limit(40).value, product_limit(40).low, product_limit(30).high, strict=True
    ):
        assert step.share.value == pytest.approx(share)
        assert isinstance(step.share.interval, Interval)
        assert step.share.interval.low == pytest.approx(low)
        assert step.share.interval.high == pytest.approx(high)
        assert step.share.interval.method == "life table, Greenwood, log-log, for any number of leavers not told"


@dataclasses.dataclass
class ProductLimit:
    value: Any
    low: Any
    high: Any


def product_limit(people: int) -> ProductLimit:
    """Twelve reach it in the second month and eleven in the fourth."""
    widened: Any = stats.CensoredData([2.0] * 12 + [4.0] * 11, right=[9.0] * (people - 23))
    survival: Any = stats.ecdf(widened).sf
    limits = survival.confidence_interval(method="log-log")
    values = (survival.probabilities, limits.high.probabilities, limits.low.probabilities)
    return ProductLimit(*(1 - each[:2] for each in values))


def test_up_to_ten_who_left_are_not_told_until_eleven_have() -> None:
    found = curve(90, months((12, 4), (12, 6), (12, 0), (12, 1), (12, 0)), OUTSIDE)
    assert steps(found) == [(1, 12, 0, 78), (2, 12, 0, 66), (3, 12, 0, 54), (4, 12, 11, 31), (5, 12, 0, 19)]


@pytest.mark.parametrize("left", range(11))
def test_up_to_ten_who_left_cannot_be_found_in_the_curve(left: int) -> None:
    page = curve(90, months((12, left), (0, 10 - left), (20, 0)), OUTSIDE)
    nobody = curve(90, months((12, 0), (0, 0), (20, 0)), OUTSIDE)
    assert page == nobody
    assert pickle.dumps(page) == pickle.dumps(nobody)


def test_inside_an_agency_five_who_left_are_told() -> None:
    assert steps(curve(60, months((12, 4), (12, 1)), INSIDE)) == [(1, 12, 0, 48), (2, 12, 5, 31)]


def test_who_leaves_counts_for_half_of_the_step() -> None:
    first, second = curve(100, months((12, 14), (0, 0), (11, 2)), OUTSIDE).steps[::2]
    assert first.share.value == pytest.approx(12 / 93)
    assert second.share.value == pytest.approx(1 - (1 - 12 / 93) * (1 - 11 / 74))
    low, high = limits([(12, 93)])[0], limits([(12, 83)])[1]
    assert isinstance(first.share.interval, Interval)
    assert (first.share.interval.low, first.share.interval.high) == pytest.approx((low, high), abs=1e-6)
    low, high = limits([(12, 93), (11, 74)])[0], limits([(12, 83), (11, 64)])[1]
    assert isinstance(second.share.interval, Interval)
    assert (second.share.interval.low, second.share.interval.high) == pytest.approx((low, high), abs=1e-6)


def limits(steps: list[tuple[int, int]]) -> tuple[float, float]:
    """Of those who reached it, and those exposed, step by step."""
    not_yet = np.prod([1 - reached / exposed for reached, exposed in steps])
    greenwood = sum(reached / (exposed * (exposed - reached)) for reached, exposed in steps)
    spread = np.exp(1.959964 * np.sqrt(greenwood) / -np.log(not_yet))
    return float(1 - not_yet ** (1 / spread)), float(1 - not_yet**spread)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 9)), min_size=1, max_size=12), st.integers(11, 40))
def test_the_limits_hold_the_share_of_the_life_table_in_which_all_leavers_are_told(
    course: list[tuple[int, int]], more: int
) -> None:
    people = sum(map(sum, course)) + more
    for step in curve(people, months(*course), OUTSIDE).steps:
        followed, not_yet = people, 1.0
        for reached, left in course[: step.month]:
            not_yet *= 1 - reached / (followed - left / 2)
            followed -= reached + left
        assert isinstance(step.share.interval, Interval)
        assert step.share.interval.low < 1 - not_yet < step.share.interval.high


COURSES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4)), min_size=1, max_size=18)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(COURSES, st.integers(0, 40), st.sampled_from([OUTSIDE, INSIDE, Threshold(8, leaves_agency=False)]))
def test_no_step_is_about_few_people(course: list[tuple[int, int]], more: int, threshold: Threshold) -> None:
    people = sum(map(sum, course)) + more
    found = curve(people, months(*course), threshold)
    reached, followed = 0, people
    for number, step in enumerate(found.steps):
        assert step.reached == 0 or step.reached >= threshold.people
        assert number or step.reached
        assert step.followed >= threshold.people
        reached += step.reached
        assert reached == sum(each for each, _ in course[: step.month])
        followed -= step.reached + step.left
        assert step.followed == followed
        assert threshold.allows(step.left)
        in_truth = people - sum(map(sum, course[: step.month]))
        assert threshold.people <= in_truth <= followed < in_truth + threshold.people
        assert isinstance(step.share.interval, Interval)
        assert 0 < step.share.interval.low < step.share.value < step.share.interval.high < 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(1, 10), st.integers(1, 10), st.integers(0, 3))
def test_when_in_a_step_people_reached_it_cannot_be_seen(early: int, other: int, left: int) -> None:
    pages = [curve(60, months((few, left), (11 - few, 3 - left), (11, 0)), OUTSIDE) for few in (early, other)]
    assert pages[0] == pages[1]
    assert pickle.dumps(pages[0]) == pickle.dumps(pages[1])
    assert steps(pages[0]) == [(2, 11, 0, 49), (3, 11, 0, 38)]


@pytest.mark.parametrize(
    ("people", "course", "sentence"),
    [
        (60, [Month(2, 1, 0), Month(2, 1, 0)], "The months of a curve rise from one to the next."),
        (60, [Month(2, 1, 0), Month(1, 1, 0)], "The months of a curve rise from one to the next."),
        (60, [Month(1, -1, 0)], "A count of people is not below zero."),
        (60, [Month(1, 0, -1)], "A count of people is not below zero."),
        (-1, [], "A count of people is not below zero."),
        (20, [Month(1, 15, 0), Month(2, 3, 3)], "More people reached it or left than there are."),
    ],
)
def test_a_course_that_cannot_be_meant_is_refused(people: int, course: list[Month], sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        curve(people, course, OUTSIDE)
    assert str(refused.value) == sentence


def test_a_shown_curve_is_made_in_one_way() -> None:
    with pytest.raises(
        RefusedError, match=r"^A curve that may be shown is made by widening its steps, and in no other"
    ):
        ShownCurve(60, (), permit=object())
    found = curve(60, months((12, 0)), OUTSIDE)
    assert copy.deepcopy(found) == found
    assert dataclasses.asdict(found)["people"] == 60


# Quartiles.


def beside(points: list[int], threshold: Threshold = OUTSIDE) -> ShownTable:
    people = tuple(sum(1 for point in points if low <= point < low + 3) for low in (1, 4, 7))
    return suppress(Counts(("all",), ("E", "A", "D"), (people,), frozenset()), threshold)


def middle(points: list[int], threshold: Threshold = OUTSIDE) -> list[int | Hidden]:
    found = quartiles(points, NINE, beside(points, threshold), "all")
    assert found.of == len(points)
    return [found.lower, found.median, found.upper]


def test_a_quartile_is_a_point_where_somebody_stands() -> None:
    points = [1] * 5 + [2] * 10 + [3] * 5 + [4] * 10 + [5] * 10 + [6] * 10
    assert middle(points) == [2, 4, 5]
    two = [2] * 6 + [3] * 6 + [4] * 6 + [5] * 6
    assert middle(two) == [2, HIDDEN, 4]
    assert middle(two[::-1]) == [2, HIDDEN, 4]


@pytest.mark.parametrize("below", [0.5, 0.25])
def test_the_quartiles_are_definition_one_of_hyndman_and_fan(below: float) -> None:
    for more in range(12):
        points = [1, 2, 3] * 11 + [4, 5, 6] * 12 + [7, 8, 9] * 11 + [5] * more
        found = middle(points)
        assert found[0 if below < 0.5 else 1] == np.quantile(points, below, method="inverted_cdf")


def test_a_quartile_at_the_end_of_a_stage_is_hidden() -> None:
    # The middle between 1 and 4 said that all eleven at Emergent stand at 1.
    assert middle([1] * 11 + [4] * 33) == [HIDDEN, 4, 4]
    assert middle([1] * 12 + [4] * 33) == [HIDDEN, 4, 4]
    assert middle([9] * 11 + [4] * 33) == [4, 4, HIDDEN]


def test_five_of_its_own_stage_stand_on_each_side_of_a_quartile() -> None:
    # The first quartile of 52 is the thirteenth, of 56 the fourteenth.
    assert middle([1] * 17 + [5] * 35)[0] == 1
    assert middle([1] * 16 + [5] * 36)[0] is HIDDEN
    assert middle([1] * 13 + [5] * 39)[0] is HIDDEN
    assert middle([1] * 12 + [5] * 40)[0] is HIDDEN
    assert middle([1] * 11 + [5] * 45)[0] is HIDDEN
    # The first of 60 is the fifteenth, the fourth or the fifth at its stage.
    assert middle([1] * 11 + [5] * 49)[0] is HIDDEN
    assert middle([1] * 11 + [5] * 50)[0] == 5


def test_a_small_group_has_no_quartiles() -> None:
    assert middle([]) == [HIDDEN, HIDDEN, HIDDEN]
    assert middle([1] * 5 + [5] * 5, INSIDE) == [HIDDEN, HIDDEN, HIDDEN]
    assert middle([1] * 5 + [5] * 13, INSIDE) == [HIDDEN, HIDDEN, 5]
    assert middle([1] * 5 + [5] * 14, INSIDE) == [HIDDEN, 5, 5]
    assert middle([1] * 12 + [5] * 12, Threshold(25, leaves_agency=True)) == [HIDDEN, HIDDEN, HIDDEN]


def test_where_a_stage_is_hidden_the_quartiles_are_hidden() -> None:
    assert middle([2] * 20 + [5] * 40 + [8] * 10) == [HIDDEN, HIDDEN, HIDDEN]
    assert middle([2] * 30 + [5] * 40 + [8] * 30) == [2, 5, 8]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 9), min_size=30, max_size=80), st.randoms(use_true_random=False))
def test_more_than_one_arrangement_within_a_stage_fits_what_is_shown(points: list[int], shuffle: Any) -> None:
    found = middle(points, INSIDE)
    another = points.copy()
    shuffle.shuffle(another)
    assert middle(another, INSIDE) == found
    for quartile in found:
        if not isinstance(quartile, Hidden):
            own = [point for point in points if (point - 1) // 3 == (quartile - 1) // 3]
            assert quartile in own
            # How many of the stage stand up to it, and from it on: five or more each, and never told exactly.
            assert sum(point <= quartile for point in own) >= 5
            assert sum(point >= quartile for point in own) >= 5


def test_points_off_the_scale_and_stages_of_other_people_are_refused() -> None:
    points = [2] * 30 + [5] * 40
    with pytest.raises(RefusedError, match=r"^10 is not a point from 1 to 9\.$"):
        quartiles([*points, 10], NINE, beside(points), "all")
    for others in (points[1:], [*points, 9], []):
        with pytest.raises(RefusedError, match=r"^The stages are those of other people than the points\.$"):
            quartiles(others, NINE, beside(points), "all")
    for scale in (Scale(1, 9), Scale(1, 9, (3, 9))):
        with pytest.raises(RefusedError, match=r"^The categories of the table are not the stages of the scale\.$"):
            quartiles(points, scale, beside(points), "all")
    with pytest.raises(RefusedError, match=r"^The table has no such group or category\.$"):
        quartiles(points, NINE, beside(points), "some")


def test_shown_quartiles_are_made_in_one_way_and_hold_no_ends() -> None:
    with pytest.raises(
        RefusedError, match=r"^Quartiles that may be shown are made beside a table that may be, and in no"
    ):
        ShownQuartiles(2, 5, 8, 36, permit=object())
    assert {field.name for field in dataclasses.fields(ShownQuartiles)} == {"lower", "median", "upper", "of"}
