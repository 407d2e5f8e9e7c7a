"""Rows are added one after the other: each leads to the empty field, and an empty one is told what is missing."""

import re

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from app.coaching.models import AgendaLine
from app.coaching.row_models import Barrier, Commitment, Practiced
from app.db import Database
from tests.coaching.given import Browse, fields_of, plain, planned, words, write
from tests.world import World

ROWS: dict[str, tuple[dict[str, str], str, str]] = {
    "agenda": ({"new-line": "Leave"}, "new-line", "Write what you want to talk about."),
    "practiced": (
        {"new-practiced": "A role play", "new-practiced-kind": "together"}, "new-practiced",
        "Write in a few words what it was.",
    ),
    "barriers": ({"new-barrier": "court"}, "new-barrier", "Choose what stood in the way."),
    "commitments": (
        {"new-commitment": "Call", "new-commitment-owner": "coach", "new-commitment-by": "2026-11-20"},
        "new-commitment", "Write what will be done.",
    ),
}  # fmt: skip
TABLES: tuple[type[SQLModel], ...] = (AgendaLine, Practiced, Barrier, Commitment)


def count(db: Session) -> int:
    return sum(db.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in TABLES)


@pytest.mark.parametrize("go", ROWS)
def test_an_empty_row_is_told_what_is_missing_beside_its_field_and_nothing_is_added(
    browse: Browse, world: World, database: Database, go: str
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    form, field, said = ROWS[go]
    # What has a choice from the start is chosen, and the rest is empty.
    empty = {name: value if name.endswith(("kind", "owner")) else "" for name, value in form.items()}
    sheet = fields_of(cora.get(at).text) | empty | {"go": go, "part-next": "Invite the neighbor."}
    refused = cora.post(f"{at}/sheet", sheet)
    page = plain(refused.text)
    assert refused.status_code == 422
    assert f'<a href="#field-{field}">{said}</a>' in page
    assert f'id="error-{field}">{said}<' in page
    assert re.search(rf'id="field-{field}" name="{field}" aria-invalid="true" aria-describedby="error-{field}"', page)
    assert "Invite the neighbor.</textarea>" in page
    # The other rows are left alone.
    assert page.count('class="error"') == (2 if go == "commitments" else 1)
    with database.reading() as db:
        assert count(db) == 0
    # Saving everything asks for no row.
    assert cora.post(f"{at}/sheet", sheet | {"go": "save"}).status_code == 303


@pytest.mark.parametrize("go", ROWS)
def test_a_row_that_is_added_leads_to_its_empty_field_and_taken_out_to_those_that_are_left(
    browse: Browse, world: World, go: str
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    form, field, _ = ROWS[go]
    answer = write(cora, at, **form, go=go)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}?done=saved#field-{field}")
    page = cora.get(at).text
    assert re.search(rf'<(textarea|select)\s+id="field-{field}"', page)
    assert fields_of(page).get(field, "") == ""
    (row,) = re.findall(r'name="remove"\s+value="([^"]*)"', page)
    answer = write(cora, at, remove=row)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}?done=saved#{go}")
    assert f'id="{go}"' in cora.get(at).text
    assert "Take out" not in words(cora, at)


@pytest.mark.parametrize("go", ROWS)
def test_enter_in_a_row_leads_to_the_same_place_as_its_own_button(browse: Browse, world: World, go: str) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    form, field, _ = ROWS[go]
    answer = write(cora, at, **form, go="save")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}?done=saved#field-{field}")
    assert write(cora, at, go="save").headers["location"] == f"{at}?done=saved"
