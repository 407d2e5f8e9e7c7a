"""Two clicks in haste do a thing once, with script and without it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from app.audit.models import AuditEntry
from app.goals.models import Goal
from app.people.models import Unit
from app.ratings.models import Assessment
from app.ratings.rules import State
from tests.browser.conftest import Live
from tests.browser.story import Told
from tests.world import World

pytestmark = pytest.mark.browser

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


def stored(live: Live, statement: Any) -> list[Any]:
    with live.database.reading() as db:
        return list(db.exec(statement))


@SCRIPT
def test_a_unit_is_added_once(open_as: Callable[..., Page], live: Live, script: bool) -> None:
    page = open_as("ada", java_script_enabled=script)
    page.goto("/agency/units")
    page.get_by_label("Name of the unit").fill("Night intake")
    page.get_by_role("button", name="Add the unit").dblclick()
    expect(page.get_by_text("Night intake").first).to_be_visible()
    assert len(stored(live, select(Unit).where(col(Unit.name) == "Night intake"))) == 1


@SCRIPT
def test_an_assessment_is_submitted_once(open_as: Callable[..., Page], live: Live, told: Told, script: bool) -> None:
    page = open_as("wren", java_script_enabled=script)
    page.goto(f"/assessments/{told.wren_draft}/review")
    page.get_by_role("button", name="Submit").dblclick()
    expect(page.get_by_text("Your assessment is submitted.")).to_be_visible()
    of_draft = (col(AuditEntry.action) == "assessment:submit", col(AuditEntry.subject_id) == told.wren_draft)
    assert len(stored(live, select(AuditEntry).where(*of_draft))) == 1
    assert [one.state for one in _of_wren_in_november(live, told.wren_draft)] == [State.SUBMITTED]


@SCRIPT
def test_a_goal_is_proposed_once(
    open_as: Callable[..., Page], live: Live, told: Told, world: World, script: bool
) -> None:
    page = open_as("cora", java_script_enabled=script)
    page.goto(f"/workers/{world['wren']}/goals/new?profile=safety-mapping&element=next-steps")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("One situation to try it in").fill("The mapping with the grandparents")
    page.get_by_role("button", name="Propose").dblclick()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    here = select(Goal).where(col(Goal.situation) == "The mapping with the grandparents")
    assert len(stored(live, here)) == 1


def _of_wren_in_november(live: Live, draft: UUID) -> list[Assessment]:
    made = stored(live, select(Assessment).where(col(Assessment.id) == draft))
    same = (col(Assessment.rater_id) == made[0].rater_id, col(Assessment.observed_on) == made[0].observed_on)
    return stored(live, select(Assessment).where(*same))
