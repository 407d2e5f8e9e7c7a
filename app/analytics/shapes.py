"""The shapes of a drawing as plain numbers: what a template turns into an SVG, one element each."""

from dataclasses import dataclass

LINE = 18.0  # from one line of words to the next
_LETTER = 6.9  # a letter's usual width


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    css: str = ""


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    css: str = ""
    upright: bool = False


@dataclass(frozen=True)
class Line:
    css: str
    path: str


@dataclass(frozen=True)
class Dot:
    kind: str
    x: float
    y: float
    r: float
    diamond: str
    digit: int | None


@dataclass(frozen=True)
class Pennant:
    pole: str
    cloth: str
    x: float
    y: float
    digit: int | None


@dataclass(frozen=True)
class Drawing:
    """All of one SVG; `key` keeps the ids of two drawings on one page apart."""

    key: str
    width: float
    height: float
    bands: tuple[Box, ...]
    borders: tuple[Line, ...]
    gaps: tuple[Box, ...]
    gap_backs: tuple[Box, ...]
    gap_words: tuple[Text, ...]
    flags: tuple[Pennant, ...]
    lines: tuple[Line, ...]
    changes: tuple[Line, ...]
    dots: tuple[Dot, ...]
    words: tuple[Text, ...]


@dataclass(frozen=True)
class Spark:
    borders: str
    coach: str
    own: str


def length_of(words: str) -> float:
    """How wide words are, near enough to keep them from running into each other."""
    return len(words) * _LETTER


def gap_lines(reason: str, room: float, height: float) -> list[str]:
    """Why a gap has no points, across it; no lines when a word is wider than the room or the lines are too many."""
    lines = [*_wrapped(reason, room), *_wrapped("no points", room)]
    fits = max(length_of(line) for line in lines) <= room and len(lines) * LINE <= height / 2
    return lines if fits else []


def gap_upright(reason: str, height: float) -> str:
    """The same along the gap: a long reason gives way, and stands in the table beside the chart."""
    return reason if reason and length_of(reason) <= height / 2 else "no points"


def _wrapped(words: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and length_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
