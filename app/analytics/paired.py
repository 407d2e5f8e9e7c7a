"""Opened pairs of one element: the own point beside the coach's, month by month, and never an average of the two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from app.analytics.series import Axis, Gap, Given, Series, months_between, months_until, series_of
from app.ratings.rules import Kind

# So many steps apart, two views are joined by dots.
APART = 2
_FEWEST_MONTHS = 6


@dataclass(frozen=True)
class PairOfPoints:
    """One element of a pair that is open, in which neither side knew the other's view."""

    coach: Given
    own: Given
    coach_point: int
    own_point: int

    @property
    def steps_apart(self) -> int:
        return abs(self.own_point - self.coach_point)


def pairs_of(given: Iterable[Given], series: Sequence[Given]) -> tuple[PairOfPoints, ...]:
    """The pairs whose coach's side belongs to this series, oldest first."""
    coached = {one.pair: one for one in series if one.pair}
    own: dict[UUID, Given] = {one.pair: one for one in given if one.kind is Kind.SELF and one.pair and one.point}
    return tuple(
        PairOfPoints(coach, own[pair], coach.point, own_point)
        for pair, coach in coached.items()
        if pair in own and coach.point is not None and (own_point := own[pair].point) is not None
    )


def drawn(pairs: Sequence[PairOfPoints], above: Series | None = None) -> Series:
    """The marks of the pairs on the months from the first to the last, without any line over the months.

    `above` is the series of the element's own chart: a month that has no point there has none here.
    """
    last = pairs[-1].coach.on
    count = max(_FEWEST_MONTHS, months_between(pairs[0].coach.on, last))
    both = [one for pair in pairs for one in (pair.coach, pair.own)]
    series = series_of(both, months_until(last, count))
    return Series(series.axis, series.marks, (), _gaps_of(above, series.axis) if above else (), ())


def _gaps_of(series: Series, axis: Axis) -> tuple[Gap, ...]:
    """As far as they lie in these months."""
    shift, last = axis.column(series.axis.months[0]), len(axis.months) - 1
    moved = [replace(gap, first=max(0, gap.first + shift), last=min(last, gap.last + shift)) for gap in series.gaps]
    return tuple(gap for gap in moved if gap.first <= gap.last)
