"""The caseload in words: what the coach owes, when two people met, and how much of the agreed time there was."""

from datetime import date, datetime
from uuid import UUID

from app.agreements.rules import hours_words
from app.coaching.queries import Meeting
from app.coaching.words import soon
from app.home.pace import Pace
from app.home.rules import by_or_since
from app.people.access import Viewer
from app.web.words import short_day, unbroken, weekday


def rating(title: str, on: date, today: date) -> str:
    """Safety Mapping by Mon, Nov 30; since, where the day has passed."""
    return unbroken(f"{title} {by_or_since(on, today)} {weekday(on)}")


def check_back(on: date, worker_id: UUID, pace: Pace) -> str:
    """Check back Dec 16; since Fri, Nov 20, where that day has passed and nothing rests."""
    moved = pace.moved(worker_id, on)
    if moved and not pace.is_paused(worker_id) and by_or_since(moved, pace.today) == "since":
        return unbroken(f"check back since {weekday(moved)}")
    return unbroken(pace.check_back(worker_id, on))


def last_met(on: date | None) -> str:
    return unbroken(f"Last met {short_day(on)}") if on else "Not met yet"


def next_meeting(meeting: Meeting | None, viewer: Viewer, now: datetime) -> str:
    """The day and hour; one whose time has passed waits to be closed."""
    if meeting is None:
        return ""
    said = unbroken(soon(meeting.starts_at, viewer, now))
    return f"{said}, not closed yet" if meeting.is_past(now) else said


def hours(minutes: int, agreed: int) -> str:
    """1 hour 30 minutes of 2 hours agreed: a fact about time, and about nobody's worth."""
    spent = hours_words(minutes) if minutes else "None yet"
    return f"{spent} of {hours_words(agreed)} agreed" if agreed else f"{spent}; no hours agreed"
