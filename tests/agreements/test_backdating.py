"""An agreement opens what is written from its signing on, however early its first day is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.agreements.actions import draft_agreement, end_now
from app.people.models import Account, Agreement
from app.people.permits import Level
from app.web.errors import ProblemsError
from tests.access.records import canary
from tests.agreements.given import drafted_by_ada, of_sol, sign_on_page
from tests.agreements.test_agreements import fields_for
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
LONG_AGO = {"starts_on": "2025-11-01"}


def pages_of_sol(world: World, assessment: object) -> list[str]:
    home = f"/workers/{world['sol']}"
    chart = f"{home}?profile=safety-mapping&element=stakeholders&months=all"
    return ["/", "/people", home, chart, f"{home}/assessments", f"{home}/goals", f"/assessments/{assessment}"]


def signed_by_both(browse: Browse, world: World) -> str:
    path = drafted_by_ada(browse, fields_for(world, **LONG_AGO))
    for name in ("sol", "cora"):
        assert sign_on_page(browse(name), path, earlier="nothing").status_code == 303
    return path


def test_cora_reads_nothing_that_sol_wrote_before_both_had_signed(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    points = {"stakeholders": 7, "content": None}
    earlier = assess(db, world, "sol", "sol", date(2026, 9, 1), points, note=canary("sols-own"))
    db.commit()
    signed_by_both(browse, world)
    cora = browse("cora")
    answers = {path: cora.get(path) for path in pages_of_sol(world, earlier.id)}
    assert answers[f"/assessments/{earlier.id}"].status_code == 404
    text = "".join(answer.text for answer in answers.values())
    assert canary("sols-own") not in text
    assert "September 1, 2026" not in text
    clock.forward(days=1)
    later = assess(db, world, "sol", "sol", date(2026, 11, 17), points, note=canary("later"), opened=True)
    db.commit()
    assert canary("later") in browse("cora").get(f"/assessments/{later.id}").text


def test_the_page_says_from_when_on_cora_sees(browse: Browse, ask: Ask, world: World) -> None:
    path = signed_by_both(browse, world)
    (agreement,) = ask(of_sol(world))
    assert (agreement.starts_on, agreement.opens_at) == (date(2025, 11, 1), START)
    said = words(browse("cora").get(path).text)
    assert (
        "points, goals and the notes on ratings that are submitted from November 16, 2026, 10:00 AM "
        "on. Nothing from before." in said
    )


def test_an_agreement_over_days_gone_by_is_refused(browse: Browse, ask: Ask, world: World) -> None:
    fields = fields_for(world, **LONG_AGO, ends_on="2026-11-15")
    answer = browse("ada").post("/agreements", fields)
    assert answer.status_code == 422
    assert "Choose today or a later day." in answer.text
    assert ask(of_sol(world)) == []


def test_a_draft_whose_last_day_has_passed_is_signed_by_nobody(
    browse: Browse, ask: Ask, world: World, clock: Clock
) -> None:
    path = drafted_by_ada(browse, fields_for(world, **LONG_AGO, ends_on="2026-11-20"))
    assert sign_on_page(browse("cora"), path).status_code == 303
    clock.forward(days=6)
    sol = browse("sol")
    assert "The last day of this agreement has passed." in words(sol.get(path).text)
    answer = sign_on_page(sol, path, earlier="all")
    assert (answer.status_code, "has passed" in answer.text) == (422, True)
    (agreement,) = ask(of_sol(world))
    assert agreement.opens_at is None


def test_an_agreement_that_never_opened_gives_no_reach(browse: Browse, db: Session, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    for name in ("sol", "cora"):
        sign_on_page(browse(name), path, earlier="nothing")
    cora = browse("cora")
    end_now(db, None, db.exec(of_sol(world)).one(), at=START + timedelta(hours=1))
    db.commit()
    assert cora.get(f"/workers/{world['sol']}").status_code == 404
    page = words(cora.get(path).text)
    assert "It ended before it began. Nothing was opened by it." in page
    assert [said in page for said in ("goes on reading", "From December", "now ended")] == [False] * 3


def test_a_day_that_does_not_do_is_explained_before_another_agreement_is(db: Session, world: World) -> None:
    wren, theo = db.get_one(Account, world["wren"]), db.get_one(Account, world["theo"])
    with pytest.raises(ProblemsError) as refused:
        draft_agreement(
            db, None, worker=wren, coach=theo, supervisor=None, level=Level.ACTIVITY,
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2150, 1, 1), ends_on=None, at=START,
        )  # fmt: skip
    assert refused.value.problems == {"starts_on": "Choose a day between 1950 and 2099."}
    assert len(db.exec(select(Agreement).where(col(Agreement.worker_id) == wren.id)).all()) == 2
