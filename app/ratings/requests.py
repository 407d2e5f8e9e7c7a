"""What waits for a supervisor's approval: who asks, about which assessment. Never a point, a note or a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.people.access import Viewer, coaches_now, visible_workers
from app.people.models import Account
from app.people.permits import Permission
from app.people.readers import supervisors_of
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.rules import Kind, Outcome
from app.web.errors import NotFoundError

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_AUTHOR, _WORKER, _DECIDER = aliased(Account), aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Asked:
    """A request to amend or to withdraw. `is_running` says that its author still works in this record.

    `decided_by` is the name of whoever approved or declined it, or took it back.
    """

    id: UUID
    assessment_id: UUID
    draft_id: UUID | None
    asked_at: datetime
    outcome: Outcome | None
    decided_at: datetime | None
    author_id: UUID
    author_name: str
    worker_id: UUID
    worker_name: str
    kind: Kind
    version_id: UUID
    observed_on: date
    is_running: bool
    decided_by: str | None


def requests_to_decide(db: Session, viewer: Viewer, *, now: datetime) -> list[Asked]:
    """Those that wait for somebody who supervises as the viewer does, the oldest first."""
    waiting = (col(AmendmentRequest.outcome).is_(None), _is_running(now))
    return _asked(db, now, _to_decide(viewer, now), *waiting)


def own_requests(
    db: Session, viewer: Viewer, *, since: datetime, now: datetime, about: UUID | None = None
) -> list[Asked]:
    """What the viewer asked and nobody has decided yet, then what was answered since, the newest last.

    Of one assessment, or of all.
    """
    answered = sa.and_(
        col(AmendmentRequest.outcome).in_([Outcome.APPROVED, Outcome.DECLINED]),
        col(AmendmentRequest.decided_at) >= since,
    )
    own = [col(AmendmentRequest.author_id) == viewer.id, sa.or_(col(AmendmentRequest.outcome).is_(None), answered)]
    if about is not None:
        own.append(col(AmendmentRequest.assessment_id) == about)
    found = _asked(db, now, *own, _is_running(now))
    return sorted(found, key=lambda one: (one.decided_at is not None, one.decided_at or one.asked_at))


def request_to_decide(
    db: Session, viewer: Viewer, request_id: UUID, *, now: datetime
) -> tuple[AmendmentRequest, Asked]:
    """A request about somebody supervised, decided or not. The own ones are for another to decide."""
    return _one(db, request_id, now, _to_decide(viewer, now))


def request_to_take_back(
    db: Session, viewer: Viewer, request_id: UUID, *, now: datetime
) -> tuple[AmendmentRequest, Asked]:
    return _one(db, request_id, now, col(AmendmentRequest.author_id) == viewer.id)


def approvers_of(db: Session, viewer: Viewer, worker_id: UUID, author_id: UUID, *, now: datetime) -> list[str]:
    """Who can approve a change by this author in the worker's record: those who supervise the unit today, by name."""
    readers = supervisors_of(db, viewer, {worker_id}, now=now).get(worker_id, ())
    return list(dict.fromkeys(one.name for one in readers if one.id != author_id))


def _one(
    db: Session, request_id: UUID, now: datetime, *conditions: sa.ColumnElement[bool]
) -> tuple[AmendmentRequest, Asked]:
    for found in _asked(db, now, col(AmendmentRequest.id) == request_id, *conditions):
        return db.get_one(AmendmentRequest, request_id), found
    raise NotFoundError


def _to_decide(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    reached = visible_workers(viewer, Permission.APPROVE_AMENDMENT, now)
    return sa.and_(col(Assessment.worker_id).in_(reached), col(AmendmentRequest.author_id) != viewer.id)


def _is_running(now: datetime) -> sa.ColumnElement[bool]:
    coaches = coaches_now(coach=col(Assessment.rater_id), worker=col(Assessment.worker_id), now=now)
    return sa.or_(col(Assessment.kind) == Kind.SELF, coaches)


def _asked(db: Session, now: datetime, *conditions: sa.ColumnElement[bool]) -> list[Asked]:
    author, worker, decider = _AUTHOR, _WORKER, _DECIDER
    rows: Iterable[Any] = db.execute(
        sa.select(
            col(AmendmentRequest.id), col(AmendmentRequest.assessment_id), col(AmendmentRequest.draft_id),
            col(AmendmentRequest.asked_at), col(AmendmentRequest.outcome), col(AmendmentRequest.decided_at),
            col(AmendmentRequest.author_id), col(author.name).label("author_name"), col(Assessment.worker_id),
            col(worker.name).label("worker_name"), col(Assessment.kind), col(Assessment.version_id),
            col(Assessment.observed_on), _is_running(now).label("is_running"),
            col(decider.name).label("decided_by"),
        )
        .join(Assessment, col(Assessment.id) == col(AmendmentRequest.assessment_id))
        .join(author, col(author.id) == col(AmendmentRequest.author_id))
        .join(worker, col(worker.id) == col(Assessment.worker_id))
        .outerjoin(decider, col(decider.id) == col(AmendmentRequest.decided_by))
        .where(*conditions)
        .order_by(col(AmendmentRequest.asked_at), col(AmendmentRequest.id))
    )  # fmt: skip
    return [Asked(*row) for row in rows]
