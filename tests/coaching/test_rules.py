"""When a coaching session can be and how long, on plain values: nights on which the clocks change among them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.coaching.rules import (
    Bounds,
    Plan,
    minutes_problem,
    plan_problems,
)
from app.coaching.times import instant_of, same_weekday_next_month

ZONE = "America/Los_Angeles"
NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
OPENS = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
RUNS = Bounds(OPENS, None, date(2026, 6, 1), None)
UNTIL_NOVEMBER = Bounds(OPENS, datetime(2026, 12, 1, 8, 0, tzinfo=UTC), date(2026, 6, 1), date(2026, 11, 30))


def plan(starts_at: datetime | None = NOW, *, minutes: int | None = 60, place: str = "") -> Plan:
    return Plan(starts_at, minutes, place, ("safety-mapping", ""))


def test_a_time_is_meant_where_the_agency_is() -> None:
    assert instant_of(date(2026, 11, 30), time(23, 30), ZONE) == datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    assert instant_of(date(2026, 7, 1), time(9, 0), ZONE) == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "exists"), [(time(1, 59), True), (time(2, 0), False), (time(2, 59), False), (time(3, 0), True)]
)
def test_an_hour_that_the_clocks_leave_out_is_no_time(at: time, exists: bool) -> None:
    assert (instant_of(date(2027, 3, 14), at, ZONE) is not None) == exists


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert instant_of(date(2026, 11, 1), time(1, 30), ZONE) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert instant_of(date(2026, 11, 1), time(2, 0), ZONE) == datetime(2026, 11, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [5, 45, 480])
def test_minutes_come_in_steps_of_five(minutes: int) -> None:
    assert minutes_problem(minutes) is None


@pytest.mark.parametrize("minutes", [None, 0, 4, 47, 485, -5])
def test_other_minutes_are_explained(minutes: int | None) -> None:
    assert minutes_problem(minutes) == "Give the minutes in steps of 5, from 5 to 480."


def test_a_plan_lies_inside_the_agreement() -> None:
    assert plan_problems(plan(OPENS), RUNS, now=NOW) == {}
    before = plan_problems(plan(OPENS - timedelta(minutes=1)), RUNS, now=NOW)
    assert before == {"day": "Your agreement began on June 1, 2026. Choose a time after that."}
    last = instant_of(date(2026, 11, 30), time(23, 30), ZONE)
    assert plan_problems(plan(last), UNTIL_NOVEMBER, now=NOW) == {}
    after = plan_problems(plan(instant_of(date(2026, 12, 1), time(0, 0), ZONE)), UNTIL_NOVEMBER, now=NOW)
    assert after == {"day": "Your agreement ends on November 30, 2026. Choose a time before that."}


def test_a_plan_says_all_that_is_wrong_with_it() -> None:
    wrong = Plan(NOW + timedelta(days=367), 7, "x" * 201, None)
    assert plan_problems(wrong, RUNS, now=NOW) == {
        "day": "Choose a day within a year.",
        "length": "Give the minutes in steps of 5, from 5 to 480.",
        "where": "This text has 201 characters and 200 fit. Take out 1.",
        "focus": "Choose what it is about.",
    }


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 16), date(2026, 12, 14)), (date(2026, 12, 1), date(2027, 1, 5)),
        (date(2027, 2, 1), date(2027, 3, 1)), (date(2026, 12, 31), date(2027, 1, 28)),
        (date(2027, 1, 29), date(2027, 2, 26)),
    ],
)  # fmt: skip
def test_the_next_one_falls_on_the_same_weekday_of_the_next_month(day: date, following: date) -> None:
    assert same_weekday_next_month(day) == following
    assert (day.weekday(), (following.year, following.month)) == (following.weekday(), next_month(day))


def next_month(day: date) -> tuple[int, int]:
    return (day.year + day.month // 12, day.month % 12 + 1)
