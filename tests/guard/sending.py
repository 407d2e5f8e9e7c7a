"""A text that may name somebody, sent with a form, and what was counted of it."""

import re
from typing import Any

import httpx2
import sqlalchemy as sa

from app import tables
from app.db import Database
from tests.guard.every_form import Form, Given

MARKED = "Her son Jayden said on the phone, 530-555-0123, that it is better now."


def counted(database: Database) -> dict[str, int]:
    table = tables.metadata.tables["guard_count"]
    with database.reading() as db:
        return {row.kind.value: row.kept for row in db.execute(sa.select(table.c.kind, table.c.kept))}


def mark_of(answer: httpx2.Response) -> str:
    found = re.search(r'<button[^>]*name="as_written"\s+value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def send(given: Given, form: Form, **changes: Any) -> httpx2.Response:
    return given.browse(form.person).post(form.address, {**form.fields, **changes})
