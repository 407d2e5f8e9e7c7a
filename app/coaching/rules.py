"""What is true of a coaching session: when it can be, how long it takes, and what is written in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.pairs.rules import Question

PLACE_LENGTH, LINE_LENGTH, TEXT_LENGTH, NOTE_LENGTH = 200, 500, 2_000, 5_000
STEP, SHORTEST, LONGEST, USUAL = 5, 5, 480, 60
SCALE = range(11)
# So long after two people have parted can they still close what they met for before.
CLOSES_WITHIN = timedelta(days=14)
# So far ahead somebody can still mean a day.
LOOKS_AHEAD = timedelta(days=366)


class State(StrEnum):
    """A coaching session is held once it has been closed; until then it is planned, also when its time has passed."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """What is written in a coaching session and saves itself."""

    WORKING_WELL = "working-well"
    WORRIED = "worried"
    NEXT = "next"
    SCALING = "scaling"
    NOTE = "note"
    PRIVATE = "private"


QUESTIONS = {
    Part.WORKING_WELL: Question.WORKING_WELL, Part.WORRIED: Question.WORRIED, Part.NEXT: Question.NEXT,
}  # fmt: skip
LENGTHS = {part: NOTE_LENGTH if part in (Part.NOTE, Part.PRIVATE) else TEXT_LENGTH for part in Part}


class LineKind(StrEnum):
    """Where a line of the agenda comes from."""

    PAIR = "pair"
    GOAL = "goal"
    COMMITMENT = "commitment"
    OWN = "own"


class Practice(StrEnum):
    """How a skill was worked on."""

    TOGETHER = "together"
    OBSERVED = "observed"
    TALKED = "talked"


class Owner(StrEnum):
    """Who said that it would be done."""

    WORKER = "worker"
    COACH = "coach"


@dataclass(frozen=True)
class Plan:
    """When, how long, where and about what two people meet. `starts_at` is none for a time that is none."""

    starts_at: datetime | None
    minutes: int | None
    place: str
    focus: tuple[str, str] | None


@dataclass(frozen=True)
class Bounds:
    """The time in which a coaching session of this agreement can be, and the last day of it, if it has one."""

    opens_at: datetime
    closes_at: datetime | None
    first_day: date
    last_day: date | None


def plan_problems(plan: Plan, bounds: Bounds, *, now: datetime) -> dict[str, str]:
    """Field to sentence for what does not do."""
    problems = {}
    if plan.starts_at and (said := _day_problem(plan.starts_at, bounds, now)):
        problems["day"] = said
    if said := minutes_problem(plan.minutes):
        problems["length"] = said
    if len(plan.place) > PLACE_LENGTH:
        problems["where"] = too_long(len(plan.place), PLACE_LENGTH)
    if plan.focus is None:
        problems["focus"] = "Choose what it is about."
    return problems


def meet_at_once(one: tuple[datetime, int], other: tuple[datetime, int]) -> bool:
    """Whether two times, each with its minutes, have a moment in common; one that begins as the other ends has none."""
    (begins, minutes), (then, others) = one, other
    return begins < then + timedelta(minutes=others) and then < begins + timedelta(minutes=minutes)


def minutes_problem(minutes: int | None) -> str | None:
    if minutes is None or minutes % STEP or not SHORTEST <= minutes <= LONGEST:
        return f"Give the minutes in steps of {STEP}, from {SHORTEST} to {LONGEST}."
    return None


def text_problem(text: str, most: int) -> str | None:
    return too_long(len(text), most) if len(text) > most else None


def too_long(length: int, most: int) -> str:
    return f"This text has {length:,} characters and {most:,} fit. Take out {length - most:,}."


def _day_problem(starts_at: datetime, bounds: Bounds, now: datetime) -> str | None:
    if starts_at < bounds.opens_at:
        return f"Your agreement began on {_day(bounds.first_day)}. Choose a time after that."
    if bounds.closes_at and starts_at >= bounds.closes_at:
        until = f" on {_day(bounds.last_day)}" if bounds.last_day else ""
        return f"Your agreement ends{until}. Choose a time before that."
    return "Choose a day within a year." if starts_at > now + LOOKS_AHEAD else None


def _day(value: date) -> str:
    return f"{value:%B} {value.day}, {value.year}"
