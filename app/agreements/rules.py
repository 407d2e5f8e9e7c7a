"""What a coaching agreement must be like, as sentences for the form."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from app.people.permits import Level
from app.people.rules import day_problems

LONGEST_RHYTHM = 12
# How much of the record an agreement can open to the supervisor.
SUPERVISOR_LEVELS = (Level.ACTIVITY, Level.GOALS, Level.RATINGS)


def agreement_problems(
    *, worker: UUID, coach: UUID, supervisor: UUID | None, level: Level, rhythms: Collection[int],
    starts_on: date, ends_on: date | None,
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
    return problems | day_problems(starts_on=starts_on, ends_on=ends_on)
