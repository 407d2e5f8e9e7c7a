"""Guessing a password is slow, whoever tries and however the address is written; nobody is kept out for good."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.db import Database
from app.main import create_app
from app.people import actions, passwords, signin, tries
from app.people.entry import attempt
from app.people.guessing import hindrance
from app.people.models import Account, FailedTry
from app.settings import Settings
from tests.clock import START, Clock
from tests.conftest import ORIGIN, Browser
from tests.people.test_sign_in import sign_in, token_on
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
WREN = "wren@example.org"
WRONG = "wrong"
SECOND = timedelta(seconds=1)


def waits(count: int, *, since: timedelta = timedelta()) -> int:
    """Seconds after so many wrong tries in a row, all made at once `since` ago."""
    found = hindrance([START - since] * count, [], START)
    return found.seconds if found else 0


def test_five_tries_are_free_and_then_each_wait_is_longer_up_to_twenty_five_seconds() -> None:
    assert [waits(count) for count in range(13)] == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 25, 25, 25]
    assert waits(8, since=8 * SECOND) == 0
    assert waits(8, since=7 * SECOND) == 1


def test_twenty_in_a_day_and_a_hundred_in_a_row_leave_the_link_alone() -> None:
    assert waits(20) == 24 * 60 * 60
    assert waits(20, since=timedelta(hours=23)) == 60 * 60
    assert waits(20, since=timedelta(days=1)) == 0
    assert waits(99, since=timedelta(days=30)) == 0
    assert waits(100, since=timedelta(days=30)) > 0


def test_a_hundred_in_an_hour_from_one_network_wait_for_the_hour() -> None:
    def of_client(count: int) -> int:
        found = hindrance([], [START - timedelta(minutes=20)] * count, START)
        return found.seconds if found else 0

    assert (of_client(99), of_client(100)) == (0, 40 * 60)


def guess(browser: Browser, email: str = WREN, password: str = WRONG) -> httpx2.Response:
    return sign_in(browser, email, password)


def statuses(browser: Browser, count: int, email: str = WREN) -> list[int]:
    return [guess(browser, email).status_code for _ in range(count)]


def test_after_five_wrong_tries_even_the_right_password_waits(browse: Browse, clock: Clock) -> None:
    assert statuses(browse(), 6) == [422] * 5 + [429]
    early = guess(browse(), password=PASSWORD)
    assert (early.status_code, early.headers["retry-after"]) == (429, "1")
    assert "Wait 1 second, then try again." in early.text
    assert f'value="{WREN}"' in early.text
    assert PASSWORD not in early.text
    clock.forward(seconds=1)
    assert guess(browse(), password=PASSWORD).status_code == 303


def test_waiting_tries_do_not_count_and_a_right_one_clears_the_count(browse: Browse, clock: Clock, ask: Ask) -> None:
    assert statuses(browse(), 9) == [422] * 5 + [429] * 4
    assert len(ask(select(FailedTry))) == 5
    clock.forward(seconds=1)
    assert guess(browse(), password=PASSWORD).status_code == 303
    assert ask(select(FailedTry)) == []
    assert statuses(browse(), 5) == [422] * 5


def test_tries_that_are_too_early_are_on_record_once_an_hour(browse: Browse, clock: Clock, ask: Ask) -> None:
    for email in (WREN, "nobody@example.org"):
        statuses(browse(), 9, email)
    clock.forward(minutes=60)
    statuses(browse(), 9)
    hindered = select(AuditEntry).where(col(AuditEntry.action) == "sign-in:hinder").order_by(col(AuditEntry.sequence))
    found = ask(hindered)
    assert [(entry.subject_id is None, entry.outcome) for entry in found] == [
        (False, "refused"), (True, "refused"), (False, "refused"),
    ]  # fmt: skip


@pytest.mark.parametrize("email", ["WREN@example.org", " wren@example.org ", "Wren@Example.ORG\t", "wren @example.org"])
def test_another_way_of_writing_the_address_is_the_same_address(browse: Browse, email: str) -> None:
    statuses(browse(), 5)
    assert guess(browse(), email).status_code == 429
    assert guess(browse(), "cora@example.org").status_code == 422


def test_a_new_browser_and_a_header_about_where_one_comes_from_change_nothing(app: FastAPI, browse: Browse) -> None:
    statuses(browse(), 5)
    forged = browse()
    forged.client.headers |= {"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7", "X-Real-IP": "1.2.3.4"}
    assert guess(forged).status_code == 429


def test_a_name_that_nobody_has_is_slowed_in_the_same_words(browse: Browse, clock: Clock) -> None:
    def told(email: str) -> list[tuple[int, str | None, str]]:
        found = []
        for _ in range(36):
            answer = guess(browse(), email)
            words = answer.text.split("data-errors")[1].split("</ul>")[0]
            found.append((answer.status_code, answer.headers.get("retry-after"), words))
            clock.forward(seconds=20)
        return found

    known = told(WREN)
    clock.at = START
    assert known == told("nobody@example.org")
    assert {status for status, _, _ in known} == {422, 429}
    assert "A link that sets a new password opens it again." in known[-1][2]


def test_the_same_number_of_passwords_is_compared_for_a_known_and_an_unknown_name(
    browse: Browse, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = count_comparisons(monkeypatch)
    found = []
    for email in (WREN, "nobody@example.org"):
        clock.at = START
        for _ in range(8):
            guess(browse(), email)
            clock.forward(seconds=2)
        found.append(len(compared))
        compared.clear()
    assert found[0] == found[1]
    # Too early, and nothing is compared at all: a flood of tries costs no hashing.
    assert 5 <= found[0] < 8


def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    compared: list[str] = []
    check = passwords.is_password_of

    def counting(kept: str | None, password: str) -> bool:
        compared.append(password)
        return check(kept, password)

    monkeypatch.setattr(passwords, "is_password_of", counting)
    return compared


def test_after_twenty_in_a_day_only_a_new_password_opens_the_account_and_then_it_counts_anew(
    browse: Browse, clock: Clock, database: Database, world: World
) -> None:
    inside = browse("wren")
    fill(database, WREN, 20, clock)
    blocked = guess(browse(), password=PASSWORD)
    assert (blocked.status_code, blocked.headers["retry-after"]) == (429, "86400")
    assert inside.get("/my-account").status_code == 200
    with database.writing() as db:
        wren = db.get_one(Account, world["wren"])
        actions.set_password(db, None, wren, password="another four plain words", at=clock())
    assert guess(browse(), password="another four plain words").status_code == 303


def fill(database: Database, email: str, count: int, clock: Clock, client: str | None = None) -> None:
    with database.writing() as db:
        for _ in range(count):
            tries.note_failure(db, tries.marks_of_address(email, client), at=clock())


def test_a_hundred_wrong_tries_from_one_network_stop_it_and_nobody_elsewhere(
    browse: Browse, clock: Clock, database: Database, ask: Ask
) -> None:
    guess(browse(), "first@example.org")
    client = ask(select(FailedTry.client_digest))[0]
    assert client
    with database.writing() as db:
        db.add_all(FailedTry(at=clock(), subject_digest=f"s{number}", client_digest=client) for number in range(99))
    blocked = guess(browse(), password=PASSWORD)
    assert blocked.status_code == 429
    assert "from your network. Wait 60 minutes" in blocked.text
    clock.forward(hours=1)
    assert guess(browse(), password=PASSWORD).status_code == 303


def test_a_network_that_tries_many_addresses_is_on_record_once_an_hour_for_each_agency(
    browse: Browse, clock: Clock, database: Database, ask: Ask, world: World
) -> None:
    guess(browse(), "first@example.org")
    client = ask(select(FailedTry.client_digest))[0]
    with database.writing() as db:
        db.add_all(FailedTry(at=clock(), subject_digest=f"s{number}", client_digest=client) for number in range(99))
    stranger = browse()
    assert statuses(stranger, 1, "cora@example.org") == [429]
    for number in range(50):
        assert statuses(stranger, 1, f"new-{number}@example.org") == [429]
    assert statuses(stranger, 1, WREN) == [429]
    hindered = select(AuditEntry).where(col(AuditEntry.action) == "sign-in:hinder").order_by(col(AuditEntry.sequence))
    assert [(entry.agency_id, entry.subject_id, entry.details) for entry in ask(hindered)] == [
        (world.agency, None, {"by": "network"}), (None, None, {"by": "network"}),
    ]  # fmt: skip
    page = browse("ada").get("/agency/on-record?topic=sign-ins").text
    assert "tried to sign in again too soon, from a network with many wrong tries" in page


def test_many_who_sign_in_rightly_from_one_office_are_never_stopped(browse: Browse, ask: Ask) -> None:
    for _ in range(12):
        assert guess(browse(), password=PASSWORD).status_code == 303
    assert ask(select(FailedTry)) == []


def test_what_was_typed_stands_nowhere_in_the_table(browse: Browse, ask: Ask) -> None:
    guess(browse(), "My Password By Mistake")
    row = ask(select(FailedTry))[0]
    assert len(row.subject_digest) == len(row.client_digest) == 64
    assert "mistake" not in str(row).lower()


def test_old_tries_are_forgotten(browse: Browse, clock: Clock, database: Database, ask: Ask) -> None:
    fill(database, "nobody@example.org", 3, clock)
    clock.forward(days=91)
    guess(browse())
    assert [row.at for row in ask(select(FailedTry))] == [clock()]


def test_twelve_wrong_tries_at_once_are_five_and_seven_that_wait(app: FastAPI, browse: Browse, ask: Ask) -> None:
    browser = browse()
    token = token_on(browser.get("/sign-in"))
    data = {"csrf_token": token, "email": WREN, "password": "wrong"}
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={browser.client.cookies['ninestep']}"}

    async def all_at_once() -> list[int]:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            answers = await asyncio.gather(*(client.post("/sign-in", data=data, headers=headers) for _ in range(12)))
            return sorted(answer.status_code for answer in answers)

    assert asyncio.run(all_at_once()) == [422] * 5 + [429] * 7
    assert len(ask(select(FailedTry))) == 5


def test_a_password_that_came_too_early_and_was_not_compared_is_neither_right_nor_wrong(
    browse: Browse, database: Database, ask: Ask, clock: Clock, world: World
) -> None:
    early = passwords.Claim(WREN, None, None, was_checked=False)
    with database.writing() as db:
        outcome = attempt(db, early, tries.marks_of_address(WREN), token_digest="d", browser="", at=clock())
    assert getattr(outcome, "seconds", None) == 1
    assert ask(select(FailedTry)) == []


@pytest.fixture
def behind_proxy(database_url: str, clock: Clock) -> Iterator[Callable[..., FastAPI]]:
    made: list[FastAPI] = []

    def program(**settings: Any) -> FastAPI:
        made.append(create_app(Settings(database_url=database_url, origin="https://ninestep.example.gov", **settings)))
        return made[-1]

    yield program
    for one in made:
        one.state.database.engine.dispose()


@pytest.mark.parametrize(("proxy", "counts"), [("", False), ("127.0.0.1", True)])
def test_behind_a_proxy_that_is_not_named_a_stranger_cannot_stop_the_whole_agency(
    behind_proxy: Callable[..., FastAPI], proxy: str, counts: bool
) -> None:
    """All requests come from the proxy: counted by where they come from, a hundred wrong tries would stop everybody."""
    request = type("Request", (), {})()
    request.app, request.client = behind_proxy(trusted_proxy=proxy), type("Address", (), {"host": "10.0.0.1"})()
    assert (signin.marks_at_door(request, WREN).client is not None) == counts


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True), ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("10.0.0.1", "10.0.0.2", False), ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True), ("testclient", "testclient", True), ("testclient", "other", False),
    ],
)  # fmt: skip
def test_all_addresses_of_one_line_are_one_network(app: FastAPI, one: str, other: str, is_same: bool) -> None:
    def network(host: str) -> str | None:
        request = type("Request", (), {})()
        request.app, request.client = app, type("Address", (), {"host": host})()
        return signin.client_at_door(request)

    assert (network(one) == network(other)) == is_same


@pytest.mark.parametrize("proxy", ["everybody", "*", "127.0.0.1, 10.0.0.1"])
def test_the_proxy_is_one_address(proxy: str) -> None:
    with pytest.raises(ValueError, match="NINESTEP_TRUSTED_PROXY"):
        Settings(trusted_proxy=proxy)


def test_four_passwords_are_hashed_at_once_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()

    class Slow:
        def hash(self, _password: str) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.05)
            with lock:
                running -= 1
            return "hash"

    monkeypatch.setattr(passwords, "_hasher", Slow())
    threads = [threading.Thread(target=passwords.hashed, args=("x",)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == passwords.AT_ONCE == 4


def test_a_right_password_of_one_does_not_clear_what_was_tried_on_another(
    db: Session, clock: Clock, browse: Browse, ask: Ask
) -> None:
    statuses(browse(), 3)
    assert guess(browse(), "cora@example.org", PASSWORD).status_code == 303
    assert len(ask(select(FailedTry).where(col(FailedTry.at) == clock()))) == 3
