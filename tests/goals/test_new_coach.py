"""A new coach who sees nothing of the record of before: the worker keeps it, and goals start anew."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.people.models import Account, Earlier
from app.people.queries import agreement_at
from app.ratings.points import shared_points, visible_points
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import rated, words
from tests.stories import viewer_of
from tests.world import World, agree

Browse = Callable[..., Browser]
FORM = "/goals/new?profile=safety-mapping&element=stakeholders"


def _new_coach(db: Session, world: World, clock: Clock, earlier: Earlier) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
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
