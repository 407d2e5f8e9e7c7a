"""Names in a text: found however they are written, and marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shelf.names import marked, names_in
from app.shelf.rules import folded, terms_of

PEOPLE = ("Wren Castillo", "José de la Cruz", "Anne-Marie O’Brien", "Li Q. Park", "Mark Hope")


def found(text: str, *, as_words_too: bool = False) -> list[str]:
    return [text[start:end] for start, end in names_in(text, PEOPLE, as_words_too=as_words_too)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Wren’s card helped.", ["Wren"]),
        ("WREN and Castillo", ["WREN", "Castillo"]),
        ("Jose, José and Jose\u0301", ["Jose", "José", "Jose"]),
        ("Anne said so, Marie too, and Mr. O'Brien", ["Anne", "Marie", "Brien"]),
        ("Ask Li or Mark", ["Li", "Mark"]),
        ("Wrens fly, a Wrench turns, wren sings", []),
        ("We mark it on the map and hope for la paz de todos", []),
        ("Plan Q worked", []),
        ("", []),
    ],
)
def test_first_and_last_names_are_found_and_nothing_else(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_in_small_letters_a_name_may_be_a_word() -> None:
    assert found("we mark it, and wren was there", as_words_too=True) == ["mark", "wren"]


def test_what_is_found_is_marked_where_it_stands() -> None:
    text = "So Wren and I"
    assert marked(text, names_in(text, PEOPLE)) == [("So ", False), ("Wren", True), (" and I", False)]
    assert marked("Nobody", []) == [("Nobody", False)]


@given(st.text(max_size=60), st.sampled_from(["Wren", "Castillo", "José"]), st.text(max_size=60))
def test_marking_loses_no_character_and_a_name_among_spaces_is_always_found(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    spans = names_in(text, PEOPLE)
    assert "".join(piece for piece, _ in marked(text, spans)) == text
    assert (len(before) + 1, len(before) + 1 + len(name)) in spans


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("  Card   POCKET card ", ["card", "pocket"]),
        ("4 to 5 mapping", ["4 to 5", "mapping"]),
        ("100% of_it", ["100%", "of_it"]),
        ("Ménage", ["menage"]),
        ("a b c d e f g h i j", list("abcdefgh")),
        ("", []),
    ],
)
def test_what_is_asked_for_becomes_words(asked: str, terms: list[str]) -> None:
    assert terms_of(asked) == terms


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once_and_leaves_nothing_that_a_database_refuses(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert "\x00" not in folded(text)
