"""Whom a draft can name as supervisor: somebody who supervises the worker, and nobody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from app.people.actions import add_position
from app.people.models import AgreementTerms, PositionKind, Unit
from tests.agreements.given import account, drafted_by_ada, of_sol, sign_on_page
from tests.agreements.test_agreements import fields_for
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
REFUSED = "Sue does not supervise Sol’s unit. Choose somebody who does, or none."


def test_an_administrator_names_no_supervisor_who_does_not_supervise_the_worker(
    browse: Browse, ask: Ask, world: World
) -> None:
    answer = browse("ada").post("/agreements", fields_for(world, supervisor=str(world["sue"])))
    assert (answer.status_code, REFUSED in words(answer.text)) == (422, True)
    assert ask(of_sol(world)) == []


def test_a_coach_cannot_find_out_by_trying_who_supervises_whom(browse: Browse, ask: Ask, world: World) -> None:
    cora, over = browse("cora"), {"starts_on": "2026-10-01", "ends_on": "2026-11-01"}
    refused, kept = {}, {}
    for name in ("stan", "sue"):
        # A last day that has passed refuses each draft, and a draft that is kept tells no more.
        named = {"supervisor": str(world[name])}
        refused[name] = words(cora.post("/agreements", fields_for(world, **over, **named)).text)
        draft = cora.post("/agreements", fields_for(world, **named))
        kept[name] = words(cora.get(draft.headers["location"].partition("?")[0]).text)
    assert refused["sue"] == refused["stan"]
    assert "Choose today or a later day." in refused["sue"]
    assert kept["sue"].replace("Sue Okafor", "Stan Reyes").replace("Sue", "Stan") == kept["stan"]
    assert len(ask(of_sol(world))) == 2


def test_a_supervisor_of_another_unit_whom_a_coach_names_cannot_sign_and_sees_nothing(
    browse: Browse, ask: Ask, world: World
) -> None:
    cora, fields = browse("cora"), fields_for(world, supervisor=str(world["sue"]), level="ratings")
    path = cora.post("/agreements", fields).headers["location"].partition("?")[0]
    assert sign_on_page(browse("sue"), path).status_code == 422
    # The worker knows the own unit and is told before signing; the coach is not.
    told = "Sue does not supervise your unit today. Until that changes, Sue cannot sign and sees nothing."
    assert [told in words(browse(name).get(path).text) for name in ("sol", "cora")] == [True, False]
    for name in ("cora", "sol"):
        assert sign_on_page(browse(name), path, earlier="nothing").status_code == 303
    (made,) = ask(of_sol(world))
    (terms,) = ask(select(AgreementTerms).where(col(AgreementTerms.agreement_id) == made.id))
    assert (made.opens_at is not None, terms.in_force_at) == (True, None)
    assert browse("sue").get(f"/workers/{world['sol']}").status_code == 404
    assert browse("sue").get(path).status_code == 404
    for name in ("sol", "cora"):
        page = words(browse(name).get(path).text)
        assert "Sees nothing now, and does not supervise Sol’s unit. Only a supervisor of the unit can sign." in page
        assert "Worker, signed on November 16, 2026" in page.partition("Signatures")[2].partition("Every wording")[0]
        assert "Sol, Cora and administrators of the agency can open this page." in page


def test_a_draft_is_not_changed_to_such_a_supervisor_either(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    answer = browse("ada").post(path, fields_for(world, number="1", supervisor=str(world["sue"])))
    assert (answer.status_code, REFUSED in words(answer.text)) == (422, True)


def test_who_supervises_the_worker_from_the_first_day_on_is_taken(browse: Browse, db: Session, world: World) -> None:
    south = db.get_one(Unit, world.units["south"])
    add_position(
        db, None, account(db, world, "sue"), unit=south, kind=PositionKind.SUPERVISOR, starts_on=date(2026, 12, 1),
        ends_on=None, at=START,
    )  # fmt: skip
    db.commit()
    assert browse("ada").post("/agreements", fields_for(world, supervisor=str(world["sue"]))).status_code == 303


def test_an_administrator_reads_the_unit_beside_each_supervisor_and_a_coach_the_name_alone(browse: Browse) -> None:
    pages = {name: browse(name).get("/agreements/new").text.partition("<main")[2] for name in ("ada", "cora")}
    assert {name: ("Sue Okafor (North)" in page, "Stan Reyes (South)" in page) for name, page in pages.items()} == {
        "ada": (True, True), "cora": (False, False),
    }  # fmt: skip
    assert [unit in pages["cora"] for unit in ("North", "South")] == [False, False]
