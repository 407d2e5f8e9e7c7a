"""What Today shows: who is due for what, which goals wait, and whom the viewer supervises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.frameworks.models import Element as ElementRow
from app.goals.access import is_changeable, is_coached, is_readable
from app.goals.models import Goal
from app.goals.rules import GoalState
from app.pairs.models import PairAnswer
from app.people.access import Viewer, is_open, runs_at, visible_workers, windows, workers_as
from app.people.models import Account, Agreement, AgreementFocus, AgreementPause, RhythmChange
from app.people.permits import Permission, Role
from app.ratings.dues import began_on, changes_of, pauses_of, rhythm_from
from app.ratings.models import Assessment, Pair
from app.ratings.points import counts
from app.ratings.rhythm import Rhythm, Standing, standing
from app.ratings.rules import Kind, State

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Focus:
    """One profile that a worker works on under the agreement of today, with the day of the last self-assessment.

    `is_coached` says that the viewer is the coach. `last` is as far as the viewer may know. What is due is the same
    for everybody, so it hangs on `last_of_all`, which is for no page. `changes` and `pauses` are for worker and coach
    to read: who set them, and when.
    """

    agreement_id: UUID
    worker_id: UUID
    worker_name: str
    coach_name: str
    is_coached: bool
    profile_id: UUID
    last: date | None
    last_of_all: date | None
    rhythm: Rhythm
    changes: tuple[RhythmChange, ...] = ()
    pauses: tuple[AgreementPause, ...] = ()

    def standing(self, today: date) -> Standing:
        return standing(self.rhythm, last=self.last_of_all, known=self.last, today=today)


@dataclass(frozen=True)
class Proposal:
    """A goal that waits for a word: of the viewer, or else of `waits_for`."""

    goal_id: UUID
    worker_id: UUID
    waits_for: str
    is_mine: bool
    element_title: str


def focuses_near(db: Session, viewer: Viewer, *, now: datetime) -> list[Focus]:
    """Of the viewer, of the people coached now and of the units supervised now, with open accounts; by name."""
    last = _last_self_assessments(viewer, now)
    coached = visible_workers(viewer, Permission.RATE, now)
    by_viewer = sa.and_(col(Agreement.coach_id) == viewer.id, col(Agreement.worker_id).in_(coached))
    coach = _COACH
    rows = db.execute(
        sa.select(
            Agreement, AgreementFocus, col(Account.name), col(coach.name).label("coach_name"),
            by_viewer.label("is_coached"), last.c.last, last.c.last_of_all,
        )
        .join(Account, col(Account.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
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
                col(Agreement.worker_id).in_(visible_workers(viewer, Permission.ASSESS_SELF, now)),
                by_viewer,
                col(Agreement.worker_id).in_(supervised(viewer, now)),
            ),
        )
        .order_by(col(Account.name), col(Agreement.worker_id))
    ).all()  # fmt: skip
    changes = changes_of(db, {row.AgreementFocus.id for row in rows})
    pauses = pauses_of(db, {row.Agreement.id for row in rows})
    return [
        _focus(row, changes.get(row.AgreementFocus.id, ()), pauses.get(row.Agreement.id, ()), viewer.zone)
        for row in rows
    ]


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
    worker, coach = _WORKER, _COACH
    by_worker = col(Goal.proposed_by) == col(Goal.worker_id)
    rows = db.execute(
        sa.select(
            col(Goal.id), col(Goal.worker_id), sa.case((by_worker, col(coach.name)), else_=col(worker.name)),
            col(Goal.proposed_by) == viewer.id, col(ElementRow.title),
        )
        .join(ElementRow, col(ElementRow.id) == col(Goal.element_id))
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
    return workers_as(Role.SUPERVISOR, viewer, Permission.READ_PERSON, now)


def finished_pairs(db: Session, viewer: Viewer, pairs: Iterable[UUID]) -> set[UUID]:
    """Those of the open pairs that ask nothing of the viewer any more.

    The viewer has answered one of the three questions, a goal on the profile has been proposed since it opened, or
    the viewer opened it alone and so has just read it.
    """
    answered = sa.exists().where(
        col(PairAnswer.pair_id) == col(Pair.id), col(PairAnswer.saved_by) == viewer.id, col(PairAnswer.text) != ""
    )
    goal_set = sa.exists().where(
        col(Goal.worker_id) == col(Agreement.worker_id), col(Goal.profile_id) == col(Pair.profile_id),
        col(Goal.proposed_at) >= col(Pair.worker_opened_at), col(Goal.proposed_at) >= col(Pair.coach_opened_at),
    )  # fmt: skip
    declared = sa.or_(
        sa.and_(col(Agreement.worker_id) == viewer.id, col(Pair.worker_declared)),
        sa.and_(col(Agreement.coach_id) == viewer.id, col(Pair.coach_declared)),
    )
    rows = db.scalars(
        sa.select(col(Pair.id))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(col(Pair.id).in_(sorted(pairs, key=str)), sa.or_(answered, goal_set, declared))
    )
    return set(rows)


def _focus(row: Any, changes: Iterable[RhythmChange], pauses: Iterable[AgreementPause], zone: str) -> Focus:
    agreement, focus = row.Agreement, row.AgreementFocus
    return Focus(
        agreement.id, agreement.worker_id, row.name, row.coach_name, bool(row.is_coached), focus.profile_id,
        row.last, row.last_of_all,
        rhythm_from(began_on(agreement, zone), focus.rhythm_months, changes, pauses), tuple(changes), tuple(pauses),
    )  # fmt: skip


def _last_self_assessments(viewer: Viewer, now: datetime) -> sa.Subquery:
    window = windows(viewer, Permission.READ_ACTIVITY, now)
    known = counts(window)
    every = (
        sa.select(
            col(Assessment.worker_id), col(Assessment.profile_id), col(Assessment.observed_on),
            sa.case((known, col(Assessment.observed_on))).label("known_on"),
        )
        .where(col(Assessment.kind) == Kind.SELF, col(Assessment.state) == State.SUBMITTED)
        .subquery("every_self")
    )  # fmt: skip
    last, last_of_all = (
        sa.func.max(every.c.known_on).label("last"),
        sa.func.max(every.c.observed_on).label("last_of_all"),
    )
    of_each = (every.c.worker_id, every.c.profile_id)
    return sa.select(*of_each, last, last_of_all).group_by(*of_each).subquery("last_self")
