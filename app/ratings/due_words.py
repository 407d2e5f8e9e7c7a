"""What is due or paused, in words that every page uses."""

from collections.abc import Callable, Sequence
from datetime import date

from app.ratings.rhythm import Standing
from app.web.words import counted, day, short_day

_NBSP = "\N{NO-BREAK SPACE}"

NOTHING_DUE = "Nothing is due."


def paused(back: date | None, today: date) -> str:
    """Paused until December 14: the first day after the pause, where an end is set."""
    return f"Paused until {plain_day(back, today)}." if back else "Paused, with no end set."


def self_assessment(stands: Sequence[tuple[Standing, str]], today: date) -> str:
    """Done, due or paused, on what and the day, of one agreement; each standing with its profile's title."""
    if stands[0][0].is_paused:
        return f"{paused(stands[0][0].back_on, today)} {NOTHING_DUE}"
    asked = [(one.asked_by, title) for one, title in stands if one.asked_by]
    done = [one.done_on for one, _ in stands if one.done_on]
    if done and not asked:
        return f"Done {short_day(max(done))}"
    ahead = [(one.next_by, title) for one, title in stands if one.next_by]
    if not ahead:
        return NOTHING_DUE
    on, title = min(asked or ahead)
    rest = f", and {counted(len(asked) - 1, 'more', 'more')}" if len(asked) > 1 else ""
    # The day stays in one line, however narrow the column is.
    return f"{title} due {short_day(on).replace(' ', _NBSP)}{rest}"


def check_back(on: date, moved: date | None, said: Callable[[date], str] = short_day) -> str:
    """Check back Nov 20; where that day lies in a pause, `moved` is the first day after it, or none is known."""
    if moved == on:
        return f"check back {said(on)}"
    return f"check back after the pause, from {said(moved)}" if moved else "check back after the pause"


def span(first: date, last: date | None) -> str:
    """The days of a pause, both ends counted."""
    if last is None:
        return f"from {day(first)} on, with no end set"
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"


def plain_day(value: date, today: date) -> str:
    """December 14; with the year where it is another one."""
    said = f"{value:%B} {value.day}"
    return said if value.year == today.year else f"{said}, {value.year}"
