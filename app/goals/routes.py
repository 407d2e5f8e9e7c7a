"""Pages of goals: the list, the form of the next step, one goal, and the look back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import LoadedVersion, in_force, profiles_in_force
from app.goals import actions, queries, words
from app.goals.forms import GoalForm, ReviewForm, across_sentences, in_order, other_targets, target_choices
from app.goals.models import Goal
from app.goals.queries import GoalView, Standing, first
from app.goals.rules import (
    MOST_ACTIVE,
    Footing,
    GoalState,
    Plan,
    a_year_after,
    active_problem,
    goal_problems,
    makes_successor,
    open_targets,
)
from app.goals.sentence import sentence_of
from app.people.access import Viewer, visible_workers, worker_or_404
from app.people.models import Account
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import NotFoundError, ProblemsError, RefusedError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other

router = APIRouter()
READ = [Depends(Permit(Permission.READ_GOAL))]
SET = [Depends(Permit(Permission.SET_GOAL))]


@router.get("/workers/{worker_id}/goals", dependencies=READ)
def show_goals(request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    worker = worker_or_404(db, viewer, Permission.READ_GOAL, worker_id, now=now)
    goals = queries.goals_of(db, viewer, worker, now=now)
    return page(
        request, "goals/list.html", worker=worker, way=words.way_to(viewer, worker.id, worker.name),
        may_set=_may_set(db, viewer, worker, now), groups=words.grouped(goals, viewer), most=MOST_ACTIVE,
        active=sum(view.state is GoalState.ACTIVE for view in goals),
        state_words={view.goal.id: words.state_words(view, viewer) for view in goals},
    )  # fmt: skip


@router.get("/workers/{worker_id}/goals/new", dependencies=SET)
def open_form(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, profile: str = "", element: str = "",
    follows: UUID | None = None,
) -> Response:  # fmt: skip
    worker = _worker_to_set_for(db, viewer, worker_id, now)
    if not profile or not element:
        return _choose(request, viewer, db, worker, now)
    on = queries.standing(db, viewer, worker, version=_version(db, profile), element_key=element, now=now)
    footing = on.footing
    if footing is None:
        return _not_yet(request, viewer, on)
    earlier = _followed(db, viewer, on, follows, now)
    form = GoalForm.successor(earlier.plan, footing) if earlier else GoalForm.fresh(footing)
    return _form(request, viewer, on, footing, form, follows=follows)


@router.post("/workers/{worker_id}/goals", dependencies=SET)
def save_goal(request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    worker = _worker_to_set_for(db, viewer, worker_id, now)
    version = _version(db, posted.text("profile"))
    on = queries.standing(db, viewer, worker, version=version, element_key=posted.text("element"), now=now)
    footing, follows = on.footing, posted.id("follows")
    if footing is None:
        return _not_yet(request, viewer, on, status=422)
    form = GoalForm.read(posted).on(footing)
    if choice := posted.text("choose"):
        return _form(request, viewer, on, footing, form.choosing(choice), follows=follows)
    earlier = _followed(db, viewer, on, follows, now)
    problems = form.problems(footing)
    if problems:
        problems = goal_problems(form.plan(footing), footing, active=on.active) | problems
        return _form(request, viewer, on, footing, form, follows=follows, errors=problems)
    try:
        return _saved(db, viewer, on, form.plan(footing), posted, form.form_key, earlier.goal if earlier else None, now)
    except ProblemsError as refused:
        return _form(request, viewer, on, footing, form, follows=follows, errors=refused.problems)


@router.get("/goals/{goal_id}", dependencies=READ)
def show_goal(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    view = queries.goal_or_404(db, viewer, goal_id, now=now)
    if view.state is not GoalState.DRAFT:
        return _goal(request, viewer, db, view, now)
    worker = worker_or_404(db, viewer, Permission.SET_GOAL, view.goal.worker_id, now=now)
    version = in_force(db, view.goal.profile_id)
    on = queries.standing(db, viewer, worker, version=version, element_key=view.element_key, now=now)
    footing = on.footing
    if footing is None:
        return _not_yet(request, viewer, on)
    form = GoalForm.of_draft(view.plan, footing, form_key=view.goal.form_key)
    return _form(request, viewer, on, footing, form, follows=view.follows, draft=view)


@router.post("/goals/{goal_id}/confirmation", dependencies=SET)
def confirm(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    reason, why_not = posted.text("reason"), posted.text("words")
    declines = posted.text("answer") == "decline"
    try:
        if declines:
            actions.decline_goal(db, viewer, view.goal, words=why_not, at=now)
        else:
            actions.confirm_goal(db, viewer, view.goal, reason=reason, at=now)
    except ProblemsError as refused:
        return _goal(request, viewer, db, view, now, errors=refused.problems, reason=reason, why_not=why_not)
    return see_other(f"/goals/{goal_id}", done="goal-ended" if declines else "goal-active")


@router.post("/goals/{goal_id}/withdrawal", dependencies=SET)
def withdraw(goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    actions.withdraw_goal(db, viewer, view.goal, at=now)
    return see_other(f"/goals/{goal_id}", done="goal-taken-back")


@router.post("/goals/{goal_id}/removal", dependencies=SET)
def remove(goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    actions.remove_draft_goal(db, viewer, view.goal)
    return see_other(f"/workers/{view.goal.worker_id}/goals", done="draft-removed")


@router.get("/goals/{goal_id}/review", dependencies=SET)
def open_review(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    if view.state is not GoalState.ACTIVE:
        return see_other(f"/goals/{goal_id}")
    return _review(request, viewer, view, ReviewForm())


@router.post("/goals/{goal_id}/review", dependencies=SET)
def review(request: Request, goal_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    view = queries.goal_to_change(db, viewer, goal_id, now=now)
    form = ReviewForm.read(posted)
    problems, ending = form.problems(), form.chosen
    if problems or ending is None:
        return _review(request, viewer, view, form, errors=problems)
    look_back = actions.LookBack(ending, form.challenges, form.helped, form.other_areas, form.point)
    try:
        goal = actions.review_goal(db, viewer, view.goal, look_back=look_back, at=now)
    except ProblemsError as refused:
        return _review(request, viewer, view, form, errors=refused.problems)
    if makes_successor(goal.ending):
        return see_other(f"{words.next_goal(view)}&follows={goal_id}", done="goal-ended")
    return see_other(f"/goals/{goal_id}", done="goal-ended")


def _may_set(db: Session, viewer: Viewer, worker: Account, now: datetime) -> bool:
    return worker.id in set(db.scalars(visible_workers(viewer, Permission.SET_GOAL, now)))


def _worker_to_set_for(db: Session, viewer: Viewer, worker_id: UUID, now: datetime) -> Account:
    worker = worker_or_404(db, viewer, Permission.READ_GOAL, worker_id, now=now)
    if not _may_set(db, viewer, worker, now):
        raise RefusedError(f"Your coaching agreement with {first(worker.name)} has ended. You can read its goals.")
    return worker


def _version(db: Session, slug: str) -> LoadedVersion:
    for version in profiles_in_force(db):
        if version.slug == slug:
            return version
    raise NotFoundError


def _followed(db: Session, viewer: Viewer, on: Standing, goal_id: UUID | None, now: datetime) -> GoalView | None:
    if goal_id is None:
        return None
    return queries.followed_or_404(db, viewer, goal_id, on.worker, element_key=on.element.key, now=now)


def _saved(
    db: Session,
    viewer: Viewer,
    on: Standing,
    plan: Plan,
    posted: Posted,
    form_key: UUID,
    follows: Goal | None,
    now: datetime,
) -> Response:
    if posted.text("go") == "draft":
        actions.save_draft_goal(db, viewer, on, plan=plan, form_key=form_key, follows=follows, at=now)
        return see_other(f"/workers/{on.worker.id}/goals", done="goal-draft")
    goal = actions.propose_goal(db, viewer, on, plan=plan, form_key=form_key, follows=follows, at=now)
    return see_other(f"/goals/{goal.id}", done="goal-active" if goal.active_at else "goal-proposed")


def _choose(request: Request, viewer: Viewer, db: Session, worker: Account, now: datetime) -> Response:
    points = queries.points_to_go_from(db, viewer, worker, now=now)
    return page(
        request, "goals/choose.html", worker=worker, way=words.way_to(viewer, worker.id, worker.name),
        groups=words.elements_with_points(profiles_in_force(db), points),
    )  # fmt: skip


def _not_yet(request: Request, viewer: Viewer, on: Standing, *, status: int = 200) -> Response:
    return page(
        request, "goals/not_yet.html", status=status, on=on, way=words.way_to(viewer, on.worker.id, on.worker.name),
        nothing=words.why_not_yet(on, viewer),
    )  # fmt: skip


def _form(
    request: Request, viewer: Viewer, on: Standing, footing: Footing, form: GoalForm, *, follows: UUID | None,
    errors: Mapping[str, str] | None = None, draft: GoalView | None = None,
) -> Response:  # fmt: skip
    plan = form.plan(footing)
    coach = first(on.coach.name) if on.coach else None
    problems = in_order(errors or {})
    return page(
        request, "goals/form.html", status=422 if problems else 200, on=on, footing=footing, form=form, draft=draft,
        errors=problems, follows=follows, way=words.way_to(viewer, on.worker.id, on.worker.name), most=MOST_ACTIVE,
        worker=first(on.worker.name), coach=coach, own_side=viewer.id == on.worker.id, full=active_problem(on.active),
        sentence=sentence_of(
            plan, element=on.element, present=footing.present, worker=first(on.worker.name), coach=coach
        ),
        choices=target_choices(footing), others=other_targets(footing), across=across_sentences(footing, form.point),
        targets=open_targets(footing.scale, footing.present), label=words.stair_label(footing, form.point),
        whose=words.whose_point(on), under=words.under_words(footing), tries=words.try_choices(on, footing),
        helps=words.help_choices(on), who_sees=words.who_sees(on), first_day=on.today + timedelta(days=1),
        latest_day=a_year_after(on.today),
    )  # fmt: skip


def _goal(
    request: Request, viewer: Viewer, db: Session, view: GoalView, now: datetime, *,
    errors: Mapping[str, str] | None = None, reason: str = "", why_not: str = "",
) -> Response:  # fmt: skip
    may_change = queries.may_change(db, viewer, view, now=now)
    return page(
        request, "goals/show.html", status=422 if errors else 200, view=view, errors=errors or {}, reason=reason,
        why_not=why_not, way=words.way_to(viewer, view.goal.worker_id, view.worker_name),
        move=words.next_move(view, viewer, may_change=may_change), state=words.state_words(view, viewer),
        shown=words.goal_words(view), next_goal=words.next_goal(view), names=words.sides(view),
    )  # fmt: skip


def _review(
    request: Request, viewer: Viewer, view: GoalView, form: ReviewForm, *, errors: Mapping[str, str] | None = None
) -> Response:
    return page(
        request, "goals/review.html", status=422 if errors else 200, view=view, form=form, errors=errors or {},
        way=words.way_to(viewer, view.goal.worker_id, view.worker_name), endings=words.ENDINGS,
        points=[(str(point), view.profile.scale.words_for(point)) for point in view.profile.scale.points],
        names=words.sides(view),
    )  # fmt: skip
