"""The words along both axes of a drawing: stages, points, months and years."""

from app.analytics.frame import Plot
from app.analytics.lettering import length_of
from app.analytics.shapes import Text

_BAND_CSS = {False: "band-name", True: "band-name is-middle"}
# The least height of a point whose digit leaves its neighbours alone.
_DIGIT_ROW = 14
# Between the words of two neighbours along the foot of a small drawing.
_APART = 12


def axis_words(plot: Plot) -> tuple[Text, ...]:
    """Everything; nothing beside a spark, which is never read for values."""
    return () if plot.frame.bare else (*_band_names(plot), *_digits(plot), *_months(plot))


def end_words(plot: Plot) -> tuple[Text, ...]:
    """The ends of both axes, for one of many small drawings, and between the months as much as there is room for."""
    x, y, months = plot.frame.left - 6, plot.bottom + 17, plot.axis.months
    first, last = (f"{one:%b} {one.year}" for one in (months[0], months[-1]))
    left, right = plot.x(0), plot.x(len(months))
    points = [Text(x, plot.y(point) + 5, str(point), "is-end") for point in (plot.scale.lowest, plot.scale.highest)]
    ends = [Text(left, y, first), Text(right, y, last, "is-end")]
    between = [
        Text(at, y, label, "tick")
        for at, label in _between(plot)
        if left + length_of(first) + _APART < at - length_of(label) / 2
        and at + length_of(label) / 2 < right - length_of(last) - _APART
    ]
    return (*points, *ends, *between)


def _between(plot: Plot) -> list[tuple[float, str]]:
    """An initial for every month of a year, and the year itself at each January where there are more."""
    months = [(plot.x(place + 0.5), first) for place, first in enumerate(plot.axis.months)]
    if len(months) <= 12:
        return [(x, f"{first:%b}"[0]) for x, first in months]
    januaries = [(x, str(first.year)) for x, first in months if first.month == 1]
    apart = plot.frame.column(plot.axis) * 12
    return januaries if apart > length_of("2026") + _APART else []


def _band_names(plot: Plot) -> tuple[Text, ...]:
    x = 12.0 if plot.frame.narrow else 0.0
    return tuple(
        Text(x, _middle(top, bottom, plot), stage.title, _BAND_CSS[plot.frame.narrow], upright=plot.frame.narrow)
        for stage, (top, bottom) in zip(plot.scale.stages, plot.edges(), strict=True)
    )


def _middle(top: float, bottom: float, plot: Plot) -> float:
    # Level words stand on their baseline; upright ones are centred on their own length.
    return round((top + bottom) / 2 + (0 if plot.frame.narrow else 5), 1)


def _digits(plot: Plot) -> tuple[Text, ...]:
    x = plot.frame.left - 10
    return tuple(Text(x, plot.y(point) + 5, str(point), "is-end") for point in _told(plot))


def _told(plot: Plot) -> list[int]:
    """Every point; where they would touch, the first of each stage and the last of all."""
    if plot.frame.row >= _DIGIT_ROW:
        return list(plot.scale.points)
    return [*(stage.points[0] for stage in plot.scale.stages), plot.scale.highest]


def _months(plot: Plot) -> tuple[Text, ...]:
    column = plot.frame.column(plot.axis)
    every = next((step for step in (1, 3, 6) if column * step >= 11), 12)
    texts = []
    for place, first in enumerate(plot.axis.months):
        if (first.month - plot.axis.months[0].month) % every == 0:
            label = f"{first:%b}" if column * every >= 36 else f"{first:%b}"[0]
            texts.append(Text(plot.x(place + 0.5), plot.bottom + 24, label, "tick"))
    return (*texts, *_years(plot))


def _years(plot: Plot) -> list[Text]:
    starts = [place for place, first in enumerate(plot.axis.months) if place == 0 or first.month == 1]
    # The first year gives way when January comes too soon for both to be read.
    if len(starts) > 1 and (starts[1] - starts[0]) * plot.frame.column(plot.axis) < 40:
        starts = starts[1:]
    return [Text(plot.x(place + 0.5), plot.bottom + 46, str(plot.axis.months[place].year), "tick") for place in starts]
