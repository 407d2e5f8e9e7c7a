"""Tables of what two people add to a coaching session: what was practiced, barriers, and commitments."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.coaching.models import of_profile
from app.coaching.rules import Owner, Practice
from app.columns import within, word_of
from app.ratings.rules import Reason


class Practiced(SQLModel, table=True):
    """What was practiced together, observed in the field or talked through."""

    __tablename__ = "coaching_practiced"
    __table_args__ = (within("text", 500),)

    id: UUID = Field(primary_key=True)
    session_id: UUID = Field(foreign_key="coaching_session.id", index=True)
    kind: Practice = Field(sa_type=word_of(Practice))
    text: str = Field(max_length=500)
    added_at: datetime


class Barrier(SQLModel, table=True):
    """What stood in the way, as a word of the coded list and nothing else, so that it can be counted without names."""

    __tablename__ = "coaching_barrier"
    __table_args__ = (of_profile(), within("element_key", 64))

    id: UUID = Field(primary_key=True)
    session_id: UUID = Field(foreign_key="coaching_session.id", index=True)
    reason: Reason = Field(sa_type=word_of(Reason))
    profile_id: UUID = Field(foreign_key="profile.id")
    # The words from which somebody chose.
    version_id: UUID
    element_key: str = Field(default="", max_length=64)
    added_at: datetime


class Commitment(SQLModel, table=True):
    """What one of the two said would be done, by a day. It stays one row from session to session until it is done.

    Or until it is let go, because life has moved on: one of the two, and never both.
    """

    __tablename__ = "coaching_commitment"
    __table_args__ = (
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name="done_by_somebody"),
        sa.CheckConstraint("(let_go_at IS NULL) = (let_go_by IS NULL)", name="let_go_by_somebody"),
        sa.CheckConstraint("done_at IS NULL OR let_go_at IS NULL", name="done_or_let_go"),
        within("text", 500),
        sa.Index("ix_coaching_commitment_worker_coach", "worker_id", "coach_id"),
    )

    id: UUID = Field(primary_key=True)
    session_id: UUID = Field(foreign_key="coaching_session.id", index=True)
    worker_id: UUID = Field(foreign_key="account.id")
    coach_id: UUID = Field(foreign_key="account.id", index=True)
    owner: Owner = Field(sa_type=word_of(Owner))
    text: str = Field(max_length=500)
    due_on: date
    added_at: datetime
    done_at: datetime | None = None
    done_by: UUID | None = Field(default=None, foreign_key="account.id")
    let_go_at: datetime | None = None
    let_go_by: UUID | None = Field(default=None, foreign_key="account.id")
