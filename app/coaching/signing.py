"""Signatures, and what they open: the agreement itself, and what the supervisor sees of it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.clock import day_of
from app.coaching.actions import newest_terms, note, open_agreement
from app.people.access import Viewer, runs_on
from app.people.circumstances import supervisors_on
from app.people.models import Account, Agency, Agreement, AgreementSignature, AgreementTerms, Earlier, Part, Position
from app.people.permits import Level
from app.people.queries import take_turn
from app.web.errors import ConflictError, ProblemsError, RefusedError

CHANGED = "The words changed after you opened this page. Nothing is signed. Read them again, then sign."


def sign(
    db: Session, viewer: Viewer, agreement: Agreement, *, number: int, earlier: Earlier | None, at: datetime
) -> None:
    """Sign the terms of this number, in every part the viewer has. Signing again changes nothing.

    The worker says what a new coach sees of the `earlier` record. Raises ConflictError when other terms have come
    since, RefusedError for somebody the terms do not name, and ProblemsError when the worker's choice is missing,
    when the supervisor does not supervise the worker's unit today, or when the days are not free.
    """
    take_turn(db, agreement.worker_id)
    db.refresh(agreement)
    terms = newest_terms(db, agreement)
    if terms.number != number or terms.withdrawn_at is not None:
        raise ConflictError(CHANGED)
    parts = parts_of(viewer.id, agreement, terms)
    if not parts:
        raise RefusedError("This agreement does not name you, so there is nothing for you to sign.")
    if Part.WORKER in parts and agreement.opens_at is None:
        if earlier is None:
            raise ProblemsError({"earlier": "Choose what your coach sees of your earlier record."})
        agreement.earlier = earlier
    if Part.SUPERVISOR in parts:
        _refuse_other_units(db, viewer, agreement, at)
    _add_signatures(db, viewer, terms, parts, at)
    note(db, viewer, agreement, "agreement:sign", at, terms=terms.number, parts=", ".join(sorted(parts)))
    _take_effect(db, viewer, agreement, terms, at)


def signed_parts(db: Session, terms: AgreementTerms) -> set[Part]:
    return set(db.scalars(sa.select(col(AgreementSignature.part)).where(col(AgreementSignature.terms_id) == terms.id)))


def needed_parts(terms: AgreementTerms) -> set[Part]:
    return {Part.WORKER, Part.COACH} | ({Part.SUPERVISOR} if terms.supervisor_id else set())


def parts_of(account_id: UUID, agreement: Agreement, terms: AgreementTerms) -> set[Part]:
    """Every part in which this person stands in the terms: one person can be coach and supervisor."""
    named = {
        Part.WORKER: agreement.worker_id, Part.COACH: agreement.coach_id, Part.SUPERVISOR: terms.supervisor_id,
    }  # fmt: skip
    return {part for part, person in named.items() if person == account_id}


def _add_signatures(db: Session, viewer: Viewer, terms: AgreementTerms, parts: set[Part], at: datetime) -> None:
    db.add_all(
        AgreementSignature(terms_id=terms.id, account_id=viewer.id, part=part, signed_at=at)
        for part in sorted(parts - signed_parts(db, terms))
    )
    db.flush()


def _take_effect(db: Session, viewer: Viewer, agreement: Agreement, terms: AgreementTerms, at: datetime) -> None:
    signed = signed_parts(db, terms)
    if agreement.opens_at is None and {Part.WORKER, Part.COACH} <= signed:
        open_agreement(db, viewer, agreement, at=at)
    if agreement.opens_at is None or terms.in_force_at is not None:
        return
    # That assessments took place a supervisor of the unit sees in any case, so nothing waits for that signature.
    if terms.level == Level.ACTIVITY or needed_parts(terms) <= signed:
        terms.in_force_at = max(agreement.opens_at, at)
        if Part.SUPERVISOR in signed:
            terms.unit_id, terms.bound_on = _unit_of(db, agreement, at)
        db.add(terms)


def _refuse_other_units(db: Session, viewer: Viewer, agreement: Agreement, at: datetime) -> None:
    worker = db.get_one(Account, agreement.worker_id)
    if viewer.id not in {person for person, _ in supervisors_on(db, worker, viewer.today(at))}:
        raise ProblemsError({"sign": "You do not supervise this worker’s unit today, so there is nothing to sign yet."})


def _unit_of(db: Session, agreement: Agreement, at: datetime) -> tuple[UUID | None, date]:
    today = day_of(at, db.get_one(Agency, agreement.agency_id).time_zone)
    held = (col(Position.account_id) == agreement.worker_id, runs_on(Position, today))
    return db.exec(select(Position.unit_id).where(*held)).first(), today
