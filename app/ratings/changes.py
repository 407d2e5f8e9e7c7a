"""What the pages around an amendment show: what differs, who has to approve, what waits, and the way to change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.people.access import Viewer
from app.ratings import words
from app.ratings.amending import draft_of
from app.ratings.approvals import waiting_for
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.requests import Asked, approvers_of, own_requests
from app.ratings.rules import NOTHING_YET, REASON_LENGTHS, Answer, Outcome, State, differing, needs_approval
from app.ratings.sheets import Sheet, before_of, may_write, notes_are_readable, stored_ratings
from app.ratings.versions import History, history_of
from app.web.words import first_name


@dataclass(frozen=True)
class Around:
    """What stands around one version on its page: the others, and what its author can do about it."""

    history: History
    may_change: bool
    draft: Assessment | None
    request: AmendmentRequest | None
    approval: str
    declined: Asked | None


def around(db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime) -> Around:
    assessment = sheet.assessment
    with_reasons = notes_are_readable(db, viewer, assessment, now=now)
    history = history_of(db, viewer, assessment, with_reasons=with_reasons, now=now)
    is_own = assessment.rater_id == viewer.id and assessment.state is State.SUBMITTED
    request = waiting_for(db, assessment) if is_own else None
    return Around(
        history=history,
        may_change=is_own and may_write(db, viewer, assessment, now=now),
        draft=draft_of(db, assessment) if is_own else None,
        request=request,
        approval=approval_words(db, viewer, sheet, assessment, now=now) if request else "",
        declined=_declined(db, viewer, assessment, now) if is_own and not request else None,
    )


def _declined(db: Session, viewer: Viewer, assessment: Assessment, now: datetime) -> Asked | None:
    """The newest answer, if it was a no: what was approved stands as a version of its own."""
    since = assessment.submitted_at or now
    answers = own_requests(db, viewer, since=since, now=now, about=assessment.id)
    return answers[-1] if answers and answers[-1].outcome is Outcome.DECLINED else None


def of_draft(
    db: Session, viewer: Viewer, sheet: Sheet, answers: Mapping[str, Answer], *, reason: str, now: datetime
) -> dict[str, Any]:
    """What the review page of an amendment says besides; `before` is None for a first version."""
    before = before_of(db, sheet.assessment)
    if before is None:
        return {"before": None}
    old = {key: rating.answer for key, rating in stored_ratings(db, before).items()}
    changed = differing(old, answers)
    differences = [
        (element.title, words.difference(old.get(element.key, NOTHING_YET), answers.get(element.key, NOTHING_YET)))
        for element in sheet.version.profile.rateable_elements
        if element.key in changed
    ]
    return {
        "before": before, "differences": differences, "reason": reason, "reason_lengths": REASON_LENGTHS,
        "details_differ": words.details_difference(before, sheet.assessment),
        "waiting": waiting_for(db, before),
        "approval": approval_words(db, viewer, sheet, before, now=now),
    }  # fmt: skip


def approval_words(db: Session, viewer: Viewer, sheet: Sheet, assessment: Assessment, *, now: datetime) -> str:
    """Who has to approve a change of this; empty while its author alone decides."""
    if assessment.submitted_at is None or not needs_approval(assessment.submitted_at, now):
        return ""
    approvers = approvers_of(db, viewer, assessment.worker_id, assessment.rater_id, now=now)
    worker = "you" if viewer.id == sheet.worker.id else first_name(sheet.worker.name)
    return words.approval([first_name(name) for name in approvers], worker)
