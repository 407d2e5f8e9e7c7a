"""Questions about commitments: what was said in a coaching session, and what is still open from earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.clock import day_of
from app.coaching.access import instant
from app.coaching.models import CoachingSession
from app.coaching.queries import Rows
from app.coaching.row_models import Commitment
from app.coaching.rules import Owner, State
from app.people.access import Viewer, coach_windows, coaches_now, inside, windows
from app.people.models import Account
from app.people.permits import Permission

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)


@dataclass(frozen=True)
class Promise:
    """One commitment as the viewer may know it: who will do what, by when, and on which day it was done or let go."""

    id: UUID
    worker_id: UUID
    owner: Owner
    owner_name: str
    text: str
    due_on: date
    done_on: date | None
    let_go_on: date | None
    may_tick: bool


def own_promises(
    db: Session, viewer: Viewer, *, now: datetime, since: datetime, worker_id: UUID | None = None
) -> list[Promise]:
    """What the viewer said would be done, in coaching that goes on: what is open, and what was done lately.

    In the order of the days by which; one that is done keeps its place, and so does one that was let go, equally long,
    so that it can be taken back where it was.
    """
    own = sa.or_(
        sa.and_(col(Commitment.owner) == Owner.WORKER, col(Commitment.worker_id) == viewer.id),
        sa.and_(
            col(Commitment.owner) == Owner.COACH, col(Commitment.coach_id) == viewer.id,
            coaches_now(coach=col(Commitment.coach_id), worker=col(Commitment.worker_id), now=now),
        ),
    )  # fmt: skip
    keeps = windows(viewer, Permission.KEEP_SESSION, now)
    rows = _promises(viewer, now).where(
        own, sa.exists().where(keeps.c.worker_id == col(Commitment.worker_id)),
        col(CoachingSession.state) == State.HELD, _is_open_or_ended_since(since),
        *([col(Commitment.worker_id) == worker_id] if worker_id else ()),
    )  # fmt: skip
    return _in_order(db, viewer, rows)


def _is_open_or_ended_since(since: datetime) -> sa.ColumnElement[bool]:
    ended = sa.func.coalesce(col(Commitment.done_at), col(Commitment.let_go_at))
    return sa.or_(ended.is_(None), ended >= since)


def promises_of(db: Session, viewer: Viewer, of: CoachingSession, *, now: datetime) -> list[Promise]:
    """What was said in one coaching session, which the viewer has opened."""
    return _in_order(db, viewer, _promises(viewer, now).where(col(Commitment.session_id) == of.id))


def promises_to_tick(db: Session, viewer: Viewer, ids: Iterable[UUID], *, now: datetime) -> list[Promise]:
    """Those of these commitments that are the viewer's to tick or let go, from coaching sessions that are closed."""
    wanted = sorted(ids, key=str)
    rows = _promises(viewer, now).where(col(Commitment.id).in_(wanted), col(CoachingSession.state) == State.HELD)
    return [one for one in _in_order(db, viewer, rows) if one.may_tick] if wanted else []


def carried_to(db: Session, viewer: Viewer, to: CoachingSession, *, now: datetime) -> list[Promise]:
    """What is open from earlier ones, or was done since this one was planned; nothing that was let go.

    A new coach does not take over what the one before would do. What the worker would do comes along, as far as the
    worker let this coach see the session in which it was said.
    """
    theirs = coach_windows(to.coach_id, Permission.READ_SESSION, now)
    rows = _promises(viewer, now).where(
        col(Commitment.worker_id) == to.worker_id, col(Commitment.session_id) != to.id,
        col(CoachingSession.state) == State.HELD, col(Commitment.let_go_at).is_(None),
        sa.or_(col(Commitment.owner) == Owner.WORKER, col(Commitment.coach_id) == to.coach_id),
        sa.or_(col(Commitment.done_at).is_(None), col(Commitment.done_at) >= to.created_at),
        inside(theirs, worker=col(Commitment.worker_id), at=instant()),
    )  # fmt: skip
    return _in_order(db, viewer, rows)


def _promises(viewer: Viewer, now: datetime) -> Rows:
    worker, coach = _WORKER, _COACH
    reads, keeps = windows(viewer, Permission.READ_SESSION, now), windows(viewer, Permission.KEEP_SESSION, now)
    is_owner = sa.case(
        (col(Commitment.owner) == Owner.WORKER, col(Commitment.worker_id)), else_=col(Commitment.coach_id)
    )
    running = coaches_now(coach=col(Commitment.coach_id), worker=col(Commitment.worker_id), now=now)
    return (
        sa.select(
            Commitment, col(worker.name).label("worker_name"), col(coach.name).label("coach_name"),
            # Who has left is not told what was done or let go since.
            inside(reads, worker=col(Commitment.worker_id), at=col(Commitment.done_at)).label("done_seen"),
            inside(reads, worker=col(Commitment.worker_id), at=col(Commitment.let_go_at)).label("let_go_seen"),
            sa.and_(
                sa.or_(is_owner == viewer.id, running),
                sa.or_(col(Commitment.worker_id) == viewer.id, col(Commitment.coach_id) == viewer.id),
                sa.exists().where(keeps.c.worker_id == col(Commitment.worker_id)),
            ).label("may_tick"),
        )
        .join(CoachingSession, col(CoachingSession.id) == col(Commitment.session_id))
        .join(worker, col(worker.id) == col(Commitment.worker_id))
        .join(coach, col(coach.id) == col(Commitment.coach_id))
    )  # fmt: skip


def _in_order(db: Session, viewer: Viewer, rows: Rows) -> list[Promise]:
    ordered = rows.order_by(col(Commitment.due_on), col(Commitment.added_at), col(Commitment.id))
    return list(_read(db.execute(ordered), viewer))


def _read(rows: Iterable[Any], viewer: Viewer) -> Iterable[Promise]:
    for row in rows:
        one: Commitment = row.Commitment
        yield Promise(
            id=one.id, worker_id=one.worker_id, owner=one.owner,
            owner_name=row.worker_name if one.owner is Owner.WORKER else row.coach_name, text=one.text,
            due_on=one.due_on, may_tick=row.may_tick,
            done_on=day_of(one.done_at, viewer.zone) if one.done_at and row.done_seen else None,
            let_go_on=day_of(one.let_go_at, viewer.zone) if one.let_go_at and row.let_go_seen else None,
        )  # fmt: skip
