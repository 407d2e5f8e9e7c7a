"""The growth chart as plain numbers for an SVG: where every band, line, mark, flag and word stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi, sqrt

from app.analytics.lettering import LINE, gap_lines, gap_upright, length_of
from app.analytics.series import Axis, Change, Flag, Gap, Mark, Placed, Run, Series, placed_flags
from app.analytics.shapes import Box, Dot, Drawing, Line, Pennant, Spark, Text
from app.frameworks.scale import Scale
from app.ratings.rules import Kind

# The coach's line runs a little below the true height and the own line above, so equal points hide neither.
_APART = {Kind.COACH: 2.5, Kind.SELF: -2.5}
_ROW = 20.0
_BAND_CSS = {False: "band-name", True: "band-name is-middle"}
SPARK_WIDTH, SPARK_HEIGHT = 120, 40


@dataclass(frozen=True)
class Frame:
    """The measures of one drawing, in its own units."""

    width: float
    left: float
    right: float
    row: float
    narrow: bool
    bare: bool = False  # without words: one of many small drawings

    def x(self, months: float, axis: Axis) -> float:
        return round(self.left + months * self.column(axis), 1)

    def column(self, axis: Axis) -> float:
        return (self.width - self.left - self.right) / len(axis.months)


def wide(series: Series, scale: Scale, flags: Sequence[Flag] = ()) -> Drawing:
    """For a screen with room, and for paper."""
    row = min(64.0, max(30.0, 410 / len(scale.points)))
    return _draw("wide", series, scale, flags, Frame(1180, 152, 16, row, narrow=False))


def narrow(series: Series, scale: Scale, flags: Sequence[Flag] = ()) -> Drawing:
    """For a phone: smaller marks without digits, initials for months, upright names of the bands."""
    # A band's name stands upright in it, so a stage of one point needs a taller row than a third of a stage.
    row = max(38.7, 94 / min(len(stage.points) for stage in scale.stages))
    return _draw("narrow", series, scale, flags, Frame(334, 44, 2, row, narrow=True))


def small(series: Series, scale: Scale, key: str) -> Drawing:
    """One of many below one another: bands, lines and marks, without words."""
    return _draw(key, series, scale, (), Frame(720, 2, 2, 108 / len(scale.points), narrow=True, bare=True))


def spark(series: Series, scale: Scale) -> Spark:
    """The last months of one cell: a hint of steps, never read for values."""
    frame = Frame(SPARK_WIDTH, 0, 0, SPARK_HEIGHT / len(scale.points), narrow=True, bare=True)
    plot = _Plot(series.axis, scale, frame, 0.0)
    paths = {kind: "".join(_spark_path(run, plot) for run in series.runs if run.kind is kind) for kind in Kind}
    borders = "".join(f"M0 {y:g}H{SPARK_WIDTH}" for y in plot.borders())
    return Spark(borders, paths[Kind.COACH], paths[Kind.SELF])


@dataclass(frozen=True)
class _Plot:
    axis: Axis
    scale: Scale
    frame: Frame
    top: float

    @property
    def bottom(self) -> float:
        return round(self.top + self.frame.row * len(self.scale.points), 1)

    def x(self, months: float) -> float:
        return self.frame.x(months, self.axis)

    def y(self, point: int) -> float:
        return round(self.top + self.frame.row * (len(self.scale.points) - 0.5 - self.scale.points.index(point)), 1)

    def edges(self) -> list[tuple[float, float]]:
        """Top and bottom of each stage's band, in the scale's order."""
        half = self.frame.row / 2
        return [
            (round(self.y(stage.points[-1]) - half, 1), round(self.y(stage.points[0]) + half, 1))
            for stage in self.scale.stages
        ]

    def borders(self) -> list[float]:
        return [top for top, _ in self.edges()[:-1]]

    def radius(self) -> float:
        column = self.frame.column(self.axis)
        if column >= 56 and not self.frame.narrow:
            return 12.0
        return round(max(3.5, min(6.5, column * 0.26)), 1)


def _draw(key: str, series: Series, scale: Scale, flags: Sequence[Flag], frame: Frame) -> Drawing:
    names, tops, rows = _names(series.changes, series.axis, frame)
    plot = _Plot(series.axis, scale, frame, 2.0 if frame.bare else 8 + _ROW * rows)
    words = () if frame.bare else (*names, *_band_names(plot), *_digits(plot), *_months(plot))
    return Drawing(
        key=key,
        width=frame.width,
        height=round(plot.bottom + (2 if frame.bare else 54), 1),
        bands=_bands(plot),
        borders=tuple(
            Line("rule", f"M{plot.x(0):g} {y:g}H{plot.x(len(series.axis.months)):g}") for y in plot.borders()
        ),
        gaps=tuple(_gap(gap, plot) for gap in series.gaps),
        gap_backs=() if frame.bare else tuple(back for gap in series.gaps for back in _gap_words(gap, plot)[0]),
        gap_words=() if frame.bare else tuple(text for gap in series.gaps for text in _gap_words(gap, plot)[1]),
        flags=tuple(_pennant(one, plot) for one in placed_flags(flags, series, apart=30 / frame.column(series.axis))),
        lines=tuple(Line(f"line-{run.kind.value}", _path(run, plot, _APART[run.kind])) for run in series.runs),
        changes=tuple(
            Line("change", f"M{plot.x(one.x):g} {top:g}V{plot.bottom:g}")
            for one, top in zip(series.changes, tops, strict=True)
        ),
        dots=tuple(_dot(mark, plot) for mark in series.marks),
        words=words,
    )


def _bands(plot: _Plot) -> tuple[Box, ...]:
    left, right, count = plot.x(0), plot.x(len(plot.axis.months)), len(plot.scale.stages)
    return tuple(
        Box(left, top, round(right - left, 1), round(bottom - top, 1), f"stage-{number}-of-{count}")
        for number, (top, bottom) in enumerate(plot.edges(), start=1)
    )


def _band_names(plot: _Plot) -> tuple[Text, ...]:
    x = 12.0 if plot.frame.narrow else 0.0
    return tuple(
        Text(x, _middle(top, bottom, plot), stage.title, _BAND_CSS[plot.frame.narrow], upright=plot.frame.narrow)
        for stage, (top, bottom) in zip(plot.scale.stages, plot.edges(), strict=True)
    )


def _middle(top: float, bottom: float, plot: _Plot) -> float:
    # Level words stand on their baseline; upright ones are centred on their own length.
    return round((top + bottom) / 2 + (0 if plot.frame.narrow else 5), 1)


def _digits(plot: _Plot) -> tuple[Text, ...]:
    x = plot.frame.left - 10
    return tuple(Text(x, plot.y(point) + 5, str(point), "is-end") for point in plot.scale.points)


def _months(plot: _Plot) -> tuple[Text, ...]:
    column = plot.frame.column(plot.axis)
    every = next((step for step in (1, 3, 6) if column * step >= 11), 12)
    texts = []
    for place, first in enumerate(plot.axis.months):
        if (first.month - plot.axis.months[0].month) % every == 0:
            label = f"{first:%b}" if column * every >= 36 else f"{first:%b}"[0]
            texts.append(Text(plot.x(place + 0.5), plot.bottom + 24, label, "tick"))
    return (*texts, *_years(plot))


def _years(plot: _Plot) -> list[Text]:
    starts = [place for place, first in enumerate(plot.axis.months) if place == 0 or first.month == 1]
    # The first year gives way when January comes too soon for both to be read.
    if len(starts) > 1 and (starts[1] - starts[0]) * plot.frame.column(plot.axis) < 40:
        starts = starts[1:]
    return [Text(plot.x(place + 0.5), plot.bottom + 46, str(plot.axis.months[place].year), "tick") for place in starts]


def _gap(gap: Gap, plot: _Plot) -> Box:
    x, end = plot.x(gap.first), plot.x(gap.last + 1)
    return Box(x, plot.top, round(end - x, 1), round(plot.bottom - plot.top, 1))


def _gap_words(gap: Gap, plot: _Plot) -> tuple[tuple[Box, ...], tuple[Text, ...]]:
    """The reason at the foot of the column, wrapped word by word; upright where even a word is too wide."""
    room = (gap.last + 1 - gap.first) * plot.frame.column(plot.axis) - 6
    middle, height = plot.x((gap.first + gap.last + 1) / 2), plot.bottom - plot.top
    lines = gap_lines(gap.reason, room, height)
    if not lines:
        return _upright(gap_upright(gap.reason, height), middle, plot)
    backs, texts = [], []
    for place, line in enumerate(reversed(lines)):
        y, length = plot.bottom - 10 - LINE * place, length_of(line)
        backs.append(Box(round(middle - length / 2 - 2, 1), y - 14, round(length + 4, 1), 19))
        texts.append(Text(middle, y, line, "gap-words is-middle"))
    return tuple(backs), tuple(reversed(texts))


def _upright(words: str, middle: float, plot: _Plot) -> tuple[tuple[Box, ...], tuple[Text, ...]]:
    length = length_of(words)
    y = plot.bottom - 8 - length / 2
    back = Box(middle - 9, round(y - length / 2 - 3, 1), 18, round(length + 6, 1))
    return (back,), (Text(middle + 4.5, round(y, 1), words, "gap-words is-middle", upright=True),)


def _path(run: Run, plot: _Plot, apart: float) -> str:
    """Steps: along the height of a point to where the next one stands, then up or down to it."""
    first = run.marks[0]
    steps = [f"M{plot.x(first.x):g} {plot.y(first.point) + apart:g}"]
    steps += [
        f"H{plot.x(after.x):g}" + ("" if before.point == after.point else f"V{plot.y(after.point) + apart:g}")
        for before, after in pairwise(run.marks)
    ]
    if run.until > run.marks[-1].x:
        steps.append(f"H{plot.x(run.until):g}")
    return "".join(steps)


def _spark_path(run: Run, plot: _Plot) -> str:
    """Marks have no place in a spark, so a point that stands alone is a short tick."""
    first = run.marks[0]
    if len(run.marks) == 1 and run.until <= first.x:
        return f"M{plot.x(first.x) - 4:g} {plot.y(first.point):g}h8"
    return _path(run, plot, 0.0)


def _dot(mark: Mark, plot: _Plot) -> Dot:
    x, y, r = plot.x(mark.x), plot.y(mark.point), plot.radius()
    half = round(r * sqrt(pi / 2), 1)
    diamond = f"M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}Z"
    return Dot(mark.given.kind.value, x, y, r, diamond, mark.point if r >= 12 else None)


def _pennant(placed: tuple[Flag, float], plot: _Plot) -> Pennant:
    flag, x, target = placed[0], plot.x(placed[1]), plot.y(placed[0].target)
    if plot.radius() < 12:
        pole = f"M{x:g} {plot.y(flag.present):g}V{target - 7:g}"
        return Pennant(pole, f"M{x:g} {target - 7:g}l9 4l-9 4z", x, target, None)
    pole = f"M{x:g} {plot.y(flag.present):g}V{target - 16:g}"
    return Pennant(pole, f"M{x:g} {target - 16:g}h27l-5 9l5 9h-27z", x + 11, target - 7, flag.target)


def _names(changes: Sequence[Placed], axis: Axis, frame: Frame) -> tuple[list[Text], list[float], int]:
    """What held before and after each change, beside its line, on as many rows as they need; and each line's top."""
    texts: list[Text] = []
    rows: list[list[tuple[float, float]]] = []
    tops = []
    for one in changes:
        x, used = frame.x(one.x, axis), []
        for words, css in _beside(one.change, frame):
            anchor, anchored, start, end = _fitted(x, length_of(words), css, frame.width)
            used.append(_row(rows, start, end))
            now = " is-now" if css == "" and one is changes[-1] else ""
            texts.append(Text(anchor, _ROW * used[-1] - 4, words, f"change-name{anchored}{now}"))
        tops.append(_ROW * (min(used, default=1) - 1) + 2)
    return texts, tops, len(rows)


def _beside(change: Change, frame: Frame) -> list[tuple[str, str]]:
    if frame.bare:
        return []
    if frame.narrow:
        return [(change.before, " is-end"), (change.after, "")]
    coach = "Coach: " if change.kind == "coach" else ""
    since = f", since {change.on:%B} {change.on.day}"
    return [(f"{coach}{change.before}", " is-end"), (f"{coach}{change.after}{since}", "")]


def _fitted(x: float, length: float, css: str, width: float) -> tuple[float, str, float, float]:
    """Where words beside a line are anchored, and the room they take; at the edge they run back inside."""
    if css:
        start = x - 8 - length
        return (round(x - 8, 1), css, start, x - 8) if start >= 0 else (0.0, "", 0.0, length)
    end = x + 8 + length
    return (round(x + 8, 1), css, x + 8, end) if end <= width else (width, " is-end", width - length, width)


def _row(rows: list[list[tuple[float, float]]], start: float, end: float) -> int:
    """The number, from 1, of the first row with room from start to end, which is then taken."""
    for number, taken in enumerate(rows, start=1):
        if all(end < other_start or start > other_end for other_start, other_end in taken):
            taken.append((start, end))
            return number
    rows.append([(start, end)])
    return len(rows)
