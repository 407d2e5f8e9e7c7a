"""Pages of the next step: choosing an element, and the form."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import LoadedVersion, profiles_in_force
from app.goals import actions, choosing, newer, queries, states, views, words
from app.goals.forms import GoalForm
from app.goals.models import Goal
from app.goals.plans import Plan, goal_problems
from app.goals.queries import GoalView
from app.goals.seal import seals_of
from app.goals.standing import Standing, points_to_go_from, standing
from app.goals.twice import TwiceError
from app.goals.views import Most
from app.people.access import Viewer, worker_or_404
from app.people.guarded import Guard
from app.people.models import Account
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.people.who import lines_for_draft
from app.web.errors import NewerError, NotFoundError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other

router = APIRouter()
SET = [Depends(Permit(Permission.SET_GOAL))]


@router.get("/workers/{worker_id}/goals/new", dependencies=SET)
def open_form(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, most: Most, profile: str = "",
    element: str = "", follows: UUID | None = None,
) -> Response:  # fmt: skip
    worker = worker_or_404(db, viewer, Permission.SET_GOAL, worker_id, now=now)
    if not profile or not element:
        return _choose(request, viewer, db, worker, now)
    on = standing(db, viewer, worker, version=_version(db, profile), element_key=element, now=now)
    footing = on.footing
    if footing is None or on.seal:
        return page(request, "goals/not_yet.html", **views.not_yet(viewer, on))
    earlier = _followed(db, viewer, on, follows, now)
    form = GoalForm.successor(queries.plan_of(db, earlier), footing) if earlier else GoalForm.fresh(footing)
    shown = views.form(viewer, on, footing, form, most=most, follows=follows)
    # Who goes on at once would not come past the page of the goal that has ended.
    shown["gives"] = earlier.goal.id if earlier and states.may_give(earlier, viewer) else None
    return page(request, "goals/form.html", **shown)


@router.post("/workers/{worker_id}/goals", dependencies=SET)
def save_goal(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, most: Most, posted: PostedForm, guard: Guard
) -> Response:
    worker = worker_or_404(db, viewer, Permission.SET_GOAL, worker_id, now=now)
    version = _version(db, posted.text("profile"))
    on = standing(db, viewer, worker, version=version, element_key=posted.text("element"), now=now)
    footing, follows = on.footing, posted.id("follows")
    if footing is None:
        return page(request, "goals/not_yet.html", status=422, **views.not_yet(viewer, on))
    form = GoalForm.read(posted).on(footing)
    if choice := posted.text("choose"):
        chosen = views.form(viewer, on, footing, form.choosing(choice), most=most, follows=follows)
        return page(request, "goals/form.html", **chosen)
    earlier = _followed(db, viewer, on, follows, now)
    plan, before = form.plan(footing), queries.row_of(db, earlier) if earlier else None
    try:
        with guard.asked_about(form.texts):
            if problems := form.problems(footing):
                refused = goal_problems(plan, footing, active=on.active, most=most) | problems
                raise ProblemsError(refused | on.seal_problems(viewer))
            answer = _saved(db, viewer, on, plan, posted, form, before, most, now)
    except NewerError:
        shown = views.form(viewer, on, footing, form, most=most, follows=follows)
        shown |= newer.beside(db, viewer, form, plan, footing.element, go=posted.text("go"))
        return page(request, "goals/form.html", **shown)
    except ProblemsError as error:
        shown = views.form(viewer, on, footing, form, most=most, follows=follows, errors=error.problems)
        # The sentence itself leads to the goal that stands already.
        shown["leads"] = {"form": error.same.address} if isinstance(error, TwiceError) else {}
        return page(request, "goals/form.html", **shown)
    guard.kept(form.texts)
    return answer


def _version(db: Session, slug: str) -> LoadedVersion:
    for version in profiles_in_force(db):
        if version.slug == slug:
            return version
    raise NotFoundError


def _choose(request: Request, viewer: Viewer, db: Session, worker: Account, now: datetime) -> Response:
    opened(db, viewer, worker.id, what=Opened.NEXT_STEP, now=now)
    points, seals = points_to_go_from(db, viewer, worker, now=now), seals_of(db, worker, now=now)
    return page(
        request, "goals/choose.html", worker=worker, way=words.way_to(viewer, worker.id, worker.name),
        choices=choosing.choices_of(profiles_in_force(db), points, seals, viewer),
        who=lines_for_draft(db, viewer, worker, now, Permission.READ_GOAL),
    )  # fmt: skip


def _followed(db: Session, viewer: Viewer, on: Standing, goal_id: UUID | None, now: datetime) -> GoalView | None:
    if goal_id is None:
        return None
    return queries.followed_or_404(
        db, viewer, goal_id, on.worker, profile_id=on.version.profile_id, element_key=on.element.key, now=now
    )


def _saved(
    db: Session, viewer: Viewer, on: Standing, plan: Plan, posted: Posted, form: GoalForm, follows: Goal | None,
    most: int, now: datetime,
) -> Response:  # fmt: skip
    if posted.text("go") == "draft":
        actions.save_draft_goal(
            db, viewer, on, plan=plan, form_key=form.form_key, follows=follows, at=now, revision=form.revision
        )
        return see_other(f"/workers/{on.worker.id}/goals", done="goal-draft")
    goal = actions.propose_goal(
        db, viewer, on, plan=plan, form_key=form.form_key, follows=follows, most=most, at=now, revision=form.revision
    )
    return see_other(f"/goals/{goal.id}", done="goal-active" if goal.active_at else "goal-proposed")
