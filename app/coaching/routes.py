"""The administrator's pages of coaching agreements."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now, start_of
from app.coaching import actions, forms
from app.coaching.candidates import Candidates, candidates
from app.coaching.queries import (
    AgreementRow,
    agreement_or_404,
    agreement_row_or_404,
    agreements_of,
)
from app.coaching.rules import RHYTHMS
from app.db import Db
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.errors import ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.pages import page, see_other
from app.web.words import clock_time, day, local_day

router = APIRouter(prefix="/agency/agreements")
manages = [Depends(Permit(Permission.MANAGE_AGREEMENTS))]


@router.get("", dependencies=manages)
def list_agreements(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    today, rows = viewer.today(now), agreements_of(db, viewer, now=now)
    return page(
        request, "coaching/agreements.html", rhythms=RHYTHMS,
        running=[row for row in rows if row.ends_on is None or row.ends_on >= today],
        ended=[row for row in rows if row.ends_on is not None and row.ends_on < today],
    )  # fmt: skip


@router.get("/new", dependencies=manages)
def new_agreement(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    typed = forms.AgreementTyped(starts_on=str(viewer.today(now)))
    return _form_page(request, candidates(db, viewer, now=now), typed)


@router.post("", dependencies=manages)
def make_agreement(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm) -> Response:
    offered = candidates(db, viewer, now=now)
    try:
        agreement = _make(db, viewer, form, offered, now)
    except ProblemsError as error:
        # Whoever was offered and does not do is somebody without a position.
        asked = form.id("worker") if "worker" in error.problems else None
        jobless = asked if asked in offered.workers else None
        return _form_page(request, offered, forms.read_agreement(form), jobless=jobless, errors=error.problems)
    return see_other(f"/agency/agreements/{agreement.id}", done="agreement-saved")


@router.get("/{agreement_id}", dependencies=manages)
def show_agreement(request: Request, db: Db, now: Now, viewer: SignedIn, agreement_id: UUID) -> Response:
    return _agreement_page(request, now, viewer, agreement_row_or_404(db, viewer, agreement_id, now=now))


@router.post("/{agreement_id}/end", dependencies=manages)
def end_agreement(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, agreement_id: UUID
) -> Response:
    agreement = agreement_or_404(db, viewer, agreement_id, now=now)
    try:
        actions.end_agreement(db, viewer, agreement, on=forms.last_day(form), at=now)
    except ProblemsError as error:
        row = agreement_row_or_404(db, viewer, agreement_id, now=now)
        return _agreement_page(request, now, viewer, row, typed=form.text("ends_on"), errors=error.problems)
    return see_other(f"/agency/agreements/{agreement_id}", done="agreement-ended")


def _make(db: Session, viewer: Viewer, form: Posted, offered: Candidates, now: Now) -> Agreement:
    values = forms.agreement_values(form, offered)
    return actions.make_agreement(
        db, viewer, worker=db.get_one(Account, values.worker_id), coach=db.get_one(Account, values.coach_id),
        supervisor=db.get_one(Account, values.supervisor_id) if values.supervisor_id else None,
        focuses=values.focuses, starts_on=values.starts_on, ends_on=values.ends_on, at=now,
    )  # fmt: skip


def _form_page(
    request: Request, offered: Candidates, typed: forms.AgreementTyped, *, jobless: UUID | None = None,
    errors: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    return page(
        request, "coaching/agreement-new.html", status=422 if errors else 200, offered=offered, typed=typed,
        rhythms=RHYTHMS, jobless=jobless, errors=errors or {},
    )  # fmt: skip


def _agreement_page(
    request: Request, now: Now, viewer: Viewer, row: AgreementRow, *, typed: str | None = None,
    errors: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    today = viewer.today(now)
    return page(
        request, "coaching/agreement.html", status=422 if errors else 200, agreement=row, rhythms=RHYTHMS,
        opens=_opening(row, viewer.zone), today=today, has_ended=row.ends_on is not None and row.ends_on < today,
        typed=str(today) if typed is None else typed, errors=errors or {},
    )  # fmt: skip


def _opening(row: AgreementRow, zone: str) -> str:
    """From when on the coach sees what is written; the time, too, where it was made in the middle of a day."""
    on = local_day(row.opens_at, zone)
    return day(on) if row.opens_at == start_of(on, zone) else f"{day(on)}, {clock_time(row.opens_at, zone)}"
