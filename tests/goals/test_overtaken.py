"""Goals and drafts that something newer has overtaken: another point, or a version on another scale."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.goals.rules import GoalState
from app.settings import ROOT
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]
STEP = "?profile=safety-mapping&element=stakeholders"


def _moved_to_levels(db: Session) -> None:
    """Safety Mapping's next version, on the scale of five levels."""
    library = read_folder(ROOT / "profiles")
    old, levels = library.profile("sop", "safety-mapping"), library.scale("set-cqi")
    elements = tuple(replace(element, stages=()) for element in old.elements)
    profiles = tuple(
        replace(item, scale=levels, elements=elements) if item == old else item for item in library.profiles
    )
    load(db, replace(library, profiles=profiles), at=START)
    db.commit()


@pytest.mark.parametrize("point", [4, 8])
def test_a_point_of_another_scale_is_nothing_to_go_on_from(
    browse: Browse, world: World, db: Session, point: int
) -> None:
    wren_stands_at(db, world, point)
    wren, address = browse("wren"), f"/workers/{world['wren']}/goals"
    wren.post(address, sent(opened_at=str(point), target=str(point + 1), indicators=None, go="draft"))
    [draft] = goals(db)
    _moved_to_levels(db)
    choose, form, kept = (wren.get(path) for path in (f"{address}/new", f"{address}/new{STEP}", f"/goals/{draft.id}"))
    assert [page.status_code for page in (choose, form, kept)] == [200, 200, 200]
    assert "there is none yet" in words(choose.text)
    for page in (form, kept):
        assert "Stakeholders has none yet." in words(page.text)
    assert "Throw this draft away" in kept.text
    assert wren.post(address, sent(opened_at=str(point))).status_code == 422
    assert wren.post(f"/goals/{draft.id}/removal").status_code == 303


def test_a_proposal_on_another_scale_is_not_confirmed(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    cora, wren = browse("cora"), browse("wren")
    goal = cora.post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    _moved_to_levels(db)
    refused = wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert refused.status_code == 422
    assert "This profile has a newer version, and the step does not fit it." in words(refused.text)
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]


def test_a_proposal_that_a_newer_point_has_overtaken_is_planned_anew(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 7)
    cora, wren, address = browse("cora"), browse("wren"), f"/workers/{world['wren']}/goals"
    form = sent(opened_at="7", target="8", indicators=["d1"])
    goal = cora.post(address, form).headers["location"].partition("?")[0]
    rated(db, world, "cora", "wren", point=9, on=date(2026, 11, 15))
    refused = wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert refused.status_code == 422
    sentence = "The point has moved from 7 to 9 since this goal was proposed. Plan the next step anew."
    assert sentence in words(refused.text)
    anew = f"{address}/new?profile=safety-mapping&amp;element=stakeholders"
    assert f'<a class="button" href="{anew}">Plan the next step anew</a>' in refused.text
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]
    assert wren.post(f"{goal}/confirmation", {"answer": "decline", "words": "There by now."}).status_code == 303
