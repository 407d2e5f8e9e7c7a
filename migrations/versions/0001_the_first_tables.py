"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_entry_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "framework",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "scale_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug", "number"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_account_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "framework_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("framework_id", "number"),
    )
    op.create_table(
        "profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("framework_id", "slug"),
    )
    op.create_table(
        "scale_point",
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("point", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["scale_id"],
            ["scale_version.id"],
        ),
        sa.PrimaryKeyConstraint("scale_id", "point"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_unit_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("agency_id", "name", name=op.f("uq_unit_agency_id_name")),
    )
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "worker",
                "coach",
                "supervisor",
                "academy-lead",
                "administrator",
                "reviewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_role_account_id")),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_agreement_dates_in_order")),
        sa.CheckConstraint("worker_id <> coach_id", name=op.f("ck_agreement_two_people")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agreement_agency_id")),
        sa.ForeignKeyConstraint(["coach_id"], ["account.id"], name=op.f("fk_agreement_coach_id")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["account.id"], name=op.f("fk_agreement_supervisor_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_agreement_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_coach_id"), ["coach_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_supervisor_id"), ["supervisor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_worker_id"), ["worker_id"], unique=False)

    op.create_table(
        "position",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "social-worker",
                "supervisor",
                "manager",
                name="positionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_position_dates_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_position_account_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_position_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_position_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "profile_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profile.id"],
        ),
        sa.ForeignKeyConstraint(
            ["scale_id"],
            ["scale_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "profile_id"),
        sa.UniqueConstraint("profile_id", "number"),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "agreement_focus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("rhythm_months", sa.Integer(), nullable=False),
        sa.CheckConstraint("rhythm_months BETWEEN 1 AND 12", name=op.f("ck_agreement_focus_rhythm_in_a_year")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_focus_agreement_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_agreement_focus_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_focus")),
        sa.UniqueConstraint("agreement_id", "profile_id", name=op.f("uq_agreement_focus_agreement_id_profile_id")),
    )
    with op.batch_alter_table("agreement_focus", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_focus_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("self", "coach", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("setting", sa.String(length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'self') = (worker_id = rater_id)", name=op.f("ck_assessment_self_means_oneself")),
        sa.CheckConstraint(
            "(state = 'draft') = (submitted_at IS NULL)", name=op.f("ck_assessment_submitted_has_an_instant")
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_assessment_agreement_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_assessment_profile_id")),
        sa.ForeignKeyConstraint(["rater_id"], ["account.id"], name=op.f("fk_assessment_rater_id")),
        sa.ForeignKeyConstraint(
            ["version_id", "profile_id"],
            ["profile_version.id", "profile_version.profile_id"],
            name=op.f("fk_assessment_version_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(["version_id"], ["profile_version.id"], name=op.f("fk_assessment_version_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_assessment_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("id", "version_id", name=op.f("uq_assessment_id_version_id")),
    )
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessment_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assessment_rater_id"), ["rater_id"], unique=False)
        batch_op.create_index("ix_assessment_worker_profile", ["worker_id", "profile_id", "observed_on"], unique=False)
        batch_op.create_index(
            "uq_assessment_one_of_each_state",
            ["worker_id", "rater_id", "kind", "profile_id", "observed_on", "state"],
            unique=True,
        )

    op.create_table(
        "element",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scale_id"],
            ["scale_version.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["profile_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "version_id", "scale_id"),
        sa.UniqueConstraint("version_id", "key"),
    )
    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_element_key"), ["key"], unique=False)

    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_key", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("coach_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "step", "sustain", "pass-on", name="goalkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("from_point", sa.Integer(), nullable=False),
        sa.Column("target_point", sa.Integer(), nullable=True),
        sa.Column("own_words", sa.String(length=2000), nullable=False),
        sa.Column("situation", sa.String(length=500), nullable=False),
        sa.Column("help_wanted", sa.JSON(), nullable=False),
        sa.Column("check_back_on", sa.Date(), nullable=False),
        sa.Column("worker_reason", sa.String(length=1000), nullable=False),
        sa.Column("coach_reason", sa.String(length=1000), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "proposed",
                "active",
                "ended",
                name="goalstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ending",
            sa.Enum(
                "achieved",
                "continue",
                "adjust",
                "set-aside",
                name="ending",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(kind = 'step') = (target_point IS NOT NULL)", name=op.f("ck_goal_a_step_has_a_target")),
        sa.CheckConstraint("(state = 'draft') = (proposed_at IS NULL)", name=op.f("ck_goal_proposed_has_an_instant")),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_goal_ended_has_an_instant")),
        sa.CheckConstraint("(state = 'ended') = (ending IS NOT NULL)", name=op.f("ck_goal_ended_has_an_ending")),
        sa.CheckConstraint("target_point IS NULL OR target_point > from_point", name=op.f("ck_goal_target_lies_ahead")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_goal_agreement_id")),
        sa.ForeignKeyConstraint(["coach_id"], ["account.id"], name=op.f("fk_goal_coach_id")),
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"],
            ["element.id", "element.version_id", "element.scale_id"],
            name=op.f("fk_goal_element_id_version_id_scale_id"),
        ),
        sa.ForeignKeyConstraint(["follows_id"], ["goal.id"], name=op.f("fk_goal_follows_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_goal_profile_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name=op.f("fk_goal_proposed_by")),
        sa.ForeignKeyConstraint(
            ["scale_id", "from_point"],
            ["scale_point.scale_id", "scale_point.point"],
            name=op.f("fk_goal_scale_id_from_point"),
        ),
        sa.ForeignKeyConstraint(
            ["scale_id", "target_point"],
            ["scale_point.scale_id", "scale_point.point"],
            name=op.f("fk_goal_scale_id_target_point"),
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["account.id"], name=op.f("fk_goal_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("id", "element_id", name=op.f("uq_goal_id_element_id")),
        sa.UniqueConstraint("id", "scale_id", name=op.f("uq_goal_id_scale_id")),
        sa.UniqueConstraint("proposed_by", "form_key", name=op.f("uq_goal_proposed_by_form_key")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_element_id"), ["element_id"], unique=False)
        batch_op.create_index("ix_goal_worker_state", ["worker_id", "state"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("starting_point", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["element_id"],
            ["element.id"],
        ),
        sa.PrimaryKeyConstraint("element_id", "key"),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("point", sa.Integer(), nullable=True),
        sa.Column("not_observed", sa.Boolean(), nullable=False),
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
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("NOT (not_observed AND point IS NOT NULL)", name=op.f("ck_rating_point_or_not_observed")),
        sa.CheckConstraint("length(note) <= 10000", name=op.f("ck_rating_note_length")),
        sa.CheckConstraint("reason IS NULL OR not_observed", name=op.f("ck_rating_reason_beside_not_observed")),
        sa.ForeignKeyConstraint(
            ["assessment_id", "version_id"],
            ["assessment.id", "assessment.version_id"],
            name=op.f("fk_rating_assessment_id_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["element_id", "version_id", "scale_id"],
            ["element.id", "element.version_id", "element.scale_id"],
            name=op.f("fk_rating_element_id_version_id_scale_id"),
        ),
        sa.ForeignKeyConstraint(
            ["scale_id", "point"], ["scale_point.scale_id", "scale_point.point"], name=op.f("fk_rating_scale_id_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("assessment_id", "element_id", name=op.f("uq_rating_assessment_id_element_id")),
        sa.UniqueConstraint("id", "element_id", name=op.f("uq_rating_id_element_id")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rating_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rating_element_id"), ["element_id"], unique=False)

    op.create_table(
        "goal_indicator",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_key", sa.String(length=64), nullable=False),
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["element_id", "indicator_key"],
            ["indicator.element_id", "indicator.key"],
            name=op.f("fk_goal_indicator_element_id_indicator_key"),
        ),
        sa.ForeignKeyConstraint(
            ["goal_id", "element_id"], ["goal.id", "goal.element_id"], name=op.f("fk_goal_indicator_goal_id_element_id")
        ),
        sa.PrimaryKeyConstraint("goal_id", "indicator_key", name=op.f("pk_goal_indicator")),
    )
    op.create_table(
        "goal_review",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("scale_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("challenges", sa.String(length=2000), nullable=False),
        sa.Column("helped", sa.String(length=2000), nullable=False),
        sa.Column("other_areas", sa.String(length=2000), nullable=False),
        sa.Column("point_now", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["goal_id", "scale_id"], ["goal.id", "goal.scale_id"], name=op.f("fk_goal_review_goal_id_scale_id")
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["account.id"], name=op.f("fk_goal_review_reviewer_id")),
        sa.ForeignKeyConstraint(
            ["scale_id", "point_now"],
            ["scale_point.scale_id", "scale_point.point"],
            name=op.f("fk_goal_review_scale_id_point_now"),
        ),
        sa.PrimaryKeyConstraint("goal_id", name=op.f("pk_goal_review")),
    )
    op.create_table(
        "seen",
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("indicator_key", sa.String(length=64), nullable=False),
        sa.Column("element_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["element_id", "indicator_key"],
            ["indicator.element_id", "indicator.key"],
            name=op.f("fk_seen_element_id_indicator_key"),
        ),
        sa.ForeignKeyConstraint(
            ["rating_id", "element_id"], ["rating.id", "rating.element_id"], name=op.f("fk_seen_rating_id_element_id")
        ),
        sa.PrimaryKeyConstraint("rating_id", "indicator_key", name=op.f("pk_seen")),
    )


def downgrade() -> None:
    op.drop_table("seen")
    op.drop_table("goal_review")
    op.drop_table("goal_indicator")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rating_element_id"))
        batch_op.drop_index(batch_op.f("ix_rating_assessment_id"))

    op.drop_table("rating")
    op.drop_table("indicator")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_worker_state")
        batch_op.drop_index(batch_op.f("ix_goal_element_id"))
        batch_op.drop_index(batch_op.f("ix_goal_agreement_id"))

    op.drop_table("goal")
    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_element_key"))

    op.drop_table("element")
    with op.batch_alter_table("assessment", schema=None) as batch_op:
        batch_op.drop_index("uq_assessment_one_of_each_state")
        batch_op.drop_index("ix_assessment_worker_profile")
        batch_op.drop_index(batch_op.f("ix_assessment_rater_id"))
        batch_op.drop_index(batch_op.f("ix_assessment_agreement_id"))

    op.drop_table("assessment")
    with op.batch_alter_table("agreement_focus", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_focus_agreement_id"))

    op.drop_table("agreement_focus")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    op.drop_table("profile_version")
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_unit_id"))
        batch_op.drop_index(batch_op.f("ix_position_account_id"))

    op.drop_table("position")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_worker_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_supervisor_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_coach_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_agency_id"))

    op.drop_table("agreement")
    op.drop_table("account_role")
    op.drop_table("unit")
    op.drop_table("scale_point")
    op.drop_table("profile")
    op.drop_table("framework_version")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_agency_id"))

    op.drop_table("account")
    op.drop_table("scale_version")
    op.drop_table("framework")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_agency_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id"))

    op.drop_table("audit_entry")
    op.drop_table("agency")
