"""What the other of two people said last about a coaching session: planned, changed, cancelled or closed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.audit.models import AuditEntry
from app.coaching.access import is_kept_by
from app.coaching.models import CoachingSession
from app.people.access import Viewer, is_open
from app.people.models import Account

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_SPEAKER, _WORKER, _COACH = aliased(Account), aliased(Account), aliased(Account)


class Word(StrEnum):
    """A word on a coaching session, as the trail of changes names it."""

    PLANNED = "coaching-session:plan"
    CHANGED = "coaching-session:change"
    CANCELLED = "coaching-session:cancel"
    CLOSED = "coaching-session:close"


@dataclass(frozen=True)
class Told:
    """`starts_at` is what counts now, whenever the word was said."""

    id: UUID
    starts_at: datetime
    word: Word
    said_by: UUID
    name: str
    at: datetime


def told_near(db: Session, viewer: Viewer, *, since: datetime, now: datetime) -> list[Told]:
    """Of each coaching session that the viewer keeps the newest word, where the other side said it."""
    speaker, worker, coach = _SPEAKER, _WORKER, _COACH
    rows = db.execute(
        sa.select(
            col(CoachingSession.id), col(CoachingSession.starts_at), col(AuditEntry.action), col(speaker.id),
            col(speaker.name), col(AuditEntry.at),
        )
        .join(AuditEntry, col(AuditEntry.subject_id) == col(CoachingSession.id))
        .join(speaker, col(speaker.id) == col(AuditEntry.actor_id))
        .join(worker, col(worker.id) == col(CoachingSession.worker_id))
        .join(coach, col(coach.id) == col(CoachingSession.coach_id))
        .where(
            col(AuditEntry.action).in_([word.value for word in Word]), col(AuditEntry.outcome) == "done",
            col(AuditEntry.at) >= since, col(AuditEntry.at) <= now,
            is_kept_by(viewer, now), is_open(worker), is_open(coach),
        )
        .order_by(col(AuditEntry.sequence).desc())
    )  # fmt: skip
    newest: dict[UUID, Told] = {}
    answered: set[UUID] = set()
    for one in (Told(row[0], row[1], Word(row[2]), *row[3:]) for row in rows):
        last = newest.setdefault(one.id, one)
        if one.said_by != last.said_by:
            answered.add(one.id)
        # Planned and then changed by one of the two alone, it is one word: planned, for the day that counts.
        elif one.word is Word.PLANNED and last.word is Word.CHANGED and one.id not in answered:
            newest[one.id] = one
    return [one for one in newest.values() if one.said_by != viewer.id]
