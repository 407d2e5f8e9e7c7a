"""What the goal pages say: whole indicators, whose turn it is, what helps, and where the step begins."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session

from app.goals.queries import GoalView, goals_of
from app.goals.states import waiting_words
from app.people.models import Account
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import CORAS_DAY, rated, sent, words, wren_stands_at
from tests.stories import version_of, viewer_of
from tests.world import World

Browse = Callable[..., Browser]
HARM = {"profile": "harm-and-danger", "element": "desired-outcomes"}


def _new(world: World, worker: str = "wren", profile: str = "safety-mapping", element: str = "stakeholders") -> str:
    return f"/workers/{world[worker]}/goals/new?profile={profile}&element={element}"


def _proposed(browse: Browse, world: World, by: str = "cora", **changes: str) -> str:
    answer = browse(by).post(f"/workers/{world['wren']}/goals", sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].partition("?")[0]


def _view(db: Session, world: World, viewer: str, clock: Clock) -> GoalView:
    [view] = goals_of(db, viewer_of(db, world, viewer), db.get_one(Account, world["wren"]), now=clock())
    db.commit()
    return view


def test_an_indicator_is_shown_with_its_parts(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    rated(db, world, "cora", "wren", point=1, on=CORAS_DAY, profile=HARM["profile"], element=HARM["element"])
    menu = words(browse("cora").get(_new(world, **HARM)).text)
    assert "describing: What happened How it affected the child What the agency is worried about" in menu
    address = _proposed(browse, world, **HARM, opened_at="1", target="2", indicators="e1")
    parts = "describing: what happened, how it affected the child and what the agency is worried about."
    assert [text.endswith(parts) for text in _view(db, world, "wren", clock).indicators] == [True]
    assert words(browse("wren").get(address).text).count(parts) == 2


@pytest.mark.parametrize(
    ("by", "viewer", "who"),
    [("cora", "cora", "Wren"), ("cora", "wren", "you"), ("wren", "wren", "Cora"), ("wren", "cora", "you")],
)
def test_a_proposal_says_whose_turn_it_is(
    browse: Browse, world: World, db: Session, clock: Clock, by: str, viewer: str, who: str
) -> None:
    wren_stands_at(db, world, 4)
    _proposed(browse, world, by)
    view = _view(db, world, viewer, clock)
    assert (view.waits_for, waiting_words(view)) == (who, f"Proposed. It waits for {who} to confirm.")


def test_the_button_says_what_it_does(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    wren_stands_at(db, world, 4)
    rated(db, world, "sol", "sol", point=3, on=clock().date())
    clock.forward(hours=1)
    asked = {
        ("cora", "wren"): "Propose to Wren",
        ("wren", "wren"): "Propose to Cora",
        ("sol", "sol"): "Start this goal",
    }
    for (viewer, worker), button in asked.items():
        assert f"{button} Keep as a draft" in words(browse(viewer).get(_new(world, worker)).text)


def test_a_proposal_is_printed_without_the_form_that_confirms_it(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    page = browse("wren").get(_proposed(browse, world)).text
    on_paper = page.partition("screen-only")[0]
    assert "Confirm the goal" in page
    assert "/confirmation" not in on_paper
    assert "Your word" not in on_paper


def test_from_the_top_of_a_stage_the_next_one_is_open_and_each_indicator_names_its_stage(
    browse: Browse, world: World, db: Session
) -> None:
    wren_stands_at(db, world, 6)
    text = words(browse("cora").get(_new(world)).text)
    assert "Distinguished open now" in text
    assert "From Accomplished. Wren marked this on Nov 12. Cora has not seen it yet." in text
    assert "From Distinguished." not in text


def test_what_can_help_is_linked_where_the_shelf_has_something(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    page = browse("cora").get(_new(world)).text
    assert "What can help:" in page
    links = re.findall(r'href="(/profiles/sop#[^"]+)"', page)
    shelf = browse("cora").get("/profiles/sop").text
    assert len(links) == 3
    assert [link for link in links if f'id="{link.partition("#")[2]}"' not in shelf] == []


def test_set_offers_what_helped_colleagues_and_no_component_of_another_framework(
    browse: Browse, world: World, db: Session
) -> None:
    element = version_of(db, world, "key-expectations").profile.rateable_elements[0].key
    rated(db, world, "cora", "wren", point=2, on=CORAS_DAY, profile="key-expectations", element=element)
    text = words(browse("cora").get(_new(world, profile="key-expectations", element=element)).text)
    assert "What help do you want? Practice it first" in text
    assert "See an example From the shelf for" in text
    assert "What can help" not in text


def test_after_a_look_back_with_another_point_the_next_step_says_where_it_begins(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    address = _proposed(browse, world)
    browse("wren").post(f"{address}/confirmation", {"answer": "confirm"})
    assert "The step begins at" not in browse("cora").get(_new(world)).text
    browse("cora").post(f"{address}/review", {"ending": "achieved", "point_now": "5"})
    sentence = "The step begins at the last assessed point: 4, from November 10. Your look back said 5."
    page = browse("cora").get(_new(world)).text
    assert f"{sentence} Rate this profile first" in words(page)
    assert f'href="/workers/{world["wren"]}/assessments/new?profile=safety-mapping"' in page
    assert f"{sentence} It moves when Cora rates this profile again." in words(browse("wren").get(_new(world)).text)
    clock.forward(days=1)
    rated(db, world, "cora", "wren", point=4, on=clock().date())
    clock.forward(hours=1)
    assert "The step begins at" not in browse("cora").get(_new(world)).text


@pytest.mark.parametrize(("by", "mark"), [("cora", "coach"), ("sol", "self")])
def test_the_mark_of_whoever_gave_the_point_stands_on_the_stair(
    browse: Browse, world: World, db: Session, clock: Clock, by: str, mark: str
) -> None:
    worker = "wren" if by == "cora" else "sol"
    rated(db, world, by, worker, point=4, on=clock().date() - timedelta(days=1))
    answer = browse(by).post(f"/workers/{world[worker]}/goals", sent())
    page = browse(worker).get(answer.headers["location"]).text
    assert re.findall(r'class="(?:mark )?mark-(coach|self)', page) == [mark]
