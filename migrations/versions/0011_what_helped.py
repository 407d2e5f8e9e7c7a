"""Outcomes of a goal in words, and the shelf of what helped"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def _anchor() -> sa.Enum:
    return sa.Enum(
        "much-less", "less", "expected", "more", "much-more", name="anchor", native_enum=False, create_constraint=True,
        length=32,
    )  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "goal_outcome",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("anchor", _anchor(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_goal_outcome_words_length")),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_goal_outcome_words_are_there")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_outcome_goal_id")),
        sa.PrimaryKeyConstraint("goal_id", "anchor", name=op.f("pk_goal_outcome")),
    )
    # No other table refers to a look back, so nothing is lost when SQLite builds this one anew.
    with op.batch_alter_table("goal_review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attained", _anchor(), nullable=True))
    op.create_table(
        "shelf_gift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("from_point", sa.Integer(), nullable=True),
        sa.Column("target_point", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "approved", "sent-back", name="giftstate", native_enum=False, create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("wish", sa.String(length=500), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(from_point IS NULL) = (target_point IS NULL)", name=op.f("ck_shelf_gift_a_step_is_told_whole")
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_shelf_gift_decided_has_an_instant")
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (decided_by IS NULL)", name=op.f("ck_shelf_gift_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'sent-back') = (length(wish) > 0)", name=op.f("ck_shelf_gift_sent_back_with_a_wish")
        ),
        sa.CheckConstraint("decided_by <> giver_id", name=op.f("ck_shelf_gift_nobody_decides_on_the_own")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_shelf_gift_text_length")),
        sa.CheckConstraint("length(wish) <= 500", name=op.f("ck_shelf_gift_wish_length")),
        sa.CheckConstraint("length(folded) <= 8000", name=op.f("ck_shelf_gift_folded_length")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_shelf_gift_agency_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_shelf_gift_decided_by")),
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"], ["element.id", "element.version_id", "element.scale_id"],
            name=op.f("fk_shelf_gift_element_id_version_id_scale_id"),
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["account.id"], name=op.f("fk_shelf_gift_giver_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_shelf_gift_goal_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_shelf_gift_profile_id")),
        sa.ForeignKeyConstraint(
            ["scale_id", "from_point"], ["scale_point.scale_id", "scale_point.point"],
            name=op.f("fk_shelf_gift_scale_id_from_point"),
        ),
        sa.ForeignKeyConstraint(
            ["scale_id", "target_point"], ["scale_point.scale_id", "scale_point.point"],
            name=op.f("fk_shelf_gift_scale_id_target_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_gift")),
        sa.UniqueConstraint("goal_id", name=op.f("uq_shelf_gift_goal_id")),
    )  # fmt: skip
    op.create_index("ix_shelf_gift_agency_id_state", "shelf_gift", ["agency_id", "state"], unique=False)
    op.create_index(op.f("ix_shelf_gift_giver_id"), "shelf_gift", ["giver_id"], unique=False)


def downgrade() -> None:
    op.drop_table("shelf_gift")
    with op.batch_alter_table("goal_review", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_goal_review_anchor"), type_="check")
        batch_op.drop_column("attained")
    op.drop_table("goal_outcome")
