"""The page of one worker: what is being worked on, every element, and growth over time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.analytics import charts, meetings, views, words
from app.analytics.access import Circumstances, circumstances_of, reach_of
from app.analytics.dues import due_facts, months_of, rests_from, rhythms_of
from app.analytics.grid import blocks_of
from app.analytics.growth import Window
from app.analytics.queries import record_of
from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.goals import states
from app.goals.access import may_read
from app.goals.queries import goals_of
from app.goals.rules import GoalState
from app.people.access import Viewer, worker_or_404
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.ratings.queries import AssessmentRow, submitted_assessments
from app.web.pages import page

router = APIRouter()

_WINDOWS: tuple[tuple[Window, str], ...] = (
    ("6", "6 months"), ("12", "12 months"), ("24", "2 years"), ("36", "3 years"), ("all", "All"),
)  # fmt: skip
_NOW_STATES = (GoalState.PROPOSED, GoalState.ACTIVE)


@router.get("/workers/{worker_id}", dependencies=[Depends(Permit(Permission.READ_PERSON))])
def show_worker(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, profile: str = "", element: str = "",
    months: Window = "12",
) -> Response:  # fmt: skip
    worker = worker_or_404(db, viewer, Permission.READ_PERSON, worker_id, now=now)
    opened(db, viewer, worker.id, what=Opened.PAGE, now=now)
    reach = reach_of(db, viewer, worker, now=now)
    where = circumstances_of(db, worker, reach)
    rhythms = rhythms_of(db, where)
    head = views.head(db, viewer, where, now=now)
    head["facts_of"] += due_facts(db, viewer, where, rhythms, now)
    if not reach.points:
        return _activity(request, db, viewer, where, head, now)
    record = record_of(db, viewer, where, months_of(rhythms, reach.on), now=now)
    goals = goals_of(db, viewer, worker, now=now)
    before, after = _around(db, viewer, where, now)
    shown = views.shown(db, viewer, record, goals, profile, element, months, now=now)
    return page(
        request, "analytics/worker.html", fragment="analytics/_practice.html", **shown, **head,
        working=views.in_state(goals, GoalState.ACTIVE), waiting=views.in_state(goals, GoalState.PROPOSED), reach=reach,
        blocks=blocks_of(record), cell_words=views.cell_words, spark=charts.spark, rhythm_words=words.rhythm,
        windows=_WINDOWS, months=months, has_points=bool(record.given), elsewhere=record.elsewhere,
        waits=views.waits(record), waiting_words=states.waiting_words, before=before, after=after,
        meets=meetings.meets(db, viewer, worker, now=now), rests=rests_from(viewer, where, rhythms, now),
    )  # fmt: skip


def _activity(
    request: Request, db: Session, viewer: Viewer, where: Circumstances, head: dict[str, Any], now: datetime
) -> Response:
    shares_goals = may_read(db, viewer, where.worker, now=now)
    goals = goals_of(db, viewer, where.worker, now=now, states=_NOW_STATES) if shares_goals else []
    rows = submitted_assessments(db, viewer, where.worker, now=now)
    return page(
        request, "analytics/activity.html", activity=_months(db, rows, viewer.zone), goals=goals,
        shares_goals=shares_goals, state_words=states.state_words, **head,
    )  # fmt: skip


def _around(
    db: Session, viewer: Viewer, where: Circumstances, now: datetime
) -> tuple[list[views.Month], list[views.Month]]:
    """That assessments took place before the points open and after they close, for a supervisor."""
    reach = where.reach
    if not reach.supervises:
        return [], []
    rows = submitted_assessments(db, viewer, where.worker, now=now)
    before = [row for row in rows if reach.opens_at and row.submitted_at < reach.opens_at]
    after = [row for row in rows if reach.closes_at and row.submitted_at >= reach.closes_at]
    return _months(db, before, viewer.zone), _months(db, after, viewer.zone)


def _months(db: Session, rows: Sequence[AssessmentRow], zone: str) -> list[views.Month]:
    return views.by_month(rows, {row.version_id: loaded(db, row.version_id).profile.title for row in rows}, zone)
