"""The trail in the database: it comes with the change, nobody changes it, and what somebody does to it shows."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select
from structlog.testing import capture_logs
from typer.testing import CliRunner, Result

from app.audit import entries
from app.audit.entries import on_record, put_on_record, record, record_once
from app.audit.models import AuditEntry
from app.audit.verify import head, read_anchors, verify
from app.cli.main import app as ninestep
from app.db import Database
from app.people.models import Unit
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.world import World

REFUSED = "append-only"
ON_SQLITE = os.environ.get("NINESTEP_TEST_DATABASE", "sqlite") == "sqlite"
# Whoever owns the database can take the refusals away; what happens then must show.
TRIGGERS = {
    "sqlite": ("keeps_words", "keeps_rows", "keeps_order"),
    "postgresql": ("keeps_rows", "keeps_all"),
}  # fmt: skip


def note(db: Session, world: World, action: str = "unit:add", **details: Any) -> None:
    unit = ("unit", world.units["north"])
    record(db, at=START, actor_id=world["ada"], agency_id=world.agency, action=action, subject=unit, **details)


def run(*words: str, url: str) -> Result:
    return CliRunner().invoke(ninestep, ["audit", *words], env={"NINESTEP_DATABASE_URL": url})


@pytest.fixture
def intruder(database: Database, database_url: str) -> Iterator[Callable[..., None]]:
    """Somebody with the database's own password and no scruples."""
    engine = sa.create_engine(database_url)

    def tamper(*statements: str) -> None:
        with engine.begin() as connection:
            for name in TRIGGERS[connection.dialect.name]:
                on = " ON audit_entry" if connection.dialect.name == "postgresql" else ""
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_entry_{name}{on}")
            for statement in statements:
                connection.exec_driver_sql(statement)

    yield tamper
    engine.dispose()


@pytest.fixture
def ten_more(database: Database, world: World) -> int:
    """The number of the last entry of before; ten entries follow it."""
    with database.reading() as db:
        newest = head(db)
    assert newest is not None
    for _ in range(10):
        with database.writing() as db:
            note(db, world)
    return newest.sequence


def broken(database: Database) -> list[int]:
    with database.reading() as db:
        return [one.sequence for one in verify(db)[1]]


def test_what_is_done_is_on_record_with_it(browse: Callable[..., Browser], ask: Any, world: World) -> None:
    assert browse("ada").post("/agency/units", {"name": "Intake"}).status_code == 303
    entry = ask(select(AuditEntry).order_by(col(AuditEntry.sequence).desc()))[0]
    assert (entry.action, entry.actor_id, entry.acting_as, entry.agency_id, entry.outcome) == (
        "unit:add", world["ada"], "administrator", world.agency, "done",
    )  # fmt: skip
    assert len(entry.request_id) == 12
    assert "Intake" not in str(entry)


def test_what_comes_to_nothing_leaves_no_entry(browse: Callable[..., Browser], ask: Any) -> None:
    before = ask(select(sa.func.count()).select_from(AuditEntry))
    ada = browse("ada")
    assert ada.post("/agency/units", {"name": ""}).status_code == 422
    (after,) = ask(select(sa.func.count()).select_from(AuditEntry))
    assert after == before[0] + 1  # her sign-in


def test_an_entry_is_undone_with_its_savepoint_and_its_transaction(database: Database, world: World) -> None:
    with database.writing() as db:
        note(db, world, "kept:before")
        savepoint = db.begin_nested()
        note(db, world, "lost:in-savepoint")
        with db.begin_nested():
            note(db, world, "lost:deeper")
        savepoint.rollback()
        with db.begin_nested():
            note(db, world, "kept:in-savepoint")
    with Session(database.engine.execution_options(writes=True)) as db:
        note(db, world, "lost:with-all")
        db.rollback()
        db.commit()
    with database.reading() as db:
        actions = list(db.scalars(sa.select(col(AuditEntry.action)).order_by(col(AuditEntry.sequence))))
    assert actions[-2:] == ["kept:before", "kept:in-savepoint"]
    assert broken(database) == []


def test_a_savepoint_that_the_database_ends_takes_back_no_entry_of_before(database: Database, world: World) -> None:
    with database.writing() as db:
        note(db, world, "kept:before")
        savepoint = db.begin_nested()
        db.add(Unit(agency_id=world.agency, name="North"))
        note(db, world, "lost:with-the-double")
        with pytest.raises(sa.exc.IntegrityError):
            db.flush()
        savepoint.rollback()
        note(db, world, "kept:after")
    with database.reading() as db:
        actions = list(db.scalars(sa.select(col(AuditEntry.action)).order_by(col(AuditEntry.sequence))))
    assert actions[-2:] == ["kept:before", "kept:after"]


