"""Links that set a password: for whoever forgot it, by an administrator, and from the command line."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from limits import RateLimitItemPerHour
from sqlmodel import col, select
from typer.testing import CliRunner

from app.audit.models import AuditEntry
from app.cli.main import app as command_line
from app.db import Database
from app.main import create_app
from app.outbox import OutgoingMail
from app.people.links import kind_for, make_link
from app.people.models import Account, LinkKind, PasswordLink
from app.people.passwords import is_password_of
from app.settings import Settings
from app.web.rates import Rates
from tests.clock import Clock
from tests.conftest import ORIGIN, PATIENT, Browser
from tests.people.test_sign_in import sign_in, token_on
from tests.web.at_once import all_at_once
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
NEW = "another four plain words"
MAIL = {"smtp_url": "smtp://127.0.0.1:2525", "mail_from": "ninestep@bay.example"}


@pytest.fixture
def app(database_url: str, clock: Clock) -> Iterator[FastAPI]:
    """The program of an agency that sends mail."""
    program = create_app(Settings(database_url=database_url, origin=ORIGIN, **MAIL))  # type: ignore[arg-type] # plain text, as in the environment
    program.state.now = clock
    program.state.time_outs = PATIENT
    yield program
    program.state.database.engine.dispose()


@pytest.fixture
def link(database: Database, world: World, clock: Clock) -> str:
    """The address of a link for Wren."""
    with database.writing() as db:
        wren = db.get_one(Account, world["wren"])
        return "/links/" + make_link(db, wren, kind_for(wren), at=clock())[1]


def forget(browser: Browser, email: str) -> httpx2.Response:
    token = token_on(browser.get("/forgotten-password"))
    return browser.client.post("/forgotten-password", data={"csrf_token": token, "email": email})


def choose(browser: Browser, link: str, password: str = NEW) -> httpx2.Response:
    browser.get("/sign-in")
    return browser.post(link, {"password": password})


def links_in(ask: Ask) -> list[str]:
    """The links in the mail that waits."""
    bodies = ask(select(OutgoingMail.body).order_by(col(OutgoingMail.created_at)))
    return [found for body in bodies for found in re.findall(rf"{ORIGIN}(/links/\S+)", body or "")]


def shown(answer: httpx2.Response) -> str:
    return re.sub(r'value="[0-9a-f]{64}"|Token": "[0-9a-f]{64}"', "", answer.text)


def test_wren_forgot_her_password_and_chooses_a_new_one(browse: Browse, ask: Ask) -> None:
    inside, stranger = browse("wren"), browse()
    assert "Forgot your password?" in stranger.get("/sign-in").text
    assert "a link to choose a new password is on its way" in forget(stranger, " WREN@example.org ").text
    (link,) = links_in(ask)
    assert stranger.get(link).status_code == 200
    answer = choose(stranger, link)
    assert answer.headers["location"] == "/sign-in?done=password-set"
    # Nobody is signed in by it, and whoever was is out.
    assert [browser.get("/my-account").status_code for browser in (stranger, inside)] == [303, 303]
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 422
    assert sign_in(browse(), "wren@example.org", NEW).status_code == 303


def test_the_token_is_long_and_stands_nowhere_but_in_the_mail(browse: Browse, ask: Ask) -> None:
    forget(browse(), "wren@example.org")
    token = links_in(ask)[0].rpartition("/")[2]
    assert len(token) == 43
    kept = ask(select(PasswordLink))[0]
    assert token not in str(kept)
    assert len(kept.token_digest) == 64
    assert token not in str(ask(select(AuditEntry)))


def test_where_no_mail_is_sent_a_link_that_is_over_leads_to_no_dead_end(app: FastAPI, browse: Browse) -> None:
    app.state.settings = Settings(database_url=app.state.settings.database_url, origin=ORIGIN)
    page = browse().get("/links/made-up").text
    assert "Your agency’s administrator can get you a new one." in page
    assert "/forgotten-password" not in page


def test_used_over_and_made_up_links_get_one_and_the_same_page(
    browse: Browse, clock: Clock, database: Database, world: World, link: str
) -> None:
    stranger, late = browse(), browse()
    with database.writing() as db:
        stale = "/links/" + make_link(db, db.get_one(Account, world["cora"]), LinkKind.RESET, at=clock())[1]
    assert choose(stranger, link).status_code == 303
    clock.forward(minutes=30)
    answers = [stranger.get(path) for path in (link, stale, "/links/made-up", "/links/" + "x" * 1000)]
    answers += [choose(late, path) for path in (link, stale, "/links/made-up")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({shown(answer) for answer in answers}) == 1
    assert "This link does not work any more" in answers[0].text
    assert sign_in(browse(), "cora@example.org", PASSWORD).status_code == 303


def test_a_link_works_for_half_an_hour_and_an_invitation_for_three_days(
    browse: Browse, clock: Clock, database: Database, world: World, link: str
) -> None:
    with database.writing() as db:
        cora = db.get_one(Account, world["cora"])
        cora.password_hash = None
        assert kind_for(cora) == LinkKind.INVITATION
        invitation = "/links/" + make_link(db, cora, kind_for(cora), at=clock())[1]
    clock.forward(minutes=29, seconds=59)
    assert [browse().get(path).status_code for path in (link, invitation)] == [200, 200]
    clock.forward(seconds=1)
    assert [browse().get(path).status_code for path in (link, invitation)] == [404, 200]
    clock.at += timedelta(hours=71, minutes=29, seconds=59)
    assert browse().get(invitation).status_code == 200
    clock.forward(seconds=1)
    assert choose(browse(), invitation).status_code == 404


def test_a_network_that_asks_for_links_without_end_waits_and_others_do_not(
    app: FastAPI, browse: Browse, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 500_000 * 3600 + 600.0)
    app.state.rates = Rates(asks=(RateLimitItemPerHour(3),))
    answers = [forget(browse(), f"nobody-{number}@example.org") for number in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1].headers["retry-after"]) > 120
    assert "50 minutes, and send it again" in answers[-1].text
    # Asking counts at this door alone: who knows the password comes in.
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 303
    assert len(ask(select(AuditEntry).where(col(AuditEntry.action) == "password-link:ask"))) == 3


def test_phones_that_ask_for_old_calendars_keep_nobody_of_their_network_from_a_password_or_from_stopping_a_mail(
    app: FastAPI, browse: Browse
) -> None:
    app.state.rates, phone = Rates(), browse()
    assert {phone.get("/calendar/revoked.ics").status_code for _ in range(150)} == {404}
    assert forget(browse(), "wren@example.org").status_code == 200
    assert phone.client.post("/stop-mail/made-up").status_code == 404


@pytest.mark.parametrize("password", ["short", "BayCounty2026!!!!", "wren castillo wren", ""])
def test_a_password_that_does_not_do_is_explained_and_the_link_goes_on(
    browse: Browse, link: str, password: str
) -> None:
    stranger = browse()
    answer = choose(stranger, link, password)
    assert answer.status_code == 422
    assert 'id="error-password"' in answer.text
    assert "example.org" not in answer.text
    assert choose(stranger, link).status_code == 303


def test_a_new_password_ends_the_other_links_and_the_count_of_wrong_tries(
    browse: Browse, ask: Ask, database: Database, world: World, clock: Clock
) -> None:
    stranger = browse()
    for _ in range(6):
        sign_in(stranger, "wren@example.org", "wrong")
    forget(stranger, "wren@example.org")
    forget(stranger, "wren@example.org")
    first, second = links_in(ask)
    assert choose(stranger, first).status_code == 303
    assert stranger.get(second).status_code == 404
    assert sign_in(browse(), "wren@example.org", NEW).status_code == 303


def test_a_closed_account_and_another_address_end_its_links(
    browse: Browse, database: Database, world: World, link: str, clock: Clock
) -> None:
    ada = browse("ada")
    fields = {"name": "Wren Castillo", "email": "castillo@example.org", "roles": "worker"}
    assert ada.post(f"/agency/accounts/{world['wren']}", fields).status_code == 303
    assert browse().get(link).status_code == 404
    with database.writing() as db:
        again = "/links/" + make_link(db, db.get_one(Account, world["wren"]), LinkKind.RESET, at=clock())[1]
    assert ada.post(f"/agency/accounts/{world['wren']}/closing").status_code == 303
    assert choose(browse(), again).status_code == 404


def test_known_unknown_and_closed_addresses_get_one_answer_and_one_entry_each(
    browse: Browse, ask: Ask, database: Database, world: World, clock: Clock
) -> None:
    with database.writing() as db:
        db.get_one(Account, world["lee"]).disabled_at = clock()
    addresses = ("wren@example.org", "nobody@example.org", "lee@example.org", "not an address", "", "x" * 9000)
    answers = [forget(browse(), email) for email in addresses]
    assert {answer.status_code for answer in answers} == {200}
    assert len({shown(answer) for answer in answers}) == 1
    assert ask(select(OutgoingMail.recipient)) == ["wren@example.org"]
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "password-link:ask"))
    assert [entry.details for entry in entries] == [{}] * 6
    assert {entry.subject_id for entry in entries} == {world["wren"], None}


def test_nobody_fills_wrens_mailbox(browse: Browse, ask: Ask, clock: Clock) -> None:
    answers = {shown(forget(browse(), "wren@example.org")) for _ in range(8)}
    assert (len(answers), len(links_in(ask))) == (1, 5)
    clock.forward(hours=1)
    forget(browse(), "wren@example.org")
    assert len(links_in(ask)) == 6


def test_who_asks_in_wrens_name_never_keeps_a_link_from_her(browse: Browse, ask: Ask, clock: Clock) -> None:
    for _ in range(5):
        forget(browse(), "wren@example.org")
    clock.forward(minutes=29)
    forget(browse(), "wren@example.org")
    # She gets no sixth, and the newest that she has works.
    assert len(links_in(ask)) == 5
    assert browse().get(links_in(ask)[-1]).status_code == 200
    clock.forward(minutes=1)
    assert browse().get(links_in(ask)[-1]).status_code == 404
    forget(browse(), "wren@example.org")
    assert choose(browse(), links_in(ask)[-1]).status_code == 303


def test_mail_names_nobody_and_says_no_more_than_it_must(browse: Browse, ask: Ask) -> None:
    forget(browse(), "wren@example.org")
    mail = ask(select(OutgoingMail))[0]
    words = (mail.subject + mail.body).lower()
    assert [name for name in ("wren", "castillo", "bay county", "worker", "example.org") if name in words] == []
    assert mail.expires_at - mail.created_at == timedelta(minutes=30)


def test_ada_invites_somebody_who_then_signs_in(browse: Browse, ask: Ask) -> None:
    ada = browse("ada")
    fields = {"name": "Nia Ford", "email": "nia@example.org", "roles": "coach", "password": ""}
    at = ada.post("/agency/accounts", fields).headers["location"].partition("?")[0]
    assert "Send an invitation" in ada.get(at).text
    assert ada.post(f"{at}/link").headers["location"] == f"{at}?done=link-sent"
    assert ask(select(OutgoingMail.subject)) == ["Your Ninestep account"]
    assert choose(browse(), links_in(ask)[0]).status_code == 303
    assert sign_in(browse(), "nia@example.org", NEW).status_code == 303
    assert "Send a link for a new password" in ada.get(at).text
    assert links_in(ask)[0].rpartition("/")[2] not in ada.get(at).text


def test_ada_sends_links_in_her_agency_to_open_accounts_and_after_proof(
    browse: Browse, ask: Ask, world: World, clock: Clock
) -> None:
    ada = browse("ada")
    assert ada.post(f"/agency/accounts/{world['otto']}/link").status_code == 404
    assert browse("cora").post(f"/agency/accounts/{world['wren']}/link").status_code == 404
    assert ada.post(f"/agency/accounts/{world['lee']}/closing").status_code == 303
    closed = ada.post(f"/agency/accounts/{world['lee']}/link")
    assert (closed.status_code, "This account is closed." in closed.text) == (422, True)
    clock.forward(minutes=5)
    stale = ada.post(f"/agency/accounts/{world['wren']}/link")
    assert (stale.status_code, 'id="error-own_password_link"' in stale.text) == (422, True)
    assert ask(select(OutgoingMail)) == []
    proven = ada.post(f"/agency/accounts/{world['wren']}/link", {"own_password_link": PASSWORD})
    assert proven.status_code == 303
    assert ask(select(OutgoingMail.recipient)) == ["wren@example.org"]


def test_whoever_runs_the_program_makes_a_link_to_hand_over(
    browse: Browse, database_url: str, app: FastAPI, monkeypatch: pytest.MonkeyPatch, ask: Ask, clock: Clock
) -> None:
    monkeypatch.setenv("NINESTEP_DATABASE_URL", database_url)
    monkeypatch.setenv("NINESTEP_ORIGIN", ORIGIN)
    monkeypatch.setattr("app.clock.now", clock)
    made = CliRunner().invoke(command_line, ["account", "link", "--email", " Wren@example.org"])
    assert made.exit_code == 0, made.output
    assert "within 30 minutes" in made.stderr
    link = made.stdout.strip().removeprefix(ORIGIN)
    assert choose(browse(), link).status_code == 303
    assert sign_in(browse(), "wren@example.org", NEW).status_code == 303
    unknown = CliRunner().invoke(command_line, ["account", "link", "--email", "nobody@example.org"])
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    actions_on_record = [entry.action for entry in ask(select(AuditEntry))]
    assert actions_on_record.count("password-link:make") == 1


def test_a_link_that_is_used_twenty_times_at_once_sets_one_password(
    app: FastAPI, browse: Browse, link: str, ask: Ask, world: World
) -> None:
    stranger = browse()
    stranger.get("/sign-in")
    passwords = [f"another four plain words {number}" for number in range(20)]
    answers = all_at_once(app, stranger, link, [{"password": password} for password in passwords])
    assert sorted(answer.status_code for answer in answers) == [303] + [404] * 19
    kept = ask(select(Account.password_hash).where(col(Account.id) == world["wren"]))[0]
    (chosen,) = [password for password, answer in zip(passwords, answers, strict=True) if answer.status_code == 303]
    assert is_password_of(kept, chosen)
    assert len(ask(select(AuditEntry).where(col(AuditEntry.action) == "password:set"))) == 1


def test_a_double_click_mails_one_link_and_a_page_loaded_again_mails_another(
    app: FastAPI, browse: Browse, ask: Ask, world: World
) -> None:
    ada, page = browse("ada"), f"/agency/accounts/{world['wren']}"

    def key() -> dict[str, str]:
        form = ada.get(page).text.partition(f'action="{page}/link"')[2].partition("</form>")[0]
        return dict(re.findall(r'name="(form_key)"\s+value="([0-9a-f-]{36})"', form))

    first = key()
    assert first
    answers = all_at_once(app, ada, f"{page}/link", [first] * 10)
    assert {answer.headers["location"] for answer in answers} == {f"{page}?done=link-sent"}
    assert len(links_in(ask)) == len(ask(select(PasswordLink))) == 1
    assert ada.post(f"{page}/link", key()).status_code == 303
    # Both lie in one mailbox and may come in either order: each opens until one of them has.
    older, newer = links_in(ask)
    assert choose(browse(), older).status_code == 303
    assert choose(browse(), newer).status_code == 404


class TestWithoutMail:
    @pytest.fixture
    def app(self, database_url: str, clock: Clock) -> Iterator[FastAPI]:
        program = create_app(Settings(database_url=database_url, origin=ORIGIN))
        program.state.now = clock
        yield program
        program.state.database.engine.dispose()

    def test_the_pages_say_who_hands_the_link_over(self, browse: Browse, ask: Ask, world: World) -> None:
        stranger, ada = browse(), browse("ada")
        stranger.get("/sign-in")
        page = stranger.get("/forgotten-password").text
        assert "administrator can get you a link" in page
        assert 'name="email"' not in page
        answers = {
            shown(stranger.post("/forgotten-password", {"email": email}))
            for email in ("wren@example.org", "nobody@example.org")
        }
        assert len(answers) == 1
        account = f"/agency/accounts/{world['wren']}"
        assert "ninestep account link" in ada.get(account).text
        sent = ada.post(f"{account}/link")
        assert (sent.status_code, "sends no mail" in sent.text) == (422, True)
        assert ask(select(PasswordLink)) == []
