"""Ticking what was said as done, letting it go, and taking either back."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.coaching import views
from app.coaching.forms import asked_of_promises
from app.coaching.letting_go import LET_GO, STANDS, Asked, settle
from app.coaching.written import ticks_token
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.forms import PostedForm
from app.web.notices import NOTICES
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter()

# The pages that lead here keep what was let go in its place, with the button that takes it back.
LET_GO_HERE = "let-go-here"
TICKS = [Depends(Permit(Permission.KEEP_SESSION))]


@router.post("/commitments", dependencies=TICKS)
@saves_itself
def tick(request: Request, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    """Tick what was said as done, let it go, or take that back: from any page that lists it."""
    asked = asked_of_promises(posted)
    said = settle(db, viewer, asked, at=now)
    if request.headers.get("x-requested-with") != "ninestep":
        return see_other(_place(posted.text("next"), asked), done=LET_GO_HERE if said == LET_GO else said)
    # All the others are kept, so this is an answer and no refusal.
    kind, told = ("problem", NOTICES[STANDS]) if said == STANDS else ("ok", "Saved")
    answer = page(request, "coaching/_said.html", kind=kind, words=told)
    answer.headers["X-Revision"] = ticks_token(map(str, asked.done))
    return answer


def _place(page: str, asked: Asked) -> str:
    """Back to the row whose button was pressed, so that nobody has to look for the place again."""
    pressed, back = asked.let_go or asked.take_back, views.way_back(page)
    return f"{back.partition('#')[0]}#promise-{pressed}" if pressed else back
