"""A file of ratings: columns case, rater and rating, read with the line and the reason of everything wrong."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from app.statistics.raters.table import Ratings, ratings
from app.statistics.results import RefusedError
from app.statistics.scale import Scale

COLUMNS = ("case", "rater", "rating")
_MOST_BYTES = 50 * 1024 * 1024
_SHOWN = 20


class FileError(ValueError):
    """What is wrong with a file, a sentence a line, each with the number of its line."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    case: str
    rater: str
    point: int | None


def scale_of(points: str, stages: str | None) -> Scale:
    """A scale from `1-9`, and the tops of its stages from `3,6,9`. Refuses what is neither, with an example."""
    ends = re.fullmatch(r"\s*(-?\d{1,4})\s*-\s*(-?\d{1,4})\s*", points)
    if ends is None:
        raise FileError("The points of a scale are written like 1-9.")
    if stages is not None and not re.fullmatch(r"\s*-?\d{1,4}(\s*,\s*-?\d{1,4})*\s*", stages):
        raise FileError("Stages are written by their top points, like 3,6,9.")
    tops = tuple(int(top) for top in stages.split(",")) if stages else ()
    try:
        return Scale(int(ends[1]), int(ends[2]), tops)
    except RefusedError as error:
        raise FileError(str(error)) from None


def read(path: Path, scale: Scale) -> Ratings:
    """The ratings in a CSV file, in UTF-8, with a comma, semicolon or tab between columns; empty means *not rated*.

    Raises `FileError` with everything that is wrong, up to twenty lines of it.
    """
    rows = [(line, _row(line, header, cells, scale)) for line, header, cells in _rows(_text(path))]
    found = [row for _, row in rows if isinstance(row, _Row)]
    wrong = [(line, row) for line, row in rows if isinstance(row, str)] + _twice(found)
    if wrong:
        more = [f"{len(wrong) - _SHOWN} more are not shown."] if len(wrong) > _SHOWN else []
        raise FileError("\n".join([f"Line {line}: {why}" for line, why in sorted(wrong)[:_SHOWN]] + more))
    if not any(row.point is not None for row in found):
        raise FileError("The file has no rating under its first line.")
    try:
        return ratings(scale, ((row.case, row.rater, row.point) for row in found))
    except RefusedError as error:
        raise FileError(str(error)) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            # A pipe does not say how long it is, so that it is read no further than what is taken.
            found = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {(error.strerror or 'no reason given').lower()}.") from None
    if len(found) > _MOST_BYTES:
        raise FileError(f"The file is larger than {_MOST_BYTES // 1024**2} MB.")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = found[: error.start].count(b"\n") + 1
        raise FileError(f'Line {line}: not written in UTF-8. In Excel, save as "CSV UTF-8".') from None


def _rows(text: str) -> list[tuple[int, list[str], list[str]]]:
    """Each row with the names of its columns and the line on which it ends."""
    first = text.partition("\n")[0]
    between = next((sign for sign in ",;\t" if sign in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=between)
    started = 0
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check(header)
        rows, started = [], reader.line_num
        for cells in reader:
            started = reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            rows.append((started, header, [cell.strip() for cell in cells]))
    except csv.Error:
        raise FileError(f"Line {started + 1}: a quotation mark is open that is not closed, or the other way.") from None
    return rows


def _check(header: list[str]) -> None:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise FileError(f"Line 1: the column {missing[0]} is missing; it must name case, rater and rating.")
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if twice:
        raise FileError(f"Line 1: the column {twice[0]} stands there twice.")


def _row(line: int, header: list[str], values: list[str], scale: Scale) -> _Row | str:
    if len(values) != len(header):
        return f"{len(values)} columns, and the first line has {len(header)}."
    cells = dict(zip(header, values, strict=True))
    for column in COLUMNS[:2]:
        if not cells[column]:
            return f"the {column} is empty."
        if not cells[column].isprintable():
            return f"the {column} has a sign in it that cannot be printed."
    rating = cells["rating"]
    if rating and not (re.fullmatch(r"[+-]?\d{1,6}", rating) and rating.isascii() and int(rating) in scale.points):
        whole = f"{rating[:40]!a} is not a whole point from {scale.low} to {scale.high}"
        return f"{whole}; leave it empty where a case was not rated."
    return _Row(line, cells["case"], cells["rater"], int(rating) if rating else None)


def _twice(rows: list[_Row]) -> list[tuple[int, str]]:
    first: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        known = first.setdefault((row.case, row.rater), row.line)
        if known != row.line:
            why = f'rater "{row.rater}" has a rating for case "{row.case}" on line {known}; keep the newest alone.'
            found.append((row.line, why))
    return found
