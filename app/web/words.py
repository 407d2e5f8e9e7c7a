"""How dates, lists and small counts read on every page."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

# A page that follows a change says in one sentence what happened; the address carries the key, never text.
NOTICES: dict[str, str] = {
    "saved": "Saved.",
    "submitted": "Your assessment is submitted.",
    "draft-removed": "The draft is gone.",
    "goal-saved": "The goal is saved.",
    "goal-proposed": "The goal is proposed. It becomes active when the other side confirms.",
    "goal-draft": "The draft is kept. It is yours alone.",
    "goal-taken-back": "You have the goal back as a draft. It is yours alone.",
    "goal-active": "The goal is active.",
    "goal-ended": "The goal is closed. What you wrote stays with it.",
    "agreement-saved": "The agreement is saved.",
    "agreement-ended": "The agreement has an end date.",
    "account-saved": "The account is saved.",
    "account-closed": "The account is closed. Nobody can sign in with it.",
    "account-open": "The account is open again.",
    "password-set": "The new password is set.",
    "position-saved": "The position is saved.",
    "unit-saved": "The unit is saved.",
    "signed-out": "You are signed out.",
}


def day(value: date | None) -> str:
    """November 3, 2026."""
    return f"{value:%B} {value.day}, {value.year}" if value else ""


def short_day(value: date | None) -> str:
    """Nov 3."""
    return f"{value:%b} {value.day}" if value else ""


def weekday(value: date) -> str:
    """Tue, Nov 3."""
    return f"{value:%a}, {short_day(value)}"


def month(value: date) -> str:
    return f"{value:%B} {value.year}"


def clock_time(value: datetime, zone: str) -> str:
    """2:14 PM, where the agency is."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"


def local_day(value: datetime, zone: str) -> date:
    return value.astimezone(ZoneInfo(zone)).date()


def listed(items: Iterable[str], last: str = "and") -> str:
    """Ash, Lee and Wren."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(count: int, one: str, many: str | None = None) -> str:
    """One goal, two goals, 15 goals."""
    word = _SMALL[count] if count < len(_SMALL) else str(count)
    return f"{word} {one if count == 1 else many or one + 's'}"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "month": month,
    "clock_time": clock_time,
    "local_day": local_day,
    "listed": listed,
    "counted": counted,
    "sentence_case": sentence_case,
}
