"""Each kind of mail is stopped by its person: on the own page, by a link in the mail, and by one click of a program."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from limits import RateLimitItemPerHour
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.outbox import OutgoingMail
from app.people import actions as people
from app.people.models import Account
from app.reminders.models import MailChoice, MailSwitchedOff, StopLink
from app.reminders.queries import digest_of
from app.reminders.rules import Kind, Pace
from app.web.rates import Rates
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.reminders.given import Letter, Office
from tests.stories import viewer_of
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
ALL = [kind.value for kind in Kind]


def program(app: FastAPI) -> Any:
    """A mail program's server: no cookie, no origin, no page of ours."""
    client = Browser(app).client
    del client.headers["Sec-Fetch-Site"]
    return client


def one_click(app: FastAPI, address: str) -> httpx2.Response:
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    answer: httpx2.Response = program(app).post(
        address, content=body.encode(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    return answer


@pytest.fixture
def letter(office: Office) -> Letter:
    office.round()
    return office.letter("wren")


def next_week(office: Office) -> list[str]:
    office.clock.forward(days=7)
    office.round()
    return office.receivers()


def test_a_mail_carries_the_headers_of_one_click(letter: Letter) -> None:
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.one_click.startswith("/stop-mail/")
    assert "=?" not in letter.raw
    # Both headers stand on one line each, or mail programs would not know them.
    assert f"List-Unsubscribe: <http://127.0.0.1:8000{letter.one_click}>" in letter.raw.splitlines()


def test_one_click_of_a_mail_program_stops_all_of_it(app: FastAPI, office: Office, letter: Letter, ask: Ask) -> None:
    answer = one_click(app, letter.one_click)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert [row.pace for row in ask(select(MailChoice))] == [Pace.NEVER]
    assert next_week(office) == ["ash", "lee", "otto"]


def test_a_link_stops_its_kind_alone_and_following_it_changes_nothing(
    browse: Browse, office: Office, letter: Letter, ask: Ask
) -> None:
    stranger, link = browse(), letter.link("self-assessments")
    page = stranger.get(link)
    assert page.status_code == 200
    assert "set-cookie" not in page.headers
    assert "Then you get no more mail about self-assessments. Everything else comes as before." in words(page.text)
    assert "Wren" not in page.text
    assert ask(select(MailChoice)) == []
    assert stranger.client.post(link).status_code == 200
    assert [(row.kind) for row in ask(select(MailSwitchedOff))] == [Kind.SELF_ASSESSMENT]
    # Nothing else waits for Wren.
    assert next_week(office) == ["ash", "lee", "otto"]


def test_a_second_click_changes_nothing_and_the_trail_says_once_that_a_link_did_it(
    app: FastAPI, letter: Letter, ask: Ask, world: World
) -> None:
    for _ in range(3):
        assert one_click(app, letter.link("self-assessments")).status_code == 200
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "reminders:stop"))
    assert [(one.actor_id, one.subject_id, one.details) for one in entries] == [
        (None, world["wren"], {"by": "link", "pace": "weekly", "off": ["self-assessment"]})
    ]
    assert [row.revision for row in ask(select(MailChoice))] == [1]


def test_a_link_says_nothing_of_whom_it_is_for_and_is_the_same_in_each_mail(
    office: Office, letter: Letter, world: World, ask: Ask
) -> None:
    seen = {letter.one_click, letter.link("self-assessments")}
    office.clock.forward(days=7)
    office.round()
    later = office.letter("wren")
    assert len(seen) == 2
    assert {later.one_click, later.link("self-assessments")} == seen
    assert all(len(link.removeprefix("/stop-mail/")) == 43 for link in seen)
    # Neither the account nor the row can be read in it, and no two people have the same.
    ids = {world["wren"], *ask(select(StopLink.id))}
    forms = {form for one in ids for form in (str(one), one.hex, urlsafe_b64encode(one.bytes).decode().rstrip("="))}
    assert not any(form in link for form in forms for link in seen)
    assert len(set(ask(select(StopLink.token_digest)))) == len(ids) - 1 == 8


def test_the_mails_of_a_year_leave_as_many_links_as_one_and_the_first_still_works(
    app: FastAPI, office: Office, letter: Letter, ask: Ask
) -> None:
    count = select(sa.func.count()).select_from(StopLink)
    before = ask(count)[0]
    for _ in range(14):
        office.clock.forward(weeks=4)
        assert office.round()
    assert "wren" in office.receivers()
    assert ask(count)[0] == before
    assert one_click(app, letter.one_click).status_code == 200
    assert [row.pace for row in ask(select(MailChoice))] == [Pace.NEVER]


def test_a_link_of_a_mail_from_before_links_were_kept_works_beside_the_new_one(
    app: FastAPI, db: Session, world: World, office: Office, ask: Ask
) -> None:
    db.add(
        StopLink(
            account_id=world["wren"], token_digest=digest_of("an-older-link"),
            address_digest=digest_of("wren@example.org"), created_at=START - timedelta(days=30),
        )
    )  # fmt: skip
    db.commit()
    office.round()
    assert office.letter("wren").one_click != "/stop-mail/an-older-link"
    assert one_click(app, "/stop-mail/an-older-link").status_code == 200
    assert [row.pace for row in ask(select(MailChoice))] == [Pace.NEVER]


