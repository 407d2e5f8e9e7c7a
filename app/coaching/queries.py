"""Questions about coaching sessions: which ones there are, which comes next, and what was said that would be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.coaching.access import is_inside, is_kept_by, is_running, parted_lately
from app.coaching.models import CoachingSession
from app.coaching.rules import LONGEST, State
from app.people.access import Viewer, is_open, windows
from app.people.models import Account
from app.people.permits import Permission
from app.web.paging import Paging

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)

# A question for rows that are read by the names of their columns.
Rows: TypeAlias = "sa.Select[*tuple[Any, ...]]"


class Standing(StrEnum):
    """How a coaching session stands: `lapsed` was planned for later when the coaching ended, or never closed."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Meeting:
    """One coaching session in a list. `may_read` says that its page is open to the viewer."""

    id: UUID
    worker_id: UUID
    worker_name: str
    coach_id: UUID
    coach_name: str
    starts_at: datetime
    planned_minutes: int
    minutes_spent: int | None
    place: str
    profile_id: UUID
    version_id: UUID | None
    element_key: str
    standing: Standing
    may_read: bool
    may_keep: bool

    @property
    def words_id(self) -> UUID:
        """Whose words it is about: the profile's, and of one that is closed those of the version of that time."""
        return self.version_id or self.profile_id

    def is_past(self, now: datetime) -> bool:
        """Whether its time is over; while two people meet, they look for it under what is next."""
        return self.starts_at + timedelta(minutes=self.planned_minutes) <= now

    def other_than(self, account_id: UUID) -> str:
        return self.coach_name if account_id == self.worker_id else self.worker_name


def standing_of(state: State, *, running: bool) -> Standing:
    return Standing.LAPSED if state is State.PLANNED and not running else Standing(state.value)


def meetings_of(db: Session, viewer: Viewer, worker: Account, paging: Paging, *, now: datetime) -> list[Meeting]:
    """Every coaching session of a worker of which the viewer may know that it took place; the newest first."""
    knows = windows(viewer, Permission.READ_ACTIVITY, now)
    rows = _meetings(viewer, now).where(col(CoachingSession.worker_id) == worker.id, is_inside(knows))
    ordered = rows.order_by(col(CoachingSession.starts_at).desc(), col(CoachingSession.id))
    return [_meeting(row) for row in db.execute(paging.cut(db, ordered))]


def planned_near(db: Session, viewer: Viewer, *, now: datetime, worker_id: UUID | None = None) -> list[Meeting]:
    """What is planned between the viewer and somebody, where the coaching goes on and nobody has left; the next first.

    One whose time has passed is among them until it is closed, moved or cancelled.
    """
    return _near(db, viewer, now, col(CoachingSession.state) == State.PLANNED, worker_id=worker_id)


def near_hour(
    db: Session, viewer: Viewer, *, worker_id: UUID, begins: datetime, ends: datetime, now: datetime
) -> list[Meeting]:  # fmt: skip
    """What is planned or was held between the viewer and this worker, and may have a moment between two instants."""
    starts = col(CoachingSession.starts_at)
    taken = col(CoachingSession.state).in_([State.PLANNED, State.HELD])
    return _near(
        db, viewer, now, taken, starts > begins - timedelta(minutes=LONGEST), starts < ends, worker_id=worker_id
    )  # fmt: skip


def held_near(db: Session, viewer: Viewer, *, now: datetime, since: datetime) -> list[Meeting]:
    """What was held between the viewer and somebody from then on, where the coaching goes on and nobody has left."""
    return _near(db, viewer, now, col(CoachingSession.state) == State.HELD, col(CoachingSession.starts_at) >= since)


def _near(
    db: Session, viewer: Viewer, now: datetime, *conditions: sa.ColumnElement[bool], worker_id: UUID | None = None
) -> list[Meeting]:
    rows = (
        _meetings(viewer, now)
        .where(
            *conditions, is_kept_by(viewer, now), is_open(_WORKER), is_open(_COACH),
            *([col(CoachingSession.worker_id) == worker_id] if worker_id else ()),
        )
        .order_by(col(CoachingSession.starts_at), col(CoachingSession.id))
    )  # fmt: skip
    return [_meeting(row) for row in db.execute(rows)]


def _meetings(viewer: Viewer, now: datetime) -> Rows:
    worker, coach = _WORKER, _COACH
    reads = windows(viewer, Permission.READ_SESSION, now)
    return (
        sa.select(
            CoachingSession, col(worker.name).label("worker_name"), col(coach.name).label("coach_name"),
            is_inside(reads).label("may_read"), is_kept_by(viewer, now).label("may_keep"),
            sa.or_(is_running(now), parted_lately(now).is_not(None)).label("running"),
        )
        .join(worker, col(worker.id) == col(CoachingSession.worker_id))
        .join(coach, col(coach.id) == col(CoachingSession.coach_id))
    )  # fmt: skip


def _meeting(row: Any) -> Meeting:
    one: CoachingSession = row.CoachingSession
    return Meeting(
        id=one.id, worker_id=one.worker_id, worker_name=row.worker_name, coach_id=one.coach_id,
        coach_name=row.coach_name, starts_at=one.starts_at, planned_minutes=one.planned_minutes,
        minutes_spent=one.minutes_spent, place=one.place, profile_id=one.profile_id, version_id=one.version_id,
        element_key=one.element_key,
        standing=standing_of(one.state, running=row.running), may_read=row.may_read, may_keep=row.may_keep,
    )  # fmt: skip
