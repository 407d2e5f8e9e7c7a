"""Coaching agreements: the own ones, those that an administrator manages, and the page of one."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.agreements.access import agreement_or_404
from app.agreements.candidates import manages
from app.agreements.queries import declined, managed_agreements, own_agreements, rows_by_state
from app.agreements.views import agreement_page
from app.agreements.waits import waiting_for_signature
from app.clock import Now
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.ratings.rhythm import RHYTHMS
from app.web.error_pages import error_page
from app.web.errors import NotFoundError
from app.web.pages import page
from app.web.paging import AskedPage

router = APIRouter()
reads = [Depends(Permit(Permission.READ_AGREEMENT))]


@router.get("/agreements", dependencies=reads)
def list_own(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    waiting = waiting_for_signature(db, viewer, now)
    rows = own_agreements(db, viewer, paging, now=now)
    return page(
        request, "agreements/list.html", waiting=waiting, by_state=rows_by_state(rows), rhythms=RHYTHMS,
        may_draft=viewer.may(Permission.DRAFT_AGREEMENT), is_manager=manages(viewer), paging=paging,
    )  # fmt: skip


@router.get("/agency/agreements", dependencies=[Depends(Permit(Permission.MANAGE_AGREEMENTS))])
def list_managed(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    rows = managed_agreements(db, viewer, paging, now=now)
    return page(request, "agreements/managed.html", by_state=rows_by_state(rows), rhythms=RHYTHMS, paging=paging)


@router.get("/agreements/{agreement_id}", dependencies=reads)
def show(request: Request, db: Db, now: Now, viewer: SignedIn, agreement_id: UUID) -> Response:
    try:
        agreement = agreement_or_404(db, viewer, Permission.READ_AGREEMENT, agreement_id, now=now)
    except NotFoundError:
        # Whom a draft named is told what became of it.
        if sentence := declined(db, viewer, agreement_id):
            return error_page(request, HTTPStatus.NOT_FOUND, sentence)
        raise
    return page(request, "agreements/show.html", **agreement_page(db, viewer, agreement, now=now))
