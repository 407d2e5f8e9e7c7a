"""Pages around the sheet: the history of a worker, the start of an assessment, and the sheet as it is opened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import LoadedVersion, loaded
from app.people.access import Viewer, worker_or_404
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.queries import agreement_at, focuses_of
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.people.who import lines_for_draft, lines_for_person
from app.ratings import actions, changes, queries, reading, views, words
from app.ratings.details_form import StartForm
from app.ratings.rules import Kind
from app.ratings.sheets import (
    assessment_or_404,
    coached_days,
    notes_are_readable,
    own_pair,
    sealed_pair,
    sheet_of,
    stored_ratings,
)
from app.web.errors import NotFoundError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage

router = APIRouter()

READS_ACTIVITY = Depends(Permit(Permission.READ_ACTIVITY))
READS_POINTS = Depends(Permit(Permission.READ_RATING))
KEEPS_DRAFTS = Depends(Permit(Permission.KEEP_DRAFT))


@router.get("/workers/{worker_id}/assessments", dependencies=[READS_ACTIVITY])
def list_assessments(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, paging: AskedPage
) -> Response:
    worker = worker_or_404(db, viewer, Permission.READ_ACTIVITY, worker_id, now=now)
    opened(db, viewer, worker.id, what=Opened.ASSESSMENTS, now=now)
    rows = queries.submitted_assessments(db, viewer, worker, now=now, paging=paging)
    drafts = [draft for draft in queries.open_drafts(db, viewer, now=now) if draft.worker_id == worker.id]
    closed = queries.closed_drafts(db, viewer, worker, now=now)
    versions = {row.version_id for row in rows} | {draft.version_id for draft in (*drafts, *closed)}
    own = worker.id == viewer.id
    return page(
        request, "ratings/list.html", rows=rows, drafts=drafts, closed_drafts=closed, paging=paging,
        trail=words.trail(viewer, worker),
        titles={version: loaded(db, version).profile.title for version in versions},
        title="Your assessments" if own else f"Assessments of {worker.name}",
        start_href=f"/workers/{worker.id}/assessments/new" if _may_start(db, viewer, worker, now) else None,
        start_label="Assess yourself" if own else "Rate a profile", who=lines_for_person(db, viewer, worker, now),
        mine=own,
    )  # fmt: skip


@router.get("/workers/{worker_id}/assessments/new", dependencies=[KEEPS_DRAFTS])
def new_assessment(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, profile: str = "", on: date | None = None
) -> Response:
    """A form for today; for the profile and the day that the way here names, where they can be chosen."""
    worker, agreement = _start_or_404(db, viewer, worker_id, now)
    chosen = next((one.profile_id for one in _offered(db, viewer, worker, now) if one.slug == profile), None)
    return _start_page(
        request, db, viewer, worker, agreement, now, errors={}, chosen=chosen, setting="",
        observed_on=str(min(on or viewer.today(now), viewer.today(now))),
    )  # fmt: skip


@router.post("/workers/{worker_id}/assessments", dependencies=[KEEPS_DRAFTS])
def start_assessment(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm
) -> Response:
    worker, agreement = _start_or_404(db, viewer, worker_id, now)
    offered = {version.profile_id: version for version in _offered(db, viewer, worker, now)}
    kind, coached = _kind(viewer, worker), coached_days(db, worker, viewer.id, at=now)
    typed = StartForm.read(form, offered=set(offered), coached=coached, today=viewer.today(now))
    errors, details = typed.errors, typed.details
    if not errors and typed.profile_id and details.observed_on:
        try:
            draft = actions.start_assessment(
                db, viewer, worker=worker, kind=kind, version=offered[typed.profile_id],
                observed_on=details.observed_on, setting=details.setting, agreement=agreement, at=now,
            )  # fmt: skip
            return see_other(f"/assessments/{draft.id}")
        except ProblemsError as refused:
            errors = refused.problems
    return _start_page(
        request, db, viewer, worker, agreement, now, errors=errors, chosen=typed.profile_id,
        observed_on=details.typed, setting=details.setting or "",
    )  # fmt: skip


@router.get("/assessments/{assessment_id}", dependencies=[READS_POINTS])
def show_assessment(request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    sealed_by = sealed_pair(db, viewer, assessment_id, now=now)
    try:
        assessment = assessment_or_404(db, viewer, assessment_id, now=now)
    except NotFoundError:
        if sealed_by is None:
            raise
        return see_other(f"/pairs/{sealed_by}")
    stored = stored_ratings(db, assessment)
    if assessment.submitted_at is None:
        sheet = sheet_of(db, assessment, at=now)
        held = views.held_from(stored)
        return page(
            request, "ratings/form.html", **views.form_context(db, viewer, sheet, now=now, held=held, errors={})
        )
    opened(db, viewer, assessment.worker_id, what=Opened.ASSESSMENT, now=now)
    sheet = sheet_of(db, assessment, at=assessment.submitted_at)
    answers = {key: one.answer for key, one in stored.items()}
    if not notes_are_readable(db, viewer, assessment, now=now):
        answers = {key: replace(answer, note="") for key, answer in answers.items()}
    context = reading.read_context(db, viewer, sheet, now=now, answers=answers)
    # The two of a pair are led to it; whoever else reads the points finds no trace of it.
    pair = own_pair(db, viewer, assessment, now=now)
    return page(
        request, "ratings/show.html", pair_href=f"/pairs/{pair}" if pair else None, sealed=bool(sealed_by),
        around=changes.around(db, viewer, sheet, now=now), **context,
    )  # fmt: skip


def _kind(viewer: Viewer, worker: Account) -> Kind:
    return Kind.SELF if worker.id == viewer.id else Kind.COACH


def _start_or_404(db: Session, viewer: Viewer, worker_id: UUID, now: datetime) -> tuple[Account, Agreement | None]:
    permission = Permission.ASSESS_SELF if worker_id == viewer.id else Permission.RATE
    worker = worker_or_404(db, viewer, permission, worker_id, now=now)
    return worker, agreement_at(db, worker, now)


def _may_start(db: Session, viewer: Viewer, worker: Account, now: datetime) -> bool:
    try:
        _start_or_404(db, viewer, worker.id, now)
    except NotFoundError:
        return False
    return True


def _offered(db: Session, viewer: Viewer, worker: Account, now: datetime) -> list[LoadedVersion]:
    return queries.offered_profiles(db, worker, on=viewer.today(now))


def _start_page(
    request: Request, db: Session, viewer: Viewer, worker: Account, agreement: Agreement | None, now: datetime, *,
    errors: Mapping[str, str], chosen: UUID | None, observed_on: str, setting: str,
) -> Response:  # fmt: skip
    offered = _offered(db, viewer, worker, now)
    in_focus = {focus.profile_id for focus in focuses_of(db, agreement)} if agreement else set()
    is_self, focus = worker.id == viewer.id, [version for version in offered if version.profile_id in in_focus]
    who = [*lines_for_draft(db, viewer, worker, now), *([words.CAN_BE_SEALED] if focus else [])]
    return page(
        request, "ratings/new.html", status=422 if errors else 200, worker=worker, errors=errors, chosen=chosen,
        title="Assess yourself" if is_self else f"Rate {worker.name}", trail=words.trail(viewer, worker),
        focus=focus, others=[version for version in offered if version not in focus], is_self=is_self, who=who,
        observed_on=observed_on, setting=setting, settings=views.settings(), today=viewer.today(now),
        back=f"/workers/{worker.id}/assessments",
    )  # fmt: skip
