"""The declared scale of a figure: which points there are, and where a stage ends. Never what happened to be used."""

from dataclasses import dataclass

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.results import RefusedError

# From 0 to 100; indices hold a figure for each two points.
MOST_POINTS = 101


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole points from `low` to `high`. `tops` holds the top point of each stage, or nothing where stages are unknown.

    Refuses a scale of one point or of more than 101, and stages that do not rise to the top of the scale.
    """

    low: int
    high: int
    tops: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.high - self.low >= MOST_POINTS:
            raise RefusedError(f"A scale has {MOST_POINTS} points at most.")
        if self.high <= self.low:
            raise RefusedError("A scale has two points or more, the lowest first.")
        rises = all(one < other for one, other in zip(self.tops, self.tops[1:], strict=False))
        if self.tops and not (rises and self.low <= self.tops[0] and self.tops[-1] == self.high):
            raise RefusedError("Stages end at rising points of the scale, and the last one at its top.")

    @property
    def points(self) -> range:
        return range(self.low, self.high + 1)

    def check(self, point: int) -> None:
        """Refuses what is not a whole point of the scale; truths are no points, though Python counts with them."""
        if type(point) is not int or point not in self.points:
            raise RefusedError(f"{point} is not a point from {self.low} to {self.high}.")

    def stage_of(self, points: Floats) -> Floats:
        """The place of the stage in which each point lies, from 0; an empty cell stays empty."""
        stages = np.searchsorted(np.asarray(self.tops, dtype=np.float64), points).astype(np.float64)
        return np.where(np.isnan(points), np.nan, stages)

    def quadratic_weights(self) -> Floats:
        """How much two points agree, from 0 at the ends of the scale to 1, by the square of the steps between them.

        Cohen (1968), Psychological Bulletin 70, 213. Rows and columns are the declared points.
        """
        steps = np.arange(len(self.points), dtype=np.float64)
        return 1 - np.square(np.subtract.outer(steps, steps) / (len(steps) - 1))
