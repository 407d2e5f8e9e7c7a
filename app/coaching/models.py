"""Tables of coaching sessions: the meeting, its agenda, what was said and practiced, and what two people will do."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.coaching.rules import LineKind, State
from app.columns import within, word_of


def by_fives(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} BETWEEN 5 AND 480 AND {column} / 5 * 5 = {column}", name=f"{column}_by_fives")


def of_profile() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["version_id", "profile_id"], ["profile_version.id", "profile_version.profile_id"])


class CoachingSession(SQLModel, table=True):
    """One meeting of a worker and a coach. Its record is of the instant at which it was closed, else of its making."""

    __tablename__ = "coaching_session"
    __table_args__ = (
        sa.UniqueConstraint("planned_by", "form_key"),
        sa.CheckConstraint("(state = 'held') = (closed_at IS NOT NULL)", name="held_has_an_instant"),
        sa.CheckConstraint("(state = 'held') = (minutes_spent IS NOT NULL)", name="held_has_minutes"),
        sa.CheckConstraint("(state = 'held') = (version_id IS NOT NULL)", name="held_has_words"),
        of_profile(),
        by_fives("planned_minutes"),
        by_fives("minutes_spent"),
        within("place", 200),
        within("element_key", 64),
        sa.Index("ix_coaching_session_worker_starts", "worker_id", "starts_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    # The random key of the form that made it: a double click finds it instead of making a second.
    form_key: UUID
    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    worker_id: UUID = Field(foreign_key="account.id")
    coach_id: UUID = Field(foreign_key="account.id", index=True)
    starts_at: datetime
    planned_minutes: int
    place: str = Field(default="", max_length=200)
    state: State = Field(default=State.PLANNED, sa_type=word_of(State))
    # What it is about: a profile, and one element of it or, with an empty key, the whole.
    profile_id: UUID = Field(foreign_key="profile.id")
    element_key: str = Field(default="", max_length=64)
    # The words that were in force when it was closed: what two people read then, they read in a year.
    version_id: UUID | None = None
    minutes_spent: int | None = None
    closed_at: datetime | None = None
    planned_by: UUID = Field(foreign_key="account.id")
    created_at: datetime
    # Counts the saves of the plan.
    revision: int = 0


class AgendaLine(SQLModel, table=True):
    """A line of the agenda that somebody added or ticked; at closing, every line as it stood.

    What the agenda is drafted from is not stored before: a pair that opens on the day of the meeting is in it.
    """

    __tablename__ = "coaching_agenda_line"
    __table_args__ = (sa.UniqueConstraint("session_id", "kind", "about_id"), within("text", 500))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    session_id: UUID = Field(foreign_key="coaching_session.id")
    kind: LineKind = Field(sa_type=word_of(LineKind))
    # The pair, the goal or the commitment; of an own line its own id.
    about_id: UUID
    text: str = Field(default="", max_length=500)
    place: int
    ticked: bool = False
