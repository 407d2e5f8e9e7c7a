"""How dates, lists and small counts read on every page."""

import re
from calendar import month_name
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


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


def first_name(name: str) -> str:
    """What people call each other here."""
    return name.split()[0]


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


_WITHIN = re.compile(r"\b([A-Z][a-z]{2}|" + "|".join(month_name[1:]) + r") (?=\d)|(?<=\d) (?=[AP]M\b)")


def unbroken(text: str) -> str:
    """The same with month and day, and hour and AM, in one line each, however narrow the column is."""
    return _WITHIN.sub(lambda found: f"{found[1] or ''}\N{NO-BREAK SPACE}", text)


def zone_place(zone: str) -> str:
    """Los Angeles."""
    return zone.rpartition("/")[2].replace("_", " ")


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "short_day": short_day,
    "weekday": weekday,
    "month": month,
    "clock_time": clock_time,
    "local_day": local_day,
    "zone_place": zone_place,
    "first_name": first_name,
    "listed": listed,
    "counted": counted,
    "sentence_case": sentence_case,
    "unbroken": unbroken,
}
