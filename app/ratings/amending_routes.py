"""Amending and withdrawing what one has submitted."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.ratings import approvals, changes, reading, words
from app.ratings.amending import begin_amendment, refuse_replaced
from app.ratings.models import Assessment
from app.ratings.pairs import is_pair_open
from app.ratings.requests import request_to_take_back
from app.ratings.rules import REASON_LENGTHS, State, reason_problem
from app.ratings.sheets import assessment_to_amend, sheet_of
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()

AMENDS = [Depends(Permit(Permission.AMEND))]
_TICK = "Tick the box to say that you want to withdraw it."


@router.post("/assessments/{assessment_id}/amendment", dependencies=AMENDS)
def amend_assessment(assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, _form: PostedForm) -> Response:
    """A second click finds the draft of the first."""
    assessment = assessment_to_amend(db, viewer, assessment_id, now=now)
    draft = begin_amendment(db, viewer, assessment, at=now)
    return see_other(f"/assessments/{draft.id}")


@router.get("/assessments/{assessment_id}/withdrawal", dependencies=AMENDS)
def show_withdrawal(request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    assessment = assessment_to_amend(db, viewer, assessment_id, now=now)
    refuse_replaced(assessment)
    return _withdrawal_page(request, db, viewer, assessment, now)


@router.post("/assessments/{assessment_id}/withdrawal", dependencies=AMENDS)
def withdraw_assessment(
    request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm, guard: Guard
) -> Response:
    assessment, reason = assessment_to_amend(db, viewer, assessment_id, now=now), form.text("reason")
    is_ticked, sentence = form.text("confirm") == "yes", reason_problem(reason)
    errors = ({"reason": sentence} if sentence else {}) | ({} if is_ticked else {"confirm": _TICK})
    stands = assessment.state is State.SUBMITTED
    try:
        with guard.asked_about({"reason": reason} if stands else {}):
            if errors and stands:
                raise ProblemsError(errors)
            approvals.withdraw_or_ask(db, viewer, assessment, reason=reason, at=now)
    except ProblemsError as refused:
        return _withdrawal_page(
            request, db, viewer, assessment, now, reason=reason, ticked=is_ticked, errors=refused.problems
        )
    guard.kept({"reason": reason})
    done = "withdrawn" if assessment.state is State.WITHDRAWN else "approval-asked"
    return see_other(f"/assessments/{assessment.id}", done=done)


@router.post("/amendments/{request_id}/removal", dependencies=AMENDS)
def take_request_back(request_id: UUID, viewer: SignedIn, db: Db, now: Now, _form: PostedForm) -> Response:
    request, asked = request_to_take_back(db, viewer, request_id, now=now)
    approvals.take_back(db, viewer, request, at=now)
    return see_other(f"/assessments/{asked.draft_id or asked.assessment_id}", done="request-taken-back")


def _withdrawal_page(
    request: Request, db: Session, viewer: Viewer, assessment: Assessment, now: datetime, *, reason: str = "",
    ticked: bool = False, errors: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    sheet = sheet_of(db, assessment, at=assessment.submitted_at or now)
    return page(
        request, "ratings/withdrawal.html", status=422 if errors else 200, sheet=sheet, worker=sheet.worker,
        errors=errors or {}, reason=reason, reason_lengths=REASON_LENGTHS, ticked=ticked,
        trail=words.trail(viewer, sheet.worker), back=f"/assessments/{assessment.id}",
        approval=changes.approval_words(db, viewer, sheet, assessment, now=now),
        is_sealed=is_pair_open(db, assessment, now=now) is False,
        who=reading.lines_of_submitted(db, viewer, sheet, now=now),
    )  # fmt: skip
