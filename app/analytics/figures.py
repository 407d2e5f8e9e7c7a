"""The growth chart to explore: a Plotly figure as plain dicts, from the same series as the server's drawing."""

from collections.abc import Sequence

import orjson
from markupsafe import Markup

from app.analytics import figure_notes
from app.analytics.figure_notes import GOAL, INK, INK_2, Plain, plain
from app.analytics.frame import Frame
from app.analytics.lettering import gap_lines, gap_upright
from app.analytics.mark_sizes import radius_of
from app.analytics.pennants import placed_flags, room_of, sizes_of
from app.analytics.series import Axis, Flag, Gap, Mark, Middle, Series
from app.frameworks.scale import Scale, Stage
from app.ratings.rules import Kind
from app.web.words import day

_COACH, _SELF, _BRAND, _HATCH = "#162e51", "#7b3470", "#162e51", "#c9c5bb"
_TINTS = ("#edf4fb", "#d5e5f5", "#b5d0ec", "#98bde4", "#7eabdc")
_FONT = '"Public Sans", sans-serif'
# In points of the scale: the coach's line runs a little below the true height and the own line above it.
_APART = {Kind.COACH: -0.06, Kind.SELF: 0.06}
_NAMES = {Kind.COACH: "Coach", Kind.SELF: "Self"}
_LINES: dict[Kind, Plain] = {
    Kind.COACH: {"color": _COACH, "width": 2.5, "shape": "hv"},
    Kind.SELF: {"color": _SELF, "width": 2, "shape": "hv", "dash": "5px,4px"},
}
_MARKERS: dict[Kind, Plain] = {
    Kind.COACH: {"symbol": "circle", "color": _COACH, "line": {"color": "#fff", "width": 1.5}},
    Kind.SELF: {"symbol": "diamond", "color": "#fff", "line": {"color": _SELF, "width": 2}},
}
_DIGITS = {Kind.COACH: "#fff", Kind.SELF: _SELF}
# Bold is a font's weight here, never a tag: for a tag Plotly writes a style attribute, which our policy forbids.
# Months beyond which a mark is too small for its digit.
_MONTHS_WITH_DIGITS = 12
# Words above and below the plot; left of it stand the names of the stages, and the points.
_RIGHT, _TOP, _BOTTOM = 16, 24, 56
_POINTS, _LETTER = 40, 7.6
# How high a point stands: nine of them as high as a screen can spare, few of them no higher than they need.
_LEAST_ROW, _MOST_ROW, _HEIGHT = 42, 64, 378
# At the right edge, for the word at the end of the middle line.
_MEDIAN_ROOM = 68
# What a plot is usually wide; words over a gap are wrapped for it, because only the browser knows the true width.
_PLOT_WIDTH, _SMALL = 820, 13


def figure(series: Series, scale: Scale, flags: Sequence[Flag] = (), middle: Middle | None = None) -> Plain:
    """Data and layout; x is counted in months from the left edge of the first, y in points of the scale."""
    traces = [_hatch(gap, scale) for gap in series.gaps]
    traces += [_lines(kind, series) for kind in (Kind.SELF, Kind.COACH)]
    traces += [_marks(kind, series, scale) for kind in (Kind.SELF, Kind.COACH)]
    return {"data": traces, "layout": _layout(series, scale, flags, middle)}


def as_script(plain: Plain) -> Markup:
    """JSON for a script element that is data: no character in it can end the element."""
    text = orjson.dumps(plain).decode()
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - every sign that HTML could read is escaped above


def _lines(kind: Kind, series: Series) -> Plain:
    x: list[float | None] = []
    y: list[float | None] = []
    for run in (run for run in series.runs if run.kind is kind):
        heights = [mark.point + _APART[kind] for mark in run.marks]
        # The empty place between two runs keeps Plotly from joining them.
        x += [*(mark.x for mark in run.marks), run.until, None]
        y += [*heights, heights[-1], None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "line": _LINES[kind], "connectgaps": False,
        "hoverinfo": "skip", "name": _NAMES[kind],
    }  # fmt: skip


