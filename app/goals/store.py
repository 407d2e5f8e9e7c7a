"""A goal as it is kept, read as the plan that it was made of."""

from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.models import Goal, GoalReview
from app.goals.parts import parts_of
from app.goals.plans import LookBack, Plan
from app.people.access import Viewer


def says_the_same(db: Session, goal: Goal, plan: Plan) -> bool:
    kept = kept_plan(db, goal)
    # A reason is kept where the step needs one, and each indicator once.
    alike = replace(plan, reason=plan.reason if kept.reason else "", indicators=tuple(sorted(set(plan.indicators))))
    return alike == kept


def looked_back_so(db: Session, viewer: Viewer, goal: Goal, look_back: LookBack) -> bool:
    """Whether the viewer has ended this goal in these very words."""
    kept = db.get(GoalReview, goal.id)
    if kept is None or kept.reviewer_id != viewer.id or goal.ending is None:
        return False
    return look_back == LookBack(
        goal.ending, kept.challenges, kept.helped, kept.other_areas, kept.point_now, kept.attained
    )


def kept_plan(db: Session, goal: Goal) -> Plan:
    parts = parts_of(db, {goal.id})[goal.id]
    return Plan(
        kind=goal.kind, target=goal.target_point, check_back_on=goal.check_back_on,
        indicators=tuple(sorted(parts.keys)),
        own_words=goal.own_words, situation=goal.situation, help_wanted=tuple(goal.help_wanted),
        outcomes=parts.outcomes,
        reason=goal.worker_reason if goal.proposed_by == goal.worker_id else goal.coach_reason,
    )  # fmt: skip


def goal_of_form(db: Session, viewer: Viewer, form_key: UUID) -> Goal:
    """The goal that this form of the viewer's has made."""
    of_form = sa.select(Goal).where(col(Goal.proposed_by) == viewer.id, col(Goal.form_key) == form_key)
    return db.scalars(of_form).one()
