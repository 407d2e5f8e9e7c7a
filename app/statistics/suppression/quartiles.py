"""The middle of a group as it may be read: quartiles with enough people on each side. The ends are never shown."""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass

import numpy as np

from app.statistics.results import RefusedError
from app.statistics.scale import Scale
from app.statistics.suppression.rule import Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden
from app.statistics.suppression.tables import Cell

FEWEST_ON_A_SIDE = 5
_PERMIT = object()


@dataclass(frozen=True, slots=True)
class ShownQuartiles:
    """Lower quartile, median and upper quartile, in points; `quartiles` alone makes one."""

    lower: float | Hidden
    median: float | Hidden
    upper: float | Hidden
    of: int
    permit: InitVar[object]

    def __post_init__(self, permit: object) -> None:
        if permit is not _PERMIT:
            raise RefusedError("Quartiles that may be shown are made beside a table that may be, and in no other way.")


def quartiles(points: Sequence[int], scale: Scale, stages: Sequence[Cell], threshold: Threshold) -> ShownQuartiles:
    """The quartiles of the points of a group, one point a person.

    `stages` is the row of the group in its `ShownTable`: where a stage is hidden there, so are the quartiles. Each
    needs the threshold of people and five on each side of it: the median comes from 11 people on, the others from 20.
    Between two points it is the middle of both: definition 2 in Hyndman and Fan (1996), The American Statistician 50,
    361. Refuses points off the scale, and shown stages that hold another number of people than `points`.
    """
    for point in points:
        scale.check(point)
    shown = [cell.value for cell in stages if not isinstance(cell, Hidden)]
    if len(shown) == len(stages) and sum(shown) != len(points):
        raise RefusedError("The stages are those of other people than the points.")
    is_open = len(shown) == len(stages) and threshold.shows(len(points))
    lower, median, upper = (_quartile(points, fourth) if is_open else HIDDEN for fourth in (1, 2, 3))
    return ShownQuartiles(lower, median, upper, len(points), permit=_PERMIT)


def _quartile(points: Sequence[int], fourth: int) -> float | Hidden:
    below, is_between = divmod(fourth * len(points), 4)
    above = len(points) - below - (1 if is_between else 0)
    if min(below, above) < FEWEST_ON_A_SIDE:
        return HIDDEN
    return float(np.quantile(points, fourth / 4, method="averaged_inverted_cdf"))
