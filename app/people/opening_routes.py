"""Who opened a record, which each person asks of the own one, and what was done in the agency."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people.access import Viewer, worker_or_404
from app.people.models import Account
from app.people.openings import openings_in
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.people.trail import TOPIC_WORDS, Topic, trail_of
from app.web.pages import page

router = APIRouter()
# More than any trail has entries, and a number that every database can hold.
MOST = 10**15


@router.get("/who-opened-my-record", dependencies=[Depends(Permit(Permission.READ_OWN_OPENINGS))])
def show_own(request: Request, db: Db, now: Now, viewer: SignedIn, month: date | None = None) -> Response:
    return _page(request, db, now, viewer, db.get_one(Account, viewer.id), month, "/who-opened-my-record")


@router.get("/agency/accounts/{account_id}/openings", dependencies=[Depends(Permit(Permission.READ_OPENINGS))])
def show_of_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, account_id: UUID, month: date | None = None
) -> Response:
    person = worker_or_404(db, viewer, Permission.READ_OPENINGS, account_id, now=now)
    return _page(request, db, now, viewer, person, month, f"/agency/accounts/{account_id}/openings")


@router.get("/agency/on-record", dependencies=[Depends(Permit(Permission.READ_OPENINGS))])
def show_trail(
    request: Request, db: Db, viewer: SignedIn, before: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    topic: Topic | None = None,
) -> Response:  # fmt: skip
    stretch = trail_of(db, viewer, before=before, topic=topic)
    return page(request, "people/trail.html", stretch=stretch, topic=topic, topics=TOPIC_WORDS)


def _page(
    request: Request, db: Session, now: Now, viewer: Viewer, person: Account, month: date | None, place: str
) -> Response:
    # A month ahead has nothing in it, and a day that is far away from ours is no month of anybody's record.
    asked = min(max(month or viewer.today(now), person.created_at.date()), viewer.today(now))
    found = openings_in(db, person.id, asked, zone=viewer.zone, now=now)
    return page(request, "people/openings.html", person=person, is_own=person.id == viewer.id, month=found, place=place)
