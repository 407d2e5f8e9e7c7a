"""Pages of the shelf: reading and searching it, and a coach's word on what waits or stands there."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.shelf import actions, queries, views
from app.shelf.forms import WordForm
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
    if guard.cautions(form.texts, pressed="answer"):
        text = queries.text_or_404(db, viewer, gift_id)
        return page(request, "shelf/decide.html", **views.decision(db, viewer, text, form))
    try:
        match form.chosen:
            case Answer.APPROVE:
                actions.approve(db, viewer, gift, at=now, revision=form.revision)
                return see_other("/shelf/waiting", done="shelf-approved")
            case Answer.SEND_BACK:
                actions.send_back(db, viewer, gift, wish=form.wish, at=now, revision=form.revision)
                guard.kept(form.texts)
                return see_other("/shelf/waiting", done="shelf-sent-back")
            case Answer.TAKE_OFF:
                actions.take_off(db, viewer, gift, wish=form.wish, at=now, revision=form.revision)
                guard.kept(form.texts)
                return see_other("/shelf", done="shelf-taken-off")
            case None:
                errors, status = {"answer": NO_ANSWER}, 422
    except NewerError:
        errors, status = {"form": views.NEWER}, 409
    except ProblemsError as refused:
        errors, status = refused.problems, 422
    text = queries.text_or_404(db, viewer, gift_id)
    return page(request, "shelf/decide.html", **views.decision(db, viewer, text, form, errors=errors, status=status))
