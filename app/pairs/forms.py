"""The three answers as they are posted: what was typed, and on top of which text."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.web.forms import Posted


@dataclass(frozen=True)
class AnswersForm:
    """What was typed; of it, what was changed since the page was loaded, and on which revision.

    `tokens` are those posted with the fields, as `token` made them.
    """

    typed: dict[Question, str]
    changed: dict[Question, str]
    revisions: dict[Question, int]
    tokens: dict[Question, str]

    @classmethod
    def read(cls, form: Posted, questions: Iterable[Question] = Question) -> "AnswersForm":
        # Whoever takes the newer text gives up the own one.
        came = [one for one in questions if f"answer-{one}" in form.names() and one != form.text("take")]
        typed = {one: form.text(f"answer-{one}") for one in came}
        # Whoever keeps the own text has read the newer one, and names it.
        keep, _, newer = form.text("keep").partition(":")
        tokens = {one: newer if keep == one else form.text(f"revision-{one}") for one in typed}
        return cls(
            typed=typed,
            changed={one: text for one, text in typed.items() if tokens[one].partition("-")[2] != _digest(text)},
            revisions={one: _number(token) for one, token in tokens.items()},
            tokens=tokens,
        )


def token(answer: PairAnswer | None) -> str:
    """The revision and a digest of its text, so that a text nobody touched is told from one that was changed."""
    return f"{answer.revision}-{_digest(answer.text)}" if answer else f"0-{_digest('')}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _number(token: str) -> int:
    head = token.partition("-")[0]
    return int(head) if head.isascii() and head.isdigit() and len(head) < 10 else 0
