"""Changes to coaching agreements: drafted, signed, ended."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit import record
from app.clock import day_of, start_of
from app.coaching.candidates import position_problems
from app.coaching.rules import agreement_problems
from app.people.access import Viewer
from app.people.models import (
    Account,
    Agency,
    Agreement,
    AgreementFocus,
    AgreementSignature,
    AgreementTerms,
)
from app.people.permits import Level
from app.people.queries import take_turn
from app.people.rules import day_problems
from app.web.errors import ConflictError, ProblemsError

_DAYS_TAKEN = "Another agreement that is signed already begins on these days. Choose a last day before it."


def draft_agreement(
    db: Session, by: Viewer | None, *, worker: Account, coach: Account, supervisor: Account | None,
    level: Level, focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None, at: datetime,
) -> Agreement:  # fmt: skip
    """A new draft: profile id to months between two self-assessments in `focuses`. It opens nothing to anybody.

    Raises ProblemsError when the people are not of one agency, when a rhythm or the dates do not do, or when the
    worker holds no position on the first day or a profile does not fit it.
    """
    _refuse_draft(db, worker, coach, supervisor, level, focuses, starts_on, ends_on, at)
    agreement = Agreement(
        agency_id=worker.agency_id, worker_id=worker.id, coach_id=coach.id, starts_on=starts_on, ends_on=ends_on,
        drafted_by=by.id if by else None, created_at=at,
    )  # fmt: skip
    db.add(agreement)
    db.flush()
    _add_focuses(db, agreement, focuses)
    _add_terms(db, by, agreement, supervisor, level, at, number=1)
    note(db, by, agreement, "agreement:draft", at, starts_on=str(starts_on), ends_on=str(ends_on or ""))
    return agreement


def change_draft(
    db: Session, by: Viewer, agreement: Agreement, *, supervisor: Account | None, level: Level,
    focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None, at: datetime,
) -> None:  # fmt: skip
    """Write the draft anew. Whoever has signed the earlier wording signs again.

    Raises ConflictError once the agreement is in force, and ProblemsError as `draft_agreement` does.
    """
    refuse_unless_draft(db, agreement)
    worker, coach = db.get_one(Account, agreement.worker_id), db.get_one(Account, agreement.coach_id)
    _refuse_draft(db, worker, coach, supervisor, level, focuses, starts_on, ends_on, at)
    agreement.starts_on, agreement.ends_on = starts_on, ends_on
    db.add(agreement)
    db.execute(sa.delete(AgreementFocus).where(col(AgreementFocus.agreement_id) == agreement.id))
    _add_focuses(db, agreement, focuses)
    before = newest_terms(db, agreement)
    before.withdrawn_at = at
    db.add(before)
    _add_terms(db, by, agreement, supervisor, level, at, number=before.number + 1)
    note(db, by, agreement, "agreement:change-draft", at, starts_on=str(starts_on), ends_on=str(ends_on or ""))


def remove_draft(db: Session, by: Viewer, agreement: Agreement, *, at: datetime) -> None:
    """Delete a draft, which binds nobody. Raises ConflictError once the agreement is in force."""
    refuse_unless_draft(db, agreement)
    of_draft = sa.select(col(AgreementTerms.id)).where(col(AgreementTerms.agreement_id) == agreement.id)
    db.execute(sa.delete(AgreementSignature).where(col(AgreementSignature.terms_id).in_(of_draft)))
    for table in (AgreementTerms, AgreementFocus):
        db.execute(sa.delete(table).where(col(table.agreement_id) == agreement.id))
    db.execute(sa.delete(Agreement).where(col(Agreement.id) == agreement.id))
    note(db, by, agreement, "agreement:remove-draft", at)


def end_agreement(db: Session, by: Viewer | None, agreement: Agreement, *, on: date, at: datetime) -> None:
    """Set the last day, which counts whole. Refuses a day before the first, and a later one than is set already."""
    _take_turn(db, agreement)
    problems = day_problems(starts_on=agreement.starts_on, ends_on=on)
    if problems:
        raise ProblemsError(problems)
    if agreement.ends_on is not None and on > agreement.ends_on:
        raise ProblemsError({"ends_on": "This agreement ends before that day. Make a new one to go on."})
    agreement.ends_on, agreement.closes_at = on, closing(on, _zone(db, agreement))
    db.add(agreement)
    note(db, by, agreement, "agreement:end", at, ends_on=str(on))


def end_now(db: Session, by: Viewer | None, agreement: Agreement, *, at: datetime) -> None:
    """End the agreement at this instant. Ending it again changes nothing."""
    _take_turn(db, agreement)
    if agreement.closes_at is not None and agreement.closes_at <= at:
        return
    agreement.ends_on = max(day_of(at, _zone(db, agreement)), agreement.starts_on)
    agreement.closes_at = at
    db.add(agreement)
    note(db, by, agreement, "agreement:end", at, ends_on=str(agreement.ends_on))


def open_agreement(db: Session, by: Viewer | None, agreement: Agreement, *, at: datetime) -> None:
    """Put a draft in force that worker and coach have signed; the worker's agreement from before ends with it.

    It opens nothing that was written before, however early its first day is, but what the worker chose. Raises
    ProblemsError when its last day has passed, or when another signed agreement begins in its days.
    """
    zone = _zone(db, agreement)
    opens_at = max(start_of(agreement.starts_on, zone), at)
    closes_at = closing(agreement.ends_on, zone)
    if closes_at is not None and closes_at <= opens_at:
        raise ProblemsError({"ends_on": "The last day of this agreement has passed. Change the days, then sign."})
    others = select(Agreement).where(
        col(Agreement.worker_id) == agreement.worker_id, col(Agreement.id) != agreement.id,
        col(Agreement.opens_at).is_not(None),
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > opens_at),
    )  # fmt: skip
    for other in db.exec(others.execution_options(populate_existing=True)):
        if other.opens_at is not None and other.opens_at >= opens_at:
            if closes_at is None or other.opens_at < closes_at:
                raise ProblemsError({"ends_on": _DAYS_TAKEN})
            continue
        other.ends_on = max(day_of(opens_at, zone) - timedelta(days=1), other.starts_on)
        other.closes_at = opens_at
        db.add(other)
        note(db, by, other, "agreement:end", at, ends_on=str(other.ends_on))
    agreement.opens_at, agreement.closes_at = opens_at, closes_at
    db.add(agreement)
    note(db, by, agreement, "agreement:open", at, earlier=agreement.earlier.value)


def newest_terms(db: Session, agreement: Agreement) -> AgreementTerms:
    of_agreement = select(AgreementTerms).where(col(AgreementTerms.agreement_id) == agreement.id)
    return db.exec(of_agreement.order_by(col(AgreementTerms.number).desc())).first() or _missing(agreement)


def refuse_unless_draft(db: Session, agreement: Agreement) -> None:
    _take_turn(db, agreement)
    if agreement.opens_at is not None:
        raise ConflictError("This agreement is signed and in force. Change what it shares, or end it.")


def closing(ends_on: date | None, zone: str) -> datetime | None:
    """The instant at which reach closes: the last day counts whole."""
    return start_of(ends_on + timedelta(days=1), zone) if ends_on else None


def note(db: Session, by: Viewer | None, agreement: Agreement, action: str, at: datetime, **details: str | int) -> None:
    record(
        db, at=at, actor_id=by.id if by else None, agency_id=agreement.agency_id, action=action,
        subject=("agreement", agreement.id), **details,
    )  # fmt: skip


def _refuse_draft(
    db: Session, worker: Account, coach: Account, supervisor: Account | None, level: Level,
    focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None, at: datetime,
) -> None:  # fmt: skip
    problems = agreement_problems(
        worker=worker.id, coach=coach.id, supervisor=supervisor.id if supervisor else None, level=level,
        rhythms=list(focuses.values()), starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    if "starts_on" not in problems:
        problems = position_problems(db, worker, focuses, on=starts_on) | problems
    if len({account.agency_id for account in (worker, coach, supervisor) if account}) > 1:
        problems["coach"] = "Worker, coach and supervisor belong to one agency."
    closes_at = closing(ends_on, db.get_one(Agency, worker.agency_id).time_zone)
    if closes_at is not None and closes_at <= at:
        problems.setdefault("ends_on", "Choose today or a later day. An agreement opens nothing of days gone by.")
    if problems:
        raise ProblemsError(problems)


def _add_focuses(db: Session, agreement: Agreement, focuses: Mapping[UUID, int]) -> None:
    db.add_all(
        AgreementFocus(agreement_id=agreement.id, profile_id=profile, rhythm_months=months)
        for profile, months in focuses.items()
    )
    db.flush()


def _add_terms(
    db: Session, by: Viewer | None, agreement: Agreement, supervisor: Account | None, level: Level, at: datetime, *,
    number: int,
) -> None:  # fmt: skip
    db.add(
        AgreementTerms(
            agreement_id=agreement.id, number=number, supervisor_id=supervisor.id if supervisor else None,
            level=int(level), proposed_by=by.id if by else None, proposed_at=at,
        )
    )  # fmt: skip
    db.flush()


def _take_turn(db: Session, agreement: Agreement) -> None:
    take_turn(db, agreement.worker_id)
    row = select(Agreement).where(col(Agreement.id) == agreement.id)
    if db.exec(row.execution_options(populate_existing=True)).first() is None:
        raise ConflictError("This draft was removed a moment ago.")


def _zone(db: Session, agreement: Agreement) -> str:
    return db.get_one(Agency, agreement.agency_id).time_zone


def _missing(agreement: Agreement) -> AgreementTerms:
    raise LookupError(f"Agreement {agreement.id} has no terms.")
