"""What held before and after each mark of change, in words beside its line."""

from collections.abc import Sequence

from app.analytics.frame import Frame
from app.analytics.lettering import length_of
from app.analytics.series import Axis, Change, Placed
from app.analytics.shapes import Text

ROW = 20.0
# Names alone do not say what they name; a version and a position do.
PREFIXES = {"coach": "Coach: ", "unit": "Unit: ", "version": "", "position": ""}


def change_names(changes: Sequence[Placed], axis: Axis, frame: Frame) -> tuple[list[Text], list[float], int]:
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
            texts.append(Text(anchor, ROW * used[-1] - 4, words, f"change-name{anchored}{now}"))
        tops.append(ROW * (min(used, default=1) - 1) + 2)
    return texts, tops, len(rows)


def _beside(change: Change, frame: Frame) -> list[tuple[str, str]]:
    if not frame.with_words:
        return []
    if frame.narrow:
        return [(change.before, " is-end"), (change.after, "")]
    what = PREFIXES[change.kind]
    since = f", since {change.on:%B} {change.on.day}"
    return [(f"{what}{change.before}", " is-end"), (f"{what}{change.after}{since}", "")]


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
