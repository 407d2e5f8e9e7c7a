"""What is shared with whom: drafts and signatures of agreements, and sealed pairs"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("bound_on", sa.Date(), nullable=True),
        sa.CheckConstraint("level IN (1, 2, 4)", name=op.f("ck_agreement_terms_level_of_a_supervisor")),
        sa.CheckConstraint(
            "supervisor_id IS NOT NULL OR level = 1", name=op.f("ck_agreement_terms_nobody_sees_more_than_activity")
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_terms_agreement_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_agreement_terms_proposed_by")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["account.id"], name=op.f("fk_agreement_terms_supervisor_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_agreement_terms_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_terms")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_agreement_terms_agreement_id_number")),
    )
    with op.batch_alter_table("agreement_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_terms_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_terms_supervisor_id"), ["supervisor_id"], unique=False)

    op.create_table(
        "pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("coach_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker_declared", sa.Boolean(), nullable=False),
        sa.Column("coach_declared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_pair_agreement_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_pair_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
        sa.UniqueConstraint("agreement_id", "profile_id", "month", name=op.f("uq_pair_agreement_id_profile_id_month")),
    )
    op.create_table(
        "agreement_signature",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("terms_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("worker", "coach", "supervisor", name="part", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_agreement_signature_account_id")),
        sa.ForeignKeyConstraint(["terms_id"], ["agreement_terms.id"], name=op.f("fk_agreement_signature_terms_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_signature")),
        sa.UniqueConstraint("terms_id", "part", name=op.f("uq_agreement_signature_terms_id_part")),
    )
    with op.batch_alter_table("agreement_signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_signature_terms_id"), ["terms_id"], unique=False)

    op.create_table(
        "pair_answer",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "working-well", "worried", "next", name="question", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_pair_answer_text_length")),
        sa.ForeignKeyConstraint(["pair_id"], ["pair.id"], name=op.f("fk_pair_answer_pair_id")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_pair_answer_saved_by")),
        sa.PrimaryKeyConstraint("pair_id", "question", name=op.f("pk_pair_answer")),
    )
    _name_supervisors_in_terms()
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("earlier", sa.String(length=32), nullable=False, server_default="nothing"))
        batch_op.add_column(sa.Column("drafted_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("cut_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("uncut_ends_on", sa.Date(), nullable=True))
        batch_op.alter_column("opens_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        batch_op.drop_index(batch_op.f("ix_agreement_supervisor_id"))
        batch_op.drop_constraint(batch_op.f("fk_agreement_supervisor_id"), type_="foreignkey")
        batch_op.create_foreign_key(batch_op.f("fk_agreement_drafted_by"), "account", ["drafted_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_agreement_cut_by"), "agreement", ["cut_by"], ["id"])
        batch_op.create_check_constraint(batch_op.f("ck_agreement_earlier"), "earlier IN ('nothing', 'points', 'all')")
        batch_op.drop_column("supervisor_id")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.alter_column(
            "earlier", existing_type=sa.String(length=32), existing_nullable=False, server_default=None
        )

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pair_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("after_opening", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("review_shown_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_assessment_pair_id"), ["pair_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_assessment_pair_id"), "pair", ["pair_id"], ["id"])

    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_after_review", sa.Boolean(), nullable=False, server_default=sa.false()))

    # The defaults were for the rows that stood there; the program says both values itself.
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.alter_column("after_opening", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.alter_column(
            "changed_after_review", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    _delete_drafts()
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_column("changed_after_review")

    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assessment_pair_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_assessment_pair_id"))
        batch_op.drop_column("review_shown_at")
        batch_op.drop_column("after_opening")
        batch_op.drop_column("pair_id")

    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("supervisor_id", sa.Uuid(), nullable=True))
        batch_op.drop_constraint(batch_op.f("fk_agreement_drafted_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_agreement_cut_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_agreement_earlier"), type_="check")
        batch_op.create_foreign_key(batch_op.f("fk_agreement_supervisor_id"), "account", ["supervisor_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_agreement_supervisor_id"), ["supervisor_id"], unique=False)
        batch_op.drop_column("uncut_ends_on")
        batch_op.drop_column("cut_by")
        batch_op.drop_column("drafted_by")
        batch_op.drop_column("earlier")
    _name_supervisors_in_agreements()
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.alter_column("opens_at", existing_type=sa.DateTime(timezone=True), nullable=False)

    op.drop_table("pair_answer")
    with op.batch_alter_table("agreement_signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_signature_terms_id"))

    op.drop_table("agreement_signature")
    op.drop_table("pair")
    with op.batch_alter_table("agreement_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_terms_supervisor_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_terms_agreement_id"))

    op.drop_table("agreement_terms")


_agreement = sa.table(
    "agreement",
    sa.column("id", sa.Uuid()),
    sa.column("supervisor_id", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("opens_at", sa.DateTime(timezone=True)),
)
_terms = sa.table(
    "agreement_terms",
    sa.column("id", sa.Uuid()),
    sa.column("agreement_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("supervisor_id", sa.Uuid()),
    sa.column("level", sa.Integer()),
    sa.column("proposed_at", sa.DateTime(timezone=True)),
    sa.column("in_force_at", sa.DateTime(timezone=True)),
)
_signature = sa.table("agreement_signature", sa.column("terms_id", sa.Uuid()))
_focus = sa.table("agreement_focus", sa.column("agreement_id", sa.Uuid()))


def _name_supervisors_in_terms() -> None:
    """Agreements from before signatures were kept: the supervisor sees activity, as it was."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_agreement.c.id, _agreement.c.supervisor_id, _agreement.c.created_at, _agreement.c.opens_at)
    ).all()
    for row in rows:
        connection.execute(
            _terms.insert().values(
                id=uuid.uuid4(),
                agreement_id=row.id,
                number=1,
                supervisor_id=row.supervisor_id,
                level=1,
                proposed_at=row.created_at,
                in_force_at=row.opens_at,
            )
        )


def _delete_drafts() -> None:
    """A draft, which had no place before, binds nobody; kept, it would come back as something signed."""
    connection = op.get_bind()
    drafts = sa.select(_agreement.c.id).where(_agreement.c.opens_at.is_(None))
    of_drafts = sa.select(_terms.c.id).where(_terms.c.agreement_id.in_(drafts))
    connection.execute(_signature.delete().where(_signature.c.terms_id.in_(of_drafts)))
    connection.execute(_terms.delete().where(_terms.c.agreement_id.in_(drafts)))
    connection.execute(_focus.delete().where(_focus.c.agreement_id.in_(drafts)))
    connection.execute(_agreement.delete().where(_agreement.c.opens_at.is_(None)))


def _name_supervisors_in_agreements() -> None:
    """The newest terms that count name the supervisor; what is offered, or was taken back, names nobody."""
    connection = op.get_bind()
    in_force = _terms.c.in_force_at.is_not(None)
    rows = connection.execute(
        sa.select(_terms.c.agreement_id, _terms.c.supervisor_id).where(in_force).order_by(_terms.c.number)
    ).all()
    for row in rows:
        connection.execute(
            _agreement.update().where(_agreement.c.id == row.agreement_id).values(supervisor_id=row.supervisor_id)
        )
