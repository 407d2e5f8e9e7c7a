"""Without script, a page of fields that save themselves says after saving that a caution stands below."""

from collections.abc import Callable
from html import unescape

import pytest

from tests.guard.every_form import Form, Given, answer, note, sheet
from tests.guard.sending import MARKED, send

PLAIN = "A card on the wall."


def whole_rating(given: Given) -> Form:
    part = note(given)
    return Form(part.person, part.address.removesuffix("/elements/content"), part.fields)


def whole_pair(given: Given) -> Form:
    part = answer(given)
    return Form(part.person, part.address.removesuffix("/next"), part.fields)


WHOLE: dict[str, tuple[Callable[[Given], Form], str]] = {
    "rating": (whole_rating, "note-content"),
    "pair": (whole_pair, "answer-next"),
    "coaching session": (sheet, "part-note"),
}


def said_after(given: Given, form: Form, **fields: str) -> str:
    saved = send(given, form, **fields)
    assert saved.status_code == 303
    page = unescape(given.browse(form.person).get(saved.headers["location"]).text)
    return " ".join(page[page.index('class="notice flash-words"') :].split("</p>")[0].partition(">")[2].split())


@pytest.mark.parametrize("name", WHOLE)
def test_a_text_with_a_caution_is_told_of_with_what_is_saved(name: str, given: Given) -> None:
    make, field = WHOLE[name]
    form = make(given)
    assert said_after(given, form, **{field: MARKED}) == "Saved. One text below may tell who somebody is."


@pytest.mark.parametrize("name", WHOLE)
def test_other_words_are_saved_and_nothing_else_is_said(name: str, given: Given) -> None:
    make, field = WHOLE[name]
    assert said_after(given, make(given), **{field: PLAIN}) == "Saved."


def test_several_are_told_of_as_several(given: Given) -> None:
    said = said_after(given, sheet(given), **{"part-note": MARKED, "scaling-lower": MARKED})
    assert said == "Saved. Some texts below may tell who somebody is."


def test_what_is_left_behind_is_not_told_of(given: Given) -> None:
    form = whole_rating(given)
    assert said_after(given, form, **{"note-content": MARKED, "go": "leave"}) == "Saved."


def test_whoever_writes_and_whoever_counts_is_told_when_a_text_is_looked_at(given: Given) -> None:
    form = sheet(given)
    met = unescape(given.browse(form.person).get(form.address.removesuffix("/sheet")).text)
    assert (
        "Kept as you type, or when you save everything; if it may tell who somebody is, you are told below it." in met
    )
    counted = " ".join(unescape(given.browse("ada").get("/agency").text).split())
    assert "in a form before it is saved, and in a field that saves itself at once, below it." in counted
    assert "looked at before it is saved" not in counted
