"""Telling people: what each wants by mail, digests and links that stop them, and private calendars"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_address",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_address_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_address_token_digest")),
    )
    op.create_table(
        "calendar_entry",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "self-assessment",
                "coaching-session",
                "check-back",
                "word",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(on_day IS NULL) <> (starts_at IS NULL)", name=op.f("ck_calendar_entry_a_day_or_an_instant")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_entry_account_id")),
        sa.PrimaryKeyConstraint("account_id", "kind", "subject_id", name=op.f("pk_calendar_entry")),
    )
    op.create_table(
        "mail_choice",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "pace",
            sa.Enum("weekly", "daily", "never", name="pace", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("pace_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_choice_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "mail_digest",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("was_mailed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_mail_digest_account_id")),
        sa.PrimaryKeyConstraint("account_id", "period_on", name=op.f("pk_mail_digest")),
    )
    op.create_table(
        "stop_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "self-assessment",
                "coaching-session",
                "check-back",
                "word",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_stop_link_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stop_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_stop_link_token_digest")),
    )
    with op.batch_alter_table("stop_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stop_link_account_id"), ["account_id"], unique=False)

    op.create_table(
        "mail_switched_off",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "self-assessment",
                "coaching-session",
                "check-back",
                "word",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["mail_choice.account_id"], name=op.f("fk_mail_switched_off_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_mail_switched_off")),
    )
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("one_click", sa.String(length=300), nullable=True))
        batch_op.create_check_constraint(op.f("ck_outgoing_mail_one_click_length"), "length(one_click) <= 300")


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outgoing_mail_one_click_length"), type_="check")
        batch_op.drop_column("one_click")

    op.drop_table("mail_switched_off")
    with op.batch_alter_table("stop_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stop_link_account_id"))

    op.drop_table("stop_link")
    op.drop_table("mail_digest")
    op.drop_table("mail_choice")
    op.drop_table("calendar_entry")
    op.drop_table("calendar_address")
