"""A private calendar: whoever has its address reads dates without names, and it stops when its owner says so."""

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx2
import icalendar
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from limits import RateLimitItemPerHour
from sqlmodel import Session, col, select

from app.agreements.actions import end_agreement
from app.agreements.pauses import add_pause, change_pause
from app.audit.models import AuditEntry
from app.coaching.models import CoachingSession
from app.goals.models import Goal
from app.people import actions as people
from app.people.models import Account, Agency
from app.reminders import sources
from app.reminders.entries import Entry
from app.reminders.models import CalendarAddress, CalendarEntry
from app.reminders.rules import Kind
from app.web.rates import Rates
from tests.clock import START, Clock
from tests.coaching.given import close, planned
from tests.conftest import ORIGIN, Browser
from tests.goals.given import wren_stands_at
from tests.reminders.given import agreed, calendar_of, events_of, names_in, said
from tests.stories import assess, viewer_of
from tests.world import World, agreement

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
HERE = ZoneInfo("America/Los_Angeles")
SELF, BACK, MEET = "Self-assessment", "Check back on a goal", "Coaching session"


def read(browser: Browser, address: str) -> dict[str, list[Any]]:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    return events_of(answer.content)


def days(events: list[Any]) -> list[date]:
    return sorted(event["dtstart"].dt for event in events)


def uids(events: dict[str, list[Any]]) -> set[str]:
    return {str(event["uid"]) for of_kind in events.values() for event in of_kind}


@pytest.fixture
def stranger(browse: Browse) -> Browser:
    """A calendar program: it is signed in nowhere."""
    return browse()


@pytest.fixture
def address(browse: Browse, db: Session, world: World) -> str:
    """Of Wren, who has a goal to check back on and two self-assessments to do."""
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-12-02")
    return calendar_of(browse("wren"))


def test_wrens_calendar_holds_her_own_dates(stranger: Browser, address: str) -> None:
    found = read(stranger, address)
    assert set(found) == {SELF, BACK}
    assert days(found[SELF]) == [date(2026, 6, 30), date(2026, 12, 31)]
    (goal,) = found[BACK]
    assert (goal["dtstart"].dt, goal["dtend"].dt) == (date(2026, 12, 2), date(2026, 12, 3))
    assert (goal["status"], goal["sequence"], goal["class"], goal["transp"]) == (
        "CONFIRMED", 0, "PRIVATE", "TRANSPARENT",
    )  # fmt: skip
    assert goal["dtstamp"].dt == goal["last-modified"].dt == START


def test_it_is_written_as_the_standard_says(stranger: Browser, address: str) -> None:
    answer = stranger.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "set-cookie" not in answer.headers
    content = answer.content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"VERSION:2.0\r\n" in content
    assert b"DTSTART;VALUE=DATE:20261202\r\n" in content


def test_it_holds_no_name_no_title_and_no_point_of_anybody_and_no_place_in_somebodys_words(
    stranger: Browser, browse: Browse, db: Session, world: World, address: str
) -> None:
    whose = db.get_one(Account, world["theo"]).name
    db.rollback()
    planned(browse("cora"), world, day="2026-11-20")
    db.execute(sa.update(CoachingSession).values(place=f"{whose}’s home, Harbor Lane"))
    db.commit()
    found = [stranger.get(one).text for one in (address, calendar_of(browse("cora")))]
    assert all(MEET in one for one in found)
    text = said("".join(found))
    assert names_in(text, db) == set()
    assert "Harbor" not in text
    # No id of a row either: what a UID is made from cannot be read in it.
    ids = {str(one) for table in (Goal, Account) for one in db.scalars(sa.select(col(table.id)))}
    assert not any(one in text or one.replace("-", "") in text for one in ids)


