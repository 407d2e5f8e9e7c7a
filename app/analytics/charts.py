"""The growth chart as plain numbers for an SVG: where every band, line, mark, flag and word stands."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from app.analytics.axis_words import axis_words, small_words
from app.analytics.change_names import ROW, change_names
from app.analytics.frame import Frame, Plot
from app.analytics.lettering import LINE, gap_lines, gap_upright, length_of
from app.analytics.mark_sizes import HOLDS_DIGIT, REACH, radii_of
from app.analytics.paired import APART, PairOfPoints, drawn
from app.analytics.pennants import Flown, Sizes, placed_flags, room_of, sizes_of
from app.analytics.series import Flag, Gap, Mark, Middle, Run, Series
from app.analytics.shapes import Box, Dot, Drawing, Line, Pennant, Spark, Text
from app.frameworks.scale import Scale
from app.ratings.rules import Kind

# The coach's line runs a little below the true height and the own line above, so equal points hide neither.
_DOWN, _APART = {Kind.COACH: 1, Kind.SELF: -1}, 2.5
SPARK_WIDTH, SPARK_HEIGHT = 120, 40


def wide(series: Series, scale: Scale, flags: Sequence[Flag] = (), middle: Middle | None = None) -> Drawing:
    """For a screen with room, and for paper."""
    row = min(64.0, max(30.0, 410 / len(scale.points)))
    frame = Frame(1180, 152, 68 if middle else 16, row, narrow=False)
    return _draw("wide", series, scale, frame, flags, middle)


def narrow(series: Series, scale: Scale, flags: Sequence[Flag] = (), middle: Middle | None = None) -> Drawing:
    """For a phone: smaller marks without digits, initials for months, upright names of the bands."""
    return _draw("narrow", series, scale, Frame(334, 44, 18 if middle else 2, _upright_row(scale), True), flags, middle)


def sheet(
    series: Series, scale: Scale, flags: Sequence[Flag] = (), middle: Middle | None = None, *, height: float
) -> Drawing:
    """For one sheet of paper that holds more than the chart: as wide as its text column, words at their full size."""
    # The word of the median stands right of the months.
    right = 62 if middle else 8
    frame = Frame(720, 118, right, round(height / len(scale.points), 1), narrow=False)
    return _draw("sheet", series, scale, frame, flags, middle)


def paired(
    pairs: Sequence[PairOfPoints], scale: Scale, above: Series | None = None
) -> tuple[Drawing, Drawing, Drawing]:
    """Two marks a month, self beside coach, joined by dots where they are two steps apart or more.

    `above` is the series of the chart over it, whose gaps are gaps here, too.
    Three times: for a screen with room, for a phone, and for paper.
    """
    series = drawn(pairs, above)
    row = min(44.0, max(26.0, 240 / len(scale.points)))
    wide, narrow, paper = (
        _draw(key, series, scale, frame, joined=True)
        for key, frame in (
            ("pairs-wide", Frame(1180, 152, 16, row, narrow=False)),
            ("pairs-narrow", Frame(334, 44, 2, _upright_row(scale), narrow=True)),
            ("pairs-sheet", Frame(720, 118, 8, 162 / len(scale.points), narrow=False)),
        )
    )
    return wide, narrow, paper


def _upright_row(scale: Scale) -> float:
    # A band's name stands upright in it, so a stage of one point needs a taller row than a third of a stage.
    return max(38.7, 94 / min(len(stage.points) for stage in scale.stages))


def small(series: Series, scale: Scale, key: str) -> tuple[Drawing, Drawing]:
    """One of many below one another, wide and narrow: bands, lines and marks, and words at the ends of both axes."""
    wide, narrow = (
        _draw(f"{key}-{shape}", series, scale, Frame(width, 20, 2, 108 / len(scale.points), narrow=True, ends=True))
        for shape, width in (("wide", 560), ("narrow", 334))
    )
    return wide, narrow


def spark(series: Series, scale: Scale) -> Spark:
    """The last months of one cell: a hint of steps, never read for values."""
    frame = Frame(SPARK_WIDTH, 0, 0, SPARK_HEIGHT / len(scale.points), narrow=True, bare=True)
    plot = Plot(series.axis, scale, frame, 0.0)
    paths = {kind: "".join(_spark_path(run, plot) for run in series.runs if run.kind is kind) for kind in Kind}
    borders = "".join(f"M0 {y:g}H{SPARK_WIDTH}" for y in plot.borders())
    return Spark(borders, paths[Kind.COACH], paths[Kind.SELF])


def _draw(
    key: str, series: Series, scale: Scale, frame: Frame, flags: Sequence[Flag] = (), middle: Middle | None = None, *,
    joined: bool = False,
) -> Drawing:  # fmt: skip
    frame = _with_room(Plot(series.axis, scale, frame, 0.0), series, flags)
    names, tops, rows = change_names(series.changes, series.axis, frame)
    plot = Plot(series.axis, scale, frame, 8 + ROW * rows if frame.with_words else 2.0)
    line, word = _median(middle, plot)
    return Drawing(
        key=key,
        width=frame.width,
        height=round(plot.bottom + frame.foot, 1),
        bands=_bands(plot),
        borders=tuple(Line("rule", f"M{plot.x(0):g} {y:g}H{plot.right:g}") for y in plot.borders()),
        gaps=tuple(_gap(gap, plot) for gap in series.gaps),
        gap_backs=tuple(back for gap in series.gaps for back in _gap_words(gap, plot)[0]),
        gap_words=tuple(text for gap in series.gaps for text in _gap_words(gap, plot)[1]),
        flags=_flags(flags, series, plot),
        lines=(
            *(Line(f"line-{run.kind.value}", _path(run, plot, _aside(run, plot))) for run in series.runs),
            *line,
            *(_joins(series.marks, plot) if joined else ()),
        ),
        changes=tuple(
            Line("change", f"M{plot.x(one.x):g} {top:g}V{plot.bottom:g}")
            for one, top in zip(series.changes, tops, strict=True)
        ),
        dots=_dots(series.marks, plot),
        words=small_words(plot) if frame.ends else (*names, *axis_words(plot), *word),
    )


def _median(middle: Middle | None, plot: Plot) -> tuple[tuple[Line, ...], tuple[Text, ...]]:
    """The thin line of a run chart from its series' first month on, with its word beyond the right edge."""
    if middle is None:
        return (), ()
    y, end = plot.height_of(middle.value), plot.right
    line = Line("median", f"M{plot.x(max(0, plot.axis.column(middle.since))):g} {y:g}H{end:g}")
    if plot.frame.narrow:
        return (line,), (Text(end + 13, y, "median", "is-middle", upright=True),)
    return (line,), (Text(end + 8, y + 5, "median"),)


