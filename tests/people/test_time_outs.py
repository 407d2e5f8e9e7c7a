"""How long a person stays signed in, and that reading a page tells the server that somebody is there."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.db import Database
from app.main import time_outs_of
from app.people.models import AccountRole, SignIn
from app.people.permits import Role
from app.people.time_outs import TimeOuts
from app.settings import Settings
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def real_limits(app: FastAPI) -> None:
    app.state.time_outs = TimeOuts()


def last_seen(ask: Ask, world: World, name: str) -> list[timedelta]:
    seen = ask(select(SignIn.last_seen_at).where(col(SignIn.account_id) == world[name]))
    return [one - START for one in seen]


@pytest.mark.parametrize(("name", "minutes"), [("wren", 30), ("sue", 30), ("ada", 15), ("olga", 15)])
def test_without_a_click_each_is_signed_out_after_the_time_of_the_strictest_role(
    browse: Browse, clock: Clock, name: str, minutes: int
) -> None:
    in_time, late = browse(name), browse(name)
    clock.forward(minutes=minutes, seconds=-1)
    assert in_time.get("/my-account").status_code == 200
    clock.forward(seconds=1)
    assert late.get("/my-account").headers["location"] == "/sign-in?next=%2Fmy-account"
    assert in_time.get("/my-account").status_code == 200


@pytest.mark.parametrize(("name", "hours"), [("wren", 12), ("ada", 8)])
def test_whoever_keeps_clicking_signs_in_again_once_a_day(browse: Browse, clock: Clock, name: str, hours: int) -> None:
    person = browse(name)
    while clock.at < START + timedelta(hours=hours) - 10 * MINUTE:
        clock.forward(minutes=10)
        assert person.get("/my-account").status_code == 200
    clock.forward(minutes=10)
    assert person.get("/my-account").status_code == 303


def test_who_becomes_an_administrator_has_less_time_from_the_next_click(
    browse: Browse, clock: Clock, db: Session, world: World
) -> None:
    wren, cora = browse("wren"), browse("cora")
    db.add(AccountRole(account_id=world["wren"], role=Role.ADMINISTRATOR))
    db.commit()
    clock.forward(minutes=20)
    assert (wren.get("/my-account").status_code, cora.get("/my-account").status_code) == (303, 200)


def test_a_page_that_is_read_is_a_sign_of_presence_once_a_minute(
    browse: Browse, clock: Clock, ask: Ask, world: World
) -> None:
    wren = browse("wren")
    found = []
    for seconds in (0, 59, 1, 30, 29, 1):
        clock.forward(seconds=seconds)
        assert wren.get("/my-practice").status_code == 303
        found += last_seen(ask, world, "wren")
    assert [int(one.total_seconds()) for one in found] == [0, 0, 60, 60, 60, 120]


def test_a_form_that_is_sent_is_a_sign_of_presence_with_its_own_change(
    browse: Browse, clock: Clock, ask: Ask, world: World
) -> None:
    ada = browse("ada")
    clock.forward(minutes=5)
    assert ada.post("/agency/units", {"name": "Intake"}).status_code == 303
    assert last_seen(ask, world, "ada") == [5 * MINUTE]


def test_a_page_that_is_not_there_is_none(browse: Browse, clock: Clock, ask: Ask, world: World) -> None:
    wren = browse("wren")
    clock.forward(minutes=5)
    assert wren.get("/agency").status_code == 404
    assert last_seen(ask, world, "wren") == [timedelta()]


def test_asking_how_much_time_is_left_is_no_click(browse: Browse, clock: Clock, ask: Ask, world: World) -> None:
    wren = browse("wren")
    clock.forward(minutes=29)
    answer = wren.get("/sign-in/time-left").json()
    assert answer == {"seconds": 60, "stays": True, "who": str(world["wren"]), "token": wren.token}
    assert last_seen(ask, world, "wren") == [timedelta()]
    clock.forward(minutes=1)
    assert wren.get("/sign-in/time-left").json() == {"seconds": 0, "stays": False, "who": "", "token": ""}
    assert browse().get("/sign-in/time-left").json() == {"seconds": 0, "stays": False, "who": "", "token": ""}


def test_at_the_end_of_the_day_a_click_gives_no_more_time(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    while clock.at < START + timedelta(hours=11, minutes=40):
        clock.forward(minutes=10)
        wren.get("/my-account")
    answer = wren.get("/sign-in/time-left").json()
    assert (answer["seconds"], answer["stays"]) == (20 * 60, False)
    assert wren.post("/sign-in/renewal").status_code == 303
    assert wren.get("/sign-in/time-left").json()["seconds"] == 20 * 60


def test_staying_signed_in_is_one_click_and_leads_back(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    clock.forward(minutes=29)
    assert wren.post("/sign-in/renewal", {"next": "/my-account"}).headers["location"] == "/my-account"
    assert wren.get("/sign-in/time-left").json()["seconds"] == 30 * 60
    assert wren.post("/sign-in/renewal", {"next": "//elsewhere.example"}).headers["location"] == "/"
    clock.forward(minutes=30)
    assert wren.post("/sign-in/renewal").status_code == 401


def test_the_page_knows_how_much_time_is_left_after_this_click(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    clock.forward(minutes=20)
    assert 'data-time-out="1800"' in wren.get("/my-account").text
    clock.forward(seconds=30)
    assert 'data-time-out="1770"' in wren.get("/my-account").text
    assert "data-time-out" not in browse().get("/sign-in").text


def test_a_form_sent_too_late_is_not_thrown_away_by_a_redirect(browse: Browse, clock: Clock) -> None:
    ada = browse("ada")
    clock.forward(minutes=16)
    answer = ada.post("/agency/units", {"name": "Intake by <night>"})
    assert answer.status_code == 401
    assert "You are signed out, so nothing was saved." in answer.text
    assert "Intake by &lt;night&gt;" in answer.text


def test_sixty_pages_read_at_once_keep_their_presence_and_nobody_waits_for_good(
    app: FastAPI, browse: Browse, clock: Clock, database: Database
) -> None:
    """More readers than there are connections: whoever waits to write has let go of the one for reading."""
    browsers = [browse("wren") for _ in range(60)]
    clock.forward(minutes=2)

    async def read_all() -> list[int]:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            cookies = [{"Cookie": f"ninestep={one.client.cookies['ninestep']}"} for one in browsers]
            answers = await asyncio.wait_for(
                asyncio.gather(*(client.get("/my-practice", headers=cookie) for cookie in cookies)), timeout=25
            )
            return [answer.status_code for answer in answers]

    assert asyncio.run(read_all()) == [303] * 60
    with database.reading() as db:
        assert set(db.scalars(sa.select(col(SignIn.last_seen_at)))) == {clock()}


def test_when_presence_cannot_be_kept_the_page_is_read_all_the_same(
    app: FastAPI, browse: Browse, clock: Clock, database: Database, monkeypatch: pytest.MonkeyPatch, ask: Ask,
    world: World,
) -> None:  # fmt: skip
    wren = browse("wren")
    clock.forward(minutes=2)

    def refuse(_session: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("The disk is full."))

    sa.event.listen(Session, "before_commit", refuse)
    try:
        assert wren.get("/my-account").status_code == 200
    finally:
        sa.event.remove(Session, "before_commit", refuse)
    assert last_seen(ask, world, "wren") == [timedelta()]


def test_an_agency_sets_its_own_limits_within_bounds() -> None:
    limits = time_outs_of(Settings(idle_minutes=5, administrator_signed_in_hours=2))
    assert (limits.everybody.idle, limits.administrator.absolute) == (5 * MINUTE, 120 * MINUTE)
    assert time_outs_of(Settings()) == TimeOuts()
    for wrong in ({"idle_minutes": 4}, {"idle_minutes": 121}, {"administrator_idle_minutes": 61}):
        with pytest.raises(ValueError, match="idle_minutes"):
            Settings(**wrong)  # type: ignore[arg-type] # mypy takes the dict for values of any field
