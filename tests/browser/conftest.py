"""The running program and a real browser signed in as one of the people."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page

from app.db import Database
from app.main import create_app, state_of
from app.people.actions import open_sign_in
from app.people.models import Account
from app.people.signin import digest, new_token
from app.people.time_outs import TimeOuts
from app.settings import Settings
from tests.browser.story import Told, tell
from tests.clock import Clock
from tests.conftest import PATIENT, Template, speak_like
from tests.world import World


@dataclass
class Live:
    """The program, serving on this machine."""

    origin: str
    database: Database


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@dataclass
class Served:
    """One program for a whole run; each test gives it a database, a clock and limits of its own."""

    program: FastAPI
    origin: str

    @contextmanager
    def with_world(
        self, template: Template, database_url: str, clock: Clock, time_outs: TimeOuts | None = PATIENT
    ) -> Iterator[Live]:
        state = state_of(Settings(database_url=database_url, origin=self.origin))
        speak_like(template.engine, state.database)
        state.now = clock
        state.time_outs = time_outs or state.time_outs
        self.program.state = state
        yield Live(self.origin, state.database)
        state.database.engine.dispose()


@pytest.fixture(scope="session")
def served(empty_url: str) -> Iterator[Served]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    program = create_app(Settings(database_url=empty_url, origin=origin))
    server = uvicorn.Server(uvicorn.Config(program, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(program, origin)
    server.should_exit = True
    thread.join()


@pytest.fixture
def live(served: Served, template: Template, database_url: str, clock: Clock) -> Iterator[Live]:
    with served.with_world(template, database_url, clock) as live:
        yield live


@pytest.fixture
def told(live: Live, world: World) -> Told:
    """Wren's year stands in the running program's database."""
    with live.database.writing() as db:
        return tell(db, world)


@pytest.fixture
def open_as(live: Live, browser: Browser, world: World, clock: Clock) -> Iterator[Callable[..., Page]]:
    """`open_as("cora", 390)` is a page of Cora's browser, that many pixels wide; without a name, a stranger's."""
    with opening(live, browser, world, clock) as as_person:
        yield as_person


@contextmanager
def opening(live: Live, browser: Browser, world: World, clock: Clock) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []

    def as_person(first_name: str, width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live.origin, viewport={"width": width, "height": 900}, locale="en-US", **options
        )
        if first_name:
            token = new_token()
            with live.database.writing() as db:
                open_sign_in(db, db.get_one(Account, world[first_name]), token_digest=digest(token), at=clock())
            context.add_cookies([{"name": "ninestep", "value": token, "url": live.origin}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield as_person
    for context in contexts:
        context.close()
