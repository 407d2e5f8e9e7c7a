"""What an administrator reads of what was done, and what the page leaves to others."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.db import Database
from app.people import actions as people
from app.people.access import Viewer
from app.people.links import make_link
from app.people.models import Account, LinkKind, Unit
from app.people.trail import PAGE, WORDS, trail_of
from app.settings import ROOT
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.people.test_sign_in import sign_in
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]
# What the trail holds and the page does not show: it tells of one person's assessments, goals, gifts, drafts and mail.
NOT_SHOWN = {
    "assessment:submit", "assessment:amend", "assessment:withdraw", "goal:propose", "goal:confirm", "goal:decline",
    "goal:withdraw", "goal:review", "amendment:ask", "amendment:approve", "amendment:decline", "amendment:take-back",
    "shelf:give", "shelf:take-back", "shelf:approve", "shelf:send-back", "shelf:take-off",
    "pair:answer", "pair:open-without-rating",
    "pause:set", "pause:change", "pause:remove", "profiles:load", "reminders:change", "reminders:stop",
    "coaching-session:plan", "coaching-session:change", "coaching-session:cancel", "coaching-session:close",
    "coaching-session:write", "commitment:tick", "commitment:let-go",
}  # fmt: skip


def rows(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in re.findall(r"<tr.*?</tr>", text, re.S)]


def test_every_action_is_either_told_to_administrators_or_not_theirs_to_know() -> None:
    written = "\n".join(path.read_text() for path in (ROOT / "app").rglob("*.py") if path.name != "permits.py")
    kinds = "agency|unit|account|password|password-link|position|sign-in|agreement|record|access|calendar-address"
    private = "assessment|amendment|goal|pair|pause|coaching-session|commitment|profiles|reminders|shelf"
    actions = set(re.findall(rf'"((?:{kinds}|{private}):[a-z-]+)"', written))
    assert actions == set(WORDS) | NOT_SHOWN
    # One that is put together from pieces could not be found above.
    assert re.findall(rf'f"(?:{kinds}|{private}):.*', written) == []


def test_ada_reads_what_was_done_the_newest_first(browse: Browse, world: World) -> None:
    browse("cora").get(f"/workers/{world['wren']}")
    ada = browse("ada")
    ada.post("/agency/units", {"name": "Intake"})
    browse("stan").get(f"/workers/{world['wren']}")
    found = rows(ada.get("/agency/on-record").text)[1:]
    assert "Stan Reyes supervisor asked for a page that is not open to them" in found[0]
    assert any("Ada Moreau administrator added a unit Intake" in row for row in found)
    assert any("Cora Lindqvist coach opened a record: the page with all elements Wren Castillo" in row for row in found)


def test_what_changed_in_an_account_is_named_and_who_was_not_signed_in_is_said(browse: Browse, world: World) -> None:
    ada, roles = browse("ada"), ["worker", "academy-lead"]
    ada.post("/agency/accounts", {"name": "Nia Ford", "email": "nia@example.org", "roles": roles, "password": ""})
    wren = {"name": "Wren Castillo", "email": "wren@new.example", "roles": ["worker", "administrator"]}
    assert ada.post(f"/agency/accounts/{world['wren']}", wren).status_code == 303
    sign_in(browse(), "wren@new.example", "no password of hers")
    found = rows(ada.get("/agency/on-record").text)[1:]
    assert "Somebody not signed in tried to sign in, without success Wren Castillo" in found[0]
    assert "changed an account: e-mail and roles, from worker to administrator and worker Wren Castillo" in found[1]
    assert "added an account as academy lead and worker Nia Ford" in found[2]
    assert re.search(r"November 16, 2026, \d+:\d\d [AP]M", found[0])
    assert "new.example" not in " ".join(found)


def test_a_password_that_was_set_through_a_link_was_not_set_by_whoever_runs_ninestep(
    browse: Browse, database: Database, world: World, clock: Clock
) -> None:
    with database.writing() as db:
        _, token = make_link(db, db.get_one(Account, world["wren"]), LinkKind.RESET, at=clock())
    browser = browse()
    browser.get("/sign-in")
    assert browser.post(f"/links/{token}", {"password": "another four plain words"}).status_code == 303
    with database.writing() as db:
        theo = db.get_one(Account, world["theo"])
        people.set_password(db, None, theo, password="another four plain words", at=clock())
    ada = browse("ada")
    ada.post(f"/agency/accounts/{world['cora']}/password", {"password": "another four plain words"})
    found = [row for row in rows(ada.get("/agency/on-record?topic=accounts").text) if "set a password" in row]
    assert "Ada Moreau administrator set a password Cora Lindqvist" in found[0]
    assert "Whoever runs Ninestep set a password Theo" in found[1]
    assert "Somebody with a link set a password Wren Castillo" in found[2]


def test_one_topic_at_a_time_and_its_older_entries(browse: Browse, world: World) -> None:
    ada = browse("ada")
    browse("stan").get(f"/workers/{world['wren']}")
    for topic, word in {"refused": "asked for a page", "sign-ins": "signed in", "accounts": "added"}.items():
        found = rows(ada.get(f"/agency/on-record?topic={topic}").text)[1:]
        assert found
        assert [row for row in found if word not in row] == []
    assert "There is nothing of this kind." in ada.get("/agency/on-record?topic=refused&before=1").text
    assert ada.get("/agency/on-record?topic=goals").status_code == 404


def test_no_assessment_goal_or_other_agency_stands_there(browse: Browse, db: Session, world: World) -> None:
    assess(db, world, "cora", "wren", date(2026, 11, 10), {"content": 4})
    db.commit()
    browse("olga").get(f"/workers/{world['otto']}")
    text = browse("ada").get("/agency/on-record").text
    assert "assess" not in " ".join(rows(text))
    assert "Otto" not in text
    assert "Olga" not in text


def test_older_entries_are_a_page_away(
    browse: Browse, db: Session, world: World, viewer: Callable[[str], Viewer]
) -> None:
    ada, north = viewer("ada"), db.get_one(Unit, world.units["north"])
    for number in range(PAGE + 3):
        people.rename_unit(db, ada, north, name=f"North {number}", at=START)
    db.commit()
    newest = trail_of(db, ada, before=None)
    older = trail_of(db, ada, before=newest.older)
    assert len(newest.entries) == PAGE
    assert newest.older == newest.entries[-1].sequence > older.entries[0].sequence
    db.rollback()  # Reading took a turn to write; the page needs it.
    page = browse("ada").get("/agency/on-record").text
    assert len(rows(page)) == PAGE + 1
    (way,) = re.findall(r'href="(/agency/on-record\?before=\d+)"', page)
    assert 1 < len(rows(browse("ada").get(way).text)) <= PAGE + 1


def test_what_somebody_asked_of_another_agency_has_no_name_there(browse: Browse, world: World) -> None:
    ada = browse("ada")
    assert ada.get(f"/agency/accounts/{world['otto']}").status_code == 404
    assert ada.get(f"/agreements/{world.agreements['olga-otto']}").status_code == 404
    text = ada.get("/agency/on-record").text
    assert "asked for a page that is not open to them" in text
    assert "Otto" not in text
    assert "Olga" not in text


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 40, "1.5"])
def test_a_strange_number_leads_nowhere(browse: Browse, before: str) -> None:
    assert browse("ada").get(f"/agency/on-record?before={before}").status_code == 404


def test_before_the_first_entry_there_is_nothing(browse: Browse) -> None:
    assert "There is nothing before this entry." in browse("ada").get("/agency/on-record?before=1").text
