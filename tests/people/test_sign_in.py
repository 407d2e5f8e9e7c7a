"""Signing in and out, as a person does it in a browser."""

import re
from collections.abc import Callable

import argon2
import httpx2
import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.db import Database
from app.people import actions, passwords
from app.people.models import Account, SignIn
from app.people.signin import digest
from tests.clock import Clock
from tests.conftest import Browser
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]


def token_on(answer: httpx2.Response) -> str:
    found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', answer.text)
    assert found, "The page has no form with a token."
    return found.group(1)


def sign_in(browser: Browser, email: str, password: str, **fields: str) -> httpx2.Response:
    token = token_on(browser.get("/sign-in"))
    data = {"csrf_token": token, "email": email, "password": password, **fields}
    return browser.client.post("/sign-in", data=data)


def open_sign_ins(db: Session, account_id: object) -> int:
    of_account = (col(SignIn.account_id) == account_id, col(SignIn.ended_at).is_(None))
    return len(db.exec(select(SignIn.id).where(*of_account)).all())


def test_a_stranger_who_opens_a_page_comes_back_to_it_after_signing_in(browse: Browse) -> None:
    stranger = browse()
    sent_on = stranger.get("/my-account?from=mail")
    assert sent_on.status_code == 303
    assert sent_on.headers["location"] == "/sign-in?next=%2Fmy-account%3Ffrom%3Dmail"
    form = stranger.get(sent_on.headers["location"])
    assert 'name="next" value="/my-account?from=mail"' in form.text
    answer = sign_in(stranger, "wren@example.org", PASSWORD, next="/my-account?from=mail")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/my-account?from=mail"
    assert "Wren Castillo" in stranger.get("/my-account").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "javascript:1",
    ],
)
def test_the_way_back_never_leaves_this_site(browse: Browse, elsewhere: str) -> None:
    assert sign_in(browse(), "wren@example.org", PASSWORD, next=elsewhere).headers["location"] == "/"


def test_the_address_of_an_account_may_be_typed_in_capitals(browse: Browse) -> None:
    assert sign_in(browse(), " Wren@Example.ORG ", PASSWORD).status_code == 303


def test_the_cookie_is_hidden_from_script_and_new_at_sign_in(browse: Browse, db: Session) -> None:
    stranger = browse()
    before = stranger.get("/sign-in").headers["set-cookie"]
    token = before.partition("=")[2].partition(";")[0]
    assert before.partition(";")[2].strip().split("; ") == ["HttpOnly", "Path=/", "SameSite=lax"]
    after = sign_in(stranger, "wren@example.org", PASSWORD).headers["set-cookie"]
    fresh = after.partition("=")[2].partition(";")[0]
    assert fresh != token
    assert len(fresh) == 43
    assert db.exec(select(SignIn.token_digest)).all() == [digest(fresh)]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("nobody@example.org", PASSWORD),
        ("wren@example.org", "not her password at all"),
        ("wren@example.org", ""),
        ("wren@example.org", PASSWORD + " "),
        ("", ""),
        ("wren@example.org' OR 1=1 --", PASSWORD),
        ("x" * 20_000, "y" * 20_000),
    ],
)
def test_who_does_not_know_the_password_reads_one_and_the_same_sentence(
    browse: Browse, email: str, password: str
) -> None:
    answer = sign_in(browse(), email, password)
    assert answer.status_code == 422
    assert "This e-mail and password do not go together." in answer.text
    assert password == "" or password not in answer.text


def test_the_typed_address_is_kept_and_the_password_is_not(browse: Browse) -> None:
    answer = sign_in(browse(), "wren@exmaple.org", "some wrong password")
    assert 'value="wren@exmaple.org"' in answer.text
    assert "some wrong password" not in answer.text


