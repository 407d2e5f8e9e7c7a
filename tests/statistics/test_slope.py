"""Change per month of one person on one element."""

from datetime import date, timedelta
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth import theil_sen
from app.statistics.growth.kendall import kendall
from app.statistics.growth.slope import HiddenSlope, Slope, change_per_month
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.scale import Scale

NINE = Scale(1, 9)
FIVE = Scale(1, 5)
START = date(2025, 1, 15)
ON_ONE_LINE = NotComputable("not computable: the points lie on one line, so chance has no size here")
TOO_ALIKE = NotComputable("not computable: too many points are the same for the method to say how sure the slope is")


def monthly(points: int) -> list[date]:
    return [date(2025 + month // 12, month % 12 + 1, 15) for month in range(points)]


def slope_of(days: list[date], points: list[int], scale: Scale = NINE) -> Slope:
    found = change_per_month(days, points, scale)
    assert isinstance(found, Slope)
    return found


def hidden(points: list[int], scale: Scale = NINE) -> HiddenSlope | None:
    found = change_per_month(monthly(len(points)), points, scale)
    return found if isinstance(found, HiddenSlope) else None


def test_a_worker_who_rises_two_steps_in_half_a_year_is_an_early_sign() -> None:
    days, points = monthly(6), [3, 4, 4, 6, 5, 7]
    found = slope_of(days, points)
    months = [(day - days[0]).days / 30.4375 for day in days]
    known = stats.theilslopes(points, months, 0.95)
    assert found.per_month.value == pytest.approx(0.7609375)
    assert found.per_month == Estimate(
        float(known.slope), Interval(float(known.low_slope), float(known.high_slope), "Sen 1968")
    )
    assert (found.reading, found.points, found.days) == ("early sign", 6, 6)
    assert (found.first, found.last) == (date(2025, 1, 15), date(2025, 6, 15))
    assert found.kendall == kendall([float(month) for month in range(6)], [float(point) for point in points])


def test_the_slope_is_per_month_of_a_mean_length() -> None:
    days = [START + timedelta(days=round(30.4375 * month)) for month in (0, 4, 8, 12, 16, 20)]
    found = slope_of(days, [2, 3, 4, 5, 6, 7])
    assert found.per_month.value == pytest.approx(0.25, abs=0.001)


def test_the_order_of_points_may_be_any() -> None:
    days, points = monthly(6), [3, 4, 4, 6, 5, 7]
    assert change_per_month(days[::-1], points[::-1], NINE) == change_per_month(days, points, NINE)


def test_eleven_points_are_an_early_sign_and_twelve_are_ordinary() -> None:
    points = [3, 4, 3, 5, 4, 5, 4, 6, 5, 6, 5, 6]
    assert slope_of(monthly(11), points[:11]).reading == "early sign"
    assert slope_of(monthly(12), points).reading == "ordinary"


@pytest.mark.parametrize(
    ("points", "known"),
    [
        (0, ""),
        (2, ""),
        (3, "; where points spread by one step, 3 monthly points leave it open by 9.0 steps a month"),
        (5, "; where points spread by one step, 5 monthly points leave it open by 1.0 steps a month"),
    ],
)
def test_fewer_than_six_points_have_no_slope_and_say_how_little_is_known(points: int, known: str) -> None:
    found = change_per_month(monthly(points), [4, 5, 6, 5, 6][:points], NINE)
    assert found == NotComputable(f"cannot tell yet: change per month needs 6 points, and there are {points}{known}")


def test_six_points_of_one_day_have_no_slope() -> None:
    found = change_per_month([START] * 6, [4, 5, 6, 5, 6, 4], NINE)
    assert found == NotComputable("not computable: all points are of one day")
    assert isinstance(change_per_month([START] * 5 + monthly(2)[1:], [4, 5, 6, 5, 6, 4], NINE), Slope)
    assert isinstance(change_per_month([START] + monthly(2)[1:] * 5, [4, 5, 6, 5, 6, 4], NINE), Slope)


def test_several_points_of_one_day_all_count() -> None:
    days = [START, START, START + timedelta(days=30), START + timedelta(days=30), *[START + timedelta(days=61)] * 2]
    found = slope_of(days, [3, 4, 4, 6, 5, 6])
    assert (found.points, found.days, found.last) == (6, 3, START + timedelta(days=61))
    assert found.per_month.value == pytest.approx(30.4375 * 2 / 61)


def test_a_flat_series_has_slope_zero_and_no_limits() -> None:
    found = slope_of(monthly(12), [5] * 12)
    assert found.per_month == Estimate(0.0, TOO_ALIKE)
    assert found.kendall.tau_b == NotComputable("not computable: one of the two sides has no two different values")


def test_a_nearly_flat_series_does_not_claim_to_be_sure() -> None:
    assert slope_of(monthly(12), [5] * 11 + [6]).per_month == Estimate(0.0, TOO_ALIKE)


def test_twelve_points_of_two_days_that_are_nearly_all_the_same_have_no_limits_and_do_not_fail() -> None:
    days = [START] * 6 + [START + timedelta(days=90)] * 6
    assert slope_of(days, [5] * 11 + [6]).per_month == Estimate(0.0, TOO_ALIKE)


def about(value: float) -> float:
    approximate: Any = pytest.approx(value)
    return cast(float, approximate)


def every(days: int, points: list[int], first: date = START) -> Slope:
    return slope_of([first + timedelta(days=days * place) for place in range(len(points))], points, Scale(1, 20))


def test_points_that_rise_evenly_have_a_slope_and_chance_has_no_size() -> None:
    found = every(30, [*range(3, 10)], date(2025, 1, 1))
    assert found.per_month == Estimate(about(30.4375 / 30), ON_ONE_LINE)
    assert every(30, [*range(17, 10, -1)]).per_month.interval == ON_ONE_LINE
    assert every(7, [*range(4, 17)]).per_month.interval == ON_ONE_LINE


def test_two_days_with_one_point_each_lie_on_one_line() -> None:
    days = [START] * 6 + [START + timedelta(days=61)] * 6
    assert slope_of(days, [5] * 6 + [6] * 6).per_month == Estimate(about(30.4375 / 61), ON_ONE_LINE)


def test_one_point_beside_a_line_of_many_still_leaves_no_limits() -> None:
    found = every(30, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15])
    assert found.per_month == Estimate(
        about(30.4375 / 30),
        NotComputable(
            "not computable: nearly all points lie on one line, so the method cannot say how sure the slope is"
        ),
    )


def test_one_first_point_before_many_of_one_later_day_leaves_no_limits() -> None:
    days = [START] + [START + timedelta(days=61)] * 11
    assert slope_of(days, [5] + [6] * 10 + [7]).per_month == Estimate(about(30.4375 / 61), TOO_ALIKE)


def test_a_third_of_the_points_at_the_top_hide_the_slope() -> None:
    assert hidden([5, 6, 6, 7, 8, 9]) == HiddenSlope(
        "top", (8, 9), 2, 6, "not shown: 2 of 6 points are at the top of the scale, where change cannot show"
    )
    assert hidden([5, 6, 6, 7, 7, 9]) is None
    assert hidden([5, 6, 6, 6, 7, 8, 8]) is None


def test_a_third_of_the_points_at_the_bottom_hide_the_slope() -> None:
    assert hidden([1, 2, 2, 3, 4, 3, 4, 3, 4]) == HiddenSlope(
        "bottom", (1, 2), 3, 9, "not shown: 3 of 9 points are at the bottom of the scale, where change cannot show"
    )
    assert hidden([1, 2, 3, 3, 4, 3, 4, 3, 4]) is None


def test_points_at_both_ends_do_not_add_up() -> None:
    assert hidden([2, 4, 5, 5, 6, 5, 8]) is None


def test_the_end_with_more_points_is_named() -> None:
    found = hidden([1, 1, 2, 2, 8, 9])
    assert found is not None
    assert (found.end, found.at_edge) == ("bottom", 4)
    even = hidden([1, 2, 5, 5, 8, 9])
    assert even is not None
    assert even.end == "top"


def test_a_scale_of_five_has_one_point_at_each_end_and_a_scale_of_seven_two() -> None:
    assert hidden([2, 3, 4, 4, 4, 3], FIVE) is None
    at_top = hidden([2, 3, 4, 5, 5, 3], FIVE)
    assert at_top is not None
    assert at_top.edge == (5,)
    assert hidden([2, 5, 4, 5, 4, 5], Scale(1, 6)) is None
    at_bottom = hidden([1, 2, 3, 4, 5, 5], Scale(1, 7))
    assert at_bottom is not None
    assert at_bottom.edge == (1, 2)
    assert hidden([3, 3, 3, 4, 5, 4], Scale(1, 7)) is None


def test_a_hidden_slope_needs_six_points_as_well() -> None:
    assert isinstance(change_per_month(monthly(5), [9] * 5, NINE), NotComputable)


def test_the_scale_is_the_declared_one_and_not_the_points_that_occur() -> None:
    assert hidden([3, 4, 5, 6, 6, 6]) is None
    assert hidden([3, 4, 5, 6, 6, 6], Scale(1, 6)) is not None


def test_a_point_off_the_scale_and_a_point_without_a_day_are_refused() -> None:
    with pytest.raises(RefusedError, match=r"^10 is not a point from 1 to 9\.$"):
        change_per_month(monthly(6), [3, 4, 5, 6, 5, 10], NINE)
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        change_per_month(monthly(7), [3, 4, 5, 6, 5, 4], NINE)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(3, 7), min_size=6, max_size=16), st.randoms(use_true_random=False))
def test_turning_the_scale_round_turns_the_slope(points: list[int], random: np.random.Generator) -> None:
    days = monthly(len(points))
    found, turned = slope_of(days, points), slope_of(days, [10 - point for point in points])
    assert turned.per_month.value == -found.per_month.value
    pairs = list(zip(days, points, strict=True))
    random.shuffle(pairs)
    assert change_per_month([day for day, _ in pairs], [point for _, point in pairs], NINE) == found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.integers(3, 7), min_size=6, max_size=14), st.integers(0, 13), st.integers(3, 7))
def test_one_changed_point_moves_the_slope_no_further_than_the_other_pairs(
    points: list[int], place: int, to: int
) -> None:
    assume(place < len(points))
    days = monthly(len(points))
    changed = slope_of(days, [*points[:place], to, *points[place + 1 :]]).per_month.value
    months = [(day - days[0]).days / 30.4375 for day in days]
    others = [
        (points[later] - points[sooner]) / (months[later] - months[sooner])
        for sooner in range(len(points))
        for later in range(sooner + 1, len(points))
        if place not in (sooner, later)
    ]
    assert min(others) - 1e-12 <= changed <= max(others) + 1e-12


def test_the_example_that_sen_printed_in_1968_at_his_own_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theil_sen, "LEVEL", 0.93)
    found = theil_sen.theil_sen([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78])

    assert found.value == 4
    assert isinstance(found.interval, Interval)
    assert found.interval.low == pytest.approx(26 / 7)
    assert found.interval.high == pytest.approx(35 / 8)
