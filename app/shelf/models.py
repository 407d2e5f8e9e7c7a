"""The table of what was given to the shelf."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import WholePoint, within, word_of
from app.shelf.rules import GiftState


class ShelfGift(SQLModel, table=True):
    """What helped with one goal, as its worker gives it to the shelf. Taken back, it is gone."""

    __tablename__ = "shelf_gift"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"], ["element.id", "element.version_id", "element.scale_id"]
        ),
        sa.ForeignKeyConstraint(["scale_id", "from_point"], ["scale_point.scale_id", "scale_point.point"]),
        sa.ForeignKeyConstraint(["scale_id", "target_point"], ["scale_point.scale_id", "scale_point.point"]),
        sa.UniqueConstraint("goal_id"),
        sa.CheckConstraint("(from_point IS NULL) = (target_point IS NULL)", name="a_step_is_told_whole"),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_has_an_instant"),
        sa.CheckConstraint("(state = 'waiting') = (decided_by IS NULL)", name="decided_by_somebody"),
        sa.CheckConstraint("(state = 'sent-back') = (length(wish) > 0)", name="sent_back_with_a_wish"),
        sa.CheckConstraint("decided_by <> giver_id", name="nobody_decides_on_the_own"),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name="text_length"),
        within("wish", 500),
        within("folded", 8000),
        sa.Index("ix_shelf_gift_agency_id_state", "agency_id", "state"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id")
    goal_id: UUID = Field(foreign_key="goal.id")
    # Kept so that it can be taken back. No page shows it to anybody else.
    giver_id: UUID = Field(foreign_key="account.id", index=True)
    profile_id: UUID = Field(foreign_key="profile.id")
    version_id: UUID
    element_id: UUID
    scale_id: UUID
    # The step of the goal, where the giver says it.
    from_point: int | None = Field(default=None, sa_type=WholePoint)
    target_point: int | None = Field(default=None, sa_type=WholePoint)
    text: str = Field(max_length=2000)
    # Text, element, profile, framework and step in one, without capitals and accents, to be searched.
    folded: str = Field(sa_type=sa.Text)
    state: GiftState = Field(sa_type=word_of(GiftState))
    given_at: datetime
    decided_at: datetime | None = None
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    # What a coach wishes for who sends it back.
    wish: str = Field(default="", max_length=500)
    # Rises each time it is given again, so that nobody approves other words than were read.
    revision: int = 1
