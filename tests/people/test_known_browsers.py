"""Strangers who guess keep nobody out: a browser that somebody has signed in with before is counted by itself."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import col, select

from app.db import Database
from app.main import create_app
from app.people import actions, tries
from app.people.models import Account, FailedTry, SignIn
from app.people.signin import digest
from app.settings import Settings
from tests.clock import Clock
from tests.conftest import Browser
from tests.people.test_guessing import WREN, fill, guess, statuses
from tests.people.test_sign_in import sign_in
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
NEW = "another four plain words"
MARK = "ninestep-browser"


@pytest.fixture
def own(browse: Browse) -> Browser:
    """The browser in which Wren has signed in, and out again."""
    browser = browse()
    assert guess(browser, password=PASSWORD).status_code == 303
    assert browser.post("/sign-out").status_code == 303
    return browser


def enter(browser: Browser, email: str = WREN, password: str = PASSWORD) -> int:
    return sign_in(browser, email, password).status_code


def test_strangers_who_guess_wrong_all_day_do_not_keep_wren_out_of_her_own_browser(
    own: Browser, browse: Browse, clock: Clock, database: Database
) -> None:
    fill(database, WREN, 20, clock)
    assert enter(browse()) == 429
    assert enter(own) == 303
    # For everybody else it stays as it was: her coming in gives nobody new tries.
    assert enter(browse()) == 429
    own.post("/sign-out")
    fill(database, WREN, 80, clock)
    assert enter(own) == 303


def test_a_hundred_wrong_tries_in_her_office_do_not_keep_her_out_either(
    own: Browser, browse: Browse, clock: Clock, database: Database, ask: Ask
) -> None:
    guess(browse(), "first@example.org")
    client = ask(select(FailedTry.client_digest))[0]
    with database.writing() as db:
        db.add_all(FailedTry(at=clock(), subject_digest=f"s{number}", client_digest=client) for number in range(100))
    assert enter(browse()) == 429
    assert enter(own) == 303


def test_in_her_own_browser_guessing_has_the_same_pauses_and_counts_for_nobody_else(
    own: Browser, browse: Browse, clock: Clock, ask: Ask
) -> None:
    assert statuses(own, 6) == [422] * 5 + [429]
    assert statuses(browse(), 1) == [422]
    clock.forward(seconds=1)
    assert enter(own) == 303
    assert len(ask(select(FailedTry))) == 1
    own.post("/sign-out")
    assert statuses(own, 6) == [422] * 5 + [429]


def test_after_twenty_in_her_own_browser_a_new_password_opens_it_again(
    own: Browser, clock: Clock, database: Database, world: World
) -> None:
    mark = digest(own.client.cookies[MARK])
    with database.writing() as db:
        for _ in range(20):
            tries.note_failure(db, tries.marks_of_known(world["wren"], mark), at=clock())
    assert enter(own) == 429
    with database.writing() as db:
        actions.set_password(db, None, db.get_one(Account, world["wren"]), password=NEW, at=clock())
    assert enter(own, password=NEW) == 303


def test_a_browser_is_known_for_who_has_signed_in_there_and_for_nobody_else(
    own: Browser, browse: Browse, clock: Clock, database: Database
) -> None:
    for email in (WREN, "cora@example.org"):
        fill(database, email, 20, clock)
    assert enter(own, "cora@example.org") == 429
    assert enter(own) == 303


def test_two_who_share_a_browser_are_both_known_there_and_counted_apart(
    own: Browser, clock: Clock, database: Database, ask: Ask
) -> None:
    assert enter(own, "cora@example.org") == 303
    own.post("/sign-out")
    assert statuses(own, 6, "cora@example.org") == [422] * 5 + [429]
    fill(database, WREN, 20, clock)
    assert enter(own) == 303
    marks = set(ask(select(SignIn.mark_digest)))
    assert marks == {digest(own.client.cookies[MARK])}


@pytest.mark.parametrize("mark", ["", "p" * 43, "wren@example.org", "0"])
def test_a_mark_that_we_have_not_given_is_nobodys_and_is_replaced(
    app: FastAPI, clock: Clock, database: Database, mark: str
) -> None:
    browser = Browser(app)
    browser.client.cookies.set(MARK, mark)
    fill(database, WREN, 5, clock)
    assert enter(browser) == 429
    clock.forward(seconds=30)
    answer = sign_in(browser, WREN, PASSWORD)
    assert answer.status_code == 303
    assert fresh(answer) != mark


def test_a_wrong_password_makes_no_browser_known(browse: Browse) -> None:
    answer = guess(browse())
    assert answer.status_code == 422
    assert MARK not in answer.headers.get("set-cookie", "")


def test_the_mark_is_hidden_from_script_stays_a_year_and_opens_nothing(app: FastAPI, browse: Browse, ask: Ask) -> None:
    answer = sign_in(browse(), WREN, PASSWORD)
    mark = fresh(answer)
    assert len(mark) == 43
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(MARK)]
    assert cookie.split("; ")[1:] == ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=strict"]
    assert ask(select(SignIn.mark_digest)) == [digest(mark)]
    assert Browser(app, mark).get("/my-account").status_code == 303


def test_where_all_is_encrypted_no_other_site_can_set_the_mark(database_url: str, world: World) -> None:
    origin = "https://ninestep.example.gov"
    program = create_app(Settings(database_url=database_url, origin=origin))
    client = TestClient(program, base_url=origin, follow_redirects=False, headers={"Sec-Fetch-Site": "same-origin"})
    browser = Browser(program)
    browser.client = client
    cookies = sign_in(browser, WREN, PASSWORD).headers.get_list("set-cookie")
    program.state.database.engine.dispose()
    [mark] = [one for one in cookies if one.startswith("__Host-ninestep-browser=")]
    assert {"Secure", "HttpOnly", "Path=/"} <= set(mark.split("; "))


def fresh(answer: httpx2.Response) -> str:
    cookies = answer.headers.get_list("set-cookie")
    return next(one.partition("=")[2].partition(";")[0] for one in cookies if one.startswith(f"{MARK}="))


def test_signing_out_and_a_long_while_leave_the_browser_known(
    own: Browser, clock: Clock, database: Database, ask: Ask, world: World
) -> None:
    clock.forward(days=300)
    fill(database, WREN, 20, clock)
    assert enter(own) == 303
    of_wren = select(SignIn.mark_digest).where(col(SignIn.account_id) == world["wren"])
    assert len(set(ask(of_wren))) == 1
