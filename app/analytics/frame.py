"""The measures of a drawing, and where in it a month and a point stand."""

from dataclasses import dataclass

from app.analytics.mark_sizes import radius_of, rise_of
from app.analytics.series import Axis
from app.frameworks.scale import Scale


@dataclass(frozen=True)
class Frame:
    """The measures of one drawing, in its own units."""

    width: float
    left: float
    right: float
    row: float
    narrow: bool
    bare: bool = False  # without words: a spark
    ends: bool = False  # with words at the ends of the axes alone: one of many small drawings
    room: float = 0.0  # right of the last month, inside the bands, for the flags that wave beyond it

    @property
    def with_words(self) -> bool:
        return not self.bare and not self.ends

    @property
    def foot(self) -> float:
        """The room below the months."""
        return 54 if self.with_words else 38 if self.ends else 2

    def x(self, months: float, axis: Axis) -> float:
        return round(self.left + months * self.column(axis), 1)

    def column(self, axis: Axis) -> float:
        return (self.width - self.left - self.right - self.room) / len(axis.months)


@dataclass(frozen=True)
class Plot:
    axis: Axis
    scale: Scale
    frame: Frame
    top: float

    @property
    def bottom(self) -> float:
        return round(self.top + self.frame.row * len(self.scale.points), 1)

    @property
    def right(self) -> float:
        return round(self.frame.width - self.frame.right, 1)

    def x(self, months: float) -> float:
        return self.frame.x(months, self.axis)

    def y(self, point: int) -> float:
        return self.height_of(point)

    def height_of(self, value: float) -> float:
        """Where a value stands that may lie between two points."""
        return round(self.top + self.frame.row * (self.scale.highest + 0.5 - value), 1)

    def edges(self) -> list[tuple[float, float]]:
        """Top and bottom of each stage's band, in the scale's order."""
        half = self.frame.row / 2
        return [
            (round(self.y(stage.points[-1]) - half, 1), round(self.y(stage.points[0]) + half, 1))
            for stage in self.scale.stages
        ]

    def borders(self) -> list[float]:
        return [top for top, _ in self.edges()[:-1]]

    @property
    def column(self) -> float:
        return self.frame.column(self.axis)

    def radius(self) -> float:
        return radius_of(self.column, self.frame.row, narrow=self.frame.narrow)

    def rise(self) -> float:
        return rise_of(self.column, self.radius())
