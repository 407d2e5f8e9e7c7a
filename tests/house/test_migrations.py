"""Migrations go up, down and up again, and what stands in the tables comes through."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlmodel import col, select

from app import tables
from app.agreements import sharing
from app.cli.schema import alembic_config, upgrade
from app.db import Database
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.people.models import Agreement, AgreementTerms, SignIn
from app.people.permits import Level
from app.ratings.models import Assessment
from app.settings import ROOT
from tests.agreements.given import account, draft, signed
from tests.clock import START
from tests.stories import assess
from tests.world import World, agree, agreement, as_viewer, build


@dataclass
class Filled:
    url: str
    config: Config


@pytest.fixture
def filled(database_url: str) -> Filled:
    """A database of its own with the whole world in it."""
    return Filled(database_url, alembic_config(database_url))


def counts(url: str) -> dict[str, int]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
        found = {
            name: connection.execute(sa.select(sa.func.count()).select_from(sa.table(name))).scalar_one()
            for name in names
        }
    engine.dispose()
    return found


def test_there_is_one_line_of_migrations(filled: Filled) -> None:
    scripts = ScriptDirectory.from_config(filled.config)
    assert len(scripts.get_heads()) == 1
    assert all(script.module.__doc__ for script in scripts.walk_revisions())


def test_the_migrations_make_exactly_the_tables_of_the_models(filled: Filled) -> None:
    command.check(filled.config)
    assert set(counts(filled.url)) == set(tables.metadata.tables)


def test_migrating_again_changes_nothing(filled: Filled) -> None:
    before = counts(filled.url)
    upgrade(filled.url)
    assert counts(filled.url) == before
    assert before["account"] == 11


def test_down_to_nothing_and_up_again(filled: Filled) -> None:
    command.downgrade(filled.config, "base")
    assert counts(filled.url) == {}
    upgrade(filled.url)
    assert set(counts(filled.url)) == set(tables.metadata.tables)
    assert set(counts(filled.url).values()) == {0}
    command.check(filled.config)
    database = Database(filled.url)
    with database.writing() as db:
        build(db)
    database.engine.dispose()
    assert counts(filled.url)["account"] == 11


def test_a_draft_goes_with_the_step_down_and_what_is_signed_comes_back(filled: Filled, world: World) -> None:
    """Before 0002 there were no drafts: one that came back as signed would let its coach read."""
    database = Database(filled.url)
    with database.writing() as db:
        kept = set(db.exec(select(col(Agreement.id))))
        left = draft(db, world)
        signed(db, world, left, "sol", "stan")
        wren, of_wren = as_viewer(db, account(db, world, "wren")), agreement(db, world, "cora-wren")
        sue = account(db, world, "sue")
        sharing.offer(db, wren, of_wren, supervisor=sue, level=Level.GOALS, at=START)
        signed(db, world, of_wren, "cora", "sue", number=2)
        sharing.offer(db, wren, of_wren, supervisor=sue, level=Level.RATINGS, at=START)
        seen = assess(db, world, "wren", "wren", START.date(), {"stakeholders": 4}, opened=True)
        assert seen.pair_id is not None
        db.add(
            PairAnswer(
                pair_id=seen.pair_id, question=Question.NEXT, text="Map it", revision=1, saved_by=wren.id,
                saved_at=START,
            )
        )  # fmt: skip
        seen_id = seen.id
    before = counts(filled.url)
    command.downgrade(filled.config, "0001")
    assert counts(filled.url)["agreement"] == len(kept)
    assert "agreement_terms" not in counts(filled.url)
    upgrade(filled.url)
    with database.reading() as db:
        found = {one.id: one.opens_at for one in db.exec(select(Agreement))}
        terms = {one.agreement_id: one for one in db.exec(select(AgreementTerms))}
        assert set(found) == set(terms) == kept
        assert {key: one.in_force_at for key, one in terms.items()} == found
        assert None not in found.values()
        of_wren_now = terms[world.agreements["cora-wren"]]
        assert (of_wren_now.number, of_wren_now.supervisor_id, of_wren_now.level) == (1, world["sue"], Level.ACTIVITY)
        assert db.get_one(Assessment, seen_id).pair_id is None
    after = counts(filled.url)
    assert after["agreement_focus"] == before["agreement_focus"] - 1
    assert (after["agreement_signature"], after["pair"], after["pair_answer"]) == (0, 0, 0)
    command.check(filled.config)
    with database.writing() as db:
        agree(
            db, worker=account(db, world, "sol"), coach=account(db, world, "theo"), starts_on=date(2026, 12, 1),
            focuses={world.profiles["safety-mapping"]: 1}, at=START,
        )  # fmt: skip
    database.engine.dispose()


def test_in_what_was_signed_before_hours_could_be_agreed_none_are(filled: Filled, world: World) -> None:
    command.downgrade(filled.config, "0009")
    upgrade(filled.url)
    database = Database(filled.url)
    with database.reading() as db:
        assert set(db.exec(select(col(Agreement.coaching_minutes)))) == {0}
    database.engine.dispose()


def test_a_sign_in_comes_through_the_step_up_and_ends_with_the_step_down(filled: Filled, world: World) -> None:
    """Before 0004 nobody was signed out for want of a click: whoever is signed in then signs in again."""
    command.downgrade(filled.config, "0002")
    engine = sa.create_engine(filled.url)
    in_hours = START + timedelta(hours=12)
    row = {"id": uuid4(), "account_id": world["wren"], "token_digest": "d", "created_at": START, "expires_at": in_hours}
    older = sa.table("sign_in", *(sa.column(name, _TYPES.get(name)) for name in row))
    with engine.begin() as connection:
        connection.execute(older.insert().values(**row))
    upgrade(filled.url)
    command.check(filled.config)
    database = Database(filled.url)
    with database.reading() as db:
        found = db.exec(select(SignIn)).one()
        assert (found.last_seen_at, found.proven_at, found.browser) == (START, START, "")
    command.downgrade(filled.config, "0002")
    with engine.begin() as connection:
        assert connection.execute(sa.select(older.c.created_at == older.c.expires_at)).scalar_one()
    engine.dispose()
    database.engine.dispose()


def triggers(url: str) -> dict[str, str]:
    """What each trigger of a database says."""
    engine = sa.create_engine(url)
    of_sqlite = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    of_postgresql = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        rows = connection.execute(sa.text(of_sqlite if engine.name == "sqlite" else of_postgresql))
        found = {row[0]: row[1] for row in rows}
    engine.dispose()
    return found


def test_the_refusals_to_change_an_amendment_go_down_and_up_and_the_trail_keeps_its_own(filled: Filled) -> None:
    now = triggers(filled.url)
    command.downgrade(filled.config, "0006")
    before = triggers(filled.url)
    assert {name.partition("_keeps")[0] for name in now.keys() - before.keys()} == {"amendment"}
    assert before
    assert before.keys() <= now.keys()
    upgrade(filled.url)
    assert triggers(filled.url) == now


_TYPES: dict[str, Any] = {
    "id": sa.Uuid(), "account_id": sa.Uuid(), "created_at": sa.DateTime(timezone=True),
    "expires_at": sa.DateTime(timezone=True),
}  # fmt: skip

NEXT_STEP = '''
"""Widen the name of an account, which on SQLite means to build its table anew."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "next", "{head}", None, None


