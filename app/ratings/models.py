"""Tables of assessments: one rater's points for one worker on one profile version at one date."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import WholePoint, word_of
from app.ratings.rules import Kind, Reason, State


class Pair(SQLModel, table=True):
    """A worker's self and a coach's assessment of one profile in one month, sealed until both are in."""

    __table_args__ = (sa.UniqueConstraint("agreement_id", "profile_id", "month"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreement.id")
    profile_id: UUID = Field(foreign_key="profile.id")
    # The first day of the month.
    month: date
    # The end of the following month where the agency is: then the seal lifts, whoever has rated.
    lapses_at: datetime
    # When each side submitted first, or declared to open without rating. With both set, the pair is open.
    worker_opened_at: datetime | None = None
    coach_opened_at: datetime | None = None
    worker_declared: bool = False
    coach_declared: bool = False


class Assessment(SQLModel, table=True):
    __table_args__ = (
        sa.ForeignKeyConstraint(["version_id", "profile_id"], ["profile_version.id", "profile_version.profile_id"]),
        sa.UniqueConstraint("id", "version_id"),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted_has_an_instant"),
        sa.CheckConstraint("(kind = 'self') = (worker_id = rater_id)", name="self_means_oneself"),
        # At most one open draft and one submitted assessment of the same rater for the same day.
        sa.Index(
            "uq_assessment_one_of_each_state",
            "worker_id", "rater_id", "kind", "profile_id", "observed_on", "state",
            unique=True,
        ),
        sa.Index("ix_assessment_worker_profile", "worker_id", "profile_id", "observed_on"),
    )  # fmt: skip

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    worker_id: UUID = Field(foreign_key="account.id")
    rater_id: UUID = Field(foreign_key="account.id", index=True)
    kind: Kind = Field(sa_type=word_of(Kind))
    profile_id: UUID = Field(foreign_key="profile.id")
    version_id: UUID = Field(foreign_key="profile_version.id")
    # The agreement under which it was made; a worker without a coach assesses without one.
    agreement_id: UUID | None = Field(default=None, foreign_key="agreement.id", index=True)
    # The pair it belongs to; none in a month without a seal.
    pair_id: UUID | None = Field(default=None, foreign_key="pair.id", index=True)
    # Its author had rated this month before, or had the other side's points open already. Such a one is left out of
    # every comparison of the two.
    after_opening: bool = False
    # When the review page showed earlier points to the author.
    review_shown_at: datetime | None = None
    observed_on: date
    setting: str = Field(default="", max_length=32)
    state: State = Field(sa_type=word_of(State))
    created_at: datetime
    saved_at: datetime
    submitted_at: datetime | None = None


class Rating(SQLModel, table=True):
    """One element inside an assessment: a point, or not observed, or nothing yet beside a note or taps."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["assessment_id", "version_id"], ["assessment.id", "assessment.version_id"]),
        # Together these let the database refuse an element of another profile, an element that takes no
        # rating, and a point that the scale does not have, whichever door it comes through.
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"], ["element.id", "element.version_id", "element.scale_id"]
        ),
        sa.ForeignKeyConstraint(["scale_id", "point"], ["scale_point.scale_id", "scale_point.point"]),
        sa.UniqueConstraint("assessment_id", "element_id"),
        sa.UniqueConstraint("id", "element_id"),
        sa.CheckConstraint("NOT (not_observed AND point IS NOT NULL)", name="point_or_not_observed"),
        sa.CheckConstraint("reason IS NULL OR not_observed", name="reason_beside_not_observed"),
        sa.CheckConstraint("length(note) <= 10000", name="note_length"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    assessment_id: UUID = Field(index=True)
    version_id: UUID
    element_id: UUID = Field(index=True)
    scale_id: UUID
    point: int | None = Field(default=None, sa_type=WholePoint)
    not_observed: bool = False
    reason: Reason | None = Field(default=None, sa_type=word_of(Reason), nullable=True)
    note: str = Field(default="", sa_type=sa.Text)
    # The point was changed after the review page had shown earlier ones.
    changed_after_review: bool = False
    # Counts the saves of this element, so that an older tab cannot write over a newer one.
    revision: int = 0
    saved_at: datetime


class Seen(SQLModel, table=True):
    """An indicator the rater tapped as seen. It never sets, suggests or limits the point."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["rating_id", "element_id"], ["rating.id", "rating.element_id"]),
        sa.ForeignKeyConstraint(["element_id", "indicator_key"], ["indicator.element_id", "indicator.key"]),
    )

    rating_id: UUID = Field(primary_key=True)
    indicator_key: str = Field(max_length=64, primary_key=True)
    element_id: UUID
