"""Where one is signed in: everybody sees the own browsers, closes them, and finds nobody else's."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from app.audit.models import AuditEntry
from app.people.browsers import browser_of
from app.people.models import SignIn
from tests.clock import Clock
from tests.conftest import Browser
from tests.people.test_sign_in import sign_in
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
SAMSUNG = (
    "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
    "Chrome/121.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/140.0.0.0", "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        (SAMSUNG, "Samsung Internet on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on a Mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/140.0.0.0", "Chrome on a Chromebook"),
        ("curl/8.5.0", "A browser"),
        ("", "A browser"),
        ("<script>alert(1)</script>" * 200, "A browser"),
    ],
)
def test_a_browser_is_named_in_plain_words(user_agent: str, words: str) -> None:
    assert browser_of(user_agent) == words


@pytest.fixture
def phone(browse: Browse) -> Browser:
    browser = browse()
    browser.client.headers["User-Agent"] = IPHONE
    assert sign_in(browser, "wren@example.org", PASSWORD).status_code == 303
    return browser


def listed(browser: Browser) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", browser.get("/my-account").text)


def id_of(ask: Ask, world: World, name: str, browser: str) -> str:
    of_person = (col(SignIn.account_id) == world[name], col(SignIn.browser) == browser)
    return str(ask(select(SignIn.id).where(*of_person))[0])


def test_wren_reads_where_she_is_signed_in_and_since_when(browse: Browse, phone: Browser, clock: Clock) -> None:
    clock.forward(minutes=10)
    here = browse("wren")
    page = listed(here)
    assert "Safari on iPhone" in page
    assert re.search(r"since today, 10:00 AM ?, last used today, 10:00 AM", page)
    assert page.count("this browser") == 1
    assert IPHONE not in page
    assert "Safari" not in listed(browse("cora"))


def test_wren_closes_her_phone_from_the_desk_and_the_phone_is_out_at_the_next_click(
    browse: Browse, phone: Browser, ask: Ask, world: World
) -> None:
    here = browse("wren")
    at = f"/my-account/sign-ins/{id_of(ask, world, 'wren', 'Safari on iPhone')}/end"
    assert here.post(at).headers["location"] == "/my-account?done=sign-in-closed"
    assert phone.get("/my-account").status_code == 303
    assert here.get("/my-account").status_code == 200
    assert "Safari on iPhone" not in listed(here)
    assert here.post(at).status_code == 404


def test_what_belongs_to_somebody_else_is_not_there(browse: Browse, phone: Browser, ask: Ask, world: World) -> None:
    at = f"/my-account/sign-ins/{id_of(ask, world, 'wren', 'Safari on iPhone')}/end"
    assert [browse(name).post(at).status_code for name in ("cora", "ada", "otto")] == [404, 404, 404]
    assert phone.get("/my-account").status_code == 200


def test_signing_out_everywhere_else_leaves_this_browser_and_everybody_elses(
    browse: Browse, phone: Browser, ask: Ask
) -> None:
    here, other, cora = browse("wren"), browse("wren"), browse("cora")
    assert here.post("/my-account/sign-ins/end-others").headers["location"] == "/my-account?done=sign-ins-closed"
    statuses = [browser.get("/my-account").status_code for browser in (here, phone, other, cora)]
    assert statuses == [200, 303, 303, 200]
    entry = ask(select(AuditEntry).where(col(AuditEntry.action) == "sign-in:close-others"))[0]
    assert entry.details == {"count": 2}
    assert "Sign out everywhere else" not in listed(here)


def test_what_has_run_out_is_not_listed(browse: Browse, phone: Browser, clock: Clock) -> None:
    clock.forward(hours=13)
    assert "Safari" not in listed(browse("wren"))
