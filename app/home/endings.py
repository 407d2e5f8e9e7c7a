"""Agreements that have ended in the last two weeks, or have been given a last day in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.agreements.access import is_party
from app.audit.models import AuditEntry
from app.home.rules import NEW_FOR
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.permits import Permission

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Ending:
    """The end of one agreement that names the viewer. `told_at` is when somebody set it, none where it was agreed."""

    agreement_id: UUID
    worker_id: UUID
    coach_id: UUID
    worker_name: str
    coach_name: str
    opens_at: datetime
    closes_at: datetime
    told_at: datetime | None


def endings_near(db: Session, viewer: Viewer, *, now: datetime) -> list[Ending]:
    """The newest end first; a supervisor reads of people supervised today."""
    worker, coach = _WORKER, _COACH
    told_at = (
        sa.select(sa.func.max(col(AuditEntry.at)))
        .where(col(AuditEntry.action) == "agreement:end", col(AuditEntry.subject_id) == col(Agreement.id))
        .scalar_subquery()
    )
    has_ended = sa.and_(col(Agreement.closes_at) <= now, col(Agreement.closes_at) >= now - NEW_FOR)
    will_end = sa.and_(col(Agreement.closes_at) > now, told_at >= now - NEW_FOR)
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.worker_id), col(Agreement.coach_id), col(worker.name).label("worker"),
            col(coach.name).label("coach"), col(Agreement.opens_at), col(Agreement.closes_at), told_at.label("told"),
        )
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .where(
            col(Agreement.opens_at).is_not(None),
            sa.or_(has_ended, will_end),
            is_party(viewer, Permission.READ_AGREEMENT, now),
        )
        .order_by(col(Agreement.closes_at).desc(), col(Agreement.id))
    )  # fmt: skip
    return [Ending(*row) for row in rows]
