"""The county as tests build it: some of its people, so that it is there soon."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.schema import upgrade
from app.db import Database
from app.demo.build import EVERYBODY, build
from app.demo.cast import Member

NOVEMBER = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
_CAST = {"Cora", "Theo", "Priya", "Wren", "Lee", "Ash", "Sue", "Stan", "Sol", "Ada"}
_MORE = {"Marcus", "Ines", "Tomas", "Hana", "Zoe", "Abel", "Chloe", "Gina", "Noor"}
SOME: tuple[Member, ...] = tuple(member for member in EVERYBODY if member.first_name in _CAST)
MORE: tuple[Member, ...] = tuple(member for member in EVERYBODY if member.first_name in _CAST | _MORE)


def county(folder: Path, now: datetime, members: tuple[Member, ...] = SOME) -> Database:
    url = f"sqlite:///{folder / 'demo.db'}"
    folder.mkdir(parents=True, exist_ok=True)
    upgrade(url)
    database = Database(url)
    with database.writing() as db:
        build(db, now, members)
    return database


@pytest.fixture(scope="session")
def november(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return county(tmp_path_factory.mktemp("county"), NOVEMBER, MORE)
