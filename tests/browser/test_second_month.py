"""The second month of Cora and Wren: both rate again, look back where they meet, and what helped helps others."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from app.coaching.closing import close_session
from tests.browser.conftest import Live
from tests.browser.later import met
from tests.browser.steps import part_of, rates, says
from tests.browser.story import set_goal
from tests.clock import START, Clock
from tests.stories import assess, viewer_of
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
MAPPING, HELPED = "Safety Mapping", "A list of who was missing, made together."


@pytest.fixture
def november(live: Live, world: World) -> None:
    """Where the first month ended: an opened pair, a coaching session that was closed, and a goal to check back."""
    with live.database.writing() as db:
        assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 5}, opened=False)
        assess(db, world, "cora", "wren", date(2026, 11, 13), {"stakeholders": 4}, opened=False)
        first = met(db, world, starts_at=START - timedelta(hours=1))
        close_session(db, viewer_of(db, world, "cora"), first, minutes=45, lines=[], at=START)
        set_goal(db, world, "stakeholders", 1, at=START)


@pytest.mark.usefixtures("november")
def test_the_second_month_of_a_coach_and_a_worker(open_as: OpenAs, world: World, clock: Clock) -> None:
    clock.at = datetime(2026, 12, 8, 19, 0, tzinfo=UTC)
    cora, wren = open_as("cora"), open_as("wren", 390)
    wren.goto("/")
    says(wren, f"Assess yourself on {MAPPING}")
    rates(wren, world["wren"], "Stakeholders", 5)
    rates(cora, world["wren"], "Stakeholders", 5)
    the_pair_of_december_opens(cora, wren)
    place = they_meet(cora)
    goal = they_look_back_where_they_meet(cora, place)
    they_close(cora, wren, place)
    the_chart_shows_both_months(wren, world)
    wren_gives_what_helped(wren, goal)
    theo = open_as("theo")
    a_coach_approves(theo)
    colleagues_find_it(open_as)
    wren.goto("/")
    says(wren, "Your text stands on the shelf")


def the_pair_of_december_opens(cora: Page, wren: Page) -> None:
    expect(cora.get_by_role("heading", level=1)).to_have_text(f"{MAPPING}: two views, side by side")
    wren.goto(cora.url)
    expect(wren.locator(".facts").get_by_text("December 2026")).to_be_visible()
    expect(wren.locator("#working h3")).to_have_text(["Stakeholders"])


def they_meet(cora: Page) -> str:
    cora.get_by_role("link", name="Plan a coaching session").click()
    cora.get_by_label("Day").fill("2026-12-08")
    cora.get_by_label("Time").fill("11:30")
    cora.get_by_role("button", name="Plan this coaching session").click()
    says(cora, "The coaching session is planned.")
    agenda = part_of(cora, "Agenda")
    for line in (f"Your two views on {MAPPING}, December 2026", "Check back: Stakeholders", "Wren: Call the neighbor"):
        expect(agenda.get_by_text(line).first).to_be_visible()
    return cora.url.partition("?")[0]


def they_look_back_where_they_meet(cora: Page, place: str) -> str:
    """From the agenda to the questions, and back to the same coaching session."""
    cora.goto(place)
    agenda = part_of(cora, "Agenda")
    with cora.expect_response(re.compile("/sheet/agenda$")) as saved:
        agenda.get_by_role("checkbox", name=re.compile("Check back: Stakeholders")).check()
    assert saved.value.ok
    agenda.get_by_role("link", name=re.compile("Check back: Stakeholders")).click()
    cora.get_by_label("What helped?").fill(HELPED)
    cora.get_by_label("Which point now?").select_option(value="5")
    cora.get_by_role("radio", name=re.compile("We are there")).check()
    cora.get_by_role("button", name="Close this goal").click()
    says(cora, "The goal is closed. What you wrote stays with it.")
    return cora.url.partition("?")[0]


def they_close(cora: Page, wren: Page, place: str) -> None:
    cora.goto(f"{place}/closing")
    cora.get_by_label("How many minutes did it take?").fill("45")
    cora.get_by_role("button", name="Close it").click()
    says(cora, "The coaching session is closed.")
    wren.goto(place)
    kept = part_of(wren, "Agenda")
    expect(kept.get_by_text(f"Your two views on {MAPPING}, December 2026").first).to_be_visible()
    assert "Check back: Stakeholders, Safety Mapping talked about" in " ".join(kept.inner_text().split())


def the_chart_shows_both_months(wren: Page, world: World) -> None:
    wren.goto(f"/workers/{world['wren']}?profile=safety-mapping&element=stakeholders")
    drawn = wren.locator("figure[data-chart] svg[aria-label]:visible").first
    expect(drawn).to_have_attribute("aria-label", re.compile("from 4 .*November.* to 5 .*December"))
    wren.get_by_text("The same as a table").click()
    for words in ("4 to 5", "We are there"):
        says(wren, words)


def wren_gives_what_helped(wren: Page, goal: str) -> None:
    wren.goto(goal)
    wren.get_by_role("link", name="Give what helped to the shelf").click()
    expect(wren.get_by_label("What helped")).to_have_value(HELPED)
    wren.get_by_role("checkbox", name=re.compile("the step from 4 to 5")).check()
    wren.get_by_role("button", name="Give it to the shelf").click()
    says(wren, "It is given. A coach reads it before it stands on the shelf.")


def a_coach_approves(theo: Page) -> None:
    theo.goto("/")
    says(theo, "One text waits for a coach’s word")
    theo.goto("/shelf/waiting")
    assert "Wren" not in theo.locator("main").inner_text()
    theo.get_by_role("link", name=re.compile("^Read and decide")).click()
    says(theo, HELPED)
    theo.get_by_role("button", name="Put it on the shelf").click()
    says(theo, "It stands on the shelf.")


def colleagues_find_it(open_as: OpenAs) -> None:
    """In the own agency, by a word and by the step, and without a name."""
    sue, otto = open_as("sue", 390), open_as("otto")
    for page, asked, found in ((sue, "missing", 1), (sue, "4 to 5", 1), (sue, "weather", 0), (otto, "missing", 0)):
        page.goto("/shelf")
        page.get_by_role("searchbox").fill(asked)
        page.get_by_role("button", name="Search").click()
        expect(page).to_have_url(re.compile(r"\?(.*&)?q="))
        part = part_of(page, "On the shelf")
        expect(part).to_be_visible()
        expect(part.get_by_text(HELPED)).to_have_count(found)
        assert not re.search("Wren|Castillo|Cora", part.inner_text())
