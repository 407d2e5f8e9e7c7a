"""What marks stand on: a level axis, a dot with its range, and the nine points with their stages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from docs import drawing
from docs.colours import COACH, EDGE, INK_2, INK_3, SOFT, TINTS, TOPS
from docs.drawing import LEFT, RIGHT, Part, box, dot, rule, text
from docs.invented import data

POINTS = data.NINE.points


@dataclass(frozen=True, slots=True)
class Axis:
    """A level axis from one value to another, between two places on the card."""

    low: float
    high: float
    left: float = LEFT
    right: float = RIGHT

    def x(self, value: float) -> float:
        """Where a value stands; what lies beyond an end stands at the end."""
        within = min(max(value, self.low), self.high)
        return self.left + (within - self.low) / (self.high - self.low) * (self.right - self.left)

    def drawn(self, y: float, ticks: Iterable[float], words: Callable[[float], str] = "{:g}".format) -> Part:
        """The line, its ticks and their numbers below."""
        marks = [(self.x(tick), words(tick)) for tick in ticks]
        return [
            rule(self.left, y, self.right, y, EDGE),
            [rule(x, y, x, y + 5, EDGE) for x, _ in marks],
            [text(x, y + 20, word, "middle", INK_3) for x, word in marks],
        ]

    def upright(self, value: float, y: float, to_y: float, stroke: str = INK_2, dash: str = "") -> str:
        return rule(self.x(value), y, self.x(value), to_y, stroke, 1, dash)


SHARES = Axis(0, 1)
TENTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)


def quarters(y: float) -> Part:
    """The axis of a share, in percent."""
    return SHARES.drawn(y, (0, 0.25, 0.5, 0.75, 1), drawing.percent)


def whisker(axis: Axis, y: float, value: float, low: float, high: float) -> Part:
    """A dot on its range."""
    ends = axis.x(low), axis.x(high)
    return [
        rule(ends[0], y, ends[1], y, COACH, 2),
        [rule(end, y - 6, end, y + 6, COACH, 2) for end in ends],
        dot(axis.x(value), y),
    ]


@dataclass(frozen=True, slots=True)
class Chart:
    """Nine points upwards, in three bands with their words at the right, and time to the right."""

    slots: float
    top: float = 12
    row: float = 22
    left: float = 40
    right: float = 278

    @property
    def bottom(self) -> float:
        return self.top + 9 * self.row

    def y(self, point: float) -> float:
        return self.top + (9.5 - point) * self.row

    def x(self, place: float) -> float:
        """The middle of a slot, the first being 0."""
        return self.left + (place + 0.5) * (self.right - self.left) / self.slots

    def places(self, points: Sequence[float], first: int = 0) -> list[tuple[float, float]]:
        return [(self.x(place), self.y(point)) for place, point in enumerate(points, start=first)]

    def drawn(self) -> Part:
        """Bands, words and digits."""
        return [
            [self._band(stage) for stage in range(3)],
            [text(28, self.y(point) + 5, str(point), "end", INK_3) for point in POINTS],
        ]

    def _band(self, stage: int) -> Part:
        top, height = self.y(3 * stage + 3.5), 3 * self.row
        return [
            box(self.left, top, self.right - self.left, height, TINTS[stage]),
            rule(self.left, top, self.right, top, TOPS[stage]),
            text(self.right + 8, top + height / 2 + 5, data.STAGES[stage], fill=INK_2),
        ]


@dataclass(frozen=True, slots=True)
class Rail:
    """Nine points to the right, flat, in three groups with a little room between."""

    y: float
    left: float = LEFT
    step: float = 37

    def x(self, point: float) -> float:
        """The middle of a step; half a point stands half-way to the next."""
        whole, part = divmod(point, 1)
        here = self.left + (whole - 0.5) * self.step + (whole - 1) // 3 * 8
        return here + part * (self.x(whole + 1) - here) if part else here

    def drawn(self) -> Part:
        return [[self._step(point) for point in POINTS], [self._word(stage) for stage in range(3)]]

    def _step(self, point: int) -> Part:
        stage, left = (point - 1) // 3, self.x(point) - self.step / 2
        return [
            box(left, self.y, self.step - 2, 26, TINTS[stage]),
            rule(left, self.y, left + self.step - 2, self.y, TOPS[stage], 2),
            text(self.x(point) - 1, self.y + 18, str(point), "middle"),
        ]

    def _word(self, stage: int) -> str:
        return text(self.x(3 * stage + 2) - 1, self.y + 44, data.STAGES[stage], "middle", INK_2)


def level_lines(left: float, right: float, heights: Iterable[float]) -> Part:
    return [rule(left, y, right, y, SOFT) for y in heights]
