"""Growth of one person, and of a group."""

from collections.abc import Callable

from app.statistics.growth import (
    cohort,
    gap,
    ols,
    overlap,
    precision,
    reliable_change,
    run_chart,
    shrinkage,
    slope,
    theil_sen,
)
from app.statistics.growth.run_chart import RunChart, RunLimits
from app.statistics.growth.survival import OpenMedian, TimeToStage, time_to_stage
from app.statistics.published.compare import of_kind
from docs.drawing import percent, percents, signed
from docs.facts.section import Facts, around, told
from docs.invented import data, growth
from docs.invented.ranged import ranged, why


def _slope() -> Facts:
    found = growth.wren()
    steps = ranged(found.per_month)
    few = slope.change_per_month(data.WREN_DAYS[:4], data.WREN_POINTS[:4], data.NINE)
    open_by = of_kind(float, precision.half_width(4))
    return Facts(
        "slope",
        ("growth/slope.py", "growth/theil_sen.py", "growth/kendall.py", "growth/precision.py"),
        (
            str(found.points), *map(signed, steps), str(theil_sen.ORDINARY), signed(steps.low),
            *told(theil_sen.EARLY, theil_sen.ORDINARY - 1, theil_sen.ORDINARY, 4, f"{open_by:.1f}"),
        ),
        (why(few), growth.ash().why),
    )  # fmt: skip


def _run_chart() -> Facts:
    found = growth.lee()
    limits = of_kind(RunLimits, found.limits)
    few = of_kind(RunChart, run_chart.run_chart([4, 3, 4, 4, 3, 4, 5, 5, 6, 5]))
    return Facts(
        "run-chart",
        ("growth/run_chart.py",),
        told(
            found.points, found.median, found.longest_run, limits.longest_allowed, found.crossings,
            limits.crossings_required, run_chart.LEAST_USEFUL,
        ),
        (why(few.signal),),
    )  # fmt: skip


def _overlap() -> Facts:
    nap, tau = growth.level()
    return Facts(
        "overlap",
        ("growth/overlap.py",),
        (
            *told(nap.before, nap.after, nap.pairs), *around(ranged(nap.estimate)), *around(ranged(tau.estimate)),
            *told(overlap.LEAST, overlap.BETTER),
        ),
        (why(overlap.nap(data.LEVEL_BEFORE[:2], data.LEVEL_AFTER)),),
    )  # fmt: skip


def _baseline() -> Facts:
    tau, corrected = growth.rising()
    return Facts(
        "baseline",
        ("growth/baseline.py",),
        (
            *around(ranged(tau.estimate)),
            f"{corrected.baseline_slope:.1f}",
            *around(ranged(corrected.estimate)),
            str(overlap.BETTER),
        ),
    )


def _noise() -> Facts:
    smallest = growth.agency_noise().smallest_change
    small, large = growth.moved(*data.SMALL_MOVE), growth.moved(*data.LARGE_MOVE)
    few = reliable_change.noise(growth.spread(), growth.alike(), 12)
    return Facts(
        "reliable-change",
        ("growth/reliable_change.py",),
        (
            *told(growth.spread()),
            *around(ranged(growth.alike())),
            *told(data.DOUBLE_RATED, *(f"{limit:.1f}" for limit in ranged(smallest))),
            *told(*data.SMALL_MOVE, small.change.value, *data.LARGE_MOVE, large.change.value),
            str(reliable_change.LEAST_PAIRS),
        ),
        (why(few),),
    )


def _gap() -> Facts:
    found, limits = growth.two_views(), growth.two_views_limits()
    mean = ranged(found.mean)
    return Facts(
        "gap",
        ("growth/gap.py",),
        (
            *told(found.pairs, found.equal, found.within_one), *told(*mean, as_="{:.1f}"),
            *map(signed, (*ranged(limits.low), *ranged(limits.high))), *told(gap.LEAST_PAIRS, theil_sen.EARLY),
        ),
        (why(gap.gap(data.SELF_POINTS[:4], data.COACH_POINTS[:4]).mean),),
    )  # fmt: skip


def _slopes() -> Facts:
    found = growth.group()
    units = dict(zip(found.people, found.shrinkage.units, strict=True))
    own = {line.person: ranged(of_kind(ols.OwnSlope, ols.own_slope(line)).per_month) for line in growth.trajectories()}
    named = [(*around(own[name]), *around(ranged(units[name].estimate))) for name in ("Abe", "Dee")]
    seven = growth.trajectories()[:7]
    return Facts(
        "shrinkage",
        ("growth/shrinkage.py", "growth/mixed.py", "growth/ols.py", "growth/cohort.py"),
        (
            *told(len(found.people), found.points / len(found.people)), *around(ranged(found.shrinkage.mean)),
            *named[0], *named[1], *told(cohort.PEOPLE, cohort.POINTS),
        ),
        (why(shrinkage.group_slopes(seven)),),
    )  # fmt: skip


def _waits() -> Facts:
    found = growth.to_stage()
    by_four = next(step for step in found.steps if step.month == 4)
    not_yet = ranged(by_four.not_yet)
    few = of_kind(TimeToStage, time_to_stage([3, 5, 5, 5], [True, False, False, False]))
    half = of_kind(TimeToStage, time_to_stage([3, 4, 5, 5], [True, True, False, False]))
    start, end = growth.waiting((0, data.COHORT_MONTHS))
    return Facts(
        "time-to-stage",
        ("growth/survival.py",),
        (
            *told(found.people, found.reached, found.followed, by_four.month),
            percent(1 - not_yet.value), *percents(1 - not_yet.high, 1 - not_yet.low),
            *told(*ranged(found.median)), *told(start, end, found.followed),
        ),
        (why(few.median), of_kind(OpenMedian, half.median).high.why),
    )  # fmt: skip


FACTS: dict[str, Callable[[], Facts]] = {
    "Change per month": _slope,
    "Run chart: did something shift?": _run_chart,
    "Before and after": _overlap,
    "Before and after, when growth had begun": _baseline,
    "More than noise": _noise,
    "Two views: self beside coach": _gap,
    "Slopes of a group": _slopes,
    "Time to a stage": _waits,
}
