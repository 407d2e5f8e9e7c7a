"""Whose page it is and what this viewer may see of it: the dates of reach, coaches, positions, who else can see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.analytics.series import Change
from app.clock import day_of
from app.people.access import BEGINNING, END, Viewer, windows
from app.people.models import Account, Agreement, AgreementFocus, Position, PositionKind, Unit
from app.people.permits import Permission
from app.web.words import day

POSITION_WORDS = {
    PositionKind.SOCIAL_WORKER: "Social worker",
    PositionKind.SUPERVISOR: "Supervisor",
    PositionKind.MANAGER: "Manager",
}


@dataclass(frozen=True)
class Reach:
    """What the viewer may do on one worker's page.

    Without `points` the page tells that assessments took place and no more. `opens_on` and `closes_on` are
    the first and last day of what a coach can see; None means there is no such limit.
    """

    own: bool
    points: bool
    opens_on: date | None
    closes_on: date | None
    may_rate: bool
    may_assess_self: bool
    may_set_goal: bool
    today: date
    zone: str

    @property
    def on(self) -> date:
        """The day for which the page speaks: today, or the last day a former coach knows of."""
        return self.closes_on or self.today


@dataclass(frozen=True)
class Coaching:
    id: UUID
    coach_id: UUID
    coach: str
    supervisor: str | None
    starts_on: date
    ends_on: date | None

    def runs_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Job:
    kind: PositionKind
    unit_id: UUID
    unit: str
    starts_on: date
    ends_on: date | None

    def held_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Circumstances:
    """Coaches, positions and supervisors of a worker, as far as this viewer's reach goes."""

    worker: Account
    reach: Reach
    coachings: tuple[Coaching, ...]
    jobs: tuple[Job, ...]
    supervisors: tuple[tuple[UUID, str], ...]

    @property
    def coaching(self) -> Coaching | None:
        return next((one for one in self.coachings if one.runs_on(self.reach.on)), None)

    @property
    def job(self) -> Job | None:
        return next((job for job in self.jobs if job.held_on(self.reach.on)), None)

    @property
    def supervisor_names(self) -> list[str]:
        signed = self.coaching.supervisor if self.coaching else None
        return [signed] if signed else [name for _, name in self.supervisors]

    def changes(self) -> list[Change]:
        """Of coach and of position, inside the viewer's reach."""
        coaches = [
            Change("coach", after.starts_on, before.coach, after.coach)
            for before, after in pairwise(self.coachings)
            if before.coach_id != after.coach_id
        ]
        positions = [
            Change("position", after.starts_on, POSITION_WORDS[before.kind], POSITION_WORDS[after.kind])
            for before, after in pairwise(self.jobs)
            if before.kind != after.kind
        ]
        opens, closes = self.reach.opens_on or date.min, self.reach.on
        return [change for change in (*coaches, *positions) if opens < change.on <= closes]

    def who_sees(self) -> list[tuple[str, str]]:
        """A first name and what that person sees, one sentence each."""
        supervisors = dict(self.supervisors)
        lines = [(_first(self.worker.name), "sees all of it.")]
        for one in self.coachings:
            too = " Also the supervisor of the unit." if one.coach_id in supervisors else ""
            lines.append((_first(one.coach), _coach_sees(one, self.reach.today) + too))
        coaches = {one.coach_id for one in self.coachings}
        lines += [
            (_first(name), "sees that assessments took place, and when. No points.")
            for person, name in self.supervisors
            if person not in coaches
        ]
        return lines


