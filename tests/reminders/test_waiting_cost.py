"""What a digest asks of the database."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.db import Database
from app.reminders.waiting import waiting_for
from tests.clock import START
from tests.coaching.given import planned
from tests.conftest import Browser
from tests.goals.given import wren_stands_at
from tests.reminders.given import agreed
from tests.stories import viewer_of
from tests.world import World

Count = Callable[[Callable[[], object]], int]


# With the whole page of the day it would be 28, 30, 33 and 24.
@pytest.mark.parametrize(("name", "most"), [("wren", 16), ("cora", 16), ("sue", 18), ("ada", 15)])
def test_a_digest_asks_for_what_it_tells_and_not_for_a_page(
    name: str, most: int, database: Database, db: Session, world: World, browse: Callable[..., Browser],
    count_queries: Count,
) -> None:  # fmt: skip
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    planned(browse("cora"), world, day="2026-11-18")
    viewer = viewer_of(db, world, name)
    db.rollback()

    def ask() -> None:
        with database.reading() as reader:
            waiting_for(reader, viewer, now=START)

    ask()
    assert count_queries(ask) == most
