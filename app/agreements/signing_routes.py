"""What the people of an agreement do with it: sign, share less or offer more, decline or end it."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.agreements import actions, forms, sharing
from app.agreements.access import is_permitted, parts_of, permitted_or_refused
from app.agreements.candidates import manages
from app.agreements.newer import newer_end
from app.agreements.queries import State, declined, state_of
from app.agreements.signing import WordsChangedError, sign
from app.agreements.store import newest_terms
from app.agreements.views import agreement_page, changed_page
from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import NewerError, NotFoundError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other

router = APIRouter(prefix="/agreements/{agreement_id}")
_CHANGES = (
    Permission.SIGN_AGREEMENT, Permission.NARROW_SHARING, Permission.END_AGREEMENT, Permission.DECLINE_DRAFT,
)  # fmt: skip
signs, narrows, ends, declines = (
    [Depends(Permit(permission, seen_by=Permission.READ_AGREEMENT))] for permission in _CHANGES
)


@router.post("/signature", dependencies=signs)
def sign_agreement(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID
) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SIGN_AGREEMENT, agreement_id, now=now)
    number, earlier = forms.terms_number(form), forms.earlier_choice(form)
    try:
        sign(db, viewer, agreement, number=number, earlier=earlier, at=now)
    except WordsChangedError:
        shown = changed_page(db, viewer, agreement, number=number, now=now)
        return page(request, "agreements/show.html", status=409, **shown | {"typed": _typed(form)})
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
    except WordsChangedError as error:
        shown = changed_page(db, viewer, agreement, number=_read_number(form) or 0, now=now, said=str(error))
        return page(request, "agreements/show.html", status=409, **shown | {"typed": _typed(form)})
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    # A supervisor who declined the one wording with that name has no part left, and no page to go back to.
    is_left = not is_permitted(db, viewer, Permission.READ_AGREEMENT, agreement, now=now)
    return see_other("/agreements" if is_left else f"/agreements/{agreement_id}", done=done)


@router.post("/end", dependencies=ends)
def end(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.END_AGREEMENT, agreement_id, now=now)
    try:
        if form.text("go") == "now":
            # An older tab asks to be sure of what is over by now.
            if state_of(agreement, now) is not State.ENDED:
                forms.refuse_unless_sure(form, "Tick that you want to end it now.")
            actions.end_now(db, viewer, agreement, at=now)
            return see_other(f"/agreements/{agreement_id}", done="agreement-over")
        were = form.text("ends-were") if "ends-were" in form.names() else None
        actions.end_agreement(db, viewer, agreement, on=forms.last_day(form), at=now, were=were)
    except NewerError:
        shown = agreement_page(db, viewer, agreement, now=now)
        shown |= {"typed": _typed(form), "changed": newer_end(agreement.ends_on, form.text("ends_on"))}
        return page(request, "agreements/show.html", status=409, **shown)
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    return see_other(f"/agreements/{agreement_id}", done="agreement-ended")


@router.post("/removal", dependencies=declines)
def decline(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID) -> Response:
    # A second click comes after the draft is gone, and finds it declined.
    if declined(db, viewer, agreement_id):
        return see_other(_list_of(viewer), done="agreement-removed")
    agreement = permitted_or_refused(db, viewer, Permission.DECLINE_DRAFT, agreement_id, now=now)
    try:
        forms.refuse_unless_sure(form, "Tick that the draft is to go.")
    except ProblemsError as error:
        return _refused_page(request, db, viewer, agreement, form, error, now)
    stands_in_it = bool(parts_of(viewer.id, agreement, newest_terms(db, agreement)))
    actions.remove_draft(db, viewer, agreement, at=now)
    return see_other("/agreements" if stands_in_it else _list_of(viewer), done="agreement-removed")


def _list_of(viewer: Viewer) -> str:
    return "/agency/agreements" if manages(viewer) else "/agreements"


def _change_sharing(db: Session, viewer: Viewer, agreement: Agreement, form: Posted, now: Now) -> str:
    match form.text("go"):
        case "narrow":
            sharing.narrow(db, viewer, agreement, level=forms.level_choice(form), at=now, number=_read_number(form))
            return "sharing-narrowed"
        case "take-back":
            sharing.take_back(db, viewer, agreement, at=now)
            return "sharing-taken-back"
        case "offer":
            permitted_or_refused(db, viewer, Permission.WIDEN_SHARING, agreement.id, now=now)
            supervisor = _supervisor(db, viewer, form)
            sharing.offer(
                db, viewer, agreement, supervisor=supervisor, level=forms.level_choice(form), at=now,
                number=_read_number(form),
            )  # fmt: skip
            return "sharing-offered"
        case _:
            raise NotFoundError


def _read_number(form: Posted) -> int | None:
    return forms.terms_number(form) if form.is_set("number") else None


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
    shown = agreement_page(db, viewer, agreement, now=now) | {"typed": _typed(form), "errors": error.problems}
    return page(request, "agreements/show.html", status=422, **shown)


def _typed(form: Posted) -> dict[str, str]:
    """What was typed and chosen is shown again: the last day, the level, what is seen of the time before."""
    return {name: form.text(name) for name in ("ends_on", "level", "supervisor", "earlier", "go")}
