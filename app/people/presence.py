"""Keeping that somebody is here: after the page is made, once a minute at most, never in a reader's transaction."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import Depends, Request
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.db import READ_METHODS, BusyError, Database
from app.people.sign_ins import touch

log = structlog.get_logger()


async def keeping_presence(request: Request) -> AsyncIterator[None]:
    """Declared before the request's own transaction, so it ends after it: whoever waits here holds no connection."""
    yield
    noted: tuple[UUID, datetime] | None = getattr(request.state, "presence", None)
    if noted is None:
        return
    database: Database = request.app.state.database
    try:
        async with database.writing_in_turn() as db:
            await run_in_threadpool(touch, db, noted[0], at=noted[1])
    except (SQLAlchemyError, BusyError) as error:
        # The page was read well; at worst its reader signs in again a little sooner.
        log.warning("presence not kept", kind=type(error).__name__)


KeepsPresence = Annotated[None, Depends(keeping_presence, scope="function")]


def keep_presence(request: Request, db: Session, sign_in_id: UUID, *, at: datetime) -> None:
    """Keep it with a change that is under way, or after a page that only reads."""
    if request.method in READ_METHODS:
        request.state.presence = (sign_in_id, at)
    else:
        touch(db, sign_in_id, at=at)
