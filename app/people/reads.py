"""Who opened whose record, and who asked for what is not theirs: on record before the answer leaves."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
import structlog
from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col
from starlette.concurrency import run_in_threadpool

from app.audit.entries import acting_as, on_record, record_once
from app.audit.models import AuditEntry
from app.clock import Now
from app.db import BusyError, Database, afterwards
from app.people.access import Viewer
from app.web.errors import NotFoundError, RefusedError

log = structlog.get_logger()

# So many different refusals of one person are told in an hour. One more entry says that there were others.
MOST_REFUSALS = 20


class Opened(StrEnum):
    """What of a person's record a page shows."""

    PAGE = "page"
    ASSESSMENTS = "assessments"
    ASSESSMENT = "assessment"
    EARLIER_POINTS = "earlier-points"
    PAIR = "pair"
    COACHING_SESSIONS = "coaching-sessions"
    COACHING_SESSION = "coaching-session"
    GOALS = "goals"
    GOAL = "goal"
    NEXT_STEP = "next-step"
    LIST = "list"


def opened(db: Session, viewer: Viewer, *people: UUID, what: Opened, now: datetime) -> None:
    """The viewer is shown something of these people's records: once an hour for each person and kind of page.

    Nobody is noted for the own record. A page that was noted within the hour costs one question and no writing.
    """
    names = {f"{viewer.id} {person} {what} {_hour(now)}": person for person in people if person != viewer.id}
    known = on_record(db, names)
    new = {once: person for once, person in names.items() if once not in known}
    if new:
        afterwards(db, lambda writer: _note(writer, viewer, new, what, now))


def _note(db: Session, viewer: Viewer, people: Mapping[str, UUID], what: Opened, now: datetime) -> None:
    acting_as(db, viewer.role_words)
    for once, person in people.items():
        record_once(
            db, once, at=now, actor_id=viewer.id, agency_id=viewer.agency_id, action="record:open",
            subject=("account", person), what=what.value,
        )  # fmt: skip


class Refusal(NamedTuple):
    """Its name for the hour, the id that was asked for, and what else is told of it."""

    once: str
    asked: UUID | None
    details: dict[str, str | int]


async def refusals_on_record(request: Request, now: Now) -> AsyncIterator[None]:
    """Around every route: who was refused what, once an hour for each thing asked for, up to a number of them.

    It surrounds the request's own transaction, which is undone by then and no longer in anybody's way.
    """
    try:
        yield
    except (NotFoundError, RefusedError) as error:
        viewer: Viewer | None = getattr(request.state, "viewer", None)
        if viewer is not None:
            await _keep(request, viewer, error, now)
        raise


async def _keep(request: Request, viewer: Viewer, error: Exception, now: datetime) -> None:
    database: Database = request.app.state.database
    refusal, more = _refusal(request, viewer, error, now), _more(viewer, now)
    try:
        async with database.reading_aside() as db:
            is_known = await run_in_threadpool(on_record, db, {refusal.once, more.once})
        # Whoever asks for a thousand pages takes no thousand turns to write.
        if not is_known:
            async with database.writing_in_turn() as db:
                await run_in_threadpool(_note_refusal, db, viewer, refusal, now)
    except (SQLAlchemyError, BusyError):
        # The refusal stands either way, and nothing was shown.
        log.error("a refusal is not on record")


def _refusal(request: Request, viewer: Viewer, error: Exception, now: datetime) -> Refusal:
    # The route's pattern and the id that was asked for, never the address itself: it may hold what was typed.
    route = f"{request.method} {getattr(request.scope.get('route'), 'path', '')}"
    asked = next((found for value in request.path_params.values() if (found := _id(value))), None)
    status = HTTPStatus.FORBIDDEN if isinstance(error, RefusedError) else HTTPStatus.NOT_FOUND
    once = f"{viewer.id} {route[:90]} {asked} {_hour(now)}"
    return Refusal(once, asked, {"route": route, "status": status.value})


def _more(viewer: Viewer, now: datetime) -> Refusal:
    return Refusal(f"{viewer.id} more refusals {_hour(now)}", None, {"more": True})


def _note_refusal(db: Session, viewer: Viewer, refusal: Refusal, now: datetime) -> None:
    once, asked, details = refusal if _refusals_of(db, viewer, now) < MOST_REFUSALS else _more(viewer, now)
    acting_as(db, viewer.role_words)
    record_once(
        db, once, at=now, actor_id=viewer.id, agency_id=viewer.agency_id, action="access:refuse",
        subject=("page", asked), outcome="refused", **details,
    )  # fmt: skip


def _refusals_of(db: Session, viewer: Viewer, now: datetime) -> int:
    of_hour = (
        col(AuditEntry.actor_id) == viewer.id, col(AuditEntry.action) == "access:refuse",
        col(AuditEntry.at) >= now.replace(minute=0, second=0, microsecond=0),
    )  # fmt: skip
    return db.scalar(sa.select(sa.func.count()).select_from(AuditEntry).where(*of_hour)) or 0


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _hour(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H")
