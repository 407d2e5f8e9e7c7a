"""Whom a draft can name as supervisor: somebody who supervises the worker, and nobody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app.people.actions import add_position
from app.people.models import PositionKind, Unit
from tests.agreements.given import account, drafted_by_ada, of_sol
from tests.agreements.test_agreements import fields_for
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
REFUSED = "Sue does not supervise Sol’s unit. Choose somebody who does, or none."


@pytest.mark.parametrize("name", ["ada", "cora"])
def test_a_draft_takes_no_supervisor_who_does_not_supervise_the_worker(
    browse: Browse, ask: Ask, world: World, name: str
) -> None:
    answer = browse(name).post("/agreements", fields_for(world, supervisor=str(world["sue"])))
    assert (answer.status_code, REFUSED in words(answer.text)) == (422, True)
    assert ask(of_sol(world)) == []


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
