"""What the database itself refuses of goals, whichever door it comes through."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.goals.models import Goal, GoalReview
from app.goals.rules import GoalState
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import goals, sent, wren_stands_at
from tests.stories import version_of
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture
def goal(browse: Browse, world: World, db: Session) -> Goal:
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    return goals(db)[0]


@pytest.mark.parametrize("point", [0, 10, 42])
def test_a_look_back_holds_no_point_that_the_scale_lacks(db: Session, world: World, goal: Goal, point: int) -> None:
    db.add(_review(goal, world, point_now=point))
    with pytest.raises(IntegrityError):
        db.commit()


def test_a_look_back_is_on_the_scale_of_its_goal(db: Session, world: World, goal: Goal) -> None:
    levels = version_of(db, world, "key-expectations").scale_id
    db.add(GoalReview(goal_id=goal.id, scale_id=levels, reviewer_id=world["wren"], reviewed_at=START, point_now=3))
    with pytest.raises(IntegrityError):
        db.commit()


@pytest.mark.parametrize("point", [None, 9])
def test_a_look_back_holds_a_point_of_the_scale_or_none(
    db: Session, world: World, goal: Goal, point: int | None
) -> None:
    db.add(_review(goal, world, point_now=point))
    db.commit()


@pytest.mark.parametrize("state", [GoalState.PROPOSED, GoalState.ACTIVE])
def test_what_is_more_than_a_draft_was_proposed_at_an_instant(db: Session, goal: Goal, state: GoalState) -> None:
    kept = db.get_one(Goal, goal.id)
    kept.state, kept.proposed_at = state, None
    with pytest.raises(IntegrityError):
        db.commit()


def test_a_form_makes_one_goal(db: Session, goal: Goal) -> None:
    again = Goal(**goal.model_dump() | {"id": uuid4()})
    db.add(again)
    with pytest.raises(IntegrityError):
        db.commit()


def _review(goal: Goal, world: World, *, point_now: int | None) -> GoalReview:
    return GoalReview(
        goal_id=goal.id, scale_id=goal.scale_id, reviewer_id=world["wren"], reviewed_at=START, point_now=point_now
    )
