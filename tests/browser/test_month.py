"""A month of Cora and Wren, from two views to a step that is taken: as both live it, each in the own browser."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.outside import dates_of, mail_of, takes_the_dates_along
from tests.browser.steps import part_of, says
from tests.clock import Clock
from tests.world import World

pytestmark = pytest.mark.browser

MAPPING = "Safety Mapping"


def test_the_month_of_a_coach_and_a_worker(
    open_as: Callable[..., Page], live: Live, world: World, clock: Clock
) -> None:
    cora, wren = open_as("cora"), open_as("wren", 390)
    both_assess(cora, wren, world)
    place = they_plan_from_the_pair(cora)
    address = takes_the_dates_along(wren)
    assert dict(dates_of(address))["Coaching session"] == datetime(2026, 11, 17, 18, 0, tzinfo=UTC)

    clock.forward(days=1, minutes=30)
    cora, wren = open_as("cora"), open_as("wren", 390)
    they_meet_and_close(cora, wren, place)
    they_set_the_next_step(cora, wren)
    assert str(dict(dates_of(address))["Check back on a goal"]) == "2026-12-08"

    clock.at = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    # Once, however often the worker runs.
    (told,) = mail_of(live, clock, "wren", rounds=2)
    assert "One self-assessment, since June 30, 2026" in told
    assert not re.search(r"Wren|Cora|Castillo|Lindqvist|Mapping|Stakeholders|Bay County", told)

    clock.at = datetime(2026, 12, 8, 19, 0, tzinfo=UTC)
    cora, wren = open_as("cora"), open_as("wren", 390)
    wren.goto("/")
    says(wren, "Check back with Cora")
    they_look_back(cora)
    the_chart_shows_the_step(wren, world)


def both_assess(cora: Page, wren: Page, world: World) -> None:
    """Wren first, on her phone; what she chose opens when Cora has rated as well."""
    for page, point in ((wren, 5), (cora, 4)):
        page.goto(f"/workers/{world['wren']}/assessments/new?profile=safety-mapping")
        page.get_by_role("button", name="Open the form").click()
        group = page.get_by_role("group", name=re.compile("Stakeholders")).first
        group.get_by_role("radio", name=re.compile(f"^{point}, ")).check()
        expect(group.get_by_text(re.compile("Saved .*M"))).to_be_visible()
        page.get_by_role("button", name="Review").click()
        page.get_by_role("button", name=re.compile("^Submit")).click()
    expect(cora.get_by_role("heading", level=1)).to_have_text(f"{MAPPING}: two views, side by side")


def they_plan_from_the_pair(cora: Page) -> str:
    cora.get_by_role("link", name="Plan a coaching session").click()
    cora.get_by_label("Day").fill("2026-11-17")
    cora.get_by_label("Time").fill("10:00")
    cora.get_by_role("button", name="Plan this coaching session").click()
    says(cora, "The coaching session is planned.")
    return cora.url.partition("?")[0]


def they_meet_and_close(cora: Page, wren: Page, place: str) -> None:
    cora.goto("/")
    says(cora, "You meet Wren today at 10:00 AM")
    cora.goto(place)
    expect(part_of(cora, "Agenda").get_by_text(re.compile(MAPPING)).first).to_be_visible()
    cora.get_by_label("What is working well?").fill("Everybody knew why they were asked.")
    cora.get_by_label("What is working well?").blur()
    expect(cora.get_by_text(re.compile("Saved .*, Cora")).first).to_be_visible()
    wren.goto(place)
    expect(wren.get_by_label("What is working well?")).to_have_value("Everybody knew why they were asked.")
    part_of(wren, "What you will do").get_by_label("What", exact=True).fill("Ask the aunt before the next mapping")
    wren.get_by_label("By when").fill("2026-11-24")
    wren.get_by_role("button", name="Add it").last.click()
    says(wren, "Ask the aunt before the next mapping")
    cora.goto(f"{place}/closing")
    cora.get_by_label("How many minutes did it take?").fill("45")
    cora.get_by_role("button", name="Close it").click()
    says(cora, "The coaching session is closed.")
    wren.goto("/")
    expect(wren.get_by_role("checkbox", name=re.compile("Ask the aunt before the next mapping"))).to_be_visible()
    cora.goto("/caseload")
    says(cora, "45 minutes of 2 hours agreed")
    cora.goto(place)


def they_set_the_next_step(cora: Page, wren: Page) -> None:
    """From the closed session the form of the goal is one click away."""
    cora.get_by_role("link", name="Set the next step").click()
    if "element=" not in cora.url:
        cora.get_by_role("link", name=re.compile("Stakeholders")).first.click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Next step: Stakeholders")
    cora.get_by_role("group", name=re.compile("What to try")).get_by_role("checkbox").first.check()
    cora.get_by_label("One situation to try it in").fill("The next mapping where a parent works nights")
    cora.get_by_label("We look at it together on").fill("2026-12-08")
    cora.get_by_role("button", name="Propose to Wren").click()
    says(cora, "It waits for a yes")
    wren.goto(cora.url)
    wren.get_by_role("button", name=re.compile("Confirm|agree", re.IGNORECASE)).click()
    says(wren, "The goal is active.")


def they_look_back(cora: Page) -> None:
    cora.goto("/")
    cora.get_by_role("link", name=re.compile("look back at Stakeholders")).first.click()
    cora.get_by_label("What helped?").fill("A list of who was missing, made together.")
    cora.get_by_label("Which point now?").select_option(value="5")
    cora.get_by_role("radio", name=re.compile("We are there")).check()
    cora.get_by_role("button", name="Close this goal").click()
    says(cora, "The goal is closed. What you wrote stays with it.")


def the_chart_shows_the_step(wren: Page, world: World) -> None:
    wren.goto(f"/workers/{world['wren']}?profile=safety-mapping&element=stakeholders")
    expect(wren.locator("figure[data-chart] svg[aria-label]:visible").first).to_be_visible()
    wren.get_by_text("The same as a table").click()
    says(wren, "4 to 5")
    says(wren, "We are there")
