"""What happens to a sheet: saved whole, or by element."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.people.access import Viewer
from app.people.guarded import caution_of, saved_with
from app.people.models import Account
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.ratings import actions, views
from app.ratings.details_form import DetailsForm
from app.ratings.forms import SheetForm
from app.ratings.models import Assessment
from app.ratings.sheets import (
    Sheet,
    assessment_to_change,
    before_of,
    coached_days,
    details_of,
    sheet_of,
    stored_ratings,
)
from app.ratings.words import details_in_words, in_sentences
from app.web.errors import ConflictError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter()

# A sheet of 36 elements with long notes is larger than any other form.
SHEET_LIMIT = 1024 * 1024
KEEPS_DRAFTS = Depends(Permit(Permission.KEEP_DRAFT))


@router.post("/assessments/{assessment_id}", dependencies=[KEEPS_DRAFTS], max_body_size=SHEET_LIMIT)
def save_sheet(request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm) -> Response:
    """The whole sheet at once, all or nothing: what the form does where no script runs."""
    assessment = assessment_to_change(db, viewer, assessment_id, now=now)
    sheet = sheet_of(db, assessment, at=now)
    typed = SheetForm.read(form, sheet.version.profile)
    has_details = "observed_on" in form.names() and form.text("take") != "details"
    details = _details(form, db, viewer, assessment, now) if has_details else None
    errors: Mapping[str, str] = {**(details.errors if details else {}), **typed.errors}
    stale: Iterable[str] = ()
    if not errors:
        errors, stale = _save(db, viewer, sheet, typed, details, now)
    if not errors:
        if form.text("go") == "review":
            actions.note_review(db, viewer, assessment, at=now)
        return _onward(sheet, form, typed)
    held = views.held_as_typed(sheet.version.profile, stored_ratings(db, assessment), typed, stale)
    context = views.form_context(db, viewer, sheet, now=now, held=held, errors=errors, details=details, stale=stale)
    return page(request, "ratings/form.html", status=409 if stale else 422, **context)


@router.post(
    "/assessments/{assessment_id}/elements/{element_key}", dependencies=[KEEPS_DRAFTS], max_body_size=SHEET_LIMIT
)
@saves_itself
def save_element(
    request: Request, assessment_id: UUID, element_key: str, viewer: SignedIn, db: Db, now: Now, form: PostedForm
) -> Response:
    assessment = assessment_to_change(db, viewer, assessment_id, now=now)
    version = loaded(db, assessment.version_id)
    typed = SheetForm.read(form, version.profile, only=element_key)
    if typed.errors:
        return _not_saved(request, element_key, typed.errors)
    try:
        revisions = actions.save_sheet(
            db, viewer, assessment, version, answers=typed.answers, revisions=typed.revisions, at=now
        )
    except ConflictError as refused:
        stored, profile = stored_ratings(db, assessment).get(element_key), version.profile
        theirs = in_sentences(stored, profile.element(element_key), profile.scale)
        return _faster(request, viewer, element_key, refused, theirs, str(stored.revision if stored else 0))
    note = typed.answers[element_key].note
    return _saved(request, viewer, element_key, str(revisions[element_key]), now, note=note)


@router.post("/assessments/{assessment_id}/details", dependencies=[KEEPS_DRAFTS])
@saves_itself
def save_details(
    request: Request, assessment_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm
) -> Response:
    assessment = assessment_to_change(db, viewer, assessment_id, now=now)
    details = _details(form, db, viewer, assessment, now)
    if details.errors or details.observed_on is None:
        return _not_saved(request, "details", details.errors)
    try:
        actions.change_details(
            db, viewer, assessment, observed_on=details.observed_on, setting=details.setting, were=details.were,
            at=now,
        )  # fmt: skip
    except ProblemsError as refused:
        return _not_saved(request, "details", refused.problems)
    except ConflictError as refused:
        return _faster(request, viewer, "details", refused, details_in_words(assessment), details_of(assessment))
    return _saved(request, viewer, "details", details_of(assessment), now)


def _details(form: Posted, db: Session, viewer: Viewer, assessment: Assessment, now: datetime) -> DetailsForm:
    coached, before = (
        coached_days(db, db.get_one(Account, assessment.worker_id), viewer.id, at=now),
        before_of(db, assessment),
    )
    return DetailsForm.read(
        form, coached=coached, today=viewer.today(now), stays=before.observed_on if before else None
    )  # fmt: skip


def _save(
    db: Session, viewer: Viewer, sheet: Sheet, typed: SheetForm, details: DetailsForm | None, now: datetime
) -> tuple[Mapping[str, str], Iterable[str]]:
    """Field to sentence for what was refused, and what another tab changed; nothing is stored then."""
    try:
        # The page that explains a refusal ends well, so what was stored before it has to be undone here.
        with db.begin_nested():
            if details and details.observed_on:
                actions.change_details(
                    db, viewer, sheet.assessment, observed_on=details.observed_on, setting=details.setting,
                    were=details.were, at=now,
                )  # fmt: skip
            actions.save_sheet(
                db, viewer, sheet.assessment, sheet.version, answers=typed.answers, revisions=typed.revisions, at=now
            )
    except ProblemsError as refused:
        return refused.problems, ()
    except actions.StaleError as refused:
        changed = "was changed in another tab, so nothing of this page is saved yet. Keep yours or take the newer."
        titles = {one.key: one.title for one in sheet.version.profile.elements}
        return {
            f"revision-{key}": f"{titles.get(key, 'The day or the place')} {changed}" for key in refused.elements
        }, refused.elements
    return {}, ()


def _onward(sheet: Sheet, form: Posted, typed: SheetForm) -> Response:
    place = f"/assessments/{sheet.assessment.id}"
    match form.text("go"):
        case "review":
            return see_other(f"{place}/review")
        case "leave":
            return see_other(f"/workers/{sheet.worker.id}", done="saved")
    told = saved_with(answer.note for answer in typed.answers.values())
    touched = form.text("clear") or form.text("keep").partition(":")[0] or form.text("take")
    known = touched in sheet.version.element_ids
    return see_other(f"{place}#element-{touched}" if known else place, done=told)


def _saved(request: Request, viewer: Viewer, key: str, revision: str, now: datetime, *, note: str = "") -> Response:
    line = views.saved_line(key, views.Held(saved_at=now), zone=viewer.zone)
    answer = page(request, "ratings/_kept.html", saved=line, caution=caution_of(note))
    answer.headers["X-Revision"] = revision
    return answer


def _not_saved(request: Request, key: str, errors: Mapping[str, str]) -> Response:
    line = views.Saved(key, "problem", " ".join(errors.values()))
    return page(request, "ratings/_saved.html", status=422, saved=line)


def _faster(
    request: Request, viewer: Viewer, key: str, refused: ConflictError, theirs: tuple[str, ...], newer: str
) -> Response:
    line = views.Saved(key, "problem", str(refused))
    if isinstance(refused, actions.StaleError):
        line = views.saved_line(key, views.Held(is_stale=True, theirs=theirs, newer=newer), zone=viewer.zone)
    return page(request, "ratings/_saved.html", status=409, saved=line)