def test_unknown_name_wrong_password_and_closed_account_get_the_same_page(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    db.get_one(Account, world["lee"]).disabled_at = clock()
    db.commit()

    def page_for(email: str) -> str:
        answer = sign_in(browse(), email, "not the password, sorry")
        return re.sub(r'value="[^"]*"|X-CSRF-Token": "[^"]*"', "", answer.text)

    assert page_for("lee@example.org") == page_for("nobody@example.org") == page_for("wren@example.org")


def test_an_unknown_name_costs_the_same_work_as_a_known_one(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    verify = passwords._hasher.verify

    class Counting:
        """The hasher itself, counting; nothing is pretended."""

        def verify(self, kept: str, password: str) -> bool:
            checked.append(kept.rpartition("$")[0].rpartition("$")[0])
            return verify(kept, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for email in ("nobody@example.org", "wren@example.org"):
        assert sign_in(browse(), email, "wrong").status_code == 422
    assert checked == ["$argon2id$v=19$m=19456,t=2,p=1"] * 2


def test_a_sign_in_that_was_refused_is_on_record_without_what_was_typed(browse: Browse, db: Session) -> None:
    sign_in(browse(), "wren@example.org", "some wrong password")
    entry = db.exec(select(AuditEntry).where(col(AuditEntry.action) == "sign-in:refuse")).one()
    assert entry.details == {}


def test_a_closed_account_loses_its_open_pages_at_the_next_click(
    browse: Browse, database: Database, world: World, clock: Clock
) -> None:
    wren = browse("wren")
    assert wren.get("/my-account").status_code == 200
    with database.writing() as db:
        db.get_one(Account, world["wren"]).disabled_at = clock()
    assert wren.get("/my-account").headers["location"] == "/sign-in?next=%2Fmy-account"
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 422


def test_twelve_hours_after_signing_in_a_person_signs_in_again(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    clock.forward(hours=11, minutes=59)
    assert wren.get("/my-account").status_code == 200
    clock.forward(minutes=1)
    assert wren.get("/my-account").status_code == 303


def test_a_form_sent_after_the_sign_in_ran_out_is_not_thrown_away_by_a_redirect(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    clock.forward(hours=13)
    answer = wren.post("/my-account", {"present": PASSWORD, "password": "another four plain words"})
    assert answer.status_code == 401
    assert "You are signed out, so nothing was saved." in answer.text
    # No password comes back, in whatever words.
    assert [words in answer.text for words in (PASSWORD, "another four plain words")] == [False, False]


def test_signing_out_ends_this_sign_in_and_empties_the_browser(
    browse: Browse, database: Database, world: World
) -> None:
    here, elsewhere = browse("wren"), browse("wren")
    secret = here.client.cookies["ninestep"]
    answer = here.post("/sign-out")
    assert answer.headers["location"] == "/sign-in?done=signed-out"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert 'ninestep=""' in answer.headers["set-cookie"]
    here.client.cookies.clear()
    here.client.cookies.set("ninestep", secret)
    assert here.get("/my-account").status_code == 303
    assert elsewhere.get("/my-account").status_code == 200
    with database.reading() as db:
        assert open_sign_ins(db, world["wren"]) == 1
        entry = db.exec(select(AuditEntry).where(col(AuditEntry.action) == "sign-in:close")).one()
        assert (entry.actor_id, entry.agency_id) == (world["wren"], world.agency)


def test_who_is_signed_in_has_no_use_for_the_form(browse: Browse) -> None:
    assert browse("wren").get("/sign-in?next=/my-account").headers["location"] == "/my-account"


def test_signing_in_as_another_person_ends_what_the_browser_was_before(
    browse: Browse, database: Database, world: World
) -> None:
    browser = browse("wren")
    fields = {"email": "cora@example.org", "password": PASSWORD}
    assert browser.post("/sign-in", fields).status_code == 303
    with database.reading() as db:
        assert (open_sign_ins(db, world["wren"]), open_sign_ins(db, world["cora"])) == (0, 1)
        entries = db.exec(select(AuditEntry).where(col(AuditEntry.action) == "sign-in:close")).all()
        assert [(entry.actor_id, entry.subject_id) for entry in entries] == [(world["wren"], world["wren"])]


def test_a_planted_cookie_is_worth_nothing_after_sign_in(browse: Browse, app: FastAPI) -> None:
    planted = "p" * 43
    victim = Browser(app, planted)
    assert victim.post("/sign-in", {"email": "wren@example.org", "password": PASSWORD}).status_code == 303
    assert Browser(app, planted).get("/my-account").status_code == 303


def test_no_one_click_sign_in_opens_a_real_account(browse: Browse, world: World, database: Database) -> None:
    stranger = browse()
    page = stranger.get("/sign-in")
    assert "Look around" not in page.text
    for account in (str(world["wren"]), "", "not-an-id", str(world.agency)):
        data = {"csrf_token": token_on(page), "account": account}
        assert stranger.client.post("/demo/sign-in", data=data).status_code == 404
    with database.reading() as db:
        assert db.exec(select(SignIn)).all() == []


def test_a_password_that_was_set_anew_between_the_check_and_the_sign_in_opens_nothing(
    db: Session, world: World, clock: Clock
) -> None:
    wren = db.get_one(Account, world["wren"])
    checked = passwords.claim(wren.email, PASSWORD, wren.password_hash)
    assert checked.fits == wren.password_hash
    actions.set_password(db, None, wren, password="another four plain words", at=clock())
    assert actions.sign_in(db, checked, token_digest="d", at=clock()) is None
    assert open_sign_ins(db, wren.id) == 0


def test_a_hash_of_older_settings_is_renewed_at_sign_in(browse: Browse, database: Database, world: World) -> None:
    with database.writing() as db:
        older = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        db.get_one(Account, world["wren"]).password_hash = older
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 303
    with database.reading() as db:
        kept = db.get_one(Account, world["wren"]).password_hash or ""
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 303
