"""A check-back that lies in a pause: the two of the coaching read the day after it, and nobody else learns of it."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.agreements.pauses import add_pause
from app.goals.rests import Rests
from app.goals.rules import GoalState
from app.people.models import Agreement
from app.people.permits import Level
from app.ratings.rhythm import Pause
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import goals, sent, sue_sees, words, wren_stands_at
from tests.stories import viewer_of
from tests.world import World

Browse = Callable[..., Browser]

DAY = date(2026, 12, 16)
MOVED = "check back after the pause, from January 4"


@pytest.fixture
def goal(browse: Browse, world: World, db: Session, clock: Clock) -> str:
    """To check back on December 16; the coaching rests from December 14 to January 3, and Sue sees all of it."""
    wren_stands_at(db, world, 4)
    sue_sees(db, world, Level.RATINGS, at=clock())
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    address = answer.headers["location"].partition("?")[0]
    assert browse("wren").post(f"{address}/confirmation", {"answer": "confirm"}).status_code == 303
    assert [one.state for one in goals(db)] == [GoalState.ACTIVE]
    agreement = db.get_one(Agreement, world.agreements["cora-wren"])
    days = {"first": date(2026, 12, 14), "last": date(2027, 1, 3)}
    add_pause(db, viewer_of(db, world, "cora"), agreement, **days, at=START)
    db.commit()
    return address


@pytest.mark.parametrize("reader", ["wren", "cora"])
def test_the_two_read_the_day_after_the_pause_and_why_on_every_page(
    browse: Browse, world: World, goal: str, reader: str
) -> None:
    worker, here = f"/workers/{world['wren']}", browse(reader)
    assert f"Now Active, {MOVED}" in words(here.get(goal).text)
    assert "What comes next Check back: January 4, 2027, after the pause" in words(here.get(goal).text)
    assert "Check back January 4, 2027, after the pause" in words(here.get(f"{goal}/review").text)
    assert f"Safety Mapping · Active, {MOVED}" in words(here.get(f"{worker}/goals").text)
    for page in (worker, f"{worker}/summary"):
        assert "From 4 toward 5 · check back after the pause, from Jan 4" in words(here.get(page).text)


def test_a_supervisor_reads_the_day_that_was_agreed_and_nothing_of_the_pause(
    browse: Browse, world: World, goal: str
) -> None:
    worker, sue = f"/workers/{world['wren']}", browse("sue")
    for page, told in ((goal, "Active, check back December 16"), (f"{worker}/goals", "check back December 16")):
        said = words(sue.get(page).text)
        assert told in said
        assert "pause" not in said
        assert "January" not in said
    assert "From 4 toward 5 · check back Dec 16" in words(sue.get(worker).text)
    assert "Jan 4" not in words(sue.get(worker).text)


def test_a_day_outside_every_pause_stays_and_an_open_end_gives_none() -> None:
    assert (Rests().check_back(DAY), Rests().day(DAY)) == ("check back Dec 16", "December 16, 2026")
    open_end = Rests((Pause(date(2026, 12, 14), None),))
    assert (open_end.check_back(DAY), open_end.day(DAY)) == ("check back after the pause", "After the pause")
    assert open_end.check_back(date(2026, 12, 13)) == "check back Dec 13"
