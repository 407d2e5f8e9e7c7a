"""One request is one transaction, committed before the answer leaves; reading can change nothing."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.concurrency import run_in_threadpool

from app.db import PLACES, Database, Db
from app.main import THREADS
from app.people.models import Agency, Unit
from app.web import csrf
from app.web.errors import ConflictError, NotFoundError, ProblemsError, RefusedError
from app.web.forms import PostedForm
from tests.clock import START
from tests.conftest import ORIGIN, Browser
from tests.world import PASSWORD, World

Ask = Callable[[Any], list[Any]]


def fail_at_commit(db: Session) -> None:
    def refuse(_session: Session) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("The disk is full."))

    sa.event.listen(db, "before_commit", refuse)


@pytest.fixture
def probe(app: FastAPI, world: World) -> Browser:
    """A program with some routes more, which do what a mistaken route might do."""

    @app.post("/probe/well")
    def well(db: Db, form: PostedForm) -> str:
        db.add(Unit(agency_id=world.agency, name="Probe"))
        return "saved"

    @app.post("/probe/full-disk")
    def full_disk(db: Db, form: PostedForm) -> str:
        db.add(Unit(agency_id=world.agency, name="Probe"))
        fail_at_commit(db)
        return "saved"

    @app.post("/probe/refused-by-database")
    def refused_by_database(db: Db, form: PostedForm) -> str:
        db.add(Unit(agency_id=world.agency, name="Probe"))
        db.add(Agency(name="Bay County", time_zone="UTC", created_at=START))
        return "saved"

    @app.post("/probe/problem/{kind}")
    def problem(db: Db, form: PostedForm, kind: str) -> str:
        db.add(Unit(agency_id=world.agency, name="Probe"))
        db.flush()
        raise {
            "problems": ProblemsError({"name": "No."}), "conflict": ConflictError("No."),
            "refused": RefusedError("No."), "missing": NotFoundError(), "broken": RuntimeError("No."),
        }[kind]  # fmt: skip

    @app.get("/probe/reading")
    def reading(db: Db) -> str:
        db.add(Unit(agency_id=world.agency, name="Probe"))
        db.commit()
        return "saved"

    @app.get("/probe/reading-by-statement")
    def reading_by_statement(db: Db) -> str:
        db.execute(sa.update(Unit).values(name="Probe"))
        return "saved"

    return Browser(app, "t" * 43)


def names(ask: Ask) -> list[str]:
    return sorted(ask(select(Unit.name)))


def test_what_a_route_did_is_stored_when_its_answer_says_so(probe: Browser, ask: Ask) -> None:
    answer = probe.post("/probe/well")
    assert (answer.status_code, answer.json()) == (200, "saved")
    assert names(ask) == ["North", "Probe", "South", "West"]


@pytest.mark.parametrize(("path", "status"), [("/probe/full-disk", 500), ("/probe/refused-by-database", 409)])
def test_a_commit_that_fails_never_says_saved(probe: Browser, ask: Ask, path: str, status: int) -> None:
    answer = probe.post(path)
    assert answer.status_code == status
    assert "saved" not in answer.text.replace("What was saved before is safe", "")
    assert names(ask) == ["North", "South", "West"]


@pytest.mark.parametrize(
    ("kind", "status"), [("problems", 422), ("conflict", 409), ("refused", 403), ("missing", 404), ("broken", 500)]
)
def test_whatever_goes_wrong_stores_nothing(probe: Browser, ask: Ask, kind: str, status: int) -> None:
    assert probe.post(f"/probe/problem/{kind}").status_code == status
    assert names(ask) == ["North", "South", "West"]


@pytest.mark.parametrize("path", ["/probe/reading", "/probe/reading-by-statement"])
def test_opening_a_page_cannot_write_whatever_its_route_tries(probe: Browser, ask: Ask, path: str) -> None:
    assert probe.get(path).status_code == 500
    assert names(ask) == ["North", "South", "West"]


def test_after_a_failure_the_next_person_is_served(probe: Browser, ask: Ask) -> None:
    for _ in range(20):
        assert probe.post("/probe/full-disk").status_code == 500
        assert probe.get("/probe/reading").status_code == 500
    assert probe.post("/probe/well").status_code == 200
    assert "Probe" in names(ask)


def test_a_page_that_was_read_lets_go_of_the_database_off_the_event_loop(
    app: FastAPI, database: Database, probe: Browser
) -> None:
    places: list[bool] = []

    def note(_connection: object, _record: object) -> None:
        places.append(is_on_event_loop())

    @app.get("/probe/slow-server")
    def slow_server(db: Db) -> int:
        return len(db.exec(select(Unit)).all())

    sa.event.listen(database.engine, "checkin", note)
    assert (probe.get("/probe/slow-server").json(), probe.post("/probe/well").json()) == (3, "saved")
    assert places == [False, False]


def is_on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def test_a_password_is_checked_while_somebody_else_saves(app: FastAPI, database: Database, world: World) -> None:
    fields = {"email": "wren@example.org", "password": PASSWORD, csrf.TOKEN_FIELD: Browser(app, "t" * 43).token}
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={'t' * 43}"}
    is_looked_up = threading.Event()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT account.password_hash"):
            is_looked_up.set()

    async def sign_in_meanwhile() -> tuple[bool, bool, int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN) as client:
            async with database.writing_in_turn() as db:
                await run_in_threadpool(db.add, Unit(agency_id=world.agency, name="Probe"))
                await run_in_threadpool(db.flush)
                answer = asyncio.create_task(client.post("/sign-in", data=fields, headers=headers))
                was_looked_up = await run_in_threadpool(is_looked_up.wait, 20)
                was_done = answer.done()
            return was_looked_up, was_done, (await answer).status_code

    sa.event.listen(database.engine, "before_cursor_execute", note)
    assert asyncio.run(sign_in_meanwhile()) == (True, False, 303)


def test_a_block_that_breaks_keeps_nothing(database: Database, world: World, ask: Ask) -> None:
    def breaks() -> None:
        with database.writing() as db:
            db.add(Unit(agency_id=world.agency, name="Probe"))
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks()
    assert names(ask) == ["North", "South", "West"]


@pytest.mark.parametrize("url", ["sqlite:///{folder}/a.db", "postgresql://nobody@127.0.0.1/nothing"])
def test_there_is_a_connection_for_each_place_and_for_each_thread_that_asks_before_its_place(
    tmp_path: Path, url: str
) -> None:
    pool = Database(url.format(folder=tmp_path)).engine.pool
    assert isinstance(pool, sa.pool.QueuePool)
    assert pool.size() + pool._max_overflow >= PLACES + THREADS
