"""The page used in the room under a thumb, and a closed one on paper."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from app.coaching.closing import close_session
from app.coaching.row_models import Commitment
from app.coaching.rules import Owner
from tests.browser.conftest import Live
from tests.clock import START
from tests.coaching.given import put_down
from tests.stories import viewer_of
from tests.world import World

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
PROMISE, SAID = "Call the neighbor", "Tick what is done."


@pytest.fixture
def sessions(live: Live, world: World) -> tuple[UUID, UUID]:
    """One that is closed, with a commitment, and the one after it, on whose agenda it stands."""
    with live.database.writing() as db:
        before, at = put_down(db, world, "cora", "wren", START - timedelta(days=7)), START - timedelta(days=7)
        db.add(
            Commitment(
                id=uuid4(), session_id=before.id, worker_id=before.worker_id, coach_id=before.coach_id,
                owner=Owner.WORKER, text=PROMISE, due_on=date(2026, 11, 20), added_at=at,
            )
        )  # fmt: skip
        close_session(db, viewer_of(db, world, "cora"), before, minutes=60, lines=[], at=at)
        return before.id, put_down(db, world, "cora", "wren", START).id


def boxes(page: Page, selector: str) -> list[Any]:
    found: list[Any] = page.locator(selector).evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map(({x, y, width, height}) => ({x, y, width, height}))"
    )
    return found


def test_on_a_phone_the_numbers_stand_in_two_rows_of_targets_for_a_thumb(
    open_as: OpenAs, sessions: tuple[UUID, UUID]
) -> None:
    page = open_as("wren", 390)
    page.goto(f"/coaching-sessions/{sessions[1]}")
    found = boxes(page, ".nought-to-ten label")
    assert min(min(one["width"], one["height"]) for one in found) >= 44
    rows = [one["y"] for one in found[:11]]
    assert (len(set(rows[:6])), len(set(rows[6:])), rows[0] < rows[6]) == (1, 1, True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_there_is_room_they_stand_on_one_line(open_as: OpenAs, sessions: tuple[UUID, UUID]) -> None:
    page = open_as("wren")
    page.goto(f"/coaching-sessions/{sessions[1]}")
    assert len({one["y"] for one in boxes(page, ".nought-to-ten label")}) == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_a_tick_of_what_was_said_is_44_px_high(open_as: OpenAs, sessions: tuple[UUID, UUID], width: int) -> None:
    page = open_as("wren", width)
    page.goto(f"/coaching-sessions/{sessions[1]}")
    expect(page.locator("#agenda .promise")).to_contain_text(PROMISE)
    assert min(one["height"] for one in boxes(page, "#agenda .check")) >= 44


def test_a_closed_one_asks_nobody_to_tick_on_paper(open_as: OpenAs, sessions: tuple[UUID, UUID]) -> None:
    page = open_as("wren")
    page.goto(f"/coaching-sessions/{sessions[0]}")
    expect(page.get_by_text(SAID)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text(PROMISE).first).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_hidden()


def test_enter_in_by_when_leads_to_the_empty_row(open_as: OpenAs, sessions: tuple[UUID, UUID]) -> None:
    page = open_as("wren")
    page.goto(f"/coaching-sessions/{sessions[1]}")
    page.locator("#field-new-commitment").fill("Ask the aunt")
    page.locator("#field-new-commitment-by").fill("2026-11-20")
    page.locator("#field-new-commitment-by").press("Enter")
    expect(page.locator("#commitments")).to_contain_text("Ask the aunt")
    expect(page.locator("#field-new-commitment")).to_be_focused()


def test_the_way_from_the_closing_page_leads_into_the_field(open_as: OpenAs, sessions: tuple[UUID, UUID]) -> None:
    page = open_as("wren")
    page.goto(f"/coaching-sessions/{sessions[1]}")
    page.locator("#field-note").fill("Call 530-555-0123.")
    page.get_by_role("button", name="Close this coaching session").click()
    page.get_by_role("link", name="Change the text").click()
    expect(page.locator("#field-note")).to_be_focused()
