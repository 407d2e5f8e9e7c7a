"""What figures say of one element: of the newest series of one coach, and of the pairs in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from app.analytics.paired import PairOfPoints
from app.analytics.series import Given, Middle, months_in
from app.frameworks.scale import Scale
from app.ratings.doubles import Double
from app.statistics.growth.gap import Gap, GapTrend, gap, gap_trend
from app.statistics.growth.reliable_change import Change, Noise, change, noise, spread_of_single
from app.statistics.growth.run_chart import RunChart, run_chart
from app.statistics.growth.series import months, one_a_day
from app.statistics.growth.slope import HiddenSlope, Slope, change_per_month
from app.statistics.raters.table import ratings
from app.statistics.raters.trust import trust
from app.statistics.results import NotComputable
from app.statistics.scale import Scale as DeclaredScale
from app.statistics.suppression.raters import may_tell_of_raters

# Six points of one month are no trend, so the months are counted, too.
LEAST_MONTHS = 6
# Nothing is worked out of the records of fewer people.
LEAST_PEOPLE = 11
_TOO_FEW_DOUBLES = NotComputable("cannot tell yet: too few pairs of ratings in this agency")


@dataclass(frozen=True)
class Findings:
    """`change` is None below six months; `moved` is the last point beside the first, where the noise is known."""

    series: tuple[Given, ...]
    points: tuple[int, ...]
    months: int
    change: Slope | HiddenSlope | NotComputable | None
    run: RunChart | NotComputable
    moved: Change | NotComputable

    @property
    def middle(self) -> Middle | None:
        """The line of the run chart, once enough points lie off it."""
        if isinstance(self.run, NotComputable) or isinstance(self.run.limits, NotComputable):
            return None
        return Middle(self.run.median, self.series[0].on)


def findings_of(series: Sequence[Given], scale: Scale, doubles: Sequence[Double] = ()) -> Findings:
    """Of a series with one point or more."""
    points = tuple(one.point for one in series if one.point is not None)
    days = [one.on for one in series]
    return Findings(
        series=tuple(series),
        points=points,
        months=months_in(series),
        change=slope_of(series, scale),
        run=run_chart(one_a_day(days, points)),
        moved=_moved(points, scale, doubles),
    )


def slope_of(series: Sequence[Given], scale: Scale) -> Slope | HiddenSlope | NotComputable | None:
    if months_in(series) < LEAST_MONTHS:
        return None
    points = [one.point for one in series if one.point is not None]
    return change_per_month([one.on for one in series], points, declared(scale))


def gap_of(pairs: Sequence[PairOfPoints]) -> Gap:
    """The own points less the coach's."""
    return gap([pair.own_point for pair in pairs], [pair.coach_point for pair in pairs])


def gap_trend_of(pairs: Sequence[PairOfPoints]) -> GapTrend | NotComputable:
    return gap_trend(
        [pair.coach.on for pair in pairs], [pair.own_point for pair in pairs], [pair.coach_point for pair in pairs]
    )


def gap_ends_of(pairs: Sequence[PairOfPoints], per_month: float) -> tuple[float, float]:
    """Where the line of a gap's trend stands in its first month and in its last: own point less the coach's."""
    times = months([pair.coach.on for pair in pairs])
    gaps = [pair.own_point - pair.coach_point for pair in pairs]
    start = median(gap - per_month * time for gap, time in zip(gaps, times, strict=True))
    return start + per_month * min(times), start + per_month * max(times)


def declared(scale: Scale) -> DeclaredScale:
    return DeclaredScale(scale.lowest, scale.highest, tuple(stage.points[-1] for stage in scale.stages))


def _moved(points: Sequence[int], scale: Scale, doubles: Sequence[Double]) -> Change | NotComputable:
    if not doubles:
        return _TOO_FEW_DOUBLES
    found = noise_of(declared(scale), tuple(doubles))
    return found if isinstance(found, NotComputable) else change(points[0], points[-1], found)


# What an agency has seldom changes, and everybody's page asks for it.
@lru_cache(maxsize=32)
def noise_of(scale: DeclaredScale, doubles: tuple[Double, ...]) -> Noise | NotComputable:
    """How far two ratings of one worker differ in this agency: from months in which two coaches rated the same.

    Nothing is told of fewer than 11 people, and nothing where one rater of fewer than five could be meant.
    """
    by_rater, by_case = Counter(one.rater for one in doubles), Counter(one.case for one in doubles)
    people = {one.worker for one in doubles}
    if len(people) < LEAST_PEOPLE or not may_tell_of_raters(list(by_rater.values())):
        return _TOO_FEW_DOUBLES
    table = ratings(scale, [(one.case, one.rater, one.point) for one in doubles])
    found = trust(table)
    if isinstance(found, NotComputable):
        return found
    pairs = sum(count * (count - 1) // 2 for count in by_case.values())
    return noise(spread_of_single(*found.variances), found.one, pairs)
