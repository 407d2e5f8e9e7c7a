"""On what a coaching session is planned: worker, coach and the agreement of the two."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.clock import day_of
from app.coaching.rules import Bounds
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.queries import agreement_at
from app.web.errors import NotFoundError, RefusedError


@dataclass(frozen=True)
class Ground:
    """On what a coaching session is planned: the worker, the coach of today and their agreement."""

    worker: Account
    coach: Account
    agreement: Agreement
    bounds: Bounds


def ground_of(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> Ground:
    """Raises RefusedError for a worker without a coach now, NotFoundError for a viewer who is neither of the two."""
    agreement = agreement_at(db, worker, now)
    if agreement is None:
        raise RefusedError("There is no coaching agreement now. A coaching session needs a worker and a coach.")
    if viewer.id not in (agreement.worker_id, agreement.coach_id):
        raise NotFoundError
    return Ground(worker, db.get_one(Account, agreement.coach_id), agreement, bounds_of(agreement, viewer.zone))


def bounds_of(agreement: Agreement, zone: str) -> Bounds:
    opens_at = agreement.opens_at or agreement.created_at
    return Bounds(opens_at, agreement.closes_at, day_of(opens_at, zone), agreement.ends_on)
