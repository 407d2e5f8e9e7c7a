"""Where the dates of a calendar come from: each source asks what Today asks, and gives entries without words."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlmodel import Session

from app.coaching.queries import held_near, planned_near
from app.goals.queries import active_goals_near
from app.home.pace import pace_of
from app.home.queries import focuses_near
from app.people.access import Viewer
from app.people.permits import Permission
from app.reminders.entries import TOLD_FOR, Entry
from app.reminders.rules import Kind

Source = Callable[[Session, Viewer, datetime], Iterable[Entry]]


def self_assessments(db: Session, viewer: Viewer, now: datetime) -> list[Entry]:
    """The next one of each practice: one thing that moves on when it is done, under whichever agreement.

    While a pause without an end is in its way, there is none.
    """
    own = [focus for focus in focuses_near(db, viewer, now=now) if focus.worker_id == viewer.id]
    asked = [(focus.profile_id, focus.standing(viewer.today(now)).next_by) for focus in own]
    return [Entry(Kind.SELF_ASSESSMENT, profile, by) for profile, by in asked if by]


def check_backs(db: Session, viewer: Viewer, now: datetime) -> list[Entry]:
    """Of the goals that the person works on, as worker or as the coach of today.

    A day that lies in a pause moves to the first one after it; while no end of the pause is set, there is none.
    """
    pace = pace_of(focuses_near(db, viewer, now=now), viewer, viewer.today(now))
    running = [view.goal for view in active_goals_near(db, viewer, now=now) if view.may_change]
    moved = [(goal.id, pace.moved(goal.worker_id, goal.check_back_on)) for goal in running]
    return [Entry(Kind.CHECK_BACK, goal_id, on) for goal_id, on in moved if on]


def coaching_sessions(db: Session, viewer: Viewer, now: datetime) -> list[Entry]:
    """What is planned, for worker and coach; one that is called off or ended with the coaching has vanished here.

    One that is closed took place, also where it was closed before the time for which it was planned.
    """
    if not viewer.may(Permission.KEEP_SESSION):
        return []
    met = [*planned_near(db, viewer, now=now), *held_near(db, viewer, now=now, since=now - TOLD_FOR)]
    return [Entry(Kind.SESSION, one.id, one.starts_at, one.planned_minutes) for one in met]


SOURCES: tuple[Source, ...] = (self_assessments, check_backs, coaching_sessions)


def entries_of(db: Session, viewer: Viewer, *, now: datetime) -> list[Entry]:
    return [entry for source in SOURCES for entry in source(db, viewer, now)]
