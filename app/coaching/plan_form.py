"""The form of a plan: posted text to values, with a sentence beside each field that does not do."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from app.coaching.models import CoachingSession
from app.coaching.rules import USUAL, Plan
from app.coaching.times import instant_of
from app.people.rules import DAY_NEEDED
from app.web.forms import FORM_KEY, Posted, day_written
from app.web.revisions import revision_of
from app.web.words import clock_time
from app.web.words import day as day_words

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
# Where a browser has no field for a time, people type it as they say it.
_SPOKEN = re.compile(r"(0?[1-9]|1[0-2]):([0-5][0-9]) ?([AaPp])\.?[Mm]\.?")
LEFT_OUT = "The clocks go forward that night, and this time does not come. Choose another one."


@dataclass(frozen=True)
class PlanForm:
    """When, how long, where and about what, as text."""

    form_key: UUID
    day: str
    time: str
    length: str
    where: str
    focus: str
    revision: int | None = 0

    @classmethod
    def fresh(cls, *, day: date, focus: str, at: str = "10:00", minutes: int = USUAL, where: str = "") -> "PlanForm":
        return cls(uuid4(), day.isoformat(), at, str(minutes), where, focus)

    @classmethod
    def of(cls, row: CoachingSession, focus: str, zone: str) -> "PlanForm":
        local = row.starts_at.astimezone(ZoneInfo(zone))
        return cls(
            row.form_key, local.date().isoformat(), f"{local:%H:%M}", str(row.planned_minutes), row.place, focus,
            row.revision,
        )  # fmt: skip

    @classmethod
    def read(cls, posted: Posted) -> "PlanForm":
        return cls(
            form_key=posted.id(FORM_KEY) or uuid4(), day=posted.text("day"), time=posted.text("time"),
            length=posted.text("length"), where=posted.text("where"), focus=posted.text("focus"),
            revision=revision_of(posted),
        )  # fmt: skip

    def plan(self, zone: str, known: Collection[str]) -> Plan:
        """The plan as far as the text makes one; `problems` says what it does not make. `known` are foci on offer."""
        day, at = day_written(self.day), _time(self.time)
        profile, _, element = self.focus.partition("/")
        return Plan(
            starts_at=instant_of(day, at, zone) if day and at else None, minutes=whole(self.length), place=self.where,
            focus=(profile, element) if self.focus in known else None,
        )  # fmt: skip

    def when_in_words(self) -> tuple[str, str]:
        """Day and time as they read everywhere else; what is none of them stays as it was typed."""
        on, at = day_written(self.day), _time(self.time)
        clock = clock_time(datetime.combine(date.min, at, UTC), "UTC") if at else self.time
        return day_words(on) if on else self.day, clock

    def problems(self, zone: str) -> dict[str, str]:
        day, at = day_written(self.day), _time(self.time)
        problems = {}
        if day is None:
            problems["day"] = DAY_NEEDED
        if at is None:
            problems["time"] = "Give a time with its hour and minutes, such as 2:30 PM."
        if day and at and instant_of(day, at, zone) is None:
            problems["time"] = LEFT_OUT
        return problems


def _time(text: str) -> time | None:
    if spoken := _SPOKEN.fullmatch(text):
        return time(int(spoken[1]) % 12 + (12 if spoken[3] in "Pp" else 0), int(spoken[2]))
    return time.fromisoformat(text) if _CLOCK.fullmatch(text) else None


def whole(text: str) -> int | None:
    """A whole number in plain digits, and nothing else."""
    is_plain = text.isascii() and text.isdecimal() and len(text) < 5 and not (len(text) > 1 and text[0] == "0")
    return int(text) if is_plain else None
