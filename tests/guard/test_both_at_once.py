"""A text that may name somebody and another mistake are shown on one page, and one button alone decides."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import pytest

from app.db import Database
from tests.guard.every_form import ASKED, Given, goal, look_back, meeting, row
from tests.guard.sending import MARKED, counted, mark_of, send
from tests.guard.test_every_form import rows

_NO_DAY = ({"check_back_on": ""}, "Choose a day.")
_NOT_TICKED = ({"confirm": ""}, "Tick the box to say that you want to withdraw it.")
_READ_BEFORE = ({"revision": "7"}, "The words of this goal changed after you opened this page.")
# What else is wrong with each form, and what is said about it.
WRONG: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "withdrawal": _NOT_TICKED,
    "withdrawal that waits for approval": _NOT_TICKED,
    "amendment": ({"gap": []}, "no point yet."),
    "goal": _NO_DAY,
    "draft of a goal": _NO_DAY,
    "outcomes of a goal": _NO_DAY,
    "goal across a stage": _NO_DAY,
    "gift to the shelf": ({"text": f"{MARKED} Cora said so."}, "A name of somebody in the agency stands in it."),
    "wish for a text": ({"revision": "7"}, "The text changed after you opened this page."),
    "confirmation of a goal": _READ_BEFORE,
    "goal set aside": _READ_BEFORE,
    "plan of a coaching session": ({"day": ""}, "Choose a day"),
    "coaching session moved": ({"day": ""}, "Choose a day"),
    "rows of a coaching session": ({"new-commitment-by": ""}, "Choose a day by which."),
    "look back": ({"ending": ""}, "Choose how this goal ends."),
}


def summary_of(page: str) -> str:
    assert page.count("data-errors") == 1
    found = re.search(r"<div[^>]*data-errors>.*?</div>", unescape(page), re.DOTALL)
    assert found
    return " ".join(found[0].split())


def test_each_form_has_another_mistake_to_make() -> None:
    assert set(WRONG) == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_what_may_name_somebody_and_what_is_refused_stand_in_one_summary(
    name: str, given: Given, database: Database
) -> None:
    form, (wrong, sentence) = ASKED[name].make(given), WRONG[name]
    before = rows(database)
    answer = send(given, form, **{**dict.fromkeys(ASKED[name].columns, MARKED), **wrong})
    assert answer.status_code in {409, 422}
    summary = summary_of(answer.text)
    assert sentence in summary
    for field in ASKED[name].columns:
        assert f'<a href="#field-{field}">The text with “Jayden”</a>' in summary
        assert f'id="caution-{field}"' in answer.text
    assert "Nothing is saved yet." in summary
    assert rows(database) == before


@pytest.mark.parametrize("name", ASKED)
def test_the_ordinary_button_pressed_again_shows_it_again(name: str, given: Given, database: Database) -> None:
    form, marked = ASKED[name].make(given), dict.fromkeys(ASKED[name].columns, MARKED)
    page = send(given, form, **marked).text
    before = rows(database)
    hidden = dict(re.findall(r'<input type="hidden"\s+name="(as_written)"\s+value="([^"]*)"', page))
    again = send(given, form, **marked, **hidden)
    assert again.status_code == 422
    assert mark_of(again) == mark_of(send(given, form, **marked))
    assert rows(database) == before
    assert counted(database) == {}


def test_harmless_words_save_with_the_ordinary_button(given: Given, database: Database) -> None:
    form = look_back(given)
    assert send(given, form, helped=MARKED).status_code == 422
    assert send(given, form, helped="A card on the wall.").status_code == 303
    assert counted(database) == {}


def test_a_decision_beside_another_mistake_is_made_once(given: Given) -> None:
    form = look_back(given)
    both = send(given, form, helped=MARKED, ending="")
    again = send(given, form, helped=MARKED, ending="", as_written=mark_of(both))
    assert again.status_code == 422
    assert "Choose how this goal ends." in again.text
    assert 'id="caution-helped"' not in again.text
    hidden = re.search(r'type="hidden"\s+name="as_written"\s+value="([0-9a-f]+)"', again.text)
    assert hidden
    assert send(given, form, helped=MARKED, as_written=hidden[1]).status_code == 303


def test_enter_presses_the_button_that_was_pressed_and_never_decides(given: Given) -> None:
    page = " ".join(send(given, meeting(given), where=MARKED).text.split())
    form = page[page.index('action="/workers/') :]
    first, second = re.findall(r"<button[^>]*>", form)[:2]
    assert 'class="hidden"' in first
    assert 'name="as_written"' not in first
    assert 'name="as_written"' in second


def test_save_as_written_takes_a_row_out_where_that_was_pressed(given: Given) -> None:
    place = row(given).address.removesuffix("/sheet")
    cora = given.browse("cora")
    assert cora.post(f"{place}/sheet", {"go": "save", "new-line": "Who calls whom."}).status_code == 303
    taken = re.search(r'name="remove"\s+value="([^"]+)"', cora.get(place).text)
    assert taken
    sent = {"remove": taken[1], "new-line": "Ask Mr. Holt."}
    decided = mark_of(cora.post(f"{place}/sheet", sent))
    assert decided.endswith(f"remove={taken[1]}")
    assert cora.post(f"{place}/sheet", {"new-line": "Ask Mr. Holt.", "as_written": decided}).status_code == 303
    page = cora.get(place).text
    assert "Ask Mr. Holt." in page
    assert "Who calls whom." not in page


def test_a_draft_stays_a_draft_as_written(given: Given) -> None:
    form = goal(given)
    decided = mark_of(send(given, form, situation=MARKED, go="draft"))
    without = {name: value for name, value in form.fields.items() if name != "go"}
    answer = given.browse("cora").post(form.address, {**without, "situation": MARKED, "as_written": decided})
    assert answer.headers["location"].endswith("done=goal-draft")
