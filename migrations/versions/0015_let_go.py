"""Let go: what was said in a coaching session can be no longer needed, with the instant of it"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("coaching_commitment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("let_go_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_coaching_commitment_let_go_by"), "account", ["let_go_by"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_coaching_commitment_let_go_by_somebody"), "(let_go_at IS NULL) = (let_go_by IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_coaching_commitment_done_or_let_go"), "done_at IS NULL OR let_go_at IS NULL"
        )


def downgrade() -> None:
    # Before this step there were two states, and what is no longer needed is not done: it is open again.
    with op.batch_alter_table("coaching_commitment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_coaching_commitment_done_or_let_go"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_coaching_commitment_let_go_by_somebody"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_coaching_commitment_let_go_by"), type_="foreignkey")
        batch_op.drop_column("let_go_by")
        batch_op.drop_column("let_go_at")
