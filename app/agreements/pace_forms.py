"""The forms of rhythm and pauses: what was typed, and the values it stands for."""

from dataclasses import dataclass
from datetime import date

from app.people.rules import DAY_NEEDED
from app.web.errors import ProblemsError
from app.web.forms import Posted


@dataclass(frozen=True)
class PaceTyped:
    """Both forms as text, so that they can be shown again as they were typed."""

    profile: str = ""
    months: str = ""
    from_month: str = ""
    first_day: str = ""
    last_day: str = ""


def read_pace(form: Posted) -> PaceTyped:
    return PaceTyped(*(form.text(name) for name in ("profile", "months", "from_month", "first_day", "last_day")))


def months_typed(form: Posted) -> int | None:
    """The number of months that was chosen; none for what is no small number."""
    return _small(form.text("months"))


def month_typed(form: Posted) -> date | None:
    """The first day of the month that was chosen, which the form posts as 2026-12."""
    try:
        return date.fromisoformat(f"{form.text('from_month')}-01")
    except ValueError:
        return None


def number_read(form: Posted, name: str) -> int:
    """How many changes or saves the page had shown; a number that never was, where none was posted."""
    found = _small(form.text(name))
    return -1 if found is None else found


def days_typed(form: Posted) -> tuple[date, date | None]:
    """First and last day of a pause. Raises ProblemsError for what is no day; the last one may be left open."""
    first, last = form.day("first_day"), form.day("last_day")
    problems = {} if first else {"first_day": DAY_NEEDED}
    if last is None and form.is_set("last_day"):
        problems["last_day"] = DAY_NEEDED
    if problems or first is None:
        raise ProblemsError(problems)
    return first, last


def _small(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None
