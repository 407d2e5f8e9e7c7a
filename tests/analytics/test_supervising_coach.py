"""The page of a worker for somebody who coached before and supervises the unit now."""

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from app.people.models import PositionKind
from app.people.permits import Role
from tests.conftest import Browser
from tests.goals.given import words
from tests.people.situations import give_role, move
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]


def test_a_former_coach_who_supervises_the_unit_sees_that_assessments_took_place_since(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "theo", "wren", date(2026, 5, 12), {"stakeholders": 3})
    assess(db, world, "cora", "wren", date(2026, 7, 8), {"stakeholders": 8}, note="She asked the aunt.")
    give_role(db, world, "theo", Role.SUPERVISOR)
    move(db, world, "theo", "north", date(2026, 11, 1), PositionKind.SUPERVISOR)
    db.commit()
    html = browse("theo").get(f"/workers/{world['wren']}").text
    said = words(html)

    assert "Your coaching ended May 31, 2026." in said
    assert "After May 31, 2026" in said
    assert "Jul 8 Safety Mapping, Cora, coach" in said
    assert "Unit North Coach Cora Lindqvist Supervisor Sue Okafor, Theo Marsh" in said
    assert "the aunt" not in html
    assert "8." not in said.split("After May 31, 2026")[1].split("Jul 8")[0]


def test_a_former_coach_who_supervises_nobody_learns_nothing_of_what_came_since(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "theo", "wren", date(2026, 5, 12), {"stakeholders": 3})
    assess(db, world, "cora", "wren", date(2026, 7, 8), {"stakeholders": 8})
    db.commit()
    html = browse("theo").get(f"/workers/{world['wren']}").text

    assert "Your coaching ended May 31, 2026." in html
    assert "After May 31" not in html
    assert "Cora" not in html
    assert "North" not in html
