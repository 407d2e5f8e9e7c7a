"""The history of the goals on one element: what goes on from what, and how each ended."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.agreements.actions import end_now
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, sue_sees, words, wren_stands_at
from tests.world import World, agree, as_viewer

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


@pytest.fixture(autouse=True)
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


def _goal(browse: Browse, world: World, follows: str = "", **changes: str) -> str:
    form = sent(**changes) | {"follows": follows.rpartition("/")[2]}
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", form)
    assert answer.status_code == 303, words(answer.text)
    goal = answer.headers["location"].partition("?")[0]
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    return goal


def _ends(browse: Browse, goal: str, ending: str, **more: str) -> None:
    assert browse("wren").post(f"{goal}/review", {"ending": ending} | more).status_code == 303


def _three(browse: Browse, world: World, clock: Clock) -> list[str]:
    """One that was adjusted, one that went on from it and was continued, and the one of now."""
    first = _goal(browse, world, **{"outcome-less": "Talk.", "outcome-more": "Two."})
    _ends(browse, first, "adjust", attained="less")
    clock.forward(hours=1)
    second = _goal(browse, world, first)
    _ends(browse, second, "continue")
    clock.forward(hours=1)
    return [first, second, _goal(browse, world, second)]


def test_each_goal_of_the_element_shows_the_way_they_went(browse: Browse, world: World, clock: Clock) -> None:
    first, second, third = _three(browse, world, clock)
    page = browse("cora").get(second)
    told = words(page.text)
    assert (
        "The oldest first. Goal of November 16, 2026 Ended: adjusted. It turned out less than expected. "
        "Goal of November 16, 2026, this one Adjusts the goal of November 16, 2026. Ended: to be continued. "
        "Goal of November 16, 2026 Continues the goal of November 16, 2026. Active, check back December 16." in told
    )
    assert [f'href="{one}"' in page.text for one in (first, third)] == [True, True]
    assert told.count("this one") == 1
    listed = words(browse("wren").get(f"/workers/{world['wren']}/goals").text)
    assert listed.count("Continues the goal of November 16, 2026.") == 1
    assert listed.count("Adjusts the goal of November 16, 2026.") == 1


def test_a_single_goal_has_no_history(browse: Browse, world: World) -> None:
    assert "Goals on this element" not in browse("cora").get(_goal(browse, world)).text


def test_drafts_and_other_elements_are_no_part_of_it(browse: Browse, world: World, db: Session) -> None:
    goal = _goal(browse, world)
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 11), element="context")
    browse("cora").post(f"/workers/{world['wren']}/goals", sent(go="draft"))
    form = sent(element="context", indicators=None, own_words="Ask about the bus.", go="save")
    assert browse("cora").post(f"/workers/{world['wren']}/goals", form).status_code == 303
    assert "Goals on this element" not in browse("cora").get(goal).text


def test_an_element_of_the_same_name_in_another_profile_goes_on_from_nothing(
    browse: Browse, world: World, db: Session
) -> None:
    first = _goal(browse, world)
    _ends(browse, first, "continue")
    for profile in ("safety-mapping", "harm-and-danger"):
        rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 11), element="stakeholders", profile=profile)
    form = sent(profile="harm-and-danger", own_words="Ask.", indicators=None, follows=first.rpartition("/")[2])
    assert browse("cora").post(f"/workers/{world['wren']}/goals", form).status_code == 404
    assert len(goals(db)) == 1


def test_sue_reads_the_way_in_words_and_no_outcome(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    sue_sees(db, world, Level.GOALS, at=clock())
    third = _three(browse, world, clock)[2]
    told = words(browse("sue").get(third).text)
    assert "Adjusts the goal of November 16, 2026. Ended: to be continued." in told
    assert "turned out" not in told


def test_a_new_coach_reads_nothing_of_the_goals_from_before(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    first = _goal(browse, world)
    _ends(browse, first, "continue")
    wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
    end_now(db, as_viewer(db, wren), db.get_one(Agreement, world.agreements["cora-wren"]), at=clock.forward(hours=1))
    focuses = {world.profiles["safety-mapping"]: 1}
    agree(
        db, worker=wren, coach=theo, focuses=focuses, starts_on=date(2026, 11, 16), earlier=Earlier.POINTS, at=clock()
    )
    db.commit()
    clock.forward(hours=1)
    rated(db, world, "theo", "wren", point=4, on=date(2026, 11, 17))
    clock.forward(days=2)
    form = sent() | {"follows": first.rpartition("/")[2]}
    answer = browse("wren").post(f"/workers/{world['wren']}/goals", form)
    assert answer.status_code == 303, words(answer.text)
    goal = answer.headers["location"].partition("?")[0]
    assert "Continues the goal" in words(browse("wren").get(goal).text)
    of_theo = words(browse("theo").get(goal).text)
    assert [one for one in ("Continues", "Goals on this element", "to be continued") if one in of_theo] == []


def test_the_growth_chart_names_each_goal_and_how_it_ended(browse: Browse, world: World, clock: Clock) -> None:
    _three(browse, world, clock)
    page = words(browse("wren").get(f"/workers/{world['wren']}?profile=safety-mapping&element=stakeholders").text)
    assert (
        "Goals on Stakeholders Set on Goal Nov 16, 2026 From 4 to 5. Ended: adjusted. "
        "Nov 16, 2026 From 4 to 5. Ended: to be continued. Nov 16, 2026 From 4 to 5. Worked on now." in page
    )


def test_a_longer_history_asks_no_more_questions(
    browse: Browse, world: World, clock: Clock, count_queries: Count
) -> None:
    first = _goal(browse, world)
    wren = browse("wren")
    wren.get(first)
    one = count_queries(lambda: wren.get(first))
    _ends(browse, first, "adjust")
    third = _three(browse, world, clock)[2]
    wren.get(third)
    assert count_queries(lambda: wren.get(third)) == one
