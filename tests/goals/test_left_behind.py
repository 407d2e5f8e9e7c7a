"""Proposals whose coaching has ended, and where a goal page stands in the menu."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.goals.rules import GoalState
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]


def _of_theos_time(browse: Browse, world: World, db: Session, clock: Clock, by: str) -> str:
    """A proposal of May that waited when Theo left."""
    clock.at = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
    rated(db, world, "theo", "wren", point=2, on=date(2026, 5, 18))
    form = sent(opened_at="2", target="3", indicators=["e2"], check_back_on="2026-06-20")
    goal: str = browse(by).post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
    clock.at = START
    return goal


def test_wren_is_offered_to_remove_what_theo_proposed(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    goal, wren = _of_theos_time(browse, world, db, clock, "theo"), browse("wren")
    page = words(wren.get(goal).text)
    assert "Now Proposed, and its coaching has ended" in page
    assert "The coaching with Theo has ended, so this proposal cannot become active." in page
    assert "Confirm the goal" not in page
    assert "Waiting for you" not in words(wren.get(f"/workers/{world['wren']}/goals").text)
    assert wren.post(f"{goal}/confirmation", {"answer": "decline"}).status_code == 303
    assert [one.state for one in goals(db)] == [GoalState.ENDED]
    assert "Now Ended: set aside" in words(wren.get(goal).text)


def test_wren_takes_back_what_she_proposed_to_theo_and_proposes_it_to_cora(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    goal, wren = _of_theos_time(browse, world, db, clock, "wren"), browse("wren")
    page = words(wren.get(goal).text)
    assert "The coaching with Theo has ended, so nobody can confirm this goal." in page
    assert "The goal becomes active when" not in page
    assert wren.post(f"{goal}/withdrawal").status_code == 303
    assert [one.state for one in goals(db)] == [GoalState.DRAFT]
    wren_stands_at(db, world, 4)
    assert "Propose to Cora" in words(wren.get(goal).text)


def test_while_cora_coaches_a_proposal_is_set_aside_with_a_word(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    goal = browse("cora").post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    answer = browse("wren").post(f"{goal}/confirmation", {"answer": "decline"})
    assert (answer.status_code, [one.state for one in goals(db)]) == (422, [GoalState.PROPOSED])


@pytest.mark.parametrize(("who", "place"), [("wren", "/my-practice"), ("cora", "/people")])
def test_every_goal_page_stands_in_its_place_in_the_menu(
    browse: Browse, world: World, db: Session, who: str, place: str
) -> None:
    wren_stands_at(db, world, 4)
    address, person = f"/workers/{world['wren']}/goals", browse(who)
    new = f"{address}/new?profile=safety-mapping&element="
    goal = browse("cora").post(address, sent()).headers["location"].partition("?")[0]
    browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
    for path in (address, f"{address}/new", f"{new}stakeholders", f"{new}context", goal, f"{goal}/review"):
        page = person.get(path)
        assert (page.status_code, page.text.count(f'<a href="{place}" aria-current="page">')) == (200, 2), path
