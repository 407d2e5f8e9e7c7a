"""What is marked when Wren changes her unit, her position, or both on one day."""

from datetime import date, timedelta

from sqlmodel import Session

from app.analytics.access import circumstances_of, reach_of
from app.people.models import Account, PositionKind
from tests.clock import START
from tests.people.situations import move
from tests.stories import viewer_of
from tests.world import World

SOON = START + timedelta(days=60)


def marks(db: Session, world: World, viewer: str = "wren") -> list[tuple[str, str, str]]:
    wren = db.get_one(Account, world["wren"])
    where = circumstances_of(db, wren, reach_of(db, viewer_of(db, world, viewer), wren, now=SOON))
    return [(one.kind, one.before, one.after) for one in where.changes()]


COACHES = ("coach", "Theo Marsh", "Cora Lindqvist")


def test_another_unit_is_marked_by_both_names(db: Session, world: World) -> None:
    move(db, world, "wren", "south", date(2026, 12, 1))

    assert marks(db, world) == [COACHES, ("unit", "North", "South")]


def test_another_position_in_the_same_unit_is_marked_as_a_position(db: Session, world: World) -> None:
    move(db, world, "wren", "north", date(2026, 12, 1), PositionKind.MANAGER)

    assert marks(db, world) == [COACHES, ("position", "Social worker", "Manager")]


def test_another_position_in_another_unit_is_one_mark(db: Session, world: World) -> None:
    move(db, world, "wren", "south", date(2026, 12, 1), PositionKind.MANAGER)

    assert marks(db, world) == [COACHES, ("position", "Social worker, North", "Manager, South")]


def test_the_same_position_once_more_is_no_change(db: Session, world: World) -> None:
    move(db, world, "wren", "north", date(2026, 12, 1))

    assert marks(db, world) == [COACHES]


def test_theo_learns_of_no_unit_after_his_last_day(db: Session, world: World) -> None:
    move(db, world, "wren", "south", date(2026, 12, 1))

    assert marks(db, world, "theo") == []