def _joins(marks: Sequence[Mark], plot: Plot) -> tuple[Line, ...]:
    """Dots between coach and self of each pair; nothing where they are one step apart or less."""
    own = {mark.given.pair: mark for mark in marks if mark.given.kind is Kind.SELF}
    both = [(mark, own[mark.given.pair]) for mark in marks if mark.given.kind is Kind.COACH]
    return tuple(
        Line("join", f"M{plot.x(coach.x):g} {_height(coach, plot):g}L{plot.x(mine.x):g} {_height(mine, plot):g}")
        for coach, mine in both
        if abs(coach.point - mine.point) >= APART
    )


def _bands(plot: Plot) -> tuple[Box, ...]:
    left, right, count = plot.x(0), plot.right, len(plot.scale.stages)
    return tuple(
        Box(left, top, round(right - left, 1), round(bottom - top, 1), f"stage-{number}-of-{count}")
        for number, (top, bottom) in enumerate(plot.edges(), start=1)
    )


def _gap(gap: Gap, plot: Plot) -> Box:
    x, end = plot.x(gap.first), plot.x(gap.last + 1)
    return Box(x, plot.top, round(end - x, 1), round(plot.bottom - plot.top, 1))


def _gap_words(gap: Gap, plot: Plot) -> tuple[tuple[Box, ...], tuple[Text, ...]]:
    """The reason at the foot of the column, wrapped word by word; upright where even a word is too wide."""
    if not plot.frame.with_words:
        return (), ()
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


