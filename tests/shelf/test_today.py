"""The shelf on Today: what waits for a coach, and what became of the own text."""

import pytest
from sqlmodel import Session

from app.people.models import Account
from app.reminders.waiting import waiting_for
from tests.clock import Clock
from tests.goals.given import words, wren_stands_at
from tests.home.given import Browse, Count, titles, today_of
from tests.shelf.given import HELPED, WISH, decided, ended_goal, gifts, given
from tests.world import World, as_viewer

WAITS = "One text waits for a coach’s word"


@pytest.fixture
def goal(browse: Browse, world: World, db: Session) -> str:
    wren_stands_at(db, world, 4)
    goal = ended_goal(browse, world)
    given(browse, goal)
    return goal


@pytest.mark.usefixtures("goal")
def test_every_coach_of_the_agency_has_it_as_one_line(browse: Browse) -> None:
    for who in ("cora", "theo"):
        page = today_of(browse(who))
        assert WAITS in page
        assert 'href="/shelf/waiting"' in page
        assert HELPED not in page
    for who in ("wren", "sue", "ada", "otto", "olga"):
        assert "coach’s word" not in today_of(browse(who))


@pytest.mark.usefixtures("goal")
def test_no_day_tells_when_it_was_given_on_today_or_by_mail(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    told = words(today_of(browse("theo")))
    clock.forward(days=5)
    later = words(today_of(browse("theo")))

    assert f"First {WAITS}" in later
    assert told[told.index(WAITS) :].split("Read")[0] == later[later.index(WAITS) :].split("Read")[0]
    assert "since" not in later[later.index(WAITS) :].split("Read")[0]
    assert waiting_for(db, as_viewer(db, db.get_one(Account, world["theo"])), now=clock()) == ()


@pytest.mark.usefixtures("goal")
def test_it_goes_first_where_nothing_else_is_due(browse: Browse) -> None:
    page = words(today_of(browse("theo")))
    assert f"First {WAITS}" in page


@pytest.mark.parametrize(
    ("answer", "more", "title"),
    [
        ("approve", {}, "Your text stands on the shelf"),
        ("send-back", {"wish": WISH}, "A coach sent your text back"),
    ],
)
def test_wren_hears_what_became_of_it_for_two_weeks(
    browse: Browse, db: Session, clock: Clock, goal: str, answer: str, more: dict[str, str], title: str
) -> None:
    decided(browse, gifts(db)[0].id, answer, coach="theo", **more)
    page = today_of(browse("wren"))
    assert title in page
    assert f'href="{goal}/gift"' in page
    assert "Theo" not in page
    assert WISH not in page
    assert WAITS not in today_of(browse("cora"))
    clock.forward(days=15)
    assert title not in today_of(browse("wren"))


def test_taken_back_it_is_on_nobodys_page(browse: Browse, db: Session, goal: str) -> None:
    decided(browse, gifts(db)[0].id)
    assert browse("wren").post(f"{goal}/gift/removal").status_code == 303
    assert "Your text stands" not in today_of(browse("wren"))


@pytest.mark.usefixtures("goal")
def test_a_text_that_waits_costs_no_more_questions(browse: Browse, db: Session, count_queries: Count) -> None:
    theo = browse("theo")
    today_of(theo)
    waiting = count_queries(lambda: today_of(theo))
    decided(browse, gifts(db)[0].id)
    assert count_queries(lambda: today_of(theo)) == waiting
    assert titles(today_of(theo)) == []
