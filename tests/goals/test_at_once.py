"""Two people, or two tabs, that change one goal at the same time: one is first, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.goals import actions
from app.goals.models import Goal, GoalReview
from app.goals.plans import LookBack
from app.goals.rules import Ending, GoalState
from app.people.access import Viewer
from app.web.errors import ConflictError
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import audited, goals, sent, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]
Change = Callable[[Session, Goal], object]


@pytest.fixture
def proposed(browse: Browse, world: World, db: Session) -> UUID:
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    [goal] = goals(db)
    return goal.id


def _at_once(database: Database, goal_id: UUID, *changes: Change) -> list[Any]:
    """Each change in a transaction of its own, begun when all have loaded the goal: the result or the conflict."""
    # SQLite lets the second in when the first has left, so nobody waits for long.
    loaded = Barrier(len(changes))

    def make(change: Change) -> object:
        with database.writing() as db:
            goal = db.get_one(Goal, goal_id)
            try:
                loaded.wait(timeout=0.5)
            except BrokenBarrierError:
                assert database.is_sqlite
            try:
                return change(db, goal)
            except ConflictError as conflict:
                return conflict

    with ThreadPoolExecutor(len(changes)) as pool:
        return list(pool.map(make, changes))


def _confirm(viewer: Viewer) -> Change:
    return lambda db, goal: actions.confirm_goal(db, viewer, goal, reason="", most=3, at=START)


def _review(viewer: Viewer) -> Change:
    look_back = LookBack(Ending.ACHIEVED)
    return lambda db, goal: actions.review_goal(db, viewer, goal, look_back=look_back, at=START)


def _conflicts(results: list[Any]) -> int:
    return sum(isinstance(result, ConflictError) for result in results)


def test_a_goal_that_is_confirmed_and_taken_back_at_once_is_one_or_the_other(
    database: Database, db: Session, viewer: Callable[[str], Viewer], proposed: UUID
) -> None:
    cora = viewer("cora")
    results = _at_once(
        database, proposed, _confirm(viewer("wren")), lambda db, goal: actions.withdraw_goal(db, cora, goal, at=START)
    )
    [goal] = goals(db)
    assert _conflicts(results) == 1
    assert (goal.state, goal.proposed_at is None, goal.active_at is None) in [
        (GoalState.ACTIVE, False, False), (GoalState.DRAFT, True, True),
    ]  # fmt: skip
    assert len(audited(db, proposed)) == 2


def test_a_goal_that_is_confirmed_twice_at_once_is_noted_once(
    database: Database, db: Session, viewer: Callable[[str], Viewer], proposed: UUID
) -> None:
    wren = viewer("wren")
    results = _at_once(database, proposed, _confirm(wren), _confirm(wren))
    assert _conflicts(results) == 0
    assert audited(db, proposed) == ["goal:propose", "goal:confirm"]


def test_two_who_look_back_at_once_make_one_look_back(
    database: Database, db: Session, viewer: Callable[[str], Viewer], proposed: UUID
) -> None:
    wren, cora = viewer("wren"), viewer("cora")
    _at_once(database, proposed, _confirm(wren))
    results = _at_once(database, proposed, _review(wren), _review(cora))
    assert _conflicts(results) == 1
    assert db.scalar(sa.select(sa.func.count()).select_from(GoalReview)) == 1
    assert audited(db, proposed) == ["goal:propose", "goal:confirm", "goal:review"]


def test_a_draft_that_another_tab_has_proposed_is_not_thrown_away(
    browse: Browse, db: Session, world: World, viewer: Callable[[str], Viewer]
) -> None:
    wren_stands_at(db, world, 4)
    cora = viewer("cora")
    browse("cora").post(f"/workers/{world['wren']}/goals", sent(go="draft"))
    [opened] = goals(db)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent(form_key=str(opened.form_key)))
    assert opened.state is GoalState.DRAFT
    with pytest.raises(ConflictError):
        actions.remove_draft_goal(db, cora, opened)
    db.rollback()
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]
