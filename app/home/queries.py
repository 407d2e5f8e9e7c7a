"""What Today shows: who is due for what, what is new, and who the viewer's people are."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.goals.access import is_changeable, is_coached, is_readable
from app.goals.models import Goal
from app.goals.rules import GoalState
from app.home.rules import NEW_FOR, Staff
from app.people.access import Viewer, inside, is_open, runs_at, runs_on, visible_workers, windows
from app.people.models import Account, AccountRole, Agreement, AgreementFocus, Position, Unit
from app.people.permits import Permission, Role
from app.ratings.models import Assessment
from app.ratings.rhythm import is_due, self_assessment_due
from app.ratings.rules import Kind, State


@dataclass(frozen=True)
class Focus:
    """One profile that a worker works on under the agreement of today, with the day of the last self-assessment."""

    worker_id: UUID
    worker_name: str
    coach_id: UUID
    since: date
    profile_id: UUID
    every: int
    last: date | None

    @property
    def due(self) -> date:
        return self_assessment_due(every=self.every, last=self.last, since=self.since)

    def is_due(self, today: date) -> bool:
        return is_due(self.due, today)


@dataclass(frozen=True)
class News:
    """An assessment that somebody else has submitted."""

    id: UUID
    kind: Kind
    version_id: UUID
    submitted_at: datetime
    worker_id: UUID
    worker_name: str
    rater_name: str


@dataclass(frozen=True)
class Proposal:
    """A goal that waits for a word: of the viewer, or else of `waits_for`."""

    goal_id: UUID
    worker_id: UUID
    waits_for: str
    is_mine: bool


@dataclass(frozen=True)
class Acquaintance:
    """Somebody whose page the viewer may open, and why: coached between these days, or in this unit."""

    id: UUID
    name: str
    is_open: bool
    coached_from: date | None
    coached_until: date | None
    unit: str | None


def focuses_near(db: Session, viewer: Viewer, *, now: datetime) -> list[Focus]:
    """Of the viewer, of the people coached now and of the units supervised now, with open accounts; by name."""
    last = _last_self_assessments(viewer, now)
    rows = db.execute(
        sa.select(
            col(Agreement.worker_id), col(Account.name), col(Agreement.coach_id), col(Agreement.starts_on),
            col(AgreementFocus.profile_id), col(AgreementFocus.rhythm_months), last.c.last,
        )
        .join(Account, col(Account.id) == col(Agreement.worker_id))
        .join(AgreementFocus, col(AgreementFocus.agreement_id) == col(Agreement.id))
        .outerjoin(
            last,
            sa.and_(
                last.c.worker_id == col(Agreement.worker_id), last.c.profile_id == col(AgreementFocus.profile_id)
            ),
        )
        .where(
            runs_at(Agreement, now),
            is_open(Account),
            sa.or_(
                col(Agreement.worker_id) == viewer.id,
                col(Agreement.coach_id) == viewer.id,
                col(Agreement.worker_id).in_(_supervised(viewer, now)),
            ),
        )
        .order_by(col(Account.name), col(Agreement.worker_id))
    )  # fmt: skip
    return [Focus(*row) for row in rows]


def unit_people(db: Session, viewer: Viewer, *, now: datetime) -> list[tuple[UUID, str]]:
    """Everybody in the units the viewer supervises today, by first name."""
    supervised = _supervised(viewer, now)
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name))
        .where(col(Account.id).in_(supervised), is_open(Account))
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]


def news_of(db: Session, viewer: Viewer, *, now: datetime) -> list[News]:
    """What others submitted in the last two weeks about the viewer or the people coached; newest first."""
    worker, rater = aliased(Account), aliased(Account)
    window = windows(viewer, Permission.READ_RATING, now)
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.kind), col(Assessment.version_id), col(Assessment.submitted_at),
            col(worker.id), col(worker.name), col(rater.name),
        )
        .join(worker, col(worker.id) == col(Assessment.worker_id))
        .join(rater, col(rater.id) == col(Assessment.rater_id))
        .where(
            col(Assessment.state) == State.SUBMITTED,
            col(Assessment.submitted_at) >= now - NEW_FOR,
            col(Assessment.rater_id) != viewer.id,
            inside(window, worker=col(Assessment.worker_id), at=col(Assessment.submitted_at)),
        )
        .order_by(col(Assessment.submitted_at).desc(), col(Assessment.id))
    )  # fmt: skip
    return [News(*row) for row in rows]


def acquaintances(db: Session, viewer: Viewer, *, now: datetime) -> list[Acquaintance]:
    """Everybody whose page the viewer may open, except the viewer, by first name; one line a person."""
    reached = visible_workers(viewer, Permission.READ_PERSON, now)
    rows = db.execute(
        sa.select(
            col(Account.id),
            col(Account.name),
            is_open(Account),
            col(Agreement.starts_on),
            col(Agreement.ends_on),
            col(Unit.name),
        )
        .outerjoin(Agreement, sa.and_(col(Agreement.worker_id) == col(Account.id), _coached_by(viewer, now)))
        .outerjoin(Position, sa.and_(col(Position.account_id) == col(Account.id), _held_near(viewer, now)))
        .outerjoin(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Account.id).in_(reached), col(Account.id) != viewer.id)
        .order_by(col(Account.name), col(Agreement.starts_on))
    )
    # Coached twice, a person has two agreements; the later one speaks.
    return list({row.id: Acquaintance(*row) for row in rows}.values())


def proposals_near(db: Session, viewer: Viewer, *, now: datetime) -> list[Proposal]:
    """Goals that wait to be confirmed, of the viewer and of the people coached now; the newest first."""
    worker, coach = aliased(Account), aliased(Account)
    by_worker = col(Goal.proposed_by) == col(Goal.worker_id)
    rows = db.execute(
        sa.select(
            col(Goal.id), col(Goal.worker_id), sa.case((by_worker, col(coach.name)), else_=col(worker.name)),
            col(Goal.proposed_by) == viewer.id,
        )
        .join(worker, col(worker.id) == col(Goal.worker_id))
        .join(coach, col(coach.id) == col(Goal.coach_id))
        .where(
            col(Goal.state) == GoalState.PROPOSED,
            is_readable(viewer, windows(viewer, Permission.READ_GOAL, now), now),
            is_coached(now),
            is_changeable(viewer, now),
        )
        .order_by(col(Goal.proposed_at).desc(), col(Goal.id))
    )  # fmt: skip
    return [Proposal(*row) for row in rows]


def staff_of(db: Session, viewer: Viewer, *, now: datetime) -> Staff:
    """The agency's open accounts of workers and coaches, and how many workers have nobody to coach them."""
    coached = sa.select(col(Agreement.worker_id)).where(runs_at(Agreement, now))
    # An agreement that is still to come leaves nothing to do.
    planned = sa.select(col(Agreement.worker_id)).where(
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now)
    )
    row = db.execute(
        sa.select(
            _with_role(viewer, Role.WORKER),
            _with_role(viewer, Role.COACH),
            _with_role(viewer, Role.WORKER, col(Account.id).not_in(coached)),
            _with_role(viewer, Role.WORKER, col(Account.id).not_in(planned)),
        )
    ).one()
    return Staff(*row)


