"""What somebody said they would do can be let go when life has moved on: not done, not open, and nobody's fault."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.audit.models import AuditEntry
from app.cli.schema import alembic_config
from app.coaching.row_models import Commitment
from app.db import Database
from app.people.models import Earlier
from app.web.notices import NOTICES
from tests.clock import START, Clock
from tests.coaching.given import Browse, close, fields_of, plain, planned, words, write, wrote
from tests.coaching.test_sight import coached_by_theo, ended
from tests.conftest import Browser
from tests.web.at_once import all_at_once
from tests.world import World

TEXT = "Call the neighbor"
IN_SCRIPT = {"X-Requested-With": "ninestep"}


@pytest.fixture
def at(browse: Browse, world: World) -> str:
    """The address of a closed coaching session in which Wren said what she would do, and Cora what she would."""
    cora = browse("cora")
    made = planned(cora, world)
    for owner, text in (("worker", TEXT), ("coach", "Send examples")):
        wrote(cora, made, new_commitment=text, new_commitment_owner=owner, new_commitment_by="2026-11-20")
    close(cora, made)
    return made


@pytest.fixture
def promise(at: str, database: Database) -> str:
    with database.reading() as db:
        return str(db.scalars(sa.select(col(Commitment.id)).where(col(Commitment.text) == TEXT)).one())


def press(browser: Browser, button: str, promise: str, page: str = "/") -> Any:
    """Press a button of a commitment on a page that lists it, as a browser without script does."""
    form = {name: value for name, value in fields_of(browser.get(page).text).items() if name.endswith("done")}
    return browser.post("/commitments", form | {button: promise, "next": page})


def stands(database: Database, promise: str) -> str:
    with database.reading() as db:
        row = db.scalars(sa.select(Commitment).where(sa.cast(col(Commitment.text), sa.String) == TEXT)).one()
    assert str(row.id) == promise
    return "done" if row.done_at else "let go" if row.let_go_at else "open"


def test_what_is_no_longer_needed_leaves_the_open_lists_and_keeps_its_place_on_today_for_a_week(
    browse: Browse, world: World, at: str, promise: str, clock: Clock
) -> None:
    wren, cora = browse("wren"), browse("cora")
    following = planned(cora, world, day="2026-11-18")
    pages = ("/", f"/workers/{world['wren']}", following)
    assert [TEXT in words(wren, page) for page in pages] == [True, True, True]
    assert TEXT in words(cora, following)
    answer = press(wren, "let-go", promise)
    assert answer.headers["location"] == f"/?done=let-go-here#promise-{promise}"
    assert "It is let go. You can take it back beside it." in words(wren, "/?done=let-go-here")
    assert [TEXT in words(wren, page) for page in pages] == [True, False, False]
    assert f"{TEXT} let go Nov 16 Take back" in words(wren, "/")
    assert re.search(rf'id="promise-{promise}"\s+tabindex="-1"', wren.get("/").text)
    assert TEXT not in words(cora, following)
    for browser in (wren, cora):
        assert f"{TEXT} let go Nov 16" in words(browser, at)
    assert "Send examples" in words(cora, "/")
    clock.forward(days=6, hours=23)
    assert TEXT in words(browse("wren"), "/")
    clock.forward(hours=2)
    assert TEXT not in words(browse("wren"), "/")


def test_it_can_be_taken_back_and_is_open_again(browse: Browse, at: str, promise: str) -> None:
    wren = browse("wren")
    press(wren, "let-go", promise)
    answer = press(wren, "take-back", promise, at)
    assert answer.headers["location"] == f"{at}?done=let-go-taken-back#promise-{promise}"
    assert f"{TEXT} by Fri, Nov 20" in words(wren, at)
    assert f"{TEXT} by Fri, Nov 20" in words(wren, "/")


def test_it_can_be_let_go_while_they_meet_again_and_nothing_typed_is_lost(
    browse: Browse, world: World, at: str, promise: str, database: Database
) -> None:
    cora = browse("cora")
    following = planned(cora, world, time="13:00")
    assert f'name="let-go" value="{promise}"' in _flat(cora.get(following).text)
    answer = write(cora, following, let_go=promise, part_note="The neighbor has moved away.")
    assert answer.headers["location"] == f"{following}?done=let-go"
    page = words(cora, following)
    assert (TEXT in page, "The neighbor has moved away." in cora.get(following).text) == (False, True)
    assert stands(database, promise) == "let go"
    close(cora, following)
    assert TEXT not in words(cora, following)


def test_ticks_that_were_turned_beside_the_button_are_kept(
    browse: Browse, at: str, promise: str, database: Database
) -> None:
    cora = browse("cora")
    (other,) = [one for one in re.findall(r'name="done" value="([^"]*)"', _flat(cora.get(at).text)) if one != promise]
    answer = cora.post("/commitments", {"done": other, "revision-done": "none", "let-go": promise, "next": at})
    assert answer.headers["location"] == f"{at}?done=let-go-here#promise-{promise}"
    page = words(cora, at)
    assert ("Send examples done Nov 16" in page, f"{TEXT} let go Nov 16" in page) == (True, True)
    assert stands(database, promise) == "let go"


def test_what_is_done_in_one_tab_is_not_let_go_in_another(
    browse: Browse, at: str, promise: str, database: Database
) -> None:
    wren = browse("wren")
    ticked = {"done": promise, "revision-done": "none"}
    assert wren.post("/commitments", ticked, **IN_SCRIPT).status_code == 200
    answer = wren.post("/commitments", {"revision-done": "none", "let-go": promise})
    assert answer.headers["location"] == f"/?done=promise-stands#promise-{promise}"
    assert NOTICES["promise-stands"] in plain(wren.get("/?done=promise-stands").text)
    assert stands(database, promise) == "done"
    assert press(wren, "take-back", promise).headers["location"] == f"/?done=promise-stands#promise-{promise}"
    assert stands(database, promise) == "done"


def test_what_is_let_go_in_one_tab_is_not_ticked_in_another_and_the_page_says_so(
    browse: Browse, world: World, at: str, promise: str, database: Database
) -> None:
    wren, following = browse("wren"), planned(browse("cora"), world, time="13:00")
    loaded, ticked = fields_of(wren.get(following).text), {"done": promise, "revision-done": "none"}
    press(wren, "let-go", promise)
    assert wren.post("/commitments", ticked).headers["location"] == "/?done=promise-stands"
    answers = [
        wren.post("/commitments", ticked, **IN_SCRIPT),
        wren.post(f"{following}/sheet/agenda", loaded | {"tick": f"commitment:{promise}"}, **IN_SCRIPT),
    ]
    for answer in answers:
        assert (answer.status_code, NOTICES["promise-stands"] in plain(answer.text)) == (200, True)
    typed = loaded | {"tick": f"commitment:{promise}", "part-note": "Typed meanwhile."}
    assert wren.post(f"{following}/sheet", typed).headers["location"] == f"{following}?done=promise-stands"
    assert "Typed meanwhile." in wren.get(following).text
    assert stands(database, promise) == "let go"


def test_a_double_click_lets_go_once(browse: Browse, at: str, promise: str, database: Database) -> None:
    wren = browse("wren")
    for button in ("let-go", "take-back"):
        assert {press(wren, button, promise).headers["location"] for _ in range(2)} == {
            f"/?done={'let-go-here' if button == 'let-go' else 'let-go-taken-back'}#promise-{promise}"
        }
    with database.reading() as db:
        entries = list(db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action) == "commitment:let-go")))
    assert [entry.details["let_go"] for entry in entries] == [True, False]
    assert TEXT not in str([entry.details for entry in entries])


def test_two_tabs_at_the_same_instant_leave_one_of_the_two_states(
    app: FastAPI, browse: Browse, at: str, promise: str, database: Database
) -> None:
    form = {"revision-done": "none"}
    forms = [form | {"done": promise}, form | {"let-go": promise}] * 3
    answers = all_at_once(app, browse("wren"), "/commitments", forms)
    assert {answer.status_code for answer in answers} == {303}
    assert stands(database, promise) in ("done", "let go")
    with database.reading() as db:
        actions = list(db.scalars(sa.select(col(AuditEntry.action)).where(col(AuditEntry.action).like("commitment:%"))))
    assert len(actions) == 1


@pytest.mark.parametrize("name", ["ash", "lee", "theo", "sue", "olga", "otto"])
def test_nobody_else_lets_go_or_takes_back(
    browse: Browse, at: str, promise: str, database: Database, name: str
) -> None:
    stranger = browse(name)
    assert (
        stranger.post("/commitments", {"let-go": promise}).headers["location"]
        == f"/?done=promise-stands#promise-{promise}"
    )
    assert stands(database, promise) == "open"
    press(browse("cora"), "let-go", promise)
    assert stands(database, promise) == "let go"
    stranger.post("/commitments", {"take-back": promise})
    assert stands(database, promise) == "let go"


def test_who_has_no_part_in_coaching_cannot_even_ask(browse: Browse, promise: str) -> None:
    assert browse("ada").post("/commitments", {"let-go": promise}).status_code == 404


def test_while_the_coaching_session_goes_on_it_is_taken_out_and_not_let_go(
    browse: Browse, world: World, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, new_commitment=TEXT, new_commitment_owner="worker", new_commitment_by="2026-11-20")
    (promise,) = re.findall(r'value="commitment:([^"]*)"', cora.get(at).text)
    assert press(cora, "let-go", promise).headers["location"] == f"/?done=promise-stands#promise-{promise}"
    assert stands(database, promise) == "open"


def test_a_former_coach_is_not_told_what_was_let_go_since(
    browse: Browse, world: World, db: Session, clock: Clock, at: str, promise: str
) -> None:
    clock.forward(minutes=5)
    ended(db, world, clock)
    clock.forward(minutes=5)
    assert press(browse("wren"), "let-go", promise, at).status_code == 303
    assert f"{TEXT} let go Nov 16" in words(browse("wren"), at)
    page = words(browse("cora"), at)
    assert (f"{TEXT} by Fri, Nov 20" in page, "let go" in page, "No longer needed" in page) == (True, False, False)
    press(browse("cora"), "take-back", promise, at)
    assert f"{TEXT} let go Nov 16" in words(browse("wren"), at)


def test_a_new_coach_reads_it_and_has_no_button_for_it(
    browse: Browse, world: World, db: Session, clock: Clock, at: str, promise: str
) -> None:
    clock.forward(days=1)
    ended(db, world, clock)
    coached_by_theo(db, world, clock, Earlier.ALL)
    following = planned(browse("theo"), world, day=clock().date().isoformat(), time="23:00")
    buttons = [f'name="let-go" value="{promise}"' in _flat(browse(who).get(following).text) for who in ("wren", "theo")]
    assert (TEXT in words(browse("theo"), following), buttons) == (True, [True, False])


@pytest.mark.parametrize(
    "odd",
    [
        {"done_at": START, "done_by": "wren", "let_go_at": START, "let_go_by": "wren"},
        {"let_go_at": START},
        {"let_go_by": "wren"},
    ],
    ids=["done and let go", "let go by nobody", "let go at no time"],
)
def test_the_database_holds_it_too(db: Session, world: World, promise: str, odd: dict[str, Any]) -> None:
    values = {name: world[value] if name.endswith("by") else value for name, value in odd.items()}
    row = col(Commitment.text) == TEXT
    with pytest.raises(IntegrityError):
        db.execute(sa.update(Commitment).where(row).values(**values))
    db.rollback()
    values = {"let_go_at": START + timedelta(hours=1), "let_go_by": world["wren"]}
    db.execute(sa.update(Commitment).where(row).values(**values))
    db.commit()


def test_with_the_step_down_of_the_tables_it_is_open_again_and_not_done(
    database_url: str, browse: Browse, at: str, promise: str, database: Database
) -> None:
    wren, config = browse("wren"), alembic_config(database_url)
    press(wren, "let-go", promise)
    cora = browse("cora")
    (other,) = [one for one in re.findall(r'name="done" value="([^"]*)"', _flat(cora.get(at).text)) if one != promise]
    assert cora.post("/commitments", {"done": other, "revision-done": "none"}).status_code == 303
    database.engine.dispose()
    command.downgrade(config, "0013")
    command.upgrade(config, "head")
    command.check(config)
    with database.reading() as db:
        rows = db.scalars(sa.select(Commitment).order_by(col(Commitment.text)))
        assert [(one.text, one.done_at is None, one.let_go_at) for one in rows] == [
            (TEXT, True, None), ("Send examples", False, None),
        ]  # fmt: skip


def _flat(html: str) -> str:
    return re.sub(r"\s+", " ", html)


def test_what_was_let_go_beside_a_row_that_may_name_somebody_is_let_go_as_written(
    browse: Browse, world: World, promise: str, database: Database
) -> None:
    cora = browse("cora")
    following = planned(cora, world, time="13:00")
    asked = write(cora, following, let_go=promise, new_line="Ask Mr. Holt.")
    assert (asked.status_code, stands(database, promise)) == (422, "open")
    (decided,) = re.findall(r'name="as_written"\s+value="([^"]+let-go=[^"]+)"', _flat(asked.text))
    loaded = fields_of(cora.get(following).text) | {"new-line": "Ask Mr. Holt.", "as_written": decided}
    assert cora.post(f"{following}/sheet", loaded).status_code == 303
    assert stands(database, promise) == "let go"


def test_what_is_done_has_no_button_that_could_do_nothing(browse: Browse, world: World, at: str, promise: str) -> None:
    wren = browse("wren")
    following = planned(browse("cora"), world, time="13:00")
    for page in ("/", at, following):
        assert f'name="let-go" value="{promise}"' in _flat(wren.get(page).text), page
    assert wren.post("/commitments", {"done": promise, "revision-done": "none"}).status_code == 303
    for page in ("/", at, following):
        assert f'name="let-go" value="{promise}"' not in _flat(wren.get(page).text), page


def test_whoever_ticks_and_lets_go_in_one_form_has_let_it_go(browse: Browse, promise: str, database: Database) -> None:
    both = {"done": promise, "revision-done": "none", "let-go": promise}
    assert browse("wren").post("/commitments", both).headers["location"] == f"/?done=let-go-here#promise-{promise}"
    assert stands(database, promise) == "let go"
