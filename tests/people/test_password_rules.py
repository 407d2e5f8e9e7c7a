"""What makes a password: length, and that nobody who knows the agency or the person guesses it soon."""

import time

import pytest

from app.people.rules import password_problem

KNOWN = ("Bay County", "Wren Castillo", "wren@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "four plain words here", "correct horse battery staple", "the bay window stays open at night",
        "7392750187264981", "каждый охотник желает", "毎朝七時に犬と川まで歩いています", "x9#kQ2!mZ7@pL4$w",
        " leading and trailing ",
    ],
)  # fmt: skip
def test_a_few_words_that_have_nothing_to_do_with_each_other_do(password: str) -> None:
    assert password_problem(password, KNOWN) is None


@pytest.mark.parametrize(
    "password",
    [
        "BayCounty2026!!!!", "bay county worker",
        "Bay-County-Supervisor", "baycountyadministrator", "ninestep ninestep",
        "Ninestep12345678", "wren castillo wren", "WrenCastillo-2026", "wren.example.org1", "Castillo1234567890",
        "Password12345678", "mysecretpassword", "qwertyuiopasdfgh", "letmeinletmeinplease1", "1qaz2wsx3edc4rfv5tgb",
        "administrator123", "academy lead 2026", "123456789012345",
    ],
)  # fmt: skip
def test_what_a_neighbor_would_try_does_not(password: str) -> None:
    assert "easy to guess" in (password_problem(password, KNOWN) or "")


@pytest.mark.parametrize("password", ["wren in a field of green barley", "our county has seven bridges"])
def test_one_known_word_among_others_is_no_harm(password: str) -> None:
    assert password_problem(password, KNOWN) is None


@pytest.mark.parametrize("password", ["x" * 14, "x" * 257, "", "aaaaaaaaaaaaaaaaaaaa", "abcabcabcabcabcabc"])
def test_too_short_too_long_and_one_piece_again_and_again_do_not(password: str) -> None:
    assert password_problem(password, KNOWN)


def test_the_longest_is_measured_in_a_moment() -> None:
    """The time grows with the length, so a part is measured; a hundred times what it takes would still be found."""
    began = time.perf_counter()
    password_problem("1qaz2wsx3edc4rfv plain words in a row, " * 6, KNOWN)
    assert time.perf_counter() - began < 5
