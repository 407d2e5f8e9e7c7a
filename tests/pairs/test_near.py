"""Which pairs wait for whom: what the page of the day asks."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.actions import end_now
from app.pairs.queries import PairRow, pairs_near
from app.people.models import Account, Agreement
from app.ratings.rules import Kind
from tests.stories import assess, open_pair, viewer_of
from tests.world import World

LATER = datetime(2026, 11, 25, 18, tzinfo=UTC)
FOUR = {"content": 4}


def near(db: Session, world: World, name: str) -> list[PairRow]:
    db.flush()
    return pairs_near(db, viewer_of(db, world, name), LATER)


def test_a_sealed_pair_waits_for_the_one_who_has_not_rated(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", date(2026, 11, 12), FOUR, opened=False)
    (for_wren,), (for_cora,) = near(db, world, "wren"), near(db, world, "cora")
    assert (for_wren.id, for_wren.state, for_wren.own_side) == (own.pair_id, "theirs", Kind.SELF)
    assert (for_cora.id, for_cora.state, for_cora.own_side) == (own.pair_id, "yours", Kind.COACH)
    assert (for_cora.worker_name, for_cora.coach_name) == ("Wren Castillo", "Cora Lindqvist")
    assert (for_cora.month, for_cora.opened_at) == (date(2026, 11, 1), None)
    assert for_cora.lapses_at == datetime(2027, 1, 1, 8, tzinfo=UTC)


def test_an_open_pair_says_since_when_and_whether_somebody_declared(db: Session, world: World) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), FOUR, opened=False)
    coach = assess(db, world, "cora", "wren", date(2026, 11, 20), FOUR, opened=False)
    lee = assess(db, world, "lee", "lee", date(2026, 11, 12), FOUR, opened=False)
    open_pair(db, lee, at=LATER)
    rows = near(db, world, "cora")
    assert [(row.worker_name, row.state, row.opened_at, row.declared_by) for row in rows] == [
        ("Lee Tran", "open", LATER, Kind.COACH), ("Wren Castillo", "open", coach.submitted_at, None),
    ]  # fmt: skip


def test_the_newest_month_comes_first(db: Session, world: World) -> None:
    for on in (date(2026, 10, 12), date(2026, 11, 12)):
        assess(db, world, "wren", "wren", on, FOUR, opened=False)
    assert [row.month.month for row in near(db, world, "wren")] == [11, 10]


def test_nothing_waits_where_coaching_has_ended_or_somebody_has_left(db: Session, world: World) -> None:
    for name in ("wren", "ash", "lee"):
        assess(db, world, name, name, date(2026, 11, 12), FOUR, opened=False)
    end_now(db, None, db.get_one(Agreement, world.agreements["cora-wren"]), at=LATER)
    db.execute(sa.update(Account).where(col(Account.id) == world["lee"]).values(disabled_at=LATER))
    assert [row.worker_name for row in near(db, world, "cora")] == ["Ash Whitfield"]
    assert near(db, world, "wren") == []


def test_nobody_else_is_told_of_a_pair(db: Session, world: World) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), FOUR, opened=False)
    assert {name: near(db, world, name) for name in ("sue", "theo", "ada", "ash", "olga", "stan")} == {
        name: [] for name in ("sue", "theo", "ada", "ash", "olga", "stan")
    }
