"""Who reaches a worker on a day, and the coaches and positions a worker has had."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.people.access import END, Viewer, is_open, runs_on, windows
from app.people.models import Account, AccountRole, Agency, Agreement, AgreementFocus, Position, PositionKind, Unit
from app.people.permits import PERMITS, Permission, Reach


@dataclass(frozen=True)
class Readers:
    """Full names: coaches read points and goals, supervisors that an assessment took place."""

    coaches: tuple[str, ...]
    supervisors: tuple[str, ...]


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


def coachings_of(db: Session, worker: Account, *, until: date) -> list[Coaching]:
    """The agreements that began by this day, the oldest first."""
    coach = aliased(Account)
    reads = sa.and_(is_open(coach), _holds_role(coach, Permission.READ_RATING, Reach.COACHED))
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
            _holds_role(Account, Permission.READ_ACTIVITY, Reach.UNIT_NOW),
            *(runs_on(position, day) for position in (mine, theirs)),
        )
        .distinct()
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]


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


def _reads_on(one: Coaching, day: date) -> bool:
    return one.reads and one.runs_on(day) and one.opens_on <= day


def _holds_role(account: type[Account], permission: Permission, reach: Reach) -> sa.ColumnElement[bool]:
    roles = [role for role, reached in PERMITS[permission].items() if reached is reach]
    return sa.exists().where(col(AccountRole.account_id) == col(account.id), col(AccountRole.role).in_(roles))
