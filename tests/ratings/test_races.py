"""Two tabs at the same instant: both pass every check, and the database lets one of them through."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from time import sleep
from typing import Any

import httpx2
import pytest

from app.db import Database
from app.people.access import Viewer
from app.ratings import actions
from app.ratings.models import Assessment
from app.ratings.rules import Answer
from tests.clock import Clock
from tests.conftest import Browser
from tests.ratings.conftest import Desk

THURSDAY = date(2026, 11, 12)
TO_THURSDAY = {"observed_on": "2026-11-12", "note-content": "Typed and kept.", "revision-content": "0"}


@pytest.fixture
def while_another_tab_moves_to_thursday(
    browse: Callable[..., Browser], desk: Desk, database: Database, viewer: Callable[[str], Viewer], clock: Clock
) -> Callable[[str], tuple[Browser, str, httpx2.Response]]:
    """Posts to a draft while another draft takes Thursday, in a transaction that commits a moment later."""

    def post(part: str) -> tuple[Browser, str, httpx2.Response]:
        other = desk.draft("cora", "wren", on=date(2026, 11, 13))
        path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4)})}"
        cora, who = browse("cora"), viewer("cora")
        with ThreadPoolExecutor(1) as second_tab:
            with database.writing() as db:
                moved = db.get_one(Assessment, other)
                actions.change_details(db, who, moved, observed_on=THURSDAY, setting=None, were=None, at=clock())
                db.flush()
                waiting = second_tab.submit(cora.post, f"{path}{part}", TO_THURSDAY | {"revision-content": "1"})
                sleep(0.5)
            return cora, path, waiting.result()

    return post


@pytest.mark.parametrize("part", ["", "/details"])
def test_a_day_taken_at_the_same_instant_is_explained_and_nothing_is_lost(
    while_another_tab_moves_to_thursday: Callable[[str], Any], part: str
) -> None:
    cora, path, answer = while_another_tab_moves_to_thursday(part)
    assert answer.status_code == 422
    assert "You have another draft of this profile for this day." in answer.text
    if not part:
        assert "Typed and kept." in answer.text
    stored = cora.get(path)
    assert stored.status_code == 200
    assert 'value="2026-11-16"' in stored.text
    assert "Typed and kept." not in stored.text
