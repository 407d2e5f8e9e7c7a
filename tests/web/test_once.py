"""A form that makes something makes it once: double clicks, cut lines, restarts, other hands."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.db import Database
from app.kept import KeptAnswer
from app.main import create_app
from app.people.models import Account, Agreement, Position, Unit
from app.settings import Settings
from app.web.rates import Rates
from tests.access.test_matrix import routes_of
from tests.clock import Clock
from tests.conftest import ORIGIN, Browser
from tests.web.at_once import all_at_once
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
# Every address that makes something, and how it makes it once. Another POST changes what is there already.
MAKES = {
    "/agency/units": "key", "/agency/accounts": "key", "/agency/accounts/{account_id}/positions": "key",
    "/agreements": "key", "/workers/{worker_id}/goals": "the goal keeps its form's key",
    "/my-reminders/calendar": "key",
    "/workers/{worker_id}/assessments": "one draft a day", "/sign-in": "each is another", "/demo/sign-in": "each",
    "/assessments/{assessment_id}/amendment": "one draft for each version", "/forgotten-password": "a few an hour",
    "/agency/accounts/{account_id}/link": "key", "/agreements/{agreement_id}/pauses": "the same days are one pause",
    "/agreements/{agreement_id}/rhythm": "what is so already stays so", "/goals/{goal_id}/gift": "one for each goal",
    "/workers/{worker_id}/coaching-sessions": "the coaching session keeps its form's key",
    "/coaching-sessions/{session_id}/sheet": "a new row has its id from its form's key",
}  # fmt: skip
CHANGES = 45


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def forms_of(world: World) -> dict[str, tuple[str, dict[str, Any], Any]]:
    """By what is made: the address, the form, and the question how many there are."""
    mapping = str(world.profiles["safety-mapping"])
    return {
        "unit": ("/agency/units", {"name": "Intake"}, select(Unit).where(col(Unit.name) == "Intake")),
        "account": (
            "/agency/accounts",
            {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "password": "four new words here"},
            select(Account).where(col(Account.name) == "Nia Ford"),
        ),
        "position": (
            f"/agency/accounts/{world['cora']}/positions",
            {"unit": str(world.units["north"]), "kind": "manager", "starts_on": "2026-12-01"},
            select(Position).where(col(Position.account_id) == world["cora"]),
        ),
        "agreement": (
            "/agreements",
            {
                "worker": str(world["sol"]), "coach": str(world["cora"]), "level": "activity", "focus": mapping,
                f"rhythm-{mapping}": "1", "starts_on": "2026-12-01",
            },
            select(Agreement).where(col(Agreement.worker_id) == world["sol"]),
        ),
    }  # fmt: skip


def test_each_address_that_makes_something_is_known(app: FastAPI) -> None:
    posts = set(routes_of(app, "POST"))
    assert set(MAKES) <= posts
    assert len(posts - set(MAKES)) == CHANGES, sorted(posts - set(MAKES))


@pytest.mark.parametrize("what", ["unit", "account", "position", "agreement"])
def test_a_form_sent_again_leads_to_the_same_place_and_makes_nothing_more(
    ada: Browser, ask: Ask, world: World, what: str
) -> None:
    path, fields, made = forms_of(world)[what]
    form = fields | {"form_key": str(uuid4())}
    answers = [ada.post(path, form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303] * 3
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(ask(made)) == 1


@pytest.mark.parametrize("what", ["unit", "account", "position", "agreement"])
def test_twenty_at_once_make_one(app: FastAPI, ada: Browser, ask: Ask, world: World, what: str) -> None:
    path, fields, made = forms_of(world)[what]
    answers = all_at_once(app, ada, path, [fields | {"form_key": str(uuid4())}] * 20)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(ask(made)) == 1


def test_the_pages_carry_a_key_that_is_another_each_time(ada: Browser, world: World) -> None:
    for path in ("/agency/units", "/agency/accounts/new", f"/agency/accounts/{world['wren']}", "/agreements/new"):
        keys = [re.findall(r'name="form_key"\s+value="([0-9a-f-]{36})"', ada.get(path).text) for _ in range(2)]
        assert [len(found) for found in keys] == [1, 1], path
        assert keys[0] != keys[1]


def test_other_words_under_the_same_key_are_refused_in_a_sentence(ada: Browser, ask: Ask) -> None:
    key = {"form_key": str(uuid4())}
    ada.post("/agency/units", {"name": "Intake"} | key)
    answer = ada.post("/agency/units", {"name": "Outreach"} | key)
    assert answer.status_code == 422
    assert "This form was sent before with other words" in answer.text
    assert "Outreach" not in ask(select(Unit.name))


def test_a_key_means_nothing_at_another_address_or_in_other_hands(ada: Browser, browse: Browse, ask: Ask) -> None:
    key = {"form_key": str(uuid4())}
    ada.post("/agency/units", {"name": "Intake"} | key)
    assert browse("olga").post("/agency/units", {"name": "Intake"} | key).status_code == 303
    account = {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker"} | key
    assert ada.post("/agency/accounts", account).headers["location"].startswith("/agency/accounts/")
    assert ask(select(Unit.name)).count("Intake") == 2


def test_what_was_refused_can_be_mended_under_the_same_key(ada: Browser, ask: Ask) -> None:
    key = {"form_key": str(uuid4())}
    assert ada.post("/agency/units", {"name": "North"} | key).status_code == 422
    assert ada.post("/agency/units", {"name": "Intake"} | key).status_code == 303
    assert "Intake" in ask(select(Unit.name))


def test_after_signing_in_again_the_form_is_known_still(browse: Browse, ask: Ask) -> None:
    form = {"name": "Intake", "form_key": str(uuid4())}
    assert [browse("ada").post("/agency/units", form).status_code for _ in range(2)] == [303, 303]
    assert ask(select(Unit.name)).count("Intake") == 1


def test_a_line_cut_after_the_commit_costs_nothing(ada: Browser, database: Database, ask: Ask) -> None:
    form, cut = {"name": "Intake", "form_key": str(uuid4())}, [True]

    def lose(_session: object) -> None:
        # The database has stored it by now; whoever waits for the answer gets none.
        if cut.pop():
            raise ConnectionResetError

    sa.event.listen(Session, "after_commit", lose, once=True)
    assert ada.post("/agency/units", form).status_code == 500
    assert ask(select(Unit.name)).count("Intake") == 1
    assert ada.post("/agency/units", form).headers["location"] == "/agency/units?done=unit-saved"
    assert ask(select(Unit.name)).count("Intake") == 1


def test_a_commit_that_failed_keeps_neither_the_thing_nor_the_key(ada: Browser, ask: Ask) -> None:
    form = {"name": "Intake", "form_key": str(uuid4())}

    def refuse(_session: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("The disk is full."))

    sa.event.listen(Session, "before_commit", refuse, once=True)
    assert ada.post("/agency/units", form).status_code == 500
    assert "Intake" not in ask(select(Unit.name))
    assert ada.post("/agency/units", form).status_code == 303
    assert ask(select(Unit.name)).count("Intake") == 1


def test_a_restart_forgets_nothing(ada: Browser, ask: Ask, database_url: str, clock: Clock) -> None:
    form = {"name": "Intake", "form_key": str(uuid4())}
    ada.post("/agency/units", form)
    again = create_app(Settings(database_url=database_url, origin=ORIGIN))
    again.state.now = clock
    again.state.rates = Rates(writes=(), taps=(), asks=(), secrets=())
    answer = Browser(again, ada.client.cookies["ninestep"] or "").post("/agency/units", form)
    again.state.database.engine.dispose()
    assert answer.headers["location"] == "/agency/units?done=unit-saved"
    assert ask(select(Unit.name)).count("Intake") == 1


def test_after_two_days_it_is_swept(browse: Browse, ask: Ask, clock: Clock) -> None:
    browse("ada").post("/agency/units", {"name": "Intake", "form_key": str(uuid4())})
    clock.forward(hours=47)
    browse("ada").post("/agency/units", {"name": "Outreach", "form_key": str(uuid4())})
    assert len(ask(select(KeptAnswer))) == 2
    clock.forward(hours=2)
    browse("ada").post("/agency/units", {"name": "Evening", "form_key": str(uuid4())})
    assert len(ask(select(KeptAnswer))) == 2


def test_nothing_typed_and_no_key_is_kept(ada: Browser, ask: Ask, world: World) -> None:
    path, fields, _ = forms_of(world)["account"]
    key = str(uuid4())
    ada.post(path, fields | {"form_key": key})
    [kept] = ask(select(KeptAnswer))
    stored = f"{kept.key_digest} {kept.body_digest} {kept.location}"
    assert not [one for one in (*fields.values(), key, key.replace("-", "")) if one in stored]


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "{{7*7}}", "9" * 400])
def test_a_key_that_is_none_of_ours_makes_the_thing_and_is_not_kept(ada: Browser, ask: Ask, key: str) -> None:
    assert ada.post("/agency/units", {"name": "Intake", "form_key": key}).status_code == 303
    assert ask(select(KeptAnswer)) == []


def test_a_double_click_starts_one_assessment(app: FastAPI, browse: Browse, world: World) -> None:
    form = {"profile": str(world.profiles["safety-mapping"]), "observed_on": str(date(2026, 11, 16))}
    answers = all_at_once(app, browse("wren"), f"/workers/{world['wren']}/assessments", [form] * 20)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
