"""Two people, one row: whoever saves on top of something newer is shown it first, and loses nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.web.errors import NewerError
from app.web.forms import Posted

FIELD = "revision"


@dataclass(frozen=True)
class Newer:
    """What is saved beside what was typed: (label, saved, typed) where they differ.

    `form` is the id of the form that saves the own text after all, with the button `go` where it has several;
    `place` shows what is saved.
    """

    rows: tuple[tuple[str, str, str], ...]
    form: str
    place: str
    go: str = ""

    @classmethod
    def between(cls, rows: Iterable[tuple[str, str, str]], *, form: str, place: str, go: str = "") -> "Newer":
        return cls(tuple(row for row in rows if row[1] != row[2]), form, place, go)


def revision_of(form: Posted) -> int | None:
    """The revision on which a form was filled in; none where the form names none, and one that never was for junk."""
    if FIELD not in form.names():
        return None
    text = form.text(FIELD)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def take(db: Session, row: Any) -> None:
    """Wait for whoever is changing this row, and read it again."""
    table = type(row)
    fresh = sa.select(table).where(col(table.id) == row.id).with_for_update()
    db.scalars(fresh.execution_options(populate_existing=True)).one()


def refuse_newer(row: Any, revision: int | None) -> None:
    """Raises NewerError when this row, as `take` has read it, is not the one that somebody changed."""
    if revision is not None and revision != row.revision:
        raise NewerError


def claim(db: Session, row: Any, revision: int | None) -> None:
    """Count one save of this row on top of `revision`. Raises NewerError when it has another one by now."""
    table = type(row)
    own = [col(table.id) == row.id]
    if revision is not None:
        own.append(col(table.revision) == revision)
    counted = sa.update(table).where(*own).values(revision=col(table.revision) + 1)
    found = db.execute(counted.returning(col(table.revision)).execution_options(synchronize_session=False)).first()
    if found is None:
        raise NewerError
    db.refresh(row, ["revision"])
