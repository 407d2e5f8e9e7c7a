"""One moves the plan while the other writes: nobody waits for somebody who waits for them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from app.coaching.models import CoachingSession
from app.coaching.rules import Part
from app.coaching.text_models import CoachingText
from app.db import Database
from app.people.access import Viewer
from app.people.queries import take_turn
from tests.clock import START
from tests.coaching.given import Browse, planned
from tests.world import World


def test_who_writes_in_a_coaching_session_is_not_held_up_by_who_has_the_writers_turn(
    database: Database, browse: Browse, world: World, viewer: Callable[[str], Viewer]
) -> None:
    """Moving takes the worker's turn and then the coaching session; writing has that first, and names the worker."""
    session_id = UUID(planned(browse("cora"), world).rpartition("/")[2])
    wren, moves, writes = viewer("wren"), Event(), Event()

    def move() -> None:
        with database.writing() as db:
            take_turn(db, wren.id)
            moves.set()
            # SQLite has one writer at a time, so that nobody comes.
            writes.wait(timeout=0.2 if database.is_sqlite else 5)
            db.get_one(CoachingSession, session_id, with_for_update=True)

    def write() -> None:
        moves.wait(timeout=5)
        with database.writing() as db:
            db.get_one(CoachingSession, session_id, with_for_update=True)
            writes.set()
            said = CoachingText(
                session_id=session_id, part=Part.NOTE, text="She came.", saved_by=wren.id, saved_at=START
            )
            db.add(said)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(move), pool.submit(write)]:
            one.result(timeout=20)
    with database.reading() as db:
        assert list(db.scalars(sa.select(col(CoachingText.text)))) == ["She came."]
