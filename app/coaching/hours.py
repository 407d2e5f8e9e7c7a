"""How much coaching took place between a coach and each worker: when they last met, and the minutes of a month."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.clock import first_of_next_month, start_of
from app.coaching.access import is_inside
from app.coaching.models import CoachingSession
from app.coaching.rules import State
from app.people.access import Viewer, windows
from app.people.models import Agreement
from app.people.permits import Permission


@dataclass(frozen=True)
class Met:
    """Of one worker: the day and hour of the last coaching session, and the minutes spent in the month asked for."""

    last_at: datetime
    minutes: int


def met_by_worker(db: Session, viewer: Viewer, month: date, *, now: datetime) -> dict[UUID, Met]:
    """Of everybody whom the viewer has coached in a session that is closed; a month is the agency's own.

    Minutes count for the day on which two people met, whenever the session was closed.
    """
    begins, ends = (start_of(day, viewer.zone) for day in (month.replace(day=1), first_of_next_month(month)))
    starts = col(CoachingSession.starts_at)
    of_month = sa.case((sa.and_(starts >= begins, starts < ends), col(CoachingSession.minutes_spent)), else_=0)
    rows = db.execute(
        sa.select(col(CoachingSession.worker_id), sa.func.max(starts), sa.func.sum(of_month))
        .where(
            col(CoachingSession.coach_id) == viewer.id, col(CoachingSession.state) == State.HELD,
            is_inside(windows(viewer, Permission.READ_SESSION, now)),
        )
        .group_by(col(CoachingSession.worker_id))
    )  # fmt: skip
    return {worker: Met(last_at, int(minutes)) for worker, last_at, minutes in rows}


def agreed_minutes(db: Session, agreements: set[UUID]) -> dict[UUID, int]:
    """How many minutes of coaching a month each of these agreements says, by worker."""
    rows = db.execute(
        sa.select(col(Agreement.worker_id), col(Agreement.coaching_minutes)).where(col(Agreement.id).in_(agreements))
    )
    return {row.worker_id: row.coaching_minutes for row in rows}
