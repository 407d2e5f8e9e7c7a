"""One page that a worker takes to supervision: what is worked on, where it stands, and room for what to talk about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.analytics import charts, views, words
from app.analytics.access import Circumstances
from app.analytics.grid import Row, blocks_of
from app.analytics.growth import growth_of
from app.analytics.queries import Record, chosen_element, element_or_404
from app.analytics.says import says_of
from app.clock import day_of
from app.goals.queries import GoalView
from app.goals.rules import GoalState
from app.goals.states import waiting_words
from app.people.access import Viewer
from app.web.words import first_name

# What one sheet holds. Longer words are shortened, with a sign, and stand in full where they were written.
_MOST_ROWS, _MOST_AIMS, _MOST_WAITING = 5, 3, 3
_HELPED_WORDS = 180
# So many lines are for goals: a proposal takes one, and those that are active share the others.
_LINES, _LETTERS = 6, 90
# The more goals there are to read, the lower the chart: by their number, in units of the drawing.
_HEIGHTS = (180.0, 160.0, 140.0, 113.0, 92.0)


@dataclass(frozen=True)
class Aim:
    """A goal that is being worked on, in a few words."""

    view: GoalView
    step: str
    words: str


@dataclass(frozen=True)
class Waiting:
    """A goal that is proposed, in a line, with whose word it waits for."""

    view: GoalView
    words: str


@dataclass(frozen=True)
class Helped:
    element: str
    on: date
    words: str


@dataclass(frozen=True)
class Part:
    """Profiles with the same columns; every other cell of the grid stands on the worker's page."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def summary_of(
    db: Session, viewer: Viewer, where: Circumstances, record: Record, goals: Sequence[GoalView],
    asked: tuple[str, str], *, now: datetime,
) -> dict[str, Any]:  # fmt: skip
    """`asked` names a profile and an element; without them the chart is of what matters most now."""
    parts, left_out = _grid(record)
    active = views.in_state(goals, GoalState.ACTIVE)[:_MOST_AIMS]
    proposed = views.in_state(goals, GoalState.PROPOSED)
    waiting = [_waiting(view) for view in proposed[:_MOST_WAITING]]
    aims = [_aim(view, _letters(len(active), len(waiting))) for view in active]
    full = min(len(aims) + (len(waiting) + 1) // 2, len(_HEIGHTS) - 1)
    return views.head(db, viewer, where, now=now) | {
        "today": where.reach.today,
        "name": first_name(where.worker.name),
        "aims": aims,
        "waiting": waiting,
        "more_waiting": len(proposed) - len(waiting),
        "parts": parts,
        "cell_words": views.cell_words,
        "left_out": left_out,
        "focus": _focus(record, goals, asked, _HEIGHTS[full]),
        "helped": _helped(goals, viewer.zone)[: 1 if full > 1 else 2],
    }


def shortened(text: str, most: int) -> str:
    """At a word's end, and with a sign that there is more."""
    if len(text) <= most:
        return text
    kept = text[:most].rsplit(" ", 1)[0].rstrip(" .,;:")
    return f"{kept} …"


def _aim(view: GoalView, most: int) -> Aim:
    found = view.indicators[0] if view.indicators else (view.goal.own_words or view.words)
    return Aim(view, _step(view), shortened(found, most))


def _letters(active: int, waiting: int) -> int:
    """How much of an active goal's words there is room for."""
    return _LETTERS * max(1, (_LINES - waiting) // active)


def _waiting(view: GoalView) -> Waiting:
    return Waiting(view, " · ".join(filter(None, (_step(view), waiting_words(view, on_paper=True)))))


def _step(view: GoalView) -> str:
    if not view.shows_points:
        return ""
    present, target = view.goal.from_point, view.goal.target_point
    return f"From {present} toward {target}" if target else f"Keep it at {present}"


def _grid(record: Record) -> tuple[list[Part], list[str]]:
    """The rows with points that fit, those in focus first to be kept; and the titles of profiles that do not."""
    blocks = blocks_of(record)
    with_points = [row for block in blocks for row in block.rows if row.has_points]
    of_tables = [row for block in blocks if block.columns for row in block.rows if row.has_points]
    kept = sorted(of_tables, key=lambda row: row.rhythm is None)[:_MOST_ROWS]
    parts = [Part(block.columns, tuple(row for row in block.rows if row in kept)) for block in blocks]
    titles = [row.version.profile.title for row in with_points if row not in kept]
    return [part for part in parts if part.rows], titles


def _focus(record: Record, goals: Sequence[GoalView], asked: tuple[str, str], height: float) -> dict[str, Any] | None:
    profile, element = asked
    if profile and element:
        version = record.version(profile)
        chosen = version, element_or_404(version, element)
    elif (found := chosen_element(record, goals)) is not None:
        chosen = found
    else:
        return None
    growth = growth_of(record, *chosen, window="12", goals=goals)
    scale, name = growth.version.profile.scale, first_name(record.where.worker.name)
    says = says_of(growth)
    return {
        "version": growth.version,
        "element": growth.element,
        "span": words.span(growth.series.axis),
        "sentence": words.summary(growth.series, scale, name),
        "change": says.said[0] if says.said else None,
        "sheet": charts.sheet(growth.series, scale, growth.flags, says.middle, height=height),
        "narrow": charts.narrow(growth.series, scale, growth.flags, says.middle),
        "has_flags": growth.has_flags,
    }


def _helped(goals: Sequence[GoalView], zone: str) -> list[Helped]:
    """What people wrote down when they looked back, the newest first."""
    found = [
        Helped(view.element_title, day_of(view.ended_at, zone), shortened(view.review.helped, _HELPED_WORDS))
        for view in goals
        if view.review is not None and view.review.helped and view.ended_at is not None
    ]
    # What is said of two goals in the same words is read once, of the newer one.
    once: dict[str, Helped] = {}
    for one in sorted(found, key=lambda one: one.on, reverse=True):
        once.setdefault(one.words, one)
    return list(once.values())
