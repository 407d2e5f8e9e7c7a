"""Three questions, answered by two people in one place: nothing is lost, and nobody else reads it."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.audit.models import AuditEntry
from app.db import Database
from app.pairs.forms import token
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from tests.clock import Clock
from tests.conftest import Browser
from tests.pairs.story import CORA, WREN, Browse, both_rated, plain, rate, words
from tests.ratings.conftest import Desk
from tests.world import World

EMPTY = token(None)


@pytest.fixture
def pair(desk: Desk) -> str:
    return both_rated(desk)


def save(browser: Browser, pair: str, text: str, revision: str = EMPTY, question: str = "next") -> tuple[int, str, str]:
    """One field saves itself: the status, the new revision, and what the line below it says."""
    fields = {f"answer-{question}": text, f"revision-{question}": revision}
    answer = browser.post(f"{pair}/answers/{question}", fields)
    return answer.status_code, answer.headers.get("X-Revision", ""), plain(re.sub(r"<[^>]*>", " ", answer.text))


def kept(database: Database) -> dict[str, str]:
    with database.reading() as db:
        return {row.question.value: row.text for row in db.scalars(sa.select(PairAnswer))}


def test_an_answer_saves_itself_and_says_when_and_who(browse: Browse, pair: str, database: Database) -> None:
    status, revision, said = save(browse("cora"), pair, "Invite the neighbor.")
    assert (status, revision.partition("-")[0], said) == (200, "1", "Saved 10:00 AM, Cora")
    page = words(browse("wren"), pair)
    assert ("Invite the neighbor." in page, "Saved 10:00 AM, Cora" in page) == (True, True)
    assert kept(database) == {"next": "Invite the neighbor."}


def test_an_answer_of_another_day_carries_its_day(browse: Browse, pair: str, clock: Clock) -> None:
    save(browse("wren"), pair, "Invite the neighbor.")
    clock.forward(days=2)
    assert "Saved Nov 16, Wren" in words(browse("cora"), pair)


def test_each_goes_on_from_what_the_other_wrote(browse: Browse, pair: str, database: Database) -> None:
    _, first, _ = save(browse("cora"), pair, "Invite the neighbor.")
    status, second, said = save(browse("wren"), pair, "Invite the neighbor. On Friday.", first)
    assert (status, second.partition("-")[0], said) == (200, "2", "Saved 10:00 AM, Wren")
    assert kept(database) == {"next": "Invite the neighbor. On Friday."}


def test_an_older_tab_is_told_shows_both_texts_and_keeps_either(browse: Browse, pair: str, database: Database) -> None:
    wren = browse("wren")
    save(browse("cora"), pair, "Invite the neighbor.")
    status, revision, said = save(wren, pair, "Call the school.")
    assert (status, revision) == (409, "")
    assert "Something newer stands here: Saved 10:00 AM, Cora." in said
    assert "Invite the neighbor." in said
    whole = wren.post(f"{pair}/answers", {"answer-next": "Call the school.", "revision-next": EMPTY})
    page = unescape(whole.text)
    assert whole.status_code == 409
    assert ("Call the school.</textarea>" in page, "Invite the neighbor." in page) == (True, True)
    (keep,) = re.findall(r'name="keep"\s+value="([^"]*)"', page)
    other = {"answer-working-well": "The aunt came.", "revision-working-well": EMPTY}
    newer = {"answer-next": "Call the school.", "revision-next": EMPTY, "take": "next"}
    assert wren.post(f"{pair}/answers", other | newer).status_code == 303
    assert kept(database) == {"next": "Invite the neighbor.", "working-well": "The aunt came."}
    mine = {"answer-next": "Call the school.", "revision-next": EMPTY, "keep": keep}
    assert wren.post(f"{pair}/answers", mine).status_code == 303
    assert kept(database) == {"next": "Call the school.", "working-well": "The aunt came."}


def test_keeping_mine_does_not_write_over_what_came_since(browse: Browse, pair: str, database: Database) -> None:
    cora, wren = browse("cora"), browse("wren")
    _, first, _ = save(cora, pair, "Invite the neighbor.")
    save(cora, pair, "Invite the grandmother.", first)
    mine = {"answer-next": "Call the school.", "revision-next": EMPTY, "keep": f"next:{first}"}
    assert wren.post(f"{pair}/answers", mine).status_code == 409
    assert kept(database) == {"next": "Invite the grandmother."}


def test_without_script_all_three_are_saved_and_an_untouched_one_is_left_to_the_other(
    browse: Browse, pair: str, database: Database
) -> None:
    cora, wren = browse("cora"), browse("wren")
    loaded = {f"revision-{one}": EMPTY for one in Question} | {f"answer-{one}": "" for one in Question}
    save(cora, pair, "Invite the neighbor.")
    answer = wren.post(f"{pair}/answers", loaded | {"answer-worried": "People come late."})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{pair}?done=saved#questions")
    assert kept(database) == {"next": "Invite the neighbor.", "worried": "People come late."}


def test_the_same_text_again_changes_nothing(browse: Browse, pair: str, database: Database) -> None:
    cora = browse("cora")
    for _ in range(3):
        assert save(cora, pair, "Invite the neighbor.")[:1] == (200,)
    with database.reading() as db:
        entries = list(db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action) == "pair:answer")))
    assert [(entry.subject_kind, entry.details) for entry in entries] == [("pair", {"question": "next", "revision": 1})]


def on_record(database: Database, action: str) -> list[AuditEntry]:
    with database.reading() as db:
        found = sa.select(AuditEntry).where(col(AuditEntry.action) == action).order_by(col(AuditEntry.sequence))
        return list(db.scalars(found))


def test_what_saves_itself_is_on_record_once_an_hour_for_each_person_and_question(
    browse: Browse, pair: str, database: Database, world: World, clock: Clock
) -> None:
    def writes(name: str, *texts: str, question: str = "next") -> None:
        browser = browse(name)
        for text in texts:
            (revision,) = re.findall(rf'name="revision-{question}"\s+value="([^"]*)"', browser.get(pair).text)
            assert save(browser, pair, text, revision, question)[0] == 200

    writes("cora", "Invite", "Invite the", "Invite the neighbor.")
    writes("cora", "People come late.", question="worried")
    writes("wren", "Invite the neighbor. On Friday.", "Invite the neighbor. On Friday at noon.")
    clock.forward(hours=1)
    writes("cora", "Invite both.")
    found = on_record(database, "pair:answer")
    assert [(entry.actor_id, entry.details["question"], entry.details["revision"]) for entry in found] == [
        (world["cora"], "next", 1), (world["cora"], "worried", 1), (world["wren"], "next", 4),
        (world["cora"], "next", 6),
    ]  # fmt: skip


def test_a_coach_who_is_told_what_the_worker_wrote_since_is_on_record(
    browse: Browse, pair: str, database: Database, world: World
) -> None:
    cora = browse("cora")
    assert save(browse("wren"), pair, "Call the school.")[0] == 200
    assert on_record(database, "record:open") == []
    status, _, said = save(cora, pair, "Invite the neighbor.")
    assert (status, "Call the school." in said) == (409, True)
    found = on_record(database, "record:open")
    assert [(entry.actor_id, entry.subject_id, entry.details) for entry in found] == [
        (world["cora"], world["wren"], {"what": "pair"})
    ]


def test_an_answer_can_be_taken_out_again(browse: Browse, pair: str, database: Database) -> None:
    _, first, _ = save(browse("cora"), pair, "Invite the neighbor.")
    assert save(browse("cora"), pair, "", first)[0] == 200
    assert kept(database) == {"next": ""}


def test_two_thousand_characters_fit_and_one_more_is_explained(browse: Browse, pair: str, database: Database) -> None:
    cora = browse("cora")
    assert save(cora, pair, "é" * 2000)[0] == 200
    status, _, said = save(cora, pair, "é" * 2001, question="worried")
    assert (status, said) == (422, "This text has 2,001 characters and 2,000 fit. Take out 1.")
    whole = cora.post(f"{pair}/answers", {"answer-worried": "é" * 2001, "revision-worried": EMPTY})
    assert (whole.status_code, "é" * 2001 in unescape(whole.text)) == (422, True)
    assert kept(database) == {"next": "é" * 2000}


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 20, "1.5"])
def test_an_odd_revision_is_an_old_one(browse: Browse, pair: str, revision: str) -> None:
    save(browse("cora"), pair, "Invite the neighbor.")
    assert save(browse("wren"), pair, "Call the school.", revision)[0] == 409


def test_a_question_that_nobody_asked_is_not_there(browse: Browse, pair: str) -> None:
    assert browse("cora").post(f"{pair}/answers/verdict", {"answer-verdict": "x"}).status_code == 404


def test_hostile_text_is_shown_as_text(browse: Browse, pair: str) -> None:
    save(browse("cora"), pair, "</textarea><script>alert(1)</script>{{ 7 * 7 }}")
    page = browse("wren").get(pair).text
    assert ("<script>alert" in page, "{{ 7 * 7 }}" in page) == (False, True)


def test_the_questions_come_with_the_opening(browse: Browse, desk: Desk, database: Database) -> None:
    pair = rate(desk, "wren", WREN)
    for name in ("wren", "cora"):
        assert save(browse(name), pair, "Too early.")[0] == 409
    assert kept(database) == {}
    rate(desk, "cora", CORA)
    assert save(browse("wren"), pair, "In time.")[0] == 200
