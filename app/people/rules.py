"""What a name, an address, a password and a position must be like, as sentences for the form."""

import re
from collections.abc import Collection
from datetime import date
from threading import Lock

from zxcvbn import zxcvbn

from app.people.permits import Role
from app.people.zones import WORDS_OF_NO_ZONE, zone_named

NAME_LENGTH = 200
PASSWORD_LENGTHS = (15, 256)
# The first and last year that a position or an agreement may name; days beyond them are slips of the keyboard.
YEARS = (1950, 2099)
DAY_NEEDED = "Choose a day from the calendar, or write it in words, such as November 16, 2026."
# What guessing programs try early scores 0 to 2.
GUESSED_LATE = 3
# So much of a password is measured, and less where it has more than a few of the signs that stand for letters: each way
# to read them is measured by itself, and with twenty of them that took seconds.
MEASURED, MEASURED_OF_SIGNS = 32, 16
FEW_SIGNS = 6
_SIGNS = frozenset("!$%(+0123456789<@[{|")
_one_at_a_time = Lock()
# So many letters must be left without the names that everybody here knows.
OWN_LETTERS = 8
_OURS = ("ninestep", "password", *(role.words for role in Role))
_REPEATED = re.compile(r"(.{1,10})\1+", re.DOTALL)
# Without the signs that divide or enclose in the head of a message: mail would go to somebody else, or nowhere.
_ADDRESS = re.compile(r"""[^@\s()<>\[\]:;"\\,]+@[^@\s.()<>\[\]:;"\\,]+(\.[^@\s.()<>\[\]:;"\\,]+)+""")
# Joiners that some scripts need inside a name; every other invisible character could make two names look alike.
_JOINERS = "\u200c\u200d"


def name_problems(*, name: str, time_zone: str | None = None) -> dict[str, str]:
    problems = {}
    if not name.strip() or len(name) > NAME_LENGTH:
        problems["name"] = f"Write a name of 1 to {NAME_LENGTH} characters."
    elif not _is_visible(name):
        problems["name"] = "Write the name in one line, without invisible characters."
    if time_zone is not None and zone_named(time_zone) is None:
        problems["time_zone"] = WORDS_OF_NO_ZONE
    return problems


def account_problems(*, name: str, email: str, roles: Collection[str]) -> dict[str, str]:
    problems = name_problems(name=name)
    if not _ADDRESS.fullmatch(email) or not email.isprintable() or len(email) > NAME_LENGTH:
        problems["email"] = "Write an e-mail address such as name@agency.gov."
    if not roles:
        problems["roles"] = "Choose at least one role."
    return problems


def password_problem(password: str, known: Collection[str] = ()) -> str | None:
    """The sentence why a password does not do, or None.

    `known` are names that anybody would try first: of the agency, the person, the e-mail address. Length counts, and
    how soon a program that knows common words and those names would guess it (zxcvbn, score 3 of 4 or better).
    """
    if not has_password_length(password):
        shortest, longest = PASSWORD_LENGTHS
        return f"Choose a password of {shortest} to {longest} characters. A few words in a row are easy to keep."
    if len(set(password)) < 5:
        return "Choose a password with more than a few different characters."
    if _REPEATED.fullmatch(password):
        return "Choose a password that is more than one piece repeated."
    words = sorted({word for text in (*known, *_OURS) for word in _words(text)}, key=len, reverse=True)
    if _leans_on(password, words) or _score(password, words) < GUESSED_LATE:
        return "This password is easy to guess. Choose a few words that have nothing to do with each other or with you."
    return None


def _score(password: str, words: list[str]) -> int:
    # What is cut off could only make a password harder to guess.
    has_many_signs = len(_SIGNS.intersection(password[:MEASURED])) > FEW_SIGNS
    part = password[: MEASURED_OF_SIGNS if has_many_signs else MEASURED]
    # The library keeps the known words in one place for everybody who asks.
    with _one_at_a_time:
        score: int = zxcvbn(part, words)["score"]
    return score


def has_password_length(password: str) -> bool:
    return PASSWORD_LENGTHS[0] <= len(password) <= PASSWORD_LENGTHS[1]


def day_problems(*, starts_on: date, ends_on: date | None) -> dict[str, str]:
    """Field to sentence for days that do not do; the same for a position and for an agreement."""
    problems = {}
    if ends_on is not None and ends_on < starts_on:
        problems["ends_on"] = "The last day comes before the first day."
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            problems[field] = f"Choose a day between {YEARS[0]} and {YEARS[1]}."
    return problems


def _is_visible(text: str) -> bool:
    return all(character.isprintable() or character in _JOINERS for character in text)


def _words(text: str) -> list[str]:
    """A name as a whole, run together, and word by word."""
    parts = [part for part in re.split(r"[\W_]+", text.lower()) if len(part) > 2]
    return [*parts, "".join(parts), " ".join(parts)] if parts else []


def _leans_on(password: str, words: Collection[str]) -> bool:
    """Whether little is left without the words that are known: digits and signs after a name help nobody."""
    left = password.lower()
    for word in words:
        left = left.replace(word, "")
    return left != password.lower() and sum(character.isalpha() for character in left) < OWN_LETTERS