def _last_self_assessments(viewer: Viewer, now: datetime) -> sa.Subquery:
    window = windows(viewer, Permission.READ_ACTIVITY, now)
    return (
        sa.select(
            col(Assessment.worker_id),
            col(Assessment.profile_id),
            sa.func.max(col(Assessment.observed_on)).label("last"),
        )
        .where(
            col(Assessment.kind) == Kind.SELF,
            col(Assessment.state) == State.SUBMITTED,
            inside(window, worker=col(Assessment.worker_id), at=col(Assessment.submitted_at)),
        )
        .group_by(col(Assessment.worker_id), col(Assessment.profile_id))
        .subquery("last_self")
    )


def _with_role(viewer: Viewer, role: Role, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Account)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(col(Account.agency_id) == viewer.agency_id, is_open(Account), col(AccountRole.role) == role, *conditions)
        .scalar_subquery()
    )


def _supervised(viewer: Viewer, now: datetime) -> sa.Select[tuple[UUID]]:
    # The same interpreter, asked about the viewer as supervisor alone.
    as_supervisor = replace(viewer, roles=viewer.roles & {Role.SUPERVISOR})
    return visible_workers(as_supervisor, Permission.READ_PERSON, now)


def _coached_by(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(col(Agreement.coach_id) == viewer.id, col(Agreement.opens_at) <= now)


def _held_near(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    # The unit of today is a supervisor's to know; a coach of earlier days learns nothing newer.
    return sa.and_(
        col(Position.account_id).in_(_supervised(viewer, now)),
        runs_on(Position, viewer.today(now)),
    )
