"""A form changes what it is for: whatever columns somebody adds to it, the same is written as without them."""

import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.tables import metadata
from tests.access.forgetting import forget_everything
from tests.access.records import Browse, Ids
from tests.access.test_matrix import CHANGED, address

# What some form asks for by this name, and so may write.
ASKED = {
    "attained", "challenges", "check_back_on", "earlier", "email", "ending", "ends_on", "form_key", "helped", "kind",
    "level", "name", "note", "number", "observed_on", "other_areas", "own_words", "pace", "point_now", "reason",
    "revision", "role", "setting", "situation", "starts_on", "target", "text",
}  # fmt: skip
# What is published stays out of the picture: no form writes it, and it is long.
PUBLISHED = {"element", "framework", "indicator", "profile", "profile_version", "scale", "scale_point"}
# What is drawn anew for each request, or follows from it.
DRAWN = {"hash", "request_id", "token_digest"}
_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\$argon2\S+")


def columns() -> list[str]:
    found = {column.name for table in metadata.tables.values() for column in table.columns}
    return sorted(found - ASKED)


@pytest.mark.parametrize("person", ["wren", "cora", "ash", "ali", "sue", "gus", "ada"])
def test_columns_in_a_form_write_nothing(database: Database, signed_in: Browse, ids: Ids, person: str) -> None:
    kept: list[set[str]] = []
    browser, known = signed_in(person), {str(one) for one in ids.values()}
    forget_everything(database, lambda db: kept.append(rows(db, known)))
    changes = [change for change, answer in CHANGED.items() if answer[person] == "yes"]
    with database.reading() as db:
        before, written = [rows(db, known)], 0
    assert len(columns()) > 60
    assert len(changes) > 3
    for change in changes:
        path, _, query = address(change, ids).partition("?")
        form = dict(parse_qsl(query))
        plain = (browser.post(path, form).status_code, kept[-1:])
        kept.clear()
        added: dict[str, Any] = dict.fromkeys(columns(), str(ids["otto"]))
        crowded = (browser.post(path, added | form).status_code, kept[-1:])
        kept.clear()
        assert crowded == plain, change
        written += plain[1] not in ([], before)
    # The picture does show what is written.
    assert written > 1


def rows(db: Session, known: set[str]) -> set[str]:
    """Every row of every table that people write; of its ids those that are known, as others are drawn anew."""
    found: set[str] = set()
    for name, table in metadata.tables.items():
        if name not in PUBLISHED:
            for row in db.execute(sa.select(*(column for column in table.columns if column.name not in DRAWN))):
                found.add(name + _ID.sub(lambda id_: id_[0] if id_[0] in known else "new", str(tuple(row))))
    return found