def reach_of(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> Reach:
    reading = windows(viewer, Permission.READ_RATING, now)
    row = db.execute(
        sa.select(
            sa.func.min(reading.c.opens_at),
            sa.func.max(reading.c.closes_at),
            _is_reached(viewer, Permission.RATE, worker, now),
            _is_reached(viewer, Permission.ASSESS_SELF, worker, now),
            _is_reached(viewer, Permission.SET_GOAL, worker, now),
        ).where(reading.c.worker_id == worker.id)
    ).one()
    opens_at, closes_at, may_rate, may_assess_self, may_set_goal = row
    return Reach(
        own=worker.id == viewer.id,
        points=opens_at is not None,
        opens_on=None if opens_at in (None, BEGINNING) else day_of(opens_at, viewer.zone),
        closes_on=_last_day(closes_at, viewer, now),
        may_rate=may_rate,
        may_assess_self=may_assess_self,
        may_set_goal=may_set_goal,
        today=viewer.today(now),
        zone=viewer.zone,
    )


def circumstances_of(db: Session, worker: Account, reach: Reach) -> Circumstances:
    """Nothing that began after the viewer's reach ended."""
    jobs = tuple(_jobs(db, worker, reach.on))
    units = {job.unit_id for job in jobs if job.held_on(reach.on)}
    return Circumstances(
        worker=worker,
        reach=reach,
        coachings=tuple(_coachings(db, worker, reach.on)),
        jobs=jobs,
        supervisors=tuple(_supervisors(db, worker, units, reach.on)),
    )


def rhythms_of(db: Session, coaching: Coaching | None) -> dict[UUID, int]:
    """By focus profile: how many months lie between two self-assessments."""
    if coaching is None:
        return {}
    rows = db.execute(
        sa.select(col(AgreementFocus.profile_id), col(AgreementFocus.rhythm_months)).where(
            col(AgreementFocus.agreement_id) == coaching.id
        )
    )
    return {row.profile_id: row.rhythm_months for row in rows}


def _is_reached(viewer: Viewer, permission: Permission, worker: Account, now: datetime) -> sa.ColumnElement[bool]:
    window = windows(viewer, permission, now)
    return sa.exists().where(window.c.worker_id == worker.id)


def _last_day(closes_at: datetime | None, viewer: Viewer, now: datetime) -> date | None:
    if closes_at is None or closes_at >= END or closes_at > now:
        return None
    return day_of(closes_at, viewer.zone) - timedelta(days=1)


def _coachings(db: Session, worker: Account, until: date) -> Iterable[Coaching]:
    coach, supervisor = aliased(Account), aliased(Account)
    rows = db.execute(
        sa.select(
            col(Agreement.id), col(Agreement.coach_id), col(coach.name), col(supervisor.name),
            col(Agreement.starts_on), col(Agreement.ends_on),
        )
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .outerjoin(supervisor, col(supervisor.id) == col(Agreement.supervisor_id))
        .where(col(Agreement.worker_id) == worker.id, col(Agreement.starts_on) <= until)
        .order_by(col(Agreement.starts_on))
    )  # fmt: skip
    return (Coaching(*row) for row in rows)


def _jobs(db: Session, worker: Account, until: date) -> Iterable[Job]:
    rows = db.execute(
        sa.select(
            col(Position.kind), col(Position.unit_id), col(Unit.name), col(Position.starts_on), col(Position.ends_on)
        )
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.account_id) == worker.id, col(Position.starts_on) <= until)
        .order_by(col(Position.starts_on))
    )
    return (Job(*row) for row in rows)


def _supervisors(db: Session, worker: Account, units: set[UUID], on: date) -> Sequence[tuple[UUID, str]]:
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name))
        .join(Position, col(Position.account_id) == col(Account.id))
        .where(
            col(Position.unit_id).in_(units),
            col(Position.kind) == PositionKind.SUPERVISOR,
            col(Position.starts_on) <= on,
            sa.or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= on),
            col(Account.id) != worker.id,
            col(Account.disabled_at).is_(None),
        )
        .distinct()
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]


def _coach_sees(one: Coaching, today: date) -> str:
    if one.ends_on is not None and one.ends_on < today:
        return f"sees what was written from {day(one.starts_on)} to {day(one.ends_on)}."
    return f"sees points, goals and notes since {day(one.starts_on)}."


def _first(name: str) -> str:
    return name.split()[0]
