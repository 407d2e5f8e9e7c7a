"""Posted forms, read whole before a synchronous route sees them."""

import re
from calendar import month_name
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from app.web import csrf
from app.web.errors import RefusedError, TooManyFieldsError

# A form that makes something carries a random key, by which it is known when it comes again.
FORM_KEY = "form_key"
# The button that keeps a text as written, although it may name somebody: the marks of the texts it stands under, and
# `name=value` of the button that was pressed before, whose work it does. A page that comes back carries the marks.
AS_WRITTEN = "as_written"
# The longest sheet, with every indicator tapped, has fewer by a third.
MOST_FIELDS = 600
_MARKS = frozenset({csrf.TOKEN_FIELD, FORM_KEY, AS_WRITTEN})

# Python alone would also read week numbers, missing hyphens and digits of other scripts as a day. The years are
# those in which somebody can have practised; arithmetic on days stays far from the calendar's own ends.
_DAY = re.compile(r"(19[5-9]|20[0-9])[0-9]-[0-9]{2}-[0-9]{2}")
# Where a browser shows no calendar people write a day as our pages do: November 16, 2026, or Nov 16, 2026.
_DAY_IN_WORDS = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_MONTHS = {name[:length].lower(): number for number, name in enumerate(month_name) if name for length in (3, len(name))}
_MONTHS["sept"] = 9


class Posted:
    """The fields of one posted form, as text."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def text(self, name: str) -> str:
        """The last value under this name, trimmed, with one kind of line end; empty when there is none."""
        values = self.all(name)
        return values[-1].strip() if values else ""

    def untrimmed(self, name: str) -> str:
        """The last value exactly as it was typed: for passwords, where a space counts."""
        values = self.all(name)
        return values[-1] if values else ""

    def day(self, name: str) -> date | None:
        """The calendar day under this name, or none for what is written neither 2026-11-16 nor November 16, 2026."""
        return day_written(self.text(name))

    def all(self, name: str) -> list[str]:
        return [_plain(value) for value in self._data.getlist(name) if not isinstance(value, UploadFile)]

    def is_set(self, name: str) -> bool:
        return bool(self.text(name))

    def id(self, name: str) -> UUID | None:
        """The id under this name, or none when what was posted is no id."""
        try:
            return UUID(self.text(name))
        except ValueError:
            return None

    def names(self) -> set[str]:
        return set(self._data.keys())

    def without_marks(self) -> list[tuple[str, str]]:
        """Names and values that people typed or chose, without what the page put in beside them."""
        return [(name, value) for name in self.names() - _MARKS for value in self.all(name)]


def typed_text(request: Request) -> list[str]:
    """What somebody wrote in whole words, for a page that can only give it back: no password, and nothing else."""
    sent: bytes = getattr(request.state, "sent", b"")
    try:
        fields = parse_qsl(sent.decode(), max_num_fields=MOST_FIELDS)
    except ValueError:
        return []
    left_out = _MARKS | {name for name, _ in fields if "password" in name or name == "present"}
    return [_plain(value) for name, value in fields if name not in left_out and " " in value.strip()]


def day_written(text: str) -> date | None:
    text = _as_calendars_write(text)
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _as_calendars_write(text: str) -> str:
    """A day in words as a browser's calendar would send it; everything else as it is."""
    found = _DAY_IN_WORDS.fullmatch(text)
    month = _MONTHS.get(found[1].lower()) if found else None
    return f"{found[3]}-{month:02}-{int(found[2]):02}" if found and month else text


def _plain(value: str) -> str:
    # Browsers send CRLF; a NUL would be refused by PostgreSQL and silently kept by SQLite.
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


async def posted_form(request: Request) -> Posted:
    try:
        posted = Posted(_pressed_again(await request.form(max_fields=MOST_FIELDS)))
    except HTTPException as error:
        raise TooManyFieldsError from error
    token = posted.text(csrf.TOKEN_FIELD) or request.headers.get("x-csrf-token", "")
    if not csrf.holds(request, token):
        raise RefusedError("This page was open for too long. Go back, load it again, and send it once more.")
    return posted


def _pressed_again(data: FormData) -> FormData:
    """The fields with what the button says for which “as written” stands: a form has one button pressed at a time."""
    tokens = [token for value in data.getlist(AS_WRITTEN) for token in _plain(str(value)).split()]
    buttons = [token.partition("=") for token in tokens if "=" in token]
    return FormData([*data.multi_items(), *((name, value) for name, _, value in buttons)])


PostedForm = Annotated[Posted, Depends(posted_form)]
