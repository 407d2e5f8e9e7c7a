"""Whether the trail is still what was put on record, and the anchors that tell when its tail was cut."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.audit.chain import Anchor, Break, breaks
from app.audit.models import TABLE

_FIELDS = [column for column in TABLE.columns if column.name != "hash"]
# Rows are read in portions, so that a trail of millions needs no more memory than a short one.
_PORTION = 5_000


class NotAnAnchorError(Exception):
    """A line of an anchor file that says nothing; the message names the line."""


def verify(db: Session, anchors: Iterable[Anchor] = ()) -> tuple[int, list[Break]]:
    """How many entries there are, and everything that is wrong with them."""
    counted = 0

    def rows() -> Iterator[tuple[Mapping[str, Any], str]]:
        nonlocal counted
        for entry in _entries(db):
            counted += 1
            yield entry

    found = list(breaks(rows(), anchors))
    return counted, found


def head(db: Session) -> Anchor | None:
    """The newest entry, to be kept elsewhere as an anchor; none while nothing is on record."""
    newest = sa.select(TABLE.c.sequence, TABLE.c.hash).order_by(TABLE.c.sequence.desc()).limit(1)
    row = db.execute(newest).first()
    return Anchor(row.sequence, row.hash) if row else None


def as_line(anchor: Anchor) -> str:
    return json.dumps({"sequence": anchor.sequence, "hash": anchor.hash})


def read_anchors(text: str) -> list[Anchor]:
    """The anchors of a file, one JSON object a line, as `as_line` writes them or as they stand in the log.

    Raises NotAnAnchorError for a line that is none; empty lines are passed over.
    """
    return [_anchor(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _anchor(number: int, line: str) -> Anchor:
    try:
        found = json.loads(line)
        return Anchor(int(found["sequence"]), str(found["hash"]))
    except (ValueError, KeyError, TypeError) as error:
        raise NotAnAnchorError(f"Line {number} of the file is no anchor: it needs a sequence and a hash.") from error


def _entries(db: Session) -> Iterator[tuple[Mapping[str, Any], str]]:
    every = sa.select(*_FIELDS, TABLE.c.hash).order_by(TABLE.c.sequence)
    names = [column.name for column in _FIELDS]
    for row in db.execute(every, execution_options={"yield_per": _PORTION}):
        yield dict(zip(names, row, strict=False)), row[-1]
