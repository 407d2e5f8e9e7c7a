"""One element over time, or all elements of a profile: the months to draw, the points in them, and the goals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.analytics.access import Reach
from app.analytics.queries import Record
from app.analytics.series import Axis, Flag, Given, Series, months_between, months_until
from app.clock import day_of
from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion
from app.goals.queries import GoalView
from app.goals.rules import GoalState
from app.goals.states import ENDED

Window = Literal["6", "12", "24", "36", "all"]
# A chart of fewer months would stretch one point over the whole page; one of more would be a hair a month.
FEWEST_MONTHS, MOST_MONTHS = 6, 120


@dataclass(frozen=True)
class Growth:
    """One element over time, as the chart, its sentence and its table show it, with the newest coach's own series."""

    version: LoadedVersion
    element: Element
    series: Series
    given: Sequence[Given]
    coached: tuple[Given, ...]
    flags: tuple[Flag, ...]

    @property
    def has_flags(self) -> bool:
        """Whether any goal was set in the months shown: the key names what is drawn."""
        return any(self.series.axis.holds(flag.on) for flag in self.flags)


def growth_of(
    record: Record, version: LoadedVersion, element: Element, *, window: Window, goals: Iterable[GoalView]
) -> Growth:
    given = record.of(version, element)
    axis = axis_of(record.reach, window, [one.on for one in given])
    return Growth(
        version,
        element,
        record.series(version, element, axis),
        given,
        record.coached(version, element),
        _flags(version, element, goals, record.reach.zone),
    )


def profile_growth(record: Record, version: LoadedVersion, *, window: Window) -> list[Growth]:
    """Every element of one profile on the same months, in the profile's order."""
    elements = version.profile.rateable_elements
    axis = axis_of(record.reach, window, [one.on for element in elements for one in record.of(version, element)])
    return [
        Growth(
            version,
            element,
            record.series(version, element, axis),
            record.of(version, element),
            record.coached(version, element),
            (),
        )
        for element in elements
    ]


def axis_of(reach: Reach, window: Window, days: Sequence[date]) -> Axis:
    """The months to draw: the window, but not what lies before the viewer's reach."""
    begins = min(days, default=reach.on) if window == "all" else None
    count = months_between(begins, reach.on) if begins else int(window)
    if reach.opens_on is not None:
        count = min(count, months_between(reach.opens_on, reach.on))
    return months_until(reach.on, min(max(count, FEWEST_MONTHS), MOST_MONTHS))


def _flags(version: LoadedVersion, element: Element, goals: Iterable[GoalView], zone: str) -> tuple[Flag, ...]:
    return tuple(
        Flag(day_of(view.goal.active_at, zone), view.goal.from_point, view.goal.target_point, _ending(view))
        for view in goals
        if (view.goal.profile_id, view.element_key) == (version.profile_id, element.key)
        and view.state in (GoalState.ACTIVE, GoalState.ENDED)
        and view.goal.active_at is not None
        and view.goal.from_point is not None
        and view.goal.target_point is not None
        and view.goal.scale_id == version.scale_id
    )


def _ending(view: GoalView) -> str:
    return ENDED[view.ending] if view.ending else ""
