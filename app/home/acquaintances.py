"""Whose pages the viewer may open, and with whom coaching is still to come."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.agreements.access import is_party
from app.home.queries import supervised
from app.people.access import Viewer, is_open, runs_on, visible_workers, workers_as
from app.people.models import Account, Agreement, Position, Unit
from app.people.permits import Permission, Role
from app.web.paging import Paging

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH, _COACHING = aliased(Account), aliased(Account), aliased(Agreement)


@dataclass(frozen=True)
class Acquaintance:
    """Somebody whose page the viewer may open, and why: coached between these times, or in this unit."""

    id: UUID
    name: str
    is_open: bool
    opens_at: datetime | None
    coached_until: date | None
    closes_at: datetime | None
    unit: str | None


@dataclass(frozen=True)
class Coming:
    """An agreement of the viewer's that opens nothing yet: a draft, or signed and before its first day."""

    agreement_id: UUID
    worker_id: UUID
    worker_name: str
    coach_name: str
    starts_on: date
    is_draft: bool


def acquaintances(db: Session, viewer: Viewer, paging: Paging, *, now: datetime) -> list[Acquaintance]:
    """One page of everybody whose page the viewer may open, except the viewer, by first name; one line a person."""
    reached, coaching = visible_workers(viewer, Permission.READ_PERSON, now), _COACHING
    others = (col(Account.id).in_(reached), col(Account.id) != viewer.id)
    people = sa.select(col(Account.id)).where(*others).order_by(col(Account.name), col(Account.id))
    rows = db.execute(
        sa.select(
            col(Account.id), col(Account.name), is_open(Account), col(coaching.opens_at), col(coaching.ends_on),
            col(coaching.closes_at), col(Unit.name).label("unit"),
        )
        .select_from(Account)
        .outerjoin(coaching, sa.and_(col(coaching.worker_id) == col(Account.id), _coached_by(coaching, viewer, now)))
        .outerjoin(Position, sa.and_(col(Position.account_id) == col(Account.id), _held_near(viewer, now)))
        .outerjoin(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Account.id).in_(paging.cut(db, people)))
        .order_by(col(Account.name), col(Account.id), col(coaching.opens_at))
    )  # fmt: skip
    # Coached twice, a person has two agreements; the later one speaks.
    return list({row.id: Acquaintance(*row) for row in rows}.values())


def coming(db: Session, viewer: Viewer, *, now: datetime) -> list[Coming]:
    """Agreements of the viewer as worker or coach that are not in force yet, by first day and name."""
    worker, coach = _WORKER, _COACH
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.worker_id), col(worker.name).label("worker"),
            col(coach.name).label("coach"), col(Agreement.starts_on), col(Agreement.opens_at).is_(None),
        )
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .where(
            sa.or_(col(Agreement.worker_id) == viewer.id, col(Agreement.coach_id) == viewer.id),
            is_party(viewer, Permission.READ_AGREEMENT, now),
            sa.or_(col(Agreement.opens_at).is_(None), col(Agreement.opens_at) > now),
            sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now),
            is_open(worker), is_open(coach),
        )
        .order_by(col(Agreement.starts_on), col(worker.name))
    )  # fmt: skip
    return [Coming(*row) for row in rows]


def _coached_by(coaching: type[Agreement], viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    # A draft, an agreement to come, and one that ended before it began have opened nothing.
    return sa.and_(
        col(coaching.coach_id) == viewer.id,
        col(coaching.worker_id).in_(workers_as(Role.COACH, viewer, Permission.READ_PERSON, now)),
        col(coaching.opens_at) <= now,
        sa.or_(col(coaching.closes_at).is_(None), col(coaching.closes_at) > col(coaching.opens_at)),
    )


def _held_near(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    # The unit of today is a supervisor's to know; a coach of earlier days learns nothing newer.
    return sa.and_(
        col(Position.account_id).in_(supervised(viewer, now)),
        runs_on(Position, viewer.today(now)),
    )
