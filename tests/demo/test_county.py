"""The invented county: the same every time, true on any day, and never beside a real agency."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.db import Database
from app.demo.build import EVERYBODY, build, is_built
from app.goals.anchors import Anchor
from app.goals.models import Goal, GoalOutcome, GoalReview
from app.goals.rules import Ending, GoalState
from app.people.models import Account, Agency, Agreement
from app.people.permits import Role
from app.ratings.models import Amendment, Assessment, Pair, Rating
from app.ratings.rules import Kind, State
from app.shelf.models import ShelfGift
from app.shelf.rules import GiftState
from tests.demo.conftest import MORE, NOVEMBER, SOME, county

MONTH = timedelta(days=31)


def told(database: Database) -> list[tuple[Any, ...]]:
    """Every point with whose it is, every goal, agreement and pair, in an order that does not hang on random ids."""
    points = (
        sa.select(
            col(Account.name), col(Assessment.kind), col(Assessment.observed_on), col(Rating.point), col(Rating.note)
        )
        .join(Assessment, col(Assessment.worker_id) == col(Account.id))
        .join(Rating, col(Rating.assessment_id) == col(Assessment.id))
    )
    goals = sa.select(
        col(Goal.state), col(Goal.ending), col(Goal.from_point), col(Goal.target_point), col(Goal.check_back_on)
    )
    agreements = sa.select(col(Agreement.starts_on), col(Agreement.opens_at), col(Agreement.earlier))
    pairs = sa.select(col(Pair.month), col(Pair.worker_opened_at), col(Pair.coach_opened_at))
    with database.reading() as db:
        rows = [row for question in (points, goals, agreements, pairs) for row in db.execute(question)]
    return sorted((tuple(row) for row in rows), key=repr)


def test_the_same_day_tells_the_same_stories(november: Database, tmp_path: Path) -> None:
    assert told(county(tmp_path, NOVEMBER, MORE)) == told(november)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 1, 1, 9, 0, tzinfo=UTC),
        datetime(2028, 3, 1, 3, 30, tzinfo=UTC),
        datetime(2026, 10, 31, 23, 59, tzinfo=UTC),
    ],
    ids=["on New Year's morning", "in the evening of a leap day", "on the last day of a month"],
)
def test_it_can_be_built_and_nothing_in_it_lies_ahead(tmp_path: Path, now: datetime) -> None:
    with county(tmp_path, now).reading() as db:
        latest = db.scalar(sa.select(sa.func.max(Assessment.submitted_at)))
        count = db.scalar(sa.select(sa.func.count()).select_from(Assessment)) or 0
    assert latest is not None
    assert latest <= now
    assert count > 200


def test_every_page_has_something_true_to_show(november: Database) -> None:
    with november.reading() as db:
        states = set(db.exec(select(Goal.state)))
        endings = set(db.exec(select(Goal.ending))) - {None}
        kinds = set(db.exec(select(Assessment.kind)))
        reasons = set(db.exec(select(Rating.reason))) - {None}
        drafts = [row for row in db.exec(select(Assessment.state)) if row is State.DRAFT]
    assert (states, endings, kinds) == (set(GoalState), set(Ending), set(Kind))
    assert len(reasons) > 4
    assert drafts != []


def test_the_whole_county_has_forty_workers_and_two_years() -> None:
    workers = [member for member in EVERYBODY if Role.WORKER in member.roles]
    assert len(workers) >= 40
    assert max(member.months for member in workers) == 24


def test_no_two_people_share_a_first_name() -> None:
    assert len({member.first_name for member in EVERYBODY}) == len(EVERYBODY)


def test_nobody_in_it_has_a_password(november: Database) -> None:
    with november.reading() as db:
        assert set(db.exec(select(Account.password_hash))) == {None}


def test_it_is_not_built_beside_a_real_agency(db: Session) -> None:
    with pytest.raises(RuntimeError, match="real agency"):
        build(db, NOVEMBER, SOME)
    db.rollback()
    assert db.exec(select(Agency).where(col(Agency.invented).is_(True))).first() is None


def test_what_is_there_is_known_and_kept(november: Database) -> None:
    with november.reading() as db:
        assert is_built(db)


def test_something_was_amended_and_something_withdrawn_with_reasons(november: Database) -> None:
    with november.reading() as db:
        states = dict(
            db.execute(sa.select(col(Assessment.state), sa.func.count()).group_by(col(Assessment.state))).all()
        )
        reasons = [(one.successor_id is None, len(one.reason) > 40) for one in db.exec(select(Amendment))]
    assert (states[State.AMENDED], states[State.WITHDRAWN]) == (1, 1)
    assert sorted(reasons) == [(False, True), (True, True)]


def test_three_texts_stand_on_the_shelf_and_one_waits_for_a_coach(november: Database) -> None:
    with november.reading() as db:
        gifts = list(db.exec(select(ShelfGift)))
    assert Counter(gift.state for gift in gifts) == {GiftState.APPROVED: 3, GiftState.WAITING: 1}
    assert len({gift.giver_id for gift in gifts}) == 4
    assert {gift.from_point is None for gift in gifts} == {True, False}


def test_some_said_what_each_outcome_would_look_like_and_looked_back_at_one(november: Database) -> None:
    with november.reading() as db:
        of_goals = set(db.scalars(sa.select(col(GoalOutcome.goal_id))))
        said = set(db.scalars(sa.select(col(GoalReview.attained)).where(col(GoalReview.goal_id).in_(of_goals))))
        elsewhere = db.scalars(sa.select(col(GoalReview.attained)).where(col(GoalReview.goal_id).not_in(of_goals)))
        assert set(elsewhere) == {None}
    assert Anchor.EXPECTED in said


def test_nobody_is_said_to_be_there_before_a_point_says_so_and_the_next_step_starts_there(november: Database) -> None:
    with november.reading() as db:
        goals = list(db.exec(select(Goal).order_by(col(Goal.proposed_at))))
        said = {one.goal_id: one.point_now for one in db.exec(select(GoalReview))}
    reached = [one for one in goals if one.ending is Ending.ACHIEVED and one.target_point]
    assert len(reached) > 10
    for goal in reached:
        assert (said[goal.id] or goal.target_point or 0) >= (goal.target_point or 0)
        assert [one for one in goals if is_soon_after(one, goal) and one.from_point < (goal.target_point or 0)] == []


def is_soon_after(one: Goal, goal: Goal) -> bool:
    """Whether this is the next step on the element, set within a month, before a point may have fallen."""
    on_it = (one.worker_id, one.element_id) == (goal.worker_id, goal.element_id)
    return on_it and bool(one.proposed_at and goal.ended_at and timedelta() <= one.proposed_at - goal.ended_at < MONTH)
