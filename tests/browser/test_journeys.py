"""The main jobs from start to end: a coach rates and sets a goal, a worker assesses oneself, both see the chart."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.steps import press_until
from tests.browser.story import Told
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser


def _open_form(page: Page, profile: str) -> None:
    page.get_by_role("radio", name=re.compile(profile)).check()
    page.get_by_role("button", name="Open the form").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(profile)


def test_cora_rates_wren_and_they_agree_the_next_step(
    open_as: Callable[..., Page], live: Live, told: Told, world: World
) -> None:
    with live.database.writing() as db:
        points = {"content": 4}
        assess(db, world, "wren", "wren", date(2026, 11, 10), points, profile="harm-and-danger", opened=False)
    cora = open_as("cora")
    cora.goto("/people")
    cora.get_by_role("link", name="Wren Castillo").click()
    cora.get_by_role("link", name="Rate", exact=False).first.click()
    _open_form(cora, "Harm and Danger")

    content = cora.get_by_role("group", name=re.compile("Content"))
    content.get_by_role("checkbox").nth(2).check()
    content.get_by_role("radio", name=re.compile("^5, Accomplished")).check()
    content.get_by_label("What did you see or hear?").fill("Said what the father did and what the child saw.")
    content.get_by_label("What did you see or hear?").blur()
    expect(content.get_by_text(re.compile("Saved .*M"))).to_be_visible()
    expect(content.get_by_text("5, Accomplished: partly there")).to_be_visible()
    reflection = cora.get_by_role("group", name=re.compile("Reflection"))
    reflection.get_by_label("Not observed this time").check()
    reflection.get_by_label("What was the reason?").select_option(label="Court or deadline")
    expect(cora.get_by_text("2 of 8 done").first).to_be_visible()

    cora.get_by_role("button", name="Review").click()
    expect(cora.get_by_role("heading", level=1)).to_contain_text("Review")
    expect(cora.get_by_text("Said what the father did and what the child saw.")).to_be_visible()
    cora.get_by_role("button", name=re.compile("^Submit")).click()
    expect(cora.get_by_text("The pair is open to both of you.")).to_be_visible()
    expect(cora.get_by_role("heading", level=1)).to_contain_text("two views, side by side")

    cora.get_by_role("link", name="Set the next step together").click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Next step: Content")
    cora.get_by_role("radio", name=re.compile("^6, ")).check()
    cora.get_by_role("group", name=re.compile("What to try")).get_by_role("checkbox").first.check()
    cora.get_by_label("One situation to try it in").fill("The next home visit")
    expect(cora.get_by_text("the step from 5 to 6")).to_be_visible()
    cora.get_by_role("button", name="Propose to Wren").click()
    expect(cora.get_by_text("It waits for a yes", exact=False).first).to_be_visible()

    wren = open_as("wren", 390)
    wren.goto(cora.url)
    wren.get_by_role("button", name=re.compile("Confirm|agree", re.IGNORECASE)).click()
    expect(wren.get_by_text("The goal is active.")).to_be_visible()

    for page, drawing in ((cora, ".js-plotly-plot"), (wren, "svg[aria-label]:visible")):
        page.goto(f"/workers/{world['wren']}?profile=harm-and-danger&element=content")
        expect(page.locator(f"figure[data-chart] {drawing}").first).to_be_visible()
        expect(page.get_by_role("link", name=re.compile("Content")).first).to_be_visible()


def test_wren_assesses_herself_with_the_keyboard_alone(open_as: Callable[..., Page], told: Told, world: World) -> None:
    page = open_as("wren", 820)
    page.goto(f"/workers/{world['wren']}/assessments/new?profile=safety-mapping")
    press_until(page, "Open the form")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Safety Mapping")
    group = page.get_by_role("group", name=re.compile("Group Agreements"))
    group.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    while not page.evaluate("document.activeElement.matches('input[type=radio]')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(group.get_by_text("4, Accomplished: partly there")).to_be_visible()
    expect(group.get_by_text(re.compile("Saved .*M"))).to_be_visible()
    press_until(page, "Review")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")
    press_until(page, "Submit")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your assessment is submitted.")).to_be_visible()


def test_a_sheet_is_filled_and_submitted_without_script(open_as: Callable[..., Page], told: Told, world: World) -> None:
    page = open_as("cora", 390, java_script_enabled=False)
    # Nobody works on this profile, so there is no pair to wait for.
    page.goto(f"/workers/{world['ash']}/assessments/new?profile=safety-planning")
    page.get_by_role("button", name="Open the form").click()
    content = page.get_by_role("group", name=re.compile("Content"))
    content.get_by_role("radio", name=re.compile("^3, Emergent")).check()
    content.get_by_label("What did you see or hear?").fill("An aunt came <b>too</b> {{ 7 * 7 }}.")
    page.get_by_role("button", name="Review").click()
    expect(page.get_by_text("An aunt came <b>too</b> {{ 7 * 7 }}.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Submit")).click()
    expect(page.get_by_text("Your assessment is submitted.")).to_be_visible()
    page.goto(f"/workers/{world['ash']}?profile=safety-planning&element=content")
    expect(page.locator("figure svg[aria-label]:visible").first).to_be_visible()
    expect(page.get_by_text("The same as a table")).to_be_visible()


def test_two_tabs_of_one_draft_lose_no_words(open_as: Callable[..., Page], told: Told) -> None:
    first = open_as("cora")
    first.goto(f"/assessments/{told.cora_draft}")
    second = first.context.new_page()
    second.goto(f"/assessments/{told.cora_draft}")
    words = "What did you see or hear?"
    for page, text in ((first, "Written first."), (second, "Written second.")):
        group = page.get_by_role("group", name=re.compile("Context"))
        group.get_by_label(words).fill(text)
        group.get_by_label(words).blur()
        page.wait_for_timeout(600)
    expect(second.get_by_role("group", name=re.compile("Context")).get_by_text("another tab")).to_be_visible()
    expect(second.get_by_role("group", name=re.compile("Context")).get_by_label(words)).to_have_value("Written second.")
    first.reload()
    expect(first.get_by_role("group", name=re.compile("Context")).get_by_label(words)).to_have_value("Written first.")


def test_a_lost_connection_keeps_the_words_and_saves_them_when_it_is_back(
    open_as: Callable[..., Page], told: Told
) -> None:
    page = open_as("cora")
    page.goto(f"/assessments/{told.cora_draft}")
    group = page.get_by_role("group", name=re.compile("Context"))
    page.context.set_offline(True)
    group.get_by_label("What did you see or hear?").fill("Said on a train.")
    group.get_by_label("What did you see or hear?").blur()
    expect(group.get_by_text("Not saved yet.", exact=False)).to_be_visible()
    page.context.set_offline(False)
    expect(group.get_by_text(re.compile("Saved .*M"))).to_be_visible(timeout=20_000)
    page.reload()
    expect(group.get_by_label("What did you see or hear?")).to_have_value("Said on a train.")


def test_nothing_is_asked_of_any_other_host(open_as: Callable[..., Page], told: Told, world: World) -> None:
    page = open_as("cora")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", f"/workers/{world['wren']}", f"/assessments/{told.cora_draft}", "/profiles"):
        page.goto(path, wait_until="networkidle")
    foreign = [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert len(asked) > 10
    assert foreign == []


def test_the_chart_offers_no_way_to_send_it_away(open_as: Callable[..., Page], told: Told, world: World) -> None:
    page = open_as("cora")
    page.goto(f"/workers/{world['wren']}?profile=safety-mapping&element=context")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    titles = page.locator(".modebar-btn").evaluate_all("buttons => buttons.map(b => b.dataset.title)")
    assert titles != []
    assert [title for title in titles if title and re.search("share|cloud|send|edit", title, re.IGNORECASE)] == []
