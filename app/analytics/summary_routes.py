"""The page that a worker takes to supervision."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from app.analytics.access import circumstances_of, reach_of
from app.analytics.dues import months_of, rests_from, rhythms_of
from app.analytics.queries import record_of
from app.analytics.summary import summary_of
from app.clock import Now
from app.db import Db
from app.goals.queries import goals_of
from app.people.access import worker_or_404
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.web.pages import page

router = APIRouter()


@router.get("/workers/{worker_id}/summary", dependencies=[Depends(Permit(Permission.READ_SUMMARY))])
def show_summary(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, profile: str = "", element: str = "",
) -> Response:  # fmt: skip
    worker = worker_or_404(db, viewer, Permission.READ_SUMMARY, worker_id, now=now)
    opened(db, viewer, worker.id, what=Opened.PAGE, now=now)
    reach = reach_of(db, viewer, worker, now=now)
    where = circumstances_of(db, worker, reach)
    rhythms = rhythms_of(db, where)
    record = record_of(db, viewer, where, months_of(rhythms, reach.on), now=now)
    goals = goals_of(db, viewer, worker, now=now)
    found = summary_of(db, viewer, where, record, goals, (profile, element), now=now)
    return page(request, "analytics/summary.html", rests=rests_from(viewer, where, rhythms, now), **found)
