"""Rows that are added to a coaching session or taken out: lines, what was practiced, barriers, commitments."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import Session, col

from app.coaching.models import AgendaLine, CoachingSession
from app.coaching.new_rows import NewBarrier, NewCommitment, NewLine, NewPracticed, NewRow
from app.coaching.row_models import Barrier, Commitment, Practiced
from app.coaching.rules import LineKind, Owner, Practice
from app.coaching.sheet import note
from app.frameworks.queries import in_force
from app.people.access import Viewer

Row = AgendaLine | Practiced | Barrier | Commitment
ROW_TABLES: Mapping[str, Any] = {
    "line": AgendaLine,
    "practiced": Practiced,
    "barrier": Barrier,
    "commitment": Commitment,
}


def add_rows(
    db: Session, viewer: Viewer, row: CoachingSession, new: Iterable[NewRow], *, form_key: UUID, at: datetime
) -> None:
    """Add what does not stand there yet: the same words of the same form make one row, however often they come."""
    for one in new:
        made = _row(db, row, one, uuid5(form_key, f"{viewer.id} {row.id} {one}"), at)
        if db.get(type(made), made.id) is None:
            db.add(made)
            note(db, viewer, row, type(one).__name__.removeprefix("New").lower(), at)


def remove_row(db: Session, viewer: Viewer, row: CoachingSession, kind: str, row_id: UUID, *, at: datetime) -> None:
    """Take out a row of this session; one that is gone already, or of another session, changes nothing."""
    found: Row | None = db.get(ROW_TABLES[kind], row_id)
    if found is None or found.session_id != row.id:
        return
    if isinstance(found, AgendaLine) and found.kind is not LineKind.OWN:
        return
    db.delete(found)
    note(db, viewer, row, f"{kind}-out", at)


def _row(db: Session, row: CoachingSession, one: NewRow, key: UUID, at: datetime) -> Row:
    match one:
        case NewLine(text):
            return AgendaLine(
                id=key, session_id=row.id, kind=LineKind.OWN, about_id=key, text=text, place=_place(db, row)
            )
        case NewPracticed(kind, text):
            return Practiced(id=key, session_id=row.id, kind=kind or Practice.TALKED, text=text, added_at=at)
        case NewBarrier(reason, element_key):
            return Barrier(
                id=key,
                session_id=row.id,
                reason=reason,
                profile_id=row.profile_id,
                version_id=in_force(db, row.profile_id).version_id,
                element_key=element_key,
                added_at=at,
            )
        case NewCommitment(owner, text, due_on):
            return Commitment(
                id=key, session_id=row.id, worker_id=row.worker_id, coach_id=row.coach_id, owner=owner or Owner.WORKER,
                text=text, due_on=due_on or at.date(), added_at=at,
            )  # fmt: skip
        case _:
            assert_never(one)


def _place(db: Session, row: CoachingSession) -> int:
    """Own lines stand in the order in which they came."""
    last = db.scalar(sa.select(sa.func.max(col(AgendaLine.place))).where(col(AgendaLine.session_id) == row.id))
    return 1 if last is None else last + 1
