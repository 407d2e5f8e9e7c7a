"""The tasks that wait for a person, and what they are made from: for the page of the day, and for a mail about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.agreements.waits import WaitingSignature, waiting_for_signature
from app.coaching.queries import Meeting, planned_near
from app.frameworks.queries import loaded, profiles_in_force
from app.goals.queries import GoalView, active_goals_near, waiting_for
from app.home import meeting_words, pair_tasks, queries, words
from app.home.pace import Pace, pace_of
from app.home.queries import Focus
from app.home.rules import Task
from app.home.words import Titles
from app.pairs.queries import PairRow, pairs_near
from app.people.access import Viewer
from app.people.permits import Permission
from app.ratings.queries import open_drafts
from app.ratings.requests import Asked, requests_to_decide


@dataclass(frozen=True)
class Near:
    """What is near a person now, each asked for once.

    `goals` are the active ones that the viewer may read, `running` those of them that the viewer works on.
    `first_pair` is the one that opened last and asks something of the viewer. `tasks` are those with a day or a person
    that waits; a date to pick and a text of the shelf have neither, and are asked for by the page alone.
    """

    titles: Titles
    focuses: list[Focus]
    goals: list[GoalView]
    running: list[GoalView]
    meetings: list[Meeting]
    pairs: list[PairRow]
    first_pair: PairRow | None
    signing: list[WaitingSignature]
    pace: Pace
    tasks: list[Task]


def tasks_near(db: Session, viewer: Viewer, now: datetime) -> Near:
    titles, goals = profile_titles(db), active_goals_near(db, viewer, now=now)
    focuses, running = queries.focuses_near(db, viewer, now=now), [view for view in goals if view.may_change]
    meetings = planned_near(db, viewer, now=now) if viewer.may(Permission.KEEP_SESSION) else []
    pairs, signing = pairs_near(db, viewer, now), waiting_for_signature(db, viewer, now)
    first_pair = pair_tasks.newest_open(pairs, queries.finished_pairs(db, viewer, [pair.id for pair in pairs]), now)
    pace = pace_of(focuses, viewer, viewer.today(now))
    found = [
        *([pair_tasks.opened(first_pair, titles, viewer, now)] if first_pair else []),
        *words.proposals(waiting_for(db, viewer, now=now), viewer),
        *_to_rate(db, viewer, focuses, pairs, titles, pace, now),
        *_check_backs(viewer, running, pace),
        *words.signatures(signing, viewer),
        *meeting_words.tasks(meetings, titles, pace, viewer, now),
        *_approvals(db, viewer, now),
    ]
    return Near(titles, focuses, goals, running, meetings, pairs, first_pair, signing, pace, found)


def profile_titles(db: Session) -> dict[UUID, tuple[str, str]]:
    return {version.profile_id: (version.profile.title, version.slug) for version in profiles_in_force(db)}


def version_titles(db: Session, asked: Iterable[Asked]) -> dict[UUID, str]:
    return {one.version_id: loaded(db, one.version_id).profile.title for one in asked}


def _to_rate(
    db: Session, viewer: Viewer, focuses: Iterable[Focus], pairs: Iterable[PairRow], titles: Titles, pace: Pace,
    now: datetime,
) -> list[Task]:  # fmt: skip
    """What the viewer rates, and drafts that are for nothing of it. In a pause nobody is asked to rate or to finish."""
    own = [focus for focus in focuses if focus.worker_id == viewer.id]
    due = [(focus, on) for focus in own if (on := focus.standing(pace.today).asked_by)]
    begun = [one for one in open_drafts(db, viewer, now=now) if not one.waits and not pace.is_paused(one.worker_id)]
    waiting = [one for one in pairs if not pace.is_paused(one.worker_id)]
    found, drafts = pair_tasks.to_rate(waiting, due, begun, titles, pace)
    return [*found, *words.drafts(drafts, titles)]


def _check_backs(viewer: Viewer, running: Iterable[GoalView], pace: Pace) -> list[Task]:
    """Nor is anybody asked to look back in a pause."""
    awake = [view for view in running if not pace.is_paused(view.goal.worker_id)]
    moved = [(view, pace.moved(view.goal.worker_id, view.goal.check_back_on)) for view in awake]
    return words.check_backs([(view, on) for view, on in moved if on], viewer, pace.today)


def _approvals(db: Session, viewer: Viewer, now: datetime) -> list[Task]:
    asked = requests_to_decide(db, viewer, now=now) if viewer.may(Permission.APPROVE_AMENDMENT) else []
    return words.approvals(asked, version_titles(db, asked), viewer)
