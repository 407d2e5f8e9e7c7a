"""The own note of a coaching session is its author's notebook: closing leaves it open, and nobody else reads it."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.actions import end_now
from app.audit.models import AuditEntry
from app.coaching.reading import CANCELLED
from app.coaching.text_models import PrivateNote
from app.db import Database
from app.people.models import Account, Agreement
from tests.clock import Clock
from tests.coaching.given import Browse, close, fields_of, plain, planned, words, wrote
from tests.conftest import Browser
from tests.world import World, as_viewer

BEFORE, AFTER = "What I saw in the room.", "What I thought of on the way home."


@pytest.fixture
def at(browse: Browse, world: World) -> str:
    """Closed, with a note of Cora's own in it."""
    cora = browse("cora")
    place = planned(cora, world)
    wrote(cora, place, part_private=BEFORE, part_note="Ours.")
    assert close(cora, place).status_code == 303
    return place


def by_itself(browser: Browser, at: str, text: str, *, part: str = "private") -> tuple[int, str]:
    """The note saves itself, as script does it: the status, and what stands in the answer."""
    form = {f"part-{part}": text} | token(browser, at)
    answer = browser.post(f"{at}/sheet/{part}", form)
    return answer.status_code, plain(answer.text)


def token(browser: Browser, at: str) -> dict[str, str]:
    found = fields_of(browser.get(at).text)
    return {"revision-private": found["revision-private"]}


def notes(database: Database) -> dict[object, str]:
    with database.reading() as db:
        return {row.author_id: row.text for row in db.scalars(sa.select(PrivateNote))}


def test_each_writes_on_after_closing_with_script_and_without(
    browse: Browse, world: World, at: str, database: Database
) -> None:
    cora, wren = browse("cora"), browse("wren")
    status, said = by_itself(cora, at, AFTER)
    assert (status, "Saved 10:00 AM, Cora" in said) == (200, True)
    answer = wren.post(f"{at}/private", token(wren, at) | {"part-private": "Mine alone."})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}?done=saved#private")
    assert notes(database) == {world["cora"]: AFTER, world["wren"]: "Mine alone."}
    pages = {name: words(browse(name), at) for name in ("cora", "wren")}
    assert [(AFTER in page, "Mine alone." in page) for page in pages.values()] == [(True, False), (False, True)]
    for name in ("sue", "ada", "ash", "theo", "otto"):
        assert browse(name).post(f"{at}/private", {"part-private": "x"}).status_code == 404, name


def test_the_rest_stays_as_it_was(browse: Browse, at: str) -> None:
    cora = browse("cora")
    status, said = by_itself(cora, at, "Ours, in other words.", part="note")
    assert (status, "This coaching session is closed, so it stays as it is." in said) == (409, True)
    form = token(cora, at) | {"part-private": AFTER, "part-note": "Other words.", "new-line": "One more."}
    assert cora.post(f"{at}/private", form).status_code == 303
    page = words(cora, at)
    assert (AFTER in page, "Ours." in page, "Other words." in page, "One more." in page) == (True, True, False, False)


def test_an_older_tab_is_told_also_after_closing_and_either_text_can_be_kept(browse: Browse, at: str) -> None:
    cora = browse("cora")
    older = token(cora, at)
    assert by_itself(cora, at, AFTER)[0] == 200
    refused = cora.post(f"{at}/private", older | {"part-private": "From the other tab."})
    page = unescape(refused.text)
    assert refused.status_code == 409
    assert ("\nFrom the other tab.</textarea>" in page, "Something newer stands here" in page, AFTER in page) == (
        True, True, True,
    )  # fmt: skip
    assert cora.post(f"{at}/sheet/private", older | {"part-private": "From the other tab."}).status_code == 409
    (keep,) = re.findall(r'name="keep"\s+value="(private:[^"]*)"', page)
    taken = cora.post(f"{at}/private", older | {"part-private": "From the other tab.", "take": "private"})
    assert (taken.status_code, AFTER in words(cora, at)) == (303, True)
    kept = cora.post(f"{at}/private", older | {"part-private": "From the other tab.", "keep": keep})
    assert (kept.status_code, "From the other tab." in words(cora, at)) == (303, True)


def test_a_note_that_is_too_long_is_explained_and_stays_typed(browse: Browse, at: str, database: Database) -> None:
    cora = browse("cora")
    refused = cora.post(f"{at}/private", token(cora, at) | {"part-private": "é" * 5001})
    page = plain(refused.text)
    assert (refused.status_code, "é" * 5001 in page) == (422, True)
    assert '<a href="#field-private">This text has 5,001 characters and 5,000 fit. Take out 1.</a>' in page
    assert list(notes(database).values()) == [BEFORE]


def test_it_ends_with_the_coaching_and_with_what_is_cancelled(
    browse: Browse, world: World, at: str, db: Session, clock: Clock, database: Database
) -> None:
    cora = browse("cora")
    cancelled = planned(cora, world, time="13:00")
    cora.post(f"{cancelled}/plan", {"revision": "0", "go": "cancel"})
    for path in ("private", "sheet/private"):
        refused = cora.post(f"{cancelled}/{path}", {"part-private": AFTER})
        assert (refused.status_code, CANCELLED in plain(refused.text)) == (409, True), path
    clock.forward(minutes=5)
    end_now(db, as_viewer(db, db.get_one(Account, world["wren"])),
            db.get_one(Agreement, world.agreements["cora-wren"]), at=clock())  # fmt: skip
    db.commit()
    clock.forward(minutes=5)
    for path in ("private", "sheet/private"):
        assert browse("cora").post(f"{at}/{path}", {"part-private": AFTER}).status_code == 403, path
    page = browse("cora").get(at).text
    assert (BEFORE in page, "<textarea" in page) == (True, False)
    assert list(notes(database).values()) == [BEFORE]


def test_one_that_is_open_is_saved_on_its_own_sheet(browse: Browse, world: World, database: Database) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    answer = cora.post(f"{at}/private", {"part-private": AFTER})
    assert (answer.status_code, answer.headers["location"], notes(database)) == (303, f"{at}#private", {})


def test_writing_on_is_on_record_without_a_word_of_it(
    browse: Browse, at: str, clock: Clock, database: Database
) -> None:
    clock.forward(hours=2)
    by_itself(browse("cora"), at, AFTER)
    with database.reading() as db:
        written = sa.select(AuditEntry).where(col(AuditEntry.action) == "coaching-session:write")
        found = [entry.details for entry in db.scalars(written.order_by(col(AuditEntry.sequence)))]
    assert [entry["part"] for entry in found] == ["note", "private", "private"]
    assert AFTER not in str(found)


def test_it_stands_above_the_button_that_closes(browse: Browse, world: World) -> None:
    cora = browse("cora")
    page = cora.get(planned(cora, world)).text
    assert page.index("Your private note") < page.index("When you are done") < page.index("Close this coaching session")
