"""Coaching sessions: the meeting, its agenda, what was said and practiced, and what two people will do"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coaching_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "held", "cancelled", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("element_key", sa.String(length=64), nullable=False),
        sa.Column("minutes_spent", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'held') = (closed_at IS NOT NULL)", name=op.f("ck_coaching_session_held_has_an_instant")
        ),
        sa.CheckConstraint(
            "(state = 'held') = (minutes_spent IS NOT NULL)", name=op.f("ck_coaching_session_held_has_minutes")
        ),
        sa.CheckConstraint("length(element_key) <= 64", name=op.f("ck_coaching_session_element_key_length")),
        sa.CheckConstraint("length(place) <= 200", name=op.f("ck_coaching_session_place_length")),
        sa.CheckConstraint(
            "minutes_spent BETWEEN 5 AND 480 AND minutes_spent / 5 * 5 = minutes_spent",
            name=op.f("ck_coaching_session_minutes_spent_by_fives"),
        ),
        sa.CheckConstraint(
            "planned_minutes BETWEEN 5 AND 480 AND planned_minutes / 5 * 5 = planned_minutes",
            name=op.f("ck_coaching_session_planned_minutes_by_fives"),
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_coaching_session_agreement_id")),
        sa.ForeignKeyConstraint(["coach_id"], ["account.id"], name=op.f("fk_coaching_session_coach_id")),
        sa.ForeignKeyConstraint(["planned_by"], ["account.id"], name=op.f("fk_coaching_session_planned_by")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_coaching_session_profile_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_coaching_session_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_session")),
        sa.UniqueConstraint("planned_by", "form_key", name=op.f("uq_coaching_session_planned_by_form_key")),
    )
    with op.batch_alter_table("coaching_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_session_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coaching_session_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index("ix_coaching_session_worker_starts", ["worker_id", "starts_at"], unique=False)

    op.create_table(
        "coaching_agenda_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pair",
                "goal",
                "commitment",
                "own",
                name="linekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ticked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_coaching_agenda_line_text_length")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_agenda_line_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_agenda_line")),
        sa.UniqueConstraint(
            "session_id", "kind", "about_id", name=op.f("uq_coaching_agenda_line_session_id_kind_about_id")
        ),
    )
    op.create_table(
        "coaching_barrier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "not-due",
                "no-opportunity",
                "workload",
                "court",
                "no-network",
                "no-interpreter",
                "policy",
                "supervisor",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("element_key", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(element_key) <= 64", name=op.f("ck_coaching_barrier_element_key_length")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_coaching_barrier_profile_id")),
        sa.ForeignKeyConstraint(["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_barrier_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_barrier")),
    )
    with op.batch_alter_table("coaching_barrier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_barrier_session_id"), ["session_id"], unique=False)

    op.create_table(
        "coaching_commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column(
            "owner",
            sa.Enum("worker", "coach", name="owner", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_coaching_commitment_done_by_somebody")
        ),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_coaching_commitment_text_length")),
        sa.ForeignKeyConstraint(["coach_id"], ["account.id"], name=op.f("fk_coaching_commitment_coach_id")),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_coaching_commitment_done_by")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_commitment_session_id")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_coaching_commitment_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_commitment")),
    )
    with op.batch_alter_table("coaching_commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_commitment_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coaching_commitment_session_id"), ["session_id"], unique=False)
        batch_op.create_index("ix_coaching_commitment_worker_coach", ["worker_id", "coach_id"], unique=False)

    op.create_table(
        "coaching_practiced",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "together", "observed", "talked", name="practice", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 500", name=op.f("ck_coaching_practiced_text_length")),
        sa.ForeignKeyConstraint(["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_practiced_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coaching_practiced")),
    )
    with op.batch_alter_table("coaching_practiced", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coaching_practiced_session_id"), ["session_id"], unique=False)

    op.create_table(
        "coaching_private_note",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_coaching_private_note_text_length")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_coaching_private_note_author_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_private_note_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "author_id", name=op.f("pk_coaching_private_note")),
    )
    op.create_table(
        "coaching_scaling",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("point", sa.Integer(), nullable=True),
        sa.Column("lower", sa.Text(), nullable=False),
        sa.Column("up", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(lower) <= 2000", name=op.f("ck_coaching_scaling_lower_length")),
        sa.CheckConstraint("length(up) <= 2000", name=op.f("ck_coaching_scaling_up_length")),
        sa.CheckConstraint("point BETWEEN 0 AND 10", name=op.f("ck_coaching_scaling_nought_to_ten")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_coaching_scaling_saved_by")),
        sa.ForeignKeyConstraint(["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_scaling_session_id")),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_coaching_scaling")),
    )
    op.create_table(
        "coaching_text",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "working-well",
                "worried",
                "next",
                "scaling",
                "note",
                "private",
                name="part",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("part NOT IN ('scaling', 'private')", name=op.f("ck_coaching_text_shared")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_coaching_text_text_length")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_coaching_text_saved_by")),
        sa.ForeignKeyConstraint(["session_id"], ["coaching_session.id"], name=op.f("fk_coaching_text_session_id")),
        sa.PrimaryKeyConstraint("session_id", "part", name=op.f("pk_coaching_text")),
    )


def downgrade() -> None:
    for table in (
        "coaching_text",
        "coaching_scaling",
        "coaching_private_note",
        "coaching_practiced",
        "coaching_commitment",
        "coaching_barrier",
        "coaching_agenda_line",
        "coaching_session",
    ):
        op.drop_table(table)
