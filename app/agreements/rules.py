"""What a coaching agreement must be like, as sentences for the form."""

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from app.people.permits import Level
from app.people.rules import day_problems

LONGEST_RHYTHM = 12
_HOURS = re.compile(r"[0-9]{1,2}([.,][0-9]{1,2})?")
HOURS_NEEDED = "Write hours from 0 to 20, in quarters, such as 2 or 1.5."
# Of coaching in a month; agreed in quarter hours.
MOST_MINUTES, QUARTER_HOUR = 1200, 15
# How much of the record an agreement can open to the supervisor.
SUPERVISOR_LEVELS = (Level.ACTIVITY, Level.GOALS, Level.RATINGS)


def agreement_problems(
    *, worker: UUID, coach: UUID, supervisor: UUID | None, level: Level, rhythms: Collection[int],
    starts_on: date, ends_on: date | None, minutes: int,
) -> dict[str, str]:  # fmt: skip
    """Field to sentence for everything that does not do; empty when all of it does."""
    problems = {}
    if worker == coach:
        problems["coach"] = "Choose somebody else as coach. Nobody can be their own coach."
    if supervisor == worker:
        problems["supervisor"] = "Choose somebody else as supervisor, or none. Nobody can be their own supervisor."
    if level not in SUPERVISOR_LEVELS:
        problems["level"] = "Choose what the supervisor sees: activity, goals or ratings."
    elif supervisor is None and level is not Level.ACTIVITY:
        problems["level"] = "Name the supervisor who is to see this, or choose activity."
    if not rhythms:
        problems["focus"] = "Choose at least one profile to work on."
    if any(not 1 <= months <= LONGEST_RHYTHM for months in rhythms):
        problems["focus"] = f"A rhythm is a whole number of months from 1 to {LONGEST_RHYTHM}."
    if not 0 <= minutes <= MOST_MINUTES or minutes % QUARTER_HOUR:
        problems["hours"] = HOURS_NEEDED
    return problems | day_problems(starts_on=starts_on, ends_on=ends_on)


def minutes_of(text: str) -> int | None:
    """Hours as somebody writes them, 2 or 1.5, in minutes; none for what is no number of quarter hours."""
    if not _HOURS.fullmatch(text):
        return None
    minutes = Decimal(text.replace(",", ".")) * 60
    return int(minutes) if minutes <= MOST_MINUTES and minutes % QUARTER_HOUR == 0 else None


def hours_typed(minutes: int) -> str:
    """2 or 1.5, as the form shows it."""
    return f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")


def hours_words(minutes: int) -> str:
    """2 hours; 1 hour 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    return " ".join([*parts, *([f"{rest} minutes"] if rest else [])]) or "no set hours"
