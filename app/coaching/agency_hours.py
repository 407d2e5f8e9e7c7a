"""Hours of coaching in an agency, added up: by month, and of this month by coach. Nothing of a single meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import first_of_next_month, start_of
from app.coaching.models import CoachingSession
from app.coaching.queries import Rows
from app.coaching.rules import State
from app.people.access import Viewer, is_open, runs_at, visible_workers
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.ratings.rhythm import month_of, months_later

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)

MONTHS = 6


@dataclass(frozen=True)
class MonthOfHours:
    """What was held in one month, and how many workers met of those with an agreement that ran in it."""

    month: date
    minutes: int
    sessions: int
    met: int
    coached: int


@dataclass(frozen=True)
class HoursOfCoach:
    """One coach in the month under way: people coached now, minutes held, and minutes agreed for a month."""

    name: str
    people: int
    minutes: int
    agreed: int


def hours_by_month(db: Session, viewer: Viewer, *, now: datetime) -> list[MonthOfHours]:
    """The month under way and the five before, the newest first. A month is the agency's own.

    Hours count for the day on which two people met, whenever the coaching session was closed.
    """
    this = month_of(viewer.today(now))
    months = [months_later(this, -back) for back in range(MONTHS)]
    held, running = _held(db, viewer, months, now), _running(db, viewer, months, now)
    return [MonthOfHours(month, *held.get(place, (0, 0, 0)), running[place]) for place, month in enumerate(months)]


def hours_by_coach(db: Session, viewer: Viewer, *, now: datetime) -> list[HoursOfCoach]:
    """Everybody who coaches somebody now or has met somebody this month; by first name, and by no figure."""
    begins, _ = _bounds(month_of(viewer.today(now)), viewer)
    found: dict[UUID, HoursOfCoach] = {}
    for row in db.execute(_agreed(viewer, now)):
        found[row.id] = HoursOfCoach(row.name, row.people, 0, int(row.minutes))
    for row in db.execute(_held_since(viewer, begins, now)):
        known = found.get(row.id, HoursOfCoach(row.name, 0, 0, 0))
        found[row.id] = replace(known, minutes=int(row.minutes))
    return sorted(found.values(), key=lambda one: one.name)


def _held(
    db: Session, viewer: Viewer, months: Sequence[date], now: datetime
) -> Mapping[int, tuple[int, int, int]]:  # fmt: skip
    """By place of the month: minutes, coaching sessions, workers who met."""
    starts = col(CoachingSession.starts_at)
    bounds = [_bounds(month, viewer) for month in months]
    whens = [(sa.and_(starts >= begins, starts < ends), place) for place, (begins, ends) in enumerate(bounds)]
    parted = (
        sa.select(sa.case(*whens).label("place"), col(CoachingSession.minutes_spent), col(CoachingSession.worker_id))
        .where(*_is_held(viewer, now), starts >= bounds[-1][0], starts < bounds[0][1])
        .subquery()
    )
    rows = db.execute(
        sa.select(
            parted.c.place, sa.func.sum(parted.c.minutes_spent), sa.func.count(),
            sa.func.count(sa.distinct(parted.c.worker_id)),
        ).group_by(parted.c.place)
    )  # fmt: skip
    return {place: (int(minutes), sessions, met) for place, minutes, sessions, met in rows}


def _running(db: Session, viewer: Viewer, months: Sequence[date], now: datetime) -> list[int]:
    """How many workers had an agreement that ran in the month, be it for a day."""
    opens, closes = col(Agreement.opens_at), col(Agreement.closes_at)
    asked = []
    for month in months:
        begins, ends = _bounds(month, viewer)
        ran = sa.and_(
            opens < ends, opens <= now, sa.or_(closes.is_(None), sa.and_(closes > begins, closes > opens))
        )  # fmt: skip
        asked.append(sa.func.count(sa.distinct(sa.case((ran, col(Agreement.worker_id))))))
    return list(db.execute(sa.select(*asked).where(_reaches(viewer, Agreement, now))).one())


def _agreed(viewer: Viewer, now: datetime) -> Rows:
    coach, worker = _COACH, _WORKER
    people, minutes = sa.func.count(sa.distinct(col(Agreement.worker_id))), sa.func.sum(col(Agreement.coaching_minutes))
    return (
        sa.select(col(coach.id), col(coach.name), people.label("people"), minutes.label("minutes"))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .where(runs_at(Agreement, now), is_open(worker), _reaches(viewer, Agreement, now))
        .group_by(col(coach.id), col(coach.name))
    )


def _held_since(viewer: Viewer, begins: datetime, now: datetime) -> Rows:
    minutes = sa.func.sum(col(CoachingSession.minutes_spent)).label("minutes")
    return (
        sa.select(col(Account.id), col(Account.name), minutes)
        .join(CoachingSession, col(CoachingSession.coach_id) == col(Account.id))
        .where(*_is_held(viewer, now), col(CoachingSession.starts_at) >= begins)
        .group_by(col(Account.id), col(Account.name))
    )


def _is_held(viewer: Viewer, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return col(CoachingSession.state) == State.HELD, _reaches(viewer, CoachingSession, now)


def _reaches(viewer: Viewer, table: Any, now: datetime) -> sa.ColumnElement[bool]:
    reached: sa.ColumnElement[bool] = col(table.worker_id).in_(visible_workers(viewer, Permission.READ_HOURS, now))
    return reached


def _bounds(month: date, viewer: Viewer) -> tuple[datetime, datetime]:
    return start_of(month, viewer.zone), start_of(first_of_next_month(month), viewer.zone)
