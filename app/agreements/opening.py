"""An agreement comes into force, and the worker's agreement from before ends with it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.store import closing, newest_terms, note, zone_of
from app.clock import day_of, start_of
from app.people.access import Viewer
from app.people.models import Agreement, AgreementSignature, Part
from app.web.errors import ProblemsError

_DAYS_TAKEN = "Another agreement that is signed already begins on these days. Choose a last day before it."
# A coach is told of no other agreement.
_CANNOT_BEGIN = "This agreement cannot begin on these days. Please talk about the days with the worker."


def open_agreement(db: Session, by: Viewer | None, agreement: Agreement, *, at: datetime) -> None:
    """Put a draft in force that worker and coach have signed; the worker's agreement from before ends with it.

    It opens nothing that was written before, however early its first day is, but what the worker chose. Raises
    ProblemsError when its last day has passed, or when another signed agreement begins in its days.
    """
    opens_at, closes_at = days_open(db, agreement, at)
    _end_others(db, by, agreement, opens_at, closes_at, at)
    agreement.opens_at, agreement.closes_at = opens_at, closes_at
    db.add(agreement)
    _drop_stale_signatures(db, by, agreement, at)
    note(db, by, agreement, "agreement:open", at, earlier=agreement.earlier.value)


def days_open(db: Session, agreement: Agreement, at: datetime) -> tuple[datetime, datetime | None]:
    """From when until when a draft would run, signed at this instant. Refuses one whose last day has passed."""
    zone = zone_of(db, agreement)
    opens_at, closes_at = max(start_of(agreement.starts_on, zone), at), closing(agreement.ends_on, zone)
    if closes_at is not None and closes_at <= opens_at:
        raise ProblemsError({"sign": "The last day of this agreement has passed. Change the days, then sign."})
    return opens_at, closes_at


def others_in_days(
    db: Session, agreement: Agreement, opens_at: datetime, closes_at: datetime | None
) -> list[Agreement]:
    """The worker's other signed agreements that run in these days, or begin in them."""
    others = select(Agreement).where(
        col(Agreement.worker_id) == agreement.worker_id, col(Agreement.id) != agreement.id,
        col(Agreement.opens_at).is_not(None),
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > opens_at),
    )  # fmt: skip
    found = db.exec(others.execution_options(populate_existing=True)).all()
    return [one for one in found if closes_at is None or (one.opens_at or opens_at) < closes_at]


def _end_others(
    db: Session, by: Viewer | None, agreement: Agreement, opens_at: datetime, closes_at: datetime | None, at: datetime
) -> None:
    others, zone = others_in_days(db, agreement, opens_at, closes_at), zone_of(db, agreement)
    if any(one.opens_at is not None and one.opens_at >= opens_at for one in others):
        is_worker = by is not None and by.id == agreement.worker_id
        raise ProblemsError({"sign": _DAYS_TAKEN if is_worker else _CANNOT_BEGIN})
    for other in others:
        other.ends_on = max(day_of(opens_at, zone) - timedelta(days=1), other.starts_on)
        other.closes_at = opens_at
        db.add(other)
        note(db, by, other, "agreement:end", at, ends_on=str(other.ends_on))


def _drop_stale_signatures(db: Session, by: Viewer | None, agreement: Agreement, at: datetime) -> None:
    # The worker signed those drafts without knowing that they would end this agreement, so the worker is asked again.
    drafts = select(Agreement).where(
        col(Agreement.worker_id) == agreement.worker_id, col(Agreement.id) != agreement.id,
        col(Agreement.opens_at).is_(None),
    )  # fmt: skip
    for draft in db.exec(drafts):
        of_worker = (
            col(AgreementSignature.terms_id) == newest_terms(db, draft).id,
            col(AgreementSignature.part) == Part.WORKER,
        )
        signature = db.exec(select(AgreementSignature).where(*of_worker)).first()
        if signature is not None:
            db.delete(signature)
            note(db, by, draft, "agreement:ask-again", at)
    db.flush()
