"""Amendments and withdrawals of what is submitted, with their reasons and the approvals they wait for"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OF_A_DAY = ["worker_id", "rater_id", "kind", "profile_id", "observed_on"]


def upgrade() -> None:
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index("uq_assessment_one_of_each_state")
        batch_op.add_column(sa.Column("amends_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("first_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_assessment_state"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_assessment_state"), "state IN ('draft', 'submitted', 'amended', 'withdrawn')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assessment_replaced_has_an_instant"),
            "(state IN ('amended', 'withdrawn')) = (replaced_at IS NOT NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assessment_amended_has_an_instant"),
            "(amended_at IS NOT NULL) = (amends_id IS NOT NULL AND state <> 'draft')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_assessment_versions_in_a_row"),
            "(amends_id IS NULL) = (first_id IS NULL) AND (amends_id IS NULL) = (number = 1) AND number >= 1",
        )
        batch_op.create_unique_constraint(batch_op.f("uq_assessment_amends_id"), ["amends_id"])
        batch_op.create_foreign_key(batch_op.f("fk_assessment_amends_id"), "assessment", ["amends_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_assessment_first_id"), "assessment", ["first_id"], ["id"])
    # The default was for the rows that stood there; the program says the number itself.
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), existing_nullable=False, server_default=None)
        batch_op.create_index(batch_op.f("ix_assessment_first_id"), ["first_id"], unique=False)
    for name, state in (("uq_assessment_one_draft", "draft"), ("uq_assessment_one_current", "submitted")):
        where = sa.text(f"state = '{state}'")
        op.create_index(name, "assessment", _OF_A_DAY, unique=True, sqlite_where=where, postgresql_where=where)

    op.create_table(
        "amendment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(reason) BETWEEN 20 AND 1000", name=op.f("ck_amendment_reason_length")),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name=op.f("fk_amendment_approved_by")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_amendment_assessment_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_amendment_author_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["assessment.id"], name=op.f("fk_amendment_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_amendment_assessment_id")),
        sa.UniqueConstraint("successor_id", name=op.f("uq_amendment_successor_id")),
    )
    op.create_table(
        "amendment_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved", "declined", "taken-back", name="outcome", native_enum=False, create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(reason) BETWEEN 20 AND 1000", name=op.f("ck_amendment_request_reason_length")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_at IS NULL)", name=op.f("ck_amendment_request_decided_has_an_instant")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_by IS NULL)", name=op.f("ck_amendment_request_decided_by_somebody")
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_amendment_request_assessment_id")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_amendment_request_author_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_amendment_request_decided_by")),
        sa.ForeignKeyConstraint(["draft_id"], ["assessment.id"], name=op.f("fk_amendment_request_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_request")),
    )  # fmt: skip
    op.create_index(op.f("ix_amendment_request_draft_id"), "amendment_request", ["draft_id"], unique=False)
    waiting = sa.text("outcome IS NULL")
    op.create_index(
        "uq_amendment_request_one_waiting", "amendment_request", ["assessment_id"], unique=True, sqlite_where=waiting,
        postgresql_where=waiting,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("amendment_request")
    op.drop_table("amendment")
    _delete_all_but_what_stands()
    op.drop_index("uq_assessment_one_current", "assessment")
    op.drop_index("uq_assessment_one_draft", "assessment")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessment_first_id"))
        batch_op.drop_constraint(batch_op.f("fk_assessment_first_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_assessment_amends_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_assessment_amends_id"), type_="unique")
        for name in ("versions_in_a_row", "amended_has_an_instant", "replaced_has_an_instant", "state"):
            batch_op.drop_constraint(batch_op.f(f"ck_assessment_{name}"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_assessment_state"), "state IN ('draft', 'submitted')")
        for name in ("replaced_at", "amended_at", "number", "first_id", "amends_id"):
            batch_op.drop_column(name)
        batch_op.create_index("uq_assessment_one_of_each_state", [*_OF_A_DAY, "state"], unique=True)


_assessment = sa.table(
    "assessment",
    sa.column("id", sa.Uuid()),
    sa.column("state", sa.String()),
    sa.column("amends_id", sa.Uuid()),
    sa.column("first_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("amended_at", sa.DateTime(timezone=True)),
)
_rating = sa.table("rating", sa.column("id", sa.Uuid()), sa.column("assessment_id", sa.Uuid()))
_seen = sa.table("seen", sa.column("rating_id", sa.Uuid()))


def _delete_all_but_what_stands() -> None:
    """Before, there was one version; drafts of amendments would come back as ordinary ones of a day that is taken."""
    connection, own = op.get_bind(), _assessment.c
    is_draft = sa.and_(own.state == "draft", own.amends_id.is_not(None))
    going = list(connection.scalars(sa.select(own.id).where(own.state.in_(("amended", "withdrawn")) | is_draft)))
    connection.execute(_assessment.update().values(amends_id=None, first_id=None, number=1, amended_at=None))
    for one in going:
        ratings = sa.select(_rating.c.id).where(_rating.c.assessment_id == one)
        connection.execute(_seen.delete().where(_seen.c.rating_id.in_(ratings)))
        connection.execute(_rating.delete().where(_rating.c.assessment_id == one))
        connection.execute(_assessment.delete().where(own.id == one))
