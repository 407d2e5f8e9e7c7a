"""Outcomes of a goal in words, and the shelf of what helped"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
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


def downgrade() -> None:
    with op.batch_alter_table("goal_review", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_goal_review_anchor"), type_="check")
        batch_op.drop_column("attained")
    op.drop_table("goal_outcome")
