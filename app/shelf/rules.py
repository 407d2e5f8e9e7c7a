"""What may stand on the shelf, and how it is looked for."""

import re
import unicodedata
from enum import StrEnum

TEXT_LENGTH = 2000
WISH_LENGTH = 500
SEARCH_LENGTH = 200
# What is kept to search in: a letter of some scripts becomes several.
FOLDED_LENGTH = 8000
_MOST_TERMS = 8
# "4 to 5" is one thing to look for; everything else is a word.
_TERM = re.compile(r"\d+ to \d+|\S+")


class GiftState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent-back"


class Answer(StrEnum):
    """A coach's word on a text that waits, or on one that stands on the shelf: to take it off."""

    APPROVE = "approve"
    SEND_BACK = "send-back"
    TAKE_OFF = "take-off"


def text_problem(text: str) -> str:
    if not text:
        return "Write what helped, in a sentence or more."
    return f"This is {len(text)} characters long. {TEXT_LENGTH} is the most." if len(text) > TEXT_LENGTH else ""


def wish_problem(wish: str) -> str:
    if not wish:
        return "Write in a sentence what you wish for, so that it can be given again."
    return f"This is {len(wish)} characters long. {WISH_LENGTH} is the most." if len(wish) > WISH_LENGTH else ""


def search_problem(asked: str) -> str:
    return f"Look for fewer words. {SEARCH_LENGTH} characters are the most." if len(asked) > SEARCH_LENGTH else ""


def step_words(from_point: int | None, target_point: int | None) -> str:
    """Such as “4 to 5”; empty where the giver did not say it."""
    return "" if from_point is None or target_point is None else f"{from_point} to {target_point}"


def terms_of(asked: str) -> list[str]:
    """The words that all have to be found, folded as the texts are."""
    return list(dict.fromkeys(_TERM.findall(folded(asked))))[:_MOST_TERMS]


def folded(text: str) -> str:
    """Text in which capitals, accents and line ends make no difference, so that every database finds the same."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(re.findall(r"\S+", "".join(one if one.isprintable() else " " for one in plain.casefold())))
