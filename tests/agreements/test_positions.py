"""An agreement works on profiles that fit the worker's position, so that what is due can be done."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app.agreements.actions import draft_agreement
from app.people.actions import add_account, add_position
from app.people.models import Account, Agency, PositionKind, Unit
from app.people.permits import Level, Role
from app.web.errors import ProblemsError
from tests.agreements.given import of_sol
from tests.agreements.test_agreements import fields_for
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


def focus_on(world: World, *slugs: str) -> dict[str, object]:
    ids = [str(world.profiles[slug]) for slug in slugs]
    return {"focus": ids, **{f"rhythm-{profile}": "1" for profile in ids}}


@pytest.fixture
def nia(db: Session, world: World) -> Account:
    """A worker who has been given an account, and no position yet."""
    agency = db.get_one(Agency, world.agency)
    made = add_account(
        db, None, agency=agency, name="Nia Cole", email="nia@example.org", roles={Role.WORKER}, password=None, at=START
    )
    db.commit()
    return made


def test_a_profile_that_does_not_fit_the_position_is_refused_beside_the_profiles(
    browse: Browse, ask: Ask, world: World
) -> None:
    change = focus_on(world, "safety-mapping", "actions-manager")
    answer = browse("ada").post("/agreements", fields_for(world, **change))
    assert answer.status_code == 422
    assert 'id="error-focus"' in answer.text
    said = "Key manager actions does not fit: Sol is a social worker on December 1, 2026. Leave it out."
    assert said in words(answer.text)
    assert ask(of_sol(world)) == []


def test_the_position_of_the_first_day_counts(browse: Browse, db: Session, world: World) -> None:
    south = db.get_one(Unit, world.units["south"])
    add_position(
        db, None, db.get_one(Account, world["sol"]), unit=south, kind=PositionKind.SUPERVISOR,
        starts_on=date(2026, 12, 1), ends_on=None, at=START,
    )  # fmt: skip
    db.commit()
    change = focus_on(world, "actions-supervisor")
    ada = browse("ada")
    assert ada.post("/agreements", fields_for(world, **change, starts_on="2026-11-30")).status_code == 422
    assert ada.post("/agreements", fields_for(world, **change)).status_code == 303


def test_a_worker_without_a_position_is_refused_with_the_way_to_add_one(
    browse: Browse, world: World, nia: Account
) -> None:
    answer = browse("ada").post("/agreements", fields_for(world, worker=str(nia.id)))
    assert answer.status_code == 422
    assert 'id="error-worker"' in answer.text
    assert "Nia holds no position on December 1, 2026, so no profile fits." in words(answer.text)
    assert f'<a href="/agency/accounts/{nia.id}">Add a position for Nia Cole</a>' in answer.text


def test_a_coach_learns_no_more_than_that_it_does_not_fit(browse: Browse, ask: Ask, world: World, nia: Account) -> None:
    # Neither the day nor the kind of position can be found out by trying.
    cora, managers = browse("cora"), focus_on(world, "safety-mapping", "actions-manager")
    tries = {
        "Sol": [fields_for(world, **managers), fields_for(world, starts_on="2025-09-01")],
        "Nia": [fields_for(world, worker=str(nia.id), supervisor="")],
    }
    for name, typed in tries.items():
        for fields in typed:
            page = cora.post("/agreements", fields | {"supervisor": ""}).text
            said = f"One of these profiles, or the first day, does not fit {name}. Ask {name} or the administrator."
            assert re.findall(r'<p class="error" id="error-\w+">(.*?)</p>', page, re.DOTALL) == [said]
            assert "Add a position" not in page
    assert ask(of_sol(world)) == []


def test_the_action_refuses_a_worker_without_a_position_as_well(db: Session, world: World, nia: Account) -> None:
    with pytest.raises(ProblemsError) as refused:
        draft_agreement(
            db, None, worker=nia, coach=db.get_one(Account, world["cora"]), supervisor=None, level=Level.ACTIVITY,
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 12, 1), ends_on=None, at=START,
        )  # fmt: skip
    assert list(refused.value.problems) == ["worker"]


def test_the_form_says_for_whom_a_profile_is_meant(browse: Browse) -> None:
    page = words(browse("ada").get("/agreements/new").text)
    assert "For managers." in page
    assert "For social workers, supervisors and managers." not in page
