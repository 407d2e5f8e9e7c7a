"""A trail that holds: entries are chained by their hashes, and the database refuses to change them"""

import hashlib
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXED = ("actor_id", "agency_id", "subject_id")
_BEFORE = (
    sa.column("sequence", sa.BigInteger()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("actor_id", sa.Uuid()),
    sa.column("agency_id", sa.Uuid()),
    sa.column("action", sa.String()),
    sa.column("subject_kind", sa.String()),
    sa.column("subject_id", sa.Uuid()),
    sa.column("details", sa.JSON()),
)


def upgrade() -> None:
    kept = _set_aside()
    op.create_table(
        "audit_entry",
        sa.Column(
            "sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("acting_as", sa.String(length=100), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(length=200), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("once", name=op.f("uq_audit_entry_once")),
    )
    _index()
    table = sa.table("audit_entry", *_BEFORE, *(sa.column(name) for name in (*_ADDED, "hash")))
    for row in _chained(kept):
        op.execute(table.insert().values(row))
    for statement in _refusals(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    kept = _set_aside()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_is_append_only()")
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
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    _index()
    table = sa.table("audit_entry", *_BEFORE)
    for row in kept:
        op.execute(table.insert().values(row))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('audit_entry', 'sequence'), "
            "coalesce((SELECT max(sequence) FROM audit_entry), 1))"
        )


def _set_aside() -> list[dict[str, Any]]:
    """What stands in the table, which is then gone: so the primary key and the triggers can be made anew."""
    rows = op.get_bind().execute(sa.select(*_BEFORE).select_from(sa.table("audit_entry")).order_by(_BEFORE[0]))
    kept = [dict(row._mapping) for row in rows]
    op.drop_table("audit_entry")
    return kept


def _index() -> None:
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        for name in _INDEXED:
            batch_op.create_index(batch_op.f(f"ix_audit_entry_{name}"), [name], unique=False)


_ADDED = {"acting_as": "", "outcome": "done", "request_id": "", "once": None}


def _chained(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The entries from before as the first links of the chain, counted without gaps."""
    hash_ = "0" * 64
    for number, row in enumerate(rows, 1):
        at = row["at"]
        entry = row | _ADDED | {"sequence": number, "at": at.replace(tzinfo=UTC) if at.tzinfo is None else at}
        entry["at"] = entry["at"].astimezone(UTC)
        hash_ = hashlib.sha256(hash_.encode() + orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).hexdigest()
        yield entry | {"hash": hash_}


def _refusals(dialect: str) -> list[str]:
    words = "The audit trail is append-only."
    if dialect == "postgresql":
        return [
            "CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{words}'; END $$",
            "CREATE TRIGGER audit_entry_keeps_rows BEFORE UPDATE OR DELETE ON audit_entry "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only()",
            "CREATE TRIGGER audit_entry_keeps_all BEFORE TRUNCATE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()",
        ]
    return [_TRIGGER.format(name=name, when=when, words=words) for name, when in _WHEN.items()]


_TRIGGER = "CREATE TRIGGER audit_entry_{name} {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
_WHEN = {
    "keeps_words": "BEFORE UPDATE ON audit_entry",
    "keeps_rows": "BEFORE DELETE ON audit_entry",
    # REPLACE deletes without asking the trigger for deleting.
    "keeps_order": "BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence >= NEW.sequence)",
}
