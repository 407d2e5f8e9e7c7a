"""The parts of Today, put together from what several features know."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.frameworks.queries import profiles_in_force
from app.goals.queries import GoalView, waiting_for
from app.home import queries, words
from app.home.queries import Focus, Proposal
from app.home.rules import Task
from app.people.access import Viewer
from app.people.permits import Permission, Role
from app.people.queries import agency_counts
from app.ratings.queries import open_drafts

# Title and slug of each profile in force.
Titles = dict[UUID, tuple[str, str]]


@dataclass(frozen=True)
class Person:
    """One of the people coached now."""

    id: UUID
    name: str
    since: date
    goal: GoalView | None
    self_assessment: str
    # A goal that waits, where none is active: the words, and the way to it.
    proposal: tuple[str, str] | None


def profile_titles(db: Session) -> Titles:
    return {version.profile_id: (version.profile.title, version.slug) for version in profiles_in_force(db)}


def tasks(
    db: Session, viewer: Viewer, focuses: Sequence[Focus], running: Sequence[GoalView], titles: Titles, now: datetime
) -> list[Task]:
    today = viewer.today(now)
    own = [focus for focus in focuses if focus.worker_id == viewer.id]
    return [
        *words.proposals(waiting_for(db, viewer, now=now), viewer),
        *words.self_assessments(own, titles, today),
        *words.check_backs(running, viewer, today),
        *words.drafts(open_drafts(db, viewer, now=now), titles),
    ]


def coached(
    viewer: Viewer, focuses: Iterable[Focus], running: Sequence[GoalView], waiting: Iterable[Proposal],
    titles: Titles, today: date,
) -> list[Person]:  # fmt: skip
    proposals = {proposal.worker_id: proposal_line(proposal) for proposal in waiting}
    goals = {view.goal.worker_id: view for view in reversed(running)}
    by_person = _by_person(focus for focus in focuses if focus.coach_id == viewer.id)
    return [
        Person(
            id=worker_id, name=own[0].worker_name, since=own[0].since, goal=goals.get(worker_id),
            self_assessment=words.self_assessment_fact(own, titles, today), proposal=proposals.get(worker_id),
        )
        for worker_id, own in by_person.items()
    ]  # fmt: skip


def own_proposals(viewer: Viewer, waiting: Iterable[Proposal]) -> list[tuple[str, str]]:
    return [proposal_line(proposal) for proposal in waiting if proposal.worker_id == viewer.id]


def proposal_line(proposal: Proposal) -> tuple[str, str]:
    return words.proposal_fact(proposal), f"/goals/{proposal.goal_id}"


def unit(db: Session, viewer: Viewer, focuses: Iterable[Focus], now: datetime) -> list[tuple[UUID, str, str]]:
    """Everybody supervised: id, name, and whether the self-assessment is done."""
    if Role.SUPERVISOR not in viewer.roles:
        return []
    by_person = _by_person(focuses)
    today = viewer.today(now)
    return [
        (person, name, words.done_or_not(by_person.get(person, []), today))
        for person, name in queries.unit_people(db, viewer, now=now)
    ]


def agency(db: Session, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return None
    counts, staff = agency_counts(db, viewer), queries.staff_of(db, viewer, now=now)
    return {"counts": counts, "staff": staff, "step": words.next_step(counts, staff, viewer.today(now))}


def _by_person(focuses: Iterable[Focus]) -> dict[UUID, list[Focus]]:
    found: dict[UUID, list[Focus]] = defaultdict(list)
    for focus in focuses:
        found[focus.worker_id].append(focus)
    return dict(found)
