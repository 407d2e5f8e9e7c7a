"""Figures in sentences: each with its range, its count and its months, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.analytics.findings import LEAST_MONTHS, Findings
from app.analytics.series import Given, months_in
from app.analytics.words import own
from app.frameworks.scale import Scale
from app.statistics.growth.reliable_change import LEAST_PAIRS, Change
from app.statistics.growth.run_chart import LEAST_USEFUL, RunChart, RunLimits
from app.statistics.growth.slope import HiddenSlope, Slope
from app.statistics.results import Estimate, Interval, NotComputable
from app.web.words import counted, first_name, listed, month, sentence_case

# A range narrower than this many steps is told to the second decimal.
_NARROW = 0.3
_USUAL = "the usual difference between two coaches who rate the same work"
_WAITS_FOR_DOUBLES = (
    f"Cannot tell yet whether this is larger than {_USUAL}. To learn how far two coaches differ, this agency needs at "
    f"least {LEAST_PAIRS} pairs of points: two coaches, the same worker, element and month, and neither knew the "
    "other’s point. Such pairs are rare."
)


@dataclass(frozen=True)
class Said:
    """One figure in words, under the name of its question."""

    title: str
    words: str


def said_of(found: Findings, scale: Scale) -> list[Said]:
    return [
        Said("Change per month", change_words(found, scale)),
        Said("Above and below the middle line", run_words(found)),
        Said("Beside the usual difference of two coaches", usual_words(found)),
    ]


def change_words(found: Findings, scale: Scale) -> str:
    points = counted(len(found.points), "point")
    basis = f"From {points} that {_coach(found.series)} gave {period(found.series)}."
    change = found.change
    if change is None:
        return (
            f"Cannot tell yet. This takes points from the same coach in {counted(LEAST_MONTHS, 'month')}. "
            f"{_coach(found.series)} has given {points}, {period(found.series)}."
        )
    if isinstance(change, HiddenSlope):
        return f"{_mostly_at_an_end(change, found.series)} {_by_stage(found.points, scale)}"
    if isinstance(change, NotComputable):
        return f"{_why(change)}. {basis}"
    return f"{_pace(change)}. {basis}"


def short_change_words(series: Sequence[Given], change: Slope | HiddenSlope | NotComputable | None) -> str:
    """The same for one of many small charts."""
    basis = f"{counted(len(series), 'point')} {period(series)}"
    if change is None:
        return f"Change per month: cannot tell yet, it takes {counted(LEAST_MONTHS, 'month')} ({basis})."
    if isinstance(change, Slope):
        words = _pace(change)
    else:
        words = _at_an_end(change) if isinstance(change, HiddenSlope) else _why(change)
    # One colon is enough for a line.
    words = f"{words[:1].lower()}{words[1:]}".replace(": ", ", ", 1)
    return f"Change per month: {words} ({basis})."


def run_words(found: Findings) -> str:
    """No figure stands here below ten points off the line: of fewer there is no line to speak of."""
    run = found.run
    if isinstance(run, NotComputable) or not isinstance(run.limits, RunLimits):
        return (
            f"Cannot tell yet. A middle line is drawn once {LEAST_USEFUL} or more points of the same coach stand above "
            "or below it."
        )
    return (
        f"The middle line (median) of {counted(run.points, 'point')} {period(found.series)} stands at {run.median:g}. "
        f"{_on_the_line(run)} {_signal(run, run.limits)}"
    )


def usual_words(found: Findings) -> str:
    """The last point beside the first, and whether two coaches who rate the same work differ by as much."""
    first, last = found.points[0], found.points[-1]
    if len(found.points) < 2:
        return "Cannot tell yet. There is one point, and a change needs two."
    if first == last:
        began, ended = (month(found.series[end].on) for end in (0, -1))
        return f"The first point ({began}) and the last ({ended}) are both {first}, so there is no change to compare."
    ends = f"From {first} in {month(found.series[0].on)} to {last} in {month(found.series[-1].on)}"
    moved = found.moved
    if isinstance(moved, NotComputable):
        # More pairs help where there are too few of them, and not where those there are say nothing.
        waits = moved.why.startswith("cannot tell yet")
        why = f"This agency cannot work out {_USUAL}: {_reason(moved)}."
        return f"{ends}. {_WAITS_FOR_DOUBLES if waits else why}"
    return f"{ends} is {counted(abs(last - first), 'step')}. {_beside_usual(moved)}"


def period(series: Sequence[Given]) -> str:
    """From March to November 2026."""
    first, last = series[0].on, series[-1].on
    if months_in(series) == 1:
        return f"in {month(first)}"
    return f"from {_month_of(first, last)} to {month(last)}"


def in_range(interval: Interval, *, signed: bool = True) -> str:
    places = places_of(interval)
    return f"between {number(interval.low, places, signed)} and {number(interval.high, places, signed)}"


def places_of(interval: Interval) -> int:
    return 1 if interval.high - interval.low >= _NARROW else 2


def holds_zero(interval: Interval) -> bool:
    """By the digits that are shown, so that a range printed from 0.0 counts as one that holds zero."""
    places = places_of(interval)
    return round(interval.low, places) <= 0 <= round(interval.high, places)


def number(value: float, places: int = 1, signed: bool = True) -> str:
    """+0.3, −0.1, 0.0: with a true minus, and no sign before nothing."""
    rounded = round(value, places)
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):.{places}f}"


def _pace(change: Slope) -> str:
    estimate, early = change.per_month, change.reading == "early sign"
    if isinstance(estimate.interval, NotComputable):
        # No figure stands without its range, or the reason why it has none.
        return f"{_figure(estimate, 1)}, without a range: {_reason(estimate.interval)}"
    if holds_zero(estimate.interval):
        return f"Cannot tell yet: {in_range(estimate.interval)} of a step a month"
    words = f"{_figure(estimate, places_of(estimate.interval))}, {in_range(estimate.interval)}"
    return f"An early sign: {words}" if early else words


def _figure(estimate: Estimate, places: int) -> str:
    unit = "of a step" if abs(round(estimate.value, places)) < 1 else "steps"
    return f"{number(estimate.value, places)} {unit} a month"


def _at_an_end(change: HiddenSlope) -> str:
    return f"Too many of the points are {_edge(change)} to give a rate per month: {change.at_edge} of {change.points}"


def _edge(change: HiddenSlope) -> str:
    return f"{change.edge[0]} or {change.edge[-1]}" if len(change.edge) > 1 else f"{change.edge[0]}"


def _mostly_at_an_end(change: HiddenSlope, series: Sequence[Given]) -> str:
    coach, months = own(_coach(series)), period(series).removeprefix("from ").removeprefix("in ")
    points = f"All {change.points} of {coach} points" if change.at_edge == change.points else (
        f"{change.at_edge} of {coach} {change.points} points"
    )  # fmt: skip
    return f"{points} ({months}) are {_edge(change)}. That is too many to give a rate per month."


def _by_stage(points: Sequence[int], scale: Scale) -> str:
    """Each with its n, and the stages that hold none go without saying."""
    counts = [(stage.title, sum(point in stage.points for point in points)) for stage in scale.stages]
    held = [(title, count) for title, count in counts if count]
    if len(held) == 1:
        return f"All {len(points)} are in {held[0][0]}."
    return f"By stage: {listed(f'{title} {count} of {len(points)}' for title, count in held)}."


def _on_the_line(run: RunChart) -> str:
    on = run.points - run.useful
    if on == 0:
        return "No point stands on it, so all of them count here."
    return f"{sentence_case(counted(on, 'point stands', 'points stand'))} on it and {_do(on)} not count here."


def _do(count: int) -> str:
    return "does" if count == 1 else "do"


def _signal(run: RunChart, limits: RunLimits) -> str:
    found = []
    if run.longest_run > limits.longest_allowed:
        found.append(
            f"In one stretch, {run.longest_run} points in a row stand on the same side. Chance alone seldom gives more "
            f"than {limits.longest_allowed}."
        )
    if run.crossings < limits.crossings_required:
        found.append(
            f"The points cross the line {_times(run.crossings)}. Chance alone seldom gives fewer than "
            f"{counted(limits.crossings_required, 'crossing')}."
        )
    if found:
        return " ".join((*found, "The points do not say why."))
    return (
        f"The points move around it as they would by chance alone: at most {run.longest_run} in a row on one side, and "
        f"they cross the line {_times(run.crossings)}."
    )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _beside_usual(moved: Change) -> str:
    smallest = moved.noise.smallest_change
    limits = "" if isinstance(smallest.interval, NotComputable) else f" ({in_range(smallest.interval, signed=False)})"
    usual = (
        f"In this agency, two coaches who rate the same work usually differ by {number(smallest.value, 1, False)} "
        f"steps or less{limits}, as {moved.noise.pairs} pairs of points show."
    )
    if moved.is_reliable:
        return f"{usual} This change is larger than that usual difference."
    return f"{usual} This change is not larger than that: something to talk about, and no proof."


def _why(found: NotComputable) -> str:
    return sentence_case(found.why)


def _reason(found: NotComputable) -> str:
    return found.why.partition(": ")[2]


def _coach(series: Sequence[Given]) -> str:
    return first_name(series[-1].rater)


def _month_of(first: date, last: date) -> str:
    return f"{first:%B}" if first.year == last.year else month(first)
