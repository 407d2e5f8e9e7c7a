"""A plan written into the rows of a goal."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.models import Goal, GoalIndicator, GoalOutcome
from app.goals.plans import Footing, Plan, across
from app.goals.rules import GoalState, makes_successor
from app.goals.standing import Standing
from app.people.access import Viewer
from app.web.errors import NotFoundError, ProblemsError
from app.web.revisions import claim

NO_POINT_YET = "There is no point on this element yet, so there is nothing to go on from."


def footing_of(on: Standing) -> Footing:
    footing = on.footing
    if footing is None:
        raise ProblemsError({"form": NO_POINT_YET})
    return footing


def write(
    db: Session, viewer: Viewer, on: Standing, goal: Goal | None, *, plan: Plan, form_key: UUID,
    follows: Goal | None, at: datetime,
) -> Goal:  # fmt: skip
    element_id = on.version.element_ids[on.element.key]
    if goal is None:
        goal = _new(viewer, on, form_key, follows, at)
    else:
        claim(db, goal, None)
    _clear(db, goal)
    goal.version_id, goal.element_id, goal.scale_id = on.version.version_id, element_id, on.version.scale_id
    goal.coach_id = on.coach.id if on.coach else None
    goal.agreement_id = on.agreement.id if on.agreement else None
    goal.kind, goal.from_point, goal.target_point = plan.kind, footing_of(on).present, plan.target
    goal.own_words, goal.situation, goal.help_wanted = plan.own_words, plan.situation, list(plan.help_wanted)
    goal.check_back_on = plan.check_back_on
    set_reason(goal, viewer, plan.reason if across(plan, footing_of(on)) else "")
    db.add(goal)
    db.flush()
    db.add_all(
        GoalIndicator(goal_id=goal.id, element_id=element_id, indicator_key=key)
        for key in dict.fromkeys(plan.indicators)
    )
    db.add_all(GoalOutcome(goal_id=goal.id, anchor=anchor, words=words) for anchor, words in plan.outcomes)
    return goal


def remove(db: Session, goal: Goal) -> None:
    _clear(db, goal)
    db.delete(goal)
    db.flush()


def _clear(db: Session, goal: Goal) -> None:
    db.execute(sa.delete(GoalIndicator).where(col(GoalIndicator.goal_id) == goal.id))
    db.execute(sa.delete(GoalOutcome).where(col(GoalOutcome.goal_id) == goal.id))


def _new(viewer: Viewer, on: Standing, form_key: UUID, follows: Goal | None, at: datetime) -> Goal:
    if follows and (follows.worker_id != on.worker.id or not makes_successor(follows.ending)):
        raise NotFoundError
    return Goal(
        form_key=form_key, worker_id=on.worker.id, profile_id=on.version.profile_id, state=GoalState.DRAFT,
        proposed_by=viewer.id, created_at=at, follows_id=follows.id if follows else None, revision=1,
    )  # type: ignore[call-arg] # the rest is what a form can change, and `write` sets it  # fmt: skip


def set_reason(goal: Goal, viewer: Viewer, reason: str) -> None:
    if viewer.id == goal.worker_id:
        goal.worker_reason = reason
    else:
        goal.coach_reason = reason
