"""A goal keeps the point it began at, and the next one begins where the newest version says."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.history import began_with
from app.goals.queries import goals_of
from app.goals.standing import present_point
from app.people.models import Account
from app.ratings import actions
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import Assessment
from app.ratings.rules import Answer, Kind, State
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import sent, wren_stands_at
from tests.stories import version_of, viewer_of
from tests.world import World

WHY = "I had another meeting in mind than this one."


def test_a_goal_keeps_its_point_when_that_is_amended_or_withdrawn(
    db: Session, world: World, browse: Callable[..., Browser], clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    goal, later = proposed.headers["location"].partition("?")[0], clock.forward(hours=1)
    cora, wren = viewer_of(db, world, "cora"), db.get_one(Account, world["wren"])
    version = version_of(db, world, "safety-mapping")

    def found() -> tuple[int | None, Kind | None, int | None]:
        (view,) = goals_of(db, cora, wren, now=later)
        starts = present_point(db, cora, wren, version=version, element_key="stakeholders", now=later)
        return view.goal.from_point, began_with(db, cora, view, now=later), starts

    assert found() == (4, Kind.COACH, 4)
    standing = (col(Assessment.rater_id) == cora.id, col(Assessment.state) == State.SUBMITTED)
    made = db.scalars(sa.select(Assessment).where(*standing)).one()
    draft = begin_amendment(db, cora, made, at=later)
    actions.save_sheet(db, cora, draft, version, answers={"stakeholders": Answer(6)}, revisions={}, at=later)
    actions.submit(db, cora, draft, version, reason=WHY, at=later)
    assert found() == (4, Kind.COACH, 6)
    withdraw_or_ask(db, cora, draft, reason=WHY, at=later)
    # What is left is Wren's own point.
    assert found() == (4, Kind.COACH, 4)
    own = (col(Assessment.rater_id) == wren.id, col(Assessment.state) == State.SUBMITTED)
    of_wren = db.scalars(sa.select(Assessment).where(*own)).one()
    withdraw_or_ask(db, viewer_of(db, world, "wren"), of_wren, reason=WHY, at=later)
    assert found() == (4, Kind.COACH, None)
    db.commit()
    assert browse("wren").get(goal).status_code == 200
