"""Nothing lost between two tabs: counted saves, answers to forms kept for two days, and lengths of texts"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COUNTED = ("unit", "account", "position", "goal")
LENGTHS = (
    ("agency", "name", 200),
    ("unit", "name", 200),
    ("account", "name", 200),
    ("account", "email", 200),
    ("goal", "own_words", 2000),
    ("goal", "situation", 500),
    ("goal", "worker_reason", 1000),
    ("goal", "coach_reason", 1000),
    ("goal_review", "challenges", 2000),
    ("goal_review", "helped", 2000),
    ("goal_review", "other_areas", 2000),
)


def upgrade() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_kept_answer")),
    )
    with op.batch_alter_table("kept_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_answer_at"), ["at"], unique=False)
    for table in sorted({*COUNTED, *(table for table, _, _ in LENGTHS)}):
        with op.batch_alter_table(table, schema=None) as batch_op:
            if table in COUNTED:
                batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
            for _, column, most in (one for one in LENGTHS if one[0] == table):
                name = batch_op.f(f"ck_{table}_{column}_length")
                batch_op.create_check_constraint(name, f"length({column}) <= {most}")
    # The default was for the rows that stood there; the program counts from nought itself.
    for table in COUNTED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("revision", existing_type=sa.Integer(), existing_nullable=False, server_default=None)


def downgrade() -> None:
    for table in sorted({*COUNTED, *(table for table, _, _ in LENGTHS)}):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for _, column, _ in (one for one in LENGTHS if one[0] == table):
                batch_op.drop_constraint(batch_op.f(f"ck_{table}_{column}_length"), type_="check")
            if table in COUNTED:
                batch_op.drop_column("revision")
    with op.batch_alter_table("kept_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_answer_at"))
    op.drop_table("kept_answer")
