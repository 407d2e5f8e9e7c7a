"""What in a note may tell who somebody is, where it stands, and how it is quoted."""

import time

import pytest

from app.frameworks.files import read_folder
from app.guard.kinds import SpotKind
from app.guard.spots import Spot, kinds_in, quoted, spots_in
from app.settings import ROOT


def found(note: str) -> list[tuple[str, str]]:
    return [(note[spot.start : spot.end], spot.kind.value) for spot in spots_in(note)]


def test_each_spot_has_its_place_and_kind_and_none_lies_over_another() -> None:
    note = (
        "Call (530) 555-0123 or write to ana.ruiz@example.org. Her son Jayden, born 4/7/2015, lives at 12 Oak Street, "
        "Apt 4. Case 24-01877, SSN 123-45-6789."
    )
    assert found(note) == [
        ("(530) 555-0123", "phone"),
        ("ana.ruiz@example.org", "e-mail"),
        ("Jayden", "name"),
        ("4/7/2015", "date"),
        ("12 Oak Street", "address"),
        ("Apt 4", "address"),
        ("24-01877", "case-number"),
        ("123-45-6789", "social-security"),
    ]
    assert kinds_in(note) == set(SpotKind)


def test_a_name_is_found_by_the_words_around_it_and_never_alone() -> None:
    assert found("The child’s name is Mia de la Cruz.") == [("Mia de la Cruz", "name")]
    assert found("Aunt Carmen and Mrs. O’Brien came.") == [("Carmen", "name"), ("O’Brien", "name")]
    assert found("Mia’s mother asked.") == [("Mia", "name")]
    assert found("Mia drew it, and Leo laughed.") == []


@pytest.mark.parametrize("note", ["THE CHILD'S NAME IS MARIA", "Her name's Ana and she is six."])
def test_a_name_is_found_in_capitals_throughout_and_after_a_short_is(note: str) -> None:
    (spot,) = spots_in(note)
    assert (note[spot.start : spot.end].title(), spot.kind) in [("Maria", SpotKind.NAME), ("Ana", SpotKind.NAME)]


def test_no_title_of_a_published_element_is_taken_for_a_name_or_a_number() -> None:
    profiles = read_folder(ROOT / "profiles").profiles
    titles = {element.title for profile in profiles for element in profile.elements}
    titles |= {profile.title for profile in profiles} | {"Emergent", "Accomplished", "Distinguished"}
    assert len(titles) > 60
    for title in titles:
        for note in (
            f"{title}, 5, moved up.",
            f"From 4 to 5 on {title} (5).",
            f"The {title} case.",
            f"{title}’s family",
        ):
            assert found(note) == [], note


def test_no_sentence_of_a_published_profile_is_taken_for_somebody() -> None:
    elements = [element for profile in read_folder(ROOT / "profiles").profiles for element in profile.elements]
    said = [element.definition for element in elements]
    said += [text for one in elements for indicator in one.indicators for text in (indicator.text, *indicator.parts)]
    assert len(said) > 300
    assert [text for text in said if found(text)] == []


@pytest.mark.parametrize(
    "note", ["", "From 4 to 5.", "Nov 12, 10:30.", "3 of 4 seen in room 204.", "WIC 300, SB 163, JV-220.", "2024-2025"]
)
def test_the_numbers_of_coaching_are_left_alone(note: str) -> None:
    assert found(note) == []


def test_a_note_is_quoted_around_its_spots_in_whole_words() -> None:
    note = "She said a lot before that. " * 5 + "Her son Jayden was there. " + "And a lot after that. " * 5
    pieces = quoted(note, spots_in(note))
    assert [text for text, is_spot in pieces if is_spot] == ["Jayden"]
    said = "".join(text for text, _ in pieces)
    assert said.startswith("… ")
    assert said.endswith(" …")
    assert said[2:-2] in note
    assert len(said) < 100


def test_a_short_note_is_quoted_whole_and_far_spots_apart() -> None:
    assert quoted("Ask Mr. Holt.", spots_in("Ask Mr. Holt.")) == [("Ask Mr. ", False), ("Holt", True), (".", False)]
    far = "Ask Mr. Holt. " + "Wait and see. " * 20 + "Ask Mrs. Kim."
    said = "".join(text for text, _ in quoted(far, spots_in(far)))
    assert said.count("…") == 1
    assert said.startswith("Ask Mr. Holt.")
    assert said.endswith("Ask Mrs. Kim.")
    assert quoted("Nothing here.", []) == []


def test_a_text_without_spaces_is_quoted_too() -> None:
    note = "(" * 300 + "ana@example.org" + ")" * 300
    assert quoted(note, [Spot(300, 315, SpotKind.EMAIL)]) == [("… ", False), ("ana@example.org", True), (" …", False)]


def test_many_spots_are_quoted_in_part() -> None:
    note = "On 1/1/2016. " * 100
    assert sum(is_spot for _, is_spot in quoted(note, spots_in(note))) == 6


@pytest.mark.parametrize(
    "unit",
    ["a", "1", "1-", "A1", "A-1-", "a@", "a.b ", "11/", "Aa ", "A.", "(1", "Jan 1 ", "case A", "son Aa, ", "Aa’s ",
     "12 Aa ", "name is ", "a at b ", "1/1/2016 ", "the child, Aa "],
)  # fmt: skip
def test_the_longest_note_is_read_at_once(unit: str) -> None:
    note = unit * (10_000 // len(unit))
    begins = time.perf_counter()
    spots_in(note)
    assert time.perf_counter() - begins < 2


def test_a_book_is_looked_at_as_far_as_a_note_can_reach() -> None:
    assert found("Ask Mr. Holt. " * 2_000)[-1] == ("Holt", "name")
    assert spots_in("Ask Mr. Holt. " * 2_000)[-1].end <= 10_000
