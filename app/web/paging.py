"""Long lists in pages of a hundred rows, without script."""

import math
import re
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import sqlalchemy as sa
from fastapi import Depends, Request
from sqlmodel import Session

from app.web.errors import NotFoundError

PAGE_ROWS = 100
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
Row = TypeVar("Row")
Question = TypeVar("Question", bound=sa.Select[*tuple[Any, ...]])


class Paging:
    """The page that is asked for, and once a list is cut to it, its number and that of the last one."""

    def __init__(self, asked: int = 1) -> None:
        self.asked = asked
        self.number = self.last = 1

    def cut(self, db: Session, rows: Question) -> Question:
        """The same question for the rows of this page. Whoever asks for a page behind the last gets the last."""
        everything = rows.order_by(None).subquery()
        self._count(db.scalar(sa.select(sa.func.count()).select_from(everything)) or 0)
        return rows.limit(PAGE_ROWS).offset(self._first)

    def part(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows of this page, of a list that is there whole."""
        self._count(len(rows))
        return rows[self._first : self._first + PAGE_ROWS]

    @property
    def _first(self) -> int:
        return (self.number - 1) * PAGE_ROWS

    def _count(self, total: int) -> None:
        self.last = max(1, math.ceil(total / PAGE_ROWS))
        self.number = min(self.asked, self.last)


def asked_page(request: Request) -> Paging:
    """Raises NotFoundError for what is no number of a page: no page of ours leads there."""
    text = request.query_params.get("page", "1")
    if not _NUMBER.fullmatch(text):
        raise NotFoundError
    return Paging(int(text))


AskedPage = Annotated[Paging, Depends(asked_page)]
