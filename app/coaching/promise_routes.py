"""Ticking what was said as done, letting it go, and taking either back."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.coaching import views
from app.coaching.forms import asked_of_promises
from app.coaching.letting_go import STANDS, settle
from app.coaching.written import ticks_token
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.forms import PostedForm
from app.web.notices import NOTICES
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter()

TICKS = [Depends(Permit(Permission.KEEP_SESSION))]


@router.post("/commitments", dependencies=TICKS)
@saves_itself
def tick(request: Request, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    """Tick what was said as done, let it go, or take that back: from any page that lists it."""
    asked = asked_of_promises(posted)
    said = settle(db, viewer, asked, at=now)
    if request.headers.get("x-requested-with") != "ninestep":
        return see_other(views.way_back(posted.text("next")), done=said)
    # All the others are kept, so this is an answer and no refusal.
    kind, told = ("problem", NOTICES[STANDS]) if said == STANDS else ("ok", "Saved")
    answer = page(request, "coaching/_said.html", kind=kind, words=told)
    answer.headers["X-Revision"] = ticks_token(map(str, asked.done))
    return answer