def test_of_one_name_the_first_entry_counts(database: Database, world: World) -> None:
    def twice(db: Session) -> None:
        for action in ("first", "second"):
            record_once(
                db, "cora wren page", at=START, actor_id=world["cora"], agency_id=world.agency, action=action,
                subject=("account", world["wren"]),
            )  # fmt: skip

    for _ in range(2):
        with database.writing() as db:
            twice(db)
    with database.reading() as db:
        found = list(db.scalars(sa.select(col(AuditEntry.action)).where(col(AuditEntry.once) == "cora wren page")))
    assert found == ["first"]


def test_sixteen_writers_at_once_make_one_chain(database: Database, world: World) -> None:
    with database.reading() as db:
        before, _ = verify(db)

    def write(number: int) -> None:
        with database.writing() as db:
            note(db, world, number=number)

    with ThreadPoolExecutor(16) as writers:
        list(writers.map(write, range(96)))
    with database.reading() as db:
        assert verify(db) == (before + 96, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'other' WHERE sequence = 3",
        "DELETE FROM audit_entry WHERE sequence = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(database: Database, statement: str) -> None:
    with database.engine.execution_options(writes=True).connect() as connection:
        with pytest.raises(sa.exc.DBAPIError, match=REFUSED):
            connection.exec_driver_sql(statement)
        connection.rollback()
    assert broken(database) == []


@pytest.fixture
def once_only(database: Database, world: World) -> str:
    """The name under which an entry is on record once."""
    with database.writing() as db:
        record_once(
            db, "k1", at=START, actor_id=world["cora"], agency_id=world.agency, action="record:open",
            subject=("account", world["wren"]),
        )  # fmt: skip
    return "k1"


COLUMNS = "at, actor_id, acting_as, agency_id, action, subject_kind, subject_id, outcome, request_id, details, hash"
REPLACING = {
    "the same number": "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 3",
    "the same name, with a number of its own": f"INSERT OR REPLACE INTO audit_entry (sequence, once, {COLUMNS}) "
    f"SELECT 1000, 'k1', {COLUMNS} FROM audit_entry WHERE sequence = 3",
}
EMPTYING = {"TRUNCATE": "TRUNCATE audit_entry", "with others": "TRUNCATE audit_entry, amendment CASCADE"}


@pytest.mark.parametrize("way", REPLACING if ON_SQLITE else EMPTYING)
def test_the_database_refuses_to_empty_or_to_replace(database: Database, once_only: str, way: str) -> None:
    statement = (REPLACING | EMPTYING)[way]
    with database.engine.execution_options(writes=True).connect() as connection:
        with pytest.raises(sa.exc.DBAPIError, match=REFUSED):
            connection.exec_driver_sql(statement)
        connection.rollback()
    with database.reading() as db:
        assert on_record(db, [once_only]) == {once_only}


def test_a_changed_byte_shows(database: Database, ten_more: int, intruder: Callable[..., None]) -> None:
    at = ten_more + 4
    intruder(f"UPDATE audit_entry SET action = 'unit:adD' WHERE sequence = {at}")
    assert broken(database) == [at]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_id", "NULL"), ("acting_as", "'coach'"), ("agency_id", "NULL"), ("subject_kind", "'goal'"),
        ("subject_id", "NULL"), ("outcome", "'refused'"), ("request_id", "'x'"), ("once", "'x'"),
        ("details", """'{"number": 1}'"""), ("at", "'2026-11-16 18:00:00.000001'"),
    ],
)  # fmt: skip
def test_no_column_is_outside_the_chain(
    database: Database, ten_more: int, intruder: Callable[..., None], column: str, value: str
) -> None:
    at = ten_more + 4
    intruder(f"UPDATE audit_entry SET {column} = {value} WHERE sequence = {at}")
    assert broken(database) == [at]


