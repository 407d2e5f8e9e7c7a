"""An agreement works on profiles that fit the worker's position, so that what is due can be done."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from app.agreements.actions import draft_agreement
from app.agreements.signing import sign
from app.people.actions import add_account, add_position
from app.people.models import Account, Agency, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from app.web.errors import ProblemsError
from tests.agreements.given import of_sol, sign_on_page
from tests.agreements.test_agreements import fields_for
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, as_viewer

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
    assert f'href="/agency/accounts/{nia.id}">Add a position for Nia Cole</a>' in answer.text


def test_a_coach_cannot_find_out_by_trying_who_holds_which_position(
    browse: Browse, ask: Ask, world: World, nia: Account
) -> None:
    # A last day that has passed refuses each draft. Neither the day nor the kind of position is told beside it.
    cora, mapping = browse("cora"), focus_on(world, "safety-mapping")
    tries = [
        mapping, focus_on(world, "safety-mapping", "actions-manager"), mapping | {"starts_on": "2025-09-01"},
        mapping | {"worker": str(nia.id)},
    ]  # fmt: skip
    over = {"supervisor": "", "starts_on": "2026-10-01", "ends_on": "2026-11-01"}
    for typed in tries:
        answer = cora.post("/agreements", fields_for(world, **over | typed))
        said = re.findall(r'<p class="error" id="error-\w+">(.*?)</p>', answer.text, re.DOTALL)
        assert (answer.status_code, said) == (
            422, ["Choose today or a later day. An agreement opens nothing of days gone by."],
        )  # fmt: skip
        assert "Add a position" not in answer.text
    assert ask(of_sol(world)) == []


def test_what_a_coach_drafts_is_held_against_the_position_when_the_worker_signs(
    browse: Browse, ask: Ask, world: World, clock: Clock
) -> None:
    cora, sol = browse("cora"), browse("sol")
    misfit = fields_for(world, **focus_on(world, "safety-mapping", "actions-manager"), supervisor="")
    path = cora.post("/agreements", misfit).headers["location"].partition("?")[0]
    assert sign_on_page(cora, path).status_code == 303
    answer = sign_on_page(sol, path, earlier="nothing")
    said = "Key manager actions does not fit: you are a social worker on December 1, 2026."
    assert (answer.status_code, said in words(answer.text)) == (422, True)
    assert [agreement.opens_at for agreement in ask(of_sol(world))] == [None]
    clock.forward(minutes=1)
    fitting = fields_for(world, **focus_on(world, "safety-mapping"), supervisor="", number="1")
    assert cora.post(path, fitting).status_code == 303
    for person in (cora, sol):
        assert sign_on_page(person, path, number=2, earlier="nothing").status_code == 303
    assert [agreement.opens_at is not None for agreement in ask(of_sol(world))] == [True]


def test_a_worker_without_a_position_signs_once_there_is_one(
    browse: Browse, db: Session, world: World, nia: Account
) -> None:
    path = browse("cora").post("/agreements", fields_for(world, worker=str(nia.id), supervisor="")).headers["location"]
    made = db.get_one(Agreement, UUID(path.partition("?")[0].rpartition("/")[2]))
    with pytest.raises(ProblemsError) as refused:
        sign(db, as_viewer(db, nia), made, number=1, earlier=Earlier.NOTHING, at=START)
    assert refused.value.problems["sign"].startswith("You hold no position on December 1, 2026, so no profile fits.")
    south = db.get_one(Unit, world.units["south"])
    add_position(
        db, None, nia, unit=south, kind=PositionKind.SOCIAL_WORKER, starts_on=date(2026, 12, 1), ends_on=None, at=START
    )
    sign(db, as_viewer(db, nia), made, number=1, earlier=Earlier.NOTHING, at=START)


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
