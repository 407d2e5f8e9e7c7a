"""The program is killed in the middle of saving, again and again: what it confirmed is there, and nothing is half."""

import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread
from uuid import UUID

import httpx2
import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.audit.models import AuditEntry
from app.audit.verify import verify
from app.clock import now
from app.db import Database
from app.frameworks.models import Element
from app.people.actions import open_sign_in
from app.people.models import Account, Unit
from app.people.signin import digest, new_token
from app.ratings.models import Rating, Seen
from app.settings import ROOT
from app.web import csrf
from tests.stories import assess
from tests.world import World

# A handful with every run of the tests; NINESTEP_KILLS=50 for a release.
KILLS = int(os.environ.get("NINESTEP_KILLS", "4"))
ELEMENTS = ("stakeholders", "context", "content")


@dataclass
class Ledger:
    """What the program said it has saved, kept outside of it: unit names, and by element the number of a save."""

    units: list[str] = field(default_factory=list)
    saves: dict[str, int] = field(default_factory=dict)
    tried: int = 0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Server:
    """The program as it is served, in a process of its own."""

    def __init__(self, url: str, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        env = os.environ | {"NINESTEP_DATABASE_URL": url, "NINESTEP_ORIGIN": self.origin}
        command = [sys.executable, "-m", "uvicorn", "app.main:app", "--factory", "--port", str(port)]
        self.process = subprocess.Popen(
            [*command, "--log-level", "error"], env=env, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        for _ in range(400):
            try:
                if httpx2.get(f"{self.origin}/healthz").status_code == 200:
                    return
            except httpx2.TransportError:
                time.sleep(0.05)
        raise AssertionError("The program did not start.")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def tokens(database: Database, world: World) -> dict[str, str]:
    made = {name: new_token() for name in ("ada", "wren")}
    with database.writing() as db:
        for name, token in made.items():
            open_sign_in(db, db.get_one(Account, world[name]), token_digest=digest(token), at=now())
    return made


@pytest.fixture
def start(database_url: str) -> Iterator[Callable[[], Server]]:
    port, started = free_port(), list[Server]()

    def one() -> Server:
        started.append(Server(database_url, port))
        return started[-1]

    yield one
    for server in started:
        server.kill()


def client_of(server: Server, token: str) -> httpx2.Client:
    return httpx2.Client(
        base_url=server.origin, cookies={"ninestep": token}, timeout=5,
        headers={"Sec-Fetch-Site": "same-origin", "X-CSRF-Token": csrf.token_of(token)},
    )  # fmt: skip


def add_units(server: Server, token: str, ledger: Ledger, stop: Event) -> None:
    """Each unit is a row and an entry of the trail."""
    with client_of(server, token) as client:
        while not stop.is_set():
            ledger.tried += 1
            name = f"Unit {ledger.tried}"
            try:
                if client.post("/agency/units", data={"name": name}).status_code == 303:
                    ledger.units.append(name)
            except httpx2.TransportError:
                return


def save_elements(server: Server, token: str, draft: UUID, ledger: Ledger, stop: Event) -> None:
    """Each save is a point, a note and a tap that belong together: all three tell the same number."""
    with client_of(server, token) as client:
        while not stop.is_set():
            ledger.tried += 1
            number, element = ledger.tried, ELEMENTS[ledger.tried % len(ELEMENTS)]
            point, note, tap = of_number(number)
            form = {f"point-{element}": str(point), f"note-{element}": note, f"seen-{element}": tap}
            try:
                if client.post(f"/assessments/{draft}/elements/{element}", data=form).status_code == 200:
                    ledger.saves[element] = number
            except httpx2.TransportError:
                return


def of_number(number: int) -> tuple[int, str, str]:
    return 1 + number % 9, f"Save {number}.", "e1" if number % 2 else "a1"


def assert_nothing_is_lost(db: Session, draft: UUID, units: Ledger, sheet: Ledger) -> None:
    kept = Counter(db.scalars(sa.select(col(Unit.name)).where(col(Unit.name).startswith("Unit "))))
    assert [name for name in units.units if kept[name] != 1] == []
    noted = db.scalar(sa.select(sa.func.count()).where(col(AuditEntry.action) == "unit:add"))
    assert noted == db.scalar(sa.select(sa.func.count()).select_from(Unit))
    assert verify(db)[1] == []
    for element, confirmed in sheet.saves.items():
        row = db.execute(
            sa.select(col(Rating.point), col(Rating.note), col(Seen.indicator_key))
            .join(Element, col(Element.id) == col(Rating.element_id))
            .join(Seen, col(Seen.rating_id) == col(Rating.id))
            .where(col(Rating.assessment_id) == draft, col(Element.key) == element)
        ).one()
        number = int(row.note.split()[1].rstrip("."))
        # What was not confirmed may be there as well, and then whole.
        assert number >= confirmed
        assert (row.point, row.note, row.indicator_key) == of_number(number)


def _wait_until_both_are_confirmed(units: Ledger, sheet: Ledger) -> None:
    """A program that has just begun is slow; it is killed in the middle of its work, not before it."""
    before = len(units.units), max(sheet.saves.values(), default=0)
    for _ in range(600):
        if len(units.units) > before[0] and max(sheet.saves.values(), default=0) > before[1]:
            return
        time.sleep(0.05)


def test_a_killed_program_has_lost_nothing_that_it_confirmed(
    database: Database, world: World, tokens: dict[str, str], start: Callable[[], Server]
) -> None:
    with database.writing() as db:
        draft = assess(db, world, "wren", "wren", now().date(), {"content": 1}, submit=False).id
    units, sheet, pick = Ledger(), Ledger(), random.Random(2026)  # noqa: S311 - chance, not a secret
    for _ in range(KILLS):
        server, stop = start(), Event()
        writers = [
            Thread(target=add_units, args=(server, tokens["ada"], units, stop)),
            Thread(target=save_elements, args=(server, tokens["wren"], draft, sheet, stop)),
        ]
        for writer in writers:
            writer.start()
        _wait_until_both_are_confirmed(units, sheet)
        time.sleep(pick.uniform(0.05, 0.4))
        server.kill()
        stop.set()
        for writer in writers:
            writer.join()
        with database.reading() as db:
            assert_nothing_is_lost(db, draft, units, sheet)
            if database.is_sqlite:
                assert db.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    # Something was confirmed, or nothing was put to the test.
    assert units.units
    assert sheet.saves
