"""What the goal pages are made of, put together from the features below."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from app.goals import words
from app.goals.choices import OTHER, across_sentences, other_targets, target_choices
from app.goals.forms import GoalForm, ReviewForm, in_order
from app.goals.plans import Footing, active_problem
from app.goals.queries import GoalView
from app.goals.rules import a_year_after, open_targets
from app.goals.sentence import sentence_of
from app.goals.standing import Standing
from app.people.access import Viewer
from app.ratings.rules import Kind
from app.settings import Settings
from app.web.words import first_name


def most_active(request: Request) -> int:
    settings: Settings = request.app.state.settings
    return settings.most_active_goals


# How many goals of one worker can be active at a time.
Most = Annotated[int, Depends(most_active)]


def form(
    viewer: Viewer, on: Standing, footing: Footing, filled: GoalForm, *, most: int, follows: UUID | None,
    errors: Mapping[str, str] | None = None, draft: GoalView | None = None,
) -> dict[str, Any]:  # fmt: skip
    worker, coach = first_name(on.worker.name), first_name(on.coach.name) if on.coach else None
    return {
        "status": 422 if errors else 200, "on": on, "footing": footing, "form": filled, "draft": draft,
        "errors": in_order(errors or {}), "follows": follows,
        "way": words.way_to(viewer, on.worker.id, on.worker.name), "most": most, "worker": worker, "coach": coach,
        "own_side": viewer.id == on.worker.id, "full": active_problem(on.active, most=most),
        "sentence": sentence_of(
            filled.plan(footing), element=on.element, present=footing.present, worker=worker, coach=coach
        ),
        "choices": target_choices(footing), "others": other_targets(footing),
        "across": across_sentences(footing, filled.point), "targets": open_targets(footing.scale, footing.present),
        "label": words.stair_label(footing, filled.point), "whose": words.whose_point(on),
        "under": words.under_words(footing), "tries": words.to_try(on, footing),
        "helps": words.help_choices(on), "who_sees": words.who_sees(on), "first_day": on.today + timedelta(days=1),
        "latest_day": a_year_after(on.today), "keep_up": words.to_keep_up(footing),
        "begins": words.begins_at(on, viewer), "helping": on.helping,
        "framework": {"slug": on.version.framework},
        "save": words.save_words(on, viewer, across=filled.target == OTHER),
    }  # fmt: skip


def not_yet(viewer: Viewer, on: Standing, *, draft: GoalView | None = None) -> dict[str, Any]:
    way = words.way_to(viewer, on.worker.id, on.worker.name)
    return {"on": on, "way": way, "nothing": words.why_not_yet(on, viewer), "draft": draft}


def goal(
    viewer: Viewer, view: GoalView, *, began: Kind | None, errors: Mapping[str, str] | None = None, reason: str = "",
    why_not: str = "",
) -> dict[str, Any]:  # fmt: skip
    return {
        "status": 422 if errors else 200, "view": view, "errors": errors or {}, "reason": reason, "why_not": why_not,
        "way": words.way_to(viewer, view.goal.worker_id, view.worker_name), "move": words.next_move(view, viewer),
        "state": words.state_words(view), "shown": words.goal_words(view),
        "next_goal": words.next_goal(view), "names": words.sides(view),
        "coach_mark": view.goal.from_point if began is Kind.COACH else None,
        "own_mark": view.goal.from_point if began is Kind.SELF else None,
    }  # fmt: skip


def review(
    view: GoalView, filled: ReviewForm, viewer: Viewer, *, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    return {
        "status": 422 if errors else 200, "view": view, "form": filled, "errors": errors or {},
        "way": words.way_to(viewer, view.goal.worker_id, view.worker_name), "endings": words.ENDINGS,
        "points": [(str(point), view.profile.scale.words_for(point)) for point in view.profile.scale.points],
        "names": words.sides(view),
    }  # fmt: skip