def _marks(kind: Kind, series: Series, scale: Scale) -> Plain:
    marks = series.of(kind)
    with_digits = _with_digits(series)
    return {
        "type": "scatter", "mode": "markers+text" if with_digits else "markers",
        "x": [mark.x for mark in marks], "y": [mark.point for mark in marks],
        "text": [str(mark.point) for mark in marks],
        "textfont": {"color": _DIGITS[kind], "size": 13, "weight": 700},
        "hovertext": [_hover(mark, scale) for mark in marks], "hoverinfo": "text",
        "marker": {**_MARKERS[kind], "size": _size(series)}, "name": _NAMES[kind],
        # A mark at the edge is drawn whole.
        "cliponaxis": False,
    }  # fmt: skip


def _hover(mark: Mark, scale: Scale) -> str:
    rater = plain(mark.given.rater)
    who = f"Coach {rater}" if mark.given.kind is Kind.COACH else f"{rater}, self"
    return f"{who}: {mark.point}, {plain(scale.stage_of(mark.point).title)}<br>{day(mark.given.on)}"


def _layout(series: Series, scale: Scale, flags: Sequence[Flag], middle: Middle | None) -> Plain:
    medians = [middle] if middle else []
    poles, cloths, end = _flags(flags, series, scale)
    right, height = _MEDIAN_ROOM if middle else _RIGHT, round(_row(scale) * len(scale.points))
    frame = Frame(_left(scale) + _PLOT_WIDTH + right, _left(scale), right, _row(scale), narrow=False)
    lines, names, above = figure_notes.changes(series, frame, height)
    top = round(_TOP + above)
    return {
        "height": height + top + _BOTTOM, "margin": {"l": _left(scale), "r": right, "t": top, "b": _BOTTOM},
        **_look(), "xaxis": _months(series.axis, end),
        "yaxis": {
            "range": [scale.lowest - 0.5, scale.highest + 0.5], "fixedrange": True, "showgrid": False,
            "zeroline": False, "tickvals": list(scale.points), "ticktext": [f"{point} " for point in scale.points],
        },
        "shapes": [
            *(_band(stage, scale) for stage in scale.stages), *lines,
            *(_median(one, series.axis, end) for one in medians), *poles,
        ],
        "annotations": [
            *(_band_name(stage, scale) for stage in scale.stages),
            *(_gap_words(gap, scale, series.axis) for gap in series.gaps),
            *names, *cloths, *(_median_word(one) for one in medians),
        ],
    }  # fmt: skip


def _look() -> Plain:
    return {
        "font": {"family": _FONT, "size": 14, "color": INK_2},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "#fff", "showlegend": False, "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#fff", "bordercolor": INK_2, "font": {"family": _FONT, "size": 14, "color": INK}},
        "modebar": {"bgcolor": "#fff", "color": INK_2, "activecolor": GOAL},
    }  # fmt: skip


def _flags(flags: Sequence[Flag], series: Series, scale: Scale) -> tuple[list[Plain], list[Plain], float]:
    """Poles with their cloths, the words on them, and where the months end with room for the last one."""
    digits, months = _with_digits(series), len(series.axis.months)
    radius = _size(series) / 2
    sizes = sizes_of(_PLOT_WIDTH / months, _row(scale), radius, scale, digits=digits)
    room = room_of(flags, series, sizes)
    shapes, words = figure_notes.flags(placed_flags(flags, series, sizes, room=room))
    return shapes, words, months + round(room / sizes.column, 2)


def _with_digits(series: Series) -> bool:
    return len(series.axis.months) <= _MONTHS_WITH_DIGITS


def _size(series: Series) -> float:
    """Of a mark: two stand side by side in a month."""
    if _with_digits(series):
        return 24
    return 2 * radius_of(_PLOT_WIDTH / len(series.axis.months), _LEAST_ROW, narrow=True)


def _row(scale: Scale) -> float:
    return min(_MOST_ROW, max(_LEAST_ROW, _HEIGHT / len(scale.points)))


