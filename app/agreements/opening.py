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
# The worker meets this at signing. A coach is told of no other agreement, and of no days.
_ASK_WORKER = "Something changed since the worker signed. Please ask the worker to read this again."


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


def refuse_taken_days(db: Session, agreement: Agreement, *, at: datetime) -> None:
    """Raises ProblemsError when another signed agreement of the worker begins in the days of this draft."""
    opens_at, closes_at = days_open(db, agreement, at)
    if _later(others_in_days(db, agreement, opens_at, closes_at), opens_at):
        raise ProblemsError({"sign": _DAYS_TAKEN})


def give_days_back(db: Session, by: Viewer | None, agreement: Agreement, *, at: datetime) -> None:
    """What was to end with an agreement that never began goes on, until its own last day or until another begins."""
    opens_at = agreement.opens_at
    if opens_at is None or agreement.closes_at is None or agreement.closes_at > opens_at:
        return
    # An end that was set since then stands.
    was_cut = (col(Agreement.cut_by) == agreement.id, col(Agreement.closes_at) == opens_at)
    for other in db.exec(select(Agreement).where(*was_cut)).all():
        other.ends_on, other.closes_at = other.uncut_ends_on, closing(other.uncut_ends_on, zone_of(db, other))
        other.uncut_ends_on, other.cut_by = None, None
        db.add(other)
        note(db, by, other, "agreement:go-on", at, ends_on=str(other.ends_on or ""))
        for following in _later(others_in_days(db, other, opens_at, other.closes_at), opens_at)[:1]:
            _cut(db, by, other, following, following.opens_at or opens_at, at)


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
    others = others_in_days(db, agreement, opens_at, closes_at)
    if _later(others, opens_at):
        is_worker = by is not None and by.id == agreement.worker_id
        raise ProblemsError({"sign": _DAYS_TAKEN if is_worker else _ASK_WORKER})
    for other in others:
        _cut(db, by, other, agreement, opens_at, at)


def _cut(
    db: Session, by: Viewer | None, other: Agreement, following: Agreement, opens_at: datetime, at: datetime
) -> None:
    before = day_of(opens_at, zone_of(db, other)) - timedelta(days=1)
    other.uncut_ends_on, other.cut_by = other.ends_on, following.id
    other.ends_on, other.closes_at = max(before, other.starts_on), opens_at
    db.add(other)
    note(db, by, other, "agreement:end", at, ends_on=str(other.ends_on))


def _later(others: list[Agreement], opens_at: datetime) -> list[Agreement]:
    """Those that begin in the days, the first of them first."""
    begins = [(one.opens_at, one) for one in others if one.opens_at is not None and one.opens_at >= opens_at]
    return [one for _, one in sorted(begins, key=lambda pair: pair[0])]


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
