"""What is due or paused, in words that every page uses."""

from datetime import date

from app.web.words import day, short_day

NOTHING_DUE = "Nothing is due."


def paused(back: date | None, today: date) -> str:
    """Paused until December 14: the first day after the pause, where an end is set."""
    return f"Paused until {plain_day(back, today)}." if back else "Paused, with no end set."


def check_back(on: date, moved: date | None) -> str:
    """Check back Nov 20; where that day lies in a pause, `moved` is the first day after it, or none is known."""
    if moved == on:
        return f"check back {short_day(on)}"
    return f"check back after the pause, from {short_day(moved)}" if moved else "check back after the pause"


def span(first: date, last: date | None) -> str:
    """The days of a pause, both ends counted."""
    if last is None:
        return f"from {day(first)} on, with no end set"
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"


def plain_day(value: date, today: date) -> str:
    """December 14; with the year where it is another one."""
    said = f"{value:%B} {value.day}"
    return said if value.year == today.year else f"{said}, {value.year}"
