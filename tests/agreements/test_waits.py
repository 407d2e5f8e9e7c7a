"""What waits for whose signature, as the page of the day asks it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.agreements import sharing
from app.agreements.actions import draft_agreement, end_now
from app.agreements.signing import sign
from app.agreements.waits import waiting_for_signature
from app.people.access import Viewer
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.clock import START
from tests.world import World, agreement

Viewers = Callable[[str], Viewer]


def draft(db: Session, world: World, supervisor: str | None = "stan", level: Level = Level.GOALS) -> Agreement:
    """Theo is to coach Sol from December on."""
    return draft_agreement(
        db, None, worker=db.get_one(Account, world["sol"]), coach=db.get_one(Account, world["theo"]),
        supervisor=db.get_one(Account, world[supervisor]) if supervisor else None, level=level,
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 12, 1), ends_on=None, at=START,
    )  # fmt: skip


def waits(db: Session, viewer: Viewers, name: str) -> list[str]:
    return [one.parts for one in waiting_for_signature(db, viewer(name), START)]


@pytest.fixture
def viewer(db: Session, viewer: Viewers) -> Viewers:
    """Everybody signs in before the test begins to write."""
    known = {name: viewer(name) for name in ("sol", "theo", "stan", "sue", "wren", "cora", "ada", "olga")}
    return known.__getitem__


def test_a_draft_waits_for_everybody_it_names_and_for_nobody_else(db: Session, world: World, viewer: Viewers) -> None:
    draft(db, world)
    found = {name: waits(db, viewer, name) for name in ("sol", "theo", "stan", "sue", "wren", "ada", "olga")}
    assert found == {
        "sol": ["worker"], "theo": ["coach"], "stan": ["supervisor"], "sue": [], "wren": [], "ada": [], "olga": [],
    }  # fmt: skip


def test_what_is_signed_waits_no_more(db: Session, world: World, viewer: Viewers) -> None:
    made = draft(db, world)
    sign(db, viewer("sol"), made, number=1, earlier=Earlier.NOTHING, at=START)
    assert {name: waits(db, viewer, name) for name in ("sol", "theo", "stan")} == {
        "sol": [], "theo": ["coach"], "stan": ["supervisor"],
    }  # fmt: skip


def test_a_supervisor_of_another_unit_has_nothing_to_sign(db: Session, world: World, viewer: Viewers) -> None:
    draft(db, world, supervisor="sue")
    assert waits(db, viewer, "sue") == []


def test_an_offer_waits_until_it_is_taken_back(db: Session, world: World, viewer: Viewers) -> None:
    made = agreement(db, world, "cora-wren")
    sue = db.get_one(Account, world["sue"])
    sharing.offer(db, viewer("cora"), made, supervisor=sue, level=Level.GOALS, at=START)
    (one,) = waiting_for_signature(db, viewer("wren"), START)
    assert (one.worker, one.coach, one.parts, one.since, one.is_offer) == (
        "Wren Castillo", "Cora Lindqvist", "worker", START, True,
    )  # fmt: skip
    assert waits(db, viewer, "sue") == ["supervisor"]
    assert waits(db, viewer, "cora") == []
    sharing.take_back(db, viewer("cora"), made, at=START)
    assert {name: waits(db, viewer, name) for name in ("wren", "sue", "cora")} == {"wren": [], "sue": [], "cora": []}


def test_nothing_waits_in_what_was_narrowed_or_has_ended(db: Session, world: World, viewer: Viewers) -> None:
    made = agreement(db, world, "cora-wren")
    sharing.offer(db, viewer("cora"), made, supervisor=db.get_one(Account, world["sue"]), level=Level.RATINGS, at=START)
    end_now(db, viewer("wren"), made, at=START)
    assert waits(db, viewer, "sue") == []
    assert waiting_for_signature(db, viewer("wren"), START + timedelta(days=1)) == []
