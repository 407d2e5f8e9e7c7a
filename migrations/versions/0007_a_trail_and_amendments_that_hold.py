"""A trail that no name under `once` opens, and amendments that are added and never changed"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# REPLACE deletes what any unique column has already, and asks no trigger for deleting.
_ADDED_IN_ORDER = (
    "INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence >= NEW.sequence "
    "OR (NEW.once IS NOT NULL AND once = NEW.once))"
)
_ADDED_BEFORE = "INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence >= NEW.sequence)"
_ADDED_TWICE = (
    "INSERT ON amendment WHEN EXISTS (SELECT 1 FROM amendment WHERE id = NEW.id "
    "OR assessment_id = NEW.assessment_id OR (NEW.successor_id IS NOT NULL AND successor_id = NEW.successor_id))"
)
_TRAIL, _AMENDMENTS = "The audit trail is append-only.", "Amendments are append-only."


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        # There the trail needs no more than it has: what conflicts is refused, or an update.
        op.execute(
            "CREATE FUNCTION amendment_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_AMENDMENTS}'; END $$"
        )
        for name, when in (("rows", "UPDATE OR DELETE ON amendment FOR EACH ROW"), ("all", "TRUNCATE ON amendment")):
            op.execute(
                f"CREATE TRIGGER amendment_keeps_{name} BEFORE {when} EXECUTE FUNCTION amendment_is_append_only()"
            )
        return
    op.execute("DROP TRIGGER audit_entry_keeps_order")
    _refuse("audit_entry_keeps_order", _ADDED_IN_ORDER, _TRAIL)
    _refuse("amendment_keeps_words", "UPDATE ON amendment", _AMENDMENTS)
    _refuse("amendment_keeps_rows", "DELETE ON amendment", _AMENDMENTS)
    _refuse("amendment_keeps_others", _ADDED_TWICE, _AMENDMENTS)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in ("rows", "all"):
            op.execute(f"DROP TRIGGER amendment_keeps_{name} ON amendment")
        op.execute("DROP FUNCTION amendment_is_append_only()")
        return
    for name in ("words", "rows", "others"):
        op.execute(f"DROP TRIGGER amendment_keeps_{name}")
    op.execute("DROP TRIGGER audit_entry_keeps_order")
    _refuse("audit_entry_keeps_order", _ADDED_BEFORE, _TRAIL)


def _refuse(name: str, when: str, words: str) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{words}'); END")
