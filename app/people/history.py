"""The coaches and positions that a worker has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.people.models import Account, Agency, Agreement, Position, PositionKind, Unit

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_COACH = aliased(Account)


@dataclass(frozen=True)
class Coaching:
    """An agreement that was signed, with its coach: from the day on which it opened until its last day."""

    id: UUID
    coach_id: UUID
    coach: str
    opens_at: datetime
    closes_at: datetime | None
    starts_on: date
    ends_on: date | None

    def runs_at(self, now: datetime) -> bool:
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)

    def runs_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Job:
    kind: PositionKind
    unit_id: UUID
    unit: str
    starts_on: date
    ends_on: date | None

    def held_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def coachings_of(db: Session, worker: Account, *, until: date) -> list[Coaching]:
    """The agreements that began by this day, the oldest first. A draft is none, nor what ended before it opened."""
    coach = _COACH
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.coach_id), col(coach.name).label("coach"), col(Agreement.opens_at),
            col(Agreement.closes_at), col(Agency.time_zone), col(Agreement.ends_on),
        )
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .join(Agency, col(Agency.id) == col(Agreement.agency_id))
        .where(
            col(Agreement.worker_id) == worker.id,
            col(Agreement.opens_at).is_not(None),
            sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > col(Agreement.opens_at)),
        )
        .order_by(col(Agreement.opens_at))
    )  # fmt: skip
    found = [
        Coaching(
            row.id,
            row.coach_id,
            row.coach,
            row.opens_at,
            row.closes_at,
            day_of(row.opens_at, row.time_zone),
            row.ends_on,
        )
        for row in rows
    ]
    return [one for one in found if one.starts_on <= until]


def jobs_of(db: Session, worker: Account, *, until: date) -> Iterable[Job]:
    """The positions that began by this day, the oldest first."""
    rows = db.execute(
        sa.select(
            col(Position.kind), col(Position.unit_id), col(Unit.name), col(Position.starts_on), col(Position.ends_on)
        )
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.account_id) == worker.id, col(Position.starts_on) <= until)
        .order_by(col(Position.starts_on))
    )
    return (Job(*row) for row in rows)
