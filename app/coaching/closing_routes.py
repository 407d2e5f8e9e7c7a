"""Closing a coaching session."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.coaching import written
from app.coaching.closing import close_session
from app.coaching.plan_form import whole
from app.coaching.reading import place_of_over, session_to_close
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.revisions import take

router = APIRouter()

# Whoever reads one and has no part in it now is told so; who may, is decided for each.
KEEPS = [Depends(Permit(Permission.KEEP_SESSION, seen_by=Permission.READ_SESSION))]


@router.get("/coaching-sessions/{session_id}/closing", dependencies=KEEPS)
def open_closing(request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    if place := place_of_over(db, viewer, session_id, now=now):
        return see_other(place)
    found = session_to_close(db, viewer, session_id, now=now)
    return page(request, "coaching/closing.html", **written.closing(db, viewer, found, now=now))


@router.post("/coaching-sessions/{session_id}/closing", dependencies=KEEPS)
def close(request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    found = session_to_close(db, viewer, session_id, now=now, twice=True)
    minutes = posted.text("minutes")
    # What the other one ticks meanwhile waits, or the agenda would be kept without it.
    take(db, found.row)
    lines = written.agenda_of(db, viewer, found, now=now)
    try:
        close_session(
            db, viewer, found.row, minutes=whole(minutes), lines=lines, at=now, parted_at=found.parted_at
        )  # fmt: skip
    except ProblemsError as refused:
        shown = written.closing(db, viewer, found, now=now, minutes=minutes, errors=refused.problems)
        return page(request, "coaching/closing.html", **shown)
    return see_other(f"/coaching-sessions/{session_id}", done="coaching-closed")
