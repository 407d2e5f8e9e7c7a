"""What a chart says, in sentences and table rows: the same facts for those who do not look at the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.analytics.series import Axis, Flag, Given, Mark, Series, months_in
from app.frameworks.scale import Scale
from app.ratings.rules import Kind
from app.web.words import counted, day, first_name, month

TREND_NEEDS = 6  # the sentence below says it in a word
_TALKING_POINT = "One step between two months is a talking point, not yet a change."


@dataclass(frozen=True)
class TableRow:
    """One line of the table beside a chart."""

    on: date
    kind: Kind
    rater: str
    words: str


def own(name: str) -> str:
    """Wren’s; the possessive of a name as printed."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def span(axis: Axis) -> str:
    """December 2025 to November 2026."""
    first, last = axis.months[0], axis.months[-1]
    return month(first) if first == last else f"{month(first)} to {month(last)}"


def summary(series: Series, scale: Scale, worker: str) -> str:
    """What the points in the picture did, first and last, without any judgement. `worker` is a first name."""
    coached, themselves = series.of(Kind.COACH), series.of(Kind.SELF)
    if not coached and not themselves:
        return "There are no points in these months."
    with_year = series.axis.months[0].year != series.axis.months[-1].year and len(series.axis.months) > 12
    return " ".join(
        part
        for part in (_coached(coached, scale, with_year=with_year), _own(themselves, worker, alone=not coached))
        if part
    )


def caution(given: Sequence[Given], coached: Sequence[Given], *, since: date | None = None) -> str:
    """What the points cannot tell yet; `given` is all that the viewer may see of the element, in any window.

    `coached` is the newest coach's series among them. `since` is the first day of what the viewer sees, where the
    coach may have given points before it.
    """
    if not coached:
        return _TALKING_POINT if len(given) > 1 else ""
    rater, months = coached[-1].rater, months_in(coached)
    anew = any(one.rater == rater and one.point is not None and one not in coached for one in given)
    began = " since the last change of position, unit or version of the profile" if anew else ""
    until_now = f" since {day(since)}" if since else " so far"
    so_far = f"{first_name(rater)} has given {counted(months, 'point')}{began or until_now}."
    if months < TREND_NEEDS:
        so_far += " A trend needs six from the same coach, so none is drawn."
    else:
        so_far += " What they say together stands below the chart."
    return f"{so_far} {_TALKING_POINT}" if months > 1 else so_far


def table_rows(given: Sequence[Given], axis: Axis, scale: Scale) -> list[TableRow]:
    """Every point and every *not observed* inside the axis, oldest first."""
    inside = sorted((one for one in given if axis.holds(one.on)), key=lambda one: one.on)
    return [TableRow(one.on, one.kind, one.rater, answer_words(one, scale)) for one in inside]


def goal_rows(flags: Sequence[Flag], axis: Axis) -> list[tuple[date, str]]:
    """The goals whose flags stand in the chart, the oldest first: the day each was set, its step and how it ended."""
    # Goals come the newest first, and those of one day keep their order.
    inside = sorted((flag for flag in reversed(flags) if axis.holds(flag.on)), key=lambda flag: flag.on)
    return [(flag.on, f"From {flag.present} to {flag.target}. {flag.ending or 'Worked on now'}.") for flag in inside]


def answer_words(one: Given, scale: Scale) -> str:
    """Such as “4, Accomplished”, or “Not observed: no interpreter”."""
    if one.point is not None:
        return f"{one.point}, {scale.stage_of(one.point).title}"
    return f"Not observed: {one.reason[:1].lower()}{one.reason[1:]}" if one.reason else "Not observed"


def cell_words(scale: Scale, coach: int | None, themselves: int | None) -> str:
    """The newest points of one cell, for its accessible name."""
    parts = [
        f"{who} {point}, {scale.stage_of(point).title}."
        for who, point in (("Coach", coach), ("Self", themselves))
        if point is not None
    ]
    return " ".join(parts)


def rhythm(months: int) -> str:
    return "monthly" if months == 1 else f"every {months} months"


def _coached(marks: Sequence[Mark], scale: Scale, *, with_year: bool) -> str:
    if not marks:
        return ""
    first, last = marks[0], marks[-1]
    several = len({mark.given.rater for mark in marks}) > 1
    stages = [scale.stage_of(mark.point).title for mark in (first, last)]
    if len(marks) == 1:
        return (
            f"{own(first_name(first.given.rater))} point is {first.point}, in {stages[0]} ({_month(first, with_year)})."
        )
    who = "The coaches’ points" if several else f"{own(first_name(first.given.rater))} points"
    ends = [f"{mark.point} ({_by(mark, several)}{_month(mark, with_year)})" for mark in (first, last)]
    where = f"in {stages[1]}" if stages[0] == stages[1] else f"from {stages[0]} into {stages[1]}"
    if first.point == last.point:
        return f"{who} began at {ends[0]} and stand at {ends[1]}, {where}."
    return f"{who} went from {ends[0]} to {ends[1]}, {where}."


def _own(marks: Sequence[Mark], worker: str, *, alone: bool) -> str:
    if not marks:
        return ""
    first, last = marks[0].point, marks[-1].point
    if len(marks) == 1:
        return f"Own point {first}." if alone else f"{own(worker)} own point is {first}."
    if len({mark.point for mark in marks}) == 1:
        return f"{own(worker)} own points stood at {last} throughout."
    if first == last:
        return f"{own(worker)} own points began at {first} and stand at {last}."
    return f"{own(worker)} own went from {first} to {last}."


def _by(mark: Mark, several: bool) -> str:
    return f"{first_name(mark.given.rater)}, " if several else ""


def _month(mark: Mark, with_year: bool) -> str:
    return f"{mark.given.on:%B}" + (f" {mark.given.on.year}" if with_year else "")
