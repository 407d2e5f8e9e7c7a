"""What needs a supervisor's approval: asking for it, taking it back, and the decision."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.people.access import Viewer
from app.ratings import amending
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.rules import Outcome, State, needs_approval, reason_problem
from app.ratings.store import lock
from app.web.errors import ConflictError, ProblemsError

WAITS = "A change of this assessment waits for approval. Take it back first, if it is to be another."
_WAITS_AS_IT_IS = "This draft waits for approval, so it stays as it is. Take it back first, to change or remove it."
_DECIDED = "This was decided or taken back a moment ago."
_ACTIONS = {
    Outcome.APPROVED: "amendment:approve", Outcome.DECLINED: "amendment:decline",
    Outcome.TAKEN_BACK: "amendment:take-back",
}  # fmt: skip
_GONE = "The assessment does not stand any more, so there is nothing to approve. You can decline this."


def amend_or_ask(
    db: Session, viewer: Viewer, before: Assessment, draft: Assessment, *, reason: str, at: datetime
) -> None:
    """Amend at once while the author alone decides, and ask for approval later on. Both rows are locked."""
    if _asks(db, viewer, before, draft, reason, at):
        return
    amending.amend(db, viewer, before, draft, author_id=viewer.id, reason=reason, at=at)


def withdraw_or_ask(db: Session, viewer: Viewer, assessment: Assessment, *, reason: str, at: datetime) -> None:
    """Withdraw at once while the author alone decides, and ask for approval later on. Once is enough.

    Raises ProblemsError for a reason that does not do, and ConflictError where a newer version stands.
    """
    lock(db, assessment)
    if assessment.state is State.WITHDRAWN:
        return
    amending.refuse_replaced(assessment)
    sentence = reason_problem(reason)
    if sentence:
        raise ProblemsError({"reason": sentence})
    if not _asks(db, viewer, assessment, None, reason, at):
        amending.withdraw(db, viewer, assessment, author_id=viewer.id, reason=reason, at=at)


def waiting_for(db: Session, assessment: Assessment) -> AmendmentRequest | None:
    """The request about this version that nobody has decided yet."""
    return db.exec(
        select(AmendmentRequest).where(
            col(AmendmentRequest.assessment_id) == assessment.id, col(AmendmentRequest.outcome).is_(None)
        )
    ).first()


def held_up(db: Session, draft: Assessment) -> str:
    """Why a draft can go no further now: it waits for approval, or what it amends is gone; else empty."""
    return _WAITS_AS_IT_IS if _is_waiting(db, draft) else amending.is_overtaken(db, draft)


def refuse_waiting(db: Session, draft: Assessment) -> None:
    """Raises ConflictError for a draft that waits for approval as it is."""
    if _is_waiting(db, draft):
        raise ConflictError(_WAITS_AS_IT_IS)


def _is_waiting(db: Session, draft: Assessment) -> bool:
    waits = (col(AmendmentRequest.draft_id) == draft.id, col(AmendmentRequest.outcome).is_(None))
    return draft.amends_id is not None and bool(db.scalar(sa.select(sa.exists().where(*waits))))


def forget_draft(db: Session, draft: Assessment) -> None:
    """A draft that was declined can be removed: what was asked stays on record without it."""
    own = col(AmendmentRequest.draft_id) == draft.id
    db.execute(sa.update(AmendmentRequest).where(own).values(draft_id=None))


def approve(db: Session, viewer: Viewer, request: AmendmentRequest, *, is_running: bool, at: datetime) -> None:
    """Let the change take place. `is_running` says that its author may still write in this record.

    Raises ConflictError where somebody decided before, or where there is nothing to change any more.
    """
    _lock_waiting(db, request)
    if not is_running:
        raise ConflictError("The coaching agreement behind it has ended, so nothing can change. You can decline this.")
    draft = db.get(Assessment, request.draft_id) if request.draft_id else None
    before = db.get_one(Assessment, request.assessment_id)
    for row in filter(None, (draft, before)):
        lock(db, row)
    if before.state is not State.SUBMITTED:
        raise ConflictError(_GONE)
    if draft:
        amending.amend(db, viewer, before, draft, author_id=request.author_id, reason=request.reason, at=at)
    else:
        amending.withdraw(db, viewer, before, author_id=request.author_id, reason=request.reason, at=at)
    _decide(db, viewer, request, Outcome.APPROVED, at)


def decline(db: Session, viewer: Viewer, request: AmendmentRequest, *, at: datetime) -> None:
    """Leave everything as it is. Raises ConflictError where somebody decided before."""
    _lock_waiting(db, request)
    _decide(db, viewer, request, Outcome.DECLINED, at)


def take_back(db: Session, viewer: Viewer, request: AmendmentRequest, *, at: datetime) -> None:
    """Ask no more. A draft stays as it was, and can be worked on. Raises ConflictError where it is decided."""
    _lock_waiting(db, request)
    _decide(db, viewer, request, Outcome.TAKEN_BACK, at)


def _asks(db: Session, viewer: Viewer, before: Assessment, draft: Assessment | None, reason: str, at: datetime) -> bool:
    if waiting_for(db, before):
        raise ConflictError(WAITS)
    if before.submitted_at is None or not needs_approval(before.submitted_at, at):
        return False
    request = AmendmentRequest(
        assessment_id=before.id, draft_id=draft.id if draft else None, author_id=viewer.id, reason=reason, asked_at=at
    )
    db.add(request)
    _note(db, viewer, request, "amendment:ask", at)
    db.flush()
    return True


def _lock_waiting(db: Session, request: AmendmentRequest) -> None:
    row = select(AmendmentRequest).where(col(AmendmentRequest.id) == request.id).with_for_update()
    if db.exec(row.execution_options(populate_existing=True)).one().outcome is not None:
        raise ConflictError(_DECIDED)


def _decide(db: Session, viewer: Viewer, request: AmendmentRequest, outcome: Outcome, at: datetime) -> None:
    request.outcome, request.decided_by, request.decided_at = outcome, viewer.id, at
    db.add(request)
    _note(db, viewer, request, _ACTIONS[outcome], at)
    db.flush()


def _note(db: Session, viewer: Viewer, request: AmendmentRequest, action: str, at: datetime) -> None:
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action=action,
        subject=("amendment", request.id), assessment=str(request.assessment_id),
        withdraws=request.draft_id is None,
    )  # fmt: skip