# SQLite takes any text as an id or an instant; PostgreSQL keeps a type of its own there, and a JSON text as it came.
OF_SQLITE = {
    "an id in capitals": "subject_id = upper(subject_id)",
    "an id with hyphens, as the chain has it": "subject_id = '{id}'",
    "an id in braces": "agency_id = '{{' || agency_id || '}}'",
    "no id at all": "actor_id = 'nobody'",
    "an instant with another letter between": "at = replace(at, ' ', 'T')",
    "an instant as the chain has it": "at = replace(at, ' ', 'T') || '+00:00'",
    "an instant without its zeros": "at = replace(at, '.000000', '')",
    "no instant": "at = 'noon'",
    "a number for an instant": "at = 1794852000",
    "bytes for a text": "action = CAST(action AS BLOB)",
    "bytes that are no text": "action = CAST(x'ff' AS TEXT)",
    "an id of bytes that are no text": "subject_id = CAST(x'ff' AS TEXT)",
    "a hash of bytes that are no text": "hash = CAST(x'ff' AS TEXT)",
    "bytes for JSON": "details = CAST(details AS BLOB)",
    "bytes for a hash": "hash = CAST(hash AS BLOB)",
    "no JSON": "details = '{{'",
}
OF_BOTH = {
    "a key twice": """details = '{{"number": 0, "number": 4}}'""",
    "more spaces": """details = '{{ "number": 4 }}'""",
    "fewer spaces": """details = '{{"number":4}}'""",
    "another way of writing a letter": """details = '{{"\\u006eumber": 4}}'""",
    "a number larger than any": """details = '{{"number": 99999999999999999999}}'""",
    "half a letter": """details = '{{"number": "\\ud800"}}'""",
    "JSON inside JSON": """details = '{deep}'""",
}


SPELLINGS = OF_BOTH | (OF_SQLITE if ON_SQLITE else {})


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_way_of_writing_the_same_is_seen_as_well(
    database: Database, world: World, intruder: Callable[..., None], spelling: str
) -> None:
    """Pages ask for texts: what is written otherwise is hidden from them, and must not look whole here."""
    with database.writing() as db:
        note(db, world, number=4)
        note(db, world, "unit:rename")
    with database.reading() as db:
        newest = head(db)
    assert newest is not None
    assert broken(database) == []
    changed = SPELLINGS[spelling].format(id=world.units["north"], deep="[" * 900 + "]" * 900)
    intruder(f"UPDATE audit_entry SET {changed} WHERE sequence = {newest.sequence - 1}")
    assert newest.sequence - 1 in broken(database)


def test_what_is_seldom_on_record_has_one_spelling_too(database: Database, world: World) -> None:
    with database.writing() as db:
        note(db, world, number=-(2**53), words=["é", '"', "\U0001f600", ""], nothing=None, is_so=True)
        record(db, at=START, actor_id=None, agency_id=None, action="other", subject=("page", None))
        record(db, at=START.replace(microsecond=7), actor_id=None, agency_id=None, action="x", subject=("page", None))
    assert broken(database) == []


def test_a_deleted_row_shows(database: Database, ten_more: int, intruder: Callable[..., None]) -> None:
    intruder(f"DELETE FROM audit_entry WHERE sequence = {ten_more + 4}")
    assert broken(database) == [ten_more + 4]


def test_swapped_rows_show(database: Database, ten_more: int, intruder: Callable[..., None]) -> None:
    a, b = ten_more + 4, ten_more + 6
    intruder(
        f"UPDATE audit_entry SET sequence = -1 WHERE sequence = {a}",
        f"UPDATE audit_entry SET sequence = {a} WHERE sequence = {b}",
        f"UPDATE audit_entry SET sequence = {b} WHERE sequence = -1",
    )
    assert a in broken(database)


def test_an_inserted_row_shows(database: Database, ten_more: int, intruder: Callable[..., None]) -> None:
    intruder(
        f"INSERT INTO audit_entry (sequence, {COLUMNS}) SELECT {ten_more + 11}, {COLUMNS} FROM audit_entry "
        f"WHERE sequence = {ten_more + 10}"
    )
    assert broken(database) == [ten_more + 11]


