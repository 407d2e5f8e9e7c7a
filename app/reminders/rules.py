"""Of what a digest tells, and when one is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Where the agency is. What is late, for the machine was off, goes out later that day or week, and never at night.
FROM, UNTIL = time(7), time(19)
_FRIDAY = 4


class Kind(StrEnum):
    """What is told. Each can be switched off by itself."""

    SELF_ASSESSMENT = "self-assessment"
    SESSION = "coaching-session"
    CHECK_BACK = "check-back"
    WORD = "word"


class Pace(StrEnum):
    """How often there is a digest, if something waits."""

    WEEKLY = "weekly"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True)
class Choices:
    """What somebody wants to be told by mail. Nobody has to choose: this is what holds until then."""

    pace: Pace = Pace.WEEKLY
    off: frozenset[Kind] = frozenset()
    revision: int = 0


@dataclass(frozen=True)
class Line:
    """How many things of one kind wait, and the day of the first."""

    kind: Kind
    count: int
    first: date


def period_of(pace: Pace, now: datetime, zone: str) -> date | None:
    """The day whose digest is to be written now: Monday's or today's. None at night, on a weekend and for never."""
    local = now.astimezone(ZoneInfo(zone))
    if pace is Pace.NEVER or local.weekday() > _FRIDAY or not FROM <= local.time() < UNTIL:
        return None
    back = local.weekday() if pace is Pace.WEEKLY else 0
    return local.date() - timedelta(days=back)


def begins_at(period: date, zone: str) -> datetime:
    """From when on the digest of this day is written. Who came or chose another pace after that waits for the next."""
    return datetime.combine(period, FROM, ZoneInfo(zone)).astimezone(UTC)


def lines_of(things: Iterable[tuple[Kind, date]]) -> tuple[Line, ...]:
    """One line for each kind of which something waits, in the order of the kinds."""
    days: dict[Kind, list[date]] = {}
    for kind, on in things:
        days.setdefault(kind, []).append(on)
    return tuple(Line(kind, len(days[kind]), min(days[kind])) for kind in Kind if kind in days)


def wanted(lines: Iterable[Line], choices: Choices) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.kind not in choices.off) if choices.pace is not Pace.NEVER else ()
