"""The one page for supervision: on paper it is exactly one sheet, whatever there is to tell."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.record import a_full_record, pages_of
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]


def test_with_five_profiles_three_long_goals_and_three_proposals_it_is_one_sheet_with_room_to_write(
    open_as: OpenAs, live: Live, world: World
) -> None:
    with live.database.writing() as db:
        a_full_record(db, world, waiting=("stakeholders", "context", "content"))
    page = open_as("wren")
    # The first figure that a program makes loads the libraries behind it.
    page.goto(f"/workers/{world['wren']}/summary?profile=safety-mapping&element=content", timeout=30_000)
    expect(page.locator(".one-aim")).to_have_count(6)
    expect(page.locator(".one-grid tbody tr")).to_have_count(5)
    page.emulate_media(media="print")

    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()


def test_with_hardly_anything_to_tell_the_rest_of_the_sheet_is_lines(open_as: OpenAs, live: Live, world: World) -> None:
    with live.database.writing() as db:
        assess(db, world, "sol", "sol", date(2026, 11, 3), {"context": 3})
    page = open_as("sol")
    page.goto(f"/workers/{world['sol']}/summary")

    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    page.emulate_media(media="print")
    lines = page.locator(".ruled-lines > hr")
    assert lines.count() == 14
    expect(lines.last).to_be_visible()


def test_wren_comes_to_it_from_her_page_with_the_element_she_looks_at(
    open_as: OpenAs, live: Live, world: World
) -> None:
    with live.database.writing() as db:
        a_full_record(db, world)
    page = open_as("wren", 390)
    page.goto(f"/workers/{world['wren']}?profile=harm-and-danger&element=purpose", timeout=30_000)
    page.get_by_role("link", name="This on one page for supervision").click()

    expect(page.get_by_role("heading", name="Purpose, Harm and Danger/Risk Statements")).to_be_visible()
    page.get_by_role("link", name="Back to my practice").click()
    page.get_by_role("link", name="One page for supervision", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wren Castillo, for supervision")
