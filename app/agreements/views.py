"""The page of one agreement: what it tells this viewer, and what this viewer can do."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.agreements.access import is_permitted
from app.agreements.history import history, signatures
from app.agreements.pace_views import pace_of
from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement, load
from app.agreements.same_two import same_two
from app.agreements.sharing import level_now
from app.agreements.sharing_choices import sharing_choices, waiting_offer
from app.agreements.sight import NEVER_BEGAN, opened_by, sights
from app.agreements.signing import CHANGED
from app.agreements.signing_choices import changed_since, signing_choice
from app.people.access import Viewer, worker_or_404
from app.people.models import Agreement, AgreementTerms, Earlier
from app.people.permits import Permission
from app.people.who import IN_FULL, Line, lines_for_person
from app.web.errors import NotFoundError


def agreement_page(db: Session, viewer: Viewer, agreement: Agreement, *, now: datetime) -> dict[str, Any]:
    """Everything that the template of an agreement shows."""
    one = load(db, viewer, agreement, now=now)
    level = level_now(db, viewer, agreement, one.supervisor_id, at=now) if one.supervisor_id else None
    two = same_two(db, agreement, supervisor=one.supervisor_id, now=now, zone=viewer.zone)
    return {
        "changed": "", "never_began": NEVER_BEGAN if one.never_began else "", "opened_by": opened_by(one, level),
        "agreement": agreement, "state": one.state, "today": viewer.today(now),
        "worker_name": one.names[agreement.worker_id], "coach_name": one.names[agreement.coach_id],
        "supervisor_name": one.names[one.supervisor_id] if one.supervisor_id else None,
        "sights": sights(db, viewer, one, two, level, now), "who": _who(db, viewer, one, now), "in_full": IN_FULL,
        "signatures": signatures(agreement, _signed_wording(one), one.signed, one.names, viewer.zone),
        "history": history(agreement, one.terms, one.signed, one.names, viewer.zone),
        "signing": signing_choice(db, viewer, one, two, level, now),
        "typed": _typed(agreement), "errors": {}, "number": one.newest.number,
        "offer": waiting_offer(one, viewer), "sharing": sharing_choices(db, viewer, one, level, now),
    } | pace_of(db, viewer, one, now=now) | _rights(db, viewer, one, now)  # fmt: skip


def changed_page(
    db: Session, viewer: Viewer, agreement: Agreement, *, number: int, now: datetime, said: str = CHANGED
) -> dict[str, Any]:
    """The same page for somebody who has read another wording, with what is other now."""
    changed = changed_since(load(db, viewer, agreement, now=now), number)
    return agreement_page(db, viewer, agreement, now=now) | {"changed": f"{said} {changed}".strip()}


def _typed(agreement: Agreement) -> dict[str, str]:
    """The forms of the page before anything is typed."""
    return {
        "ends_on": str(agreement.ends_on or ""),
        "level": "",
        "supervisor": "",
        "earlier": Earlier.NOTHING,
        "go": "",
    }


def _who(db: Session, viewer: Viewer, one: LoadedAgreement, now: datetime) -> list[Line]:
    """The line of pages about a person, for the two whose agreement it is, as far as they read that person."""
    if not one.between_two:
        return []
    try:
        worker = worker_or_404(db, viewer, Permission.READ_PERSON, one.agreement.worker_id, now=now)
    except NotFoundError:
        return []
    return lines_for_person(db, viewer, worker, now)


def _signed_wording(one: LoadedAgreement) -> AgreementTerms:
    """The wording whose signatures count; what was narrowed at once has none of its own.

    An agreement runs as soon as worker and coach have signed, though a supervisor has not, or never will.
    """
    if one.state is State.DRAFT:
        return one.newest
    signed = [terms for terms in reversed(one.terms) if one.signed.get(terms.id)]
    return next((terms for terms in signed if terms.in_force_at), signed[0] if signed else one.newest)


def _rights(db: Session, viewer: Viewer, one: LoadedAgreement, now: datetime) -> dict[str, bool]:
    def may(permission: Permission) -> bool:
        return is_permitted(db, viewer, permission, one.agreement, now=now)

    is_draft = one.state is State.DRAFT
    return {
        "may_change": is_draft and may(Permission.DRAFT_AGREEMENT),
        "may_remove": is_draft and may(Permission.DECLINE_DRAFT),
        "may_end": not is_draft and one.state is not State.ENDED and may(Permission.END_AGREEMENT),
        "is_party": bool(one.parts),
    }  # fmt: skip
