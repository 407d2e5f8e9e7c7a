"""Who is named as a reader of a worker's record: those whom the policy lets in, and nobody else."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer
from app.people.circumstances import Readers, known_until, readers_on
from app.people.models import Account, AccountRole, Agreement, PositionKind, Unit
from app.people.permits import Role
from tests.clock import START
from tests.people.test_windows import move
from tests.world import THEO_UNTIL, World

Viewers = Callable[[str], Viewer]
TODAY = date(2026, 11, 16)


def readers(db: Session, world: World, day: date = TODAY, worker: str = "wren") -> Readers:
    return readers_on(db, db.get_one(Account, world[worker]), day)


@pytest.mark.parametrize(
    ("day", "coaches"),
    [
        (date(2025, 10, 31), ()),
        (date(2025, 11, 1), ("Theo Marsh",)),
        (THEO_UNTIL, ("Theo Marsh",)),
        (date(2026, 6, 1), ("Cora Lindqvist",)),
        (TODAY, ("Cora Lindqvist",)),
    ],
)
def test_the_coach_of_the_day_and_the_units_supervisor_read(
    db: Session, world: World, day: date, coaches: tuple[str, ...]
) -> None:
    assert readers(db, world, day) == Readers(coaches, ("Sue Okafor",))


def test_before_a_first_position_no_supervisor_reads(db: Session, world: World) -> None:
    assert readers(db, world, date(2025, 9, 30)) == Readers((), ())


def test_a_worker_without_a_coach_has_the_supervisor_alone(db: Session, world: World) -> None:
    assert readers(db, world, worker="sol") == Readers((), ("Stan Reyes",))
    assert readers(db, world, worker="sue") == Readers((), ())


def test_who_was_signed_as_supervisor_and_supervises_elsewhere_is_not_named(db: Session, world: World) -> None:
    of_wren = col(Agreement.id) == world.agreements["cora-wren"]
    db.execute(sa.update(Agreement).where(of_wren).values(supervisor_id=world["stan"]))
    assert readers(db, world).supervisors == ("Sue Okafor",)


@pytest.mark.parametrize(("person", "role"), [("cora", Role.COACH), ("sue", Role.SUPERVISOR)])
def test_who_has_lost_the_role_or_the_account_is_not_named(db: Session, world: World, person: str, role: Role) -> None:
    everybody = {"Cora Lindqvist", "Sue Okafor"}
    db.execute(sa.update(Account).where(col(Account.id) == world[person]).values(disabled_at=START))
    closed = readers(db, world)
    db.execute(sa.update(Account).where(col(Account.id) == world[person]).values(disabled_at=None))
    assert {*readers(db, world).coaches, *readers(db, world).supervisors} == everybody
    of_person = (col(AccountRole.account_id) == world[person], col(AccountRole.role) == role)
    db.execute(sa.delete(AccountRole).where(*of_person))
    without_role = readers(db, world)
    left = everybody - {db.get_one(Account, world[person]).name}
    for found in (closed, without_role):
        assert {*found.coaches, *found.supervisors} == left


def test_a_move_of_unit_changes_who_reads_from_its_day_on(db: Session, world: World) -> None:
    move(db, world, "wren", "south", date(2026, 11, 10), PositionKind.SOCIAL_WORKER)
    assert db.get_one(Unit, world.units["south"]).name == "South"
    assert readers(db, world, date(2026, 11, 9)).supervisors == ("Sue Okafor",)
    assert readers(db, world, date(2026, 11, 10)).supervisors == ("Stan Reyes",)


def test_a_page_speaks_to_a_former_coach_of_the_last_day_and_to_all_others_of_today(
    db: Session, world: World, viewer: Viewers
) -> None:
    someone = {who: viewer(who) for who in ("wren", "cora", "sue", "theo")}
    wren = db.get_one(Account, world["wren"])
    found = {who: known_until(db, one, wren, now=START) for who, one in someone.items()}
    assert found == {"wren": TODAY, "cora": TODAY, "sue": TODAY, "theo": THEO_UNTIL}
