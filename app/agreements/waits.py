"""Agreements and offers that wait for somebody's signature."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.access import is_party, needed_parts, parts_held, wordings_of
from app.people.access import Viewer, workers_as
from app.people.models import Agreement, AgreementSignature, AgreementTerms, Part
from app.people.permits import Permission, Role
from app.people.queries import names_of
from app.web.words import listed


@dataclass(frozen=True)
class WaitingSignature:
    """Terms that one person has yet to sign: `parts` in words, such as "coach and supervisor".

    `is_offer` tells that the agreement is in force, and that a change of what the supervisor sees waits.
    """

    agreement_id: UUID
    worker: str
    coach: str
    parts: str
    since: datetime
    is_offer: bool


def waiting_for_signature(db: Session, viewer: Viewer, now: datetime) -> list[WaitingSignature]:
    """What the viewer can sign today, the oldest first."""
    found = select(Agreement).where(
        is_party(viewer, Permission.SIGN_AGREEMENT, now),
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now),
    )
    agreements = list(db.exec(found))
    newest = {key: terms[-1] for key, terms in wordings_of(db, [one.id for one in agreements]).items()}
    signed = signed_by_terms(db, [terms.id for terms in newest.values()])
    names = names_of(db, {person for one in agreements for person in (one.worker_id, one.coach_id)})
    if not agreements:
        return []
    supervised = supervised_today(db, viewer, now)
    waiting = []
    for agreement in agreements:
        terms = newest[agreement.id]
        parts = _signable(viewer, agreement, terms, set(signed.get(terms.id, {})), supervised)
        if parts:
            worker, coach = names[agreement.worker_id], names[agreement.coach_id]
            is_offer = agreement.opens_at is not None
            waiting.append(
                WaitingSignature(agreement.id, worker, coach, part_words(parts), terms.proposed_at, is_offer)
            )
    return sorted(waiting, key=lambda one: (one.since, one.worker))


def signed_by_terms(db: Session, terms: Collection[UUID]) -> dict[UUID, dict[Part, datetime]]:
    """By terms: who has signed, in which part, and when."""
    rows = db.exec(select(AgreementSignature).where(col(AgreementSignature.terms_id).in_(terms)))
    found: dict[UUID, dict[Part, datetime]] = {}
    for row in rows:
        found.setdefault(row.terms_id, {})[row.part] = row.signed_at
    return found


def missing_parts(terms: AgreementTerms, signed: Collection[Part]) -> set[Part]:
    """Whose signature the terms want. What was narrowed wants none, and none
    what was withdrawn or what counts from before signatures were kept."""
    counts_without = terms.in_force_at is not None and Part.WORKER not in signed
    return set() if counts_without or terms.withdrawn_at else needed_parts(terms) - set(signed)


def signable(
    db: Session, viewer: Viewer, agreement: Agreement, terms: AgreementTerms, signed: Collection[Part], now: datetime
) -> set[Part]:
    """The parts in which the viewer can sign these terms now: as supervisor those of the own unit alone."""
    return _signable(viewer, agreement, terms, signed, supervised_today(db, viewer, now))


def supervises_today(db: Session, viewer: Viewer, agreement: Agreement, now: datetime) -> bool:
    return agreement.worker_id in supervised_today(db, viewer, now)


def supervised_today(db: Session, viewer: Viewer, now: datetime) -> set[UUID]:
    """The workers of the units that the viewer supervises today."""
    if Role.SUPERVISOR not in viewer.roles:
        return set()
    return set(db.scalars(workers_as(Role.SUPERVISOR, viewer, Permission.READ_ACTIVITY, now)))


def part_words(parts: Collection[Part]) -> str:
    """Worker, coach and supervisor, in this order."""
    return listed(part.value for part in Part if part in parts)


def _signable(
    viewer: Viewer, agreement: Agreement, terms: AgreementTerms, signed: Collection[Part], supervised: Collection[UUID]
) -> set[Part]:
    parts = parts_held(viewer, agreement, terms) & missing_parts(terms, signed)
    return parts if agreement.worker_id in supervised else parts - {Part.SUPERVISOR}
