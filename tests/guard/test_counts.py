"""What an administrator learns of texts that may name somebody: how many, and nothing else."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html import unescape

import pytest
from sqlmodel import Session

from app.db import Database
from app.guard.kinds import SpotKind
from app.people.guard_counts import add_counts, counts_of
from app.people.models import Account
from app.ratings.rules import Answer
from tests.clock import Clock
from tests.conftest import Browser
from tests.guard.every_form import FOUR, Form, Given, goal, look_back, withdrawal
from tests.guard.sending import MARKED, counted, mark_of, send
from tests.pairs.story import both_rated
from tests.ratings.changing import begun
from tests.ratings.conftest import Desk
from tests.world import World, as_viewer

Browse = Callable[..., Browser]


def plain(browser: Browser) -> str:
    return " ".join(unescape(browser.get("/agency").text).split())


def test_the_agency_page_tells_how_many_by_month_and_no_other_agency(
    browse: Browse, world: World, database: Database, clock: Clock
) -> None:
    assert "None in the last six months." in plain(browse("ada"))
    november, october, may = date(2026, 11, 1), date(2026, 10, 1), date(2026, 5, 1)
    with database.writing() as db:
        add_counts(db, world.agency, november, {SpotKind.NAME: 1, SpotKind.PHONE: 2})
        add_counts(db, world.agency, october, {SpotKind.SOCIAL_SECURITY: 14})
        add_counts(db, world.agency, may, {SpotKind.EMAIL: 3})
    page = plain(browse("ada"))
    assert page.index("November 2026") < page.index("October 2026")
    assert "Phone numbers in two texts and names in one text." in page
    assert "Social Security numbers in 14 texts." in page
    # Six months, this one with them: May is one too many.
    assert "May 2026" not in page
    assert "None in the last six months." in plain(browse("olga"))
    assert browse("cora").get("/agency").status_code == 404


def test_two_who_save_at_once_are_both_counted(database: Database, world: World) -> None:
    def add(kinds: dict[SpotKind, int]) -> None:
        with database.writing() as db:
            add_counts(db, world.agency, date(2026, 11, 1), kinds)

    one = {SpotKind.NAME: 1, SpotKind.PHONE: 1}
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, [one, dict(reversed(one.items())), {SpotKind.NAME: 2}, {}] * 5))
    assert counted(database) == {"name": 20, "phone": 10}


def test_the_month_is_the_agencys_own(database: Database, world: World, given: Given, clock: Clock) -> None:
    form = withdrawal(given)
    # In California it is still November.
    clock.at = clock.at.replace(month=12, day=1, hour=5)
    back = send(given, form, reason=MARKED)
    assert send(given, form, reason=MARKED, as_written=mark_of(back)).status_code == 303
    with database.reading() as db:
        ada = as_viewer(db, db.get_one(Account, world["ada"]))
        assert [one.month for one in counts_of(db, ada, today=date(2026, 12, 1))] == [date(2026, 11, 1)]


@pytest.mark.parametrize(("make", "field"), [(goal, "situation"), (look_back, "helped"), (withdrawal, "reason")])
def test_a_form_that_comes_twice_is_counted_once(
    make: Callable[[Given], Form], field: str, given: Given, database: Database
) -> None:
    form = make(given)
    decided = {field: MARKED, "as_written": mark_of(send(given, form, **{field: MARKED}))}
    for _ in range(2):
        assert send(given, form, **decided).status_code == 303
    assert counted(database) == {"name": 1, "phone": 1}


def test_a_decision_holds_for_the_words_it_was_made_about(given: Given, database: Database) -> None:
    form = look_back(given)
    first = mark_of(send(given, form, helped=MARKED))
    other = send(given, form, helped=f"{MARKED} Case 24-01877.", as_written=first)
    assert other.status_code == 422
    assert "<mark>24-01877</mark>" in other.text
    more = send(given, form, helped=MARKED, challenges="Ask Mr. Holt.", as_written=first)
    assert more.status_code == 422
    assert 'id="caution-challenges"' in more.text
    assert 'id="caution-helped"' not in more.text
    assert counted(database) == {}
    assert send(given, form, helped=MARKED, as_written=first).status_code == 303


def test_save_as_written_does_what_the_pressed_button_does(given: Given) -> None:
    page = send(given, goal(given), situation=MARKED, go="draft").text
    assert re.search(r'name="as_written"\s+value="[0-9a-f]{32} go=draft"\s*>\s*Save as written\s*</button>', page)


def test_an_answer_of_a_pair_counts_once_while_somebody_writes(desk: Desk, browse: Browse, database: Database) -> None:
    place = f"{both_rated(desk)}/answers/next"
    revision = "0"
    for text in ("Her son", "Her son Jayden", "Her son Jayden said", "Her son Jayden, 530-555-0123"):
        answer = browse("wren").post(place, {"answer-next": text, "revision-next": revision})
        assert answer.status_code == 200
        revision = answer.headers["X-Revision"]
    assert counted(database) == {"name": 1, "phone": 1}


def test_notes_count_when_they_are_submitted_and_an_amendment_for_what_is_new_in_it(
    desk: Desk, browse: Browse, database: Database, clock: Clock
) -> None:
    cora = browse("cora")
    path = f"/assessments/{desk.draft('cora', 'ash', answers=FOUR)}"
    for note in ("Her son Jayden", "Her son Jayden said it."):
        cora.post(f"{path}/elements/content", {"point-content": "4", "note-content": note})
    assert counted(database) == {}
    gaps = ["group-agreements", "context", "stakeholders", "next-steps"]
    for _ in range(2):
        assert cora.post(f"{path}/submission", {"gap": gaps}).status_code == 303
    assert counted(database) == {"name": 1}
    clock.forward(hours=1)
    draft = begun(browse("cora"), path, context="5")
    why = {"gap": gaps[:1] + gaps[2:], "reason": "I forgot what else was said that day."}
    assert browse("cora").post(f"{draft}/submission", why).status_code == 303
    assert counted(database) == {"name": 1}


def test_a_note_that_was_mended_before_submitting_is_not_counted(
    desk: Desk, browse: Browse, database: Database, db: Session
) -> None:
    path = f"/assessments/{desk.draft('cora', 'ash', answers={'content': Answer(4, note=MARKED)})}"
    cora = browse("cora")
    assert "<mark>Jayden</mark>" in cora.get(f"{path}/review").text
    cora.post(f"{path}/elements/content", {"point-content": "4", "note-content": "The boy said it."})
    assert "<mark>" not in cora.get(f"{path}/review").text
    cora.post(f"{path}/submission", {"gap": ["group-agreements", "context", "stakeholders", "next-steps"]})
    assert counted(database) == {}
