"""From points to what a chart may truthfully draw: lines that break, gaps, marks of change, and the newest series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal
from uuid import UUID

from app.ratings.rules import Kind


@dataclass(frozen=True)
class Given:
    """One element of one submitted assessment; without a point it was not observed, for a reason in words or none.

    `pair` is the sealed pair in which it may be set beside the other side's point; None where it may not. `rater_id`
    says whose it is where that decides who is shown more.
    """

    kind: Kind
    on: date
    point: int | None
    rater: str
    version: int = 1
    reason: str = ""
    pair: UUID | None = None
    rater_id: UUID | None = None


@dataclass(frozen=True)
class Change:
    """From this day on something else held: another coach, version of the profile, position or unit."""

    kind: Literal["coach", "version", "position", "unit"]
    on: date
    before: str
    after: str


@dataclass(frozen=True)
class Flag:
    """A goal as the chart shows it: set on a day, from the present point to a target."""

    on: date
    present: int
    target: int
    # How it ended, in words, as far as the viewer may know; empty while it is worked on.
    ending: str = ""


@dataclass(frozen=True)
class Axis:
    """Consecutive months, each as its first day. Every x is counted in months from the left edge of the first."""

    months: tuple[date, ...]

    def column(self, day: date) -> int:
        """Negative before the first month, the number of months or more after the last."""
        return _number(day) - _number(self.months[0])

    def place(self, day: date) -> float:
        """Where in the months this day stands."""
        return self.column(day) + (day.day - 1) / 31

    def holds(self, day: date) -> bool:
        return 0 <= self.column(day) < len(self.months)


@dataclass(frozen=True)
class Mark:
    given: Given
    point: int
    x: float


@dataclass(frozen=True)
class Run:
    """Marks of one kind that one line may join; the last point holds until `until`."""

    kind: Kind
    marks: tuple[Mark, ...]
    until: float


@dataclass(frozen=True)
class Gap:
    """Neighbouring months without any point between months with points; the reason is empty unless all are known."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True)
class Placed:
    change: Change
    x: float


@dataclass(frozen=True)
class Middle:
    """The median of a coach's series, as a line from its first day on."""

    value: float
    since: date


@dataclass(frozen=True)
class Series:
    """Everything one drawing of one element shows, whoever draws it."""

    axis: Axis
    marks: tuple[Mark, ...]
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    changes: tuple[Placed, ...]

    def of(self, kind: Kind) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.given.kind is kind)


def months_until(last: date, count: int) -> Axis:
    """So many months, of which the last holds the day `last`."""
    end = _number(last)
    return Axis(tuple(_first_day(number) for number in range(end - count + 1, end + 1)))


def months_between(first: date, last: date) -> int:
    """How many months the two days touch, both counted; a day later than `last` gives zero or less."""
    return _number(last) - _number(first) + 1


def series_of(given: Iterable[Given], axis: Axis, *, changes: Sequence[Change] = (), every: int = 1) -> Series:
    """The points inside the axis with their lines, gaps and changes.

    `every` is how many months normally lie between two assessments: with a quarterly rhythm, two months
    without a point are no gap. A coach's line begins anew with another coach, version or position; every
    line ends at a gap.
    """
    inside = sorted((one for one in given if axis.holds(one.on)), key=lambda one: one.on)
    marks = _placed_marks(inside, axis)
    gaps = _gaps(inside, axis, every)
    placed = _placed_changes([*changes, *_new_versions(inside)], axis, marks)
    runs = tuple(run for kind in (Kind.SELF, Kind.COACH) for run in _runs(kind, marks, gaps, placed))
    return Series(axis, marks, runs, gaps, placed)


def newest_series(given: Iterable[Given], changes: Iterable[Change] = ()) -> tuple[Given, ...]:
    """The coach's points that compare, oldest first: those since the newest coach, version, position and unit began.

    This is what figures of growth rest on. Months without a point break a line and leave the series whole.
    """
    points = sorted((one for one in given if one.kind is Kind.COACH and one.point is not None), key=lambda one: one.on)
    if not points:
        return ()
    newest = points[-1]
    since = max((change.on for change in changes if change.on <= newest.on), default=date.min)
    found: list[Given] = []
    for one in reversed(points):
        if (one.rater, one.version) != (newest.rater, newest.version) or one.on < since:
            break
        found.append(one)
    return tuple(reversed(found))