def test_a_link_that_is_made_up_or_a_year_old_stops_nothing(
    app: FastAPI, browse: Browse, office: Office, letter: Letter, ask: Ask
) -> None:
    office.clock.forward(days=366)
    for address in ("/stop-mail/made-up", letter.one_click):
        assert browse().get(address).status_code == 404
        assert one_click(app, address).status_code == 404
    assert ask(select(MailChoice)) == []


def test_a_link_in_the_mailbox_of_another_address_or_of_a_closed_account_stops_nothing(
    app: FastAPI, db: Session, letter: Letter, world: World, ask: Ask
) -> None:
    wren = db.get_one(Account, world["wren"])
    wren.email = "wren@new.example"
    db.add(wren)
    db.commit()
    assert one_click(app, letter.one_click).status_code == 404
    wren.email = "wren@example.org"
    db.add(wren)
    people.disable_account(db, viewer_of(db, world, "ada"), wren, at=START)
    db.commit()
    assert one_click(app, letter.one_click).status_code == 404
    assert ask(select(MailChoice)) == []


def test_what_a_link_stopped_is_switched_on_again_on_the_own_page(
    app: FastAPI, browse: Browse, office: Office, letter: Letter
) -> None:
    one_click(app, letter.one_click)
    form = {"pace": "weekly", "tell": ALL, "revision": "1"}
    assert browse("wren").post("/my-reminders", form).status_code == 303
    assert next_week(office) == ["ash", "lee", "otto", "wren"]


def test_a_page_from_before_does_not_switch_on_what_a_link_has_stopped(
    app: FastAPI, browse: Browse, letter: Letter, ask: Ask
) -> None:
    wren = browse("wren")
    one_click(app, letter.link("self-assessments"))
    answer = wren.post("/my-reminders", {"pace": "daily", "tell": ALL, "revision": "0"})
    assert answer.status_code == 409
    assert "Every weekday morning" in words(answer.text)
    assert [row.kind for row in ask(select(MailSwitchedOff))] == [Kind.SELF_ASSESSMENT]


def test_daily_is_each_weekday_and_never_is_never(browse: Browse, office: Office, clock: Clock) -> None:
    assert browse("wren").post("/my-reminders", {"pace": "daily", "tell": ALL}).status_code == 303
    assert browse("ash").post("/my-reminders", {"pace": "never", "tell": ALL}).status_code == 303
    got = []
    for _ in range(8):
        office.round()
        got.append([name for name in office.receivers() if name in ("ash", "wren")])
        clock.forward(days=1)
    # Chosen on Monday after seven, it holds from Tuesday on; the week's end has none.
    assert got == [[], ["wren"], ["wren"], ["wren"], ["wren"], [], [], ["wren"]]


def test_a_kind_that_is_switched_off_is_in_no_mail(browse: Browse, office: Office) -> None:
    others = [kind for kind in ALL if kind != "self-assessment"]
    assert browse("wren").post("/my-reminders", {"pace": "weekly", "tell": others}).status_code == 303
    office.round()
    assert office.receivers() == ["ash", "lee", "otto"]


def test_the_own_page_shows_what_holds_and_the_trail_what_was_changed(
    app: FastAPI, office: Office, browse: Browse, ask: Ask, world: World
) -> None:
    app.state.settings, wren = office.settings, browse("wren")
    assert 'value="weekly" checked' in " ".join(wren.get("/my-reminders").text.split())
    wren.post("/my-reminders", {"pace": "daily", "tell": ["word"], "revision": "0"})
    shown = " ".join(wren.get("/my-reminders").text.split())
    assert 'value="daily" checked' in shown
    assert 'name="tell" value="word" checked' in shown
    assert 'name="tell" value="check-back" checked' not in shown
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "reminders:change"))
    assert [(one.actor_id, one.details["pace"], one.details["off"]) for one in entries] == [
        (world["wren"], "daily", ["self-assessment", "coaching-session", "check-back"])
    ]
    wren.post("/my-reminders", {"pace": "daily", "tell": ["word"], "revision": "1"})
    assert ask(select(sa.func.count()).where(col(AuditEntry.action) == "reminders:change")) == [1]


@pytest.mark.parametrize("form", [{"pace": "hourly"}, {"pace": "", "tell": ["word"]}, {"pace": "daily", "tell": ["x"]}])
def test_what_is_no_choice_is_refused_with_a_sentence(browse: Browse, ask: Ask, form: dict[str, Any]) -> None:
    answer = browse("wren").post("/my-reminders", form)
    assert answer.status_code == 422
    assert "Choose" in words(answer.text)
    assert ask(select(MailChoice)) == []


def test_without_a_mail_server_the_page_says_so_and_asks_nothing(browse: Browse) -> None:
    text = browse("wren").get("/my-reminders").text
    assert "sends no mail" in words(text)
    assert 'name="pace"' not in text


def test_old_links_go_with_the_next_mail(office: Office, letter: Letter, ask: Ask, clock: Clock) -> None:
    count = select(sa.func.count()).select_from(StopLink)
    before = ask(count)[0]
    clock.at = START + timedelta(days=371)
    office.round()
    assert ask(count)[0] == before
    assert ask(select(sa.func.count()).select_from(OutgoingMail)) == [8]


def test_whoever_asks_without_end_is_told_to_wait(app: FastAPI) -> None:
    app.state.rates = Rates(secrets=(RateLimitItemPerHour(5),))
    found = [one_click(app, "/stop-mail/made-up").status_code for _ in range(6)]
    assert found == [404] * 5 + [429]
