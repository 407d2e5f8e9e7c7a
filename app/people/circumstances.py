"""Who reaches a worker on a day, and until when a former coach does."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.people.access import END, Viewer, is_open, runs_on, windows
from app.people.history import Coaching, coachings_of, holds_role
from app.people.models import Account, Position, PositionKind
from app.people.permits import Permission, Reach


@dataclass(frozen=True)
class Readers:
    """Full names: coaches read points and goals, supervisors that an assessment took place."""

    coaches: tuple[str, ...]
    supervisors: tuple[str, ...]


def readers_on(db: Session, worker: Account, day: date) -> Readers:
    """Who besides the worker reads what the worker's record gains on this day, by first name.

    Named are those whom the policy lets in: with the role, an open account, and the agreement or the position
    of that day. For a former coach ask about `known_until`, never about today.
    """
    coaches = {one.coach: None for one in coachings_of(db, worker, until=day) if _reads_on(one, day)}
    return Readers(tuple(sorted(coaches)), tuple(name for _, name in supervisors_on(db, worker, day)))


def known_until(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> date:
    """The day a page about this worker speaks for: today, or the last day that a former coach knows of."""
    window = windows(viewer, Permission.READ_RATING, now)
    closes_at = db.scalar(sa.select(sa.func.max(window.c.closes_at)).where(window.c.worker_id == worker.id))
    return last_day(closes_at, viewer, now) or viewer.today(now)


def last_day(closes_at: datetime | None, viewer: Viewer, now: datetime) -> date | None:
    """The last day of a reach that is over; None while it goes on."""
    if closes_at is None or closes_at >= END or closes_at > now:
        return None
    return day_of(closes_at, viewer.zone) - timedelta(days=1)


def supervisors_on(db: Session, worker: Account, day: date) -> list[tuple[UUID, str]]:
    """Who supervises the unit in which the worker holds a position that day, by first name."""
    theirs, mine = aliased(Position), aliased(Position)
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name))
        .join(theirs, col(theirs.account_id) == col(Account.id))
        .join(mine, col(mine.unit_id) == col(theirs.unit_id))
        .where(
            col(mine.account_id) == worker.id,
            col(theirs.kind) == PositionKind.SUPERVISOR,
            col(Account.id) != worker.id,
            is_open(Account),
            holds_role(Account, Permission.READ_ACTIVITY, Reach.UNIT_NOW),
            *(runs_on(position, day) for position in (mine, theirs)),
        )
        .distinct()
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]


def _reads_on(one: Coaching, day: date) -> bool:
    return one.reads and one.runs_on(day) and one.opens_on <= day
