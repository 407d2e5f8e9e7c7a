"""Pictures as the text of SVG: a white card, words of one size, and the few marks that all of them are made of.

A card is as wide as a phone's text column, so that its words stay readable there and stand at their true size
elsewhere. It brings its own white ground, which holds in light and in dark surroundings. Everything is said by
presentation attributes: no script, no style, nothing from elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.statistics.results import Interval
from app.statistics.shares.percent import limits
from app.statistics.shares.percent import percent as plainly
from docs.colours import COACH, HATCHED, INK, INK_2, LINE

WIDTH = 400
LEFT, RIGHT = 24, 372
SIZE = 14
FONT = "Public Sans, system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
Part = str | Sequence["Part"]


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` says what it shows, `description` gives its numbers in words; `parts` are elements, nested or not."""

    title: str
    description: str
    height: float
    parts: Part


def svg(picture: Picture) -> str:
    """The whole file."""
    edge = element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=picture.height - 1, rx=6, fill="#ffffff", stroke=LINE)
    inside = [
        f'<title id="title">{escape(picture.title)}</title>',
        f'<desc id="description">{escape(picture.description)}</desc>',
        *([_HATCH] if "url(#hatch)" in "".join(flat(picture.parts)) else []),
        edge,
        *flat(picture.parts),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{picture.height:g}" '
        f'viewBox="0 0 {WIDTH} {picture.height:g}" role="img" aria-labelledby="title description" '
        f'font-family="{FONT}" font-size="{SIZE}" fill="{INK}">'
    )
    return "\n".join([head, *inside, "</svg>", ""])


def flat(part: Part) -> list[str]:
    return [part] if isinstance(part, str) else [one for each in part for one in flat(each)]


def element(name: str, *inside: str, **attributes: str | float) -> str:
    """`stroke_width` becomes stroke-width, numbers keep one decimal."""
    written = "".join(f' {key.replace("_", "-")}="{_written(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _written(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else f"{round(value, 1) + 0:g}"


def text(x: float, y: float, words: str, anchor: str = "start", fill: str = INK, **more: str | float) -> str:
    """Words whose foot is at `y`."""
    beside: dict[str, str | float] = {} if anchor == "start" else {"text_anchor": anchor}
    coloured: dict[str, str | float] = {} if fill == INK else {"fill": fill}
    return element("text", escape(words), x=x, y=y, **beside, **coloured, **more)


def bold(x: float, y: float, words: str, anchor: str = "start") -> str:
    return text(x, y, words, anchor, font_weight=700)


def rule(x: float, y: float, to_x: float, to_y: float, stroke: str = LINE, width: float = 1, dash: str = "") -> str:
    return element("line", x1=x, y1=y, x2=to_x, y2=to_y, stroke=stroke, stroke_width=width, **_dashed(dash))


def _dashed(dash: str) -> dict[str, str | float]:
    return {"stroke_dasharray": dash} if dash else {}


def box(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> str:
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke)


def hatched(x: float, y: float, width: float, height: float) -> str:
    """What is not shown: white with fine lines across, everywhere the same."""
    return box(x, y, width, height, "url(#hatch)", HATCHED)


_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#ffffff"/><rect width="1.5" height="6" fill="{HATCHED}"/></pattern></defs>'
)


def dot(x: float, y: float, radius: float = 6.5) -> str:
    return element("circle", cx=x, cy=y, r=radius, fill=COACH)


def ring(x: float, y: float, radius: float = 7) -> str:
    return element("circle", cx=x, cy=y, r=radius, fill="#ffffff", stroke=INK_2, stroke_width=2)


def path(
    points: Sequence[tuple[float, float]], stroke: str = COACH, width: float = 2, fill: str = "none", dash: str = ""
) -> str:
    places = "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)
    return element("path", d=f"M{places}", stroke=stroke, stroke_width=width, fill=fill, **_dashed(dash))


def stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a line that stays level until the next point."""
    corners = [points[0]]
    for x, y in points[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def percent(share: float, of: int = 0) -> str:
    """As figures are given everywhere: in whole percent, with one decimal where `of` is large enough for it."""
    return plainly(share, of)


def percents(low: float, high: float, of: int = 0) -> tuple[str, str]:
    """The ends of a range of shares, rounded outward as everywhere."""
    return limits(Interval(low, high, "as drawn"), of)


def signed(value: float) -> str:
    """With its sign, and a true minus. What rounds to nothing has neither."""
    shown = f"{value:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown.replace("-", "−")
