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
from app.statistics.suppression.curves import Month, ShownCurve, curve
from app.statistics.suppression.quartiles import ShownQuartiles, quartiles
from app.statistics.suppression.rule import OUTSIDE, Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden, Shown, shown

INSIDE = Threshold(5, leaves_agency=False)
NINE = Scale(1, 9)


def months(*reached_and_left: tuple[int, int]) -> list[Month]:
    return [Month(month, *counts) for month, counts in enumerate(reached_and_left, start=1)]


def steps(found: ShownCurve) -> list[tuple[int, int, int, int]]:
    """Month, reached, left and followed on."""
    return [(step.month, step.reached, step.left, step.followed) for step in found.steps]


# Curves.


def test_a_step_is_widened_until_eleven_have_reached_it() -> None:
    found = curve(60, months((4, 0), (6, 1), (1, 0), (5, 2), (6, 0), (3, 0)), OUTSIDE)
    assert steps(found) == [(3, 11, 1, 48), (5, 11, 2, 35)]
    assert found.people == 60


def test_months_in_which_nobody_reached_it_are_shown_once_the_curve_has_begun() -> None:
    found = curve(60, months((0, 0), (12, 0), (0, 3), (0, 0), (3, 0)), OUTSIDE)
    assert steps(found) == [(2, 12, 0, 48), (3, 0, 3, 45), (4, 0, 0, 45)]


def test_a_curve_ends_where_fewer_than_eleven_are_followed() -> None:
    assert steps(curve(33, months((11, 0), (11, 0), (11, 0)), OUTSIDE)) == [(1, 11, 0, 22), (2, 11, 0, 11)]
    assert steps(curve(32, months((11, 0), (11, 0), (10, 0)), OUTSIDE)) == [(1, 11, 0, 21)]
    assert steps(curve(32, months((11, 0), (0, 10), (0, 1)), OUTSIDE)) == [(1, 11, 0, 21), (2, 0, 10, 11)]


def test_ten_people_have_no_curve_and_eleven_have_one_inside_their_agency() -> None:
    assert curve(10, months((5, 0)), OUTSIDE).steps == ()
    assert steps(curve(11, months((5, 0)), INSIDE)) == [(1, 5, 0, 6)]
    assert curve(4, months((0, 0)), INSIDE) == curve(4, [], INSIDE)
    assert curve(0, [], OUTSIDE).people == 0


def test_a_share_beyond_the_cap_of_its_group_waits_for_more() -> None:
    found = curve(1500, months((12, 0), (2, 0), (1, 0)), OUTSIDE)
    assert steps(found) == [(3, 15, 0, 1485)]


def test_without_leavers_the_shares_are_those_of_the_product_limit_estimate() -> None:
    found = curve(40, months((4, 0), (8, 0), (5, 0), (6, 0)), OUTSIDE)
    widened: Any = stats.CensoredData([2.0] * 12 + [4.0] * 11, right=[9.0] * 17)
    survival: Any = stats.ecdf(widened).sf
    limits = survival.confidence_interval(method="log-log")
    assert [step.share.value for step in found.steps] == pytest.approx(1 - survival.probabilities[:2])
    for step, low, high in zip(found.steps, limits.low.probabilities, limits.high.probabilities, strict=False):
        assert isinstance(step.share.interval, Interval)
        assert step.share.interval.low == pytest.approx(1 - high)
        assert step.share.interval.high == pytest.approx(1 - low)
        assert step.share.interval.method == "life table, Greenwood, log-log"


def test_who_leaves_counts_for_half_of_the_step() -> None:
    first, second = curve(60, months((12, 4), (0, 0), (11, 2)), OUTSIDE).steps[::2]
    assert first.share.value == pytest.approx(12 / 58)
    assert second.share.value == pytest.approx(1 - (1 - 12 / 58) * (1 - 11 / 43))
    assert isinstance(first.share.interval, Interval)
    spread = np.exp(1.959964 * np.sqrt(12 / (58 * 46)) / -np.log(46 / 58))
    assert first.share.interval.low == pytest.approx(1 - (46 / 58) ** (1 / spread), abs=1e-6)
    assert first.share.interval.high == pytest.approx(1 - (46 / 58) ** spread, abs=1e-6)


COURSES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4)), min_size=1, max_size=18)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(COURSES, st.integers(0, 40), st.sampled_from([OUTSIDE, INSIDE, Threshold(8, leaves_agency=False)]))
def test_no_step_is_about_few_people(course: list[tuple[int, int]], more: int, threshold: Threshold) -> None:
    people = sum(map(sum, course)) + more
    found = curve(people, months(*course), threshold)
    reached = followed = 0
    for number, step in enumerate(found.steps):
        assert step.reached == 0 or step.reached >= threshold.people
        assert number or step.reached
        assert step.followed >= threshold.people
        reached += step.reached
        assert reached == sum(each for each, _ in course[: step.month])
        followed = people - sum(map(sum, course[: step.month]))
        assert step.followed == followed
        assert isinstance(step.share.interval, Interval)
        assert 0 < step.share.interval.low < step.share.value < step.share.interval.high < 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(1, 10), st.integers(1, 10), st.integers(0, 3))
