"""The worker goes on when a server is away, stops when it is told to, and loses nothing when it is killed."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlmodel import col, select
from typer.testing import CliRunner

from app.cli.main import app as command_line
from app.db import Database
from app.main import create_app
from app.outbox import LEASE, OutgoingMail
from app.people import actions as people
from app.people.models import Account, Agency, PositionKind, Unit
from app.people.permits import Role
from app.reminders import worker as workers
from app.reminders.models import MailDigest
from app.settings import ROOT, Settings
from tests.clock import START, Clock
from tests.reminders.given import Office
from tests.reminders.test_digests import DUE
from tests.world import BUILT_AT, World, agree

Ask = Callable[[Any], list[Any]]
KILLS = int(os.environ.get("NINESTEP_KILLS", "4"))
# By then a message that a killed worker had in hand is anybody’s again.
LATER = LEASE + timedelta(minutes=1)
# The worker as it runs, on the Monday of the story: its clock goes on from there.
AS_ON_MONDAY = """
import sys
from datetime import UTC, datetime, timedelta
from app import clock
began, at = datetime.now(UTC), datetime.fromisoformat(sys.argv.pop(1))
clock.now = lambda: at + (datetime.now(UTC) - began)
from app.reminders import worker
worker.EVERY = 0.2
from app.cli.main import app
app(sys.argv[1:])
"""


def environment(office: Office) -> dict[str, str]:
    return {
        "NINESTEP_DATABASE_URL": office.settings.database_url, "NINESTEP_ORIGIN": office.settings.origin,
        "NINESTEP_SMTP_URL": office.settings.smtp_url.get_secret_value(), "NINESTEP_MAIL_FROM": "ninestep@bay.example",
    }  # fmt: skip


def begin(office: Office, *more: str, later: timedelta = timedelta()) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", AS_ON_MONDAY, (START + later).isoformat(), "worker", *more], cwd=ROOT, text=True,
        env=os.environ | environment(office), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def wait_until(met: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.05)


@contextmanager
def serving(settings: Settings) -> Iterator[TestClient]:
    program = create_app(settings)
    with TestClient(program) as client:
        yield client
    program.state.database.engine.dispose()


def test_once_writes_and_sends_and_says_with_its_end_whether_all_left(
    office: Office, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("app.clock.now", clock)
    for name, value in environment(office).items():
        monkeypatch.setenv(name, value)
    assert CliRunner().invoke(command_line, ["worker", "--once"]).exit_code == 0
    assert office.receivers() == DUE
    clock.forward(days=7)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("NINESTEP_SMTP_URL", f"smtp://127.0.0.1:{nobody.getsockname()[1]}")
        assert CliRunner().invoke(command_line, ["worker", "--once"]).exit_code == 1
    clock.forward(minutes=2)
    assert office.round()
    assert office.receivers() == DUE


def test_without_a_mail_server_there_is_nothing_to_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NINESTEP_SMTP_URL", raising=False)
    result = CliRunner().invoke(command_line, ["worker"])
    assert result.exit_code == 1
    assert "NINESTEP_SMTP_URL" in result.output
    with pytest.raises(ValidationError, match="NINESTEP_WORKER_IN_PROCESS needs a mail server"):
        Settings(worker_in_process=True)


def test_a_database_that_is_away_is_asked_again_in_the_next_round(
    office: Office, capfd: pytest.CaptureFixture[str]
) -> None:
    away = Settings(
        database_url="postgresql+psycopg://nobody:hush-hush@127.0.0.1:1/none", smtp_url=office.settings.smtp_url,
        mail_from="n@bay.example",
    )  # fmt: skip
    tries: list[int] = []

    def prepare() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise ConnectionRefusedError

    lost = workers.Worker(Database(away.database_url), away, now=office.clock)
    assert not lost.round()
    assert "hush-hush" not in "".join(capfd.readouterr())
    found = workers.Worker(office.database, office.settings, now=office.clock, prepare=prepare)
    assert [found.round() for _ in range(4)] == [False, False, True, True]
    assert len(tries) == 3
    assert office.receivers() == DUE


def test_the_log_names_nobody(office: Office, capfd: pytest.CaptureFixture[str]) -> None:
    office.round()
    printed = "".join(capfd.readouterr())
    assert "written=4" in printed
    assert not any(word in printed for word in ("wren", "Wren", "example.org", "stop-mail"))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_good_order_when_it_is_told_to(office: Office, sign: signal.Signals) -> None:
    process = begin(office)
    wait_until(lambda: len(office.mailbox.messages) == len(DUE))
    process.send_signal(sign)
    printed, _ = process.communicate(timeout=15)
    assert process.returncode == 0, printed
    assert "worker ended" in printed
    assert "Traceback" not in printed


def test_a_server_that_works_by_itself_tells_people_and_ends_with_its_worker(
    office: Office, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("app.clock.now", clock)
    settings = office.settings.model_copy(update={"worker_in_process": True})
    with serving(settings) as client:
        assert client.get("/healthz").status_code == 200
        wait_until(lambda: len(office.mailbox.messages) == len(DUE))
    assert office.receivers() == DUE
    clock.forward(days=7)
    with serving(office.settings) as client:
        assert client.get("/healthz").status_code == 200
        time.sleep(0.3)
    assert office.receivers() == []


def test_a_server_that_ends_by_an_error_takes_its_worker_along(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.now", office.clock)
    settings = office.settings.model_copy(update={"worker_in_process": True})
    beside, error = workers.working_beside(settings), ConnectionResetError()
    beside.__enter__()
    assert "worker" in {thread.name for thread in threading.enumerate()}
    assert not beside.__exit__(ConnectionResetError, error, None)
    assert "worker" not in {thread.name for thread in threading.enumerate()}


def test_a_stop_is_heard_between_two_people_and_between_two_messages(office: Office, ask: Ask) -> None:
    working = office.worker()
    working.stop()
    working.round()
    assert ask(select(MailDigest)) == []
    office.round()
    assert office.receivers() == DUE


def thirty_more(database: Database, world: World) -> set[str]:
    """Workers whom Cora coaches since the beginning of the month, each with something that is due; their addresses."""
    with database.writing() as db:
        agency, cora = db.get_one(Agency, world.agency), db.get_one(Account, world["cora"])
        for number in range(30):
            made = people.add_account(
                db, None, agency=agency, name=f"Nia Ford{number}", email=f"nia{number}@example.org",
                roles={Role.WORKER}, password=None, at=BUILT_AT,
            )  # fmt: skip
            made.password_hash = cora.password_hash
            people.add_position(
                db, None, made, unit=db.get_one(Unit, world.units["north"]), kind=PositionKind.SOCIAL_WORKER,
                starts_on=date(2026, 1, 1), ends_on=None, at=BUILT_AT,
            )  # fmt: skip
            agree(
                db, worker=made, coach=cora, focuses={world.profiles["safety-mapping"]: 1},
                starts_on=date(2026, 11, 1), at=START - timedelta(days=1),
            )  # fmt: skip
    return {f"nia{number}@example.org" for number in range(30)} | {f"{name}@example.org" for name in DUE}


def test_a_killed_worker_has_lost_nothing_and_left_nothing_half(
    office: Office, world: World, database: Database, ask: Ask
) -> None:
    """What was in hand when it was killed is sent again, and as the same message: who has it shows it once."""
    everybody, pick = thirty_more(database, world), random.Random(2026)  # noqa: S311 - chance, not a secret
    for number in range(KILLS):
        before = len(ask(select(MailDigest)))
        process = begin(office, later=LATER * number)

        def is_at_work(before: int = before) -> bool:
            return len(ask(select(MailDigest))) > before or before >= len(everybody)

        # It is killed in the middle of its work, not before it.
        wait_until(is_at_work)
        time.sleep(pick.uniform(0.05, 0.4))
        process.kill()
        process.communicate()
        written = ask(select(MailDigest).where(col(MailDigest.was_mailed)))
        assert [len(written)] == ask(select(sa.func.count()).select_from(OutgoingMail))
    last = begin(office, "--once", later=LATER * KILLS)
    printed, _ = last.communicate(timeout=120)
    assert last.returncode == 0, printed
    assert {str(message["To"]) for message in office.mailbox.messages} == everybody
    assert len({str(message["Message-ID"]) for message in office.mailbox.messages}) == len(everybody)
    assert {mail.body for mail in ask(select(OutgoingMail))} == {None}
