"""The page of one worker: what is being worked on, every element, and growth over time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.analytics import charts, figures, words
from app.analytics.access import Circumstances, circumstances_of, reach_of, rhythms_of
from app.analytics.queries import (
    Cell,
    Growth,
    Record,
    Window,
    blocks_of,
    chosen_element,
    element_or_404,
    growth_of,
    profile_growth,
    record_of,
)
from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.goals.queries import GoalView, goals_of
from app.goals.rules import GoalState
from app.people.access import Viewer, worker_or_404
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.ratings.queries import submitted_assessments
from app.web.pages import page

router = APIRouter()

_WINDOWS: tuple[tuple[Window, str], ...] = (
    ("6", "6 months"), ("12", "12 months"), ("24", "2 years"), ("36", "3 years"), ("all", "All"),
)  # fmt: skip


@router.get("/workers/{worker_id}", dependencies=[Depends(Permit(Permission.READ_PERSON))])
def show_worker(
    request: Request, worker_id: UUID, viewer: SignedIn, db: Db, now: Now, profile: str = "", element: str = "",
    months: Window = "12",
) -> Response:  # fmt: skip
    worker = worker_or_404(db, viewer, Permission.READ_PERSON, worker_id, now=now)
    reach = reach_of(db, viewer, worker, now=now)
    where = circumstances_of(db, worker, reach)
    if not reach.points:
        return _activity(request, db, viewer, where, now)
    record = record_of(db, viewer, where, rhythms_of(db, where.coaching), now=now)
    goals = goals_of(db, viewer, worker, now=now)
    shown = _shown(record, goals, profile, element, months)
    return page(
        request, "analytics/worker.html", fragment="analytics/_practice.html", **_head(viewer, where), **shown,
        working=_in(goals, GoalState.ACTIVE), waiting=_in(goals, GoalState.PROPOSED), reach=reach,
        blocks=blocks_of(record), cell_words=_cell_words, spark=charts.spark, rhythm_words=words.rhythm,
        windows=_WINDOWS, months=months, has_points=bool(record.given),
    )  # fmt: skip


def _activity(request: Request, db: Session, viewer: Viewer, where: Circumstances, now: datetime) -> Response:
    rows = submitted_assessments(db, viewer, where.worker, now=now)
    titles = {row.version_id: loaded(db, row.version_id).profile.title for row in rows}
    return page(request, "analytics/activity.html", rows=rows, titles=titles, **_head(viewer, where))


def _head(viewer: Viewer, where: Circumstances) -> dict[str, Any]:
    own = where.reach.own
    facts = [
        ("Unit", where.job.unit if where.job else "No unit"),
        ("Coach", where.coaching.coach if where.coaching else "No coach now"),
        ("Supervisor", ", ".join(where.supervisor_names) or "Nobody yet"),
    ]
    crumbs = [] if own else [("People", "/people"), (where.worker.name, None)]
    return {"worker": where.worker, "own": own, "facts_of": facts, "who_sees": where.who_sees(), "steps": crumbs}


def _shown(record: Record, goals: Sequence[GoalView], profile: str, element: str, months: Window) -> dict[str, Any]:
    """The chart that was asked for, or all of a profile's, or the one that matters most now."""
    nothing: dict[str, Any] = {"chart": None, "small_charts": [], "open_version": None}
    if profile and not element:
        version = record.version(profile)
        small = [_small(one, record) for one in profile_growth(record, version, window=months)]
        return nothing | {"small_charts": small, "open_version": version}
    chosen = chosen_element(record, goals)
    if profile:
        version = record.version(profile)
        chosen = version, element_or_404(version, element)
    if chosen is None:
        return nothing
    growth = growth_of(record, *chosen, window=months, goals=goals)
    return nothing | {"chart": _chart(growth, record), "open_version": chosen[0]}


def _chart(growth: Growth, record: Record) -> dict[str, Any]:
    scale = growth.version.profile.scale
    return {
        "version": growth.version,
        "element": growth.element,
        "span": words.span(growth.series.axis),
        "sentence": words.summary(growth.series, scale, words.first_name(record.where.worker.name)),
        "caution": words.caution(growth.given),
        "wide": charts.wide(growth.series, scale, growth.flags),
        "narrow": charts.narrow(growth.series, scale, growth.flags),
        "figure": figures.as_script(figures.figure(growth.series, scale, growth.flags)),
        "rows": words.table_rows(growth.given, growth.series.axis, scale),
        "has_flags": bool(growth.flags),
    }


def _small(growth: Growth, record: Record) -> dict[str, Any]:
    scale = growth.version.profile.scale
    return {
        "element": growth.element,
        "span": words.span(growth.series.axis),
        "sentence": words.summary(growth.series, scale, words.first_name(record.where.worker.name)),
        "drawing": charts.small(growth.series, scale, growth.element.key) if growth.series.marks else None,
    }


def _cell_words(cell: Cell) -> str:
    return words.cell_words(cell.version.profile.scale, cell.coach, cell.own)


def _in(goals: Sequence[GoalView], state: GoalState) -> list[GoalView]:
    return [goal for goal in goals if goal.state is state]
