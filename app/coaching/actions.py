"""Changes to coaching agreements."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit import record
from app.clock import start_of
from app.coaching.candidates import position_problems
from app.coaching.rules import agreement_problems
from app.people.access import Viewer
from app.people.models import Account, Agency, Agreement, AgreementFocus
from app.people.queries import take_turn
from app.people.rules import day_problems
from app.web.errors import ProblemsError


def make_agreement(
    db: Session, by: Viewer | None, *, worker: Account, coach: Account, supervisor: Account | None,
    focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None, at: datetime,
) -> Agreement:  # fmt: skip
    """A new agreement: profile id to months between two self-assessments in `focuses`.

    An agreement opens nothing that was written before it was made, however early its first day is. Raises
    ProblemsError when the people are not of one agency, when a rhythm or the dates do not do, when the worker holds
    no position on the first day or a profile does not fit it, or when the worker has another agreement on any of
    these days: one person has one coach at a time.
    """
    take_turn(db, worker.id)
    problems = agreement_problems(
        worker=worker.id, coach=coach.id, supervisor=supervisor.id if supervisor else None,
        rhythms=list(focuses.values()), starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    if "starts_on" not in problems:
        problems = position_problems(db, worker, focuses, on=starts_on) | problems
    if len({account.agency_id for account in (worker, coach, supervisor) if account}) > 1:
        problems["coach"] = "Worker, coach and supervisor belong to one agency."
    if _overlapping(db, worker, starts_on, ends_on):
        problems.setdefault("starts_on", "There is another agreement on these days. End it first, or choose others.")
    zone = db.get_one(Agency, worker.agency_id).time_zone
    closes_at = _closes_at(ends_on, zone)
    if closes_at is not None and closes_at <= at:
        problems.setdefault("ends_on", "Choose today or a later day. An agreement opens nothing of days gone by.")
    if problems:
        raise ProblemsError(problems)
    agreement = Agreement(
        agency_id=worker.agency_id, worker_id=worker.id, coach_id=coach.id,
        supervisor_id=supervisor.id if supervisor else None, starts_on=starts_on, ends_on=ends_on,
        opens_at=max(start_of(starts_on, zone), at), closes_at=closes_at, created_at=at,
    )  # fmt: skip
    db.add(agreement)
    db.flush()
    db.add_all(
        AgreementFocus(agreement_id=agreement.id, profile_id=profile, rhythm_months=months)
        for profile, months in focuses.items()
    )
    db.flush()
    _note(db, by, agreement, "agreement:make", at, starts_on=str(starts_on), ends_on=str(ends_on or ""))
    return agreement


def end_agreement(db: Session, by: Viewer | None, agreement: Agreement, *, on: date, at: datetime) -> None:
    """Set the last day. Refuses a day before the first, and a later day than one that is set already."""
    take_turn(db, agreement.worker_id)
    db.refresh(agreement)
    problems = day_problems(starts_on=agreement.starts_on, ends_on=on)
    if problems:
        raise ProblemsError(problems)
    if agreement.ends_on is not None and on > agreement.ends_on:
        raise ProblemsError({"ends_on": "This agreement ends before that day. Make a new one to go on."})
    zone = db.get_one(Agency, agreement.agency_id).time_zone
    agreement.ends_on, agreement.closes_at = on, _closes_at(on, zone)
    db.add(agreement)
    _note(db, by, agreement, "agreement:end", at, ends_on=str(on))


def _overlapping(db: Session, worker: Account, starts_on: date, ends_on: date | None) -> Agreement | None:
    of_worker = select(Agreement).where(col(Agreement.worker_id) == worker.id)
    for other in db.exec(of_worker.execution_options(populate_existing=True)):
        begins_before_the_end = ends_on is None or other.starts_on <= ends_on
        ends_after_the_start = other.ends_on is None or other.ends_on >= starts_on
        if begins_before_the_end and ends_after_the_start:
            return other
    return None


def _closes_at(ends_on: date | None, zone: str) -> datetime | None:
    # The last day counts whole, so reach closes at the first instant of the next.
    return start_of(ends_on + timedelta(days=1), zone) if ends_on else None


def _note(db: Session, by: Viewer | None, agreement: Agreement, action: str, at: datetime, **details: str) -> None:
    record(
        db, at=at, actor_id=by.id if by else None, agency_id=agreement.agency_id, action=action,
        subject=("agreement", agreement.id), **details,
    )  # fmt: skip
