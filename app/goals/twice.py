"""One step is agreed on once: whoever proposes the same goal again is led to the one that waits or is active."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.frameworks.models import Element
from app.frameworks.queries import loaded
from app.goals.access import is_coached
from app.goals.models import Goal
from app.goals.plans import Plan
from app.goals.rules import GoalKind, GoalState
from app.goals.seen import confirmer
from app.people.access import Viewer, inside, windows
from app.people.models import Account
from app.people.permits import Permission
from app.web.errors import ProblemsError
from app.web.words import short_day

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Held:
    """A goal that is active, or waits for a word: of "you", or of somebody by first name."""

    id: UUID
    element_title: str
    scale_id: UUID
    step: tuple[GoalKind, int, int | None]
    since: date
    # Empty for one that is active.
    waits_for: str

    @property
    def address(self) -> str:
        return f"/goals/{self.id}"

    @property
    def words(self) -> str:
        """A goal on Reflection has waited for Lee since Nov 27."""
        how = f"has waited for {self.waits_for}" if self.waits_for else "has been active"
        return f"A goal on {self.element_title} {how} since {short_day(self.since)}."

    @property
    def refusal(self) -> str:
        if self.waits_for == "you":
            return "This same goal already waits for your word. Read it and confirm it, or choose another step."
        if self.waits_for:
            return f"This same goal already waits for {self.waits_for}. Read it, or choose another step."
        return "This same goal is already active. Read it, or choose another step."


class TwiceError(ProblemsError):
    """The goal `same` is what was to be proposed once more."""

    def __init__(self, same: Held) -> None:
        super().__init__({"form": same.refusal})
        self.same = same


def refuse_twice(
    db: Session, viewer: Viewer, worker: Account, plan: Plan, *, profile_id: UUID, element_key: str, scale_id: UUID,
    present: int, now: datetime,
) -> None:  # fmt: skip
    """Raises TwiceError where the very step of this plan is proposed or active. A goal that the viewer may not read
    keeps nobody from proposing it, or the refusal would tell of it.

    Comes after `take_turn` for the worker, or two who propose at once would both find nothing.
    """
    step = (plan.kind, present, plan.target)
    for one in held_goals(db, viewer, worker, profile_id=profile_id, element_key=element_key, now=now):
        if (one.scale_id, one.step) == (scale_id, step):
            raise TwiceError(one)


def held_goals(
    db: Session, viewer: Viewer, worker: Account, *, profile_id: UUID, element_key: str | None, now: datetime
) -> tuple[Held, ...]:
    """What is proposed or active on one element, or on all of a profile, as far as the viewer may read it with its
    points; the oldest first. A proposal that nobody can confirm any more waits for nobody, so it is left out.
    """
    window = windows(viewer, Permission.READ_GOAL_POINTS, now)
    is_waiting = sa.and_(col(Goal.state) == GoalState.PROPOSED, is_coached(now))
    found = db.execute(
        sa.select(
            Goal, col(Element.key).label("element_key"), col(_WORKER.name).label("worker_name"),
            col(_COACH.name).label("coach_name"),
        )
        .join(Element, col(Element.id) == col(Goal.element_id))
        .join(_WORKER, col(_WORKER.id) == col(Goal.worker_id))
        .outerjoin(_COACH, col(_COACH.id) == col(Goal.coach_id))
        .where(
            col(Goal.worker_id) == worker.id, col(Goal.profile_id) == profile_id,
            sa.or_(is_waiting, col(Goal.state) == GoalState.ACTIVE),
            inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at)),
            *([col(Element.key) == element_key] if element_key else ()),
        )
        .order_by(col(Goal.proposed_at), col(Goal.id))
    ).all()  # fmt: skip
    return tuple(_held(db, viewer, row) for row in found)


def waiting_goals(
    db: Session, viewer: Viewer, worker: Account, *, profile_id: UUID, element_key: str | None, now: datetime
) -> tuple[Held, ...]:
    """Those of `held_goals` that wait for a word."""
    held = held_goals(db, viewer, worker, profile_id=profile_id, element_key=element_key, now=now)
    return tuple(one for one in held if one.waits_for)


def _held(db: Session, viewer: Viewer, row: Any) -> Held:
    goal: Goal = row.Goal
    title = loaded(db, goal.version_id).profile.element(row.element_key).title
    at = goal.active_at or goal.proposed_at or goal.created_at
    return Held(
        goal.id, title, goal.scale_id, (goal.kind, goal.from_point, goal.target_point), day_of(at, viewer.zone),
        confirmer(goal, viewer, row.worker_name, row.coach_name) if goal.state is GoalState.PROPOSED else "",
    )  # fmt: skip
