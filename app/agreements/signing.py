"""Signatures, and what they open: the agreement itself, and what the supervisor sees of it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.access import needed_parts, parts_held
from app.agreements.candidates import own_position_problem
from app.agreements.opening import days_open, open_agreement, refuse_taken_days
from app.agreements.store import newest_terms, note, take_agreement
from app.agreements.waits import missing_parts, supervises_today
from app.clock import day_of
from app.people.access import Viewer, is_open, runs_on
from app.people.models import (
    Account,
    AccountRole,
    Agency,
    Agreement,
    AgreementSignature,
    AgreementTerms,
    Earlier,
    Part,
    Position,
)
from app.people.permits import Level, Role
from app.people.queries import focuses_of
from app.web.errors import ConflictError, ProblemsError, RefusedError
from app.web.words import first_name


class WordsChangedError(ConflictError):
    """The wording that was read is not the newest any more, so nothing was signed."""


CHANGED = "The words changed after you opened this page. Nothing is signed. Read them again, then sign."


def sign(
    db: Session, viewer: Viewer, agreement: Agreement, *, number: int, earlier: Earlier | None, at: datetime
) -> None:
    """Sign the terms of this number, in every part the viewer has. Signing again changes nothing.

    The worker says what a new coach sees of the `earlier` record, and may say otherwise until the coach has signed.
    Raises ConflictError when other terms have come since or the agreement has ended, RefusedError for somebody the
    terms do not name, and ProblemsError when the worker's choice is missing, when a profile does not fit the worker's
    position, when the supervisor does not supervise the worker's unit today, when worker or coach has left, or when the
    days are not free.
    """
    take_agreement(db, agreement)
    terms = newest_terms(db, agreement)
    _refuse_stale(agreement, terms, number, at)
    held = parts_held(viewer, agreement, terms)
    if not held:
        raise RefusedError("This agreement does not name you, so there is nothing for you to sign.")
    if agreement.opens_at is None:
        days_open(db, agreement, at)
        _refuse_left(db, agreement)
    if Part.WORKER in held and agreement.opens_at is None:
        refuse_taken_days(db, agreement, at=at)
        _refuse_misfit(db, agreement)
        _keep_choice(db, viewer, agreement, earlier, at)
    parts = held & missing_parts(terms, signed_parts(db, terms))
    if Part.SUPERVISOR in parts and not supervises_today(db, viewer, agreement, at):
        parts = _without_supervisor(parts)
    if parts:
        _add_signatures(db, viewer, terms, parts, at)
        note(db, viewer, agreement, "agreement:sign", at, terms=terms.number, parts=", ".join(sorted(parts)))
        _take_effect(db, viewer, agreement, terms, at)


def signed_parts(db: Session, terms: AgreementTerms) -> set[Part]:
    return set(db.scalars(sa.select(col(AgreementSignature.part)).where(col(AgreementSignature.terms_id) == terms.id)))


def _refuse_stale(agreement: Agreement, terms: AgreementTerms, number: int, at: datetime) -> None:
    if agreement.closes_at is not None and agreement.closes_at <= at:
        raise ConflictError("This agreement has ended, so there is nothing to sign.")
    if terms.number != number or terms.withdrawn_at is not None:
        raise WordsChangedError(CHANGED)


def _refuse_left(db: Session, agreement: Agreement) -> None:
    """An agreement with somebody who cannot take part would end the one before it for nothing."""
    for person, role in ((agreement.worker_id, Role.WORKER), (agreement.coach_id, Role.COACH)):
        account = db.get_one(Account, person)
        holds = (col(AccountRole.account_id) == person, col(AccountRole.role) == role, is_open(Account))
        joined = sa.select(col(Account.id)).join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        if db.scalar(joined.where(*holds)) is None:
            name = first_name(account.name)
            raise ProblemsError({"sign": f"{name} cannot take part at present. An administrator can put this right."})


def _refuse_misfit(db: Session, agreement: Agreement) -> None:
    worker, profiles = db.get_one(Account, agreement.worker_id), [one.profile_id for one in focuses_of(db, agreement)]
    if problem := own_position_problem(db, worker, profiles, on=agreement.starts_on):
        raise ProblemsError({"sign": problem})


def _keep_choice(db: Session, viewer: Viewer, agreement: Agreement, earlier: Earlier | None, at: datetime) -> None:
    if earlier is None:
        raise ProblemsError({"earlier": "Choose what your coach sees of your earlier record."})
    if earlier is not agreement.earlier:
        agreement.earlier = earlier
        db.add(agreement)
        note(db, viewer, agreement, "agreement:choose-earlier", at, earlier=earlier.value)


def _without_supervisor(parts: set[Part]) -> set[Part]:
    # Whoever is the coach as well signs as coach; the other part waits until the unit is the person's own.
    if parts == {Part.SUPERVISOR}:
        raise ProblemsError({"sign": "You do not supervise this worker’s unit today, so there is nothing to sign yet."})
    return parts - {Part.SUPERVISOR}


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


def _unit_of(db: Session, agreement: Agreement, at: datetime) -> tuple[UUID | None, date]:
    today = day_of(at, db.get_one(Agency, agreement.agency_id).time_zone)
    held = (col(Position.account_id) == agreement.worker_id, runs_on(Position, today))
    return db.exec(select(Position.unit_id).where(*held)).first(), today
