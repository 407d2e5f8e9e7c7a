"""Whose page it is and what this viewer may see of it: the dates of reach, and what happened in them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

import sqlalchemy as sa
from sqlmodel import Session

from app.analytics.series import Change
from app.clock import day_of
from app.people.access import BEGINNING, END, Viewer, windows, workers_as
from app.people.history import Coaching, Job, coachings_of, jobs_of
from app.people.models import Account, PositionKind
from app.people.permits import Permission, Role
from app.people.sight import last_day

POSITION_WORDS = {
    PositionKind.SOCIAL_WORKER: "Social worker",
    PositionKind.SUPERVISOR: "Supervisor",
    PositionKind.MANAGER: "Manager",
}


@dataclass(frozen=True)
class Reach:
    """What the viewer may do on one worker's page.

    Without `points` the page tells that assessments took place, with the goals in words where those are shared.
    `supervises` says that the worker is in a unit of the viewer's, who then knows what every supervisor knows.
    `opens_on` and `closes_on` are the first and last day of the points that this viewer can see, and `opens_at` and
    `closes_at` are the instants; None means there is no such limit.
    """

    own: bool
    supervises: bool
    points: bool
    opens_at: datetime | None
    closes_at: datetime | None
    opens_on: date | None
    closes_on: date | None
    may_rate: bool
    may_assess_self: bool
    may_set_goal: bool
    today: date
    zone: str

    @property
    def takes_part(self) -> bool:
        """Worker, coach and former coach."""
        return self.own or self.may_rate or self.closes_on is not None

    @property
    def shared_since(self) -> date | None:
        """From which day a reader who has no part in the coaching sees points; None for worker and coaches."""
        return None if self.takes_part else self.opens_on

    @property
    def on(self) -> date:
        """The day for which the page speaks: today, or the last day a former coach knows of."""
        return self.closes_on or self.today


@dataclass(frozen=True)
class Circumstances:
    """Coaches and positions of a worker, as far as this viewer's reach goes."""

    worker: Account
    reach: Reach
    coachings: tuple[Coaching, ...]
    jobs: tuple[Job, ...]

    @property
    def coaching(self) -> Coaching | None:
        """The newest that runs: on the day of a change two of them do."""
        return next((one for one in reversed(self.coachings) if one.runs_on(self.reach.on)), None)

    @property
    def job(self) -> Job | None:
        return next((job for job in self.jobs if job.held_on(self.reach.on)), None)

    def changes(self) -> list[Change]:
        """Of coach and of position, inside the viewer's reach."""
        coaches = [
            Change("coach", after.starts_on, before.coach, after.coach)
            for before, after in pairwise(self.coachings)
            if before.coach_id != after.coach_id
        ]
        positions = [_change_of_job(before, after) for before, after in pairwise(self.jobs) if _differs(before, after)]
        opens, closes = self.reach.opens_on or date.min, self.reach.on
        return [change for change in (*coaches, *positions) if opens < change.on <= closes]


def _differs(before: Job, after: Job) -> bool:
    return (before.kind, before.unit_id) != (after.kind, after.unit_id)


def _change_of_job(before: Job, after: Job) -> Change:
    """What changed, by both names: the position, the unit, or the two together."""
    if before.unit_id == after.unit_id:
        return Change("position", after.starts_on, POSITION_WORDS[before.kind], POSITION_WORDS[after.kind])
    if before.kind == after.kind:
        return Change("unit", after.starts_on, before.unit, after.unit)
    names = [f"{POSITION_WORDS[job.kind]}, {job.unit}" for job in (before, after)]
    return Change("position", after.starts_on, *names)


def reach_of(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> Reach:
    reading = windows(viewer, Permission.READ_RATING, now)
    row = db.execute(
        sa.select(
            sa.func.min(reading.c.opens_at),
            sa.func.max(reading.c.closes_at),
            _is_reached(viewer, Permission.RATE, worker, now),
            _is_reached(viewer, Permission.ASSESS_SELF, worker, now),
            _is_reached(viewer, Permission.SET_GOAL, worker, now),
            sa.literal(worker.id, sa.Uuid()).in_(workers_as(Role.SUPERVISOR, viewer, Permission.READ_ACTIVITY, now)),
        ).where(reading.c.worker_id == worker.id)
    ).one()
    opens_at, closes_at, may_rate, may_assess_self, may_set_goal, supervises = row
    closes_at = None if closes_at in (None, END) or closes_at > now else closes_at
    return Reach(
        own=worker.id == viewer.id,
        supervises=supervises,
        points=opens_at is not None,
        opens_at=None if opens_at == BEGINNING else opens_at,
        closes_at=closes_at,
        opens_on=None if opens_at in (None, BEGINNING) else day_of(opens_at, viewer.zone),
        closes_on=last_day(closes_at, viewer.zone) if closes_at else None,
        may_rate=may_rate,
        may_assess_self=may_assess_self,
        may_set_goal=may_set_goal,
        today=viewer.today(now),
        zone=viewer.zone,
    )


def circumstances_of(db: Session, worker: Account, reach: Reach) -> Circumstances:
    """Nothing that began after the viewer's reach ended."""
    # By the instant: the next coach may begin on the very day, and the one before is not told who it is.
    ended = reach.closes_at
    coachings = (one for one in coachings_of(db, worker, until=reach.on) if ended is None or one.opens_at < ended)
    return Circumstances(
        worker=worker,
        reach=reach,
        coachings=tuple(coachings),
        jobs=tuple(jobs_of(db, worker, until=reach.on)),
    )


def circumstances_now(db: Session, where: Circumstances) -> Circumstances | None:
    """Those of today, which a former coach does not know, unless that person supervises the worker by now."""
    if where.reach.closes_on is None:
        return where
    if not where.reach.supervises:
        return None
    return circumstances_of(db, where.worker, replace(where.reach, closes_at=None, closes_on=None))


def _is_reached(viewer: Viewer, permission: Permission, worker: Account, now: datetime) -> sa.ColumnElement[bool]:
    window = windows(viewer, permission, now)
    return sa.exists().where(window.c.worker_id == worker.id)
