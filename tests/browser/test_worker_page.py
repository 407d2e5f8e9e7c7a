"""The page of a worker on paper and under a thumb: few sheets, nothing cut in two, targets that are large enough."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.record import a_full_record, pages_of
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]

# Links and buttons that stand alone and are lower than 44 px; one inside a sentence has words beside it.
_TOO_LOW = """() => [...document.querySelectorAll("main a, main button, main summary, .crumbs a")]
  .filter((one) => one.getBoundingClientRect().height > 0)
  .filter((one) => ![...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .filter((one) => one.getBoundingClientRect().height < 43.9)
  .map((one) => one.textContent.trim())"""


@pytest.fixture
def full(live: Live, world: World) -> None:
    with live.database.writing() as db:
        a_full_record(db, world)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("query", ["profile=safety-mapping&element=content", "profile=safety-mapping"])
def test_a_full_record_is_four_sheets_at_most_without_what_is_pressed(
    open_as: OpenAs, world: World, query: str
) -> None:
    page = open_as("wren")
    page.goto(f"/workers/{world['wren']}?{query}", timeout=30_000)
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 4
    page.emulate_media(media="print")
    expect(page.locator(".strip-people")).to_contain_text("Cora sees points")
    expect(page.locator("#working")).to_contain_text("From 4 toward 5")
    expect(page.locator(".grid tbody tr")).to_have_count(5)
    for pressed in page.locator("main :is(button, .actions), nav").all():
        expect(pressed).to_be_hidden()


@pytest.mark.usefixtures("full")
def test_on_paper_the_chart_keeps_its_digits_and_its_table_stands_open(open_as: OpenAs, world: World) -> None:
    page = open_as("wren")
    page.goto(f"/workers/{world['wren']}?profile=safety-mapping&element=content", timeout=30_000)
    page.emulate_media(media="print")
    growth = page.locator("#growth")
    expect(growth.locator("svg.chart-paper .digit-coach").first).to_be_visible()
    expect(growth.locator("svg.chart-wide")).to_be_hidden()
    expect(growth.get_by_role("rowheader", name="Oct 6, 2026")).to_be_visible()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("place", ["/workers/{}", "/workers/{}?profile=safety-mapping", "/workers/{}/goals", "/"])
@pytest.mark.parametrize("who", ["wren", "cora"])
def test_what_is_pressed_alone_is_44_px_high(open_as: OpenAs, world: World, who: str, place: str, width: int) -> None:
    page = open_as(who, width)
    page.goto(place.format(world["wren"]), timeout=30_000)
    low: Any = page.evaluate(_TOO_LOW)
    assert low == []


@pytest.mark.usefixtures("full")
def test_small_charts_have_one_key_and_readable_months_at_every_width(open_as: OpenAs, world: World) -> None:
    for width in (390, 1440):
        page = open_as("wren", width)
        page.goto(f"/workers/{world['wren']}?profile=safety-mapping", timeout=30_000)
        growth = page.locator("#growth")
        expect(growth.get_by_role("list", name="Key")).to_have_count(1)
        size: Any = growth.locator(".multiples svg text").evaluate_all(
            "(all) => Math.min(...all.filter((one) => one.getClientRects().length && one.getBBox().width)"
            ".map((one) => one.getBoundingClientRect().height))"
        )
        assert size >= 13


@pytest.mark.usefixtures("full")
def test_six_small_charts_are_one_sheet_and_a_long_table_stands_in_two_halves(open_as: OpenAs, world: World) -> None:
    page = open_as("wren", 720)
    page.goto(f"/workers/{world['wren']}?profile=safety-mapping", timeout=30_000)
    page.emulate_media(media="print")
    heights: Any = page.locator("#growth .multiples > li").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().height)"
    )
    # Letter, less its margins, the title and the key.
    assert max(heights) * 6 <= 830
    page.goto(f"/workers/{world['wren']}?profile=safety-mapping&element=content")
    halves: Any = page.evaluate(
        "() => getComputedStyle(document.querySelector('#growth .disclosure'), '::details-content').columnCount"
    )
    assert halves == "2"


@pytest.mark.usefixtures("full")
def test_a_spark_stands_at_the_foot_of_its_cell_and_a_slash_never_begins_a_line(open_as: OpenAs, world: World) -> None:
    page = open_as("cora")
    page.goto(f"/workers/{world['wren']}?profile=safety-mapping", timeout=30_000)
    below: Any = page.evaluate(
        """() => {
          const row = document.querySelector(".grid tbody tr");
          row.querySelector("th").style.height = "200px";
          const cell = row.querySelector(".cell:has(.spark)");
          return cell.getBoundingClientRect().bottom - cell.querySelector(".spark").getBoundingClientRect().bottom;
        }"""
    )
    assert below <= 10
    slashes: Any = page.locator(".crumbs li").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    assert set(slashes) == {"none"}
