"""What held before and after each mark of change, in words beside its line."""

from collections.abc import Sequence

from app.analytics.frame import Frame
from app.analytics.lettering import width_of
from app.analytics.series import Axis, Change, Placed
from app.analytics.shapes import Text
from app.web.words import first_name

ROW = 20.0
# From a line to the words beside it; and how much wider bold words are.
_BESIDE, _BOLD = 8, 1.02
# Names alone do not say what they name; a version and a position do.
PREFIXES = {"coach": "Coach: ", "unit": "Unit: ", "version": "", "position": ""}


def change_names(changes: Sequence[Placed], axis: Axis, frame: Frame) -> tuple[list[Text], list[float], int]:
    """What held before and after each change, beside its line, on as many rows as they need; and each line's top."""
    texts: list[Text] = []
    rows: list[list[tuple[float, float]]] = []
    tops = []
    for one in changes:
        x, used, is_last = frame.x(one.x, axis), [], one is changes[-1]
        for ways, css in _beside(one.change, frame):
            now = " is-now" if css == "" and is_last else ""
            words, anchor, anchored, (start, end) = _fitted(x, ways, css, frame.width, bold=bool(now))
            used.append(_row(rows, start, end))
            texts.append(Text(anchor, ROW * used[-1] - 4, words, f"change-name{anchored}{now}"))
        tops.append(ROW * (min(used, default=1) - 1) + 2)
    return texts, tops, len(rows)


def _beside(change: Change, frame: Frame) -> list[tuple[list[str], str]]:
    """Before and after, each in words from the longest to the shortest."""
    if not frame.with_words:
        return []
    before, after = [change.before], [change.after]
    if change.kind == "coach":
        before, after = [change.before, first_name(change.before)], [change.after, first_name(change.after)]
    if frame.narrow:
        return [(before, " is-end"), (after, "")]
    what = PREFIXES[change.kind]
    since = f", since {change.on:%B} {change.on.day}"
    befores = [f"{what}{change.before}", *before]
    afters = [f"{what}{change.after}{since}", f"{what}{change.after}", *after]
    return [(befores, " is-end"), (afters, "")]


def _fitted(
    x: float, ways: Sequence[str], css: str, width: float, *, bold: bool
) -> tuple[str, float, str, tuple[float, float]]:
    """The longest words with room on their side of the line; where they are anchored, and what they take.

    Where not even the shortest fit, the line shows behind words that run back inside.
    """
    room = (x if css else width - x) - _BESIDE
    lengths = [width_of(words) * (_BOLD if bold else 1) for words in ways]
    place = next((place for place, length in enumerate(lengths) if length <= room), len(ways) - 1)
    words, length = ways[place], lengths[place]
    if css:
        end = max(x - _BESIDE, length)
        anchor = (round(end, 1), css) if length <= room else (0.0, "")
        return words, *anchor, (end - length, end)
    start = min(x + _BESIDE, width - length)
    anchor = (round(start, 1), css) if length <= room else (width, " is-end")
    return words, *anchor, (start, start + length)


def _row(rows: list[list[tuple[float, float]]], start: float, end: float) -> int:
    """The number, from 1, of the first row with room from start to end, which is then taken."""
    for number, taken in enumerate(rows, start=1):
        if all(end < other_start or start > other_end for other_start, other_end in taken):
            taken.append((start, end))
            return number
    rows.append([(start, end)])
    return len(rows)
