"""The words along both axes of a drawing: stages, points, months and years."""

from app.analytics.frame import Plot
from app.analytics.shapes import Text

_BAND_CSS = {False: "band-name", True: "band-name is-middle"}
# The least height of a point whose digit leaves its neighbours alone.
_DIGIT_ROW = 14


def axis_words(plot: Plot) -> tuple[Text, ...]:
    """Everything; nothing beside a spark, which is never read for values."""
    return (
        ()
        if plot.frame.bare
        else (*_band_names(plot), *_digits(plot), *_months(plot, plot.bottom + 24, plot.bottom + 46))
    )


def small_words(plot: Plot) -> tuple[Text, ...]:
    """For one of many small drawings: both ends of the scale, the months, and the years below them."""
    x = plot.frame.left - 6
    points = [Text(x, plot.y(point) + 5, str(point), "is-end") for point in (plot.scale.lowest, plot.scale.highest)]
    return (*points, *_months(plot, plot.bottom + 17, plot.bottom + 34))


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


def _months(plot: Plot, y: float, years_at: float) -> tuple[Text, ...]:
    column = plot.frame.column(plot.axis)
    every = next((step for step in (1, 3, 6) if column * step >= 11), 12)
    texts = []
    for place, first in enumerate(plot.axis.months):
        if (first.month - plot.axis.months[0].month) % every == 0:
            label = f"{first:%b}" if column * every >= 36 else f"{first:%b}"[0]
            texts.append(Text(plot.x(place + 0.5), y, label, "tick"))
    return (*texts, *_years(plot, years_at))


def _years(plot: Plot, y: float) -> list[Text]:
    starts = [place for place, first in enumerate(plot.axis.months) if place == 0 or first.month == 1]
    # The first year gives way when January comes too soon for both to be read.
    if len(starts) > 1 and (starts[1] - starts[0]) * plot.frame.column(plot.axis) < 40:
        starts = starts[1:]
    return [Text(plot.x(place + 0.5), y, str(plot.axis.months[place].year), "tick") for place in starts]
