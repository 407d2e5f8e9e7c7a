"""What the worker page shows, put together: the chart with its sentence and table, or a profile's small ones."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.analytics import charts, figures, words
from app.analytics.access import Circumstances, circumstances_now
from app.analytics.grid import Cell
from app.analytics.growth import Growth, Window, growth_of, profile_growth
from app.analytics.queries import Record, chosen_element, element_or_404
from app.analytics.says import says_of, short_words, two_views_of
from app.clock import day_of
from app.goals.queries import GoalView
from app.goals.rules import GoalState
from app.people.access import Viewer
from app.people.permits import Role
from app.people.readers import readers_of
from app.people.who import lines_of
from app.ratings.doubles import Double, doubles_of
from app.ratings.queries import AssessmentRow
from app.ratings.rules import Kind
from app.web.words import first_name, month, short_day

# How high the points of a scale stand on paper, in units of the drawing, so that the table fits under the chart.
_ON_PAPER = 180.0
# The name of a month, and the day and words of each assessment in it.
Month = tuple[str, list[tuple[date, str]]]


def head(db: Session, viewer: Viewer, where: Circumstances, *, now: datetime) -> dict[str, Any]:
    own, today = where.reach.own, circumstances_now(db, where)
    readers = readers_of(db, viewer, where.worker, now=now)
    supervisors = sorted({one.name for one in readers if one.role is Role.SUPERVISOR})
    facts = [
        ("Unit", today.job.unit if today.job else "No unit"),
        ("Coach", today.coaching.coach if today.coaching and today.coaching.runs_at(now) else "No coach now"),
        ("Supervisor", ", ".join(supervisors) or "Nobody yet"),
    ] if today else []  # fmt: skip
    crumbs = [] if own else [("People", "/people"), (where.worker.name, None)]
    return {
        "worker": where.worker,
        "own": own,
        "facts_of": facts,
        "who_sees": lines_of(readers, viewer, now),
        "steps": crumbs,
        "ended": where.reach.closes_on,
    }


def shown(
    db: Session, viewer: Viewer, record: Record, goals: Sequence[GoalView], profile: str, element: str,
    months: Window, *, now: datetime,
) -> dict[str, Any]:  # fmt: skip
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
    # One point has not moved, so nothing is asked beside it.
    moved = len(growth.coached) > 1
    until = record.reach.closes_at or now
    doubles = doubles_of(db, viewer, chosen[0].scale_id, until=until) if moved else ()
    return nothing | {"chart": _chart(growth, record, viewer, doubles), "open_version": chosen[0]}


def cell_words(cell: Cell) -> str:
    return words.cell_words(cell.version.profile.scale, cell.coach, cell.own)


def in_state(goals: Sequence[GoalView], state: GoalState) -> list[GoalView]:
    return [goal for goal in goals if goal.state is state]


def waits(record: Record) -> list[tuple[str, str, str]]:
    """Every pair that is not open: its profile, for whom it waits, and where it is."""
    return [
        (one.profile.title, *record.waits[one.profile_id]) for one in record.versions if one.profile_id in record.waits
    ]


def by_month(rows: Iterable[AssessmentRow], titles: Mapping[UUID, str], zone: str) -> list[Month]:
    """The assessments as they come, under the name of each month: the day, and what took place. Never a point."""
    return [
        (name, [(row.observed_on, f"{titles[row.version_id]}, {_who(row)}{_became(row, zone)}") for row in some])
        for name, some in groupby(rows, key=lambda row: month(row.observed_on))
    ]


def _who(row: AssessmentRow) -> str:
    return "self" if row.kind is Kind.SELF else f"{first_name(row.rater_name)}, coach"


def _became(row: AssessmentRow, zone: str) -> str:
    if row.withdrawn_at:
        return f", withdrawn {short_day(day_of(row.withdrawn_at, zone))}"
    return f", amended {short_day(day_of(row.amended_at, zone))}" if row.amended_at else ""


def _chart(growth: Growth, record: Record, viewer: Viewer, doubles: Sequence[Double]) -> dict[str, Any]:
    scale, worker = growth.version.profile.scale, first_name(record.where.worker.name)
    says = says_of(growth, doubles)
    return {
        "version": growth.version,
        "element": growth.element,
        "span": words.span(growth.series.axis),
        "sentence": words.summary(growth.series, scale, worker),
        "caution": words.caution(growth.given, growth.coached, since=record.reach.shared_since),
        "wide": charts.wide(growth.series, scale, growth.flags, says.middle),
        "narrow": charts.narrow(growth.series, scale, growth.flags, says.middle),
        "paper": charts.sheet(growth.series, scale, growth.flags, says.middle, height=_ON_PAPER),
        "figure": figures.as_script(figures.figure(growth.series, scale, growth.flags, says.middle)),
        "rows": words.table_rows(growth.given, growth.series.axis, scale),
        "goal_rows": words.goal_rows(growth.flags, growth.series.axis),
        "has_flags": growth.has_flags,
        "says": says.said,
        # A gap between two views is for the two who have them to talk about, and no figure for a later coach either.
        "two_views": two_views_of(growth, worker) if record.reach.own or _gave(viewer, growth) else None,
    }


def _gave(viewer: Viewer, growth: Growth) -> bool:
    return bool(growth.coached) and growth.coached[-1].rater_id == viewer.id


def _small(growth: Growth, record: Record) -> dict[str, Any]:
    scale = growth.version.profile.scale
    return {
        "element": growth.element,
        "span": words.span(growth.series.axis),
        "sentence": words.summary(growth.series, scale, first_name(record.where.worker.name)),
        "change": short_words(growth),
        "drawings": charts.small(growth.series, scale, growth.element.key) if growth.series.marks else None,
        "has_changes": bool(growth.series.changes),
        "has_gaps": bool(growth.series.gaps),
    }
