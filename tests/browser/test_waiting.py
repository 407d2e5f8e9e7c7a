"""The server asks to wait, or is full: the rating form says so, waits as long as it was told, and loses nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect
from sqlmodel import Session

from tests.browser.conftest import Live
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("status", [429, 503])
def test_a_note_waits_in_the_form_and_is_saved_when_the_time_has_come(
    open_as: Callable[..., Page], live: Live, world: World, status: int
) -> None:
    with live.database.writing() as db:
        path = f"/assessments/{_draft(db, world)}"
    page, left = open_as("cora"), [2]

    def refuse_twice(route: Route) -> None:
        if left[0]:
            left[0] -= 1
            route.fulfill(status=status, headers={"Retry-After": "1"}, body="<p>One moment, please</p>")
        else:
            route.continue_()

    page.route("**/elements/content", refuse_twice)
    page.goto(path)
    element = page.locator("fieldset[data-element=content]")
    element.locator("textarea").fill("They drew the map.")
    expect(element.get_by_text("Not saved yet. Trying again in a second.")).to_be_visible()
    expect(page.locator("[data-bar-saved]")).to_have_text("Not saved yet. Trying again.")
    expect(element.locator("textarea")).to_have_value("They drew the map.")
    expect(element.locator("[data-saved]")).to_contain_text("Saved")
    expect(element.get_by_text("Not saved yet.", exact=False)).to_have_count(0)
    page.unroute("**/elements/content")
    page.goto(path)
    expect(element.locator("textarea")).to_have_value("They drew the map.")


def _draft(db: Session, world: World) -> object:
    return assess(db, world, "cora", "wren", date(2026, 11, 12), {}, submit=False).id
