"""Addresses, headers, forms and bodies that are too long or never end: a page that says so, and nothing stored."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, select
from structlog.testing import capture_logs

from app import db as foundation
from app.db import Database, Db
from app.frameworks.queries import profiles_in_force
from app.people.models import Unit
from app.web.deadline import REQUEST_SECONDS, Deadline
from app.web.forms import MOST_FIELDS, PostedForm
from tests.conftest import Browser
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
FORM = b"application/x-www-form-urlencoded"


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def names(ask: Ask) -> list[str]:
    return sorted(ask(select(Unit.name)))


@pytest.mark.parametrize("path", ["/", "/agency/units", "/static/icon.svg", "/nowhere"])
@pytest.mark.parametrize("long", ["x" * 2048, "?page=" + "x" * 2048, "?" + "a=1&" * 600])
def test_an_address_over_two_kibibytes_is_refused_in_words(ada: Browser, path: str, long: str) -> None:
    answer = ada.get(path + long)
    assert answer.status_code == 414
    assert "This address is too long" in answer.text
    assert "content-security-policy" in answer.headers


def test_an_address_that_just_fits_is_read(ada: Browser) -> None:
    assert ada.get("/agency/units?x=" + "x" * (2048 - len("/agency/units") - 2)).status_code == 200


def test_whoever_is_signed_out_and_asks_for_a_long_address_is_not_led_to_one_that_is_too_long(app: FastAPI) -> None:
    answer = Browser(app).get("/agency?x=" + "%25" * 600)
    assert answer.status_code == 303
    assert Browser(app).get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("name", ["Cookie", "Accept", "X-Forwarded-For", "Referer"])
def test_headers_over_sixteen_kibibytes_are_refused_in_words(ada: Browser, name: str) -> None:
    answer = ada.get("/agency", **{name: "ninestep=" + "x" * 16_384})
    assert answer.status_code == 431
    assert "Your browser sends too much" in answer.text


def test_many_small_headers_are_counted_together(ada: Browser) -> None:
    assert ada.get("/agency", **{f"X-{number}": "y" * 50 for number in range(100)}).status_code == 200
    assert ada.get("/agency", **{f"X-{number}": "y" * 50 for number in range(400)}).status_code == 431


@pytest.mark.parametrize(("more", "status"), [(598, 303), (599, 400), (5000, 400)])
def test_a_form_of_more_than_six_hundred_fields_is_refused_in_words(
    ada: Browser, ask: Ask, more: int, status: int
) -> None:
    answer = ada.post("/agency/units", {"name": "Intake"} | {f"x{number}": "1" for number in range(more)})
    assert answer.status_code == status
    assert ("It holds more than any page of Ninestep asks for." in answer.text) == (status == 400)
    assert ("Intake" in names(ask)) == (status == 303)


def test_the_fullest_sheet_has_fewer_fields_than_a_form_may_have(db: Session) -> None:
    found = [
        sum(4 + len(element.indicators) for element in version.profile.rateable_elements)
        for version in profiles_in_force(db)
    ]
    assert 50 < max(found) < MOST_FIELDS * 2 / 3


def scope_of(ada: Browser, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    own = [
        (b"content-type", FORM), (b"sec-fetch-site", b"same-origin"), (b"x-csrf-token", ada.token.encode()),
        (b"cookie", b"ninestep=" + (ada.client.cookies["ninestep"] or "").encode()),
    ]  # fmt: skip
    return {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/agency/units", "raw_path": b"/agency/units",
        "root_path": "", "scheme": "http", "query_string": b"", "server": ("127.0.0.1", 8000), "client": ("1", 1),
        "headers": [*own, *headers], "state": {},
    }  # fmt: skip


async def send_to(app: Any, scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """Status, headers and text of the answer, as a server would get them."""
    found: dict[str, Any] = {"body": b""}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            found.update(
                status=message["status"], headers={name.decode(): value.decode() for name, value in message["headers"]}
            )
        else:
            found["body"] += message.get("body", b"")

    await app(scope, receive, send)
    return found


def endless(piece: bytes, pause: float) -> tuple[Callable[[], Awaitable[dict[str, Any]]], list[int]]:
    """A body that never ends, and how many pieces of it were taken."""
    taken = [0]

    async def receive() -> dict[str, Any]:
        taken[0] += 1
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": piece, "more_body": True}

    return receive, taken


@pytest.mark.parametrize("length", [None, b"10", b"0", b"999999999999"])
def test_a_body_without_end_is_read_up_to_the_limit_whatever_length_it_claims(
    app: FastAPI, ada: Browser, ask: Ask, length: bytes | None
) -> None:
    headers = [(b"content-length", length)] if length else [(b"transfer-encoding", b"chunked")]
    receive, taken = endless(b"name=Intake&" + b"x" * 1012, 0)
    answer = asyncio.run(send_to(app, scope_of(ada, *headers), receive))
    assert answer["status"] == 413
    assert b"larger than this page takes" in answer["body"]
    assert taken[0] <= 258
    assert names(ask) == ["North", "South", "West"]


def test_a_body_of_one_byte_at_a_time_is_given_up_after_its_time(app: FastAPI, ada: Browser, ask: Ask) -> None:
    receive, _ = endless(b"x", 0.05)
    began = time.monotonic()
    answer = asyncio.run(send_to(Deadline(app, seconds=0.4), scope_of(ada), receive))
    assert answer["status"] == 503
    assert 0.3 < time.monotonic() - began < 5
    assert (answer["headers"]["retry-after"], answer["headers"]["connection"]) == ("5", "close")
    assert b"Nothing is stored of what you sent." in answer["body"]
    assert names(ask) == ["North", "South", "West"]


def test_whoever_goes_away_while_sending_breaks_nothing(app: FastAPI, ada: Browser, ask: Ask) -> None:
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b"name=Intake&rest=", "more_body": True}, {"type": "http.disconnect"},
    ]  # fmt: skip

    async def receive() -> dict[str, Any]:
        return pieces.pop(0)

    with capture_logs() as logs:
        answer = asyncio.run(send_to(app, scope_of(ada), receive))
    assert answer["status"] == 400
    assert [line for line in logs if line["log_level"] != "info"] == []
    assert names(ask) == ["North", "South", "West"]


def test_a_request_has_thirty_seconds() -> None:
    assert REQUEST_SECONDS == 30
    assert foundation.TURN_SECONDS < REQUEST_SECONDS


def test_what_takes_longer_than_its_time_is_not_stored_and_says_so(
    app: FastAPI, ada: Browser, ask: Ask, world: World
) -> None:
    """A thread cannot be stopped, so it ends its work; its work is thrown away, and the answer is true."""

    @app.post("/probe/slow")
    def slow(db: Db, form: PostedForm) -> str:
        db.add(Unit(agency_id=world.agency, name="Late"))
        db.flush()
        time.sleep(0.5)
        return "saved"

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = scope_of(ada) | {"path": "/probe/slow", "raw_path": b"/probe/slow"}
    assert asyncio.run(send_to(Deadline(app, seconds=0.3), scope | {"state": {}}, receive))["status"] == 503
    assert asyncio.run(send_to(app, scope | {"state": {}}, receive))["status"] == 200
    assert names(ask).count("Late") == 1


def test_whoever_gets_no_turn_to_write_is_told_when_to_come_back(
    app: FastAPI, ada: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foundation, "TURN_SECONDS", 0.2)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"name=Intake", "more_body": False}

    async def while_another_writes() -> tuple[int, int]:
        async with database.writing_in_turn():
            refused = await send_to(app, scope_of(ada), receive)
        served = await send_to(app, scope_of(ada), receive)
        return refused["status"], served["status"]

    # PostgreSQL lets many write at once: there the first is served, and the second finds the name taken.
    assert asyncio.run(while_another_writes()) == ((503, 303) if database.is_sqlite else (303, 422))


def test_whoever_waits_for_another_process_too_long_is_told_the_same(
    ada: Browser, database: Database, ask: Ask, world: World
) -> None:
    """SQLite waits some seconds for another process; PostgreSQL for a row that somebody else is changing."""
    engine = sa.create_engine(database.engine.url)
    if database.is_sqlite:
        sa.event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=100"))
        database.engine.dispose()
    else:
        sa.event.listen(database.engine, "begin", lambda one: one.exec_driver_sql("SET LOCAL lock_timeout = '100ms'"))
    with engine.connect() as other:
        other.exec_driver_sql("UPDATE unit SET name = 'Held' WHERE name = 'North'")
        answer = ada.post(f"/agency/units/{world.units['north']}", {"name": "Mine"})
        other.rollback()
    engine.dispose()
    assert (answer.status_code, answer.headers.get("retry-after")) == (503, "5")
    assert "That took too long" in answer.text
    assert ada.post(f"/agency/units/{world.units['north']}", {"name": "Mine"}).status_code == 303
    assert "Mine" in names(ask)
