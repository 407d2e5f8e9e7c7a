"""A program that does all it is asked and keeps nothing: every request's transaction is rolled back."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlmodel import Session

from app.audit.entries import put_on_record
from app.db import Database


def forget_everything(database: Database, look: Callable[[Session], object] = lambda _db: None) -> None:
    """So one database serves for every change that everybody may try. `look` sees what was about to be kept."""

    keeping = database.writing_in_turn

    @asynccontextmanager
    async def forgetting() -> AsyncIterator[Session]:
        with Session(database.engine.execution_options(writes=True), expire_on_commit=False) as db:
            yield db
            put_on_record(db)
            db.flush()
            look(db)

    def in_turn(*, until: float | None = None) -> AbstractAsyncContextManager[Session]:
        # A request's own transaction has a deadline; what is noted beside it, such as a refusal, is kept.
        return keeping() if until is None else forgetting()

    database.writing_in_turn = in_turn  # type: ignore[method-assign,assignment] # of this one database, in a test
