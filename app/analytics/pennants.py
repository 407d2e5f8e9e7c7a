"""Where goals' flags stand: by the day they were set, on their side of a change, in the stage of their target."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from app.analytics.mark_sizes import REACH
from app.analytics.series import Flag, Mark, Series
from app.frameworks.scale import Scale
from app.ratings.rules import Kind

# The least air between a flag and a mark, and between two flags.
_AIR = 3.0
_POLE = 2.0
# A flag leaves its day by half a month and no more.
_FAR = 0.5
# It looks for room in steps of this length; and a cloth with its digit so much higher.
_STEP, _MOST_LIFT = 2.0, 52
# A drawing gives up no more than this at its right edge.
_MOST_ROOM = 60


@dataclass(frozen=True)
class Box:
    left: float
    right: float
    low: float
    high: float

    def covered_by(self, other: "Box") -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        upright = min(self.high, other.high) - max(self.low, other.low)
        return max(0.0, across) * max(0.0, upright)


@dataclass(frozen=True)
class Cloth:
    """How far it waves, and how far it reaches above and below the height of its target."""

    width: float
    above: float
    below: float
    digit: bool = False


_WITH_DIGIT, _PLAIN, _LEAST = Cloth(27, 16, 2, digit=True), Cloth(9, 7, 1), Cloth(6, 5, 1)
_LEAST_WIDTH = 3.0


@dataclass(frozen=True)
class Flown:
    """A flag at its place in months; `lift` is how far its cloth flies above the target's height.

    A cloth that waves to the left has a width below nought.
    """

    flag: Flag
    x: float
    lift: float
    cloth: Cloth


@dataclass(frozen=True)
class Sizes:
    """A month, a point and a mark as a drawing measures them, and its cloths from the largest to the least."""

    column: float
    row: float
    radius: float
    rise: float
    cloths: tuple[Cloth, ...]
    scale: Scale

    def of_mark(self, mark: Mark) -> Box:
        kind = mark.given.kind
        half = self.radius * REACH[kind] + _AIR
        x, y = mark.x * self.column, mark.point * self.row + (self.rise if kind is Kind.SELF else -self.rise)
        return Box(x - half, x + half, y - half, y + half)

    def of_flag(self, flag: Flag, x: float, lift: float, cloth: Cloth) -> tuple[Box, Box]:
        """Pole and cloth."""
        foot, top = flag.present * self.row, flag.target * self.row
        pole = Box(x - _POLE / 2, x + _POLE / 2, min(foot, top), max(foot, top) + cloth.above + lift)
        ends = (x - _POLE / 2, x + cloth.width) if cloth.width > 0 else (x + cloth.width, x + _POLE / 2)
        return pole, Box(*ends, top - cloth.below + lift, top + cloth.above + lift)

    def lifts(self, flag: Flag, cloth: Cloth) -> list[float]:
        """From the target's own height upwards, inside its stage."""
        most = (self.scale.stage_of(flag.target).points[-1] + 0.5 - flag.target) * self.row - cloth.above
        least = min(0.0, most)
        return [least + _STEP * step for step in range(int((min(most, _MOST_LIFT) - least) / _STEP) + 1)]

    def tries(self, flag: Flag) -> Iterator[tuple[Cloth, float, int]]:
        """Cloths with their lifts, the best first; and whether pole and cloth must be free (0) or the cloth (1)."""
        # Without a digit a cloth that is lifted more than half a point says another point, so it comes last.
        higher = []
        for cloth in self.cloths:
            lifts = self.lifts(flag, cloth)
            own = [lift for lift in lifts if cloth.digit or lift + cloth.above <= self.row / 2]
            yield from ((cloth, lifts[0], 0), *((cloth, lift, 1) for lift in own))
            higher += [(cloth, lift, 1) for lift in lifts[len(own) :]]
        yield from higher


@dataclass(frozen=True)
class _Bounds:
    """Where a flag may stand: `left` and `right` of its pole; and of its cloth `begin` and `end`."""

    left: float
    right: float
    begin: float
    end: float

    def ways(self, wished: float, month: tuple[float, float], cloth: Cloth) -> list[float]:
        """The nearest places for pole and cloth: in the month first, and there right of the wished one."""
        right = min(self.right, self.end - cloth.width)
        if right < self.left:
            return []
        near = min(max(wished, self.left), right)
        count = int((self.right - self.left) / _STEP) + 1
        places = [near + step * _STEP for step in range(count)] + [near - step * _STEP for step in range(1, count)]
        inside = [x for x in places if self.left <= x <= right]
        return sorted(inside, key=lambda x: not month[0] <= x < month[1])

    def waving(self, x: float, cloth: Cloth) -> Cloth:
        """To the left close before a change; between two changes no wider than there is room."""
        right, left = self.end - x, x - self.begin
        if right >= cloth.width:
            return cloth
        width = max(_LEAST_WIDTH, min(cloth.width, max(right, left)))
        return replace(cloth, width=width if right >= left else -width)


