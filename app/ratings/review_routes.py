"""What ends a draft: its review, its submission, its removal."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.people.access import Viewer
from app.people.guarded import Guard
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.ratings import actions, changes, reading
from app.ratings.amending import ReplacedError
from app.ratings.models import Assessment
from app.ratings.pairs import is_pair_open
from app.ratings.points import visible_points
from app.ratings.rules import State
from app.ratings.sheets import (
    as_shown,
    assessment_or_404,
    assessment_to_change,
    assessment_to_remove,
    before_of,
    notes_of,
    sheet_of,
    stored_ratings,
)
from app.web.errors import NewerError, NotFoundError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()

KEEPS_DRAFTS = Depends(Permit(Permission.KEEP_DRAFT))


@router.get("/assessments/{assessment_id}/review", dependencies=[KEEPS_DRAFTS])
def review_assessment(request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    assessment = assessment_or_404(db, viewer, assessment_id, now=now)
    if assessment.rater_id != viewer.id:
        raise NotFoundError
    if assessment.state is not State.DRAFT:
        return see_other(f"/assessments/{assessment.id}")
    return _review_page(request, db, viewer, assessment, now, errors={})


@router.post("/assessments/{assessment_id}/submission", dependencies=[KEEPS_DRAFTS])
def submit_assessment(
    request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm, guard: Guard
) -> Response:
    assessment = assessment_to_change(db, viewer, assessment_id, now=now)
    version, reason = loaded(db, assessment.version_id), form.text("reason")
    asks = assessment.amends_id and assessment.state is State.DRAFT
    try:
        with guard.asked_about({"reason": reason} if asks else {}):
            actions.submit(
                db, viewer, assessment, version, at=now, gaps_shown=form.all("gap"), reason=reason,
                shown=form.text("shown") if "shown" in form.names() else None,
            )  # fmt: skip
    except ProblemsError as refused:
        return _review_page(request, db, viewer, assessment, now, errors=refused.problems, reason=reason)
    except NewerError:
        errors = {
            "sheet": "Another tab changed this draft after you opened its review. Nothing is submitted. Look again."
        }
        return _review_page(request, db, viewer, assessment, now, errors=errors, reason=reason, status=409)
    except ReplacedError as refused:
        errors = {"sheet": str(refused)}
        return _review_page(request, db, viewer, assessment, now, errors=errors, reason=reason, status=409)
    _count_kept(db, guard, assessment, reason)
    if assessment.amends_id:
        done = "approval-asked" if assessment.state is State.DRAFT else "amended"
        return see_other(f"/assessments/{assessment.amends_id if done != 'amended' else assessment.id}", done=done)
    opened = is_pair_open(db, assessment, now=now)
    if opened is None:
        return see_other(f"/assessments/{assessment.id}", done="submitted")
    if assessment.after_opening:
        # The pair shows what was rated before; this one is read at its own place.
        return see_other(f"/assessments/{assessment.id}", done="submitted-later")
    return see_other(f"/pairs/{assessment.pair_id}", done="pair-open" if opened else "submitted")


@router.post("/assessments/{assessment_id}/removal", dependencies=[KEEPS_DRAFTS])
def remove_assessment(assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, _form: PostedForm) -> Response:
    assessment = assessment_to_remove(db, viewer, assessment_id, now=now)
    worker_id = assessment.worker_id
    amended = assessment.amends_id
    actions.remove_draft(db, viewer, assessment)
    if amended:
        return see_other(f"/assessments/{amended}", done="draft-removed")
    return see_other(f"/workers/{worker_id}/assessments", done="draft-removed")


def _count_kept(db: Session, guard: Guard, assessment: Assessment, reason: str) -> None:
    """Notes save themselves while somebody writes, so they count when they are submitted."""
    before = before_of(db, assessment)
    texts = notes_of(db, assessment) | ({"reason": reason} if before else {})
    guard.kept(texts, before=notes_of(db, before) if before else {})


def _review_page(
    request: Request, db: Session, viewer: Viewer, assessment: Assessment, now: datetime, *,
    errors: Mapping[str, str], reason: str = "", status: int = 422,
) -> Response:  # fmt: skip
    sheet = sheet_of(db, assessment, at=now)
    stored = stored_ratings(db, assessment)
    answers = {key: one.answer for key, one in stored.items()}
    # Earlier points anchor, so they are shown where it is on record that they were: after “Review” was pressed.
    shown = assessment.review_shown_at is not None
    if shown or assessment.amends_id:
        opened(db, viewer, sheet.worker.id, what=Opened.EARLIER_POINTS, now=now)
    points = visible_points(db, viewer, sheet.worker, now=now, version=sheet.version) if shown else []
    context = reading.review_context(db, viewer, sheet, now=now, answers=answers, points=points, errors=errors)
    context |= changes.of_draft(db, viewer, sheet, answers, reason=reason, now=now)
    return page(
        request, "ratings/review.html", status=status if errors else 200, earlier_shown=shown,
        as_shown=as_shown(assessment, stored), **context,
    )  # fmt: skip