def months_in(given: Iterable[Given]) -> int:
    """In how many different months these were given."""
    return len({_number(one.on) for one in given})


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _placed_marks(inside: Sequence[Given], axis: Axis) -> tuple[Mark, ...]:
    shares: dict[tuple[int, Kind], list[Given]] = {}
    for one in inside:
        if one.point is not None:
            shares.setdefault((axis.column(one.on), one.kind), []).append(one)
    marks = []
    for (column, kind), ones in shares.items():
        # The coach stands left, self right, all as far apart as they can, so that none covers another.
        coached, themselves = (len(shares.get((column, one), ones)) for one in (Kind.COACH, Kind.SELF))
        first = 0.5 if kind is Kind.COACH else coached + 0.5
        places = [column + (first + place) / (coached + themselves) for place in range(len(ones))]
        marks += [Mark(one, one.point, x) for one, x in zip(ones, places, strict=True) if one.point is not None]
    return tuple(sorted(marks, key=lambda mark: mark.x))


def _gaps(inside: Sequence[Given], axis: Axis, every: int) -> tuple[Gap, ...]:
    filled = sorted({axis.column(one.on) for one in inside if one.point is not None})
    return tuple(
        Gap(before + 1, after - 1, _reason(inside, axis, range(before + 1, after)))
        for before, after in pairwise(filled)
        if after - before - 1 >= every
    )


def _reason(inside: Sequence[Given], axis: Axis, columns: range) -> str:
    reasons = [one.reason for one in inside if one.point is None and axis.column(one.on) in columns]
    # Inside a sentence each begins small: "supervisor not available, no network yet".
    small = dict.fromkeys(f"{reason[:1].lower()}{reason[1:]}" for reason in reasons)
    return ", ".join(small) if reasons and all(reasons) else ""


def _new_versions(inside: Sequence[Given]) -> list[Change]:
    points = [one for one in inside if one.point is not None]
    return [
        Change("version", after.on, f"Version {before.version}", f"Version {after.version}")
        for before, after in pairwise(points)
        if after.version > before.version
    ]


def _placed_changes(changes: Sequence[Change], axis: Axis, marks: Sequence[Mark]) -> tuple[Placed, ...]:
    # A change before the first day shown tells nothing about what is shown.
    shown = [change for change in changes if axis.months[0] < change.on and axis.holds(change.on)]
    placed = [Placed(change, _place(change, axis, marks)) for change in shown]
    return tuple(sorted(placed, key=lambda one: one.x))


def _place(change: Change, axis: Axis, marks: Sequence[Mark]) -> float:
    # By the day of its month, but never on the wrong side of a coach's mark of that month.
    column = axis.column(change.on)
    x = axis.place(change.on)
    coached = [mark for mark in marks if mark.given.kind is Kind.COACH and axis.column(mark.given.on) == column]
    low = max((mark.x for mark in coached if mark.given.on < change.on), default=float(column))
    high = min((mark.x for mark in coached if mark.given.on >= change.on), default=column + 1.0)
    return x if low <= x < high else (low + high) / 2


def _runs(kind: Kind, marks: Sequence[Mark], gaps: Sequence[Gap], changes: Sequence[Placed]) -> list[Run]:
    stops = sorted([float(gap.first) for gap in gaps] + ([one.x for one in changes] if kind is Kind.COACH else []))
    runs: list[Run] = []
    open_run: list[Mark] = []
    for mark in (mark for mark in marks if mark.given.kind is kind):
        if open_run and (ends := _end_between(open_run[-1], mark, stops)) is not None:
            runs.append(Run(kind, tuple(open_run), ends))
            open_run = []
        open_run.append(mark)
    if open_run:
        runs.append(Run(kind, tuple(open_run), open_run[-1].x))
    return runs


def _end_between(mark: Mark, following: Mark, stops: Sequence[float]) -> float | None:
    stop = next((stop for stop in stops if mark.x <= stop <= following.x), None)
    if stop is None and mark.given.kind is Kind.COACH and mark.given.rater != following.given.rater:
        return mark.x
    return stop
