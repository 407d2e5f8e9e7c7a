"""The page for each thing that can go wrong: one clear sentence, and one way on."""

import math
import traceback
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.db import READ_METHODS, BusyError, LateError
from app.web.errors import (
    ConflictError,
    DoneAlreadyError,
    NotFoundError,
    ProblemsError,
    RefusedError,
    SignInNeededError,
    TooFastError,
    TooManyFieldsError,
)
from app.web.forms import typed_text
from app.web.pages import page, see_other

log = structlog.get_logger()

_LONGEST_WAY_BACK = 2000


def install(app: FastAPI) -> None:
    app.add_exception_handler(NotFoundError, _not_found)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(SignInNeededError, _sign_in_needed)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(ConflictError, _conflict)
    app.add_exception_handler(ProblemsError, _problems)
    app.add_exception_handler(IntegrityError, _overtaken)
    app.add_exception_handler(DoneAlreadyError, _done_already)
    app.add_exception_handler(TooManyFieldsError, _too_many_fields)
    app.add_exception_handler(TooFastError, _too_fast)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(OperationalError, _operational)
    for busy in (BusyError, LateError, NoConnectionError):
        app.add_exception_handler(busy, _busy)
    app.add_exception_handler(HTTPException, _http)


# An address whose id is no id at all (RequestValidationError on the path) is simply not there.
def _not_found(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.NOT_FOUND)


def _sign_in_needed(request: Request, error: Exception) -> Response:
    if request.method in READ_METHODS:
        way_back = "/sign-in?" + urlencode({"next": str(error)})
        # Written into another address it may have grown longer than an address may be.
        return see_other(way_back if len(way_back) < _LONGEST_WAY_BACK else "/sign-in")
    # A form's text must not be thrown away by a redirect: the page says what happened and gives it back.
    sentence = "You are signed out, so nothing was saved. Sign in, open the page again, and send it once more."
    return error_page(request, HTTPStatus.UNAUTHORIZED, sentence)


def _refused(request: Request, error: Exception) -> Response:
    return error_page(request, HTTPStatus.FORBIDDEN, str(error))


def _conflict(request: Request, error: Exception) -> Response:
    way = error.way if isinstance(error, ConflictError) else None
    return error_page(request, HTTPStatus.CONFLICT, str(error), way=way)


# Two people made the same thing at once; each passed every check, and the database let one of them through.
def _overtaken(request: Request, error: Exception) -> Response:
    if "unique" not in str(getattr(error, "orig", "")).lower():
        return broken(request, error)
    return error_page(request, HTTPStatus.CONFLICT, "Somebody did the same just before you. Load the page again.")


def _problems(request: Request, error: Exception) -> Response:
    sentences = error.problems.values() if isinstance(error, ProblemsError) else ()
    return error_page(request, HTTPStatus.UNPROCESSABLE_ENTITY, " ".join(sentences))


def _done_already(_request: Request, error: Exception) -> Response:
    return see_other(str(error))


def _too_many_fields(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.BAD_REQUEST)


# Somebody closed the page while it was sending. Nobody reads this answer, and nothing is wrong.
def _gone(request: Request, _error: Exception) -> Response:
    return error_page(request, HTTPStatus.BAD_REQUEST)


def _too_fast(request: Request, error: Exception) -> Response:
    seconds = error.seconds if isinstance(error, TooFastError) else 1
    wait = f"{seconds} seconds" if seconds <= _LONG_IN_SECONDS else f"{math.ceil(seconds / 60)} minutes"
    sentence = f"A lot came from you in a short time. Nothing is lost: go back, wait {wait}, and send it again."
    return _again_in(seconds, error_page(request, HTTPStatus.TOO_MANY_REQUESTS, sentence))


def _busy(request: Request, error: Exception) -> Response:
    response = _again_in(_BUSY_SECONDS, error_page(request, HTTPStatus.SERVICE_UNAVAILABLE))
    if isinstance(error, LateError):
        # What is left of a body that trickles in is not waited for.
        response.headers["Connection"] = "close"
    return response


# Another process holds the one turn to write that SQLite has, or PostgreSQL ended a wait: nothing is wrong, only full.
def _operational(request: Request, error: Exception) -> Response:
    cause = getattr(error, "orig", None)
    is_busy = "database is locked" in str(cause) or getattr(cause, "sqlstate", "") in _BUSY_STATES
    return _busy(request, error) if is_busy else broken(request, error)


def _again_in(seconds: int, response: Response) -> Response:
    response.headers["Retry-After"] = str(seconds)
    return response


def _http(request: Request, error: Exception) -> Response:
    status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    return error_page(request, status)


def broken(request: Request, error: Exception) -> Response:
    # The error's own text may hold what a person typed, so the log keeps its kind and place, not its words.
    places = [f"{Path(step.filename).name}:{step.lineno}" for step in traceback.extract_tb(error.__traceback__)]
    log.error("request broke", kind=type(error).__name__, places=places[-8:])
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


_PAGES = frozenset({400, 401, 403, 404, 409, 413, 414, 422, 429, 431, 500, 503})
# Longer waits are told in minutes.
_LONG_IN_SECONDS = 120
_BUSY_SECONDS = 5
# PostgreSQL's names for a lock or a question that took too long, and for two that waited for each other.
_BUSY_STATES = frozenset({"55P03", "57014", "40P01", "40001"})


def error_page(
    request: Request, status: HTTPStatus, sentence: str | None = None, *, way: tuple[str, str] | None = None
) -> Response:
    typed = [] if request.method in READ_METHODS else typed_text(request)
    return page(
        request, f"errors/{_page_for(status)}.html", status=status.value, sentence=sentence, typed=typed,
        way=way or ("/", "Go to Today"),
    )  # fmt: skip


def _page_for(status: HTTPStatus) -> int:
    if status.value in _PAGES:
        return status.value
    if status.value >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return 500
    return 404
