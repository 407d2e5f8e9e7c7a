"""What makes a password: length, and that nobody who knows the agency or the person guesses it soon."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.people import rules
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


SIGNS = "4@8({[<369&#!1|0$5+7%2/" * 3


@pytest.mark.parametrize("password", ["1qaz2wsx3edc4rfv plain words in a row, " * 6, SIGNS, "a" + SIGNS[:68]])
def test_the_longest_is_measured_in_a_moment(password: str) -> None:
    """The time grows with the length, so a part is measured; a tenth of what it took would still be found."""
    began = time.perf_counter()
    password_problem(password, KNOWN)
    assert time.perf_counter() - began < 1


def test_less_is_measured_where_many_signs_stand_for_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = noting(monkeypatch)
    for password in (SIGNS, "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "plain words in a row 2026 " * 3):
        password_problem(password, KNOWN)
    assert [len(one) for one in measured] == [16, 16, 32]


def test_two_are_measured_one_after_the_other_so_nobodys_names_count_for_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running: list[str] = []
    measured = noting(monkeypatch, running)
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda number: password_problem(f"four plain words {number}"), range(8)))
    assert len(measured) == 8
    assert running == []


def noting(monkeypatch: pytest.MonkeyPatch, running: list[str] | None = None) -> list[str]:
    """What is measured, each part by itself; whoever comes while another is measured fails."""
    measured: list[str] = []
    now = [] if running is None else running

    def measure(text: str, _known: list[str]) -> dict[str, int]:
        now.append(text)
        time.sleep(0.02)
        assert now == [text]
        measured.append(now.pop())
        return {"score": 4}

    monkeypatch.setattr(rules, "zxcvbn", measure)
    return measured
