"""Ticking what was said as done."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.coaching import views
from app.coaching.forms import ticked_promises
from app.coaching.promises import promises_to_tick
from app.coaching.ticking import tick_promises
from app.coaching.written import ticks_token
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter()

TICKS = [Depends(Permit(Permission.KEEP_SESSION))]


@router.post("/commitments", dependencies=TICKS)
@saves_itself
def tick(request: Request, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    """Tick what was said as done, or take a tick back: from any page that lists it."""
    done, turned = ticked_promises(posted)
    tick_promises(db, viewer, promises_to_tick(db, viewer, turned, now=now), done=done, at=now)
    if request.headers.get("x-requested-with") != "ninestep":
        return see_other(views.way_back(posted.text("next")), done="saved")
    answer = page(request, "coaching/_said.html", kind="ok", words="Saved")
    answer.headers["X-Revision"] = ticks_token(map(str, done))
    return answer
