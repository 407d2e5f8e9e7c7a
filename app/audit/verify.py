"""Whether the trail is still what was put on record, and the anchors that tell when its tail was cut."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from app.audit.chain import Anchor, Break, breaks
from app.audit.models import TABLE

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


class _Spelling(NamedTuple):
    """How the values of a column are read from what the database keeps, and written there."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _entries(db: Session) -> Iterator[tuple[Mapping[str, Any], str]]:
    dialect = db.get_bind().dialect
    names = [column.name for column in TABLE.columns]
    spellings = [(column.name, found) for column in TABLE.columns if (found := _spelling(column, dialect))]
    every = sa.select(*(_as_kept(column, dialect) for column in TABLE.columns)).order_by(TABLE.c.sequence)
    with _any_bytes(db):
        for row in db.execute(every, execution_options={"yield_per": _PORTION}):
            entry = dict(zip(names, row, strict=True))
            for name, spelling in spellings:
                entry[name] = _said(spelling, entry[name])
            yield entry, str(entry.pop("hash"))


@contextmanager
def _any_bytes(db: Session) -> Iterator[None]:
    """SQLite keeps bytes that are no text where a text belongs, and its driver would end the reading there."""
    driver: Any = db.connection().connection.driver_connection
    before = getattr(driver, "text_factory", None)
    if before:
        driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        if before:
            driver.text_factory = before


def _spelling(column: sa.Column[Any], dialect: sa.Dialect) -> _Spelling | None:
    if isinstance(column.type, sa.JSON):
        return _Spelling(json.loads, json.dumps)
    kind = column.type.dialect_impl(dialect)
    read, write = kind.result_processor(dialect, None), kind.bind_processor(dialect)
    return _Spelling(read, write) if read and write else None


def _as_kept(column: sa.Column[Any], dialect: sa.Dialect) -> sa.ColumnElement[Any]:
    if isinstance(column.type, sa.JSON) and dialect.name == "postgresql":
        # It keeps the text as it came, and its driver would hand over what stands there in another spelling.
        return sa.cast(column, sa.Text)
    return sa.type_coerce(column, sa.types.NULLTYPE)


# The same few people and details come again and again.
@lru_cache(maxsize=10_000)
def _said(spelling: _Spelling, kept: Any) -> Any:
    """What the database keeps, read; where it is unreadable or spelled otherwise, something that no entry can hold.

    Pages ask for texts: an id in capitals would hide an entry from them, and say the same to the chain.
    """
    try:
        said = spelling.read(kept)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return [repr(kept)]
    return said if spelling.write(said) == kept else [repr(kept)]
