"""Planning a coaching session, moving it, and cancelling it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.coaching import actions, planning, views
from app.coaching.ground import ground_of
from app.coaching.plan_form import PlanForm
from app.coaching.planning import NewFrom
from app.coaching.reading import LoadedSession, place_of_over, session_to_keep
from app.coaching.twice import TwiceError
from app.db import Db
from app.people.access import Viewer, worker_or_404
from app.people.guarded import Guard
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.people.who import HOURS, lines_for_draft
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.revisions import Newer, revision_of

router = APIRouter()

PLANS = [Depends(Permit(Permission.KEEP_SESSION))]
# Whoever reads one and has no part in it now is told so; who may, is decided for each.
KEEPS = [Depends(Permit(Permission.KEEP_SESSION, seen_by=Permission.READ_SESSION))]


@router.get("/workers/{worker_id}/coaching-sessions/new", dependencies=PLANS)
def open_new(request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, asked: NewFrom) -> Response:
    worker = worker_or_404(db, viewer, Permission.KEEP_SESSION, worker_id, now=now)
    on = ground_of(db, viewer, worker, now=now)
    form = planning.fresh(db, viewer, on, asked, now=now)
    return _new_page(request, db, viewer, on.agreement, worker, form, now)


@router.post("/workers/{worker_id}/coaching-sessions", dependencies=PLANS)
def plan(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    worker = worker_or_404(db, viewer, Permission.KEEP_SESSION, worker_id, now=now)
    on, form = ground_of(db, viewer, worker, now=now), PlanForm.read(posted)
    try:
        with guard.asked_about({"where": form.where}):
            asked, profile_id = planning.plan_of(db, viewer, form, on.bounds, now=now)
            made = actions.plan_session(
                db, viewer, on, plan=asked, profile_id=profile_id, form_key=form.form_key, at=now
            )
    except ProblemsError as refused:
        return _new_page(request, db, viewer, on.agreement, worker, form, now, refused)
    guard.kept({"where": form.where})
    return see_other(f"/coaching-sessions/{made.id}", done="coaching-planned")


@router.get("/coaching-sessions/{session_id}/plan", dependencies=KEEPS)
def open_plan(request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    if place := place_of_over(db, viewer, session_id, now=now):
        return see_other(place)
    found = session_to_keep(db, viewer, session_id, now=now)
    form = PlanForm.of(found.row, planning.focus_of(found.row, found.version), viewer.zone)
    return _plan_page(request, db, viewer, found, form, now)


@router.post("/coaching-sessions/{session_id}/plan", dependencies=KEEPS)
def change_plan(
    request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    found, form = session_to_keep(db, viewer, session_id, now=now), PlanForm.read(posted)
    # The two may have renewed the agreement under which it was planned, so that of today counts.
    cancels, bounds = posted.text("go") == "cancel", ground_of(db, viewer, found.worker, now=now).bounds
    try:
        if cancels:
            actions.cancel_session(db, viewer, found.row, revision=revision_of(posted), at=now)
        else:
            kept = planning.focus_of(found.row, found.version), found.row.profile_id
            before = found.row.place
            with guard.asked_about({"where": form.where} if form.where != before else {}):
                asked, profile_id = planning.plan_of(db, viewer, form, bounds, now=now, kept=kept)
                actions.change_plan(
                    db, viewer, found.row, bounds, plan=asked, profile_id=profile_id, revision=revision_of(posted),
                    at=now,
                )  # fmt: skip
            guard.kept({"where": form.where}, before={"where": before})
    except ProblemsError as refused:
        return _plan_page(request, db, viewer, found, form, now, refused=refused)
    except NewerError:
        found = session_to_keep(db, viewer, session_id, now=now)
        return _plan_page(request, db, viewer, found, form, now, newer=True, go="cancel" if cancels else "save")
    done = "coaching-cancelled" if cancels else "coaching-changed"
    return see_other(f"/coaching-sessions/{session_id}", done=done)


def _new_page(
    request: Request, db: Session, viewer: Viewer, agreement: Agreement, worker: Account, form: PlanForm,
    now: datetime, refused: ProblemsError | None = None,
) -> Response:  # fmt: skip
    return page(
        request, "coaching/new.html", status=422 if refused else 200, form=form, **_told(refused),
        foci=views.foci(planning.offered(db, agreement, form.focus.partition("/")[0])),
        who=[*lines_for_draft(db, viewer, worker, now, Permission.READ_SESSION), HOURS],
        **views.planned_on(worker, viewer),
    )  # fmt: skip


def _plan_page(
    request: Request, db: Session, viewer: Viewer, found: LoadedSession, form: PlanForm, now: datetime, *,
    refused: ProblemsError | None = None, newer: bool = False, go: str = "save",
) -> Response:  # fmt: skip
    status, shown = 422 if refused else 200, dict[str, Any]()
    if newer:
        kept = PlanForm.of(found.row, planning.focus_of(found.row, found.version), viewer.zone)
        status, shown["newer"] = (
            409,
            Newer.between(
                planning.beside(db, kept, form), form="field-form", place=f"/coaching-sessions/{found.row.id}", go=go
            ),
        )
        form = planning.on_top(form, found.row.revision)
    offered = planning.offered(db, ground_of(db, viewer, found.worker, now=now).agreement, form.focus.partition("/")[0])
    return page(
        request, "coaching/plan.html", status=status, form=form, **_told(refused),
        zone=viewer.zone, **{"newer": None} | shown, **views.head(db, viewer, found, now=now),
        foci=views.foci(offered, planning.focus_of(found.row, found.version)),
        limits=views.planned_on(found.worker, viewer),
    )  # fmt: skip


def _told(refused: ProblemsError | None) -> dict[str, Any]:
    """What does not do, and the coaching session that has the hour, if one has."""
    return {
        "errors": refused.problems if refused else {},
        "other": refused.other if isinstance(refused, TwiceError) else None,
    }
