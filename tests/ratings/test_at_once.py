"""Worker and coach submit at the same instant: one pair, and it is open."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
import sqlalchemy as sa

from app.db import Database
from app.frameworks.queries import in_force
from app.people.access import Viewer
from app.ratings import actions
from app.ratings.models import Assessment, Pair
from app.ratings.rules import Answer
from tests.clock import Clock
from tests.conftest import Browser
from tests.ratings.conftest import Desk, submit
from tests.world import World

FOUR = {"content": Answer(point=4)}


@pytest.mark.parametrize(("first", "second"), [("wren", "cora"), ("cora", "wren")])
def test_two_who_submit_at_once_share_one_pair_and_see_each_other(
    browse: Callable[..., Browser], desk: Desk, database: Database, viewer: Callable[[str], Viewer], clock: Clock,
    world: World, first: str, second: str,
) -> None:  # fmt: skip
    early, late = desk.draft(first, "wren", answers=FOUR), desk.draft(second, "wren", answers=FOUR)
    browser, who = browse(second), viewer(first)
    with ThreadPoolExecutor(1) as other_office:
        with database.writing() as db:
            version = in_force(db, world.profiles["safety-mapping"])
            actions.submit(db, who, db.get_one(Assessment, early), version, at=clock())
            db.flush()
            # The pair's row is there and nobody can see it yet.
            waiting = other_office.submit(submit, browser, f"/assessments/{late}")
            sleep(0.5)
        answer = waiting.result()
    with database.reading() as db:
        (pair,) = db.scalars(sa.select(Pair))
        marks = [(row.pair_id, row.after_opening) for row in db.scalars(sa.select(Assessment))]
    assert (pair.worker_opened_at, pair.coach_opened_at) == (clock(), clock())
    assert marks == [(pair.id, False)] * 2
    assert answer.headers["location"] == f"/pairs/{pair.id}?done=pair-open"
