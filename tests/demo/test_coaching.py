"""Cora and Wren in the invented county have met last month, and meet tomorrow."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col

from app.clock import day_of
from app.coaching.models import CoachingSession
from app.coaching.row_models import Commitment
from app.coaching.rules import State
from app.coaching.text_models import PrivateNote
from app.db import Database
from app.people.models import Account
from tests.demo.conftest import NOVEMBER

ZONE = "America/Los_Angeles"


def test_one_was_closed_last_month_and_one_is_planned_for_tomorrow(november: Database) -> None:
    with november.reading() as db:
        people = {one.name: one.id for one in db.scalars(sa.select(Account))}
        of_two = (
            col(CoachingSession.worker_id) == people["Wren Castillo"],
            col(CoachingSession.coach_id) == people["Cora Lindqvist"],
        )
        rows = db.scalars(sa.select(CoachingSession).where(*of_two).order_by(col(CoachingSession.starts_at)))
        # Of those that are closed the newest.
        found = {one.state: one for one in rows}
        said = list(db.scalars(sa.select(Commitment).where(col(Commitment.session_id) == found[State.HELD].id)))
        notes = list(db.scalars(sa.select(PrivateNote)))
    assert set(found) == {State.HELD, State.PLANNED}
    held, planned = found[State.HELD], found[State.PLANNED]
    assert (held.minutes_spent, held.closed_at is not None and held.closed_at < NOVEMBER) == (50, True)
    assert day_of(held.starts_at, ZONE).month == (day_of(NOVEMBER, ZONE).replace(day=1) - timedelta(days=1)).month
    assert day_of(planned.starts_at, ZONE) == day_of(NOVEMBER, ZONE) + timedelta(days=1)
    assert {one.owner.value for one in said} == {"worker", "coach"}
    assert [one.author_id for one in notes] == [held.coach_id]
