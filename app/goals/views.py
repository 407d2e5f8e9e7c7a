"""What the goal pages are made of, put together from the features below."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.goals import aims, choosing, offers, states, words
from app.goals.anchors import Anchor, field_of
from app.goals.choices import OTHER, across_sentences, other_targets, target_choices
from app.goals.forms import GoalForm, ReviewForm, in_order
from app.goals.history import began_with
from app.goals.plans import Footing, active_problem
from app.goals.queries import GoalView, goals_on_element
from app.goals.rests import rests_of
from app.goals.rules import a_year_after, open_targets
from app.goals.seal import seals_of
from app.goals.sentence import sentence_of
from app.goals.standing import Standing
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.who import lines_for_record
from app.settings import Settings
from app.web.words import first_name, sentence_case


def most_active(request: Request) -> int:
    settings: Settings = request.app.state.settings
    return settings.most_active_goals


# What the two sides can do about a proposal that may become active.
_OF_A_PROPOSAL = ("confirm", "withdraw")
# How many goals of one worker can be active at a time.
Most = Annotated[int, Depends(most_active)]


def form(
    viewer: Viewer, on: Standing, footing: Footing, filled: GoalForm, *, most: int, follows: UUID | None,
    errors: Mapping[str, str] | None = None, draft: GoalView | None = None,
) -> dict[str, Any]:  # fmt: skip
    worker, coach = first_name(on.worker.name), first_name(on.coach.name) if on.coach else None
    return {
        "status": 422 if errors else 200, "newer": None, "on": on, "footing": footing, "form": filled, "draft": draft,
        "errors": in_order(errors or {}), "leads": {}, "gives": None, "follows": follows,
        "waits": on.seal_problems(viewer).get("form"),
        "way": words.way_to(viewer, on.worker.id, on.worker.name), "most": most, "worker": on.worker,
        "name": worker, "coach": coach,
        "own_side": viewer.id == on.worker.id, "full": active_problem(on.active, most=most),
        "sentence": sentence_of(
            filled.plan(footing), element=on.element, present=footing.present, worker=worker, coach=coach
        ),
        "outcomes": _outcome_fields(filled, errors or {}),
        "choices": target_choices(footing, filled.point if filled.target == OTHER else None),
        "others": other_targets(footing),
        "across": across_sentences(footing, filled.point), "targets": open_targets(footing.scale, footing.present),
        "label": words.stair_label(footing, filled.point), "whose": words.whose_point(on),
        "under": words.under_words(footing), "tries": offers.to_try(on, footing),
        "helps": offers.help_choices(on), "who": on.who, "starts": f"{words.starts(on)} {words.seen_by(on)}".strip(),
        "first_day": on.today + timedelta(days=1),
        "latest_day": a_year_after(on.today), "keep_up": offers.to_keep_up(footing),
        "begins": words.begins_at(on, viewer), "helping": on.helping,
        "framework": {"slug": on.version.framework},
        "save": words.save_words(on, viewer, across=filled.target == OTHER),
    }  # fmt: skip


def not_yet(viewer: Viewer, on: Standing, *, draft: GoalView | None = None) -> dict[str, Any]:
    way = words.way_to(viewer, on.worker.id, on.worker.name)
    return {
        "on": on,
        "worker": on.worker,
        "way": way,
        "nothing": choosing.why_not_yet(on, viewer),
        "draft": draft,
        "who": on.who,
    }


def goal(
    db: Session, viewer: Viewer, view: GoalView, *, now: datetime, errors: Mapping[str, str] | None = None,
    reason: str = "", why_not: str = "",
) -> dict[str, Any]:  # fmt: skip
    about, move = _about(db, viewer, view, view.ended_at, now), states.next_move(view, viewer)
    seal = seals_of(db, about["worker"], now=now).get(view.goal.profile_id) if move in _OF_A_PROPOSAL else None
    return {
        **about, "status": 422 if errors else 200, "errors": errors or {}, "reason": reason,
        "why_not": why_not, "move": move, "state": states.state_words(view, about["rests"]), "seal": seal,
        "parted": states.parted_words(view, viewer),
        "waits": seal.sentence(viewer, view.profile_title) if seal else "",
        "aim": aims.aim_of(view), "helps": aims.helps(view), "next_goal": states.next_goal(view),
        "may_give": states.may_give(view, viewer), "reads_shelf": viewer.may(Permission.READ_SHELF),
        "chain": states.chain(view, goals_on_element(db, viewer, view, now=now), viewer.zone, about["rests"]),
        "meet_href": states.meeting(view),
        "began": began_with(db, viewer, view, now=now),
    }  # fmt: skip


def review(
    db: Session, viewer: Viewer, view: GoalView, filled: ReviewForm, *, now: datetime,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    about = _about(db, viewer, view, now, now)
    scale, seal = view.profile.scale, seals_of(db, about["worker"], now=now).get(view.goal.profile_id)
    return {
        **about, "status": 422 if errors else 200, "form": filled, "errors": errors or {}, "endings": words.ENDINGS,
        "points": [] if seal else [(str(point), scale.words_for(point)) for point in scale.points], "seal": seal,
        "turned_out": _turned_out(view),
    }  # fmt: skip


def over(db: Session, viewer: Viewer, view: GoalView, filled: ReviewForm, *, now: datetime) -> dict[str, Any]:
    """A look back that came after another one: what is kept, and what was typed and is not."""
    is_own = view.review is not None and view.review.reviewer_id == viewer.id
    typed = [(question, answer) for question, answer in filled.answered() if answer]
    return {**_about(db, viewer, view, view.ended_at, now), "status": 409, "is_own": is_own, "typed": typed}


def _outcome_fields(filled: GoalForm, errors: Mapping[str, str]) -> list[tuple[str, str, str, str | None]]:
    """Field, label, text and error of each outcome."""
    written = dict(filled.outcomes)
    return [
        (field_of(one), sentence_case(one.words), written.get(one, ""), errors.get(field_of(one))) for one in Anchor
    ]


def _turned_out(view: GoalView) -> list[tuple[str, str, str]]:
    """What is posted, its words, and what was written down for it."""
    leave = "We leave that open" if view.coach_name else "I leave that open"
    chosen = [
        (one.value, sentence_case(said.title), said.words) for one, said in zip(Anchor, view.outcomes, strict=False)
    ]
    return [*chosen, ("", leave, "")]


def _about(db: Session, viewer: Viewer, view: GoalView, ends_at: datetime | None, now: datetime) -> dict[str, Any]:
    worker = db.get_one(Account, view.goal.worker_id)
    opened(db, viewer, worker.id, what=Opened.GOAL, now=now)
    at = view.goal.proposed_at or now
    return {
        "worker": worker, "view": view, "names": states.sides(view),
        "rests": rests_of(db, viewer, worker, now=now),
        "way": words.way_to(viewer, worker.id, worker.name),
        "who": lines_for_record(db, viewer, worker, at, now, Permission.READ_GOAL, ends_at=ends_at),
    }  # fmt: skip
