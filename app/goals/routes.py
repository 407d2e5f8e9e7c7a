"""Pages of goals: the list, and one goal with what each side can do about it."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.frameworks.queries import in_force
from app.goals import actions, aims, queries, states, views, words
from app.goals.access import may_set
from app.goals.forms import GoalForm
from app.goals.rests import rests_of
from app.goals.rules import GoalState
from app.goals.standing import standing
from app.goals.views import Most
from app.people.access import worker_or_404
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.people.who import lines_for_person
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage
from app.web.revisions import revision_of

router = APIRouter()
READ = [Depends(Permit(Permission.READ_GOAL))]
# Whoever may read a goal and not work on it is told so; who may, is decided for each goal.
CHANGE = READ


@router.get("/workers/{worker_id}/goals", dependencies=READ)
def show_goals(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, most: Most, paging: AskedPage
) -> Response:
    worker = worker_or_404(db, viewer, Permission.READ_GOAL, worker_id, now=now)
    opened(db, viewer, worker.id, what=Opened.GOALS, now=now)
    every = queries.goals_of(db, viewer, worker, now=now)
    goals, by_id = paging.part(every), {view.goal.id: view for view in every}
    rests = rests_of(db, viewer, worker, now=now)
    return page(
        request, "goals/list.html", worker=worker, way=words.way_to(viewer, worker.id, worker.name),
        who=lines_for_person(db, viewer, worker, now), may_set=may_set(db, viewer, worker, now=now),
        groups=states.grouped(goals), most=most, paging=paging,
        active=sum(view.state is GoalState.ACTIVE for view in every),
        state_words={view.goal.id: states.state_words(view, rests) for view in goals},
        came_from={view.goal.id: states.came_from(view, by_id, viewer.zone) for view in goals},
        aims={view.goal.id: aims.aim_of(view) for view in goals},
    )  # fmt: skip


@router.get("/goals/{goal_id}", dependencies=READ)
def show_goal(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, most: Most) -> Response:
    view = queries.goal_or_404(db, viewer, goal_id, now=now)
    if view.state is not GoalState.DRAFT:
        return page(request, "goals/show.html", **views.goal(db, viewer, view, now=now))
    worker = worker_or_404(db, viewer, Permission.SET_GOAL, view.goal.worker_id, now=now)
    version = in_force(db, view.goal.profile_id)
    on = standing(db, viewer, worker, version=version, element_key=view.element_key, now=now)
    footing = on.footing
    if footing is None or on.seal:
        return page(request, "goals/not_yet.html", **views.not_yet(viewer, on, draft=view))
    row = queries.row_of(db, view)
    form = GoalForm.of_draft(queries.plan_of(db, view), footing, form_key=row.form_key, revision=row.revision)
    shown = views.form(viewer, on, footing, form, most=most, follows=view.follows, draft=view)
    return page(request, "goals/form.html", **shown)


@router.post("/goals/{goal_id}/confirmation", dependencies=CHANGE)
def confirm(
    request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, most: Most, posted: PostedForm, guard: Guard
) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    goal = queries.row_of(db, view)
    reason, why_not = posted.text("reason"), posted.text("words")
    declines, revision = posted.text("answer") == "decline", revision_of(posted)
    texts = {"words": why_not} if declines else {"reason": reason}
    try:
        with guard.asked_about(texts, pressed=["answer"]):
            if declines:
                actions.decline_goal(db, viewer, goal, words=why_not, at=now, revision=revision)
            else:
                actions.confirm_goal(db, viewer, goal, reason=reason, most=most, at=now, revision=revision)
    except NewerError:
        # What was opened is not what stands here now; whoever decides reads it first.
        errors = {"form": "The words of this goal changed after you opened this page. Read them again, then decide."}
        newer = queries.goal_to_change(db, viewer, goal_id, now=now)
        shown = views.goal(db, viewer, newer, now=now, errors=errors, reason=reason, why_not=why_not)
        return page(request, "goals/show.html", **shown | {"status": 409})
    except ProblemsError as refused:
        shown = views.goal(db, viewer, view, now=now, errors=refused.problems, reason=reason, why_not=why_not)
        return page(request, "goals/show.html", **shown)
    guard.kept(texts)
    return see_other(f"/goals/{goal_id}", done="goal-ended" if declines else "goal-active")


@router.post("/goals/{goal_id}/withdrawal", dependencies=CHANGE)
def withdraw(goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    actions.withdraw_goal(db, viewer, queries.row_of(db, view), at=now)
    return see_other(f"/goals/{goal_id}", done="goal-taken-back")


@router.post("/goals/{goal_id}/removal", dependencies=CHANGE)
def remove(goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    actions.remove_draft_goal(db, viewer, queries.row_of(db, view))
    return see_other(f"/workers/{view.goal.worker_id}/goals", done="draft-removed")