def test_when_in_a_step_people_reached_it_cannot_be_seen(early: int, other: int, left: int) -> None:
    pages = [curve(60, months((few, left), (11 - few, 3 - left), (11, 0)), OUTSIDE) for few in (early, other)]
    assert pages[0] == pages[1]
    assert pickle.dumps(pages[0]) == pickle.dumps(pages[1])
    assert steps(pages[0]) == [(2, 11, 3, 46), (3, 11, 0, 35)]


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


def stages(points: list[int]) -> list[Shown | Hidden]:
    """The row of a table with nothing hidden."""
    counts = [sum(1 for point in points if low <= point < low + 3) for low in (1, 4, 7)]
    return [shown(count, len(points)) for count in counts]


def middle(points: list[int], threshold: Threshold = OUTSIDE) -> list[float | Hidden]:
    found = quartiles(points, NINE, stages(points), threshold)
    assert found.of == len(points)
    return [found.lower, found.median, found.upper]


def test_the_median_comes_from_eleven_people_on_and_the_quartiles_from_twenty() -> None:
    points = [1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 4, 6, 8, 3, 5, 7, 4, 5, 6, 5]
    assert middle(points[:10]) == [HIDDEN, HIDDEN, HIDDEN]
    assert middle(points[:11]) == [HIDDEN, 4.0, HIDDEN]
    assert middle(points[:19]) == [HIDDEN, 5.0, HIDDEN]
    assert middle(points) == [3.5, 5.0, 6.5]
    assert middle([*points, 9]) == [4.0, 5.0, 7.0]


def test_inside_an_agency_a_median_still_has_five_people_on_each_side() -> None:
    assert middle([1, 2, 3, 4, 5, 6, 7, 8, 9], INSIDE) == [HIDDEN, HIDDEN, HIDDEN]
    assert middle([1, 2, 3, 4, 5, 6, 7, 8, 9, 9], INSIDE) == [HIDDEN, 5.5, HIDDEN]
    assert middle([5] * 24, Threshold(25, leaves_agency=True)) == [HIDDEN, HIDDEN, HIDDEN]


def test_between_two_points_the_quartile_is_the_middle_of_both() -> None:
    assert middle([2] * 5 + [3] * 5 + [6] * 5 + [9] * 5) == [2.5, 4.5, 7.5]


def test_where_a_stage_is_hidden_the_quartiles_are_hidden() -> None:
    points = [2] * 12 + [5] * 12 + [8] * 12
    found = quartiles(points, NINE, [shown(12, 36), HIDDEN, HIDDEN], OUTSIDE)
    assert (found.lower, found.median, found.upper, found.of) == (HIDDEN, HIDDEN, HIDDEN, 36)
    assert middle(points) == [2.0, 5.0, 8.0]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(1, 9), min_size=11, max_size=60), st.randoms(use_true_random=False))
def test_five_people_stand_on_each_side_of_what_is_shown(points: list[int], shuffle: Any) -> None:
    found = middle(points)
    for quartile in found:
        if not isinstance(quartile, Hidden):
            assert sum(point <= quartile for point in points) >= 5
            assert sum(point >= quartile for point in points) >= 5
    assert [isinstance(quartile, Hidden) for quartile in found] == [len(points) < 20, False, len(points) < 20]
    another = points.copy()
    shuffle.shuffle(another)
    assert middle(another) == found
    mirrored = middle([10 - point for point in points])
    assert mirrored[::-1] == [one if isinstance(one, Hidden) else 10 - one for one in found]


def test_points_off_the_scale_and_stages_of_other_people_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^10 is not a point from 1 to 9\.$"):
        quartiles([5] * 19 + [10], NINE, [shown(20, 20)], OUTSIDE)
    with pytest.raises(RefusedError, match=r"^The stages are those of other people than the points\.$"):
        quartiles([5] * 20, NINE, [shown(19, 19)], OUTSIDE)
    with pytest.raises(RefusedError, match=r"^The stages are those of other people than the points\.$"):
        quartiles([5] * 20, NINE, [], OUTSIDE)


def test_shown_quartiles_are_made_in_one_way_and_hold_no_ends() -> None:
    with pytest.raises(
        RefusedError, match=r"^Quartiles that may be shown are made beside a table that may be, and in no"
    ):
        ShownQuartiles(2.0, 5.0, 8.0, 36, permit=object())
    assert {field.name for field in dataclasses.fields(ShownQuartiles)} == {"lower", "median", "upper", "of"}
