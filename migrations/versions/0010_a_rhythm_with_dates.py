"""A rhythm with dates: changes of it, pauses of an agreement, and how much coaching a month is agreed"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("coaching_minutes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_check_constraint(
            batch_op.f("ck_agreement_hours_of_a_month"), "coaching_minutes BETWEEN 0 AND 1200"
        )
        batch_op.create_check_constraint(batch_op.f("ck_agreement_quarter_hours"), "coaching_minutes % 15 = 0")
    # Under what was signed before, no hours were agreed. From now on the program says the number itself.
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.alter_column(
            "coaching_minutes", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
    op.create_table(
        "rhythm_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("focus_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("months BETWEEN 1 AND 12", name=op.f("ck_rhythm_change_rhythm_in_a_year")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_rhythm_change_counted_from_one")),
        sa.ForeignKeyConstraint(["focus_id"], ["agreement_focus.id"], name=op.f("fk_rhythm_change_focus_id")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_rhythm_change_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rhythm_change")),
        sa.UniqueConstraint("focus_id", "number", name=op.f("uq_rhythm_change_focus_id_number")),
    )
    op.create_index(op.f("ix_rhythm_change_focus_id"), "rhythm_change", ["focus_id"], unique=False)
    op.create_table(
        "agreement_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_agreement_pause_dates_in_order")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_pause_agreement_id")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_agreement_pause_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_pause")),
    )
    op.create_index(op.f("ix_agreement_pause_agreement_id"), "agreement_pause", ["agreement_id"], unique=False)


def downgrade() -> None:
    op.drop_table("agreement_pause")
    op.drop_table("rhythm_change")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_agreement_quarter_hours"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_agreement_hours_of_a_month"), type_="check")
        batch_op.drop_column("coaching_minutes")
