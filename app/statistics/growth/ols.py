"""The least-squares line of one person, as raw material for figures about a group."""

import math
from dataclasses import dataclass

from scipy import stats

from app.statistics.growth.cohort import POINTS, Track, Trajectory, tracks
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable


@dataclass(frozen=True, slots=True)
class OwnSlope:
    """`squares` sums the squared distances of the points from their line, on `points` - 2 degrees of freedom.

    `times_squared` sums those of the times from their mean.
    """

    person: str
    per_month: Estimate
    squares: float
    times_squared: float
    points: int


def own_slope(trajectory: Trajectory) -> OwnSlope | NotComputable:
    """The ordinary least-squares slope in steps a month, with limits by Student's t on n - 2 degrees of freedom.

    Not for a person's own page, which has the Theil-Sen slope and its rules. Not computable below three points or with
    all of them at one time. Refuses what `series.in_order` refuses.
    """
    found = [one for one in tracks([trajectory]) if one.has_a_line]
    return (
        slope_of(found[0])
        if found
        else NotComputable(f"cannot tell yet: a line needs {POINTS} points at different times")
    )


def slope_of(track: Track) -> OwnSlope:
    """The least-squares line of a track that has one."""
    line = stats.linregress(track.times, track.points)
    left = track.points - line.intercept - line.slope * track.times
    squares, slope, points = float((left**2).sum()), float(line.slope), track.points.size
    times_squared = float(((track.times - track.times.mean()) ** 2).sum())
    # Close to a line the correlation, from which a library has the error, is rounded to 1; the squares are not.
    error = math.sqrt(squares / (points - 2) / times_squared)
    limits = _limits(slope, error, points, is_exact(track, squares))
    return OwnSlope(track.person, Estimate(slope, limits), squares, times_squared, points)


def is_exact(track: Track, squares: float) -> bool:
    """Whether the points lie on their line but for rounding."""
    return squares <= 1e-20 * max(1.0, float((track.points**2).sum()))


def _limits(slope: float, standard_error: float, points: int, is_exact: bool) -> Interval | NotComputable:
    if is_exact:
        return NotComputable("not computable: the points lie on one line, which shows no spread to judge by")
    low, high = stats.t.interval(LEVEL, points - 2, slope, standard_error)
    return Interval(float(low), float(high), "Student's t")
