"""Mail leaves through a real server on this machine, is tried again when it does not, and is wiped afterwards."""

import smtplib
import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, select
from typer.testing import CliRunner

from app.cli.main import app as command_line
from app.db import Database
from app.outbox import PAUSES, OutgoingMail, deliver, enqueue
from app.settings import MailServer, Settings
from tests.clock import START, Clock
from tests.mailbox import Mailbox, receiving

Ask = Callable[[Any], list[Any]]
LINK = "http://127.0.0.1:8000/links/a-secret"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    with receiving() as found:
        yield found


@pytest.fixture
def waiting(database: Database, clock: Clock) -> None:
    with database.writing() as db:
        for name in ("wren", "cora"):
            enqueue(
                db, recipient=f"{name}@example.org", subject="Choose a new Ninestep password", body=f"{LINK}-{name}\n",
                at=clock(), expires_at=clock() + timedelta(minutes=30),
            )  # fmt: skip


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, database_url: str, clock: Clock) -> Callable[[int], Any]:
    monkeypatch.setattr("app.clock.now", clock)

    def run(port: int) -> Any:
        monkeypatch.setenv("NINESTEP_DATABASE_URL", database_url)
        monkeypatch.setenv("NINESTEP_SMTP_URL", f"smtp://127.0.0.1:{port}")
        monkeypatch.setenv("NINESTEP_MAIL_FROM", "ninestep@bay.example")
        return CliRunner().invoke(command_line, ["mail", "send"])

    return run


def test_what_waits_is_sent_once_and_wiped(
    waiting: None, mailbox: tuple[Mailbox, int], command: Callable[[int], Any], ask: Ask
) -> None:
    kept, port = mailbox
    first, second = command(port), command(port)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "Sent: 2." in first.output
    assert "Sent: 0." in second.output
    assert [message["To"] for message in kept.messages] == ["wren@example.org", "cora@example.org"]
    assert {message["From"] for message in kept.messages} == {"ninestep@bay.example"}
    assert f"{LINK}-wren" in kept.messages[0].get_payload()
    rows = ask(select(OutgoingMail))
    assert [(row.body, row.sent_at, row.tries) for row in rows] == [(None, START, 1)] * 2


