"""A new coach in the middle of a month: what becomes of a pair half filled, a date, a promise and a goal."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from app.coaching.closing import close_session
from app.people.actions import add_account
from app.people.models import Agency
from app.people.permits import Role
from tests.browser.conftest import Live
from tests.browser.later import met
from tests.browser.steps import is_not_found, part_of, rates, says
from tests.browser.story import set_goal
from tests.clock import START, Clock
from tests.stories import assess, viewer_of
from tests.world import BUILT_AT, PASSWORD, World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
SEALED, TOGETHER, PROMISE = "Asked the aunt first.", "What stands under note.", "Call the neighbor"


@dataclass
class Open:
    """What is under way between Cora and Wren when they part."""

    before: UUID
    sealed: UUID
    goal: UUID
    held: UUID
    planned: UUID

    @property
    def pages(self) -> dict[str, str]:
        return {
            "assessment": f"/assessments/{self.before}", "goal": f"/goals/{self.goal}",
            "held": f"/coaching-sessions/{self.held}", "planned": f"/coaching-sessions/{self.planned}",
        }  # fmt: skip


@pytest.fixture
def under_way(live: Live, world: World) -> Open:
    """An opened pair of October, a goal from it, a sealed view of November; of three coaching sessions one is closed,
    one was held and is not closed, and one is to come."""
    with live.database.writing() as db:
        pia = add_account(
            db, None, agency=db.get_one(Agency, world.agency), name="Pia Nowak", email="pia@example.org",
            roles={Role.COACH}, password=PASSWORD, at=BUILT_AT,
        )  # fmt: skip
        world.people["pia"] = pia.id
        assess(db, world, "wren", "wren", date(2026, 10, 13), {"stakeholders": 5}, opened=False)
        before = assess(db, world, "cora", "wren", date(2026, 10, 14), {"stakeholders": 4}, opened=False)
        goal = set_goal(db, world, "stakeholders", 1)
        sealed = assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 6}, note=SEALED, opened=False)
        first, held, planned = (met(db, world, starts_at=START + timedelta(hours=at)) for at in (-14 * 24, -1, 9 * 24))
        close_session(db, viewer_of(db, world, "cora"), first, minutes=45, lines=[], at=START)
        return Open(before.id, sealed.id, goal.id, held.id, planned.id)


@pytest.mark.parametrize("choice", ["Nothing", "All of it"])
def test_each_page_says_what_became_of_it_when_cora_hands_over_to_pia(
    open_as: OpenAs, live: Live, world: World, clock: Clock, under_way: Open, choice: str
) -> None:
    cora, wren, pia = open_as("cora"), open_as("wren", 390), open_as("pia")
    cora_sets_the_last_day(cora, world)
    pia_drafts_and_both_sign(pia, wren, choice)

    clock.at = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
    cora, wren, pia = open_as("cora"), open_as("wren", 390), open_as("pia")
    today_tells_each_of_the_change(cora, wren, pia)
    wren_goes_on_with_what_is_hers(wren, world, under_way)
    cora_reads_up_to_the_last_day_and_closes_what_was_held(cora, world, under_way)
    pia_sees_as_wren_chose(pia, world, under_way, sees=choice != "Nothing")

    rates(pia, world["wren"], "Stakeholders", 6, day="2026-11-19")
    the_line_begins_anew(wren, pia, cora, world, sees=choice != "Nothing")


def cora_sets_the_last_day(cora: Page, world: World) -> None:
    cora.goto(f"/agreements/{world.agreements['cora-wren']}")
    ends = part_of(cora, "End on a day")
    ends.get_by_label("Last day").fill("2026-11-18")
    ends.get_by_role("button", name="Set the last day").click()
    says(cora, "The agreement has a last day.")


def pia_drafts_and_both_sign(pia: Page, wren: Page, choice: str) -> None:
    pia.goto("/agreements/new")
    pia.get_by_label("Worker", exact=False).first.select_option(label="Wren Castillo")
    pia.get_by_role("checkbox", name=re.compile("^Safety Mapping")).check()
    pia.get_by_label("First day").fill("2026-11-19")
    pia.get_by_role("button", name="Save the draft").click()
    says(pia, "The draft is ready.")
    wren.goto("/")
    wren.goto(pia.url)
    wren.get_by_role("radio", name=re.compile(f"^{choice}")).check()
    for page in (wren, pia):
        page.get_by_role("button", name="Sign as").click()
        says(page, "You have signed.")


def today_tells_each_of_the_change(cora: Page, wren: Page, pia: Page) -> None:
    for page in (cora, wren, pia):
        page.goto("/")
    says(wren, "Your agreement with Pia is in force")
    says(wren, "Cora goes on reading what was written until then.")
    says(pia, "Your agreement with Wren is in force")
    says(pia, "Pick a date with Wren")
    says(cora, "Your coaching of Wren ended on November 18")
    # Nothing of Wren is Cora's to do any more, and nobody tells her of Pia.
    assert [word for word in ("Rate Wren", PROMISE, "Pia") if word in cora.content()] == []


def wren_goes_on_with_what_is_hers(wren: Page, world: World, under_way: Open) -> None:
    expect(wren.get_by_role("checkbox", name=re.compile(PROMISE))).to_be_visible()
    wren.goto(f"/assessments/{under_way.sealed}")
    says(wren, SEALED)
    says(wren, "Cora cannot see it yet: the pair opens on January 1, 2027.")
    wren.goto(f"/goals/{under_way.goal}")
    says(wren, "Your coaching with Cora has ended. The goal stays yours, and you look back at it on your own.")
    expect(wren.get_by_role("link", name="Look back at this goal")).to_be_visible()
    wren.goto(f"/workers/{world['wren']}/coaching-sessions")
    says(wren, "Cancelled by the end of the agreement")
    expect(part_of(wren, "Not closed yet").get_by_text("with Cora")).to_be_visible()


def cora_reads_up_to_the_last_day_and_closes_what_was_held(cora: Page, world: World, under_way: Open) -> None:
    pages = under_way.pages
    cora.goto(f"/workers/{world['wren']}")
    says(cora, "Your coaching ended November 18, 2026. You read what was written until then.")
    cora.goto(f"/assessments/{under_way.sealed}")
    says(cora, "Your coaching agreement has ended, and the seal stays.")
    assert SEALED not in cora.content()
    cora.goto(pages["goal"])
    says(cora, "Your coaching of Wren has ended. You read this goal as it stood on the last day.")
    cora.goto(pages["planned"])
    says(cora, "so it counts as cancelled.")
    cora.goto(pages["held"])
    says(cora, "If it took place, it can be closed until December 2, 2026.")
    cora.get_by_role("link", name="Close this coaching session").click()
    cora.get_by_label("How many minutes did it take?").fill("45")
    cora.get_by_role("button", name="Close it").click()
    says(cora, "The coaching session is closed.")
    says(cora, TOGETHER)


def pia_sees_as_wren_chose(pia: Page, world: World, under_way: Open, *, sees: bool) -> None:
    # What is sealed between two others opens to nobody else, whatever was chosen.
    is_not_found(pia, f"/assessments/{under_way.sealed}")
    is_not_found(pia, f"/agreements/{world.agreements['cora-wren']}")
    for path in under_way.pages.values():
        if sees:
            pia.goto(path)
            expect(pia.get_by_role("heading", level=1)).not_to_have_text("There is nothing here for you")
        else:
            is_not_found(pia, path)
    if sees:
        pia.goto(under_way.pages["goal"])
        says(pia, "It was agreed with Cora, and that coaching has ended. Wren looks back at it alone.")
    for path in ("", "/goals", "/coaching-sessions", "/assessments"):
        pia.goto(f"/workers/{world['wren']}{path}")
        told = pia.content()
        assert SEALED not in told
        assert sees or not [str(one) for one in (under_way.goal, under_way.held, under_way.planned) if str(one) in told]


def the_line_begins_anew(wren: Page, pia: Page, cora: Page, world: World, *, sees: bool) -> None:
    chart = f"/workers/{world['wren']}?profile=safety-mapping&element=stakeholders"
    for page, of_coaches in ((wren, 2), (pia, 2 if sees else 1), (cora, 1)):
        page.goto(chart)
        drawn = page.locator("figure[data-chart] svg[aria-label]").first
        expect(drawn.locator("path.line-coach")).to_have_count(of_coaches)
        # Half a month before the edge there is room for her name, and not for the day.
        assert ("Pia Nowak" in drawn.locator("text").all_text_contents()) is (of_coaches == 2)
        if of_coaches == 2:
            # The line of the one stops at the mark, and that of the other starts behind it.
            mark = _x(drawn.locator("path.change").last)
            before, after = (_x(line) for line in drawn.locator("path.line-coach").all())
            assert before < mark < after
            assert (drawn.locator("path.line-coach").first.get_attribute("d") or "").endswith(f"H{mark}")
    assert "Pia" not in cora.content()


def _x(line: Locator) -> float:
    """Where a line of the drawing begins."""
    found = re.match(r"M([0-9.]+) ", line.get_attribute("d") or "")
    assert found is not None
    return float(found[1])
