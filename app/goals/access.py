"""Who reads a goal and who works on it: the one decision, as conditions in SQL."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.models import Goal
from app.goals.rules import GoalState
from app.people.access import Viewer, coaches_now, inside, is_open, windows
from app.people.models import Account
from app.people.permits import Permission


def is_readable(viewer: Viewer, window: sa.Subquery, now: datetime) -> sa.ColumnElement[bool]:
    """A goal proposed inside the viewer's `window`, or a draft of the viewer's own that can still be worked on."""
    keeps = windows(viewer, Permission.KEEP_DRAFT, now)
    own_draft = sa.and_(
        col(Goal.state) == GoalState.DRAFT,
        col(Goal.proposed_by) == viewer.id,
        sa.exists().where(keeps.c.worker_id == col(Goal.worker_id)),
    )
    proposed = inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at))
    return sa.or_(own_draft, sa.and_(col(Goal.state) != GoalState.DRAFT, proposed))


def is_changeable(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    """The viewer is a side of the goal: its worker, or its coach who coaches this worker now.

    No date of the goal is asked, so a coach whose agreement was renewed goes on with the goals of before.
    """
    return sa.and_(
        sa.or_(col(Goal.worker_id) == viewer.id, col(Goal.coach_id) == viewer.id),
        _reaches(viewer, now, col(Goal.worker_id)),
    )


def is_coached(now: datetime) -> sa.ColumnElement[bool]:
    """The goal's coach coaches its worker now, under whichever agreement."""
    return coaches_now(coach=col(Goal.coach_id), worker=col(Goal.worker_id), now=now)


def is_of_open_account() -> sa.ColumnElement[bool]:
    """The goal's worker has an account in use; nothing is due in the record of one who has left."""
    return sa.exists().where(col(Account.id) == col(Goal.worker_id), is_open(Account))


def may_read(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> bool:
    """Whether goals of this worker are open to the viewer at all; which ones, each goal's day decides."""
    window = windows(viewer, Permission.READ_GOAL, now)
    return bool(db.scalar(sa.select(sa.exists().where(window.c.worker_id == worker.id))))


def may_set(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> bool:
    """Whether the viewer may set a goal for this worker today."""
    return bool(db.scalar(sa.select(_reaches(viewer, now, worker.id))))


def _reaches(viewer: Viewer, now: datetime, worker: object) -> sa.ColumnElement[bool]:
    window = windows(viewer, Permission.SET_GOAL, now)
    return sa.exists().where(window.c.worker_id == worker)