def _upright(words: str, middle: float, plot: Plot) -> tuple[tuple[Box, ...], tuple[Text, ...]]:
    length = length_of(words)
    y = plot.bottom - 8 - length / 2
    back = Box(middle - 9, round(y - length / 2 - 3, 1), 18, round(length + 6, 1))
    return (back,), (Text(middle + 4.5, round(y, 1), words, "gap-words is-middle", upright=True),)


def _aside(run: Run, plot: Plot) -> float:
    return _DOWN[run.kind] * max(_APART, plot.rise())


def _path(run: Run, plot: Plot, apart: float) -> str:
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


def _spark_path(run: Run, plot: Plot) -> str:
    """Marks have no place in a spark, so a point that stands alone is a short tick."""
    first = run.marks[0]
    if len(run.marks) == 1 and run.until <= first.x:
        return f"M{plot.x(first.x) - 4:g} {plot.y(first.point):g}h8"
    return _path(run, plot, 0.0)


def _dots(marks: Sequence[Mark], plot: Plot) -> tuple[Dot, ...]:
    radii = radii_of(marks, plot.column, plot.frame.row, plot.radius())
    return tuple(_dot(mark, r, plot) for mark, r in zip(marks, radii, strict=True))


def _height(mark: Mark, plot: Plot) -> float:
    return round(plot.y(mark.point) + _DOWN[mark.given.kind] * plot.rise(), 1)


def _dot(mark: Mark, r: float, plot: Plot) -> Dot:
    x, y = plot.x(mark.x), _height(mark, plot)
    half = round(r * REACH[Kind.SELF], 1)
    diamond = f"M{x:g} {y - half:g}L{x + half:g} {y:g}L{x:g} {y + half:g}L{x - half:g} {y:g}Z"
    return Dot(mark.given.kind.value, x, y, r, diamond, mark.point if r >= HOLDS_DIGIT else None)


def _with_room(plot: Plot, series: Series, flags: Sequence[Flag]) -> Frame:
    """The months give way to the flags that wave beyond the last one."""
    return replace(plot.frame, room=room_of(flags, series, _sizes(plot)))


def _sizes(plot: Plot) -> Sizes:
    radius = plot.radius()
    digits = radius >= HOLDS_DIGIT
    return sizes_of(plot.column, plot.frame.row, radius, plot.scale, digits=digits, rise=plot.rise())


def _flags(flags: Sequence[Flag], series: Series, plot: Plot) -> tuple[Pennant, ...]:
    placed = placed_flags(flags, series, _sizes(plot), room=plot.frame.room)
    return tuple(_pennant(one, plot) for one in placed)


def _pennant(one: Flown, plot: Plot) -> Pennant:
    x, foot, y = plot.x(one.x), plot.y(one.flag.present), round(plot.y(one.flag.target) - one.lift, 1)
    cloth = one.cloth
    top, height = round(y - cloth.above, 1), cloth.above + cloth.below
    if cloth.digit:
        path = f"M{x:g} {top:g}h{cloth.width:g}l-5 {height / 2:g}l5 {height / 2:g}h-{cloth.width:g}z"
        return Pennant(f"M{x:g} {foot:g}V{top:g}", path, x + 11, y - 7, one.flag.target)
    path = f"M{x:g} {top:g}l{cloth.width:g} {height / 2:g}l{-cloth.width:g} {height / 2:g}z"
    return Pennant(f"M{x:g} {foot:g}V{top:g}", path, x, y, None)