def _left(scale: Scale) -> int:
    return round(_POINTS + _LETTER * max(len(stage.title) for stage in scale.stages))


def _months(axis: Axis, end: float) -> Plain:
    every = max(1, -(-len(axis.months) // 12))
    ticks = [(place, first) for place, first in enumerate(axis.months) if place % every == 0]
    years = [first.year for _, first in ticks]
    is_new = [place == 0 or years[place] != years[place - 1] for place in range(len(ticks))]
    return {
        "range": [0, end], "showgrid": False, "zeroline": False, "ticks": "", "tickangle": 0,
        "tickvals": [place + 0.5 for place, _ in ticks],
        "ticktext": [
            f"{first:%b}<br>{first.year}" if new else f"{first:%b}"
            for (_, first), new in zip(ticks, is_new, strict=True)
        ],
    }  # fmt: skip


def _band(stage: Stage, scale: Scale) -> Plain:
    return {
        "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": stage.points[0] - 0.5, "y1": stage.points[-1] + 0.5,
        "layer": "below", "fillcolor": _tint(stage, scale), "line": {"width": 1, "color": "#fff"},
    }  # fmt: skip


def _tint(stage: Stage, scale: Scale) -> str:
    # Three stages take the first three depths; more are spread over all of them.
    if len(scale.stages) <= 3:
        return _TINTS[stage.index]
    return _TINTS[stage.index * (len(_TINTS) - 1) // (len(scale.stages) - 1)]


def _band_name(stage: Stage, scale: Scale) -> Plain:
    # At the left edge, all from the same line on.
    return {
        "xref": "paper", "x": 0, "xanchor": "left", "xshift": -_left(scale), "align": "left",
        "y": (stage.points[0] + stage.points[-1]) / 2, "yanchor": "middle", "text": plain(stage.title),
        "showarrow": False, "font": {"size": 14, "color": _BRAND, "weight": 600},
    }  # fmt: skip


def _hatch(gap: Gap, scale: Scale) -> Plain:
    """Shapes cannot be hatched and bars can: one bar, as high as the plot, under every line and mark."""
    hatch = {"shape": "/", "size": 8, "solidity": 0.15, "fgcolor": _HATCH, "bgcolor": "#fff", "fillmode": "replace"}
    return {
        "type": "bar", "x": [(gap.first + gap.last + 1) / 2], "width": [gap.last + 1 - gap.first],
        "base": [scale.lowest - 0.5], "y": [len(scale.points)], "hoverinfo": "skip", "name": "No points",
        "marker": {"color": "#fff", "line": {"width": 0}, "pattern": hatch},
    }  # fmt: skip


def _gap_words(gap: Gap, scale: Scale, axis: Axis) -> Plain:
    room = (gap.last + 1 - gap.first) * _PLOT_WIDTH / len(axis.months) * 14 / _SMALL
    height = _row(scale) * len(scale.points)
    lines = gap_lines(gap.reason, room, height)
    return {
        "x": (gap.first + gap.last + 1) / 2, "y": scale.lowest - 0.4, "yanchor": "bottom", "showarrow": False,
        "text": "<br>".join(plain(line) for line in lines) or plain(gap_upright(gap.reason, height)),
        "textangle": 0 if lines else -90, "font": {"size": _SMALL}, "bgcolor": "#fff",
    }  # fmt: skip


def _median(middle: Middle, axis: Axis, end: float) -> Plain:
    return {
        "type": "line", "x0": max(0, axis.column(middle.since)), "x1": end, "y0": middle.value,
        "y1": middle.value, "line": {"width": 1, "color": INK},
        # Over the bands, which are drawn first, and under the marks, whose digits it would strike through.
        "layer": "below",
    }  # fmt: skip


def _median_word(middle: Middle) -> Plain:
    return {
        "xref": "paper", "x": 1, "xanchor": "left", "xshift": 6, "y": middle.value, "yanchor": "middle",
        "showarrow": False, "text": "median",
    }  # fmt: skip
