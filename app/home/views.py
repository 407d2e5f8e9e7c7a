"""The parts of Today, put together from what several features know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.agreements.waits import WaitingSignature
from app.clock import day_of
from app.coaching.promises import own_promises
from app.coaching.queries import Meeting
from app.coaching.words import promise
from app.coaching.written import done_token
from app.frameworks.queries import loaded
from app.goals.queries import GoalView
from app.home import (
    acquaintances,
    between,
    ending_words,
    endings,
    events,
    meeting_news,
    meeting_words,
    news_words,
    onlookers,
    pace_words,
    people_words,
    queries,
    shelf_words,
    staffing,
    to_plan,
    words,
)  # fmt: skip
from app.home.near import Near, tasks_near, version_titles
from app.home.news_words import Item
from app.home.pace import Pace
from app.home.queries import Focus, Proposal
from app.home.rules import MOST_SHOWN, NEW_FOR, TaskKind, first_task, in_order, is_recent
from app.home.words import Titles
from app.people.access import Viewer
from app.people.permits import Permission, Role
from app.people.queries import agency_counts
from app.ratings import points
from app.ratings.requests import Asked, own_requests


@dataclass(frozen=True)
class Person:
    """One of the people coached now."""

    id: UUID
    name: str
    since: date
    # The active goals, the one that is checked back first at the head.
    goals: list[GoalView]
    self_assessment: str
    # A goal that waits, where none is active: the words, and the way to it.
    proposal: tuple[str, str] | None
    # When the two meet next, or that no day is set.
    meets: str


@dataclass(frozen=True)
class UnitPerson:
    """One of the people supervised: whether the self-assessment is done, and the goals as far as they are shared."""

    id: UUID
    name: str
    self_assessment: str
    goals: list[GoalView]
    # What is said where there is no goal to show.
    no_goal: str


def today_context(db: Session, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """All that the page of the day shows, each part from the same few questions."""
    near, today = tasks_near(db, viewer, now), viewer.today(now)
    focuses, running, meetings, pace = near.focuses, near.running, near.meetings, near.pace
    found = [*near.tasks, *to_plan.tasks(db, viewer, focuses, meetings, pace, now), *shelf_words.tasks(db, viewer, now)]
    asked = own_requests(db, viewer, since=now - NEW_FOR, now=now) if viewer.may(Permission.AMEND) else []
    proposals, seen = queries.proposals_near(db, viewer, now=now), agency(db, viewer, now)
    first = first_task(found) or (seen["step"] if seen else None)
    others = [task for task in in_order(found) if task is not first]
    due = [task for task in others if task.kind is not TaskKind.BEGUN]
    return {
        "pace": pace, "pause": pace.pause_of(viewer.id), "today": today, "first": first,
        "due": due[:MOST_SHOWN], "more": due[MOST_SHOWN:], "due_help": words.due_help(len(due)), "when": words.when,
        "when_first": words.when_first, "begun": [task for task in others if task.kind is TaskKind.BEGUN],
        "news": news(db, viewer, near, asked, now), "most": MOST_SHOWN,
        "people": coached(focuses, running, proposals, meetings, near.titles, viewer, now),
        "unit": unit(db, viewer, focuses, near.goals, now), "agency": seen, "roles": viewer.roles,
        "own_goals": [view for view in running if view.goal.worker_id == viewer.id],
        "own_proposals": own_proposals(viewer, proposals), "has_points": has_points(db, viewer, running, now),
        "own_next": own_next(focuses, meetings, viewer, now), "coming": coming(db, viewer, near.signing, now),
        **side(db, viewer, meetings, running, pace, now),
        "waits": waits(db, viewer, asked), "has_work": bool(viewer.roles - {Role.ACADEMY_LEAD, Role.REVIEWER}),
    }  # fmt: skip


def people_shown(shown: Mapping[str, Any]) -> set[UUID]:
    """Of whom the page shows a goal."""
    return {one.id for one in shown["people"] if one.goals} | {one.id for one in shown["unit"] if one.goals}


def waits(db: Session, viewer: Viewer, asked: Iterable[Asked]) -> list[tuple[str, str, date, str]]:
    """What the viewer asked a supervisor to approve: what, about which assessment, since when, and where it stands."""
    titles = version_titles(db, asked)
    return [
        (
            "Your amendment" if one.draft_id else "Your withdrawal", words.about(one, titles),
            day_of(one.asked_at, viewer.zone), f"/assessments/{one.assessment_id}",
        )
        for one in asked
        if one.outcome is None
    ]  # fmt: skip


def news(db: Session, viewer: Viewer, near: Near, asked: Sequence[Asked], now: datetime) -> list[Item]:
    """What is new, the newest first. The pair that goes first on the page is not told twice."""
    recent = [pair for pair in near.pairs if pair.opened_at and is_recent(pair.opened_at, now)]
    opened = [pair for pair in recent if pair != near.first_pair]
    rows = events.news_of(db, viewer, now=now)
    # Who supervises now is known to the worker and to the coach of today, and to nobody from before.
    known = {focus.worker_id for focus in near.focuses if focus.is_coached} | {viewer.id}
    seen_by = onlookers.onlookers_of(db, viewer, known, now=now)
    submitted = onlookers.submissions_of(db, [pair.id for pair in opened])
    versions = {row.version_id: loaded(db, row.version_id).profile.title for row in rows}
    agreed = [view for view in near.running if view.goal.proposed_by == viewer.id]
    items = [
        *news_words.assessments(rows, {pair.id: pair for pair in near.pairs}, versions, viewer, seen_by),
        *news_words.pairs(opened, near.titles, viewer, seen_by, submitted),
        *news_words.decided(asked, version_titles(db, asked), viewer),
        *ending_words.endings(endings.endings_near(db, viewer, now=now), viewer, seen_by, now),
        *news_words.sharings(events.sharing_near(db, viewer, now=now), viewer),
        *shelf_words.news(db, viewer, now),
        *meeting_news.news(db, viewer, now),
        *news_words.goals(agreed, viewer, near.pace),
        *pace_words.changes(near.focuses, near.titles, viewer, now),
    ]
    return sorted(items, key=lambda item: item.on, reverse=True)


def side(
    db: Session, viewer: Viewer, meetings: Sequence[Meeting], running: Iterable[GoalView], pace: Pace, now: datetime
) -> dict[str, Any]:
    """The sheet beside: the week, and what the viewer said would be done. For those who coach or are coached."""
    if not viewer.may(Permission.KEEP_SESSION):
        return {"week": None}
    promises = own_promises(db, viewer, now=now, since=now - meeting_words.DONE_FOR)
    return {
        "week": meeting_words.week(meetings, running, pace, viewer, now), "promises_to_tick": promises, "names": False,
        "promise": promise, "done_were": done_token(promises),
    }  # fmt: skip


def coached(
    focuses: Iterable[Focus], running: Sequence[GoalView], waiting: Iterable[Proposal], meetings: Sequence[Meeting],
    titles: Titles, viewer: Viewer, now: datetime,
) -> list[Person]:  # fmt: skip
    today = viewer.today(now)
    meets = meeting_words.next_by_worker(meetings, viewer, now)
    proposals = {proposal.worker_id: proposal_line(proposal) for proposal in waiting}
    goals = _by_worker(running)
    by_person = _by_person(focus for focus in focuses if focus.is_coached)
    return [
        Person(
            id=worker_id, name=own[0].worker_name, since=own[0].rhythm.since, goals=goals[worker_id],
            self_assessment=people_words.self_assessment_fact(own, titles, today), proposal=proposals.get(worker_id),
            meets=meets.get(worker_id, "No date yet"),
        )
        for worker_id, own in by_person.items()
    ]  # fmt: skip


def own_proposals(viewer: Viewer, waiting: Iterable[Proposal]) -> list[tuple[str, str]]:
    return [proposal_line(proposal) for proposal in waiting if proposal.worker_id == viewer.id]


def own_next(focuses: Iterable[Focus], meetings: Sequence[Meeting], viewer: Viewer, now: datetime) -> str:
    """When a worker meets the coach of today next; empty for whoever is not coached now."""
    if all(focus.worker_id != viewer.id for focus in focuses):
        return ""
    return meeting_words.next_by_worker(meetings, viewer, now).get(viewer.id, "No date yet")


def has_points(db: Session, viewer: Viewer, running: Iterable[GoalView], now: datetime) -> bool:
    """Asked for workers without a goal, who read where one can start."""
    own = any(view.goal.worker_id == viewer.id for view in running)
    return Role.WORKER in viewer.roles and not own and points.has_points(db, viewer, now=now)


def proposal_line(proposal: Proposal) -> tuple[str, str]:
    return people_words.proposal_fact(proposal), f"/goals/{proposal.goal_id}"


def unit(
    db: Session, viewer: Viewer, focuses: Iterable[Focus], readable: Sequence[GoalView], now: datetime
) -> list[UnitPerson]:
    """Everybody supervised, by first name; `readable` are the active goals that the viewer may read."""
    if Role.SUPERVISOR not in viewer.roles:
        return []
    by_person, goals, today = _by_person(focuses), _by_worker(readable), viewer.today(now)
    people, since = queries.unit_people(db, viewer, now=now), between.shared_goals_since(db, viewer, now=now)
    free = between.between_agreements(db, viewer, (one for one, _ in people if one not in by_person), now=now)
    return [
        UnitPerson(
            person, name, people_words.done_or_not(by_person.get(person, []), free.get(person), today),
            goals[person], people_words.no_goal(since.get(person)),
        )
        for person, name in people
    ]  # fmt: skip


def coming(
    db: Session, viewer: Viewer, waiting: Iterable[WaitingSignature], now: datetime
) -> list[tuple[str, str, str]]:
    """Agreements that open nothing yet: with whom, how it stands, and the way there. A task is not told twice."""
    asked = {one.agreement_id for one in waiting}
    return [
        (*people_words.coming_fact(one, viewer), f"/agreements/{one.agreement_id}")
        for one in acquaintances.coming(db, viewer, now=now)
        if one.agreement_id not in asked
    ]


def agency(db: Session, viewer: Viewer, now: datetime) -> dict[str, Any] | None:
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return None
    counts, staff = agency_counts(db, viewer, now=now), staffing.staff_of(db, viewer, now=now)
    return {"counts": counts, "staff": staff, "step": words.next_step(counts, staff, viewer.today(now))}


def _by_person(focuses: Iterable[Focus]) -> dict[UUID, list[Focus]]:
    found: dict[UUID, list[Focus]] = defaultdict(list)
    for focus in focuses:
        found[focus.worker_id].append(focus)
    return dict(found)


def _by_worker(views: Iterable[GoalView]) -> dict[UUID, list[GoalView]]:
    """The goals of each, the one that is checked back first at the head."""
    found: dict[UUID, list[GoalView]] = defaultdict(list)
    for view in views:
        found[view.goal.worker_id].append(view)
    return found
