"""The database: one engine, and one transaction for each request."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
from anyio import CancelScope
from fastapi import Depends, Request
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

# Requests that hold a connection at a time. The pool keeps more than that, for what asks before its place or within
# one thread: as many again, and so more than there are threads.
PLACES = 16
_POOL: dict[str, Any] = {"pool_size": PLACES, "max_overflow": PLACES}
READ_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Job = Callable[[Session], None]
_AFTERWARDS = "afterwards"
# So long a request waits for its turn to write, for a lock or for a connection, in seconds.
TURN_SECONDS = 10
# PostgreSQL ends a wait and a question by itself, because no thread of ours can be stopped. A commit has no limit:
# one that waits for the standby and is cut off would look saved and might be gone after a failover.
_POSTGRES_LIMITS = f"-c lock_timeout={TURN_SECONDS}s -c statement_timeout=25s"


class BusyError(Exception):
    """The database had no turn for this request. Nothing was stored, and a little later there will be one."""


class LateError(Exception):
    """The request took too long, and so nothing of it is stored."""


class Database:
    """An engine with a door for reading and a door for writing."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._reader = self.engine.execution_options(postgresql_readonly=True)
        self._writer = self.engine.execution_options(writes=True)
        # SQLite lets one writer in at a time and its own waiting is unfair: one writer can starve for
        # seconds. Requests queue here instead, in order, without holding a thread while they wait.
        self._queue = asyncio.Lock()
        # Whoever waits for a connection in the pool holds a thread, and those who have one need threads to go on:
        # with many requests at once everybody would stand still. They wait here instead, and hold nothing.
        self._places = asyncio.Semaphore(PLACES)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._reader, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction for the command line and the demonstration; committed when the block ends well."""
        with Session(self._writer, expire_on_commit=False) as db:
            yield db
            db.commit()

    @asynccontextmanager
    async def reading_aside(self) -> AsyncIterator[Session]:
        """A session for reading that never holds the event loop up: with a far server, closing takes a while."""
        async with self._places:
            db = Session(self._reader, expire_on_commit=False)
            try:
                yield db
            finally:
                await _close(db)

    @asynccontextmanager
    async def writing_in_turn(self, *, until: float = float("inf")) -> AsyncIterator[Session]:
        """A transaction when its turn has come. Whoever is not done by `until`, on the monotonic clock, keeps nothing.

        Raises BusyError when no turn comes for a while, and LateError when there is no time left to commit.
        """
        async with self._turn() if self.is_sqlite else nullcontext(), self._places:
            db = Session(self._writer, expire_on_commit=False)
            try:
                yield db
                if time.monotonic() > until:
                    raise LateError
                await run_in_threadpool(db.commit)
            finally:
                await _close(db)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._queue.acquire()
        except TimeoutError:
            raise BusyError from None
        try:
            yield
        finally:
            self._queue.release()


async def whole_body(request: Request) -> None:
    """Whatever is sent has arrived; reading it again, as a form or otherwise, waits for nobody.

    A page that can do nothing else gives back what was typed, so it stays with the request.
    """
    if request.method not in READ_METHODS:
        request.state.sent = await request.body()


# Comes before the turn to write: whoever sends slowly must not keep the others waiting.
WholeBody = Annotated[None, Depends(whole_body)]


async def transaction(request: Request, _body: WholeBody) -> AsyncIterator[Session]:
    database: Database = request.app.state.database
    if request.method in READ_METHODS:
        async with database.reading_aside() as db:
            yield db
        await _do(database, db.info.get(_AFTERWARDS, ()))
    else:
        async with database.writing_in_turn(until=getattr(request.state, "deadline", float("inf"))) as db:
            yield db


# The scope is load-bearing. By default FastAPI ends a dependency after the answer has left, so a
# commit that failed would still have told the person "saved". With `function` it commits first.
Db = Annotated[Session, Depends(transaction, scope="function")]


def afterwards(db: Session, job: Job) -> None:
    """Do this in a transaction that writes: this one, or for a page that only reads, one of its own.

    That one comes after the page is made and before it leaves, so no page leaves whose job could not be done.
    """
    if db.get_bind().get_execution_options().get("writes"):
        job(db)
    else:
        db.info.setdefault(_AFTERWARDS, []).append(job)


async def _do(database: Database, jobs: Sequence[Job]) -> None:
    if jobs:
        async with database.writing_in_turn() as db:
            for job in jobs:
                await run_in_threadpool(job, db)


async def _close(db: Session) -> None:
    # Shielded: whoever goes away in the middle of a request must not take a connection along.
    with CancelScope(shield=True):
        await run_in_threadpool(db.close)


def _postgres_engine(url: str) -> Engine:
    return sa.create_engine(
        url, pool_pre_ping=True, hide_parameters=True, pool_timeout=TURN_SECONDS,
        connect_args={"options": _POSTGRES_LIMITS}, **_POOL,
    )  # fmt: skip


def _sqlite_engine(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    # Parameters hold what people typed, and the text of an error may reach a log.
    engine = sa.create_engine(url, hide_parameters=True, **_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions start late and commit early; ours begin where `_begin_sqlite` says.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A page that is only read can change nothing, whatever a route does by mistake.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
