"""Tables of goals: the next step on one element, what to try for it, and how it was looked back on."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import WholePoint, within, word_of
from app.goals.anchors import Anchor
from app.goals.rules import Ending, GoalKind, GoalState


class Goal(SQLModel, table=True):
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"], ["element.id", "element.version_id", "element.scale_id"]
        ),
        sa.ForeignKeyConstraint(["scale_id", "from_point"], ["scale_point.scale_id", "scale_point.point"]),
        sa.ForeignKeyConstraint(["scale_id", "target_point"], ["scale_point.scale_id", "scale_point.point"]),
        sa.UniqueConstraint("id", "element_id"),
        sa.UniqueConstraint("id", "scale_id"),
        sa.UniqueConstraint("proposed_by", "form_key"),
        sa.CheckConstraint("(kind = 'step') = (target_point IS NOT NULL)", name="a_step_has_a_target"),
        sa.CheckConstraint("target_point IS NULL OR target_point > from_point", name="target_lies_ahead"),
        sa.CheckConstraint("(state = 'draft') = (proposed_at IS NULL)", name="proposed_has_an_instant"),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_has_an_instant"),
        sa.CheckConstraint("(state = 'ended') = (ending IS NOT NULL)", name="ended_has_an_ending"),
        within("own_words", 2000),
        within("situation", 500),
        within("worker_reason", 1000),
        within("coach_reason", 1000),
        sa.Index("ix_goal_worker_state", "worker_id", "state"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    # The random key of the form that made it: a double click finds the goal instead of making a second.
    form_key: UUID
    worker_id: UUID = Field(foreign_key="account.id")
    # None for a worker who has no coach and needs nobody to confirm.
    coach_id: UUID | None = Field(default=None, foreign_key="account.id")
    agreement_id: UUID | None = Field(default=None, foreign_key="agreement.id", index=True)
    profile_id: UUID = Field(foreign_key="profile.id")
    version_id: UUID
    element_id: UUID = Field(index=True)
    scale_id: UUID
    kind: GoalKind = Field(sa_type=word_of(GoalKind))
    from_point: int = Field(sa_type=WholePoint)
    target_point: int | None = Field(default=None, sa_type=WholePoint)
    own_words: str = Field(default="", max_length=2000)
    situation: str = Field(default="", max_length=500)
    # Which help is wanted, as keys of `rules.Help`, in the form's order.
    help_wanted: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    check_back_on: date
    # Written by each side for a target across the border of a stage; kept, and shown with the goal.
    worker_reason: str = Field(default="", max_length=1000)
    coach_reason: str = Field(default="", max_length=1000)
    state: GoalState = Field(sa_type=word_of(GoalState))
    proposed_by: UUID = Field(foreign_key="account.id")
    created_at: datetime
    proposed_at: datetime | None = None
    active_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = Field(default=None, sa_type=word_of(Ending), nullable=True)
    # The goal this one continues or adjusts.
    follows_id: UUID | None = Field(default=None, foreign_key="goal.id")
    # Counts the saves of a draft, so that an older tab cannot write over a newer one.
    revision: int = 0


class GoalIndicator(SQLModel, table=True):
    """An indicator of the profile that the worker will try."""

    __tablename__ = "goal_indicator"
    __table_args__ = (
        sa.ForeignKeyConstraint(["goal_id", "element_id"], ["goal.id", "goal.element_id"]),
        sa.ForeignKeyConstraint(["element_id", "indicator_key"], ["indicator.element_id", "indicator.key"]),
    )

    goal_id: UUID = Field(primary_key=True)
    indicator_key: str = Field(max_length=64, primary_key=True)
    element_id: UUID


class GoalOutcome(SQLModel, table=True):
    """What one outcome would look like, on the attainment scale of a goal. Never a number, and never added up."""

    __tablename__ = "goal_outcome"
    __table_args__ = (within("words", 500), sa.CheckConstraint("length(words) > 0", name="words_are_there"))

    goal_id: UUID = Field(foreign_key="goal.id", primary_key=True)
    anchor: Anchor = Field(sa_type=word_of(Anchor), primary_key=True)
    words: str = Field(max_length=500)


class GoalReview(SQLModel, table=True):
    """The look back at a goal, by the source's own questions."""

    __tablename__ = "goal_review"
    __table_args__ = (
        sa.ForeignKeyConstraint(["goal_id", "scale_id"], ["goal.id", "goal.scale_id"]),
        sa.ForeignKeyConstraint(["scale_id", "point_now"], ["scale_point.scale_id", "scale_point.point"]),
        within("challenges", 2000),
        within("helped", 2000),
        within("other_areas", 2000),
    )

    goal_id: UUID = Field(primary_key=True)
    scale_id: UUID
    reviewer_id: UUID = Field(foreign_key="account.id")
    reviewed_at: datetime
    challenges: str = Field(default="", max_length=2000)
    helped: str = Field(default="", max_length=2000)
    other_areas: str = Field(default="", max_length=2000)
    point_now: int | None = Field(default=None, sa_type=WholePoint)
    # Which of the outcomes it was, where the goal has a scale and both wanted to say.
    attained: Anchor | None = Field(default=None, sa_type=word_of(Anchor), nullable=True)
