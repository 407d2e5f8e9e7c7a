"""The form of a plan: what it begins with, what it offers, and what the posted text makes of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Depends
from sqlmodel import Session

from app.coaching.ground import Ground
from app.coaching.models import CoachingSession
from app.coaching.plan_form import PlanForm
from app.coaching.reading import session_or_404
from app.coaching.rules import Bounds, Plan, plan_problems
from app.coaching.times import same_weekday_next_month, working_day_from
from app.frameworks.queries import LoadedVersion, in_force, profiles_in_force
from app.goals.queries import goals_of
from app.goals.rules import GoalState
from app.pairs.queries import pairs_near
from app.pairs.reading import pair_or_404
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.queries import agreement_at, focuses_of
from app.web.errors import NotFoundError, ProblemsError


@dataclass(frozen=True)
class NewAsked:
    """From where somebody comes to plan: a practice, an opened pair, or the coaching session before."""

    profile: str = ""
    element: str = ""
    pair: UUID | None = None
    after: UUID | None = None


NewFrom = Annotated[NewAsked, Depends(NewAsked)]


def fresh(db: Session, viewer: Viewer, on: Ground, asked: NewAsked, *, now: datetime) -> PlanForm:
    """What the form begins with. Raises NotFoundError for a pair or a session that is not of this worker, and for a
    session that was not of these two. An element that is rated no more gives way to the whole profile."""
    if asked.after:
        before = session_or_404(db, viewer, asked.after, now=now)
        if (before.worker.id, before.coach.id) != (on.worker.id, on.coach.id):
            raise NotFoundError
        local = before.row.starts_at.astimezone(ZoneInfo(viewer.zone))
        day = max(same_weekday_next_month(local.date()), viewer.today(now))
        about = _still(db, focus_of(before.row, in_force(db, before.row.profile_id)))
        minutes = before.row.planned_minutes
        return PlanForm.fresh(day=day, focus=about, at=f"{local:%H:%M}", minutes=minutes, where=before.row.place)
    day, about = working_day_from(viewer.today(now) + timedelta(weeks=1)), f"{asked.profile}/{asked.element}"
    if asked.pair:
        pair = pair_or_404(db, viewer, asked.pair, now=now)
        if pair.worker.id != on.worker.id:
            raise NotFoundError
        about = about if asked.profile else f"{pair.version.slug}/"
    if about == "/":
        about = _worked_on(db, viewer, on, now)
    return PlanForm.fresh(day=day, focus=_still(db, about))


def _worked_on(db: Session, viewer: Viewer, on: Ground, now: datetime) -> str:
    """What the two work on: the profile of an active goal, the next to look back at, or of their newest open pair."""
    first = [one.profile_id for one in offered(db, on.agreement)]
    slugs = {one.profile_id: one.slug for one in profiles_in_force(db)}
    near = [*_of_goals(db, viewer, on, now), *_of_pairs(db, viewer, on, now), *first]
    return next((f"{slugs[one]}/" for one in near if one in slugs), "")


def _of_goals(db: Session, viewer: Viewer, on: Ground, now: datetime) -> list[UUID]:
    active = goals_of(db, viewer, on.worker, now=now, states=[GoalState.ACTIVE])
    return [one.goal.profile_id for one in sorted(active, key=lambda one: one.goal.check_back_on)]


def _of_pairs(db: Session, viewer: Viewer, on: Ground, now: datetime) -> list[UUID]:
    both = (on.worker.id, on.coach.id, "open")
    pairs = pairs_near(db, viewer, now)
    return [one.profile_id for one in pairs if (one.worker_id, one.coach_id, one.state) == both]


def _still(db: Session, about: str) -> str:
    return about if about in _known(db) else f"{about.partition('/')[0]}/"


def _known(db: Session) -> dict[str, UUID]:
    """What a coaching session can be about, with the profile: each profile as a whole, and what is rated in it."""
    return {
        f"{one.slug}/{key}": one.profile_id
        for one in profiles_in_force(db)
        for key in ("", *(element.key for element in one.profile.rateable_elements))
    }


def focus_of(row: CoachingSession, version: LoadedVersion) -> str:
    return f"{version.slug}/{row.element_key if row.element_key in version.element_ids else ''}"


def offered(db: Session, agreement: Agreement, *wanted: str) -> list[LoadedVersion]:
    """The profiles of the agreement, and those that are asked for by their slug, in the order of the profiles."""
    ids = {focus.profile_id for focus in focuses_of(db, agreement)}
    return [one for one in profiles_in_force(db) if one.profile_id in ids or one.slug in wanted]


def plan_of(
    db: Session, viewer: Viewer, form: PlanForm, bounds: Bounds, *, now: datetime, kept: tuple[str, UUID] | None = None
) -> tuple[Plan, UUID]:
    """The plan that the text makes, and the profile it is about. Raises ProblemsError with all that does not do: what
    makes no plan, and what no plan can be.

    `kept` is what a session that is moved is about already: it may stay, also where it is offered no more.
    """
    known = _known(db) | (dict([kept]) if kept else {})
    plan = form.plan(viewer.zone, known)
    if problems := form.problems(viewer.zone) | plan_problems(plan, bounds, now=now):
        raise ProblemsError(problems)
    return plan, known[form.focus]


def has_coach(db: Session, worker: Account, *, now: datetime) -> bool:
    return agreement_at(db, worker, now) is not None


def beside(db: Session, kept: PlanForm, typed: PlanForm) -> list[tuple[str, str, str]]:
    """Each field as it is saved and as it was typed."""
    pairs = zip(_rows(db, kept), _rows(db, typed), strict=True)
    return [(label, saved, own) for (label, saved), (_, own) in pairs]


def on_top(form: PlanForm, revision: int) -> PlanForm:
    """What was typed, on top of what the other side has saved."""
    return replace(form, revision=revision)


def _rows(db: Session, form: PlanForm) -> list[tuple[str, str]]:
    slug, _, key = form.focus.partition("/")
    day, time = form.when_in_words()
    about = next((one.profile for one in profiles_in_force(db) if one.slug == slug), None)
    element = next((one.title for one in about.elements if one.key == key), "") if about else ""
    title = about.title if about else ""
    return [
        ("Day", day), ("Time", time), ("Minutes", form.length), ("Where", form.where),
        ("About", f"{title}: {element}" if element else title),
    ]  # fmt: skip
