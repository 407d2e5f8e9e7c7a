"""The page with the hours of coaching in an agency, for its administrators."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.coaching import words
from app.coaching.agency_hours import hours_by_coach, hours_by_month
from app.db import Db
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.pages import page

router = APIRouter()


@router.get("/agency/hours", dependencies=[Depends(Permit(Permission.READ_HOURS))])
def show_hours(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    return page(
        request, "coaching/agency-hours.html", months=hours_by_month(db, viewer, now=now),
        coaches=hours_by_coach(db, viewer, now=now), words=words,
    )  # fmt: skip
