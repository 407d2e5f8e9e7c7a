"""Today, the list of people, and the way to the own page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded, profiles_in_force
from app.goals.queries import GoalView, check_backs, waiting_for
from app.home import queries, words
from app.home.queries import Focus
from app.home.rules import MOST_SHOWN, Task, first_task, in_order
from app.people.access import Viewer
from app.people.permits import Permission, Role
from app.people.queries import agency_counts
from app.people.signin import Permit, SignedIn
from app.ratings.queries import open_drafts
from app.web.pages import page, see_other

router = APIRouter()


@dataclass(frozen=True)
class Person:
    """One of the people coached now."""

    id: UUID
    name: str
    since: date
    goal: GoalView | None
    self_assessment: str


@router.get("/", dependencies=[Depends(Permit(Permission.READ_TODAY))])
def show_today(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    today = viewer.today(now)
    focuses = queries.focuses_near(db, viewer, now=now)
    running = check_backs(db, viewer, now=now)
    tasks = _tasks(db, viewer, focuses, running, now)
    first = first_task(tasks)
    due = [task for task in in_order(tasks) if task is not first]
    rows = queries.news_of(db, viewer, now=now)
    titles = {row.version_id: loaded(db, row.version_id).profile.title for row in rows}
    agreed = [view for view in running if view.goal.proposed_by == viewer.id]
    return page(
        request, "home/today.html", today=today, first=first, due=due[:MOST_SHOWN], more=due[MOST_SHOWN:],
        due_help=words.due_help(len(due)), when=words.when, news=words.news(rows, agreed, titles, viewer, today),
        people=_coached(viewer, focuses, running, today), unit=_unit(db, viewer, focuses, now),
        own_goals=[view for view in running if view.goal.worker_id == viewer.id], roles=viewer.roles,
        agency=_agency(db, viewer, now), has_work=bool(viewer.roles - {Role.ACADEMY_LEAD, Role.REVIEWER}),
    )  # fmt: skip


@router.get("/people", dependencies=[Depends(Permit(Permission.READ_PERSON))])
def list_people(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    today = viewer.today(now)
    found = queries.acquaintances(db, viewer, now=now)
    people = [(person, words.relation(person, today)) for person in found]
    return page(request, "home/people.html", people=people)


@router.get("/my-practice", dependencies=[Depends(Permit(Permission.ASSESS_SELF))])
def open_own_page(viewer: SignedIn) -> Response:
    return see_other(f"/workers/{viewer.id}")


def _tasks(
    db: Session, viewer: Viewer, focuses: Sequence[Focus], running: Sequence[GoalView], now: datetime
) -> list[Task]:
    today = viewer.today(now)
    titles = {version.profile_id: (version.profile.title, version.slug) for version in profiles_in_force(db)}
    own = [focus for focus in focuses if focus.worker_id == viewer.id]
    return [
        *words.proposals(waiting_for(db, viewer, now=now), viewer),
        *words.self_assessments(own, titles, today),
        *words.check_backs(running, viewer, today),
        *words.drafts(open_drafts(db, viewer, now=now), titles),
    ]


def _coached(viewer: Viewer, focuses: Iterable[Focus], running: Sequence[GoalView], today: date) -> list[Person]:
    goals = {view.goal.worker_id: view for view in reversed(running)}
    by_person = _by_person(focus for focus in focuses if focus.coach_id == viewer.id)
    return [
        Person(
            id=worker_id, name=own[0].worker_name, since=own[0].since, goal=goals.get(worker_id),
            self_assessment=words.self_assessment_fact(own, today),
        )
        for worker_id, own in by_person.items()
    ]  # fmt: skip


def _unit(db: Session, viewer: Viewer, focuses: Iterable[Focus], now: datetime) -> list[tuple[UUID, str, str]]:
    """Everybody supervised: id, name, and whether the self-assessment is done."""
    if Role.SUPERVISOR not in viewer.roles:
        return []
    by_person = _by_person(focuses)
    today = viewer.today(now)
    return [
        (person, name, words.self_assessment_fact(by_person.get(person, []), today))
        for person, name in queries.unit_people(db, viewer, now=now)
    ]


def _agency(db: Session, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return None
    counts = agency_counts(db, viewer)
    return {"counts": counts, "without_coach": queries.workers_without_coach(db, viewer, now=now)}


def _by_person(focuses: Iterable[Focus]) -> dict[UUID, list[Focus]]:
    found: dict[UUID, list[Focus]] = defaultdict(list)
    for focus in focuses:
        found[focus.worker_id].append(focus)
    return dict(found)
