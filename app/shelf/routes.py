"""Pages of the shelf: reading and searching it, and a coach's word on what waits or stands there."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.shelf import actions, queries, views
from app.shelf.forms import WordForm
from app.shelf.models import ShelfGift
from app.shelf.rules import Answer
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage

router = APIRouter(prefix="/shelf")
READ = [Depends(Permit(Permission.READ_SHELF))]
APPROVE = [Depends(Permit(Permission.APPROVE_SHELF))]
NO_ANSWER = "Choose whether it goes to the shelf, or back with a wish."


@router.get("", dependencies=READ)
def show_shelf(
    request: Request, viewer: SignedIn, db: Db, paging: AskedPage, q: str = "", profile: str = "", element: str = ""
) -> Response:
    place = queries.place_or_404(db, profile, element)
    # What PostgreSQL would refuse in a text finds nothing.
    asked = q.replace("\x00", "").strip()
    return page(request, "shelf/list.html", **views.shelf(db, viewer, place, asked, paging))


@router.get("/waiting", dependencies=APPROVE)
def show_waiting(request: Request, viewer: SignedIn, db: Db, paging: AskedPage) -> Response:
    texts = queries.waiting(db, viewer, paging)
    return page(request, "shelf/waiting.html", texts=texts, paging=paging)


@router.get("/waiting/{gift_id}", dependencies=APPROVE)
def show_one(request: Request, gift_id: UUID, viewer: SignedIn, db: Db) -> Response:
    text = queries.text_or_404(db, viewer, gift_id)
    return page(request, "shelf/decide.html", **views.decision(db, viewer, text, WordForm()))


@router.post("/waiting/{gift_id}/decision", dependencies=APPROVE)
def decide(
    request: Request, gift_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    gift, form = queries.gift_to_decide(db, viewer, gift_id), WordForm.read(posted)
    try:
        with guard.asked_about(form.texts, pressed=["answer"]):
            place, done = _decided(db, viewer, gift, form, now)
        guard.kept(form.texts)
        return see_other(place, done=done)
    except NewerError:
        errors, status = {"form": views.NEWER}, 409
    except ProblemsError as refused:
        errors, status = refused.problems, 422
    text = queries.text_or_404(db, viewer, gift_id)
    return page(request, "shelf/decide.html", **views.decision(db, viewer, text, form, errors=errors, status=status))


def _decided(db: Session, viewer: Viewer, gift: ShelfGift, form: WordForm, now: datetime) -> tuple[str, str]:
    """Where the coach goes on from the decision, and what is said there."""
    match form.chosen:
        case Answer.APPROVE:
            actions.approve(db, viewer, gift, at=now, revision=form.revision)
            return "/shelf/waiting", "shelf-approved"
        case Answer.SEND_BACK:
            actions.send_back(db, viewer, gift, wish=form.wish, at=now, revision=form.revision)
            return "/shelf/waiting", "shelf-sent-back"
        case Answer.TAKE_OFF:
            actions.take_off(db, viewer, gift, wish=form.wish, at=now, revision=form.revision)
            return "/shelf", "shelf-taken-off"
        case None:
            raise ProblemsError({"answer": NO_ANSWER})
