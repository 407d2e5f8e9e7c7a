"""Coaching sessions on Today: what goes first, the week in a few lines, and what one said one would do."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from app.coaching.queries import Meeting, Standing
from app.home.meeting_words import next_by_worker, tasks, week
from app.home.pace import Pace
from app.home.rules import Task, TaskKind, first_task
from app.home.words import when, when_first
from app.people.access import Viewer
from app.ratings.rhythm import Pause, Rhythm, Step, month_of, standing
from tests.clock import Clock
from tests.coaching.given import Browse, close, plain, planned, wrote
from tests.conftest import Browser
from tests.world import World

PROFILE = UUID(int=5)
TITLES = {PROFILE: ("Safety Mapping", "safety-mapping")}
# Monday, 10 AM in California.
NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
CORA = Viewer(UUID(int=1), UUID(int=2), "Bay County", "Cora Lindqvist", frozenset(), "America/Los_Angeles", False)
NO_PAUSE = Pace(NOW.date(), {}, {})


def meeting(starts_at: datetime) -> Meeting:
    return Meeting(
        id=UUID(int=9), worker_id=UUID(int=3), worker_name="Wren Castillo", coach_id=CORA.id, coach_name=CORA.name,
        starts_at=starts_at, planned_minutes=60, minutes_spent=None, place="", version_id=None, profile_id=PROFILE,
        element_key="", standing=Standing.PLANNED, may_read=True, may_keep=True,
    )  # fmt: skip


def paused(first: date, last: date | None) -> Pace:
    """The pace of Wren, who rests on these days."""
    rests, wren = (Pause(first, last),), UUID(int=3)
    stands = standing(Rhythm(first, (Step(month_of(first), 1),), rests), last=None, today=NOW.date())
    return Pace(NOW.date(), {wren: stands}, {wren: rests})


def task(kind: TaskKind, on: date = date(2026, 11, 16)) -> Task:
    return Task(kind, on, kind.value, "", "", "", "/")


def today_of(browser: Browser) -> str:
    answer = browser.get("/")
    assert answer.status_code == 200
    return plain(re.sub(r"<[^>]*>", " ", answer.text))


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (0, "You meet Wren today at 10:00 AM"), (1, "You meet Wren tomorrow at 10:00 AM"),
        (2, "You meet Wren on Wed, Nov 18 at 10:00 AM"),
    ],
)  # fmt: skip
def test_one_within_two_days_is_something_to_prepare(days: int, title: str) -> None:
    (found,) = tasks([meeting(NOW + timedelta(days=days))], TITLES, NO_PAUSE, CORA, NOW)
    assert (found.kind, found.title, found.verb + found.rest) == (
        TaskKind.COACHING_SESSION, title, "Prepare the coaching session with Wren",
    )  # fmt: skip


def test_one_further_ahead_is_nothing_to_do_and_one_that_has_passed_is_to_be_closed() -> None:
    assert tasks([meeting(NOW + timedelta(days=3))], TITLES, NO_PAUSE, CORA, NOW) == []
    (found,) = tasks([meeting(NOW - timedelta(days=1))], TITLES, NO_PAUSE, CORA, NOW)
    assert (found.kind, found.title) == (TaskKind.CLOSING, "Close your coaching session with Wren")


def test_one_of_today_is_to_prepare_until_its_minutes_are_over_and_then_to_be_written_down() -> None:
    three = meeting(NOW + timedelta(hours=5))
    (during,) = tasks([three], TITLES, NO_PAUSE, CORA, NOW + timedelta(hours=5, minutes=59))
    assert (during.kind, during.title) == (TaskKind.COACHING_SESSION, "You meet Wren today at 3:00 PM")
    (over,) = tasks([three], TITLES, NO_PAUSE, CORA, NOW + timedelta(hours=6, minutes=30))
    assert (over.kind, over.title, over.verb + over.rest) == (
        TaskKind.CLOSING, "You met Wren today", "Open the coaching session with Wren",
    )  # fmt: skip
    assert over.why == "Safety Mapping. Write it down and close it. Or move it, if you have not met."
    assert (when(over, NOW.date()), when_first(over, NOW.date())) == ("Mon, Nov 16", "")
    for days in (1, 9):
        (later,) = tasks([three], TITLES, NO_PAUSE, CORA, NOW + timedelta(days=days))
        assert later.title == "Close your coaching session with Wren"
        assert when_first(later, NOW.date() + timedelta(days=days)) == "since Mon, Nov 16"


def test_one_that_is_over_is_not_the_next_one() -> None:
    assert next_by_worker([meeting(NOW)], CORA, NOW + timedelta(minutes=59)) == {UUID(int=3): "Today, 10:00 AM"}
    assert next_by_worker([meeting(NOW)], CORA, NOW + timedelta(minutes=60)) == {}


def test_the_first_sheet_tells_the_day_of_a_coaching_session_once(browse: Browse, world: World) -> None:
    cora = browse("cora")
    planned(cora, world, day="2026-11-17")
    page = today_of(cora)
    first = page[page.index("First") : page.index("Prepare")]
    assert first == "First You meet Wren tomorrow at 9:30 AM Safety Mapping. The agenda is drafted; add what you need. "


@pytest.mark.parametrize(
    ("first", "last", "titles"),
    [
        (17, 17, ["Close your coaching session with Wren", "You meet Wren on Wed, Nov 18 at 10:00 AM"]),
        (17, 20, ["Close your coaching session with Wren"]),
        # While a pause holds, nothing is to do, not even for a day after it.
        (16, 16, []),
    ],
)
def test_one_that_lies_in_a_pause_is_in_the_week_and_nothing_to_do(first: int, last: int, titles: list[str]) -> None:
    meetings = [meeting(NOW + timedelta(days=number)) for number in (-3, 1, 2)]
    pace = paused(date(2026, 11, first), date(2026, 11, last))
    assert [one.title for one in tasks(meetings, TITLES, pace, CORA, NOW)] == titles
    assert [bool(day.entries) for day in week(meetings, [], pace, CORA, NOW).days] == [False, True, True, False, False]


def test_an_opened_pair_goes_before_it_and_what_is_due_after_it() -> None:
    near, due = task(TaskKind.COACHING_SESSION), task(TaskKind.CHECK_BACK, date(2026, 11, 2))
    assert first_task([due, near]) == near
    assert first_task([due, near, task(TaskKind.PAIR)]) == task(TaskKind.PAIR)
    assert first_task([due, replace(near, kind=TaskKind.CLOSING)]) == due


def test_the_week_has_five_days_and_one_of_the_weekend_where_something_is_planned() -> None:
    found = week([meeting(NOW + timedelta(days=1))], [], NO_PAUSE, CORA, NOW)
    assert (found.title, [day.name for day in found.days]) == (
        "This week", ["Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20"],
    )  # fmt: skip
    assert [day.is_today for day in found.days] == [True, False, False, False, False]
    assert found.days[1].entries == (("Coaching session with Wren, 10:00 AM", f"/coaching-sessions/{UUID(int=9)}"),)
    with_saturday = week([meeting(NOW + timedelta(days=5))], [], NO_PAUSE, CORA, NOW)
    assert [day.name for day in with_saturday.days][-1] == "Sat 21"


def test_at_the_weekend_it_is_the_week_to_come() -> None:
    found = week([], [], NO_PAUSE, CORA, NOW + timedelta(days=6))
    assert (found.title, found.days[0].name) == ("Next week", "Mon 23")


def test_late_in_the_evening_it_is_still_the_day_where_the_agency_is() -> None:
    late = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)
    assert next_by_worker([meeting(late)], CORA, NOW) == {UUID(int=3): "Tomorrow, 11:30 PM"}


def test_today_tells_of_the_next_one_and_of_what_was_said(browse: Browse, world: World, clock: Clock) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world)
    wrote(
        cora, at, new_commitment="Send two ways", new_commitment_owner="coach", new_commitment_by="2026-11-20"
    )  # fmt: skip
    close(cora, at)
    planned(cora, world, day="2026-11-17")
    page = today_of(cora)
    assert "You meet Wren tomorrow at 9:30 AM" in page
    assert "Next coaching session Tomorrow, 9:30 AM" in page
    own, lee = today_of(wren), today_of(browse("lee"))
    assert own.count("Next coaching session Tomorrow, 9:30 AM") == 1
    assert lee.count("Next coaching session No date yet") == 1
    assert "Next coaching session" not in today_of(browse("sol"))
    assert "Tue 17 Coaching session with Wren, 9:30 AM" in page
    assert "What you said you would do Save the ticks What is done Send two ways by Fri, Nov 20" in page
    assert "Nothing is open. It comes from your coaching sessions." in today_of(wren)
    (promise,) = re.findall(r'name="done"\s+value="([^"]*)"', cora.get("/").text)
    headers = {"X-Requested-With": "ninestep"}
    answer = cora.post("/commitments", {"done": promise, "revision-done": ""}, **headers)
    assert (answer.status_code, answer.headers["X-Revision"]) == (200, promise)
    assert "Send two ways done Nov 16" in today_of(cora)
    assert cora.post("/commitments", {"revision-done": promise, "next": "//evil"}).headers["location"] == "/?done=saved"
    assert "Send two ways by Fri, Nov 20" in today_of(cora)
    cora.post("/commitments", {"done": promise, "revision-done": ""})
    clock.forward(days=8)
    assert "Send two ways" not in today_of(browse("cora"))


@pytest.mark.parametrize("name", ["wren", "ash", "theo", "olga"])
def test_nobody_ticks_what_is_not_theirs(browse: Browse, world: World, name: str) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, new_commitment="Send", new_commitment_owner="coach", new_commitment_by="2026-11-20")
    close(cora, at)
    (promise,) = re.findall(r'name="done"\s+value="([^"]*)"', cora.get("/").text)
    assert browse(name).post("/commitments", {"done": promise, "revision-done": ""}).status_code == 303
    # The two of one coaching session may both say that something is done.
    assert ("done Nov 16" in today_of(cora)) == (name == "wren")


def test_who_has_no_part_in_coaching_has_no_side_sheet(browse: Browse) -> None:
    assert "What you said you would do" not in today_of(browse("stan"))


def test_the_page_of_the_worker_tells_of_both(
    browse: Browse, world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    cora, place = browse("cora"), f"/workers/{world['wren']}"
    at = planned(cora, world)
    wrote(cora, at, new_commitment="Send", new_commitment_owner="coach", new_commitment_by="2026-11-20")
    close(cora, at)
    planned(cora, world, day="2026-11-17")
    page = plain(re.sub(r"<[^>]*>", " ", cora.get(place).text))
    assert "Next coaching session Tomorrow, 9:30 AM" in page
    assert "What you said you would do Send by Fri, Nov 20" in page
    others = plain(re.sub(r"<[^>]*>", " ", browse("wren").get(place).text))
    assert ("Next coaching session Tomorrow, 9:30 AM" in others, "Send by" in others) == (True, False)
