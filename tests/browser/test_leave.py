"""Leave in the middle of a month: one of the two sets the pause, the other corrects it, and in it nothing is asked."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live
from tests.browser.outside import dates_of, mail_of, takes_the_dates_along
from tests.browser.steps import part_of, says
from tests.browser.story import set_goal
from tests.clock import Clock
from tests.stories import assess
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
ASSESS, PRACTICE, LOOK = "Self-assessment", "Harm and Danger/Risk Statements", "Check back on a goal"
OWN_WORDS = "Asked the aunt first."


@pytest.fixture
def sealed(live: Live, world: World) -> UUID:
    """In October both rated; in November Wren has, on one of two practices, and Cora has not."""
    with live.database.writing() as db:
        assess(db, world, "wren", "wren", date(2026, 10, 13), {"stakeholders": 5}, opened=False)
        assess(db, world, "cora", "wren", date(2026, 10, 14), {"stakeholders": 4}, opened=False)
        assess(db, world, "wren", "wren", date(2026, 10, 15), {"content": 4}, profile="harm-and-danger")
        set_goal(db, world, "stakeholders", 1)
        return assess(
            db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 6}, note=OWN_WORDS, opened=False
        ).id


def test_a_leave_in_the_middle_of_a_month_asks_nothing_and_unseals_nothing(
    open_as: OpenAs, live: Live, world: World, clock: Clock, sealed: UUID
) -> None:
    cora, wren = open_as("cora"), open_as("wren", 390)
    address = takes_the_dates_along(wren)
    both_are_asked(cora, wren)
    assert dates_of(address) == [
        (LOOK, date(2026, 12, 8)), (ASSESS, date(2026, 11, 30)), (ASSESS, date(2026, 12, 31)),
    ]  # fmt: skip

    cora_sets_the_pause(cora, world)
    wren_corrects_it(wren)
    cora.goto("/")
    says(cora, "Wren changed a pause")

    # Monday of the week after: in November too few days are left to look back at.
    clock.at = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    cora, wren, sue = open_as("cora"), open_as("wren", 390), open_as("sue")
    today_says_so_to_each(cora, wren, sue)
    it_is_sealed(cora, sealed)
    assert mail_of(live, clock, "wren") == []
    # Both practices are due on one day now, and a calendar shows such a day once.
    assert dates_of(address) == [(LOOK, date(2026, 12, 10)), (ASSESS, date(2026, 12, 31))]

    clock.at = datetime(2026, 12, 14, 18, 0, tzinfo=UTC)
    cora, wren, sue = open_as("cora"), open_as("wren", 390), open_as("sue")
    the_rhythm_asks_again(cora, wren, sue)
    assert "Two self-assessments, the first by December 31, 2026" in mail_of(live, clock, "wren")[0]
    it_is_sealed(cora, sealed)
    cora_rates_and_the_pair_opens(cora)


def both_are_asked(cora: Page, wren: Page) -> None:
    for page, task in ((wren, f"Assess yourself on {PRACTICE}"), (cora, "Rate Wren on Safety Mapping")):
        page.goto("/")
        says(page, task)


def cora_sets_the_pause(cora: Page, world: World) -> None:
    """Wren has called: away since Saturday."""
    cora.goto(f"/agreements/{world.agreements['cora-wren']}")
    cora.get_by_text("Add a pause").first.click()
    says(cora, "In it, nobody is asked for a self-assessment, a rating or a look back, on Today or by mail.")
    cora.get_by_label("First day of the pause").fill("2026-11-14")
    cora.get_by_label("Last day, if it is known").fill("2026-12-06")
    cora.get_by_role("button", name="Add a pause").click()
    says(cora, "The pause is set. Nothing is due in it.")


def wren_corrects_it(wren: Page) -> None:
    wren.goto("/")
    says(wren, "Cora set a pause")
    says(wren, "From November 14, 2026 to December 6, 2026.")
    wren.get_by_role("link", name=re.compile("Cora set a pause")).click()
    wren.get_by_role("link", name=re.compile("the pause from November 14, 2026 to December 6, 2026")).click()
    wren.get_by_label("Last day, if it is known").fill("2026-12-09")
    wren.get_by_role("button", name="Save the days").click()
    says(wren, "The pause has other days now.")
    assert "From November 14, 2026 to December 9, 2026 Changed by Wren" in " ".join(
        part_of(wren, "Pauses").inner_text().split()
    )


def today_says_so_to_each(cora: Page, wren: Page, sue: Page) -> None:
    """The two read until when; who supervises reads that it rests, and no day."""
    for page in (cora, wren, sue):
        page.goto("/")
    says(wren, "Paused until December 10")
    says(wren, "check back after the pause, from Dec 10")
    says(cora, "Paused until December 10. Nothing is due.")
    for page in (cora, wren):
        for asked in ("Assess yourself", "Rate Wren", "Look back"):
            expect(page.get_by_text(re.compile(asked))).to_have_count(0)
    row = sue.get_by_role("row", name=re.compile("Wren Castillo"))
    expect(row.get_by_text("Paused; last done Nov 12", exact=True)).to_be_visible()
    assert "Dec" not in row.inner_text()


def it_is_sealed(cora: Page, sealed: UUID) -> None:
    """No word and no figure of what Wren has written."""
    cora.goto(f"/assessments/{sealed}")
    says(cora, "Wren has rated Safety Mapping. You see it as soon as your own view is in.")
    main = cora.locator("main").inner_text()
    assert (OWN_WORDS in main, re.findall(r"\b6\b", main)) == (False, [])


def the_rhythm_asks_again(cora: Page, wren: Page, sue: Page) -> None:
    for page in (cora, wren, sue):
        page.goto("/")
        expect(page.get_by_text(re.compile("Paused"))).to_have_count(0)
    for practice in (PRACTICE, "Safety Mapping"):
        says(wren, f"Assess yourself on {practice}")
    for page in (cora, wren):
        expect(page.get_by_text(re.compile("look back at Stakeholders", re.IGNORECASE)).first).to_be_visible()
    says(cora, "Rate Wren on Safety Mapping for November")


def cora_rates_and_the_pair_opens(cora: Page) -> None:
    """For the month before the leave: what she saw then belongs to that pair."""
    cora.get_by_role("link", name="Rate now").click()
    cora.get_by_label("Observed on").fill("2026-11-13")
    cora.get_by_role("button", name="Open the form").click()
    group = cora.get_by_role("group", name=re.compile("Stakeholders")).first
    group.get_by_role("radio", name=re.compile("^5, ")).check()
    expect(group.get_by_text(re.compile("Saved .*M"))).to_be_visible()
    cora.get_by_role("button", name="Review").click()
    cora.get_by_role("button", name=re.compile("^Submit")).click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Safety Mapping: two views, side by side")
    says(cora, OWN_WORDS)
