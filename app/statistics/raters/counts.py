"""How often raters chose the same point, a neighbour, or the same stage: counts first, before any index."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.statistics.arrays import Floats
from app.statistics.raters.resampling import by_case
from app.statistics.raters.table import FEWEST_CASES, Ratings
from app.statistics.results import Interval, NotComputable
from app.statistics.scale import Scale
from app.statistics.shares.intervals import wilson

FEWEST_STRIP_RATERS = 3


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many pairs of ratings, or cases. The interval is of their share."""

    count: int
    of: int
    interval: Interval | NotComputable


@dataclass(frozen=True, slots=True)
class Counts:
    """`cases` have two ratings or more. A *pair* is two ratings of one case; a case with three ratings has three.

    `all_within_one` counts cases in which no two who rated it are further apart than one step: stricter than pairs.
    """

    cases: int
    exact: Count
    within_one: Count
    same_stage: Count | NotComputable
    all_within_one: Count
    distribution: dict[int, int]


def counts(table: Ratings) -> Counts | NotComputable:
    """Exact, within-one and same-stage pairs over all raters, and how often each declared point was used.

    With two raters the interval is Wilson's, as a pair is then a case; with more, cases are drawn again. Below ten
    common cases there are counts and no interval. Not computable when nobody rated the same case.
    """
    common = table.common()
    if not common.cases:
        return NotComputable("not computable: nobody rated the same case")
    cells = common.cells
    no_stages = NotComputable("not computable: no stages were named")
    return Counts(
        cases=len(cells),
        exact=_count(cells, 0),
        within_one=_count(cells, 1),
        same_stage=_count(table.scale.stage_of(cells), 0) if table.scale.tops else no_stages,
        all_within_one=_whole_cases(np.nanmax(cells, axis=1) - np.nanmin(cells, axis=1) <= 1),
        distribution=distribution(table.cells, table.scale),
    )


def distribution(cells: Floats, scale: Scale) -> dict[int, int]:
    """How often each point of the declared scale was used, unused ones included."""
    return {point: int(np.count_nonzero(cells == point)) for point in scale.points}


def grid(table: Ratings, first: str, second: str) -> list[list[int]]:
    """Cases by the point of one rater (rows) and of another (columns), over the declared points; lowest first."""
    cells = table.of(first, second).cells
    both = cells[~np.isnan(cells).any(axis=1)].astype(int) - table.scale.low
    found = np.zeros((len(table.scale.points), len(table.scale.points)), dtype=int)
    np.add.at(found, (both[:, 0], both[:, 1]), 1)
    return [[int(count) for count in row] for row in found]


def _whole_cases(close: NDArray[np.bool_]) -> Count:
    within, cases = int(np.count_nonzero(close)), len(close)
    return Count(within, cases, _too_few(cases) or wilson(within, cases))


def _count(cells: Floats, steps: int) -> Count:
    pairs = _pairs(cells, steps)
    close, of = (int(total) for total in pairs.sum(axis=0))
    return Count(close, of, _interval(pairs, close, of))


def _interval(pairs: Floats, close: int, of: int) -> Interval | NotComputable:
    cases = len(pairs)
    why = _too_few(cases)
    if why:
        return why
    if of == cases:
        return wilson(close, of)
    if close in (0, of):
        # Pairs that are all alike stay so in every draw, which would claim to be certain; their number of cases is not.
        return wilson(cases if close else 0, cases)
    return by_case(pairs, lambda total: float(total[0] / total[1]))


def _too_few(cases: int) -> NotComputable | None:
    if cases < FEWEST_CASES:
        return NotComputable(f"not computable: {cases} cases, and an interval needs {FEWEST_CASES}")
    return None


def _pairs(cells: Floats, steps: int) -> Floats:
    """For each case how many pairs of ratings are at most so many steps apart, and how many pairs there are."""
    first, second = np.triu_indices(cells.shape[1], k=1)
    apart = np.abs(cells[:, first] - cells[:, second])
    return np.column_stack([(apart <= steps).sum(axis=1), (~np.isnan(apart)).sum(axis=1)]).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Strip:
    """One case in a circle: every rating, lowest first, and how close they are."""

    points: tuple[int, ...]
    low: int
    high: int
    median: float
    within_one_of_median: int
    most_in_one_stage: int | NotComputable


def strip(points: list[int], scale: Scale) -> Strip | NotComputable:
    """What several people saw in one case: the range, the median, and how many stand within one step of it.

    Not computable below three raters. A single case carries no index: nothing says how much cases differ. Refuses a
    point off the scale.
    """
    for point in points:
        scale.check(point)
    if len(points) < FEWEST_STRIP_RATERS:
        return NotComputable(
            f"not computable: {len(points)} ratings, and a case needs {FEWEST_STRIP_RATERS} to compare"
        )
    values = np.sort(np.asarray(points, dtype=np.float64))
    median = float(np.median(values))
    stages = np.unique(scale.stage_of(values), return_counts=True)[1]
    return Strip(
        points=tuple(sorted(points)),
        low=int(values[0]),
        high=int(values[-1]),
        median=median,
        within_one_of_median=int(np.count_nonzero(np.abs(values - median) <= 1)),
        most_in_one_stage=int(stages.max()) if scale.tops else NotComputable("not computable: no stages were named"),
    )
