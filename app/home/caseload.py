"""The caseload of a coach: of each person coached now what is due, when they met, how long, and the open goals.

Names stand from A to Z and in no other order: nothing here compares one person with another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.clock import day_of
from app.coaching.hours import Met, agreed_minutes, met_by_worker
from app.coaching.queries import Meeting, planned_near
from app.goals.queries import GoalView, active_goals_near
from app.home import caseload_words, people_words
from app.home.pace import Pace, pace_of
from app.home.queries import Focus, Proposal, focuses_near, proposals_near
from app.home.words import Titles
from app.pairs.queries import PairRow, pairs_near
from app.people.access import Viewer
from app.ratings.rhythm import end_of_month
from app.ratings.rules import Kind


@dataclass(frozen=True)
class Row:
    """One person coached now.

    `due` are what and the words for it, `goals` element, check-back and the goal's id, `proposed` element, whose word
    it waits for and the goal's id.
    """

    id: UUID
    name: str
    since: date
    due: list[tuple[str, str]]
    last_met: str
    next_meeting: str
    next_id: UUID | None
    hours: str
    goals: list[tuple[str, str, UUID]]
    proposed: list[tuple[str, str, UUID]]


def caseload(db: Session, viewer: Viewer, titles: Titles, now: datetime) -> list[Row]:
    """Everybody with whom the viewer has a coaching agreement in force, as the coach; by first name."""
    today = viewer.today(now)
    focuses = [focus for focus in focuses_near(db, viewer, now=now) if focus.is_coached]
    pace, by_person = pace_of(focuses, viewer, today), _by_person(focuses)
    met = met_by_worker(db, viewer, today, now=now)
    agreed = agreed_minutes(db, {focus.agreement_id for focus in focuses})
    meetings = _first_of_each(planned_near(db, viewer, now=now), viewer)
    waits, goals = pairs_near(db, viewer, now), active_goals_near(db, viewer, now=now)
    proposals = proposals_near(db, viewer, now=now)
    return [
        Row(
            id=worker, name=own[0].worker_name, since=own[0].rhythm.since,
            due=_due(own, waits, titles, pace),
            last_met=_last(met.get(worker), viewer),
            next_meeting=caseload_words.next_meeting(meetings.get(worker), viewer, now),
            next_id=meetings[worker].id if worker in meetings else None,
            hours=caseload_words.hours(met[worker].minutes if worker in met else 0, agreed[worker]),
            goals=_goals(goals, worker, pace), proposed=_proposed(proposals, worker),
        )
        for worker, own in by_person.items()
    ]  # fmt: skip


def _due(own: Sequence[Focus], pairs: Iterable[PairRow], titles: Titles, pace: Pace) -> list[tuple[str, str]]:
    """The worker's part, and the coach's: each pair that waits for the coach's own view."""
    worker = own[0].worker_id
    facts = [("Self-assessment", people_words.self_assessment_fact(own, titles, pace.today))]
    if pace.is_paused(worker):
        return facts
    waiting = [pair for pair in pairs if (pair.worker_id, pair.state, pair.own_side) == (worker, "yours", Kind.COACH)]
    ends = [(end_of_month(pair.month), titles[pair.profile_id][0]) for pair in waiting]
    return facts + [
        ("Your view", caseload_words.rating(title, pace.moved(worker, on) or on, pace.today))
        for on, title in sorted(ends)
    ]


def _last(met: Met | None, viewer: Viewer) -> str:
    return caseload_words.last_met(day_of(met.last_at, viewer.zone) if met else None)


def _goals(goals: Iterable[GoalView], worker: UUID, pace: Pace) -> list[tuple[str, str, UUID]]:
    own = sorted(
        (view for view in goals if view.goal.worker_id == worker),
        key=lambda view: (view.goal.check_back_on, view.words),
    )
    return [
        (view.element_title, caseload_words.check_back(view.goal.check_back_on, worker, pace), view.goal.id)
        for view in own
    ]


def _proposed(proposals: Iterable[Proposal], worker: UUID) -> list[tuple[str, str, UUID]]:
    own = sorted((one for one in proposals if one.worker_id == worker), key=lambda one: one.element_title)
    return [(one.element_title, people_words.proposal_stands(one), one.goal_id) for one in own]


def _first_of_each(meetings: Iterable[Meeting], viewer: Viewer) -> dict[UUID, Meeting]:
    """The next one planned with each worker whom the viewer coaches."""
    first: dict[UUID, Meeting] = {}
    for meeting in meetings:
        if meeting.coach_id == viewer.id:
            first.setdefault(meeting.worker_id, meeting)
    return first


def _by_person(focuses: Iterable[Focus]) -> dict[UUID, list[Focus]]:
    found: dict[UUID, list[Focus]] = defaultdict(list)
    for focus in focuses:
        found[focus.worker_id].append(focus)
    return dict(found)
