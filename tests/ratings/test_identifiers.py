"""What in a note looks like a person or a case."""

import time

import pytest

from app.ratings.identifiers import may_identify


@pytest.mark.parametrize(
    "note",
    [
        "Write to ana.ruiz@example.org.",
        "Called (530) 555-0123 before.",
        "Called 530.555.0123.",
        "The girl, born 4/7/2015, told it.",
        "Born 2015-04-07.",
        "Case 24-01877 again.",
        "File 123456789.",
        "Referral CW20418.",
    ],
)
def test_a_number_of_a_person_or_a_case_is_found(note: str) -> None:
    assert may_identify(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Wrote it on the wall.",
        "Asked 3 of 4 children.",
        "From 3 to 9, twice, in 2026.",
        "A scale of 1-10.",
        "50/50",
    ],
)
def test_other_words_and_numbers_are_left_alone(note: str) -> None:
    assert not may_identify(note)


@pytest.mark.parametrize("letter", ["a", "1", "1-", "A1", "a@", "11/"])
def test_the_longest_note_is_read_at_once(letter: str) -> None:
    begins = time.perf_counter()
    may_identify(letter * (10_000 // len(letter)))
    assert time.perf_counter() - begins < 1
