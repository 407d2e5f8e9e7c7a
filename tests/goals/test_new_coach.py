"""A new coach who sees nothing of the record of before: the worker keeps it, and goals start anew."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.people.models import Account, Earlier
from app.people.queries import agreement_at
from app.ratings.points import shared_points, visible_points
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import rated, sent, words
from tests.stories import viewer_of
from tests.world import World, agree

Browse = Callable[..., Browser]
FORM = "/goals/new?profile=safety-mapping&element=stakeholders"


def _new_coach(db: Session, world: World, clock: Clock, earlier: Earlier) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    _agree_with_theo(db, world, clock, earlier)


def _agree_with_theo(db: Session, world: World, clock: Clock, earlier: Earlier) -> None:
    wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
    focuses = {world.profiles["safety-mapping"]: 1}
    agree(db, worker=wren, coach=theo, focuses=focuses, starts_on=date(2026, 11, 16), earlier=earlier, at=clock())
    db.commit()
    clock.forward(hours=1)


@pytest.mark.parametrize(("earlier", "goes_on"), [(Earlier.NOTHING, False), (Earlier.POINTS, True)])
def test_the_worker_keeps_the_record_and_a_goal_starts_from_what_both_see(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, goes_on: bool
) -> None:
    _new_coach(db, world, clock, earlier)
    wren = db.get_one(Account, world["wren"])
    seen = {
        name: [one.point for one in visible_points(db, viewer_of(db, world, name), wren, now=clock())]
        for name in ("wren", "theo")
    }
    shared = shared_points(db, wren, agreement_at(db, wren, clock()), now=clock())
    db.commit()
    assert seen == {"wren": [4], "theo": [4] if goes_on else []}
    assert [one.coach and one.coach.point for one in shared.values()] == ([4] if goes_on else [])
    for name, other in (("wren", "Theo"), ("theo", "Wren")):
        form = words(browse(name).get(f"/workers/{world['wren']}{FORM}").text)
        told = f"a point of the last 12 months that you and {other} can both see, and Stakeholders has none yet."
        assert (told in form, "Filled circle: Cora’s point of November 10." in form) == (not goes_on, goes_on)


def test_what_the_coach_of_before_saw_keeps_that_coachs_name(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10), seen=frozenset({"a1", "a2"}))
    rated(db, world, "wren", "wren", point=4, on=date(2026, 11, 12), seen=frozenset({"a2", "a3"}))
    _agree_with_theo(db, world, clock, Earlier.POINTS)
    for name in ("wren", "theo"):
        form = words(browse(name).get(f"/workers/{world['wren']}{FORM}").text)
        assert "Cora saw this on Nov 10. Wren has not marked it yet." in form
        assert "Wren marked this on Nov 12. Cora has not seen it yet." in form
        assert [said for said in ("Theo saw this", "Theo has not seen it") if said in form] == []
    clock.forward(days=1)
    rated(db, world, "theo", "wren", point=4, on=date(2026, 11, 17), seen=frozenset({"a1"}))
    clock.forward(hours=1)
    form = words(browse("theo").get(f"/workers/{world['wren']}{FORM}").text)
    assert "Theo saw this on Nov 17. Wren has not marked it yet." in form


@pytest.mark.parametrize(("earlier", "told"), [(Earlier.NOTHING, False), (Earlier.ALL, True)])
def test_a_new_coach_learns_no_point_from_the_look_back_at_a_goal_of_before(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, told: bool
) -> None:
    page = f"/workers/{world['wren']}"
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    wren, address = browse("wren"), f"{page}/goals"
    goal = browse("cora").post(address, sent()).headers["location"].partition("?")[0]
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    clock.forward(hours=1)
    _agree_with_theo(db, world, clock, earlier)
    rated(db, world, "theo", "wren", point=3, on=date(2026, 11, 17))
    clock.at = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)
    wren, theo, said = browse("wren"), browse("theo"), "Your look back said 6"
    assert wren.post(f"{goal}/review", {"ending": "achieved", "point_now": "6"}).status_code == 303
    assert (theo.get(goal).status_code == 200, said in words(theo.get(page + FORM).text)) == (told, told)
    assert said in words(wren.get(page + FORM).text)
