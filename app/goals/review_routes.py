"""The look back at a goal."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.goals import actions, queries, states, views
from app.goals.forms import ReviewForm
from app.goals.rules import GoalState, makes_successor
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import ConflictError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()
# Whoever may read a goal and not work on it is told so; who may, is decided for each goal.
CHANGE = [Depends(Permit(Permission.READ_GOAL))]


@router.get("/goals/{goal_id}/review", dependencies=CHANGE)
def open_review(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    if view.state is not GoalState.ACTIVE:
        return see_other(f"/goals/{goal_id}")
    return page(request, "goals/review.html", **views.review(db, viewer, view, ReviewForm(), now=now))


@router.post("/goals/{goal_id}/review", dependencies=CHANGE)
def review(
    request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    form = ReviewForm.read(posted)
    try:
        with guard.asked_about(form.texts):
            goal = actions.review_goal(db, viewer, queries.row_of(db, view), look_back=form.look_back(), at=now)
    except ProblemsError as refused:
        return page(
            request, "goals/review.html", **views.review(db, viewer, view, form, now=now, errors=refused.problems)
        )
    except ConflictError:
        ended = queries.goal_to_change(db, viewer, goal_id, now=now)
        if ended.review is None:
            raise
        return page(request, "goals/over.html", **views.over(db, viewer, ended, form, now=now))
    guard.kept(form.texts)
    if makes_successor(goal.ending):
        return see_other(f"{states.next_goal(view)}&follows={goal_id}", done="goal-ended")
    return see_other(f"/goals/{goal_id}", done="goal-ended")
