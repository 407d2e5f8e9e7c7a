"""Goals of the time before: whom they are shown to, who looks back at them, and who is not told of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.goals.rules import GoalState
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, stepping, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]
NEW = "/goals/new?profile=safety-mapping&element=stakeholders"
FROM_BEFORE = "Wren has goals from before you, and Wren can look back at them first."


@pytest.fixture
def three_of_theo(browse: Browse, world: World, db: Session, clock: Clock) -> list[str]:
    """Three goals that Theo and Wren agreed on in May, before Cora came; Cora has a point since."""
    clock.at = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
    rated(db, world, "theo", "wren", point=2, on=date(2026, 5, 18))
    theo, wren = browse("theo"), browse("wren")
    forms = stepping(3, present=2, indicators=["e2"], check_back_on="2026-06-20")
    address = f"/workers/{world['wren']}/goals"
    made = [theo.post(address, form).headers["location"].partition("?")[0] for form in forms]
    for goal in made:
        answer = {"answer": "confirm", "reason": "A judge asks for it."}
        assert wren.post(f"{goal}/confirmation", answer).status_code == 303
    clock.at = START
    wren_stands_at(db, world, 4)
    return made


@pytest.mark.usefixtures("three_of_theo")
def test_a_new_coach_is_told_who_can_act_and_no_number(browse: Browse, world: World, db: Session) -> None:
    cora, address = browse("cora"), f"/workers/{world['wren']}"
    form = words(cora.get(address + NEW).text)
    assert FROM_BEFORE in form
    assert "Goals now 0 of 3" in form
    refused = cora.post(f"{address}/goals", sent())
    assert (refused.status_code, FROM_BEFORE in words(refused.text)) == (422, True)
    assert "3 active goals" not in form + words(refused.text)
    assert len(goals(db)) == 3


@pytest.mark.usefixtures("three_of_theo")
def test_the_worker_is_told_the_number(browse: Browse, world: World) -> None:
    form = words(browse("wren").get(f"/workers/{world['wren']}" + NEW).text)
    assert "There are 3 active goals now, and 3 at a time is the most" in form
    assert "Goals now 3 of 3" in form


def test_the_worker_looks_back_at_a_goal_of_a_former_coach_and_makes_room(
    browse: Browse, world: World, db: Session, three_of_theo: list[str]
) -> None:
    wren, cora = browse("wren"), browse("cora")
    today = wren.get("/").text
    assert [goal for goal in three_of_theo if f'href="{goal}/review"' in today or f'href="{goal}"' in today]
    assert wren.get(f"{three_of_theo[0]}/review").status_code == 200
    assert wren.post(f"{three_of_theo[0]}/review", {"ending": "achieved"}).status_code == 303
    assert cora.post(f"/workers/{world['wren']}/goals", sent()).status_code == 303
    assert sorted(goal.state for goal in goals(db)) == [
        GoalState.ACTIVE, GoalState.ACTIVE, GoalState.ENDED, GoalState.PROPOSED,
    ]  # fmt: skip


def test_a_coach_who_confirms_is_told_no_number_either(
    browse: Browse, world: World, db: Session, three_of_theo: list[str]
) -> None:
    wren, cora, address = browse("wren"), browse("cora"), f"/workers/{world['wren']}/goals"
    wren.post(f"{three_of_theo[0]}/review", {"ending": "achieved"})
    mine, other = (wren.post(address, one).headers["location"].partition("?")[0] for one in stepping(2))
    assert cora.post(f"{mine}/confirmation", {"answer": "confirm"}).status_code == 303
    refused = cora.post(f"{other}/confirmation", {"answer": "confirm"})
    assert (refused.status_code, FROM_BEFORE in words(refused.text)) == (422, True)
    assert "Goals now 1 of 3" in words(cora.get(f"/workers/{world['wren']}" + NEW).text)


def test_the_line_of_a_look_back_says_who_never_reads_it(browse: Browse, three_of_theo: list[str]) -> None:
    wren, theo, goal = browse("wren"), browse("theo"), three_of_theo[0]
    assert "Theo sees all of it." in words(wren.get(goal).text)
    not_the_end = "Theo sees the goal. Not its end, and no look back."
    review = words(wren.get(f"{goal}/review").text)
    assert (not_the_end in review, "Theo sees all of it." in review) == (True, False)
    form = {"ending": "achieved", "helped": "canary of the look back"}
    assert wren.post(f"{goal}/review", form).status_code == 303
    page = words(wren.get(goal).text)
    assert (not_the_end in page, "canary of the look back" in page) == (True, True)
    # Theo goes on reading the goal as it stood, and is told of no end.
    of_theo = words(theo.get(goal).text)
    assert ("canary" in of_theo, "Not its end" in of_theo, "Theo sees all of it." in of_theo) == (False, False, True)


def test_the_line_of_a_look_back_says_that_a_coach_of_now_reads_it(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    goal = browse("cora").post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    wren = browse("wren")
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert "Cora sees all of it." in words(wren.get(f"{goal}/review").text)
    wren.post(f"{goal}/review", {"ending": "achieved"})
    assert "Cora sees all of it." in words(wren.get(goal).text)
