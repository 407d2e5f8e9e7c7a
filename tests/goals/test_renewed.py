"""A coach whose agreement ended and was made anew goes on with the goals of before."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.agreements.actions import end_agreement
from app.goals.queries import check_backs, waiting_for
from app.goals.rules import GoalState
from app.people.models import Account, Agreement
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import goals, sent, words, wren_stands_at
from tests.stories import viewer_of
from tests.world import World, agree

Browse = Callable[..., Browser]
LAST_DAY = date(2026, 11, 20)
STARTS = {"the day after": date(2026, 11, 21), "after a gap": date(2026, 11, 30)}


def _renew(db: Session, world: World, clock: Clock, starts_on: date) -> None:
    agreement = db.get_one(Agreement, world.agreements["cora-wren"])
    end_agreement(db, None, agreement, on=LAST_DAY, at=clock())
    agree(
        db, worker=db.get_one(Account, world["wren"]), coach=db.get_one(Account, world["cora"]),
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=starts_on, at=clock(),
    )  # fmt: skip
    db.commit()


@pytest.fixture
def goal(browse: Browse, world: World, db: Session) -> str:
    wren_stands_at(db, world, 4)
    return browse("wren").post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]


@pytest.mark.parametrize("renewed", STARTS)
def test_a_renewed_coach_confirms_and_looks_back(
    browse: Browse, world: World, db: Session, clock: Clock, goal: str, renewed: str
) -> None:
    _renew(db, world, clock, STARTS[renewed])
    clock.at = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    cora, viewer = browse("cora"), viewer_of(db, world, "cora")
    assert [f"/goals/{view.goal.id}" for view in waiting_for(db, viewer, now=clock())] == [goal]
    db.commit()
    assert cora.post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    assert [f"/goals/{view.goal.id}" for view in check_backs(db, viewer, now=clock())] == [goal]
    db.commit()
    assert "Look back at this goal" in cora.get(goal).text
    assert cora.post(f"{goal}/review", {"ending": "achieved"}).status_code == 303
    assert [goal.state for goal in goals(db)] == [GoalState.ENDED]


def test_in_the_gap_the_coach_reads_and_changes_nothing(
    browse: Browse, world: World, db: Session, clock: Clock, goal: str
) -> None:
    _renew(db, world, clock, STARTS["after a gap"])
    clock.at = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    cora = browse("cora")
    assert cora.get(goal).status_code == 200
    assert "Confirm the goal" not in cora.get(goal).text
    refused = cora.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert (refused.status_code, "coaching agreement that has ended" in words(refused.text)) == (403, True)
    assert browse("wren").get(goal).status_code == 200


def test_what_ended_in_the_gap_stays_out_of_the_renewed_coachs_hands(
    browse: Browse, world: World, db: Session, clock: Clock, goal: str
) -> None:
    browse("cora").post(f"{goal}/confirmation", {"answer": "confirm"})
    _renew(db, world, clock, STARTS["after a gap"])
    clock.at = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    browse("wren").post(f"{goal}/review", {"ending": "set-aside", "helped": "A word of the gap."})
    clock.at = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    page = browse("cora").get(goal).text
    assert ("A word of the gap." in page, "Look back at this goal" in page) == (False, False)
    assert browse("cora").post(f"{goal}/review", {"ending": "achieved"}).status_code == 403


def test_a_draft_of_before_is_still_its_coachs(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent(go="draft"))
    [draft] = goals(db)
    _renew(db, world, clock, STARTS["after a gap"])
    clock.at = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
    cora = browse("cora")
    page = cora.get(f"/goals/{draft.id}")
    assert (page.status_code, "Throw this draft away" in page.text) == (200, True)
    assert cora.post(f"/goals/{draft.id}/removal").status_code == 303
    assert goals(db) == []
