"""Browsers known again: the mark of a browser in which somebody has signed in, as a digest"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark_digest", sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f("ix_sign_in_mark_digest"), ["mark_digest"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_mark_digest"))
        batch_op.drop_column("mark_digest")
