"""Whoever reads a word of somebody else's record is on record with it, and the person can see who it was."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.db import Database
from tests.access.records import ASSESSMENTS, GOALS, SESSIONS, SESSIONS_TO_COME, Browse, Ids
from tests.access.test_matrix import CHANGED, OPENED, address, canaries, send
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.world import World

READERS = ("cora", "theo", "pia", "ali", "gus", "rae", "sue", "stan", "ada", "olga", "wren")
WRITTEN_ABOUT = {name: story[1] for name, story in (ASSESSMENTS | GOALS | SESSIONS | SESSIONS_TO_COME).items()}
# An amendment that waits for approval is a draft as well.
DRAFTS = {name for name, story in ASSESSMENTS.items() if story[3] == "draft"} | {"coras-of-wren:new"}


def about(word: str) -> str:
    """Of whose record a canary is a word."""
    return WRITTEN_ABOUT[word.removeprefix("pair:").partition(":")[0]]


def is_of_a_record(word: str) -> bool:
    """Some words belong to an account and are no record."""
    return word.removeprefix("pair:").partition(":")[0] in WRITTEN_ABOUT


@pytest.fixture
def an_hour_later(clock: Clock, filled: object) -> None:
    """What was opened while the records were written is of the hour before."""
    clock.forward(hours=1)


@pytest.mark.parametrize("person", READERS)
def test_every_page_with_a_word_of_somebody_elses_leaves_an_entry(
    filled: tuple[World, Ids], signed_in: Browse, database: Database, person: str, an_hour_later: None, clock: Clock
) -> None:
    world, ids = filled
    browser, seen = signed_in(person), 0
    for page, answer in OPENED.items():
        if answer[person] != "yes":
            continue
        words = canaries(browser.get(address(page, ids)).text) - DRAFTS
        others = {about(word) for word in words if is_of_a_record(word)} - {person}
        with database.reading() as db:
            since = openings_since(db, clock)
        assert {(world[person], world[other]) for other in others} <= since, page
        assert (world[person], world[person]) not in since
        seen += len(others)
    assert (seen > 0) == (person not in ("sue", "stan", "ada", "wren"))


def openings_since(db: Session, clock: Clock) -> set[tuple[Any, Any]]:
    rows = db.execute(
        sa.select(col(AuditEntry.actor_id), col(AuditEntry.subject_id)).where(
            col(AuditEntry.action) == "record:open", col(AuditEntry.at) == clock()
        )
    )
    return {(row.actor_id, row.subject_id) for row in rows}


@pytest.mark.parametrize("person", ["cora", "ali"])
def test_a_refused_change_that_shows_somebody_elses_words_leaves_an_entry_as_well(
    filled: tuple[World, Ids], signed_in: Browse, database: Database, person: str, an_hour_later: None, clock: Clock
) -> None:
    world, ids = filled
    browser, seen = signed_in(person), 0
    for change, answer in CHANGED.items():
        if answer[person] != "yes" or not change.startswith(
            ("/goals", "/pairs", "/workers", "/assessments", "/coaching")
        ):
            continue
        words = canaries(send(browser, address(change.partition("?")[0], ids)).text) - DRAFTS
        others = {about(word) for word in words if is_of_a_record(word)} - {person}
        with database.reading() as db:
            assert {(world[person], world[other]) for other in others} <= openings_since(db, clock), change
        seen += len(others)
    assert seen > 0


def entries_of(ask: Any, action: str) -> list[AuditEntry]:
    found: list[AuditEntry] = ask(
        select(AuditEntry).where(col(AuditEntry.action) == action).order_by(col(AuditEntry.sequence))
    )
    return found


def test_the_same_page_is_noted_once_an_hour(
    browse: Callable[..., Browser], world: World, ask: Any, clock: Clock
) -> None:
    cora, page = browse("cora"), f"/workers/{world['wren']}"
    for _ in range(3):
        assert cora.get(page).status_code == 200
    assert len(entries_of(ask, "record:open")) == 1
    cora.get(f"/workers/{world['ash']}")
    cora.get(f"{page}/goals")
    clock.forward(hours=1)
    cora.get(page)
    found = [(entry.subject_id, entry.details["what"]) for entry in entries_of(ask, "record:open")]
    assert found == [
        (world["wren"], "page"), (world["ash"], "page"), (world["wren"], "goals"), (world["wren"], "page"),
    ]  # fmt: skip
    assert {entry.acting_as for entry in entries_of(ask, "record:open")} == {"coach"}


def test_the_own_record_and_a_draft_leave_nothing(browse: Callable[..., Browser], world: World, ask: Any) -> None:
    wren, cora = browse("wren"), browse("cora")
    wren.get(f"/workers/{world['wren']}")
    form = {"profile": str(world.profiles["safety-mapping"]), "observed_on": "2026-11-16"}
    started = cora.post(f"/workers/{world['wren']}/assessments", form)
    assert cora.get(started.headers["location"]).status_code == 200
    assert entries_of(ask, "record:open") == []


def test_a_page_that_cannot_be_noted_is_not_shown(
    app: FastAPI, browse: Callable[..., Browser], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = browse("cora")

    def fails(_db: object) -> None:
        raise sa.exc.OperationalError("COMMIT", {}, Exception("The disk is full."))

    monkeypatch.setattr("app.audit.entries._head", fails)
    answer = cora.get(f"/workers/{world['wren']}")
    assert answer.status_code == 500
    assert "Wren" not in answer.text


def test_what_is_refused_is_on_record_without_the_address(
    browse: Callable[..., Browser], world: World, ask: Any
) -> None:
    stan = browse("stan")
    for _ in range(2):
        assert stan.get(f"/workers/{world['wren']}?profile=secret-words").status_code == 404
    assert stan.get("/agency/accounts").status_code == 404
    entries = entries_of(ask, "access:refuse")
    assert [(entry.subject_id, entry.details, entry.outcome) for entry in entries] == [
        (world["wren"], {"route": "GET /workers/{worker_id}", "status": 404}, "refused"),
        (None, {"route": "GET /agency/accounts", "status": 404}, "refused"),
    ]
    assert "secret-words" not in str(entries)


@pytest.fixture
def turns(database: Database) -> Iterator[list[str]]:
    """Each transaction that writes, by its first statement."""
    taken: list[str] = []

    def note(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("writes"):
            taken.append("turn")

    sa.event.listen(database.engine, "begin", note)
    yield taken
    sa.event.remove(database.engine, "begin", note)


def test_whoever_asks_for_hundreds_of_pages_that_are_not_theirs_is_told_of_in_twenty_one_entries(
    browse: Callable[..., Browser], ask: Any, clock: Clock, turns: list[str], world: World
) -> None:
    """Reading is never paced, so the trail and the turn to write must not be had by asking for made-up ids."""
    stan, made_up = browse("stan"), [uuid4() for _ in range(40)]
    turns.clear()
    for one in made_up:
        assert stan.get(f"/workers/{one}").status_code == 404
    found = entries_of(ask, "access:refuse")
    assert [entry.subject_id for entry in found] == [*made_up[:20], None]
    assert (found[-1].details, found[-1].outcome, found[-1].acting_as) == ({"more": True}, "refused", "supervisor")
    assert len(turns) == 21
    assert stan.get(f"/workers/{made_up[0]}").status_code == 404
    assert len(turns) == 21
    browse("theo").get(f"/workers/{made_up[0]}")
    clock.forward(hours=1)
    stan.get(f"/workers/{world['wren']}")
    later = entries_of(ask, "access:refuse")[21:]
    assert [(entry.actor_id, entry.subject_id) for entry in later] == [
        (world["theo"], made_up[0]), (world["stan"], world["wren"]),
    ]  # fmt: skip
    rows = browse("ada").get("/agency/on-record?topic=refused").text
    assert rows.count("asked for more pages that are not open to them, which are not listed for this hour") == 1


def test_a_refused_change_is_on_record_though_all_of_it_is_undone(
    browse: Callable[..., Browser], world: World, ask: Any
) -> None:
    answer = browse("stan").post(f"/agreements/{world.agreements['cora-wren']}/end", {"go": "now"})
    assert answer.status_code == 404
    assert [entry.details["route"] for entry in entries_of(ask, "access:refuse")] == [
        "POST /agreements/{agreement_id}/end"
    ]


def test_strangers_leave_no_entry_of_a_refusal(browse: Callable[..., Browser], world: World, ask: Any) -> None:
    assert browse().get(f"/workers/{world['wren']}").status_code == 303
    assert entries_of(ask, "access:refuse") == []


def test_wren_reads_who_opened_her_record(
    app: FastAPI, browse: Callable[..., Browser], world: World, clock: Clock
) -> None:
    cora, sue = browse("cora"), browse("sue")
    cora.get(f"/workers/{world['wren']}")
    cora.get(f"/workers/{world['wren']}/goals")
    sue.get(f"/workers/{world['wren']}")
    cora.get(f"/workers/{world['ash']}/goals")
    clock.forward(days=1)
    # The day that another sign-in is needed for; the old one has run out.
    browse("cora").get(f"/workers/{world['wren']}/assessments")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browse("wren").get("/who-opened-my-record").text))
    rows = text[text.index("Newest day first") :]
    assert rows.index("Tue, Nov 17") < rows.index("Mon, Nov 16")
    assert "Cora Lindqvist coach The page with all elements and the goals" in rows
    assert "Sue Okafor worker, supervisor The page with all elements" in rows
    assert "Ash" not in rows


def test_a_month_without_openings_says_so_and_leads_to_those_with_some(
    browse: Callable[..., Browser], world: World, clock: Clock
) -> None:
    browse("cora").get(f"/workers/{world['wren']}")
    clock.at = START.replace(month=12)
    wren = browse("wren")
    december = wren.get("/who-opened-my-record")
    assert "Nobody else opened your record in December 2026." in december.text
    assert "/who-opened-my-record?month=2026-11-01" in december.text
    november = wren.get("/who-opened-my-record?month=2026-11-20")
    assert "Cora Lindqvist" in november.text
    assert wren.get("/who-opened-my-record?month=1066-01-01").status_code == 200
    assert wren.get("/who-opened-my-record?month=9999-12-31").status_code == 200
    assert wren.get("/who-opened-my-record?month=soon").status_code == 404


def test_an_administrator_reads_it_of_the_agency_and_of_no_other(browse: Callable[..., Browser], world: World) -> None:
    browse("olga").get(f"/workers/{world['otto']}")
    browse("cora").get(f"/workers/{world['wren']}")
    ada = browse("ada")
    assert "Cora Lindqvist" in ada.get(f"/agency/accounts/{world['wren']}/openings").text
    assert ada.get(f"/agency/accounts/{world['otto']}/openings").status_code == 404
