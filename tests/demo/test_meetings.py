"""Everybody who is coached in the invented county has met the coach every few weeks, and it reads as if they had."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.clock import day_of
from app.coaching import ground
from app.coaching.models import CoachingSession
from app.coaching.row_models import Commitment
from app.coaching.rules import Owner, Plan, State, minutes_problem, plan_problems
from app.coaching.text_models import CoachingText
from app.db import Database
from app.demo import meeting_words
from app.demo.build import EVERYBODY
from app.frameworks.queries import profiles_in_force
from app.guard.spots import spots_in
from app.people.access import runs_at
from app.people.models import Account, Agreement
from tests.demo.conftest import NOVEMBER
from tests.demo.test_coaching import ZONE

TEXTS = (
    *meeting_words.NOTES, *meeting_words.WORKING_WELL, *meeting_words.OF_WORKER, *meeting_words.OF_COACH,
    *meeting_words.PRACTICED, *meeting_words.PLACES,
)  # fmt: skip


def held(database: Database) -> list[CoachingSession]:
    with database.reading() as db:
        rows = sa.select(CoachingSession).where(col(CoachingSession.state) == State.HELD)
        return list(db.scalars(rows.order_by(col(CoachingSession.starts_at))))


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_in_it_names_somebody(text: str) -> None:
    assert spots_in(text) == []
    assert {member.first_name for member in EVERYBODY} & set(text.replace("’", " ").split()) == set()


def test_everybody_with_a_coach_has_met_the_coach(november: Database) -> None:
    with november.reading() as db:
        running = set(db.scalars(sa.select(col(Agreement.worker_id)).where(runs_at(Agreement, NOVEMBER))))
    lately = {one.worker_id for one in held(november) if one.starts_at > NOVEMBER - timedelta(days=60)}
    assert len(running) > 10
    assert running <= lately


def test_they_met_every_few_weeks_and_never_twice_at_once(november: Database) -> None:
    of_worker: dict[UUID, list[CoachingSession]] = defaultdict(list)
    for one in held(november):
        of_worker[one.worker_id].append(one)
    gaps = [(later.starts_at - one.starts_at).days for own in of_worker.values() for one, later in pairwise(own)]
    assert min(gaps) >= 7
    assert sorted(gaps)[len(gaps) // 2] in range(24, 40)
    assert max(len(own) for own in of_worker.values()) > 18


def test_each_holds_what_a_coaching_session_must(november: Database) -> None:
    """They were not planned and closed as people do it, so what is refused there is asked of each here."""
    rows = held(november)
    with november.reading() as db:
        agreements = {one.id: one for one in db.scalars(sa.select(Agreement))}
        keys = {version.profile_id: version.element_ids for version in profiles_in_force(db)}
        notes = set(db.scalars(sa.select(col(CoachingText.session_id))))
    for one in rows:
        agreement = agreements[one.agreement_id]
        assert (one.worker_id, one.coach_id) == (agreement.worker_id, agreement.coach_id)
        assert one.closed_at is not None
        assert agreement.opens_at is not None
        bounds = ground.bounds_of(agreement, ZONE)
        plan = Plan(one.starts_at, one.planned_minutes, one.place, ("", one.element_key))
        assert plan_problems(plan, bounds, now=one.created_at) == {}
        assert minutes_problem(one.minutes_spent) is None
        assert one.minutes_spent in range(30, 80)
        assert agreement.opens_at <= one.created_at <= one.starts_at < one.closed_at <= NOVEMBER
        assert day_of(one.closed_at, ZONE) == day_of(one.starts_at, ZONE)
        assert agreement.closes_at is None or one.closed_at < agreement.closes_at
        assert one.element_key in keys[one.profile_id]
    assert {one.id for one in rows} == notes


def test_what_was_said_is_done_or_let_go_by_its_owner_and_the_newest_is_open(november: Database) -> None:
    with november.reading() as db:
        said = list(db.scalars(sa.select(Commitment)))
        names = {one.id: one.name for one in db.scalars(sa.select(Account))}
    kinds = defaultdict(list)
    for one in said:
        owner = one.worker_id if one.owner is Owner.WORKER else one.coach_id
        assert {one.done_by, one.let_go_by} <= {owner, None}
        ended = one.done_at or one.let_go_at
        assert ended is None or one.added_at < ended < NOVEMBER
        kinds["done" if one.done_at else "let go" if one.let_go_at else "open"].append(one)
    assert min(len(ones) for ones in kinds.values()) > 5
    assert len(kinds["done"]) > len(kinds["let go"]) + len(kinds["open"])
    assert len({names[one.worker_id] for one in kinds["open"]}) > 10
