"""What the people of an agreement do with it: sign, share less or offer more, end it."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.agreements import actions, forms, sharing
from app.agreements.access import is_permitted, permitted_or_refused
from app.agreements.signing import sign
from app.agreements.views import agreement_page
from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import NotFoundError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other

router = APIRouter(prefix="/agreements/{agreement_id}")
signs, narrows, ends = (
    [Depends(Permit(permission, seen_by=Permission.READ_AGREEMENT))]
    for permission in (Permission.SIGN_AGREEMENT, Permission.NARROW_SHARING, Permission.END_AGREEMENT)
)


@router.post("/signature", dependencies=signs)
def sign_agreement(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID
) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SIGN_AGREEMENT, agreement_id, now=now)
    number, earlier = forms.terms_number(form), forms.earlier_choice(form)
    try:
        sign(db, viewer, agreement, number=number, earlier=earlier, at=now)
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    return see_other(f"/agreements/{agreement_id}", done="agreement-signed")


# Everybody with a part may let the supervisor see less; who may offer more is asked where it is offered.
@router.post("/sharing", dependencies=narrows)
def change_sharing(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID
) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.NARROW_SHARING, agreement_id, now=now)
    try:
        done = _change_sharing(db, viewer, agreement, form, now)
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    # A supervisor who declined the one wording with that name has no part left, and no page to go back to.
    is_left = not is_permitted(db, viewer, Permission.READ_AGREEMENT, agreement, now=now)
    return see_other("/agreements" if is_left else f"/agreements/{agreement_id}", done=done)


@router.post("/end", dependencies=ends)
def end(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.END_AGREEMENT, agreement_id, now=now)
    if form.text("go") == "now":
        actions.end_now(db, viewer, agreement, at=now)
        return see_other(f"/agreements/{agreement_id}", done="agreement-over")
    try:
        actions.end_agreement(db, viewer, agreement, on=forms.last_day(form), at=now)
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    return see_other(f"/agreements/{agreement_id}", done="agreement-ended")


def _change_sharing(db: Session, viewer: Viewer, agreement: Agreement, form: Posted, now: Now) -> str:
    match form.text("go"):
        case "narrow":
            sharing.narrow(db, viewer, agreement, level=forms.level_choice(form), at=now)
            return "sharing-narrowed"
        case "take-back":
            sharing.take_back(db, viewer, agreement, at=now)
            return "sharing-taken-back"
        case "offer":
            permitted_or_refused(db, viewer, Permission.WIDEN_SHARING, agreement.id, now=now)
            supervisor = _supervisor(db, viewer, form)
            sharing.offer(db, viewer, agreement, supervisor=supervisor, level=forms.level_choice(form), at=now)
            return "sharing-offered"
        case _:
            raise NotFoundError


def _supervisor(db: Session, viewer: Viewer, form: Posted) -> Account:
    """Somebody of the own agency, whom the action then looks at; anybody else is as if not there."""
    person = form.id("supervisor")
    account = db.get(Account, person) if person else None
    if account is None or account.agency_id != viewer.agency_id:
        raise ProblemsError({"supervisor": "Choose somebody who supervises the worker’s unit today."})
    return account


def _refused_page(
    request: Request, db: Session, viewer: Viewer, agreement: Agreement, form: Posted, error: ProblemsError, now: Now
) -> Response:
    # What was typed and chosen is shown again: the last day, the level, what is seen of the time before.
    typed = {name: form.text(name) for name in ("ends_on", "level", "supervisor", "earlier", "go")}
    shown = agreement_page(db, viewer, agreement, now=now) | {"typed": typed, "errors": error.problems}
    return page(request, "agreements/show.html", status=422, **shown)
