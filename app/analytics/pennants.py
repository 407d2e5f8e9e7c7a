"""Where goals' flags stand: by the day of their month, and never over a mark or another flag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, pi, sqrt

from app.analytics.series import Flag, Mark, Series
from app.ratings.rules import Kind

# The least air between a flag and a mark, and between two flags.
_AIR = 3.0
_POLE = 2.0
# A flag looks for room as far as a month is wide, between these two, in steps of this length; and so much higher.
_LEAST_FAR, _MOST_FAR, _STEP, _MOST_LIFT = 24, 64, 2, 52
# A drawing gives up no more than this at its right edge.
_MOST_ROOM = 60


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True)
class Flown:
    """A flag at its place in months; `lift` is how far its cloth flies above the target's height, clear of marks."""

    flag: Flag
    x: float
    lift: float


@dataclass(frozen=True)
class Sizes:
    """A month, a point, a mark and a cloth as a drawing measures them."""

    column: float
    row: float
    radius: float
    cloth: float
    above: float
    below: float
    top: float

    def of_mark(self, mark: Mark) -> Box:
        half = self.radius * (sqrt(pi / 2) if mark.given.kind is Kind.SELF else 1) + _AIR
        x, y = mark.x * self.column, mark.point * self.row
        return Box(x - half, x + half, y - half, y + half)

    def of_flag(self, flag: Flag, x: float, lift: float) -> tuple[Box, Box]:
        """Pole and cloth."""
        foot, top = flag.present * self.row, flag.target * self.row
        pole = Box(x - _POLE / 2, x + _POLE / 2, min(foot, top), max(foot, top) + self.above + lift)
        return pole, Box(x - _POLE / 2, x + self.cloth, top - self.below + lift, top + self.above + lift)


def sizes_of(column: float, row: float, radius: float, *, digits: bool, highest: int) -> Sizes:
    """The cloth holds its digit where marks hold theirs."""
    cloth, above, below = (27.0, 16.0, 2.0) if digits else (9.0, 7.0, 1.0)
    return Sizes(column, row, radius, cloth, above, below, top=(highest + 0.5) * row)


def placed_flags(flags: Iterable[Flag], series: Series, sizes: Sizes, *, room: float = inf) -> list[Flown]:
    """Every goal set inside the axis; `room` is what there is right of the last month."""
    taken = [sizes.of_mark(mark) for mark in series.marks]
    last = len(series.axis.months) * sizes.column + room - sizes.cloth
    flown = []
    for flag in sorted((flag for flag in flags if series.axis.holds(flag.on)), key=lambda flag: flag.on):
        x, lift = _free(flag, min(_wished(flag, series, sizes), last), last, taken, sizes)
        taken += [
            Box(part.left - _AIR, part.right + _AIR, part.low, part.high) for part in sizes.of_flag(flag, x, lift)
        ]
        flown.append(Flown(flag, x / sizes.column, lift))
    return flown


def room_of(flags: Iterable[Flag], series: Series, sizes: Sizes) -> int:
    """How far the last flags wave beyond the last month."""
    ends = [one.x * sizes.column + sizes.cloth for one in placed_flags(flags, series, sizes)]
    beyond = max(ends, default=0.0) - len(series.axis.months) * sizes.column
    return min(_MOST_ROOM, round(beyond) + 4) if beyond > 0 else 0


def _wished(flag: Flag, series: Series, sizes: Sizes) -> float:
    """By its day, and right of every mark of its month that it came after."""
    column = series.axis.column(flag.on)
    before = [
        sizes.of_mark(mark).right + _POLE / 2
        for mark in series.marks
        if column <= mark.x < column + 1 and mark.given.on <= flag.on
    ]
    return max([(column + flag.on.day / 32) * sizes.column, *before])


def _shut(parts: Iterable[Box], taken: Iterable[Box]) -> list[tuple[float, float]]:
    """Between which places none of these parts, drawn from nought, can stand without meeting what is taken."""
    return [
        (box.left - part.right, box.right - part.left)
        for part in parts
        for box in taken
        if part.low < box.high and box.low < part.high
    ]


def _free(flag: Flag, wished: float, last: float, taken: Sequence[Box], sizes: Sizes) -> tuple[float, float]:
    """The nearest place free for pole and cloth, right of the wished one if there is any.

    Where marks stand too close for that, one where the cloth is free; then one where it is free a little higher.
    """
    far = range(0, round(max(_LEAST_FAR, min(_MOST_FAR, sizes.column))) + 1, _STEP)
    ways = [x for x in (*(wished + step for step in far), *(wished - step for step in far)) if _POLE <= x <= last]
    # Most marks of a long record are far from this flag, and each place would be held against all of them.
    reach = far[-1] + sizes.cloth + _POLE
    near = [box for box in taken if box.left < wished + reach and box.right > wished - reach]
    tries = [(0, 0), *((lift, 1) for lift in range(0, _MOST_LIFT + 1, _STEP))]
    for lift, first in tries:
        if lift and flag.target * sizes.row + sizes.above + lift > sizes.top:
            break
        shut = _shut(sizes.of_flag(flag, 0, lift)[first:], near)
        for x in ways:
            if not any(left < x < right for left, right in shut):
                return x, float(lift)
    return wished, 0.0
