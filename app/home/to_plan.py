"""With whom a coach could pick a date: people coached now who have agreed on time for it, and for whom none is set."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from app.agreements.rules import hours_words
from app.clock import day_of
from app.coaching.hours import agreed_minutes, met_by_worker
from app.coaching.queries import Meeting
from app.home.pace import Pace
from app.home.queries import Focus
from app.home.rules import Task, TaskKind, no_date_since
from app.people.access import Viewer
from app.ratings.due_words import plain_day
from app.web.words import first_name


def tasks(
    db: Session, viewer: Viewer, focuses: Iterable[Focus], meetings: Iterable[Meeting], pace: Pace, now: datetime
) -> list[Task]:
    # One that waits to be closed comes first: what is written there says whether the two have met.
    planned = {one.worker_id for one in meetings}
    without = {
        focus.worker_id: focus
        for focus in focuses
        if focus.is_coached and focus.worker_id not in planned and not pace.is_paused(focus.worker_id)
    }
    if not without:
        return []
    met = met_by_worker(db, viewer, pace.today, now=now)
    agreed = agreed_minutes(db, {focus.agreement_id for focus in without.values()})
    found = []
    for worker, focus in without.items():
        last = day_of(met[worker].last_at, viewer.zone) if worker in met else None
        since = no_date_since(last, began=focus.rhythm.since, today=pace.today)
        on = pace.moved(worker, since) if since else None
        if agreed[worker] and on and on <= pace.today:
            found.append(_task(focus, on, last, agreed[worker], pace.today))
    return found


def _task(focus: Focus, on: date, last: date | None, minutes: int, today: date) -> Task:
    name = first_name(focus.worker_name)
    said = f"You last met on {plain_day(last, today)}." if last else "You have not met yet."
    why = f"{said} Your agreement says {hours_words(minutes)} a month."
    return Task(
        TaskKind.PLANNING, on, f"Pick a date with {name}", why,
        "Plan", f" a coaching session with {name}", f"/workers/{focus.worker_id}/coaching-sessions/new",
    )  # fmt: skip
