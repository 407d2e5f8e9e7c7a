"""A text that may tell who somebody is, in a real browser: asked about before it is kept, or told beside the field."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.steps import press_until
from tests.browser.story import Told
from tests.browser.test_axe import looks_right
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser
MARKED = "Her son Jayden told it."


def test_cora_reads_it_once_more_and_saves_as_written_with_the_keyboard(
    open_as: Callable[..., Page], told: Told, world: World
) -> None:
    page = open_as("cora", 390)
    page.goto(f"/goals/{told.active_goal}/review")
    page.get_by_label("What helped?").fill(MARKED)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Close this goal").click()
    notice = page.get_by_role("status").filter(has_text="Please read this once more")
    expect(notice).to_be_focused()
    expect(page.locator(".caution mark")).to_have_text("Jayden")
    expect(page.get_by_label("What helped?")).to_have_value(MARKED)
    looks_right(page)
    press_until(page, "the text with")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What helped?")).to_be_focused()
    press_until(page, "Save as written")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Goal: ")
    expect(page.get_by_text(MARKED)).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_cora_sees_what_is_missing_and_what_may_name_somebody_at_once_and_the_button_below_alone_decides(
    open_as: Callable[..., Page], world: World, with_script: bool
) -> None:
    page = open_as("cora", 390, java_script_enabled=with_script)
    page.goto(f"/workers/{world['wren']}/coaching-sessions/new")
    where, press = page.get_by_label("Where"), page.get_by_role("button", name="Plan this coaching session")
    where.fill(f"At home. {MARKED}")
    page.get_by_label("Minutes").fill("soon")
    press.click()
    summary = page.get_by_role("alert").filter(has_text="Please look at these first")
    expect(summary.get_by_role("listitem")).to_have_count(2)
    expect(summary).to_contain_text("may tell who somebody is. You decide")
    if with_script:
        expect(summary).to_be_focused()
        looks_right(page)
    page.get_by_label("Minutes").fill("60")
    press.click()
    asked = page.get_by_role("status").filter(has_text="Please read this once more")
    expect(asked).to_be_visible()
    # Neither the ordinary button again nor Enter decides.
    press.click()
    expect(asked).to_be_visible()
    where.press("Enter")
    expect(asked).to_be_visible()
    page.get_by_role("button", name="Save as written").click()
    expect(page.get_by_text("The coaching session is planned.")).to_be_visible()
    expect(page.get_by_text(MARKED).first).to_be_visible()


def test_a_note_says_it_beside_while_somebody_types_and_falls_silent_when_it_is_mended(
    open_as: Callable[..., Page], live: Live, told: Told, world: World
) -> None:
    with live.database.writing() as db:
        draft = assess(
            db, world, "cora", "lee", date(2026, 11, 13), {"content": 4}, profile="harm-and-danger", submit=False
        )
    page = open_as("cora")
    page.goto(f"/assessments/{draft.id}")
    content = page.get_by_role("group", name=re.compile("Content"))
    field = content.get_by_label("What did you see or hear?")
    field.fill(MARKED)
    said = content.locator("[data-caution]")
    expect(said.locator("mark")).to_have_text("Jayden")
    expect(content.get_by_text(re.compile("Saved .*M"))).to_be_visible()
    expect(field).to_have_accessible_description(re.compile("This may tell who somebody is"))
    looks_right(page)
    field.fill("The boy told it.")
    expect(said).to_have_text("")
