"""Rows that somebody asks to add, and what does not do about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from app.coaching.rules import LINE_LENGTH, Owner, Practice, text_problem
from app.ratings.rules import Reason


@dataclass(frozen=True)
class NewLine:
    text: str


@dataclass(frozen=True)
class NewPracticed:
    kind: Practice | None
    text: str


@dataclass(frozen=True)
class NewBarrier:
    reason: Reason
    element_key: str


@dataclass(frozen=True)
class NewCommitment:
    owner: Owner | None
    text: str
    due_on: date | None


NewRow = NewLine | NewPracticed | NewBarrier | NewCommitment


def row_problems(new: Iterable[NewRow], *, since: date) -> dict[str, str]:
    """Field to sentence for rows that cannot be added as they are; nothing is to be done by a day before `since`."""
    problems = {}
    for one in new:
        match one:
            case NewLine(text):
                problems["new-line"] = text_problem(text, LINE_LENGTH) or _needs(
                    text, "Write what you want to talk about."
                )
            case NewPracticed(kind, text):
                problems["new-practiced"] = text_problem(text, LINE_LENGTH) or _needs(
                    text, "Write in a few words what it was."
                )
                problems["new-practiced-kind"] = None if kind else "Choose how you worked on it."
            case NewCommitment(owner, text, due_on):
                problems["new-commitment"] = text_problem(text, LINE_LENGTH) or _needs(text, "Write what will be done.")
                problems["new-commitment-owner"] = None if owner else "Choose who will do it."
                problems["new-commitment-by"] = _by_when(due_on, since)
            case NewBarrier():
                pass
            case _:
                assert_never(one)
    return {field: said for field, said in problems.items() if said}


def _by_when(due_on: date | None, since: date) -> str | None:
    if due_on is None:
        return "Choose a day by which."
    return None if due_on >= since else f"Choose {since:%B} {since.day}, {since.year} or a later day."


def _needs(text: str, said: str) -> str | None:
    return None if text else said
