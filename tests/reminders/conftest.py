"""An office with a mail server."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from app.db import Database
from app.settings import Settings
from tests.clock import Clock
from tests.conftest import ORIGIN
from tests.mailbox import receiving
from tests.reminders.given import Office


@pytest.fixture
def office(database: Database, database_url: str, clock: Clock) -> Iterator[Office]:
    with receiving() as (kept, port):
        settings = Settings(
            database_url=database_url, origin=ORIGIN, smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"),
            mail_from="ninestep@bay.example",
        )  # fmt: skip
        yield Office(database, clock, kept, settings)
