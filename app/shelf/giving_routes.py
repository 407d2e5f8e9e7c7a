"""The giver's pages: what helped with one goal, given to the shelf; and all that was given, to take it back."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.goals.queries import row_of
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.shelf import actions, own, queries, views
from app.shelf.forms import GiftForm
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage

router = APIRouter()
GIVE = [Depends(Permit(Permission.GIVE_TO_SHELF))]
TAKE = [Depends(Permit(Permission.TAKE_FROM_SHELF))]


@router.get("/goals/{goal_id}/gift", dependencies=GIVE)
def open_gift(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    view = queries.goal_to_give_from(db, viewer, goal_id, now=now)
    return page(request, "shelf/give.html", **views.gift(db, viewer, view))


@router.post("/goals/{goal_id}/gift", dependencies=GIVE)
def give(
    request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    view = queries.goal_to_give_from(db, viewer, goal_id, now=now)
    form = GiftForm.read(posted)
    texts = {"text": form.text}
    try:
        with guard.asked_about(texts):
            actions.give(
                db, viewer, row_of(db, view), text=form.text, with_step=form.with_step, at=now, revision=form.revision
            )
    except ProblemsError as refused:
        return page(request, "shelf/give.html", **views.gift(db, viewer, view, form=form, errors=refused.problems))
    guard.kept(texts)
    return see_other(f"/goals/{goal_id}/gift", done="shelf-given")


@router.get("/shelf/own", dependencies=TAKE)
def show_own(request: Request, viewer: SignedIn, db: Db, paging: AskedPage) -> Response:
    texts = own.own_texts(db, viewer, paging)
    may_give, may_read = viewer.may(Permission.GIVE_TO_SHELF), viewer.may(Permission.READ_SHELF)
    return page(request, "shelf/own.html", texts=texts, paging=paging, may_give=may_give, may_read=may_read)


@router.post("/goals/{goal_id}/gift/removal", dependencies=TAKE)
def take_back(goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    actions.take_back(db, viewer, queries.goal_given_from(db, viewer, goal_id), at=now)
    # From the goal its worker goes on to give another text; from the list of all of them back to the list.
    from_list = posted.text("go") == "own" or not viewer.may(Permission.GIVE_TO_SHELF)
    return see_other("/shelf/own" if from_list else f"/goals/{goal_id}/gift", done="shelf-taken-back")