def test_a_cut_tail_shows_beside_an_anchor(
    database: Database, database_url: str, ten_more: int, intruder: Callable[..., None], tmp_path: Path, world: World
) -> None:
    kept = tmp_path / "anchors.jsonl"
    assert run("anchor", "--to", str(kept), url=database_url).exit_code == 0
    assert run("verify", "--anchor", str(kept), url=database_url).exit_code == 0
    intruder(f"DELETE FROM audit_entry WHERE sequence > {ten_more + 6}")
    assert run("verify", url=database_url).exit_code == 0
    cut = run("verify", "--anchor", str(kept), url=database_url)
    assert (cut.exit_code, f"Entry {ten_more + 10}: the trail ends at entry {ten_more + 6}" in cut.output) == (1, True)
    for _ in range(8):
        with database.writing() as db:
            note(db, world, "unit:rename")
    assert run("verify", url=database_url).exit_code == 0
    grown = run("verify", "--anchor", str(kept), url=database_url)
    assert (grown.exit_code, "not the one that the anchor names" in grown.output) == (1, True)


def test_a_trail_written_anew_shows_beside_an_anchor(
    database: Database, database_url: str, ten_more: int, intruder: Callable[..., None], tmp_path: Path, world: World
) -> None:
    kept = tmp_path / "anchors.jsonl"
    run("anchor", "--to", str(kept), url=database_url)
    intruder("DELETE FROM audit_entry")
    for _ in range(ten_more + 12):
        with database.writing() as db:
            note(db, world)
    assert run("verify", url=database_url).exit_code == 0
    assert run("verify", "--anchor", str(kept), url=database_url).exit_code == 1


def test_the_command_says_how_many_entries_hold_and_which_do_not(
    database_url: str, ten_more: int, intruder: Callable[..., None]
) -> None:
    whole = run("verify", url=database_url)
    assert whole.stdout.startswith(f"The audit trail is whole: {ten_more + 10} entries.")
    intruder(f"UPDATE audit_entry SET action = 'x' WHERE sequence = {ten_more}")
    result = run("verify", url=database_url)
    assert result.exit_code == 1
    assert f"Entry {ten_more}: this entry, or the one before it, is not what was put on record." in result.output


@pytest.mark.parametrize("text", ["", "nonsense", '{"sequence": "x", "hash": "y"}', "[1, 2]", "{}"])
def test_a_file_without_anchors_is_refused_in_words(database_url: str, tmp_path: Path, text: str) -> None:
    file = tmp_path / "anchors.jsonl"
    file.write_text(text)
    result = run("verify", "--anchor", str(file), url=database_url)
    assert result.exit_code == 1
    assert "anchor" in result.output
    assert "Traceback" not in result.output


def test_the_head_goes_to_the_log_each_day_and_after_so_many_entries(
    database: Database, world: World, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(entries, "ANCHOR_EVERY", 4)
    with database.reading() as db:
        newest = head(db)
    assert newest is not None
    with capture_logs() as logs:
        for _ in range(9):
            with database.writing() as db:
                note(db, world)
    told = [line for line in logs if line["event"] == "audit anchor"]
    # The first of its day, and every fourth.
    wanted = {newest.sequence + 1} | {n for n in range(newest.sequence + 1, newest.sequence + 10) if n % 4 == 0}
    assert {line["sequence"] for line in told} == wanted
    lines = "\n".join(json.dumps({"sequence": line["sequence"], "hash": line["hash"]}) for line in told)
    with database.reading() as db:
        assert verify(db, read_anchors(lines))[1] == []


def test_the_server_tells_the_first_of_each_day_though_a_command_was_earlier(
    database: Database, database_url: str, world: World
) -> None:
    """What a command prints is gone with its window: only the server's log lies elsewhere."""
    command = Database(database_url)

    def told(of: Database, **later: float) -> list[int]:
        with capture_logs() as logs, of.writing() as db:
            at = START + timedelta(**later)
            record(db, at=at, actor_id=None, agency_id=world.agency, action="unit:add", subject=("unit", None))
        return [line["sequence"] for line in logs if line["event"] == "audit anchor"]

    with database.reading() as db:
        newest = head(db)
    assert newest is not None
    first = newest.sequence + 1
    assert told(command) == [first]
    assert told(database, minutes=1) == [first + 1]
    assert told(database, minutes=2) == told(command, minutes=3) == []
    assert told(command, days=1) == [first + 4]
    assert told(database, days=1) == [first + 5]
    command.engine.dispose()


def test_what_is_undone_is_no_anchor_and_the_next_one_is_told(database: Database, world: World) -> None:
    with capture_logs() as logs, Session(database.engine.execution_options(writes=True)) as db:
        note(db, world)
        put_on_record(db)
        db.rollback()
        db.commit()
        assert logs == []
        note(db, world)
        db.commit()
    assert [line["event"] for line in logs] == ["audit anchor"]
