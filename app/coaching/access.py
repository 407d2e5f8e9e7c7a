"""Who reads a coaching session and who keeps it: the one decision, as conditions in SQL."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.coaching.models import CoachingSession
from app.coaching.rules import CLOSES_WITHIN
from app.people.access import Viewer, coaches_now, inside, windows
from app.people.models import Account, Agreement
from app.people.permits import Permission

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_ENDED = aliased(Agreement)


def instant() -> sa.ColumnElement[Any]:
    """By which instant a window opens it: when it was closed, and until then when it was planned."""
    return sa.func.coalesce(col(CoachingSession.closed_at), col(CoachingSession.created_at))


def is_inside(window: sa.Subquery) -> sa.ColumnElement[bool]:
    return inside(window, worker=col(CoachingSession.worker_id), at=instant())


def is_running(now: datetime) -> sa.ColumnElement[bool]:
    """These two have an agreement in force, the one it was planned under or one that renewed it.

    What was planned for a later day ends with the coaching: nobody has to cancel it.
    """
    return coaches_now(coach=col(CoachingSession.coach_id), worker=col(CoachingSession.worker_id), now=now)


def parted_lately(now: datetime) -> sa.ScalarSelect[Any]:
    """When these two parted, for a coaching session that had begun by then: for a while it can still be closed.

    Nothing for one of a later hour, while the coaching goes on, and once that while is over.
    """
    ended = _ENDED
    last = sa.func.max(col(ended.closes_at))
    return (
        sa.select(last)
        .where(
            col(ended.coach_id) == col(CoachingSession.coach_id),
            col(ended.worker_id) == col(CoachingSession.worker_id),
            col(ended.opens_at) < col(ended.closes_at), col(ended.closes_at) <= now, sa.not_(is_running(now)),
        )
        .having(last > now - CLOSES_WITHIN, last > col(CoachingSession.starts_at))
        .correlate(CoachingSession)
        .scalar_subquery()
    )  # fmt: skip


def is_kept_by(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    """The viewer is its worker or its coach, and the coaching of the two goes on."""
    keeps = windows(viewer, Permission.KEEP_SESSION, now)
    return sa.and_(
        sa.or_(col(CoachingSession.worker_id) == viewer.id, col(CoachingSession.coach_id) == viewer.id),
        sa.exists().where(keeps.c.worker_id == col(CoachingSession.worker_id)),
        is_running(now),
    )


def may_read(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> bool:
    """Whether coaching sessions of this worker are open to the viewer at all; which ones, each one's instant says."""
    window = windows(viewer, Permission.READ_SESSION, now)
    return bool(db.scalar(sa.select(sa.exists().where(window.c.worker_id == worker.id))))
