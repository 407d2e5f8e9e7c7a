"""Who has a part in an agreement: the policy's reaches over agreements, as SQL."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.people.access import Viewer, visible_workers, workers_as
from app.people.models import Agreement, AgreementTerms, Part
from app.people.permits import PERMITS, Permission, Reach, Role
from app.web.errors import NotFoundError, RefusedError

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_TERMS, _LATER = aliased(AgreementTerms), aliased(AgreementTerms)

# A coach's names reach a draft as well: the coach's own.
_OF_A_PARTY = (Reach.PARTY, Reach.NAMES)


def agreement_or_404(
    db: Session, viewer: Viewer, permission: Permission, agreement_id: UUID, *, now: datetime
) -> Agreement:
    """The agreement with this id, if the permission reaches it; else NotFoundError, as if there were none."""
    found = select(Agreement).where(col(Agreement.id) == agreement_id, reaches(viewer, permission, now))
    agreement = db.exec(found).first()
    if agreement is None:
        raise NotFoundError
    return agreement


def permitted_or_refused(
    db: Session, viewer: Viewer, permission: Permission, agreement_id: UUID, *, now: datetime
) -> Agreement:
    """The same for a change. Raises RefusedError when the viewer reads the agreement and may not do this with it."""
    agreement = agreement_or_404(db, viewer, Permission.READ_AGREEMENT, agreement_id, now=now)
    if not is_permitted(db, viewer, permission, agreement, now=now):
        raise RefusedError("This is not yours to do in this agreement.")
    return agreement


def is_permitted(db: Session, viewer: Viewer, permission: Permission, agreement: Agreement, *, now: datetime) -> bool:
    found = sa.select(col(Agreement.id)).where(col(Agreement.id) == agreement.id, reaches(viewer, permission, now))
    return db.scalar(found) is not None


def reaches(viewer: Viewer, permission: Permission, now: datetime) -> sa.ColumnElement[bool]:
    """The condition that this permission of the viewer reaches an agreement: as a party, or over its agency."""
    workers = visible_workers(viewer, permission, now)
    return sa.or_(col(Agreement.worker_id).in_(workers), is_party(viewer, permission, now))


def is_party(viewer: Viewer, permission: Permission, now: datetime) -> sa.ColumnElement[bool]:
    """The condition that the viewer stands in an agreement, in a part whose role has the permission."""
    roles = [role for role, reach in PERMITS[permission].items() if reach in _OF_A_PARTY and role in viewer.roles]
    return sa.or_(sa.false(), *(_stands_as(role, viewer, now) for role in roles))


def parts_of(account_id: UUID, agreement: Agreement, terms: AgreementTerms) -> set[Part]:
    """Every part in which this person stands in the terms: one person can be coach and supervisor."""
    named = {
        Part.WORKER: agreement.worker_id, Part.COACH: agreement.coach_id, Part.SUPERVISOR: terms.supervisor_id,
    }  # fmt: skip
    return {part for part, person in named.items() if person == account_id}


def parts_held(viewer: Viewer, agreement: Agreement, terms: AgreementTerms) -> set[Part]:
    """The parts of a person in the terms for which the role is held today."""
    return {part for part in parts_of(viewer.id, agreement, terms) if Role(part.value) in viewer.roles}


def needed_parts(terms: AgreementTerms) -> set[Part]:
    return {Part.WORKER, Part.COACH} | ({Part.SUPERVISOR} if terms.supervisor_id else set())


def is_told(viewer: Viewer, agreement: Agreement, terms: AgreementTerms) -> bool:
    """Whether a wording is told to the viewer: a supervisor reads those that name nobody, or that very supervisor."""
    between_two = viewer.id in (agreement.worker_id, agreement.coach_id)
    return between_two or viewer.may(Permission.MANAGE_AGREEMENTS) or terms.supervisor_id in (None, viewer.id)


def wordings_of(db: Session, agreements: list[UUID]) -> dict[UUID, list[AgreementTerms]]:
    """By agreement: every wording, the oldest first, whether it counts or waits."""
    of_agreements = select(AgreementTerms).where(col(AgreementTerms.agreement_id).in_(agreements))
    found: dict[UUID, list[AgreementTerms]] = {}
    for terms in db.exec(of_agreements.order_by(col(AgreementTerms.number))):
        found.setdefault(terms.agreement_id, []).append(terms)
    return found


def counting_of(terms: list[AgreementTerms]) -> AgreementTerms | None:
    """The newest wording that counts, or will from the first day on."""
    return next((one for one in reversed(terms) if one.in_force_at is not None), None)


def supervisor_of(terms: list[AgreementTerms]) -> UUID | None:
    """Whom the wording names that counts, or the newest while none does; nobody, once that was taken back."""
    named = counting_of(terms) or terms[-1]
    return named.supervisor_id if named.withdrawn_at is None else None


def _stands_as(role: Role, viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    if role is Role.WORKER:
        return col(Agreement.worker_id) == viewer.id
    if role is Role.COACH:
        return col(Agreement.coach_id) == viewer.id
    # A draft is read by whom it names, to sign or to decline it. Later a move ends the part.
    of_unit = col(Agreement.worker_id).in_(workers_as(Role.SUPERVISOR, viewer, Permission.READ_ACTIVITY, now))
    return sa.and_(_is_named(viewer.id), sa.or_(col(Agreement.opens_at).is_(None), of_unit))


def _is_named(account_id: UUID) -> sa.ColumnElement[bool]:
    """Named by the terms that count now, or by an offer that waits. Whom later terms replaced has no part left."""
    terms, later = _TERMS, _LATER
    counts = col(later.in_force_at).is_not(None)
    replaced = sa.exists().where(
        col(later.agreement_id) == col(terms.agreement_id), col(later.number) > col(terms.number), counts
    )
    return sa.exists().where(
        col(terms.agreement_id) == col(Agreement.id), col(terms.supervisor_id) == account_id,
        col(terms.withdrawn_at).is_(None), sa.not_(replaced),
    )  # fmt: skip
