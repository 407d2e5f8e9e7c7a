"""What every figure of growth begins with."""

import math
from datetime import date

import pytest

from app.statistics.growth.series import finite, in_order, months, one_a_day
from app.statistics.results import RefusedError


def test_a_month_is_a_twelfth_of_a_year_of_365_and_a_quarter_days() -> None:
    assert months([date(2025, 1, 1), date(2025, 2, 1), date(2026, 1, 1)]) == [0.0, 31 / 30.4375, 365 / 30.4375]


def test_months_count_from_the_first_day_whatever_the_order() -> None:
    assert months([date(2025, 2, 1), date(2025, 1, 1)]) == [31 / 30.4375, 0.0]


def test_months_count_from_another_day_if_one_is_given() -> None:
    assert months([date(2025, 1, 1), date(2025, 3, 1)], since=date(2025, 2, 1)) == [-31 / 30.4375, 28 / 30.4375]


def test_no_days_are_no_months() -> None:
    assert months([]) == []


def test_values_are_sorted_by_time_and_then_by_value() -> None:
    times, values = in_order([2, 1, 1, 0], [5, 9, 3, 7])
    assert times.tolist() == [0, 1, 1, 2]
    assert values.tolist() == [7, 3, 9, 5]


def test_a_value_without_a_time_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        in_order([1, 2], [4])


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        finite([1, value])
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        in_order([0, value], [1, 2])
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        in_order([0, 1], [1, value])


def test_a_day_with_several_points_has_their_median_in_a_run_chart() -> None:
    days = [date(2025, 3, 1), date(2025, 1, 1), date(2025, 3, 1), date(2025, 2, 1), date(2025, 3, 1)]
    assert one_a_day(days, [9, 4, 5, 6, 1]) == [4.0, 6.0, 5.0]
    assert one_a_day(days[:3], [8, 4, 5]) == [4.0, 6.5]


def test_a_point_without_a_day_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs its time\.$"):
        one_a_day([date(2025, 3, 1)], [1, 2])
