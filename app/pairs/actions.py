"""What worker and coach write into their pair: the three answers, which both share."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.audit.entries import record_once
from app.pairs.models import PairAnswer
from app.pairs.rules import ANSWER_LENGTH, Question
from app.people.access import Viewer
from app.ratings.models import Pair
from app.ratings.pairs import locked
from app.web.errors import ConflictError, ProblemsError


class OvertakenError(ConflictError):
    """The other one saved these answers since; they stand as they are."""

    def __init__(self, questions: list[Question]) -> None:
        super().__init__("Somebody wrote here since you opened this page. Your text is not saved yet.")
        self.questions = questions


def save_answers(
    db: Session, viewer: Viewer, pair: Pair, texts: Mapping[Question, str], *, revisions: Mapping[Question, int],
    at: datetime,
) -> None:  # fmt: skip
    """Keep these answers, all or none. What is stored already changes nothing, whatever its revision.

    Raises ProblemsError for a text that is too long, and OvertakenError where a newer text stands than the
    revision that came with it.
    """
    too_long = {question: len(text) for question, text in texts.items() if len(text) > ANSWER_LENGTH}
    if too_long:
        raise ProblemsError({question.value: _too_long(length) for question, length in too_long.items()})
    # Both may write at once, and the first answer has no row yet to wait for: the pair's own row is waited for.
    locked(db, pair.id)
    stored = {question: db.get(PairAnswer, (pair.id, question), populate_existing=True) for question in texts}
    changed = [question for question, text in texts.items() if text != _text(stored[question])]
    overtaken = [question for question in changed if revisions.get(question, 0) != _revision(stored[question])]
    if overtaken:
        raise OvertakenError(overtaken)
    for question in changed:
        _keep(db, viewer, pair, question, stored[question], texts[question], at)


def _keep(
    db: Session, viewer: Viewer, pair: Pair, question: Question, stored: PairAnswer | None, text: str, at: datetime
) -> None:
    answer = stored or PairAnswer(pair_id=pair.id, question=question, saved_by=viewer.id, saved_at=at)
    answer.text, answer.saved_by, answer.saved_at = text, viewer.id, at
    answer.revision += 1
    db.add(answer)
    # The field saves itself while somebody writes: of an hour the first time is on record.
    record_once(
        db, f"{viewer.id} {pair.id} answer {question} {at:%Y%m%dT%H}", at=at, actor_id=viewer.id,
        agency_id=viewer.agency_id, action="pair:answer", subject=("pair", pair.id), question=question.value,
        revision=answer.revision,
    )  # fmt: skip


def _too_long(length: int) -> str:
    return f"This text has {length:,} characters and {ANSWER_LENGTH:,} fit. Take out {length - ANSWER_LENGTH:,}."


def _text(stored: PairAnswer | None) -> str:
    return stored.text if stored else ""


def _revision(stored: PairAnswer | None) -> int:
    return stored.revision if stored else 0
