"""The supervisor's page: who asks to change what is older than 30 days. Nothing of what it holds."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.people.who import lines_for_person
from app.ratings import approvals
from app.ratings.requests import Asked, request_to_decide
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()

APPROVES = [Depends(Permit(Permission.APPROVE_AMENDMENT))]


@router.get("/amendments/{request_id}", dependencies=APPROVES)
def show_request(request: Request, request_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    _, asked = request_to_decide(db, viewer, request_id, now=now)
    return _page(request, db, viewer, asked, now)


@router.post("/amendments/{request_id}/decision", dependencies=APPROVES)
def decide_request(
    request: Request, request_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm
) -> Response:
    found, asked = request_to_decide(db, viewer, request_id, now=now)
    match form.text("answer"):
        case "approve":
            approvals.approve(db, viewer, found, is_running=asked.is_running, at=now)
            return see_other("/", done="amendment-approved")
        case "decline":
            approvals.decline(db, viewer, found, at=now)
            return see_other("/", done="amendment-declined")
    return _page(request, db, viewer, asked, now, errors={"answer": "Choose to approve or to decline."})


def _page(
    request: Request, db: Db, viewer: Viewer, asked: Asked, now: datetime, *, errors: Mapping[str, str] | None = None
) -> Response:
    worker = db.get_one(Account, asked.worker_id)
    return page(
        request, "ratings/request.html", status=422 if errors else 200, asked=asked, errors=errors or {},
        title=loaded(db, asked.version_id).profile.title, who=lines_for_person(db, viewer, worker, now),
    )  # fmt: skip
