"""A digest comes when something waits, once, and holds no name, no point and no title of anybody."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from threading import Barrier, Thread
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.actions import end_agreement
from app.agreements.pauses import add_pause
from app.audit.models import AuditEntry
from app.db import Database
from app.outbox import OutgoingMail
from app.people import actions as people
from app.people.models import Account, Agency
from app.people.permits import Role
from app.reminders import digests
from app.reminders.models import MailDigest, StopLink
from app.reminders.queries import digests_due
from app.reminders.rules import Kind
from app.reminders.waiting import waiting_for
from tests.clock import START, Clock
from tests.coaching.given import planned
from tests.conftest import Browser
from tests.goals.given import wren_stands_at
from tests.home.given import drafted
from tests.reminders.given import Office, agreed, names_in, said
from tests.stories import assess, viewer_of
from tests.world import World, agreement

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
# In November each of them has a self-assessment to do; everybody else has nothing that waits.
DUE = ["ash", "lee", "otto", "wren"]


def test_on_monday_everybody_for_whom_something_waits_gets_one_mail(office: Office) -> None:
    assert office.round()
    assert office.receivers() == DUE
    assert office.round()
    assert office.receivers() == []


def test_the_mail_says_how_many_and_by_when_and_nothing_else(office: Office, db: Session) -> None:
    office.round()
    letter = office.letter("wren")
    assert letter.told == ["Two self-assessments, the first since June 30, 2026"]
    assert letter.message["Subject"] == "Ninestep: something waits for you"
    assert letter.message["From"] == "ninestep@bay.example"
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f-]{36}@bay\.example>", letter.message["Message-ID"])
    assert parsedate_to_datetime(letter.message["Date"]) == START
    assert not letter.message.is_multipart()
    assert max(map(len, letter.raw.splitlines())) < 998


def test_the_whole_message_holds_no_name_no_title_and_no_point_of_anybody(
    office: Office, db: Session, world: World, browse: Browse
) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    office.round()
    for name in ("wren", "cora"):
        letter = next(one for one in office.mailbox.messages if one["To"] == f"{name}@example.org")
        text = said(letter.as_string())
        assert names_in(text, db) == set(), text
        assert re.findall(r"\d", said(letter.get_payload())) == []
    assert office.receivers() == ["ash", "cora", "lee", "otto", "wren"]


def test_each_kind_has_its_line(office: Office, db: Session, world: World, browse: Browse) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    drafted(db, world, "wren", "theo")
    db.commit()
    office.round()
    assert office.letter("wren").told == [
        "One self-assessment, since June 30, 2026",
        "One goal to check back on, by November 20, 2026",
        "One thing that waits for your word, since November 16, 2026",
    ]


def test_what_the_two_planned_in_a_pause_is_in_no_mail(db: Session, world: World, browse: Browse) -> None:
    planned(browse("cora"), world, day="2026-11-18")
    wren = viewer_of(db, world, "wren")
    assert [line.kind for line in waiting_for(db, wren, now=START)] == [Kind.SELF_ASSESSMENT, Kind.SESSION]
    add_pause(
        db, wren, agreement(db, world, "cora-wren"), first=date(2026, 11, 17),
        last=date(2026, 11, 20), at=START,
    )  # fmt: skip
    assert [line.kind for line in waiting_for(db, wren, now=START)] == [Kind.SELF_ASSESSMENT]


def test_next_monday_there_is_another_and_not_before(office: Office, clock: Clock) -> None:
    office.round()
    assert office.receivers() == DUE
    for _ in range(6):
        clock.forward(days=1)
        office.round()
        assert office.receivers() == []
    clock.forward(days=1)
    office.round()
    assert office.receivers() == DUE


def test_who_has_done_what_was_due_gets_none_and_the_coach_whose_view_waits_gets_one(
    office: Office, db: Session, world: World
) -> None:
    for profile, element in (("safety-mapping", "stakeholders"), ("harm-and-danger", "purpose")):
        assess(db, world, "wren", "wren", date(2026, 11, 13), {element: 4}, profile=profile, opened=False)
    db.commit()
    office.round()
    letter = office.letter("cora")
    assert letter.told == ["Two things that wait for your word, the first by November 30, 2026"]
    office.clock.forward(days=7)
    office.round()
    assert office.receivers() == ["ash", "cora", "lee", "otto"]


@pytest.mark.parametrize(
    ("at", "gets"),
    [
        ("2026-11-16T06:59-08:00", []), ("2026-11-16T07:00-08:00", ["ash", "lee", "wren"]),
        ("2026-11-16T18:59-08:00", ["ash", "lee", "wren"]), ("2026-11-16T19:00-08:00", []),
        # The machine was off on Monday: it catches up in the daytime of the week, and not on its end.
        ("2026-11-18T12:00-08:00", ["ash", "lee", "wren"]), ("2026-11-21T12:00-08:00", []),
    ],
)  # fmt: skip
def test_the_mail_comes_in_the_daytime_of_a_working_day(office: Office, clock: Clock, at: str, gets: list[str]) -> None:
    clock.at = datetime.fromisoformat(at).astimezone(UTC)
    office.round()
    assert [one for one in office.receivers() if one != "otto"] == gets


def test_who_comes_after_the_morning_waits_for_the_next(office: Office, db: Session, world: World, ask: Ask) -> None:
    wren = db.get_one(Account, world["wren"])
    wren.created_at = START - timedelta(hours=1)
    db.add(wren)
    db.commit()
    office.round()
    assert "wren" not in office.receivers()
    office.clock.forward(days=7)
    office.round()
    assert "wren" in office.receivers()


def test_nobody_writes_to_a_closed_account_or_to_one_that_has_no_password_yet_or_to_an_invented_person(
    office: Office, db: Session, world: World
) -> None:
    ada = viewer_of(db, world, "ada")
    people.disable_account(db, ada, db.get_one(Account, world["wren"]), at=START)
    lee = db.get_one(Account, world["lee"])
    lee.password_hash = None
    theirs = db.get_one(Agency, world.other_agency)
    theirs.invented = True
    db.add_all([lee, theirs])
    db.commit()
    office.round()
    assert office.receivers() == ["ash"]


def test_a_former_coach_hears_nothing_of_a_worker_after_the_end(
    office: Office, db: Session, world: World, browse: Browse, clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    office.round()
    assert office.letter("cora").told == ["One goal to check back on, by November 20, 2026"]
    with office.database.writing() as writer:
        end_agreement(
            writer, viewer_of(writer, world, "wren"), agreement(writer, world, "cora-wren"), on=date(2026, 11, 16),
            at=START,
        )  # fmt: skip
    clock.forward(days=7)
    office.round()
    assert "cora" not in office.receivers()


def test_a_mail_and_its_row_are_one_transaction_that_no_trail_speaks_of(office: Office, ask: Ask) -> None:
    before = ask(select(sa.func.count()).select_from(AuditEntry))
    office.round()
    rows = ask(select(MailDigest).where(col(MailDigest.was_mailed)))
    assert len(rows) == len(ask(select(OutgoingMail))) == len(DUE)
    assert {row.period_on for row in rows} == {date(2026, 11, 16)}
    # Once it has left, neither the links nor the words are kept anywhere.
    assert {(mail.body, mail.one_click) for mail in ask(select(OutgoingMail))} == {(None, None)}
    assert all(re.fullmatch(r"[0-9a-f]{64}", link.token_digest) for link in ask(select(StopLink)))
    assert ask(select(sa.func.count()).select_from(AuditEntry)) == before


def test_what_cannot_be_put_in_line_leaves_no_row_either(
    office: Office, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_all: object, **_more: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(digests, "enqueue", breaks)
        assert not office.round()
    assert ask(select(MailDigest).where(col(MailDigest.was_mailed))) == []
    assert ask(select(StopLink)) == []
    assert office.round()
    assert office.receivers() == DUE


def test_one_record_that_cannot_be_read_keeps_nobody_elses_digest_back(
    office: Office, world: World, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(db: Session, viewer: Any, *, now: datetime) -> Any:
        if viewer.id == world["wren"]:
            raise ValueError("Wren Castillo")
        return waiting_for(db, viewer, now=now)

    with monkeypatch.context() as broken:
        broken.setattr(digests, "waiting_for", breaks)
        assert not office.round()
    assert office.receivers() == ["ash", "lee", "otto"]
    assert "Castillo" not in "".join(capfd.readouterr())
    office.round()
    assert office.receivers() == ["wren"]


def test_two_workers_at_once_write_and_send_each_digest_once(office: Office, database: Database, ask: Ask) -> None:
    together = Barrier(2)

    def work() -> None:
        worker = office.worker()
        together.wait()
        for _ in range(2):
            worker.round()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    office.round()
    assert office.receivers() == DUE
    assert len(ask(select(MailDigest).where(col(MailDigest.was_mailed)))) == len(DUE)


def test_what_changed_between_reading_and_writing_counts(office: Office, db: Session, world: World) -> None:
    """Wren's account is closed while somebody else's digest is written: hers is not."""
    found = digests_due(db, now=START)
    db.rollback()
    with office.database.writing() as writer:
        people.disable_account(
            writer, viewer_of(writer, world, "ada"), writer.get_one(Account, world["wren"]), at=START
        )
    of_wren = next(one for one in found if one[0] == world["wren"])
    with office.database.writing() as writer:
        assert not digests.write_digest(writer, *of_wren, (), origin="http://x", at=START)


def test_an_administrator_alone_gets_no_mail_of_what_is_to_be_set_up(office: Office, db: Session, world: World) -> None:
    with office.database.writing() as writer:
        agency = writer.get_one(Agency, world.agency)
        people.add_account(
            writer, None, agency=agency, name="Nia Ford", email="nia@example.org", roles={Role.ADMINISTRATOR},
            password="four plain words here", at=START - timedelta(days=1),
        )  # fmt: skip
    office.round()
    assert "nia" not in office.receivers()


def test_writing_one_digest_costs_as_many_questions_in_one_agency_as_beside_twenty(
    office: Office, world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def write(name: str) -> int:
        def asked() -> None:
            with office.database.writing() as writer:
                assert not digests.write_digest(
                    writer, world[name], date(2026, 11, 16), (), origin="http://x", at=START
                )

        return count_queries(asked)

    before = write("wren")
    with office.database.writing() as writer:
        writer.add_all(
            Agency(name=f"County {number}", time_zone="America/New_York", created_at=START) for number in range(20)
        )
    assert write("ash") == before