def test_a_server_that_is_away_is_asked_again_later_and_given_up_in_the_end(
    waiting: None, command: Callable[[int], Any], clock: Clock, database: Database, ask: Ask
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        failed = command(port)
    assert failed.exit_code == 1
    assert "Not sent, to be tried again: 2." in failed.output
    assert LINK not in failed.output
    assert {row.next_try_at - START for row in ask(select(OutgoingMail))} == {PAUSES[0]}
    clock.forward(seconds=59)
    assert deliver(database.writing, refuse, sender="n@bay.example", now=clock) == (0, 0)


def refuse(_message: EmailMessage) -> None:
    raise ConnectionRefusedError


def test_after_the_last_try_a_message_is_given_up_and_wiped(database: Database, ask: Ask) -> None:
    with database.writing() as db:
        far = START + timedelta(days=9)
        enqueue(db, recipient="wren@example.org", subject="S", body=LINK, at=START, expires_at=far)
    at: datetime = START
    for number in range(len(PAUSES) + 1):
        assert ask(select(OutgoingMail.body)) == [LINK], number
        assert deliver(database.writing, refuse, sender="n@bay.example", now=Clock(at)) == (0, 1)
        at += PAUSES[min(number, len(PAUSES) - 1)]
    assert ask(select(OutgoingMail.body)) == [None]
    assert deliver(database.writing, refuse, sender="n@bay.example", now=Clock(at + timedelta(days=1))) == (0, 0)


def test_a_link_that_has_run_out_is_wiped_and_not_sent(waiting: None, database: Database, ask: Ask) -> None:
    sent: list[EmailMessage] = []
    assert deliver(database.writing, sent.append, sender="n@bay.example", now=Clock(START + timedelta(minutes=30))) == (
        0,
        0,
    )
    assert sent == []
    assert ask(select(OutgoingMail.body)) == [None, None]


def test_two_runs_at_once_send_each_message_once(waiting: None, database: Database, clock: Clock) -> None:
    sent: list[str] = []

    def send_while_another_runs(message: EmailMessage) -> None:
        sent.append(str(message["To"]))
        deliver(database.writing, lambda other: sent.append(str(other["To"])), sender="n@bay.example", now=clock)

    deliver(database.writing, send_while_another_runs, sender="n@bay.example", now=clock)
    assert sorted(sent) == ["cora@example.org", "wren@example.org"]


def test_one_message_that_is_refused_keeps_no_other_back(waiting: None, database: Database, ask: Ask) -> None:
    def only_cora(message: EmailMessage) -> None:
        if "wren" in str(message["To"]):
            raise ConnectionRefusedError

    assert deliver(database.writing, only_cora, sender="n@bay.example", now=Clock()) == (1, 1)
    bodies = {row.recipient.partition("@")[0]: row.body is None for row in ask(select(OutgoingMail))}
    assert bodies == {"wren": False, "cora": True}


@pytest.mark.parametrize("recipient", ["a@[b.c", "a:b@c.d", "", "ä@example.org", "@"])
def test_one_address_that_is_none_keeps_no_other_back(
    waiting: None, database: Database, ask: Ask, recipient: str, mailbox: tuple[Mailbox, int]
) -> None:
    kept, port = mailbox
    with database.writing() as db:
        far = START + timedelta(days=9)
        enqueue(db, recipient=recipient, subject="S", body="B", at=START - timedelta(minutes=1), expires_at=far)

    def hand_over(message: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            smtp.send_message(message)

    deliver(database.writing, hand_over, sender="n@bay.example", now=Clock())
    assert {"wren@example.org", "cora@example.org"} <= {str(message["To"]) for message in kept.messages}
    assert ask(select(OutgoingMail.body).where(col(OutgoingMail.recipient).in_(["wren@example.org"]))) == [None]


def test_a_message_that_cannot_be_written_is_tried_later_like_any_other(database: Database, ask: Ask) -> None:
    with database.writing() as db:
        far = START + timedelta(days=9)
        enqueue(db, recipient="a@[b.c", subject="S", body="B", at=START, expires_at=far)
    assert deliver(database.writing, refuse, sender="n@bay.example", now=Clock()) == (0, 1)
    assert ask(select(OutgoingMail.next_try_at)) == [START + PAUSES[0]]


def test_a_long_run_keeps_each_message_for_itself_from_when_it_takes_it(
    waiting: None, database: Database, clock: Clock
) -> None:
    sent: list[str] = []

    def slowly(message: EmailMessage) -> None:
        sent.append(str(message["To"]))
        if len(sent) == 1:
            clock.forward(minutes=6)
        else:
            # Another run starts while the second message is under way.
            deliver(database.writing, lambda other: sent.append(str(other["To"])), sender="n@bay.example", now=clock)

    assert deliver(database.writing, slowly, sender="n@bay.example", now=clock) == (2, 0)
    assert sent == ["wren@example.org", "cora@example.org"]


def test_a_link_that_runs_out_while_others_are_sent_is_not_sent_any_more(
    waiting: None, database: Database, clock: Clock
) -> None:
    sent: list[str] = []

    def slowly(message: EmailMessage) -> None:
        sent.append(str(message["To"]))
        clock.forward(minutes=30)

    assert deliver(database.writing, slowly, sender="n@bay.example", now=clock) == (1, 0)
    assert sent == ["wren@example.org"]


@pytest.mark.parametrize(
    ("recipient", "subject"),
    [
        ("wren@example.org\r\nBcc: otto@example.org", "S"), ("wren@example.org", "S\r\nBcc: otto@example.org"),
        ("wren@example.org\nX: y", "S"), ("wren@example.org", "S\x00"), ("wren@example.org,otto@example.org", "S"),
    ],
)  # fmt: skip
def test_nothing_typed_becomes_a_header(database: Database, ask: Ask, recipient: str, subject: str) -> None:
    with database.writing() as db, pytest.raises(ValueError, match="one address"):
        enqueue(db, recipient=recipient, subject=subject, body="B", at=START, expires_at=START + timedelta(hours=1))
    assert ask(select(OutgoingMail)) == []


def test_without_a_mail_server_the_command_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NINESTEP_SMTP_URL", raising=False)
    result = CliRunner().invoke(command_line, ["mail", "send"])
    assert result.exit_code == 1
    assert "NINESTEP_SMTP_URL" in result.output


@pytest.mark.parametrize("url", ["mail.example.gov", "http://mail", "smtp://", "smtp://h:x", "smtps://h/p?q=1"])
def test_an_address_that_is_none_of_a_mail_server_is_refused_at_start_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="NINESTEP_SMTP_URL") as refused:
        Settings(smtp_url=SecretStr(url.replace("://", "://ninestep:hush-hush@")), mail_from="n@bay.example")
    assert "hush-hush" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "ninestep", "Ninestep <n@bay.example>", "n@bay.example\r\nBcc: x@y.example"])
def test_mail_needs_a_sender(sender: str) -> None:
    with pytest.raises(ValueError, match="NINESTEP_MAIL_FROM"):
        Settings(smtp_url=SecretStr("smtps://mail.example.gov"), mail_from=sender)


def test_the_settings_never_print_the_password_of_the_mail_server() -> None:
    settings = Settings(smtp_url=SecretStr("smtps://ninestep:hush%2Fhush@mail.example.gov"), mail_from="n@bay.example")
    assert "hush" not in repr(settings)
    server = MailServer.of(settings.smtp_url)
    assert server is not None
    assert (server.host, server.port, server.is_encrypted) == ("mail.example.gov", 465, True)
    assert (server.user, server.password) == ("ninestep", "hush/hush")
