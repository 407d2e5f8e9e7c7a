"""Tables of what is written in a coaching session: by both, and by each alone."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.coaching.rules import Part
from app.columns import WholePoint, within, word_of


class CoachingText(SQLModel, table=True):
    """What both read and write: the answers to the three questions, and the shared note."""

    __tablename__ = "coaching_text"
    __table_args__ = (within("text", 5000), sa.CheckConstraint("part NOT IN ('scaling', 'private')", name="shared"))

    session_id: UUID = Field(foreign_key="coaching_session.id", primary_key=True)
    part: Part = Field(sa_type=word_of(Part), primary_key=True)
    text: str = Field(default="", sa_type=sa.Text)
    # Counts the saves, so that an older tab cannot write over a newer one.
    revision: int = 0
    saved_by: UUID = Field(foreign_key="account.id")
    saved_at: datetime


class ScalingAnswer(SQLModel, table=True):
    """One scaling question about the focus, answered together. It opens a talk: never charted, never averaged."""

    __tablename__ = "coaching_scaling"
    __table_args__ = (
        sa.CheckConstraint("point BETWEEN 0 AND 10", name="nought_to_ten"),
        within("lower", 2000),
        within("up", 2000),
    )

    session_id: UUID = Field(foreign_key="coaching_session.id", primary_key=True)
    point: int | None = Field(default=None, sa_type=WholePoint)
    # What makes it this point and not a lower one, and what one step up would look like.
    lower: str = Field(default="", sa_type=sa.Text)
    up: str = Field(default="", sa_type=sa.Text)
    revision: int = 0
    saved_by: UUID = Field(foreign_key="account.id")
    saved_at: datetime


class PrivateNote(SQLModel, table=True):
    """What its author alone reads. No permission opens it to anybody else, whoever that is."""

    __tablename__ = "coaching_private_note"
    __table_args__ = (within("text", 5000),)

    session_id: UUID = Field(foreign_key="coaching_session.id", primary_key=True)
    author_id: UUID = Field(foreign_key="account.id", primary_key=True)
    text: str = Field(default="", sa_type=sa.Text)
    revision: int = 0
    saved_at: datetime
