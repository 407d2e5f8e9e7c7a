"""How large marks are, so that none covers another: by the width of a month, and by what stands in it."""

from collections import defaultdict
from collections.abc import Sequence
from math import hypot, pi, sqrt

from app.analytics.series import Mark
from app.ratings.rules import Kind

# The least radius of a mark that carries its digit, and the least height of a point that has room for it.
HOLDS_DIGIT, _DIGIT_ROW = 8.2, 20
_LARGE, _SMALL, _LEAST = 12.0, 6.5, 2.5
# Below this radius two shapes are hard to tell apart, so marks of a narrower month stand one above the other.
_TOLD_APART = 3.5
# From the middle to the edge, in radii: the diamond has the circle's area.
REACH = {Kind.COACH: 1.0, Kind.SELF: sqrt(pi / 2)}
_BOTH = REACH[Kind.COACH] + REACH[Kind.SELF]
# What the outlines of two neighbours take.
_OUTLINES = 1.5


def radius_of(column: float, row: float, *, narrow: bool) -> float:
    """Of a month's two marks side by side, each in its half."""
    side_by_side = (column / 2 - _OUTLINES) / _BOTH
    if not narrow and row >= _DIGIT_ROW and side_by_side >= HOLDS_DIGIT:
        return round(min(_LARGE, side_by_side), 1)
    return round(min(_SMALL, max(side_by_side, min(_TOLD_APART, column * 0.4), _LEAST)), 1)


def rise_of(column: float, radius: float) -> float:
    """How far the coach's marks are lowered and the own ones raised where a month has no room for both."""
    needed, there_is = radius * _BOTH + _OUTLINES, column / 2
    return round(sqrt(needed**2 - there_is**2) / 2, 1) if needed > there_is + 0.3 else 0.0


def radii_of(marks: Sequence[Mark], column: float, row: float, radius: float) -> list[float]:
    """In the order of the marks. Several of one kind in one month are smaller where they would meet."""
    months: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        months[int(mark.x)].append(mark)
    return [_fitting(mark, months[int(mark.x)], column, row, radius) for mark in marks]


def _fitting(mark: Mark, month: Sequence[Mark], column: float, row: float, radius: float) -> float:
    # One of each kind fits by the width of the month.
    if len({one.given.kind for one in month}) == len(month):
        return radius
    fitting = [
        (hypot((one.x - mark.x) * column, (one.point - mark.point) * row) - _OUTLINES)
        / (REACH[one.given.kind] + REACH[mark.given.kind])
        for one in month
        if one is not mark
    ]
    return max(_LEAST, min(radius, round(min(fitting), 1)))
