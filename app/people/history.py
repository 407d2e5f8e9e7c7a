"""The coaches and positions that a worker has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.people.access import is_open
from app.people.models import Account, AccountRole, Agency, Agreement, AgreementFocus, Position, PositionKind, Unit
from app.people.permits import PERMITS, Permission, Reach


@dataclass(frozen=True)
class Coaching:
    """An agreement with its coach: `opens_on` is the first day that the coach sees.

    `reads` is False for a coach who has left or has the role no more.
    """

    id: UUID
    coach_id: UUID
    coach: str
    reads: bool
    opens_on: date
    starts_on: date
    ends_on: date | None

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
    """The agreements that began by this day, the oldest first."""
    coach = aliased(Account)
    reads = sa.and_(is_open(coach), holds_role(coach, Permission.READ_RATING, Reach.COACHED))
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.coach_id), col(coach.name).label("coach"), reads.label("reads"),
            col(Agreement.opens_at), col(Agency.time_zone), col(Agreement.starts_on), col(Agreement.ends_on),
        )
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .join(Agency, col(Agency.id) == col(Agreement.agency_id))
        .where(col(Agreement.worker_id) == worker.id, col(Agreement.starts_on) <= until)
        .order_by(col(Agreement.starts_on))
    )  # fmt: skip
    return [
        Coaching(
            row.id, row.coach_id, row.coach, bool(row.reads), day_of(row.opens_at, row.time_zone), row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]  # fmt: skip


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


def rhythms_of(db: Session, coaching: Coaching | None) -> dict[UUID, int]:
    """By focus profile: how many months lie between two self-assessments."""
    if coaching is None:
        return {}
    rows = db.execute(
        sa.select(col(AgreementFocus.profile_id), col(AgreementFocus.rhythm_months)).where(
            col(AgreementFocus.agreement_id) == coaching.id
        )
    )
    return {row.profile_id: row.rhythm_months for row in rows}


def holds_role(account: type[Account], permission: Permission, reach: Reach) -> sa.ColumnElement[bool]:
    """The condition that an account has a role whose permission reaches so far."""
    roles = [role for role, reached in PERMITS[permission].items() if reached is reach]
    return sa.exists().where(col(AccountRole.account_id) == col(account.id), col(AccountRole.role).in_(roles))
