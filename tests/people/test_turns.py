"""Two administrators save at once, and what must not overlap does not."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.db import Database
from app.people.actions import add_position
from app.people.models import Account, Agreement, Position, PositionKind, Unit
from app.people.permits import Level
from app.web.errors import ProblemsError
from tests.agreements.given import draft, signed
from tests.clock import START
from tests.world import World

Ask = Callable[[Any], list[Any]]
COACHES = ("cora", "theo")


@pytest.fixture
def drafts(database: Database, world: World) -> dict[str, UUID]:
    """Cora and Theo are each to coach Sol from December on, and have signed; Sol has not."""
    with database.writing() as db:
        made = {coach: draft(db, world, coach=coach, supervisor=None, level=Level.ACTIVITY) for coach in COACHES}
        for coach, agreement in made.items():
            signed(db, world, agreement, coach)
        return {coach: agreement.id for coach, agreement in made.items()}


def sign_as_sol(db: Session, world: World, drafts: dict[str, UUID], coach: str) -> None:
    signed(db, world, db.get_one(Agreement, drafts[coach]), "sol")


def move_sol(db: Session, world: World, unit: str) -> None:
    add_position(
        db, None, db.get_one(Account, world["sol"]), unit=db.get_one(Unit, world.units[unit]),
        kind=PositionKind.SOCIAL_WORKER, starts_on=date(2026, 12, 1), ends_on=None, at=START,
    )  # fmt: skip


def both_at_once(database: Database, world: World, act: Callable[[Session, World, str], None], *choices: str) -> None:
    """The second asks after the first has written and before the first is committed; it is refused."""

    def second() -> None:
        with database.writing() as db:
            act(db, world, choices[1])

    with ThreadPoolExecutor(max_workers=1) as pool:
        with database.writing() as db:
            act(db, world, choices[0])
            following = pool.submit(second)
            # As long as the first is under way, the second waits: it neither succeeds nor fails.
            assert wait([following], timeout=1).done == set()
        with pytest.raises(ProblemsError) as refused:
            following.result(timeout=30)
    assert set(refused.value.problems) <= {"starts_on", "sign"}


def test_two_agreements_signed_at_once_become_one(
    database: Database, world: World, drafts: dict[str, UUID], ask: Ask
) -> None:
    both_at_once(database, world, lambda db, world, coach: sign_as_sol(db, world, drafts, coach), "cora", "theo")
    signed_ones = select(Agreement).where(
        col(Agreement.worker_id) == world["sol"], col(Agreement.opens_at).is_not(None)
    )
    assert [agreement.coach_id for agreement in ask(signed_ones)] == [world["cora"]]


def test_two_positions_saved_at_once_become_one(database: Database, world: World, ask: Ask) -> None:
    both_at_once(database, world, move_sol, "north", "south")
    of_sol = select(Position).where(col(Position.account_id) == world["sol"]).order_by(col(Position.starts_on))
    assert [(held.unit_id, held.ends_on) for held in ask(of_sol)] == [
        (world.units["south"], date(2026, 11, 30)), (world.units["north"], None),
    ]  # fmt: skip
