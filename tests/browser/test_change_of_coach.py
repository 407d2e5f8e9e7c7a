"""A change of coach: the worker says what the new one sees of before, and the one before sees nothing newer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.people.models import Account
from tests.browser import steps
from tests.browser.conftest import Live
from tests.browser.story import draft, set_goal
from tests.clock import START, Clock
from tests.stories import assess
from tests.world import World, agree

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
BEFORE, NEWER = "Wrote the family's own words on the wall.", "Waited until the father had finished."
THEO_ENDS = "Your agreement with Theo ends when this one begins: one worker has one coach at a time."
SEVEN = re.compile(r">\s*7\s*<")


@dataclass
class Record:
    """What stands in Sol's record from the time with Theo, and the draft of the agreement with Cora."""

    assessment: UUID
    goal: UUID
    agreement: UUID


@pytest.mark.parametrize(
    ("choice", "sees_points", "sees_all"), [("Nothing", False, False), ("Points", True, False), ("All", True, True)]
)
def test_sol_says_what_cora_sees_of_the_time_with_theo(
    open_as: OpenAs, live: Live, world: World, clock: Clock, choice: str, sees_points: bool, sees_all: bool
) -> None:
    record = _theo_coaches_sol(live, world)
    cora, sol = open_as("cora"), open_as("sol", 390)
    _sol_and_cora_sign(sol, cora, record, choice)

    cora.goto(f"/workers/{world['sol']}?profile=safety-mapping")
    assert bool(SEVEN.search(cora.content())) is sees_points
    expect(cora.locator(".facts").get_by_text("Cora Lindqvist")).to_be_visible()
    _reads(cora, f"/assessments/{record.assessment}", sees_points)
    assert bool(SEVEN.search(cora.content())) is sees_points
    assert (BEFORE in cora.content().replace("&#39;", "'")) is sees_all
    _reads(cora, f"/goals/{record.goal}", sees_all)
    _reads(cora, f"/workers/{world['sol']}/goals", True)
    assert (str(record.goal) in cora.content()) is sees_all

    newer = _sol_rates_with_cora(live, world, clock)
    # Two days later both have signed in anew.
    cora, theo = open_as("cora"), open_as("theo")
    _reads(cora, f"/assessments/{newer}", True)
    steps.says(cora, NEWER)
    _theo_keeps_what_was_and_sees_nothing_newer(theo, world, record, newer)


def _theo_coaches_sol(live: Live, world: World) -> Record:
    with live.database.writing() as db:
        sol, theo = (db.get_one(Account, world[name]) for name in ("sol", "theo"))
        agree(
            db, worker=sol, coach=theo, focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 10, 1),
            at=START - timedelta(days=46),
        )  # fmt: skip
        points = {"stakeholders": 7, "context": 5}
        made = assess(db, world, "theo", "sol", date(2026, 10, 13), points, note=BEFORE)
        at = START - timedelta(days=20)
        goal = set_goal(db, world, "stakeholders", 1, worker="sol", coach="theo", at=at)
        return Record(made.id, goal.id, draft(db, world, worker="sol", coach="cora", at=START).id)


def _sol_and_cora_sign(sol: Page, cora: Page, record: Record, choice: str) -> None:
    for page in (sol, cora):
        page.goto(f"/agreements/{record.agreement}")
        if page is sol:
            steps.says(page, THEO_ENDS)
            page.get_by_role("radio", name=re.compile(f"^{choice}")).check()
        else:
            # Whom else Sol works with is not Cora's to know.
            assert "Theo" not in page.content()
        page.get_by_role("button", name="Sign as").click()
        steps.says(page, "You have signed.")


def _sol_rates_with_cora(live: Live, world: World, clock: Clock) -> UUID:
    clock.forward(days=2)
    with live.database.writing() as db:
        return assess(db, world, "sol", "sol", date(2026, 11, 17), {"context": 6}, note=NEWER).id


def _theo_keeps_what_was_and_sees_nothing_newer(theo: Page, world: World, record: Record, newer: UUID) -> None:
    _reads(theo, f"/assessments/{record.assessment}", True)
    steps.says(theo, BEFORE)
    _reads(theo, f"/goals/{record.goal}", True)
    _reads(theo, f"/assessments/{newer}", False)
    _reads(theo, f"/agreements/{record.agreement}", False)
    for path in ("", "?profile=safety-mapping&element=context", "/assessments", "/goals"):
        _reads(theo, f"/workers/{world['sol']}{path}", True)
        assert [word for word in ("Cora", NEWER, str(newer)) if word in theo.content()] == []


def _reads(page: Page, path: str, does: bool) -> None:
    """This person reads the page, or finds what is not there for anybody."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (200 if does else 404), path
    if not does:
        expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")
