"""The middle of a group as it may be read: quartiles with enough people on each side. The ends are never shown."""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from itertools import accumulate

from app.statistics.results import RefusedError
from app.statistics.scale import Scale
from app.statistics.suppression.shown import HIDDEN, Hidden, Shown
from app.statistics.suppression.tables import ShownTable

FEWEST_ON_A_SIDE = 5
_PERMIT = object()


@dataclass(frozen=True, slots=True)
class ShownQuartiles:
    """Lower quartile, median and upper quartile, in points; `quartiles` alone makes one."""

    lower: int | Hidden
    median: int | Hidden
    upper: int | Hidden
    of: int
    permit: InitVar[object]

    def __post_init__(self, permit: object) -> None:
        if permit is not _PERMIT:
            raise RefusedError("Quartiles that may be shown are made beside a table that may be, and in no other way.")


def quartiles(points: Sequence[int], scale: Scale, table: ShownTable, group: str) -> ShownQuartiles:
    """The quartiles of the points of a group, one point a person, beside the stages of that group in `table`.

    A quartile is the lowest point that at least a fourth (half, three fourths) of the group do not exceed: definition 1
    in Hyndman and Fan (1996), The American Statistician 50, 361. It is always a point where somebody stands: the middle
    between two points would tell exactly how many stand up to the lower one. Hidden are all three where a stage is, and
    each of which fewer than five of its own stage, the person there among them, stand on either side: beside stages of
    11 and 33 people, a first quartile of 1 would tell that all 11 stand at 1. Refuses points off the scale, a table
    whose categories are not the stages of the scale, and points of other people than the row of the group.
    """
    for point in points:
        scale.check(point)
    row = table.row(group)
    people = [sum(1 for point in points if below < point <= top) for below, top in _stages(scale)]
    if len(row) != len(people):
        raise RefusedError("The categories of the table are not the stages of the scale.")
    if any(isinstance(cell, Shown) and cell.value != count for cell, count in zip(row, people, strict=True)):
        raise RefusedError("The stages are those of other people than the points.")
    is_open = HIDDEN not in row and table.threshold.shows(len(points))
    lower, median, upper = (_quartile(points, people, fourth) if is_open else HIDDEN for fourth in (1, 2, 3))
    return ShownQuartiles(lower, median, upper, len(points), permit=_PERMIT)


def _stages(scale: Scale) -> list[tuple[int, int]]:
    """What lies below each stage, and its top."""
    return list(zip((scale.low - 1, *scale.tops[:-1]), scale.tops, strict=True)) if scale.tops else []


def _quartile(points: Sequence[int], people: Sequence[int], fourth: int) -> int | Hidden:
    place = -(-fourth * len(points) // 4)
    end = next(end for end in accumulate(people) if place <= end)
    start = max(end for end in (0, *accumulate(people)) if end < place)
    if min(place - start, end - place + 1) < FEWEST_ON_A_SIDE:
        return HIDDEN
    return sorted(points)[place - 1]