def sizes_of(column: float, row: float, radius: float, scale: Scale, *, digits: bool, rise: float = 0.0) -> Sizes:
    """The cloth holds its digit where marks hold theirs."""
    cloths = (_WITH_DIGIT, _PLAIN, _LEAST) if digits else (_PLAIN, _LEAST)
    return Sizes(column, row, radius, rise, cloths, scale)


def placed_flags(flags: Iterable[Flag], series: Series, sizes: Sizes, *, room: float = inf) -> list[Flown]:
    """Every goal set inside the axis; `room` is what there is right of the last month."""
    taken = [sizes.of_mark(mark) for mark in series.marks]
    end = len(series.axis.months) * sizes.column + room
    flown = []
    for flag in sorted((flag for flag in flags if series.axis.holds(flag.on)), key=lambda flag: flag.on):
        one = _placed(flag, series, sizes, taken, end)
        parts = sizes.of_flag(flag, one.x, one.lift, one.cloth)
        taken += [Box(part.left - _AIR, part.right + _AIR, part.low, part.high) for part in parts]
        flown.append(replace(one, x=one.x / sizes.column))
    return flown


def room_of(flags: Iterable[Flag], series: Series, sizes: Sizes) -> int:
    """How far the last flags wave beyond the last month."""
    ends = [one.x * sizes.column + max(0, one.cloth.width) for one in placed_flags(flags, series, sizes)]
    beyond = max(ends, default=0.0) - len(series.axis.months) * sizes.column
    return min(_MOST_ROOM, round(beyond) + 4) if beyond > 0 else 0


def _placed(flag: Flag, series: Series, sizes: Sizes, taken: Iterable[Box], end: float) -> Flown:
    """At the nearest free place with the largest cloth that has one: for pole and cloth, else for the cloth alone."""
    bounds, wished = _bounds(flag, series, sizes, end), _wished(flag, series, sizes)
    column = series.axis.column(flag.on)
    month = (column * sizes.column, (column + 1) * sizes.column)
    # Most marks of a long record are far from this flag, and each place would be held against all of them.
    reach = sizes.cloths[0].width + _POLE
    near = [box for box in taken if box.left < bounds.right + reach and box.right > bounds.left - reach]
    ways = {cloth: bounds.ways(wished, month, cloth) for cloth in sizes.cloths}
    for cloth, lift, first in sizes.tries(flag):
        shut = _shut(sizes.of_flag(flag, 0, lift, cloth)[first:], near)
        for x in ways[cloth]:
            if not any(left < x < right for left, right in shut):
                return Flown(flag, x, lift, cloth)
    return _least_covered(flag, bounds, ways[sizes.cloths[-1]] or [wished], near, sizes)


def _bounds(flag: Flag, series: Series, sizes: Sizes, end: float) -> _Bounds:
    """Half a month around its day, between the changes before and after; and where those leave nothing, its month."""
    day, column = series.axis.place(flag.on), series.axis.column(flag.on)
    before = max((one.x for one in series.changes if one.change.on <= flag.on), default=-inf) * sizes.column + _POLE
    after = min((one.x for one in series.changes if one.change.on > flag.on), default=inf) * sizes.column - _POLE
    for first, last in ((day - _FAR, day + _FAR), (column, column + 1.0)):
        left, right = max(first * sizes.column, before, _POLE), min(last * sizes.column, after, end - _POLE)
        if left <= right:
            return _Bounds(left, right, max(before, 0), min(after, end))
    middle = day * sizes.column if before == -inf or after == inf else (before + after) / 2
    return _Bounds(middle, middle, max(before, 0), min(after, end))


def _wished(flag: Flag, series: Series, sizes: Sizes) -> float:
    """By its day, and right of every mark of its month that it came after."""
    column = series.axis.column(flag.on)
    before = [
        sizes.of_mark(mark).right + _POLE / 2
        for mark in series.marks
        if column <= mark.x < column + 1 and mark.given.on <= flag.on
    ]
    return max([series.axis.place(flag.on) * sizes.column, *before])


def _shut(parts: Iterable[Box], taken: Iterable[Box]) -> list[tuple[float, float]]:
    """Between which places none of these parts, drawn from nought, can stand without meeting what is taken."""
    return [
        (box.left - part.right, box.right - part.left)
        for part in parts
        for box in taken
        if part.low < box.high and box.low < part.high
    ]


def _least_covered(flag: Flag, bounds: _Bounds, ways: Sequence[float], near: Sequence[Box], sizes: Sizes) -> Flown:
    """A covered corner is better than a wrong date."""
    cloth = sizes.cloths[-1]
    lift = sizes.lifts(flag, cloth)[0]
    places = [min(max(x, bounds.left), bounds.right) for x in ways]

    def covered(x: float) -> float:
        return sum(sizes.of_flag(flag, x, lift, cloth)[1].covered_by(box) for box in near)

    x = min(places, key=covered)
    return Flown(flag, x, lift, bounds.waving(x, cloth))
