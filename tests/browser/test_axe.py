"""Every page, at four widths: axe finds nothing, nothing is wider than the screen, no policy is broken."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.story import Told
from tests.world import World

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 820, 1440)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Who opens which page. The ids of the world and of the story stand in braces.
PAGES: list[tuple[str, str]] = [
    ("", "/sign-in"),
    ("", "/nothing-here"),
    ("cora", "/"),
    ("cora", "/people"),
    ("cora", "/my-account"),
    ("cora", "/workers/{wren}"),
    ("cora", "/workers/{wren}?profile=safety-mapping"),
    ("cora", "/workers/{wren}?profile=safety-mapping&element=context&months=24"),
    ("cora", "/workers/{wren}/assessments"),
    ("cora", "/workers/{wren}/assessments/new"),
    ("cora", "/assessments/{submitted}"),
    ("cora", "/assessments/{cora_draft}"),
    ("cora", "/assessments/{cora_draft}/review"),
    ("cora", "/assessments/{set_draft}"),
    ("cora", "/workers/{wren}/goals"),
    ("cora", "/workers/{wren}/goals/new"),
    ("cora", "/workers/{wren}/goals/new?profile=safety-mapping&element=next-steps"),
    ("cora", "/goals/{active_goal}"),
    ("cora", "/goals/{active_goal}/review"),
    ("cora", "/goals/{ended_goal}"),
    ("wren", "/"),
    ("wren", "/workers/{wren}"),
    ("wren", "/assessments/{wren_draft}"),
    ("wren", "/goals/{proposed_goal}"),
    ("sol", "/"),
    ("sol", "/workers/{sol}"),
    ("sue", "/"),
    ("sue", "/people"),
    ("sue", "/workers/{wren}"),
    ("sue", "/workers/{wren}/assessments"),
    ("lee", "/workers/{lee}"),
    ("ada", "/"),
    ("ada", "/agency"),
    ("ada", "/agency/units"),
    ("ada", "/agency/units/{north}"),
    ("ada", "/agency/accounts"),
    ("ada", "/agency/accounts/new"),
    ("ada", "/agency/accounts/{wren}"),
    ("ada", "/agency/agreements"),
    ("ada", "/agency/agreements/new"),
    ("ada", "/agency/agreements/{agreement}"),
    ("wren", "/profiles"),
    ("wren", "/profiles/sop"),
    ("wren", "/profiles/set"),
    ("wren", "/profiles/ct"),
    ("wren", "/profiles/nd"),
    ("wren", "/profiles/sop/safety-planning"),
    ("wren", "/profiles/sop/safety-mapping"),
    ("wren", "/profiles/set/key-expectations"),
    ("wren", "/profiles/sop/safety-mapping/paper"),
    ("wren", "/profiles/set/actions-social-worker/paper"),
]


@pytest.mark.parametrize(("person", "path"), PAGES, ids=[f"{who or 'nobody'} {path}" for who, path in PAGES])
def test_axe_finds_nothing_at_any_width(
    open_as: Callable[..., Page], told: Told, world: World, person: str, path: str
) -> None:
    page = open_as(person)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    address = path.format(
        **vars(told), **world.people, north=world.units["north"], agreement=world.agreements["cora-wren"]
    )
    page.goto(address, wait_until="load")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        found = Axe().run(page, options=RULES)
        assert found.response["violations"] == [], f"{address} at {width}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} is wider than {width}"
    assert [text for text in complaints if "404" not in text] == []
