"""Too much, or too strange, gets a clear answer and stores nothing."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app.db import Database
from app.people.models import Unit
from tests.conftest import Browser
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def test_a_form_of_ordinary_size_is_read(ada: Browser) -> None:
    assert ada.post("/agency/units", {"name": "x" * 200, "rest": "y" * 250_000}).status_code == 303


def test_a_larger_one_is_refused_in_words(ada: Browser, db: Session) -> None:
    answer = ada.post("/agency/units", {"name": "Intake", "rest": "y" * 263_000})
    assert answer.status_code == 413
    assert "larger than this page takes" in answer.text
    assert "Intake" not in db.exec(select(Unit.name)).all()


def test_a_body_that_hides_its_size_is_counted_as_it_comes(ada: Browser) -> None:
    def pieces() -> Iterator[bytes]:
        yield f"csrf_token={ada.token}&name=".encode()
        for _ in range(300):
            yield b"x" * 1024

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ada.client.post("/agency/units", content=pieces(), headers=headers)
    assert answer.status_code == 413
    assert "larger than this page takes" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"&".join(b"a%d=1" % number for number in range(1500)),
        b"\xff\xfe\x00", b"%", b"%ED%A0%80=%ED%A0%80", b"=" * 900, b"name=%00", b"csrf_token=%ff",
    ],
)  # fmt: skip
def test_a_strange_body_breaks_nothing(ada: Browser, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": ada.token}
    assert ada.client.post("/agency/units", content=body, headers=headers).status_code in (400, 403, 422)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "ninestep=" + "x" * 15_000}, {"Cookie": "=; ;;; ninestep"}, {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}, {"Accept": "x" * 15_000},
        {"Range": "bytes=0-1"}, {"Sec-Fetch-Site": "x" * 5_000}, {"HX-Request-Type": "partial"},
    ],
)  # fmt: skip
def test_a_strange_header_breaks_nothing(browse: Browse, headers: dict[str, str]) -> None:
    answer = browse().get("/sign-in", **headers)
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


def test_a_forged_host_moves_nobody_elsewhere(browse: Browse) -> None:
    answer = browse().get("/agency", Host="evil.example")
    assert answer.headers["location"] == "/sign-in?next=%2Fagency"


@pytest.mark.parametrize(
    "path",
    [
        "/agency/units/%00", "/agency/units/..%2f..%2fetc", "/agency/units/-1", "/agency/accounts/" + "9" * 400,
        "/agency/units/", "/agency//units", "/%ff", "/sign-in?next=%ff%00", "/sign-in?done=%3Cscript%3E",
    ],
)  # fmt: skip
def test_a_strange_address_breaks_nothing(ada: Browser, path: str) -> None:
    answer = ada.get(path)
    assert answer.status_code in (303, 404)
    assert "<script>" not in answer.text


def test_a_slow_sender_keeps_nobody_waiting(app: FastAPI, ada: Browser, database: Database) -> None:
    """While one body trickles in, another form is saved."""
    token = ada.token
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "path": "/agency/units", "raw_path": b"/agency/units",
        "root_path": "", "scheme": "http", "query_string": b"", "server": ("127.0.0.1", 8000), "client": ("1", 1),
        "headers": [
            (b"content-type", b"application/x-www-form-urlencoded"), (b"sec-fetch-site", b"same-origin"),
            (b"cookie", b"ninestep=" + (ada.client.cookies["ninestep"] or "").encode()),
        ],
    }  # fmt: skip

    async def post(name: str, gate: asyncio.Event | None) -> int:
        status = 0

        async def receive() -> dict[str, object]:
            if gate:
                await gate.wait()
            return {"type": "http.request", "body": f"csrf_token={token}&name={name}".encode(), "more_body": False}

        async def send(message: dict[str, object]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(str(message["status"]))

        await app({**scope, "state": {}}, receive, send)  # type: ignore[arg-type] # plain dicts are what servers send
        return status

    async def both() -> list[int]:
        gate = asyncio.Event()
        slow = asyncio.create_task(post("Slow", gate))
        await asyncio.sleep(0.05)
        quick = await asyncio.wait_for(post("Quick", None), timeout=5)
        gate.set()
        return [quick, await slow]

    assert asyncio.run(both()) == [303, 303]


def test_the_rating_form_takes_a_sheet_of_long_notes_and_no_more(browse: Browse, db: Session, world: World) -> None:
    draft = assess(db, world, "cora", "wren", date(2026, 11, 12), {"context": 5}, submit=False)
    db.commit()
    cora = browse("cora")
    assert (
        cora.post(f"/assessments/{draft.id}", {"note-context": "x" * 9_000, "rest": "y" * 900_000}).status_code != 413
    )
    assert cora.post(f"/assessments/{draft.id}", {"rest": "y" * 1_100_000}).status_code == 413


@pytest.mark.parametrize("path", ["/profiles/a%00b", "/profiles/sop/a%00b", "/people?page=%00", "/%00"])
def test_an_address_with_a_nul_in_it_leads_nowhere(ada: Browser, path: str) -> None:
    assert ada.get(path).status_code == 404
