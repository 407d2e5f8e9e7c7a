"""The shapes of a drawing as plain numbers: what a template turns into an SVG, one element each."""

from dataclasses import dataclass


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