def test_read_again_it_is_the_same_to_the_last_letter_and_a_program_is_told_so(
    stranger: Browser, address: str, clock: Clock
) -> None:
    first = stranger.get(address)
    clock.forward(hours=3)
    again = stranger.get(address)
    assert again.content == first.content
    same = stranger.get(address, **{"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["cache-control"] == "private, no-store"


def test_a_check_back_that_moves_is_the_same_thing_with_a_higher_number(
    stranger: Browser, address: str, db: Session, clock: Clock
) -> None:
    before = read(stranger, address)
    goal = db.scalars(sa.select(Goal)).one()
    goal.check_back_on = date(2026, 12, 9)
    db.add(goal)
    db.commit()
    etag = stranger.get(address).headers["etag"]
    clock.forward(days=1)
    after = read(stranger, address)
    assert uids(before) == uids(after)
    assert stranger.get(address).headers["etag"] == etag
    (moved,) = after[BACK]
    assert (moved["dtstart"].dt, moved["sequence"], moved["status"]) == (date(2026, 12, 9), 1, "CONFIRMED")


def test_a_check_back_that_lies_in_a_pause_moves_to_the_day_back_as_it_does_on_today(
    stranger: Browser, address: str, db: Session, world: World
) -> None:
    read(stranger, address)
    wren, of_wren = viewer_of(db, world, "wren"), agreement(db, world, "cora-wren")
    pause = add_pause(db, wren, of_wren, first=date(2026, 12, 1), last=date(2026, 12, 4), at=START)
    db.commit()
    (moved,) = read(stranger, address)[BACK]
    assert (moved["dtstart"].dt, moved["sequence"], moved["status"]) == (date(2026, 12, 5), 1, "CONFIRMED")
    change_pause(db, wren, of_wren, pause, first=date(2026, 12, 1), last=None, at=START)
    db.commit()
    (gone,) = read(stranger, address)[BACK]
    assert (gone["dtstart"].dt, gone["status"]) == (date(2026, 12, 5), "CANCELLED")


def test_a_self_assessment_moves_on_when_it_is_done(
    stranger: Browser, address: str, db: Session, world: World, clock: Clock
) -> None:
    before = read(stranger, address)
    clock.forward(days=1)
    assess(db, world, "wren", "wren", date(2026, 11, 17), {"purpose": 4}, profile="harm-and-danger")
    db.commit()
    after = read(stranger, address)
    # Now both are due on that day, which is one line of the calendar, and the one that stands there already.
    assert uids(after) < uids(before)
    assert days(after[SELF]) == [date(2026, 12, 31)]
    assert [event["sequence"] for event in after[SELF]] == [0]


def test_self_assessments_of_one_day_are_one_line_until_the_last_of_them_is_done(
    stranger: Browser, address: str, db: Session, world: World, clock: Clock
) -> None:
    december, january = date(2026, 12, 31), date(2027, 1, 31)

    def confirmed() -> list[date]:
        return days([event for event in read(stranger, address)[SELF] if event["status"] == "CONFIRMED"])

    assess(db, world, "wren", "wren", date(2026, 11, 16), {"purpose": 4}, profile="harm-and-danger")
    db.commit()
    assert confirmed() == [december]
    clock.at = datetime(2026, 12, 8, 18, 0, tzinfo=UTC)
    assess(db, world, "wren", "wren", date(2026, 12, 7), {"purpose": 5}, profile="harm-and-danger")
    db.commit()
    assert confirmed() == [december, january]
    assess(db, world, "wren", "wren", date(2026, 12, 7), {"context": 5}, profile="safety-mapping")
    db.commit()
    assert confirmed() == [january]
    (gone,) = [event for event in read(stranger, address)[SELF] if event["status"] == "CANCELLED"]
    assert gone["dtstart"].dt == december
    assert gone["sequence"] >= 1


def test_over_the_end_of_the_month_what_is_not_done_stays_on_its_day(
    stranger: Browser, address: str, clock: Clock
) -> None:
    before = read(stranger, address)
    clock.at = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    assert read(stranger, address) == before


def test_a_goal_that_was_looked_back_on_is_called_off(
    stranger: Browser, browse: Browse, address: str, db: Session, clock: Clock, ask: Ask
) -> None:
    read(stranger, address)
    goal = db.scalars(sa.select(col(Goal.id))).one()
    db.rollback()
    clock.forward(days=3)
    form = {"ending": "achieved", "challenges": "Time.", "helped": "A talk.", "other_areas": "None."}
    assert browse("wren").post(f"/goals/{goal}/review", form).status_code == 303
    (gone,) = read(stranger, address)[BACK]
    assert (gone["status"], gone["sequence"], gone["dtstart"].dt) == ("CANCELLED", 1, date(2026, 12, 2))
    clock.forward(days=61)
    assert BACK not in read(stranger, address)
    assert {row.kind for row in ask(select(CalendarEntry))} == {Kind.SELF_ASSESSMENT}


def test_a_former_coach_reads_that_it_is_called_off_and_nothing_newer(
    stranger: Browser, browse: Browse, address: str, db: Session, world: World, clock: Clock
) -> None:
    coras = calendar_of(browse("cora"))
    assert days(read(stranger, coras)[BACK]) == [date(2026, 12, 2)]
    assert SELF not in read(stranger, coras)
    end_agreement(db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), on=date(2026, 11, 16), at=START)
    db.commit()
    clock.forward(days=1)
    (gone,) = read(stranger, coras)[BACK]
    assert gone["status"] == "CANCELLED"
    goal = db.scalars(sa.select(Goal)).one()
    goal.check_back_on = date(2026, 12, 30)
    db.add(goal)
    db.commit()
    clock.forward(days=1)
    (still,) = read(stranger, coras)[BACK]
    assert (still["dtstart"].dt, still["sequence"]) == (date(2026, 12, 2), 1)
    assert uids(read(stranger, address)) & uids(read(stranger, coras)) == set()


def test_a_coaching_session_that_was_closed_before_its_hour_took_place(
    stranger: Browser, browse: Browse, address: str, world: World, clock: Clock
) -> None:
    cora = browse("cora")
    at = planned(cora, world, time="22:00")
    called_off = planned(cora, world, time="21:00")
    assert [event["status"] for event in read(stranger, address)[MEET]] == ["CONFIRMED", "CONFIRMED"]
    assert close(cora, at).status_code == 303
    assert cora.post(f"{called_off}/plan", {"revision": "0", "go": "cancel"}).status_code == 303
    for days_on in (0, 1, 30):
        clock.forward(days=days_on)
        events = read(stranger, address)[MEET]
        told = {event["dtstart"].dt.astimezone(HERE).hour: (event["status"], event["sequence"]) for event in events}
        assert told == {22: ("CONFIRMED", 0), 21: ("CANCELLED", 1)}, days_on


def test_a_calendar_without_dates_is_an_empty_calendar(stranger: Browser, browse: Browse) -> None:
    answer = stranger.get(calendar_of(browse("ada")))
    assert answer.status_code == 200
    assert icalendar.Calendar.from_ical(answer.content).walk("VEVENT") == []


def test_a_new_address_ends_the_old_one_at_once_and_a_revoked_one_shows_nothing(
    stranger: Browser, browse: Browse, address: str, ask: Ask
) -> None:
    wren = browse("wren")
    newer = calendar_of(wren)
    assert (stranger.get(address).status_code, stranger.get(newer).status_code) == (404, 200)
    assert newer not in wren.get("/my-reminders").text
    assert wren.post("/my-reminders/calendar/removal").status_code == 303
    assert wren.post("/my-reminders/calendar/removal").status_code == 303
    assert stranger.get(newer).status_code == 404
    assert ask(select(CalendarAddress)) == []
    entries = ask(select(AuditEntry).where(col(AuditEntry.action).startswith("calendar-address")))
    assert [(one.action.partition(":")[2], one.details.get("replaces")) for one in entries] == [
        ("make", False), ("make", True), ("revoke", None),
    ]  # fmt: skip


def test_loading_the_page_with_the_address_again_ends_no_address_and_says_that_it_was_shown(
    stranger: Browser, browse: Browse, ask: Ask
) -> None:
    wren = browse("wren")
    form = re.search(r'action="/my-reminders/calendar"[^>]*>.*?</form>', wren.get("/my-reminders").text, re.DOTALL)
    assert form
    key = {"form_key": re.findall(r'name="form_key"\s+value="([0-9a-f-]{36})"', form[0])[0]}
    address = calendar_of(wren, **key)
    before = ask(select(CalendarAddress))[0].token_digest
    again = wren.post("/my-reminders/calendar", key)
    assert (again.status_code, again.headers["location"]) == (303, "/my-reminders?done=calendar-shown")
    assert "was shown once already" in wren.get(again.headers["location"]).text
    assert [row.token_digest for row in ask(select(CalendarAddress))] == [before]
    assert stranger.get(address).status_code == 200
    assert calendar_of(wren, form_key=str(uuid4())) != address
    assert stranger.get(address).status_code == 404


def test_the_same_thing_is_the_same_under_a_new_address(stranger: Browser, browse: Browse, address: str) -> None:
    before = read(stranger, address)
    assert uids(read(stranger, calendar_of(browse("wren")))) == uids(before)


def test_the_database_holds_a_digest_and_the_log_holds_a_pattern(
    stranger: Browser, address: str, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    (row,) = ask(select(CalendarAddress))
    assert re.fullmatch(r"[0-9a-f]{64}", row.token_digest)
    assert token not in row.token_digest
    stranger.get(address)
    printed = "".join(capfd.readouterr())
    assert "/calendar/{token}.ics" in printed
    assert token not in printed


def test_the_calendar_of_a_closed_account_is_not_there(
    stranger: Browser, address: str, db: Session, world: World
) -> None:
    wren = db.get_one(Account, world["wren"])
    people.disable_account(db, viewer_of(db, world, "ada"), wren, at=START)
    db.commit()
    gone, made_up = stranger.get(address), stranger.get("/calendar/made-up.ics")
    assert gone.status_code == made_up.status_code == 404
    assert gone.text == made_up.text


def test_reading_changes_nothing_but_what_was_told_and_that_once(
    stranger: Browser, browse: Browse, address: str, ask: Ask
) -> None:
    trail = ask(select(sa.func.count()).select_from(AuditEntry))
    for _ in range(3):
        stranger.get(address)
    assert len(ask(select(CalendarEntry))) == 3
    # A browser that is signed in as somebody else reads Wren's dates like everybody who has the address.
    assert set(read(browse("otto"), address)) == {SELF, BACK}
    assert ask(select(sa.func.count()).select_from(AuditEntry)) == [trail[0] + 1]  # Otto signed in.
    assert len(ask(select(CalendarEntry))) == 3


def test_programs_that_ask_at_once_are_told_the_same(app: FastAPI, address: str, ask: Ask) -> None:
    async def read_all() -> list[httpx2.Response]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN) as client:
            return list(await asyncio.gather(*(client.get(address) for _ in range(5))))

    found = asyncio.run(read_all())
    assert [answer.status_code for answer in found] == [200] * 5
    assert len({answer.content for answer in found}) == 1
    assert {row.sequence for row in ask(select(CalendarEntry))} == {0}


def test_whoever_reads_one_address_without_end_is_told_to_wait(app: FastAPI, stranger: Browser, address: str) -> None:
    app.state.rates = Rates()
    found = [stranger.get(address).status_code for _ in range(61)]
    assert (found.count(200), found[-1]) == (60, 429)
    # Whoever guesses is counted apart, and keeps nobody else from reading.
    app.state.rates = Rates(secrets=(RateLimitItemPerHour(5),))
    guesses = [stranger.get(f"/calendar/guess-{number}.ics").status_code for number in range(6)]
    assert guesses == [404] * 5 + [429]
    assert stranger.get(address).status_code == 200


def test_a_day_is_the_agencys_day_and_an_hour_is_the_worlds(
    stranger: Browser, browse: Browse, address: str, db: Session, world: World, monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
) -> None:  # fmt: skip
    """In Honolulu it is November 30 when it is December in London; a session keeps its instant through the DST day."""
    agency = db.get_one(Agency, world.agency)
    agency.time_zone = "Pacific/Honolulu"
    db.add(agency)
    db.commit()
    clock.at = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    meets = datetime(2027, 3, 14, 9, 30, tzinfo=UTC)
    session = Entry(Kind.SESSION, world["lee"], meets, 45)
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, lambda *_all: [session]))
    found = read(stranger, address)
    assert date(2026, 12, 31) in days(found[SELF])
    (event,) = found[MEET]
    assert (event["dtstart"].dt, event["dtend"].dt) == (meets, meets + timedelta(minutes=45))
    assert b"DTSTART:20270314T093000Z\r\n" in stranger.get(address).content
    assert event["transp"] == "OPAQUE"
    assert uids(read(stranger, address)) == uids(found)


def test_it_costs_as_many_questions_with_one_person_as_with_three(
    stranger: Browser, browse: Browse, address: str, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    coras = calendar_of(browse("cora"))
    stranger.get(address)
    stranger.get(coras)
    assert count_queries(lambda: stranger.get(coras)) <= count_queries(lambda: stranger.get(address)) <= 16
