"""Table of the three questions that worker and coach answer together on the page of their pair."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import word_of
from app.pairs.rules import Question


class PairAnswer(SQLModel, table=True):
    """One answer of a pair, shared by both: the newest text, who wrote it last and when."""

    __tablename__ = "pair_answer"
    __table_args__ = (sa.CheckConstraint("length(text) <= 2000", name="text_length"),)

    pair_id: UUID = Field(foreign_key="pair.id", primary_key=True)
    question: Question = Field(sa_type=word_of(Question), primary_key=True)
    text: str = Field(default="", sa_type=sa.Text)
    # Counts the saves, so that an older tab cannot write over a newer one.
    revision: int = 0
    saved_by: UUID = Field(foreign_key="account.id")
    saved_at: datetime
