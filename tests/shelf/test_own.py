"""The words stay their giver's: taken back whatever became of the coaching, as long as there is an account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from app.people.actions import change_account
from app.people.models import Account
from app.people.permits import Role
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import sent, words, wren_stands_at
from tests.shelf.given import HELPED, WISH, decided, ended_goal, gifts, given, on_shelf
from tests.world import World, agree, as_viewer

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


@pytest.fixture(autouse=True)
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


@pytest.fixture
def goal(browse: Browse, world: World) -> str:
    goal = ended_goal(browse, world)
    given(browse, goal)
    return goal


def works_as(db: Session, world: World, *roles: Role) -> None:
    """Wren is a worker no more."""
    wren, ada = (db.get_one(Account, world[name]) for name in ("wren", "ada"))
    change_account(db, as_viewer(db, ada), wren, name=wren.name, email=wren.email, roles=set(roles), at=START)
    db.commit()


@pytest.mark.parametrize("role", [Role.COACH, Role.SUPERVISOR, Role.ACADEMY_LEAD, Role.ADMINISTRATOR, Role.REVIEWER])
@pytest.mark.parametrize("approved", [False, True])
def test_who_no_longer_works_as_a_worker_takes_the_own_text_back(
    browse: Browse, db: Session, world: World, goal: str, role: Role, approved: bool
) -> None:
    if approved:
        decided(browse, gifts(db)[0].id)
    works_as(db, world, role)
    wren = browse("wren")
    assert 'href="/shelf/own"' in wren.get("/my-account").text
    page = wren.get("/shelf/own")
    assert HELPED in words(page.text)
    assert f'action="{goal}/gift/removal"' in page.text
    # The goal itself is out of reach, and so is giving another text.
    assert "give it again" not in words(page.text)
    assert [wren.get(at).status_code for at in (goal, f"{goal}/gift")] == [404, 404]
    assert wren.post(f"{goal}/gift", {"text": "Another one."}).status_code == 404
    for _ in range(2):
        answer = wren.post(f"{goal}/gift/removal")
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/shelf/own")
    assert (gifts(db), on_shelf(browse, "sue")) == ([], [])
    assert "No text of yours is with the shelf." in words(wren.get("/shelf/own").text)


def test_a_change_of_coach_takes_nothing_from_the_giver_and_gives_nothing_to_a_coach(
    browse: Browse, db: Session, world: World, clock: Clock, goal: str
) -> None:
    decided(browse, gifts(db)[0].id)
    people = {name: db.get_one(Account, world[name]) for name in ("wren", "theo")}
    agree(
        db, worker=people["wren"], coach=people["theo"], focuses={world.profiles["safety-mapping"]: 1},
        starts_on=(START + timedelta(days=1)).date(), at=clock(),
    )  # fmt: skip
    db.commit()
    clock.forward(days=2)
    for coach in ("cora", "theo"):
        assert browse(coach).post(f"{goal}/gift/removal").status_code == 404
        assert HELPED not in browse(coach).get("/shelf/own").text
    wren = browse("wren")
    assert 'href="/shelf/own"' in wren.get("/shelf").text
    assert wren.post(f"{goal}/gift/removal", {"go": "own"}).headers["location"].startswith("/shelf/own?")
    assert (gifts(db), on_shelf(browse, "sue")) == ([], [])


def test_each_text_says_where_it_stands_and_what_a_coach_wished(
    browse: Browse, db: Session, world: World, goal: str
) -> None:
    wren = browse("wren")
    assert "Waits for a coach, and stands on no shelf yet." in words(wren.get("/shelf/own").text)
    decided(browse, gifts(db)[0].id, "send-back", wish=WISH)
    page = wren.get("/shelf/own")
    assert f"Nobody else sees it now. The wish: {WISH}" in words(page.text)
    assert f'href="{goal}/gift"' in page.text
    # What nobody else sees any more can go for good as well.
    assert wren.post(f"{goal}/gift/removal", {"go": "own"}).status_code == 303
    assert gifts(db) == []


def test_on_today_a_word_of_a_coach_leads_to_the_list_once_the_goals_are_closed(
    browse: Browse, db: Session, world: World, goal: str
) -> None:
    decided(browse, gifts(db)[0].id)
    assert f'href="{goal}/gift"' in browse("wren").get("/").text
    works_as(db, world, Role.ADMINISTRATOR)
    today = browse("wren").get("/").text
    assert "Your text stands on the shelf" in words(today)
    assert (f'href="{goal}/gift"' in today, 'href="/shelf/own"' in today) == (False, True)


@pytest.mark.parametrize("who", ["cora", "sue", "ash", "theo", "ada", "otto", "olga", "stan"])
def test_nobody_elses_list_holds_it(browse: Browse, db: Session, goal: str, who: str) -> None:
    decided(browse, gifts(db)[0].id)
    assert HELPED not in browse(who).get("/shelf/own").text
    assert 'href="/shelf/own"' not in browse(who).get("/shelf").text
    assert browse(who).post(f"{goal}/gift/removal", {"go": "own"}).status_code == 404
    assert [gift.text for gift in gifts(db)] == [HELPED]


def test_a_goal_that_has_not_ended_is_no_place_to_take_anything_from(browse: Browse, world: World) -> None:
    at = browse("cora").post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    assert browse("wren").post(f"{at}/gift/removal").status_code == 404


def test_three_own_texts_cost_as_many_questions_as_one(
    browse: Browse, world: World, goal: str, count_queries: Count
) -> None:
    wren = browse("wren")
    wren.get("/shelf/own")
    one = count_queries(lambda: wren.get("/shelf/own"))
    for _ in range(2):
        given(browse, ended_goal(browse, world))
    assert count_queries(lambda: wren.get("/shelf/own")) == one
