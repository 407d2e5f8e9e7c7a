"""A day and a time that are typed as people say them are a day and a time."""

from datetime import UTC, datetime

import pytest
from starlette.datastructures import FormData

from app.coaching.plan_form import PlanForm
from app.web.forms import Posted
from tests.coaching.given import PLAN


def planned_at(text: str, day: str = PLAN["day"]) -> datetime | None:
    form = PlanForm.read(Posted(FormData({**PLAN, "day": day, "time": text})))
    return form.plan("UTC", [PLAN["focus"]]).starts_at


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("14:30", 14), ("2:30 PM", 14), ("02:30pm", 14), ("2:30 p.m.", 14), ("12:30 AM", 0), ("12:30 PM", 12)],
)
def test_both_ways_to_write_a_time_are_read(typed: str, hour: int) -> None:
    assert planned_at(typed) == datetime(2026, 11, 16, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "2:30", "14:30 PM", "0:30 AM", "2 PM", "٢:30 PM", "half past two"])
def test_what_says_no_time_for_sure_is_asked_for_again(typed: str) -> None:
    assert planned_at(typed) is None


@pytest.mark.parametrize("typed", ["2026-09-18", "September 18, 2026", "Sep 18, 2026", "sept. 18 2026"])
def test_a_day_is_read_as_the_sentence_beside_it_says(typed: str) -> None:
    assert planned_at("14:30", typed) == datetime(2026, 9, 18, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["9/18/2026", "18 September 2026", "September 31, 2026", "Septembre 18, 2026"])
def test_what_says_no_day_for_sure_is_asked_for_again(typed: str) -> None:
    assert planned_at("14:30", typed) is None
