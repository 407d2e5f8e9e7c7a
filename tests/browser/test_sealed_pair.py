"""Two people rate before they look: the pair from both sides, the declared opening, and the seal that lifts."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import Live
from tests.clock import Clock
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
WRENS_NOTE, CORAS_NOTE = "Asked who else should be here.", "Left the aunt out of the first round."
# A point that stands between two tags, as a mark on a page, in a cell and in a picture.
SEVEN = re.compile(r">\s*7\s*<")


def test_wren_and_cora_rate_and_read_both_views_side_by_side(open_as: OpenAs, live: Live, world: World) -> None:
    rated = _wren_rates(live, world)
    cora, wren = open_as("cora"), open_as("wren", 390)
    _nobody_shows_a_point(cora, wren, world)
    cora.goto("/")
    steps.says(cora, "Wren’s self-assessment is in. Rate on your own, then both views open.")
    cora.goto(f"/workers/{world['wren']}/assessments")
    expect(cora.get_by_role("link", name="Sealed until you have rated")).to_be_visible()
    cora.goto(f"/assessments/{rated}")
    expect(cora.get_by_role("heading", level=1)).to_have_text("Safety Mapping: a sealed pair")
    pair = cora.url
    assert WRENS_NOTE not in cora.content()
    assert not SEVEN.search(cora.content())
    wren.goto(pair)
    steps.says(wren, "Cora has not rated Safety Mapping for November 2026 yet.")
    assert not SEVEN.search(wren.content())

    cora.get_by_role("link", name="Rate now").click()
    cora.get_by_role("button", name="Open the form").click()
    for element, point in (("Stakeholders", 3), ("Context", 6), ("Content", 5)):
        group = cora.get_by_role("group", name=re.compile(element)).first
        group.get_by_role("radio", name=re.compile(f"^{point}, ")).check()
    cora.get_by_role("group", name=re.compile("Stakeholders")).get_by_label("What did you see or hear?").fill(
        CORAS_NOTE
    )
    cora.get_by_role("button", name="Review").click()
    assert WRENS_NOTE not in cora.content()
    cora.get_by_role("button", name=re.compile("^Submit")).click()
    steps.says(cora, "The pair is open to both of you.")
    wren.goto(pair)
    for page in (cora, wren):
        assert page.url.startswith(pair)
        expect(page.get_by_role("heading", level=1)).to_have_text("Safety Mapping: two views, side by side")
        titles = page.locator("section.part h2").all_inner_texts()
        assert titles == [
            "What is working", "Where you saw it differently", "Seen by one of you",
            "Three questions for your coaching session",
        ]  # fmt: skip
        of_each = [page.locator(f"#{part} h3").all_inner_texts() for part in ("working", "differently", "by-one")]
        assert of_each == [["Context"], ["Stakeholders"], ["Content"]]
        expect(page.locator("#differently").get_by_text(WRENS_NOTE)).to_be_visible()
        expect(page.locator("#differently").get_by_text(CORAS_NOTE)).to_be_visible()
        assert SEVEN.search(page.content())
        assert not re.search("average|mean", page.locator("main").inner_text(), re.IGNORECASE)

    cora.get_by_role("link", name="Set the next step together").click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Next step: Stakeholders")


def test_the_three_questions_save_themselves_and_two_tabs_lose_no_words(
    open_as: OpenAs, live: Live, world: World
) -> None:
    pair = _open_pair(live, world)
    cora, wren = open_as("cora"), open_as("wren", 390)
    for page in (cora, wren):
        page.goto(pair)
    _answer(cora, 0, "Keep the wall cards.")
    expect(cora.get_by_text(re.compile("Saved .*M, Cora"))).to_be_visible()
    _answer(wren, 1, "Ask the aunt first.")
    expect(wren.get_by_text(re.compile("Saved .*M, Wren"))).to_be_visible()
    _answer(wren, 0, "Keep asking who is missing.")
    problem = wren.locator(".saved-problem")
    expect(problem).to_contain_text("Something newer stands here")
    expect(problem).to_contain_text("Keep the wall cards.")
    expect(_fields(wren).nth(0)).to_have_value("Keep asking who is missing.")
    problem.get_by_role("button", name="Keep mine").click()
    expect(wren.locator(".saved-problem")).to_have_count(0)
    cora.goto(pair)
    expect(_fields(cora).nth(0)).to_have_value("Keep asking who is missing.")
    expect(_fields(cora).nth(1)).to_have_value("Ask the aunt first.")


def test_the_three_questions_are_saved_without_script(open_as: OpenAs, live: Live, world: World) -> None:
    pair = _open_pair(live, world)
    first, second = (open_as(name, 390, java_script_enabled=False) for name in ("wren", "cora"))
    for page in (first, second):
        page.goto(pair)
    for number, text in enumerate(("Keep <b>this</b>.", "Try {{ 7 * 7 }}.", "The children say so.")):
        _fields(first).nth(number).fill(text)
    first.get_by_role("button", name="Save the answers").click()
    expect(_fields(first).nth(0)).to_have_value("Keep <b>this</b>.")
    expect(_fields(first).nth(1)).to_have_value("Try {{ 7 * 7 }}.")

    _fields(second).nth(2).fill("Her teacher says so.")
    second.get_by_role("button", name="Save the answers").click()
    expect(_fields(second).nth(2)).to_have_value("Her teacher says so.")
    expect(second.locator(".saved-problem")).to_contain_text("The children say so.")
    second.get_by_role("button", name="Take the newer").click()
    expect(_fields(second).nth(2)).to_have_value("The children say so.")


def test_a_pair_on_paper_keeps_its_stairs_and_leaves_the_buttons_out(open_as: OpenAs, live: Live, world: World) -> None:
    page = open_as("cora")
    page.goto(_open_pair(live, world))
    page.emulate_media(media="print")
    stairs = page.locator(".pair-row svg, .pair-row .stair")
    assert stairs.count() >= 3
    for number in range(stairs.count()):
        expect(stairs.nth(number)).to_be_visible()
    expect(page.locator("#working")).to_be_visible()
    expect(page.get_by_role("link", name="Set the next step together")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_cora_opens_without_rating_on_record_and_her_later_view_is_not_compared(
    open_as: OpenAs, live: Live, world: World, clock: Clock
) -> None:
    rated = _wren_rates(live, world)
    cora, wren = open_as("cora"), open_as("wren", 390)
    cora.goto(f"/assessments/{rated}")
    pair = cora.url
    cora.get_by_text("Open without rating").click()
    steps.says(cora, "it is on record, and Wren sees that you opened them")
    cora.get_by_role("button", name="Open Wren’s view").click()
    steps.says(cora, "Tick the box to say that you want to open it without rating.")
    assert WRENS_NOTE not in cora.content()
    cora.get_by_role("checkbox", name="I want to open it without rating first.").check()
    cora.get_by_role("button", name="Open Wren’s view").click()
    steps.says(cora, "It is on record that you did not rate first.")
    wren.goto(pair)
    for page in (cora, wren):
        expect(page.get_by_role("heading", level=1)).to_have_text("Safety Mapping: one view")
        steps.says(page, "opened it on Nov 16 without rating.")
        steps.says(page, WRENS_NOTE)

    clock.forward(hours=2)
    with live.database.writing() as db:
        assess(db, world, "cora", "wren", date(2026, 11, 16), {"stakeholders": 3}, note=CORAS_NOTE)
    for page in (cora, wren):
        page.goto(pair)
        expect(page.get_by_role("heading", level=1)).to_have_text("Safety Mapping: one view")
        later = page.locator("section.part", has=page.get_by_role("heading", name="Rated later"))
        expect(later.get_by_role("link")).to_have_text("Cora rated on Nov 16, after opening.")
        assert CORAS_NOTE not in page.content()


def test_the_seal_lifts_by_itself_when_the_month_after_is_over(
    open_as: OpenAs, live: Live, world: World, clock: Clock
) -> None:
    rated = _wren_rates(live, world)
    cora = open_as("cora")
    cora.goto(f"/assessments/{rated}")
    pair = cora.url
    steps.says(cora, "the seal lifts by itself when December 31, 2026 is over")
    # Half an hour before and half an hour after midnight in California.
    for to, is_open in ((date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        clock.at = clock.at.replace(year=2027, month=1, day=1, hour=7 if to.year == 2026 else 8, minute=30)
        cora, wren = open_as("cora"), open_as("wren", 390)
        if not is_open:
            _nobody_shows_a_point(cora, wren, world)
        for page in (cora, wren):
            page.goto(pair)
            assert bool(SEVEN.search(page.content())) is is_open
            expect(page.get_by_role("heading", level=1)).to_have_text(
                "Safety Mapping: one view" if is_open else "Safety Mapping: a sealed pair"
            )
        if is_open:
            for page in (cora, wren):
                steps.says(page, "The month after it is over, so it is open to both of you since Jan 1.")
                steps.says(page, WRENS_NOTE)
            cora.goto(f"/workers/{world['wren']}")
            assert SEVEN.search(cora.content())


def _wren_rates(live: Live, world: World) -> UUID:
    with live.database.writing() as db:
        points = {"stakeholders": 7, "context": 6}
        return assess(db, world, "wren", "wren", date(2026, 11, 10), points, note=WRENS_NOTE, opened=False).id


def _open_pair(live: Live, world: World) -> str:
    _wren_rates(live, world)
    with live.database.writing() as db:
        points = {"stakeholders": 3, "context": 6, "content": 5}
        made = assess(db, world, "cora", "wren", date(2026, 11, 12), points, note=CORAS_NOTE, opened=False)
        return f"/pairs/{made.pair_id}"


def _nobody_shows_a_point(cora: Page, wren: Page, world: World) -> None:
    """Neither side finds a sealed point or note on any page of the record, on paths that show points otherwise."""
    record = f"/workers/{world['wren']}"
    choices = f"{record}/goals/new"
    paths = ["/", "/people", record, f"{record}?profile=safety-mapping&element=stakeholders", f"{record}/assessments"]
    for page in (cora, wren):
        for path in (*paths, f"{record}/goals", choices, f"{choices}?profile=safety-mapping&element=stakeholders"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status < 500
            assert not SEVEN.search(page.content()), path
            assert WRENS_NOTE not in page.content(), path


def _fields(page: Page) -> Locator:
    return page.locator("#questions textarea")


def _answer(page: Page, number: int, text: str) -> None:
    field = _fields(page).nth(number)
    field.fill(text)
    field.blur()
