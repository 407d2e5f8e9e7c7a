"""An agreement opens what is written from its making on, however early its first day is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.coaching.actions import end_agreement, make_agreement
from app.people.models import Account, Agreement
from app.web.errors import ProblemsError
from tests.clock import START, Clock
from tests.coaching.test_agreements import fields_for, of_sol
from tests.conftest import Browser
from tests.goals.given import words
from tests.people.records import canary
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
LONG_AGO = {"starts_on": "2025-11-01"}


def pages_of_sol(world: World, assessment: object) -> list[str]:
    home = f"/workers/{world['sol']}"
    chart = f"{home}?profile=safety-mapping&element=stakeholders&months=all"
    return ["/", "/people", home, chart, f"{home}/assessments", f"{home}/goals", f"/assessments/{assessment}"]


def test_cora_reads_nothing_that_sol_wrote_before_the_agreement_was_made(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    points = {"stakeholders": 7, "content": None}
    earlier = assess(db, world, "sol", "sol", date(2026, 9, 1), points, note=canary("sols-own"))
    db.commit()
    assert browse("ada").post("/agency/agreements", fields_for(world, **LONG_AGO)).status_code == 303
    cora = browse("cora")
    answers = {path: cora.get(path) for path in pages_of_sol(world, earlier.id)}
    assert answers[f"/assessments/{earlier.id}"].status_code == 404
    text = "".join(answer.text for answer in answers.values())
    assert canary("sols-own") not in text
    assert "September 1, 2026" not in text
    clock.forward(days=1)
    later = assess(db, world, "sol", "sol", date(2026, 11, 17), points, note=canary("later"))
    db.commit()
    assert canary("later") in browse("cora").get(f"/assessments/{later.id}").text


def test_the_page_says_from_when_on_cora_sees(browse: Browse, ask: Ask, world: World) -> None:
    ada = browse("ada")
    made = ada.post("/agency/agreements", fields_for(world, **LONG_AGO)).headers["location"]
    (agreement,) = ask(of_sol(world))
    assert (agreement.starts_on, agreement.opens_at) == (date(2025, 11, 1), START)
    said = words(ada.get(made).text)
    assert "submitted from November 16, 2026, 10:00 AM on, and nothing from before." in said


def test_an_agreement_over_days_gone_by_is_refused(browse: Browse, ask: Ask, world: World) -> None:
    fields = fields_for(world, **LONG_AGO, ends_on="2026-11-15")
    answer = browse("ada").post("/agency/agreements", fields)
    assert answer.status_code == 422
    assert "Choose today or a later day." in answer.text
    assert ask(of_sol(world)) == []


def test_an_agreement_that_never_opened_gives_no_reach(browse: Browse, db: Session, world: World) -> None:
    browse("ada").post("/agency/agreements", fields_for(world, **LONG_AGO))
    cora = browse("cora")
    assert cora.get(f"/workers/{world['sol']}").status_code == 200
    agreement = db.exec(of_sol(world)).one()
    end_agreement(db, None, agreement, on=date(2026, 11, 1), at=START + timedelta(hours=1))
    db.commit()
    assert cora.get(f"/workers/{world['sol']}").status_code == 404


def test_a_day_that_does_not_do_is_explained_before_another_agreement_is(db: Session, world: World) -> None:
    wren, theo = db.get_one(Account, world["wren"]), db.get_one(Account, world["theo"])
    with pytest.raises(ProblemsError) as refused:
        make_agreement(
            db, None, worker=wren, coach=theo, supervisor=None, focuses={world.profiles["safety-mapping"]: 1},
            starts_on=date(2150, 1, 1), ends_on=None, at=START,
        )  # fmt: skip
    assert refused.value.problems == {"starts_on": "Choose a day between 1950 and 2099."}
    assert len(db.exec(select(Agreement).where(col(Agreement.worker_id) == wren.id)).all()) == 2
