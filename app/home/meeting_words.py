"""Coaching sessions on Today: what to prepare or to close, the week in a few lines, and when two people meet next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.clock import day_of
from app.coaching.queries import Meeting
from app.coaching.words import soon
from app.goals.queries import GoalView
from app.home.pace import Pace
from app.home.rules import Task, TaskKind
from app.home.words import Titles, check_back_title
from app.people.access import Viewer
from app.web.words import clock_time, first_name, weekday

# So many days ahead a coaching session is something to prepare.
PREPARED_IN = timedelta(days=2)
# What was done in the last days keeps its place in the list, so that a tick by mistake can be taken back.
DONE_FOR = timedelta(days=7)
_SATURDAY = 5


@dataclass(frozen=True)
class WeekDay:
    """One day with what is in it: the words and the way there."""

    name: str
    is_today: bool
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Week:
    title: str
    days: tuple[WeekDay, ...]


def tasks(meetings: Iterable[Meeting], titles: Titles, pace: Pace, viewer: Viewer, now: datetime) -> list[Task]:
    """Those of the next two days to prepare, and those whose time is over and that nobody has closed.

    What lies in a pause is in the week, and nothing to do; and while a pause holds, nothing is.
    """
    today, found = viewer.today(now), []
    for one in meetings:
        on, other = day_of(one.starts_at, viewer.zone), first_name(one.other_than(viewer.id))
        if pace.is_paused(one.worker_id) or (on >= today and pace.rests_on(one.worker_id, on)):
            continue
        href, about = f"/coaching-sessions/{one.id}", titles[one.profile_id][0]
        if on < today or one.is_past(now):
            title, why = _to_close(other, about, is_today=on == today)
            found.append(Task(TaskKind.CLOSING, on, title, why, "Open", f" the coaching session with {other}", href))
        elif on <= today + PREPARED_IN:
            title, why = (
                f"You meet {other} {_at(one, viewer, now)}",
                f"{about}. The agenda is drafted; add what you need.",
            )
            rest = f" the coaching session with {other}"
            found.append(Task(TaskKind.COACHING_SESSION, on, title, why, "Prepare", rest, href))
    return found


def week(meetings: Iterable[Meeting], running: Iterable[GoalView], pace: Pace, viewer: Viewer, now: datetime) -> Week:
    """Monday to Friday, and a day of the weekend where something is planned. At the weekend it is the week to come.

    A check-back that lies in a pause moves to the first day after it.
    """
    today = viewer.today(now)
    is_over = today.weekday() >= _SATURDAY
    first = today - timedelta(days=today.weekday()) + timedelta(weeks=1 if is_over else 0)
    checks = [(view, pace.moved(view.goal.worker_id, view.goal.check_back_on)) for view in running]
    entries = _entries(meetings, [(view, on) for view, on in checks if on], viewer)
    days = [first + timedelta(days=number) for number in range(7)]
    shown = [day for day in days if day.weekday() < _SATURDAY or day in entries]
    return Week(
        "Next week" if is_over else "This week",
        tuple(WeekDay(f"{day:%a} {day.day}", day == today, tuple(entries.get(day, ()))) for day in shown),
    )


def next_by_worker(meetings: Sequence[Meeting], viewer: Viewer, now: datetime) -> Mapping[UUID, str]:
    """Of everybody with whom a day is set: Tomorrow, 10:00 AM."""
    coming = [one for one in meetings if not one.is_past(now)]
    return {one.worker_id: soon(one.starts_at, viewer, now) for one in reversed(coming)}


def _to_close(other: str, about: str, *, is_today: bool) -> tuple[str, str]:
    if is_today:
        return f"You met {other} today", f"{about}. Write it down and close it. Or move it, if you have not met."
    return f"Close your coaching session with {other}", f"{about}. Or move it, if you have not met."


def _entries(
    meetings: Iterable[Meeting], checks: Iterable[tuple[GoalView, date]], viewer: Viewer
) -> dict[date, list[tuple[str, str]]]:
    found: dict[date, list[tuple[str, str]]] = {}
    for one in meetings:
        text = (
            f"Coaching session with {first_name(one.other_than(viewer.id))}, {clock_time(one.starts_at, viewer.zone)}"
        )
        found.setdefault(day_of(one.starts_at, viewer.zone), []).append((text, f"/coaching-sessions/{one.id}"))
    for view, on in checks:
        found.setdefault(on, []).append((check_back_title(view, viewer), f"/goals/{view.goal.id}/review"))
    return found


def _at(one: Meeting, viewer: Viewer, now: datetime) -> str:
    on, today = day_of(one.starts_at, viewer.zone), viewer.today(now)
    near = {0: "today", 1: "tomorrow"}.get((on - today).days) or f"on {weekday(on)}"
    return f"{near} at {clock_time(one.starts_at, viewer.zone)}"
