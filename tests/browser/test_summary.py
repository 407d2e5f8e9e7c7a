"""The one page for supervision: on paper it is exactly one sheet, whatever there is to tell."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from app.goals import actions as goals
from app.goals.plans import LookBack, Plan
from app.goals.rules import Ending, GoalKind
from app.goals.standing import standing
from app.people.models import Account
from tests.browser.conftest import Live
from tests.browser.story import NOW
from tests.stories import assess, version_of, viewer_of
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
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


def _a_full_record(db: Session, world: World, waiting: tuple[str, ...] = ()) -> None:
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


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_with_five_profiles_three_long_goals_and_three_proposals_it_is_one_sheet_with_room_to_write(
    open_as: OpenAs, live: Live, world: World
) -> None:
    with live.database.writing() as db:
        # Proposed first: with three active goals nobody proposes another.
        _a_full_record(db, world, waiting=("stakeholders", "context", "content"))
    page = open_as("wren")
    # The first figure that a program makes loads the libraries behind it.
    page.goto(f"/workers/{world['wren']}/summary?profile=safety-mapping&element=content", timeout=30_000)
    expect(page.locator(".one-aim")).to_have_count(6)
    expect(page.locator(".one-grid tbody tr")).to_have_count(5)
    page.emulate_media(media="print")

    assert _pages(page.pdf(prefer_css_page_size=True)) == 1
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


def test_with_hardly_anything_to_tell_the_rest_of_the_sheet_is_lines(open_as: OpenAs, live: Live, world: World) -> None:
    with live.database.writing() as db:
        assess(db, world, "sol", "sol", date(2026, 11, 3), {"context": 3})
    page = open_as("sol")
    page.goto(f"/workers/{world['sol']}/summary")

    assert _pages(page.pdf(prefer_css_page_size=True)) == 1
    page.emulate_media(media="print")
    lines = page.locator(".ruled-lines > hr")
    assert lines.count() == 14
    expect(lines.last).to_be_visible()


def test_wren_comes_to_it_from_her_page_with_the_element_she_looks_at(
    open_as: OpenAs, live: Live, world: World
) -> None:
    with live.database.writing() as db:
        _a_full_record(db, world)
    page = open_as("wren", 390)
    page.goto(f"/workers/{world['wren']}?profile=harm-and-danger&element=purpose", timeout=30_000)
    page.get_by_role("link", name="This on one page for supervision").click()

    expect(page.get_by_role("heading", name="Purpose, Harm and Danger/Risk Statements")).to_be_visible()
    page.get_by_role("link", name="Back to my practice").click()
    page.get_by_role("link", name="One page for supervision", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wren Castillo, for supervision")
