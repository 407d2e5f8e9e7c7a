"""A coaching session in a browser: planned from a goal, used by keyboard while two people write, closed, printed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Live
from tests.browser.record import pages_of
from tests.browser.steps import part_of, press_until, says
from tests.browser.story import Told

pytestmark = pytest.mark.browser


def test_cora_and_wren_plan_meet_and_close(
    open_as: Callable[..., Page],
    live: Live,
    told: Told,
) -> None:
    cora = open_as("cora")
    cora.goto(f"/goals/{told.active_goal}")
    cora.get_by_role("link", name="Plan a coaching session").click()
    cora.get_by_label("Day").fill("2026-11-16")
    cora.get_by_label("Time").fill("09:30")
    cora.get_by_label("Where").fill("Room 2")
    expect(cora.get_by_label("In focus")).to_have_value("safety-mapping/stakeholders")
    boxes = [cora.get_by_label(name).bounding_box() for name in ("Day", "Time", "Minutes", "In focus")]
    assert {box and box["height"] for box in boxes} == {44}
    press_until(cora, "Plan this coaching session")
    cora.keyboard.press("Enter")
    says(cora, "The coaching session is planned.")
    place = cora.url.partition("?")[0]

    wren = open_as("wren", 390)
    write_together(cora, wren, place)
    cora.get_by_label("Shared note").focus()
    press_until(cora, "Close this coaching session")
    cora.keyboard.press("Enter")
    expect(cora.get_by_label("How many minutes did it take?")).to_have_value("60")
    cora.get_by_label("How many minutes did it take?").fill("45")
    cora.keyboard.press("Enter")
    says(cora, "The coaching session is closed.")
    says(cora, "They come late.")
    writes_on(cora)
    look_back(cora, wren, place)


def write_together(cora: Page, wren: Page, place: str) -> None:
    """Wren on a phone, Cora by keyboard: a text that saves itself, a choice, and a row."""
    wren.goto(place)
    wren.get_by_label("What is working well?").fill("The aunt speaks first.")
    wren.get_by_label("What is working well?").blur()
    expect(wren.get_by_text(re.compile("Saved .*, Wren")).first).to_be_visible()

    cora.goto(place)
    expect(cora.get_by_label("What is working well?")).to_have_value("The aunt speaks first.")
    cora.get_by_label("What are we worried about?").focus()
    cora.keyboard.type("They come late.")
    cora.keyboard.press("Tab")
    expect(cora.get_by_text(re.compile("Saved .*, Cora")).first).to_be_visible()
    part_of(cora, "A scaling question").get_by_role("radio", name="Not asked").focus()
    cora.keyboard.press("ArrowLeft")
    expect(part_of(cora, "A scaling question").get_by_role("radio", name="10")).to_be_checked()
    expect(cora.get_by_label("What makes it a 10 and not an 8?")).to_be_visible()
    part_of(cora, "A scaling question").get_by_role("radio", name="6").check()
    expect(cora.get_by_label("What makes it a 6 and not a 4?")).to_be_visible()
    cora.get_by_label("By when").fill("2026-11-20")
    part_of(cora, "What you will do").get_by_label("What", exact=True).fill("Call the neighbor")
    press_until(cora, "Add it")
    cora.keyboard.press("Enter")
    says(cora, "Call the neighbor")
    # The next one can be typed at once, and what was chosen is what the label says.
    expect(part_of(cora, "What you will do").get_by_label("What", exact=True)).to_be_focused()
    expect(part_of(cora, "What you will do").get_by_label("What", exact=True)).to_have_value("")
    expect(cora.get_by_label("What makes it a 6 and not a 4?")).to_be_visible()
    cora.get_by_label("Private note").fill("Wait longer.")


def writes_on(cora: Page) -> None:
    """The own note saves itself after closing as well, beside what is ticked."""
    note = part_of(cora, "Your private note")
    expect(note.get_by_label("Private note")).to_have_value("Wait longer.")
    note.get_by_label("Private note").fill("Wait longer. Ask twice.")
    note.get_by_label("Private note").blur()
    expect(note.get_by_text(re.compile("Saved .*, Cora"))).to_be_visible()
    cora.reload()
    expect(note.get_by_label("Private note")).to_have_value("Wait longer. Ask twice.")
    # A button of another form of the page leaves with what was typed a moment ago.
    note.get_by_label("Private note").fill("Wait longer. Ask twice. Listen.")
    cora.get_by_role("button", name=re.compile("No longer needed.*Call the neighbor")).click()
    take_back = cora.get_by_role("button", name=re.compile("Take back.*Call the neighbor"))
    expect(take_back).to_be_visible()
    expect(note.get_by_label("Private note")).to_have_value("Wait longer. Ask twice. Listen.")
    take_back.click()
    expect(cora.get_by_role("checkbox", name="Call the neighbor")).to_be_visible()


def look_back(cora: Page, wren: Page, place: str) -> None:
    """What the other one sees and ticks, what is printed, and the way to the next one."""
    wren.goto(place)
    expect(wren.get_by_text("Wait longer")).to_have_count(0)
    let_go = wren.get_by_role("button", name=re.compile("No longer needed.*Call the neighbor"))
    expect(let_go).to_be_visible()
    wren.get_by_role("checkbox", name="Call the neighbor").check()
    expect(wren.get_by_text("Saved", exact=True)).to_be_visible()
    # What is ticked is done, and offers nothing else.
    expect(let_go).to_be_hidden()
    cora.goto(place)
    says(cora, "done Nov 16")
    cora.emulate_media(media="print")
    expect(cora.get_by_text("They come late.")).to_be_visible()
    expect(cora.get_by_label("Private note")).to_be_hidden()
    expect(cora.locator(".strip-people")).to_have_css("display", "inline")
    assert pages_of(cora.pdf(prefer_css_page_size=True)) == 1
    cora.emulate_media(media="screen")
    cora.get_by_role("link", name="Plan the next coaching session").click()
    expect(cora.get_by_label("Day")).to_have_value("2026-12-14")


def test_a_row_that_is_typed_and_not_added_is_not_lost_unasked(
    open_as: Callable[..., Page], live: Live, told: Told
) -> None:
    cora = open_as("cora")
    cora.goto(f"/goals/{told.active_goal}")
    cora.get_by_role("link", name="Plan a coaching session").click()
    cora.get_by_role("button", name="Plan this coaching session").click()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    cora.on("dialog", leave)
    cora.get_by_label("Something else to talk about").fill("Leave in January")
    cora.get_by_role("link", name="Today").first.click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Today")
    assert asked == ["beforeunload"]
