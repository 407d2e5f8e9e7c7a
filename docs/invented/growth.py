"""What the package says of the invented series, of people and of groups."""

from collections.abc import Iterable
from functools import cache

from app.statistics.growth.baseline import baseline_corrected_tau
from app.statistics.growth.cohort import Trajectory
from app.statistics.growth.gap import AgreementLimits, Gap, gap
from app.statistics.growth.overlap import Overlap, nap, tau
from app.statistics.growth.reliable_change import Change, Noise, change, noise, spread_of_single
from app.statistics.growth.run_chart import RunChart, run_chart
from app.statistics.growth.shrinkage import GroupSlopes, group_slopes
from app.statistics.growth.slope import HiddenSlope, Slope, change_per_month
from app.statistics.growth.survival import TimeToStage, at_risk, time_to_stage
from app.statistics.published.compare import of_kind
from app.statistics.results import Estimate, Interval
from docs.invented import data


def wren() -> Slope:
    return of_kind(Slope, change_per_month(data.WREN_DAYS, data.WREN_POINTS, data.NINE))


def ash() -> HiddenSlope:
    return of_kind(HiddenSlope, change_per_month(data.WREN_DAYS, data.ASH_AT_THE_TOP, data.NINE))


def lee() -> RunChart:
    return of_kind(RunChart, run_chart(data.LEE_POINTS))


def level() -> tuple[Overlap, Overlap]:
    """NAP and Tau where the earlier points stood still."""
    phases = (data.LEVEL_BEFORE, data.LEVEL_AFTER)
    return of_kind(Overlap, nap(*phases)), of_kind(Overlap, tau(*phases))


def rising() -> tuple[Overlap, Overlap]:
    """Tau, and Tau without the earlier trend, where the earlier points rose already."""
    phases = (data.RISING_BEFORE, data.RISING_AFTER)
    return of_kind(Overlap, tau(*phases)), of_kind(Overlap, baseline_corrected_tau(*phases))


def spread() -> float:
    """How far single ratings of different people spread, in steps."""
    return spread_of_single(data.OF_CASES, data.OF_RATERS, data.LEFT)


def alike() -> Estimate:
    """How far two ratings of one person agree."""
    limits = Interval(data.RELIABILITY_LOW, data.RELIABILITY_HIGH, "invented")
    return Estimate(data.OF_CASES / (data.OF_CASES + data.OF_RATERS + data.LEFT), limits)


def agency_noise() -> Noise:
    return of_kind(Noise, noise(spread(), alike(), data.DOUBLE_RATED))


def moved(before: int, after: int) -> Change:
    return change(before, after, agency_noise())


def two_views() -> Gap:
    return gap(data.SELF_POINTS, data.COACH_POINTS)


def two_views_limits() -> AgreementLimits:
    return of_kind(AgreementLimits, two_views().limits)


def trajectories() -> list[Trajectory]:
    people = data.GROUP.items()
    return [Trajectory(name, range(len(digits)), [int(digit) for digit in digits]) for name, digits in people]


@cache
def group() -> GroupSlopes:
    return of_kind(GroupSlopes, group_slopes(trajectories()))


def waits() -> tuple[list[float], list[bool]]:
    """Each person's months, and whether the stage was reached then."""
    counted = [(data.REACHED, True), (data.LAST_SEEN, False)]
    each = [(float(month), has) for by_month, has in counted for month, n in by_month.items() for _ in range(n)]
    return [month for month, _ in each], [has for _, has in each]


@cache
def to_stage() -> TimeToStage:
    return of_kind(TimeToStage, time_to_stage(*waits()))


def waiting(at: Iterable[int]) -> list[int]:
    """How many had not reached the stage and were still seen just before each of these months."""
    return at_risk(waits()[0], [float(month) for month in at])
