"""Tables of assessments: one rater's points for one worker on one profile version at one date."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import WholePoint, word_of
from app.ratings.rules import Kind, Outcome, Reason, State


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


_ONE_OF_A_DAY = ("worker_id", "rater_id", "kind", "profile_id", "observed_on")


def _only_one(name: str, state: State) -> sa.Index:
    of_state = sa.text(f"state = '{state.value}'")
    return sa.Index(name, *_ONE_OF_A_DAY, unique=True, sqlite_where=of_state, postgresql_where=of_state)


class Assessment(SQLModel, table=True):
    """One version of an assessment. Once submitted it never changes: an amendment is a row of its own."""

    __table_args__ = (
        sa.ForeignKeyConstraint(["version_id", "profile_id"], ["profile_version.id", "profile_version.profile_id"]),
        sa.UniqueConstraint("id", "version_id"),
        sa.CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted_has_an_instant"),
        sa.CheckConstraint("(kind = 'self') = (worker_id = rater_id)", name="self_means_oneself"),
        sa.CheckConstraint(
            "(state IN ('amended', 'withdrawn')) = (replaced_at IS NOT NULL)", name="replaced_has_an_instant"
        ),
        sa.CheckConstraint(
            "(amended_at IS NOT NULL) = (amends_id IS NOT NULL AND state <> 'draft')", name="amended_has_an_instant"
        ),
        sa.CheckConstraint(
            "(amends_id IS NULL) = (first_id IS NULL) AND (amends_id IS NULL) = (number = 1) AND number >= 1",
            name="versions_in_a_row",
        ),
        # Each version has one successor at most, so a second click finds the draft of the first.
        sa.UniqueConstraint("amends_id"),
        _only_one("uq_assessment_one_draft", State.DRAFT),
        _only_one("uq_assessment_one_current", State.SUBMITTED),
        sa.Index("ix_assessment_worker_profile", "worker_id", "profile_id", "observed_on"),
    )

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
    # Of every version the instant of the first one: it decides who reads, and an amendment opens nothing to anybody.
    submitted_at: datetime | None = None
    # The version that this one replaces, or is to replace while it is a draft; the first of all, and which this is.
    amends_id: UUID | None = Field(default=None, foreign_key="assessment.id")
    first_id: UUID | None = Field(default=None, foreign_key="assessment.id", index=True)
    number: int = 1
    # When this version was submitted as an amendment, and when a newer one or a withdrawal took its place.
    amended_at: datetime | None = None
    replaced_at: datetime | None = None


class Amendment(SQLModel, table=True):
    """Why a version was replaced: one row for each amendment and each withdrawal, added and never changed."""

    __table_args__ = (
        sa.UniqueConstraint("assessment_id"),
        sa.UniqueConstraint("successor_id"),
        sa.CheckConstraint("length(reason) BETWEEN 20 AND 1000", name="reason_length"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    assessment_id: UUID = Field(foreign_key="assessment.id")
    # The version that came in its place; none for a withdrawal.
    successor_id: UUID | None = Field(default=None, foreign_key="assessment.id")
    author_id: UUID = Field(foreign_key="account.id")
    reason: str = Field(sa_type=sa.Text)
    at: datetime
    # The supervisor who approved it, where approval was needed.
    approved_by: UUID | None = Field(default=None, foreign_key="account.id")


class AmendmentRequest(SQLModel, table=True):
    """An amendment or a withdrawal that waits for a supervisor's approval, or has had it, or not."""

    __tablename__ = "amendment_request"
    __table_args__ = (
        sa.CheckConstraint("length(reason) BETWEEN 20 AND 1000", name="reason_length"),
        sa.CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="decided_has_an_instant"),
        sa.CheckConstraint("(outcome IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        sa.Index(
            "uq_amendment_request_one_waiting", "assessment_id", unique=True,
            sqlite_where=sa.text("outcome IS NULL"), postgresql_where=sa.text("outcome IS NULL"),
        ),
    )  # fmt: skip

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    assessment_id: UUID = Field(foreign_key="assessment.id")
    # The draft that is to come in its place; none for a withdrawal, and none once the draft is removed.
    draft_id: UUID | None = Field(default=None, foreign_key="assessment.id", index=True)
    author_id: UUID = Field(foreign_key="account.id")
    reason: str = Field(sa_type=sa.Text)
    asked_at: datetime
    outcome: Outcome | None = Field(default=None, sa_type=word_of(Outcome), nullable=True)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = None


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
