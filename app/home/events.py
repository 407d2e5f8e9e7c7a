"""What others did in the last two weeks: assessments submitted, and agreements that began to share something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.agreements.access import is_party
from app.home.rules import NEW_FOR
from app.people.access import Viewer, windows
from app.people.models import Account, Agreement, AgreementTerms, Earlier
from app.people.permits import Level, Permission
from app.people.readers import Reader, supervisors_of
from app.ratings.models import Assessment
from app.ratings.points import CAME_AT, REPLACED_AT, counts, is_known
from app.ratings.rules import Kind, State
from app.ratings.seal import is_unsealed

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _RATER, _COACH, _SUPERVISOR = (aliased(Account) for _ in range(4))


@dataclass(frozen=True)
class News:
    """An assessment that somebody else has submitted, amended or withdrawn; `at` is when.

    While its pair seals it, nothing is told but that it was submitted.
    """

    id: UUID
    kind: Kind
    version_id: UUID
    submitted_at: datetime
    observed_on: date
    worker_id: UUID
    worker_name: str
    rater_name: str
    pair_id: UUID | None
    is_unsealed: bool
    at: datetime
    is_amended: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class Sharing:
    """What a supervisor may see under an agreement since `at`, and what that person sees of what is submitted now.

    `before` is what the same supervisor was to see by the terms of before, and none for the agreement's beginning.
    `sees_now` is none for somebody who does not supervise the worker's unit today.
    """

    agreement_id: UUID
    worker_id: UUID
    coach_id: UUID
    worker_name: str
    coach_name: str
    supervisor_name: str | None
    level: Level
    before: Level | None
    at: datetime
    earlier: Earlier
    sees_now: Level | None


def news_of(db: Session, viewer: Viewer, *, now: datetime) -> list[News]:
    """What others submitted in the last two weeks about the viewer or the people coached; newest first.

    What was amended or withdrawn is told anew, once nothing seals it.
    """
    worker, rater, since = _WORKER, _RATER, now - NEW_FOR
    window = windows(viewer, Permission.READ_RATING, now)
    is_newest = counts(window)
    withdrawn = sa.and_(col(Assessment.state) == State.WITHDRAWN, is_known(window), sa.not_(is_newest))
    submitted = sa.and_(is_newest, col(Assessment.submitted_at) >= since)
    changed = sa.or_(sa.and_(is_newest, since <= CAME_AT), sa.and_(withdrawn, since <= REPLACED_AT))
    at = sa.case((is_newest, CAME_AT), else_=REPLACED_AT)
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.kind), col(Assessment.version_id), col(Assessment.submitted_at),
            col(Assessment.observed_on), col(worker.id), col(worker.name), col(rater.name), col(Assessment.pair_id),
            is_unsealed(now), at.label("at"), col(Assessment.amended_at).is_not(None), sa.not_(is_newest),
        )
        .join(worker, col(worker.id) == col(Assessment.worker_id))
        .join(rater, col(rater.id) == col(Assessment.rater_id))
        .where(
            col(Assessment.rater_id) != viewer.id,
            sa.or_(submitted, sa.and_(changed, is_unsealed(now))),
        )
        .order_by(sa.desc("at"), col(Assessment.id))
    )  # fmt: skip
    return [News(*row) for row in rows]


def sharing_near(db: Session, viewer: Viewer, *, now: datetime) -> list[Sharing]:
    """What came into force in the last two weeks in agreements that name the viewer; newest first.

    Newer terms overtake older ones, and an end overtakes all: of each agreement the terms of today alone are told.
    """
    worker, coach, supervisor = _WORKER, _COACH, _SUPERVISOR
    terms = AgreementTerms
    counted = (col(terms.in_force_at).is_not(None), col(terms.in_force_at) <= now)
    was, whose = (
        sa.func.lag(column).over(partition_by=col(terms.agreement_id), order_by=col(terms.number))
        for column in (col(terms.level), col(terms.supervisor_id))
    )
    # Terms that name another supervisor have put the one of before back to activity.
    before = sa.case((was.is_(None), None), (whose == col(terms.supervisor_id), was), else_=int(Level.ACTIVITY))
    newest = sa.func.max(col(terms.number)).over(partition_by=col(terms.agreement_id))
    every = sa.select(terms, before.label("before"), newest.label("newest")).where(*counted).subquery()
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.worker_id), col(Agreement.coach_id), col(worker.name).label("worker"),
            col(coach.name).label("coach"), every.c.supervisor_id, col(supervisor.name).label("supervisor"),
            every.c.level, every.c.before, every.c.in_force_at, col(Agreement.earlier),
        )
        .join(every, every.c.agreement_id == col(Agreement.id))
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .outerjoin(supervisor, col(supervisor.id) == every.c.supervisor_id)
        .where(
            every.c.in_force_at >= now - NEW_FOR,
            every.c.number == every.c.newest,
            sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now),
            sa.or_(*(one == viewer.id for one in (col(worker.id), col(coach.id), col(supervisor.id)))),
            is_party(viewer, Permission.READ_AGREEMENT, now),
        )
        .order_by(every.c.in_force_at.desc(), col(Agreement.id))
    ).all()  # fmt: skip
    supervisors = supervisors_of(db, viewer, {row.worker_id for row in rows}, now=now) if rows else {}
    return [_sharing(row, supervisors.get(row.worker_id, ()), now) for row in rows]


def _sharing(row: Any, supervisors: Iterable[Reader], now: datetime) -> Sharing:
    held = (one.level for one in supervisors if one.id == row.supervisor_id and one.holds(now))
    return Sharing(
        row.id, row.worker_id, row.coach_id, row.worker, row.coach, row.supervisor, Level(row.level),
        Level(row.before) if row.before else None, row.in_force_at, row.earlier, max(held, default=None),
    )  # fmt: skip
