"""A coaching session planned for a day on which the coaching rests."""

from datetime import date

import pytest
from sqlmodel import Session

from app.agreements.pauses import add_pause
from tests.clock import START
from tests.coaching.given import Browse, planned, words
from tests.stories import viewer_of
from tests.world import World, agreement


@pytest.fixture(autouse=True)
def rest(db: Session, world: World) -> None:
    by = viewer_of(db, world, "wren")
    on, last = agreement(db, world, "cora-wren"), date(2027, 1, 3)
    add_pause(db, by, on, first=date(2026, 12, 21), last=last, at=START)
    db.commit()


@pytest.mark.parametrize(("who", "said"), [("cora", "Wren is"), ("wren", "You are")])
def test_in_a_pause_it_can_be_planned_and_the_two_read_that_it_is_one(
    browse: Browse, world: World, who: str, said: str
) -> None:
    made = planned(browse("cora"), world, day="2026-12-29")

    assert f"{said} paused then (Dec 21 to Jan 3). You two decide." in words(browse(who), made)


@pytest.mark.parametrize("day", ["2026-12-18", "2027-01-04"])
def test_beside_a_pause_nothing_is_said_of_it(browse: Browse, world: World, day: str) -> None:
    cora = browse("cora")

    assert "paused" not in words(cora, planned(cora, world, day=day))


def test_of_somebody_elses_pause_nothing_is_said(browse: Browse, world: World) -> None:
    cora = browse("cora")

    assert "paused" not in words(cora, planned(cora, world, worker="lee", day="2026-12-29"))
