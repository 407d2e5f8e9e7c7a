"""The world with every relation in it, and a browser for each person in it."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.db import Database
from tests.access.people import browsers
from tests.access.records import Browse, Ids, fill
from tests.conftest import Browser
from tests.world import World


@pytest.fixture
def open_browser(app: FastAPI, database: Database) -> Callable[[World], Browse]:
    def of(world: World) -> Browse:
        signed_in = browsers(database, world)
        return lambda name: signed_in(name, Browser(app))

    return of


@pytest.fixture
def filled(db: Session, world: World, open_browser: Callable[[World], Browse]) -> tuple[World, Ids]:
    return fill(db, world, open_browser)


@pytest.fixture
def ids(filled: tuple[World, Ids]) -> Ids:
    return filled[1]


@pytest.fixture
def signed_in(filled: tuple[World, Ids], open_browser: Callable[[World], Browse]) -> Browse:
    """A browser of each person, signed in once."""
    browse, known = open_browser(filled[0]), dict[str, Browser]()

    def as_person(name: str) -> Browser:
        if name not in known:
            known[name] = browse(name)
        return known[name]

    return as_person
