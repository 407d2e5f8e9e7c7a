"""The words of a closed coaching session, and of what stood in the way, are those of then"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_SESSION_FK = "fk_coaching_session_version_id_profile_id"
_BARRIER_FK = "fk_coaching_barrier_version_id_profile_id"
_VERSION = ["version_id", "profile_id"]
_INSTANT = sa.DateTime(timezone=True)
_session = sa.table(
    "coaching_session", sa.column("state", sa.String()), sa.column("profile_id", sa.Uuid()),
    sa.column("version_id", sa.Uuid()), sa.column("closed_at", _INSTANT),
)  # fmt: skip
_barrier = sa.table(
    "coaching_barrier", sa.column("profile_id", sa.Uuid()), sa.column("version_id", sa.Uuid()),
    sa.column("added_at", _INSTANT),
)  # fmt: skip
_version = sa.table(
    "profile_version", sa.column("id", sa.Uuid()), sa.column("profile_id", sa.Uuid()),
    sa.column("number", sa.Integer()), sa.column("loaded_at", _INSTANT),
)  # fmt: skip


# No foreign keys hold while SQLite builds the tables anew, so what hangs on a coaching session stays.
def upgrade() -> None:
    for table in ("coaching_session", "coaching_barrier"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("version_id", sa.Uuid(), nullable=True))
    then = _in_force(_session.c.profile_id, _session.c.closed_at, of=_session)
    op.execute(_session.update().where(_session.c.state == "held").values(version_id=then))
    op.execute(_barrier.update().values(version_id=_in_force(_barrier.c.profile_id, _barrier.c.added_at, of=_barrier)))
    with op.batch_alter_table("coaching_session", schema=None) as batch_op:
        batch_op.create_foreign_key(op.f(_SESSION_FK), "profile_version", _VERSION, ["id", "profile_id"])
        batch_op.create_check_constraint(
            op.f("ck_coaching_session_held_has_words"), "(state = 'held') = (version_id IS NOT NULL)"
        )
    with op.batch_alter_table("coaching_barrier", schema=None) as batch_op:
        batch_op.alter_column("version_id", existing_type=sa.Uuid(), nullable=False)
        batch_op.create_foreign_key(op.f(_BARRIER_FK), "profile_version", _VERSION, ["id", "profile_id"])


def _in_force(profile_id: sa.ColumnClause, at: sa.ColumnClause, *, of: sa.TableClause) -> sa.ColumnElement:
    """The newest version that was loaded by then; the first one, for what is older than all of them."""
    versions = sa.select(_version.c.id).where(_version.c.profile_id == profile_id).limit(1).correlate(of)
    newest = versions.where(_version.c.loaded_at <= at).order_by(_version.c.number.desc())
    return sa.func.coalesce(newest.scalar_subquery(), versions.order_by(_version.c.number).scalar_subquery())


def downgrade() -> None:
    with op.batch_alter_table("coaching_barrier", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(_BARRIER_FK), type_="foreignkey")
        batch_op.drop_column("version_id")
    with op.batch_alter_table("coaching_session", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_coaching_session_held_has_words"), type_="check")
        batch_op.drop_constraint(op.f(_SESSION_FK), type_="foreignkey")
        batch_op.drop_column("version_id")
