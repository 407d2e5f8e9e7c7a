"""Cora and Wren in the invented county have met last month, and meet tomorrow."""

from datetime import timedelta

import sqlalchemy as sa

from app.clock import day_of
from app.coaching.models import CoachingSession
from app.coaching.row_models import Commitment
from app.coaching.rules import State
from app.coaching.text_models import PrivateNote
from app.db import Database
from tests.demo.conftest import NOVEMBER

ZONE = "America/Los_Angeles"


def test_one_was_closed_last_month_and_one_is_planned_for_tomorrow(november: Database) -> None:
    with november.reading() as db:
        found = {one.state: one for one in db.scalars(sa.select(CoachingSession))}
        said = list(db.scalars(sa.select(Commitment)))
        notes = list(db.scalars(sa.select(PrivateNote)))
    assert set(found) == {State.HELD, State.PLANNED}
    held, planned = found[State.HELD], found[State.PLANNED]
    assert (held.minutes_spent, held.closed_at is not None and held.closed_at < NOVEMBER) == (50, True)
    assert day_of(held.starts_at, ZONE).month == (day_of(NOVEMBER, ZONE).replace(day=1) - timedelta(days=1)).month
    assert day_of(planned.starts_at, ZONE) == day_of(NOVEMBER, ZONE) + timedelta(days=1)
    assert {one.owner.value for one in said} == {"worker", "coach"}
    assert [one.author_id for one in notes] == [held.coach_id]
