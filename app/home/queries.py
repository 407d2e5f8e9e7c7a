"""What Today shows: who is due for what, which goals wait, and whom the viewer supervises."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.goals.access import is_changeable, is_coached, is_readable
from app.goals.models import Goal
from app.goals.rules import GoalState
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.people.access import Viewer, inside, is_open, runs_at, visible_workers, windows
from app.people.models import Account, Agreement, AgreementFocus
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
class Proposal:
    """A goal that waits for a word: of the viewer, or else of `waits_for`."""

    goal_id: UUID
    worker_id: UUID
    waits_for: str
    is_mine: bool


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
                col(Agreement.worker_id).in_(supervised(viewer, now)),
            ),
        )
        .order_by(col(Account.name), col(Agreement.worker_id))
    )  # fmt: skip
    return [Focus(*row) for row in rows]


def unit_people(db: Session, viewer: Viewer, *, now: datetime) -> list[tuple[UUID, str]]:
    """Everybody in the units the viewer supervises today, by first name."""
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name))
        .where(col(Account.id).in_(supervised(viewer, now)), is_open(Account))
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]


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


def supervised(viewer: Viewer, now: datetime) -> sa.Select[tuple[UUID]]:
    """Everybody in the units the viewer supervises today."""
    # The same interpreter, asked about the viewer as supervisor alone.
    as_supervisor = replace(viewer, roles=viewer.roles & {Role.SUPERVISOR})
    return visible_workers(as_supervisor, Permission.READ_PERSON, now)


def answered_pairs(db: Session, pairs: Iterable[UUID]) -> set[UUID]:
    """Those of the pairs whose three questions are all answered."""
    given = col(PairAnswer.text) != ""
    rows = db.scalars(
        sa.select(col(PairAnswer.pair_id))
        .where(col(PairAnswer.pair_id).in_(sorted(pairs, key=str)), given)
        .group_by(col(PairAnswer.pair_id))
        .having(sa.func.count() == len(Question))
    )
    return set(rows)


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
