"""Worker and coach of an agreement that runs set its rhythm and its pauses."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.agreements import pace_forms as forms
from app.agreements.access import permitted_or_refused
from app.agreements.pace_views import pause_page
from app.agreements.pauses import add_pause, change_pause, pause_or_404, remove_pause
from app.agreements.queries import State, state_of
from app.agreements.reading import load
from app.agreements.rhythms import set_rhythm
from app.agreements.views import agreement_page
from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.models import Agreement, AgreementFocus
from app.people.permits import Permission
from app.people.queries import focuses_of
from app.people.signin import Permit, SignedIn
from app.ratings.due_words import span
from app.web.errors import NewerError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other

router = APIRouter(prefix="/agreements/{agreement_id}")
sets = [Depends(Permit(Permission.SET_RHYTHM, seen_by=Permission.READ_AGREEMENT))]
_NEWER = "Somebody changed the rhythm after you opened this page. Nothing of yours is saved yet."


@router.post("/rhythm", dependencies=sets)
def change_rhythm(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID
) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SET_RHYTHM, agreement_id, now=now)
    try:
        focus = _focus(db, agreement, form)
        # One form stands for every profile, and says for each how many changes it has shown.
        is_set = set_rhythm(
            db, viewer, agreement, focus, months=forms.months_typed(form), month=forms.month_typed(form),
            read=forms.number_read(form, f"read-{focus.profile_id}"), at=now,
        )  # fmt: skip
    except NewerError:
        return _again(request, db, viewer, agreement, form, now, changed=_NEWER)
    except ProblemsError as error:
        return _again(request, db, viewer, agreement, form, now, error=error)
    told = "rhythm-set-by-worker" if viewer.id == agreement.worker_id else "rhythm-set-by-coach"
    return see_other(f"/agreements/{agreement_id}", done=told if is_set else "rhythm-as-before")


@router.post("/pauses", dependencies=sets)
def pause(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SET_RHYTHM, agreement_id, now=now)
    try:
        first, last = forms.days_typed(form)
        add_pause(db, viewer, agreement, first=first, last=last, at=now)
    except ProblemsError as error:
        return _again(request, db, viewer, agreement, form, now, error=error)
    return see_other(f"/agreements/{agreement_id}", done="pause-set")


@router.get("/pauses/{pause_id}", dependencies=sets)
def show_pause(request: Request, db: Db, now: Now, viewer: SignedIn, agreement_id: UUID, pause_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SET_RHYTHM, agreement_id, now=now)
    found = pause_or_404(db, agreement, pause_id)
    # What is removed, or stands in an agreement that has ended, is read on the page of the agreement.
    if found.removed_at is not None or state_of(agreement, now) is not State.RUNNING:
        return see_other(f"/agreements/{agreement_id}")
    shown = pause_page(db, viewer, load(db, viewer, agreement, now=now), found, now=now)
    return page(request, "agreements/pause.html", **shown)


@router.post("/pauses/{pause_id}", dependencies=sets)
def change(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID, pause_id: UUID
) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SET_RHYTHM, agreement_id, now=now)
    found = pause_or_404(db, agreement, pause_id)
    try:
        first, last = forms.days_typed(form)
        revision = forms.number_read(form, "revision")
        has_changed = change_pause(db, viewer, agreement, found, first=first, last=last, revision=revision, at=now)
    except NewerError:
        shown = pause_page(db, viewer, load(db, viewer, agreement, now=now), found, now=now)
        days = span(found.starts_on, found.ends_on)
        shown["newer"] = f"Somebody set other days after you opened this page: {days}. Yours stand below, not saved."
        return page(request, "agreements/pause.html", status=409, **shown | {"typed": forms.read_pace(form)})
    except ProblemsError as error:
        shown = pause_page(db, viewer, load(db, viewer, agreement, now=now), found, now=now)
        shown |= {"typed": forms.read_pace(form), "errors": error.problems}
        return page(request, "agreements/pause.html", status=422, **shown)
    return see_other(f"/agreements/{agreement_id}", done="pause-changed" if has_changed else "pause-as-before")


@router.post("/pauses/{pause_id}/removal", dependencies=sets)
def remove(db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID, pause_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.SET_RHYTHM, agreement_id, now=now)
    remove_pause(db, viewer, agreement, pause_or_404(db, agreement, pause_id), at=now)
    return see_other(f"/agreements/{agreement_id}", done="pause-removed")


def _focus(db: Session, agreement: Agreement, form: Posted) -> AgreementFocus:
    chosen = form.id("profile")
    found = next((focus for focus in focuses_of(db, agreement) if focus.profile_id == chosen), None)
    if found is None:
        raise ProblemsError({"profile": "Choose a profile from the list."})
    return found


def _again(
    request: Request, db: Session, viewer: Viewer, agreement: Agreement, form: Posted, now: Now, *,
    error: ProblemsError | None = None, changed: str = "",
) -> Response:  # fmt: skip
    """The page of the agreement once more, with what was typed and what is to be put right."""
    shown = agreement_page(db, viewer, agreement, now=now)
    shown |= {"pace_typed": forms.read_pace(form), "errors": error.problems if error else {}, "changed": changed}
    return page(request, "agreements/show.html", status=422 if error else 409, **shown)
