"""Changes to coaching agreements: drafted, signed, ended."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.candidates import manages, position_problems, supervisor_problems
from app.agreements.opening import give_days_back
from app.agreements.opening import open_agreement as open_agreement
from app.agreements.rules import agreement_problems
from app.agreements.store import Wording, closing, note, take_agreement, wording_of, zone_of
from app.agreements.store import newest_terms as newest_terms
from app.clock import day_of
from app.people.access import Viewer
from app.people.models import (
    USUAL_MINUTES,
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
from app.web.errors import ConflictError, NewerError, ProblemsError

_ENDED = "This agreement has ended already."


def draft_agreement(
    db: Session, by: Viewer | None, *, worker: Account, coach: Account, supervisor: Account | None,
    level: Level, focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None,
    minutes: int = USUAL_MINUTES, at: datetime,
) -> Agreement:  # fmt: skip
    """A new draft: profile id to months between two self-assessments in `focuses`. It opens nothing to anybody.

    `minutes` are those of coaching in a month.

    Raises ProblemsError when the people are not of one agency, or when a rhythm or the dates do not do; where somebody
    drafts who knows units and positions, also when the worker holds no position on the first day, when a profile does
    not fit it, or when the supervisor does not supervise the worker's unit.
    """
    _refuse_draft(db, by, worker, coach, Wording(supervisor, level, focuses, starts_on, ends_on, minutes), at)
    agreement = Agreement(
        agency_id=worker.agency_id, worker_id=worker.id, coach_id=coach.id, starts_on=starts_on, ends_on=ends_on,
        coaching_minutes=minutes, drafted_by=by.id if by else None, created_at=at,
    )  # fmt: skip
    db.add(agreement)
    db.flush()
    _add_focuses(db, agreement, focuses)
    _add_terms(db, by, agreement, supervisor, level, at, number=1)
    note(db, by, agreement, "agreement:draft", at, starts_on=str(starts_on), ends_on=str(ends_on or ""))
    return agreement


def drafted_already(db: Session, by: Viewer, worker: Account, coach: Account, wording: Wording) -> Agreement | None:
    """The draft of the same wording that this person has made before: a form sent twice is one draft."""
    take_turn(db, worker.id)
    drafts = select(Agreement).where(
        col(Agreement.worker_id) == worker.id, col(Agreement.coach_id) == coach.id,
        col(Agreement.drafted_by) == by.id, col(Agreement.opens_at).is_(None),
    )  # fmt: skip
    return next((draft for draft in db.exec(drafts) if wording_of(db, draft) == wording), None)


def change_draft(
    db: Session, by: Viewer, agreement: Agreement, *, supervisor: Account | None, level: Level,
    focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None, minutes: int = USUAL_MINUTES,
    at: datetime, number: int | None = None,
) -> None:  # fmt: skip
    """Write the draft anew. Whoever has signed the earlier wording signs again.

    `number` is that of the terms which were read; the same wording sent again changes nothing. Raises NewerError
    when others have come since, ConflictError once the agreement is in force, and ProblemsError as `draft_agreement`
    does.
    """
    _take_draft(db, agreement)
    worker, coach = db.get_one(Account, agreement.worker_id), db.get_one(Account, agreement.coach_id)
    to = Wording(supervisor, level, focuses, starts_on, ends_on, minutes)
    _refuse_draft(db, by, worker, coach, to, at)
    if number is not None and wording_of(db, agreement) == to:
        return
    if number not in (None, newest_terms(db, agreement).number):
        raise NewerError
    agreement.starts_on, agreement.ends_on, agreement.coaching_minutes = starts_on, ends_on, minutes
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
    _take_draft(db, agreement)
    supervisor = newest_terms(db, agreement).supervisor_id
    of_draft = sa.select(col(AgreementTerms.id)).where(col(AgreementTerms.agreement_id) == agreement.id)
    db.execute(sa.delete(AgreementSignature).where(col(AgreementSignature.terms_id).in_(of_draft)))
    for table in (AgreementTerms, AgreementFocus):
        db.execute(sa.delete(table).where(col(table.agreement_id) == agreement.id))
    db.execute(sa.delete(Agreement).where(col(Agreement.id) == agreement.id))
    people = sorted({str(person) for person in (agreement.worker_id, agreement.coach_id, supervisor) if person})
    is_asked = by.id in (agreement.worker_id, supervisor) and by.id != agreement.coach_id
    note(db, by, agreement, "agreement:remove-draft", at, people=people, declined=is_asked)


def end_agreement(
    db: Session, by: Viewer | None, agreement: Agreement, *, on: date, at: datetime, were: str | None = None
) -> None:
    """Set the last day, which counts whole.

    Refuses a day gone by, which would close what was open that day, one before the first, and a later one than is set
    already. Raises ConflictError for a draft and for an agreement that has ended, and NewerError when the last day
    `were` another one on the page that asks.
    """
    _refuse_unless_signed(db, agreement)
    if agreement.closes_at is not None and agreement.closes_at <= at:
        raise ConflictError(_ENDED)
    if agreement.ends_on == on:
        return
    if were not in (None, str(agreement.ends_on or "")):
        raise NewerError
    problems = day_problems(starts_on=agreement.starts_on, ends_on=on)
    if on < day_of(at, zone_of(db, agreement)):
        problems.setdefault("ends_on", "Choose today or a later day.")
    if problems:
        raise ProblemsError(problems)
    if agreement.ends_on is not None and on > agreement.ends_on:
        raise ProblemsError({"ends_on": "This agreement ends before that day. Make a new one to go on."})
    agreement.ends_on, agreement.closes_at = on, closing(on, zone_of(db, agreement))
    db.add(agreement)
    note(db, by, agreement, "agreement:end", at, ends_on=str(on))


def end_now(db: Session, by: Viewer | None, agreement: Agreement, *, at: datetime) -> None:
    """End the agreement at this instant. Ending it again changes nothing. Raises ConflictError for a draft.

    Ended before it began, it gives back the days of the agreement that was to end with it.
    """
    _refuse_unless_signed(db, agreement)
    if agreement.closes_at is not None and agreement.closes_at <= at:
        return
    agreement.ends_on = max(day_of(at, zone_of(db, agreement)), agreement.starts_on)
    agreement.closes_at = at
    db.add(agreement)
    note(db, by, agreement, "agreement:end", at, ends_on=str(agreement.ends_on))
    db.flush()
    give_days_back(db, by, agreement, at=at)


def refuse_unless_draft(agreement: Agreement) -> None:
    """Raises ConflictError once the agreement is in force. A page asks this without taking a turn to write."""
    if agreement.opens_at is not None:
        raise ConflictError("This agreement is signed and in force. Change what it shares, or end it.")


def _refuse_draft(db: Session, by: Viewer | None, worker: Account, coach: Account, to: Wording, at: datetime) -> None:
    supervisor, starts_on = to.supervisor, to.starts_on
    problems = agreement_problems(
        worker=worker.id, coach=coach.id, supervisor=supervisor.id if supervisor else None, level=to.level,
        rhythms=list(to.focuses.values()), starts_on=starts_on, ends_on=to.ends_on, minutes=to.minutes,
    )  # fmt: skip
    # A coach learns names alone, and trying would tell who is where: for a coach both wait for the signatures.
    if manages(by) and "starts_on" not in problems:
        problems = position_problems(db, worker, to.focuses, on=starts_on) | problems
    if by and manages(by) and supervisor and not {"supervisor", "starts_on"} & set(problems):
        problems |= supervisor_problems(db, by, worker, supervisor, starts_on=starts_on, now=at)
    if len({account.agency_id for account in (worker, coach, supervisor) if account}) > 1:
        problems["coach"] = "Worker, coach and supervisor belong to one agency."
    closes_at = closing(to.ends_on, db.get_one(Agency, worker.agency_id).time_zone)
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


def _take_draft(db: Session, agreement: Agreement) -> None:
    take_agreement(db, agreement)
    refuse_unless_draft(agreement)


def _refuse_unless_signed(db: Session, agreement: Agreement) -> None:
    take_agreement(db, agreement)
    if agreement.opens_at is None:
        raise ConflictError("This is a draft, and it binds nobody. Remove it instead.")
