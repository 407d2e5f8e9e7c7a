"""Who reads a goal, who changes it, and what a former coach sees of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import Session

from app.db import Database
from app.goals import actions
from app.goals.plans import Plan
from app.goals.queries import check_backs, goals_of, waiting_for
from app.goals.rules import Ending, GoalKind, GoalState
from app.goals.standing import Standing, standing
from app.people.actions import disable_account
from app.people.models import Account
from app.web.errors import RefusedError
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, stepping, words, wren_stands_at
from tests.stories import version_of, viewer_of
from tests.world import World

Browse = Callable[..., Browser]
STRANGERS = ("sue", "stan", "sol", "ash", "ada", "otto", "olga")


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_no_goal_and_can_make_none(browse: Browse, world: World, db: Session, name: str) -> None:
    wren_stands_at(db, world, 4)
    address = f"/workers/{world['wren']}/goals"
    goal = browse("cora").post(address, sent()).headers["location"].partition("?")[0]
    stranger = browse(name)
    found = [stranger.get(path).status_code for path in (address, f"{address}/new", goal, f"{goal}/review")]
    changed = [
        stranger.post(path, form).status_code
        for path, form in (
            (address, sent()),
            (f"{goal}/confirmation", {"answer": "confirm"}),
            (f"{goal}/confirmation", {"answer": "decline", "words": "No."}),
            (f"{goal}/withdrawal", {}),
            (f"{goal}/removal", {}),
            (f"{goal}/review", {"ending": "achieved"}),
        )
    ]
    assert (found, changed) == ([404] * 4, [404] * 6)
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]


def test_wren_and_cora_read_the_goal_and_nobody_reads_it_unsigned(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    goal = browse("cora").post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    assert [browse(name).get(goal).status_code for name in ("wren", "cora", "")] == [200, 200, 303]


def _theos_goal(browse: Browse, world: World, db: Session, clock: Clock) -> str:
    """A goal that Theo and Wren agreed on in May, before Cora came."""
    clock.at = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
    rated(db, world, "theo", "wren", point=2, on=date(2026, 5, 18))
    address = f"/workers/{world['wren']}/goals"
    form = sent(opened_at="2", target="3", indicators=["e2"], check_back_on="2026-06-20")
    goal = browse("theo").post(address, form).headers["location"].partition("?")[0]
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    clock.at = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
    return goal


def test_a_former_coach_reads_the_goals_of_that_time_and_changes_none(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    goal = _theos_goal(browse, world, db, clock)
    theo, address = browse("theo"), f"/workers/{world['wren']}/goals"
    assert "Active, check back June 20" in words(theo.get(goal).text)
    assert "Look back at this goal" not in theo.get(goal).text
    assert "Choose a next step" not in theo.get(address).text
    for path, form in ((f"{goal}/review", {"ending": "achieved"}), (f"{goal}/withdrawal", {})):
        refused = theo.post(path, form)
        assert refused.status_code == 403
        assert "coaching agreement" in words(refused.text)
    assert theo.get(f"{goal}/review").status_code == 403
    assert [theo.get(f"{address}/new").status_code, theo.post(address, sent()).status_code] == [404, 404]


def test_a_former_coach_sees_nothing_newer(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    goal = _theos_goal(browse, world, db, clock)
    browse("wren").post(f"{goal}/review", {"ending": "achieved", "helped": "A secret of November."})
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    theo = browse("theo")
    seen = words(theo.get(goal).text)
    assert "Active, check back June 20" in seen
    assert "A secret of November." not in seen
    assert words(theo.get(f"/workers/{world['wren']}/goals").text).count("Stakeholders Safety Mapping") == 1
    assert "A secret of November." in words(browse("wren").get(goal).text)


def test_a_new_coach_reads_no_goal_of_the_time_before(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    goal = _theos_goal(browse, world, db, clock)
    cora = browse("cora")
    assert cora.get(goal).status_code == 404
    assert "Stakeholders" not in words(cora.get(f"/workers/{world['wren']}/goals").text)


def test_a_proposal_of_a_coach_who_left_is_not_confirmed(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    clock.at = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
    rated(db, world, "theo", "wren", point=2, on=date(2026, 5, 18))
    form = sent(opened_at="2", target="3", indicators=["e2"], check_back_on="2026-06-20")
    goal = browse("theo").post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
    clock.at = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
    refused = browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
    assert refused.status_code == 403
    assert "The coaching agreement of this goal has ended. Propose the goal once more." in words(refused.text)
    assert waiting_for(db, viewer_of(db, world, "wren"), now=clock()) == []
    db.commit()
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "decline", "words": "Over."}).status_code == 303


def _plan() -> Plan:
    return Plan(GoalKind.STEP, 5, date(2026, 12, 16), indicators=("a3",))


@pytest.mark.parametrize("name", ["sue", "theo", "ada"])
def test_a_goal_is_set_by_worker_and_coach_whichever_door_is_used(
    world: World, db: Session, clock: Clock, name: str
) -> None:
    wren_stands_at(db, world, 4)
    on = _standing(db, world, clock)
    with pytest.raises(RefusedError):
        actions.propose_goal(
            db, viewer_of(db, world, name), on, plan=_plan(), form_key=world["wren"], follows=None, most=3, at=clock()
        )
    assert goals(db) == []


def _standing(db: Session, world: World, clock: Clock) -> Standing:
    worker = db.get_one(Account, world["wren"])
    version = version_of(db, world, "safety-mapping")
    return standing(db, viewer_of(db, world, "cora"), worker, version=version, element_key="stakeholders", now=clock())


def test_nothing_waits_and_nothing_is_due_for_somebody_who_has_left(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    address, cora = f"/workers/{world['wren']}/goals", viewer_of(db, world, "cora")
    db.commit()
    coach, worker = browse("cora"), browse("wren")
    agreed = coach.post(address, sent()).headers["location"].partition("?")[0]
    worker.post(f"{agreed}/confirmation", {"answer": "confirm"})
    worker.post(address, sent(target="6"))
    assert (len(check_backs(db, cora, now=clock())), len(waiting_for(db, cora, now=clock()))) == (1, 1)
    disable_account(db, viewer_of(db, world, "ada"), db.get_one(Account, world["wren"]), at=clock())
    db.commit()
    assert (check_backs(db, cora, now=clock()), waiting_for(db, cora, now=clock())) == ([], [])
    db.rollback()  # Asking took a turn to write, and the page needs one to note who looked.
    assert coach.get(agreed).status_code == 200


def test_home_pages_learn_what_waits_and_what_is_due(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    wren_stands_at(db, world, 4)
    address = f"/workers/{world['wren']}/goals"
    later, waits, sooner = (
        browse("cora").post(address, form | {"check_back_on": day}).headers["location"].partition("?")[0]
        for form, day in zip(stepping(3), ("2026-12-30", "2026-12-20", "2026-12-10"), strict=True)
    )
    wren = viewer_of(db, world, "wren")
    db.commit()
    for goal in (later, sooner):
        browse("wren").post(f"{goal}/confirmation", {"answer": "confirm", "reason": "A judge asks for it."})
    assert [f"/goals/{view.goal.id}" for view in waiting_for(db, wren, now=clock())] == [waits]
    assert waiting_for(db, viewer_of(db, world, "cora"), now=clock()) == []
    for name in ("wren", "cora"):
        due = check_backs(db, viewer_of(db, world, name), now=clock())
        assert [f"/goals/{view.goal.id}" for view in due] == [sooner, later]
    for name in STRANGERS:
        assert check_backs(db, viewer_of(db, world, name), now=clock()) == []
    active = goals_of(db, wren, db.get_one(Account, wren.id), now=clock(), states=[GoalState.ACTIVE])
    assert [view.ending for view in active] == [None, None]
    assert Ending.ACHIEVED not in {view.ending for view in active}


def test_three_goals_cost_as_many_questions_as_one(
    browse: Browse, world: World, db: Session, database: Database
) -> None:
    wren_stands_at(db, world, 4)
    cora, address = browse("cora"), f"/workers/{world['wren']}/goals"
    first, *others = stepping(3)
    cora.post(address, first)
    cora.get(address)
    one = _questions(database, lambda: cora.get(address))
    for form in others:
        cora.post(address, form)
    assert _questions(database, lambda: cora.get(address)) == one
    assert len(goals(db)) == 3


def _questions(database: Database, ask: Callable[[], object]) -> int:
    asked: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    ask()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(asked)
