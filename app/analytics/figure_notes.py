"""What stands over the bands of a figure to explore: flags of goals, and the names on both sides of a change."""

from collections.abc import Sequence
from html import escape
from typing import Any

from app.analytics.change_names import ROW, change_names
from app.analytics.frame import Frame
from app.analytics.pennants import Flown
from app.analytics.series import Series
from app.web.words import day

Plain = dict[str, Any]

GOAL, INK, INK_2 = "#005ea2", "#1b1b1b", "#3d4551"


def flags(flown: Sequence[Flown]) -> tuple[list[Plain], list[Plain]]:
    """Poles and cloths, which stand below the marks; and the words on them."""
    shapes = [shape for one in flown for shape in (_pole(one), _cloth(one))]
    return shapes, [_target(one) for one in flown]


def _pole(one: Flown) -> Plain:
    line = {"width": 2, "color": GOAL}
    y = {"y0": one.flag.present, "y1": one.flag.target}
    return {"type": "line", "x0": one.x, "x1": one.x, **y, "line": line, "layer": "below"}


def _cloth(one: Flown) -> Plain:
    return {
        "type": "path", "path": _path(one), "xsizemode": "pixel", "ysizemode": "pixel",
        "xanchor": one.x, "yanchor": one.flag.target, "fillcolor": GOAL, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _path(one: Flown) -> str:
    """In pixels upwards from the target's height: the end of the pole, and a cloth with or without room for a digit."""
    cloth = one.cloth
    low, high, side = one.lift - cloth.below, one.lift + cloth.above, 1 if cloth.width > 0 else -1
    end, middle = cloth.width, (low + high) / 2
    tail = f"L{end:g},{high:g}L{end - 5:g},{middle:g}L{end:g},{low:g}" if cloth.digit else f"L{end:g},{middle:g}"
    foot = min(-2, low)
    return f"M{-side},{foot:g}L{-side},{high:g}{tail}L{side},{low:g}L{side},{foot:g}Z"


def _target(one: Flown) -> Plain:
    flag, cloth = one.flag, one.cloth
    words = f"Goal set on {day(flag.on)}: from {flag.present} toward {flag.target}"
    return {
        "x": one.x, "y": flag.target, "xshift": 11 if cloth.digit else round(cloth.width / 2),
        "yshift": (cloth.above - cloth.below) / 2 + one.lift,
        # A small cloth has no room for a digit and can be pointed at all the same.
        "text": str(flag.target) if cloth.digit else "\u00a0\u00a0", "showarrow": False, "borderpad": 0,
        "font": {"color": "#fff", "size": 13 if cloth.digit else 8, "weight": 700}, "hovertext": words,
    }  # fmt: skip


def changes(series: Series, frame: Frame, height: float) -> tuple[list[Plain], list[Plain], float]:
    """Hairlines, names, and the room the names take above the plot, which is `height` high."""
    texts, tops, rows = change_names(series.changes, series.axis, frame)
    above = ROW * rows
    lines = [
        _hairline(one.x, 1 + (above - top) / height) for one, top in zip(series.changes, tops, strict=True)
    ]  # fmt: skip
    places = [one.x for one in series.changes for _ in range(2)]
    names = [
        {
            "x": x, "xshift": text.x - frame.x(x, series.axis), "xanchor": "right" if "is-end" in text.css else "left",
            "yref": "paper", "y": 1, "yshift": above - text.y, "yanchor": "bottom", "borderpad": 0,
            "showarrow": False, "text": plain(text.words), "font": _font(text.css),
            # Where a name is too long for its side, no line strikes it through.
            "bgcolor": "#fff",
        }
        for x, text in zip(places, texts, strict=True)
    ]  # fmt: skip
    return lines, names, above


def plain(words: str) -> str:
    """Plotly reads some tags, and links, out of any text; names and titles are words and nothing else."""
    return escape(words, quote=False)


def _font(css: str) -> Plain:
    return {"weight": 650, "color": INK} if "is-now" in css else {"color": INK_2}


def _hairline(x: float, top: float) -> Plain:
    line = {"width": 1, "color": INK_2}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": top, "line": line}
