"""A record with as much in it as a worker's pages have to hold."""

import re
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from app.goals import actions as goals
from app.goals.plans import LookBack, Plan
from app.goals.rules import Ending, GoalKind
from app.goals.standing import standing
from app.people.models import Account
from tests.browser.story import NOW
from tests.stories import assess, version_of, viewer_of
from tests.world import World

PROFILES = ("safety-planning", "childs-perspective", "harm-and-danger", "safety-networks", "safety-mapping")
LONG = "I ask everybody in the room what they saw, and write it down in their own words before I say mine. " * 19


def _goal(
    db: Session, world: World, element: str, key: int, *, ended: bool = False, agreed: bool = True,
    profile: str = "safety-mapping",
) -> None:  # fmt: skip
    cora, at = viewer_of(db, world, "cora"), NOW - timedelta(days=20)
    on = standing(
        db, cora, db.get_one(Account, world["wren"]), version=version_of(db, world, profile),
        element_key=element, now=at,
    )  # fmt: skip
    assert on.footing is not None
    plan = Plan(
        kind=GoalKind.STEP, target=on.footing.present + 1, check_back_on=date(2026, 11, 30), indicators=(),
        own_words=LONG,
    )  # fmt: skip
    goal = goals.propose_goal(db, cora, on, plan=plan, form_key=UUID(int=key), follows=None, most=3, at=at)
    if not agreed:
        return
    goals.confirm_goal(db, viewer_of(db, world, "wren"), goal, reason="", most=3, at=at)
    if ended:
        look_back = LookBack(Ending.ACHIEVED, challenges="Time.", helped=LONG)
        goals.review_goal(db, cora, goal, look_back=look_back, at=at + timedelta(days=1))


def a_full_record(db: Session, world: World, waiting: tuple[str, ...] = ()) -> None:
    """Five profiles with every element rated, three goals in as many words as there may be, and what helped."""
    for slug in PROFILES:
        keys = [element.key for element in version_of(db, world, slug).profile.rateable_elements]
        for month in (3, 5, 7, 9, 10):
            rater = "theo" if month < 6 else "cora"
            assess(db, world, rater, "wren", date(2026, month, 6), dict.fromkeys(keys, 4), profile=slug)
            assess(db, world, "wren", "wren", date(2026, month, 8), dict.fromkeys(keys, 6), profile=slug)
    _goal(db, world, "next-steps", 1, ended=True)
    for key, element in enumerate(waiting, start=5):
        _goal(db, world, element, key, agreed=False, profile="safety-networks")
    for key, element in enumerate(("stakeholders", "context", "content"), start=2):
        _goal(db, world, element, key)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