def upgrade():
    with op.batch_alter_table("account") as batch:
        batch.alter_column("name", existing_type=sa.String(200), type_=sa.String(300))


def downgrade():
    with op.batch_alter_table("account") as batch:
        batch.alter_column("name", existing_type=sa.String(300), type_=sa.String(200))
'''


def test_a_later_step_that_rebuilds_a_table_keeps_everything_that_hangs_on_it(filled: Filled, tmp_path: Path) -> None:
    """Roles, positions, agreements and sign-ins all refer to accounts; none goes when that table is built anew."""
    head = ScriptDirectory.from_config(filled.config).get_current_head()
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "next.py").write_text(NEXT_STEP.format(head=head), encoding="utf-8")
    filled.config.set_main_option("path_separator", "newline")
    filled.config.set_main_option("version_locations", f"{ROOT / 'migrations' / 'versions'}\n{tmp_path / 'steps'}")
    before = counts(filled.url)
    for _ in range(2):
        command.upgrade(filled.config, "next")
        assert counts(filled.url) == before
        command.downgrade(filled.config, str(head))
        assert counts(filled.url) == before
    assert before["account_role"] > before["account"] > before["agreement"] > 0


@pytest.mark.parametrize("is_protected", [True, False])
def test_a_table_that_is_rebuilt_keeps_its_children_because_foreign_keys_are_off(
    tmp_path: Path, is_protected: bool
) -> None:
    """SQLite rebuilds a table to change it. This shows the danger, and that our way of connecting avoids it."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'rebuild.db'}")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)")
        connection.exec_driver_sql("CREATE TABLE child (parent_id REFERENCES parent(id) ON DELETE CASCADE)")
        connection.exec_driver_sql("INSERT INTO parent VALUES (1, 'a')")
        connection.exec_driver_sql("INSERT INTO child VALUES (1)")
        connection.commit()
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if is_protected else 'ON'}")
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("parent", recreate="always") as batch:
            batch.alter_column("name", type_=sa.String(10))
        children = connection.exec_driver_sql("SELECT count(*) FROM child").scalar_one()
    engine.dispose()
    assert children == (1 if is_protected else 0)


def test_our_migrations_connect_with_foreign_keys_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    run = MigrationContext.run_migrations

    def noting(self: MigrationContext, **rest: object) -> None:
        assert self.connection is not None
        seen.append(self.connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one())
        run(self, **rest)

    monkeypatch.setattr(MigrationContext, "run_migrations", noting)
    upgrade(f"sqlite:///{tmp_path / 'ninestep.db'}")
    assert seen == [0]


def test_a_step_that_would_leave_orphans_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'ninestep.db'}"
    upgrade(url)
    run = MigrationContext.run_migrations

    def harming(self: MigrationContext, **rest: object) -> None:
        assert self.connection is not None
        self.connection.exec_driver_sql(
            "INSERT INTO unit (id, agency_id, name, revision) VALUES ('00000000000000000000000000000001', "
            "'00000000000000000000000000000002', 'Orphan', 0)"
        )
        run(self, **rest)

    monkeypatch.setattr(MigrationContext, "run_migrations", harming)
    with pytest.raises(RuntimeError, match="1 rows without their parent"):
        upgrade(url)
    assert counts(url)["unit"] == 0
