"""Pages of coaching sessions: the list, and one of them."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.coaching import planning, queries, views, words, written
from app.coaching.access import may_read
from app.coaching.reading import session_or_404
from app.db import Db
from app.people.access import Viewer, visible_workers, worker_or_404
from app.people.models import Account
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.people.who import HOURS, lines_for_person
from app.web.pages import page
from app.web.paging import AskedPage

router = APIRouter()
KNOWS = [Depends(Permit(Permission.READ_ACTIVITY))]
READS = [Depends(Permit(Permission.READ_SESSION))]


@router.get("/workers/{worker_id}/coaching-sessions", dependencies=KNOWS)
def list_sessions(request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, paging: AskedPage) -> Response:
    worker = worker_or_404(db, viewer, Permission.READ_ACTIVITY, worker_id, now=now)
    opened(db, viewer, worker.id, what=Opened.COACHING_SESSIONS, now=now)
    meetings = queries.meetings_of(db, viewer, worker, paging, now=now)
    return page(
        request, "coaching/list.html", paging=paging, words=words,
        versions=views.versions_of(db, meetings), who=[*lines_for_person(db, viewer, worker, now), HOURS],
        may_plan=_may_plan(db, viewer, worker, now), reads=may_read(db, viewer, worker, now=now),
        **views.planned_on(worker, viewer), **views.in_parts(meetings, now),
    )  # fmt: skip


@router.get("/coaching-sessions/{session_id}", dependencies=READS)
def show(request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    found = session_or_404(db, viewer, session_id, now=now)
    shown = views.head(db, viewer, found, now=now)
    if found.is_live:
        return page(request, "coaching/meet.html", **shown, **written.sheet(db, viewer, found, now=now))
    return page(request, "coaching/over.html", **shown, **written.over(db, viewer, found, now=now))


def _may_plan(db: Session, viewer: Viewer, worker: Account, now: datetime) -> bool:
    keeps = worker.id in set(db.scalars(visible_workers(viewer, Permission.KEEP_SESSION, now)))
    return keeps and planning.has_coach(db, worker, now=now)
