"""What the person signed in is told by mail, and the address of the own calendar."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.people.once import MadeOnce
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.reminders import actions
from app.reminders.forms import read_choices
from app.reminders.queries import choices_of
from app.reminders.views import newer_choices, own_page
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import see_other

router = APIRouter(prefix="/my-reminders")
own = [Depends(Permit(Permission.KEEP_REMINDERS))]


@router.get("", dependencies=own)
def show_reminders(request: Request, db: Db, viewer: SignedIn) -> Response:
    return own_page(request, db, viewer)


@router.post("", dependencies=own)
def choose_reminders(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm) -> Response:
    try:
        typed, revision = read_choices(form)
    except ProblemsError as error:
        return own_page(request, db, viewer, errors=error.problems)
    try:
        actions.choose(db, viewer, pace=typed.pace, off=typed.off, revision=revision, at=now)
    except NewerError:
        return own_page(request, db, viewer, typed=typed, newer=newer_choices(choices_of(db, viewer.id), typed))
    return see_other("/my-reminders", done="reminders-saved")


@router.post("/calendar", dependencies=own)
def make_calendar(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce) -> Response:
    """The answer is the page itself: the address is shown once, so there is no other page to be sent on to.

    The same form sent again, as when this page is loaded again, leads to a sentence, and the address goes on working.
    """
    token = actions.make_calendar(db, viewer, at=now)
    once.keep(see_other("/my-reminders", done="calendar-shown"))
    return own_page(request, db, viewer, address=f"{request.app.state.settings.origin}/calendar/{token}.ics")


@router.post("/calendar/removal", dependencies=own)
def revoke_calendar(db: Db, now: Now, viewer: SignedIn, form: PostedForm) -> Response:
    actions.revoke_calendar(db, viewer, at=now)
    return see_other("/my-reminders", done="calendar-revoked")
