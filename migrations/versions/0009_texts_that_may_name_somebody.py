"""Texts that may name somebody: how many were kept, by agency, month and kind"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_KINDS = ("e-mail", "social-security", "phone", "date", "address", "case-number", "name")


def upgrade() -> None:
    op.create_table(
        "guard_count",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*_KINDS, name="spotkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_guard_count_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "month", "kind", name=op.f("pk_guard_count")),
    )


def downgrade() -> None:
    op.drop_table("guard_count")
