"""Change per month of one person on one element."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.statistics.growth.kendall import Kendall, kendall
from app.statistics.growth.precision import half_width
from app.statistics.growth.series import Reading, in_order, months
from app.statistics.growth.theil_sen import EARLY, reading, theil_sen
from app.statistics.results import Estimate, NotComputable
from app.statistics.scale import Scale

# On a scale with fewer points than this, two points at each end would be most of the scale.
_LONG_SCALE = 7


@dataclass(frozen=True, slots=True)
class Slope:
    """Change over the period seen, from `first` to `last`; it says nothing about any day outside it.

    `per_month` is in steps of the scale and treats the steps as equal. `days` counts the different days.
    """

    per_month: Estimate
    kendall: Kendall
    reading: Reading
    points: int
    days: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HiddenSlope:
    """No slope, because a third of the points or more lie at one end of the scale. `edge` lists that end's points."""

    end: Literal["top", "bottom"]
    edge: tuple[int, ...]
    at_edge: int
    points: int
    why: str


def change_per_month(days: Sequence[date], points: Sequence[int], scale: Scale) -> Slope | HiddenSlope | NotComputable:
    """The Theil-Sen slope in steps a month with Sen's limits, and Kendall's tau-b.

    The slope is the median of the slopes of all pairs of points on different days (Theil 1950; Sen 1968, Journal of
    the American Statistical Association 63). All points count, also several of one day or month.
    Below six points, and with all points on one day, it is not computable; six to eleven are an early sign.
    Where a third of the points lie in the two lowest or the two highest points of the declared scale it is hidden: they
    cannot move on, so the line would be flatter than the growth. A scale of fewer than seven points has only its lowest
    and its highest point there, since two at each end would be most of it.
    Refuses points off the scale and days and points that differ in number.
    """
    for point in points:
        scale.check(point)
    times, values = in_order(months(days), points)
    if values.size < EARLY:
        return _too_few(values.size)
    if times[0] == times[-1]:
        return NotComputable("not computable: all points are of one day")
    return _hidden(points, scale) or Slope(
        per_month=theil_sen(times.tolist(), values.tolist()),
        kendall=kendall(times.tolist(), values.tolist()),
        reading=reading(values.size),
        points=values.size,
        days=len(set(days)),
        first=min(days),
        last=max(days),
    )


def _too_few(points: int) -> NotComputable:
    width = half_width(points)
    known = (
        ""
        if isinstance(width, NotComputable)
        else f"; where points spread by one step, {points} monthly points leave it open by {width:.1f} steps a month"
    )
    return NotComputable(f"cannot tell yet: change per month needs {EARLY} points, and there are {points}{known}")


def _hidden(points: Sequence[int], scale: Scale) -> HiddenSlope | None:
    """The end with more points answers where both ends have a third."""
    width = 2 if len(scale.points) >= _LONG_SCALE else 1
    ends: tuple[tuple[Literal["top", "bottom"], Sequence[int]], ...] = (
        ("top", scale.points[-width:]),
        ("bottom", scale.points[:width]),
    )
    counted = [(sum(point in edge for point in points), end, tuple(edge)) for end, edge in ends]
    at_edge, end, edge = max(counted, key=lambda one: one[0])
    if at_edge * 3 < len(points):
        return None
    why = f"not shown: {at_edge} of {len(points)} points are at the {end} of the scale, where change cannot show"
    return HiddenSlope(end, edge, at_edge, len(points), why)
