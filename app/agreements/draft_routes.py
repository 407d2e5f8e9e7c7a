"""The form of an agreement: a draft is written and changed."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.agreements import actions, forms
from app.agreements.access import permitted_or_refused
from app.agreements.candidates import Candidates, candidates, manages
from app.agreements.newer import newer_wording
from app.agreements.store import Wording, newest_terms, wording_of
from app.agreements.words import LEVEL_CHOICES
from app.clock import Now
from app.db import Db
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.once import MadeOnce
from app.people.permits import Permission
from app.people.queries import names_of
from app.people.signin import Permit, SignedIn
from app.ratings.rhythm import RHYTHMS
from app.web.errors import NewerError, ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other
from app.web.revisions import Newer

router = APIRouter(prefix="/agreements")
drafts = [Depends(Permit(Permission.DRAFT_AGREEMENT))]
changes = [Depends(Permit(Permission.DRAFT_AGREEMENT, seen_by=Permission.READ_AGREEMENT))]


@router.get("/new", dependencies=drafts)
def new_draft(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    typed = forms.AgreementTyped(starts_on=str(viewer.today(now)))
    return _new_page(request, viewer, candidates(db, viewer, now=now), typed, {})


@router.post("", dependencies=drafts)
def draft(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce) -> Response:
    offered = candidates(db, viewer, now=now)
    try:
        agreement = _draft(db, viewer, form, offered, now)
    except ProblemsError as error:
        return _new_page(request, viewer, offered, forms.read_agreement(form), error.problems)
    return once.keep(see_other(f"/agreements/{agreement.id}", done="agreement-drafted"))


@router.get("/{agreement_id}/edit", dependencies=changes)
def edit(request: Request, db: Db, now: Now, viewer: SignedIn, agreement_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.DRAFT_AGREEMENT, agreement_id, now=now)
    actions.refuse_unless_draft(agreement)
    typed, number = forms.typed_of(wording_of(db, agreement)), newest_terms(db, agreement).number
    return _edit_page(request, db, candidates(db, viewer, now=now), agreement, typed, number, {})


@router.post("/{agreement_id}", dependencies=changes)
def change(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID) -> Response:
    agreement = permitted_or_refused(db, viewer, Permission.DRAFT_AGREEMENT, agreement_id, now=now)
    offered, number = candidates(db, viewer, now=now), forms.terms_number(form)
    try:
        to = _wording(db, forms.wording_values(form, offered))
        actions.change_draft(
            db, viewer, agreement, supervisor=to.supervisor, level=to.level, focuses=to.focuses,
            starts_on=to.starts_on, ends_on=to.ends_on, minutes=to.minutes, number=number, at=now,
        )  # fmt: skip
    except NewerError:
        return _newer_page(request, db, offered, agreement, forms.read_agreement(form))
    except ProblemsError as error:
        return _edit_page(request, db, offered, agreement, forms.read_agreement(form), number, error.problems)
    return see_other(f"/agreements/{agreement_id}", done="agreement-changed")


def _draft(db: Session, viewer: Viewer, form: Posted, offered: Candidates, now: Now) -> Agreement:
    values = forms.draft_values(form, offered)
    worker, coach = db.get_one(Account, values.worker_id), db.get_one(Account, values.coach_id)
    wording = _wording(db, values.wording)
    return actions.drafted_already(db, viewer, worker, coach, wording) or actions.draft_agreement(
        db, viewer, worker=worker, coach=coach, supervisor=wording.supervisor, level=wording.level,
        focuses=wording.focuses, starts_on=wording.starts_on, ends_on=wording.ends_on,
        minutes=wording.minutes, at=now,
    )  # fmt: skip


def _wording(db: Session, values: forms.WordingValues) -> Wording:
    supervisor = db.get_one(Account, values.supervisor_id) if values.supervisor_id else None
    return Wording(supervisor, values.level, values.focuses, values.starts_on, values.ends_on, values.minutes)


def _new_page(
    request: Request, viewer: Viewer, offered: Candidates, typed: forms.AgreementTyped, errors: dict[str, str]
) -> Response:
    # Whoever was offered and does not do is somebody without a position, which an administrator can add.
    asked = next((person for person in offered.workers if str(person) == typed.worker), None)
    return page(
        request, "agreements/new.html", status=422 if errors else 200, offered=offered, typed=typed,
        rhythms=RHYTHMS, levels=LEVEL_CHOICES, errors=errors, is_manager=manages(viewer),
        jobless=asked if "worker" in errors and manages(viewer) else None,
    )  # fmt: skip


def _newer_page(
    request: Request, db: Session, offered: Candidates, agreement: Agreement, typed: forms.AgreementTyped
) -> Response:
    saved, number = forms.typed_of(wording_of(db, agreement)), newest_terms(db, agreement).number
    newer = newer_wording(agreement, saved, typed, offered)
    return _edit_page(request, db, offered, agreement, typed, number, {}, newer)


def _edit_page(
    request: Request, db: Session, offered: Candidates, agreement: Agreement, typed: forms.AgreementTyped,
    number: int, errors: dict[str, str], newer: Newer | None = None,
) -> Response:  # fmt: skip
    names = names_of(db, {agreement.worker_id, agreement.coach_id})
    status = 409 if newer else 422 if errors else 200
    return page(
        request, "agreements/edit.html", status=status, offered=offered, typed=typed, newer=newer,
        rhythms=RHYTHMS, levels=LEVEL_CHOICES, errors=errors, agreement=agreement, number=number,
        worker_name=names[agreement.worker_id], coach_name=names[agreement.coach_id],
    )  # fmt: skip
