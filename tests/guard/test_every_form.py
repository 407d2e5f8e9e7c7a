"""In every form a text that may name somebody comes back to its writer once, and is kept as the writer decides."""

import re
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa

from app import tables
from app.db import Database
from tests.guard.every_form import ASKED, NOT_GUARDED, SAVED_BY_ITSELF, Given
from tests.guard.sending import MARKED, counted, mark_of, send

# What a refusal may write: that somebody was there.
_PRESENCE = {"sign_in", "audit_entry"}


def rows(database: Database) -> dict[str, list[Any]]:
    with database.reading() as db:
        return {
            name: sorted(map(repr, db.execute(sa.select(table)).all()))
            for name, table in tables.metadata.tables.items()
            if name not in _PRESENCE
        }


def held(database: Database, column: str) -> list[str]:
    table, _, name = column.partition(".")
    with database.reading() as db:
        return list(db.scalars(sa.select(tables.metadata.tables[table].c[name])))


@pytest.mark.parametrize("name", ASKED)
def test_it_comes_back_with_the_spot_marked_and_is_kept_as_written_when_it_comes_again(
    name: str, given: Given, database: Database
) -> None:
    form, columns = ASKED[name].make(given), ASKED[name].columns
    before = rows(database)
    marked = dict.fromkeys(columns, MARKED)
    answer = send(given, form, **marked)
    assert answer.status_code == 422
    assert rows(database) == before
    page = " ".join(unescape(answer.text).split())
    assert page.count(MARKED) >= len(columns)
    for field in columns:
        assert re.search(rf'aria-describedby="[^"]*\bcaution-{field}"', page)
        assert f'id="caution-{field}"' in page
        assert f'href="#field-{field}"' in page
    assert page.count("<mark>Jayden</mark> said on the phone, <mark>530-555-0123</mark>") == len(columns)
    assert ("Save as written" if len(columns) == 1 else "Save all as written") in page
    assert page.count("the text with “Jayden”") == len(columns)
    again = send(given, form, **marked, as_written=mark_of(answer))
    assert again.status_code == 303, again.text
    for column in columns.values():
        # The outcomes of a goal are rows of one column.
        assert held(database, column) == [MARKED] * list(columns.values()).count(column)
    # A draft is its author's alone; what is kept of it counts when others read it.
    times = 0 if name == "draft of a goal" else len(columns)
    assert counted(database) == ({"phone": times, "name": times} if times else {})


@pytest.mark.parametrize("name", ASKED)
def test_other_words_are_kept_without_a_question(name: str, given: Given, database: Database) -> None:
    assert send(given, ASKED[name].make(given)).status_code == 303
    assert counted(database) == {}


@pytest.mark.parametrize("name", SAVED_BY_ITSELF)
def test_a_field_that_saves_itself_is_kept_and_says_it_beside(name: str, given: Given, database: Database) -> None:
    form = SAVED_BY_ITSELF[name].make(given)
    ((field, column),) = SAVED_BY_ITSELF[name].columns.items()
    answer = send(given, form, **{field: MARKED})
    assert answer.status_code == 200
    page = " ".join(unescape(answer.text).split())
    assert f'<div role="status" id="caution-{field}" data-caution>' in page
    assert "<mark>Jayden</mark> said on the phone" in page
    assert "Save as written" not in page
    assert MARKED in held(database, column)
    whole = given.browse(form.person).get(re.sub(r"/(elements|answers|sheet)/.*", "", form.address))
    assert "<mark>530-555-0123</mark>" in whole.text
    assert re.search(rf'aria-describedby="[^"]*\bcaution-{field}"', " ".join(whole.text.split()))


def test_every_column_of_text_is_guarded_or_says_why_not() -> None:
    every = {
        f"{table.name}.{column.name}"
        for table in tables.metadata.tables.values()
        for column in table.columns
        if _is_text(column.type)
    }
    guarded = {column for one in (*ASKED.values(), *SAVED_BY_ITSELF.values()) for column in one.columns.values()}
    assert not guarded & set(NOT_GUARDED)
    assert guarded | set(NOT_GUARDED) == every


def _is_text(kind: Any) -> bool:
    plain = kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
    return isinstance(plain, sa.String) and not isinstance(plain, sa.Enum)


def test_no_column_has_a_name_that_forms_use_for_what_was_shown() -> None:
    names = {column.name for table in tables.metadata.tables.values() for column in table.columns}
    assert not names & {"shown", "as_written"}
