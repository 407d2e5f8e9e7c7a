"""What one person sees of a worker's record, in one sentence made from that person's windows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from app.clock import day_of
from app.people.access import BEGINNING, END
from app.people.permits import LEVEL_WORDS, Level, Role
from app.people.readers import Reader
from app.web.words import day

Span = tuple[datetime, datetime, Level]


def sight(theirs: Sequence[Reader], zone: str, now: datetime) -> str:
    """The sentence after the name: "sees points, goals and the notes on ratings since June 1, 2026."."""
    roles = {one.role for one in theirs}
    if Role.WORKER in roles:
        return "sees all of it."
    as_supervisor = _supervised(theirs, zone, now)
    if Role.COACH not in roles:
        return f"sees {as_supervisor}."
    said = f"sees {_listed(_coached(theirs, zone, now))}."
    if Role.SUPERVISOR not in roles:
        return said
    if any(one.role is Role.COACH and one.holds(now) for one in theirs):
        return f"{said} Also the supervisor of the unit."
    return f"{said} Also the supervisor of the unit, who sees {as_supervisor}."


def last_day(closes_at: datetime, zone: str) -> date:
    """The day that counts as the last one of a window: midnight closes the day before."""
    return day_of(closes_at - timedelta(microseconds=1), zone)


def _coached(theirs: Iterable[Reader], zone: str, now: datetime) -> list[str]:
    """The newest time as coach first, then earlier ones, then what the worker opened of the record before it."""
    coach = [one for one in theirs if one.role is Role.COACH]
    whole = max((one.closes_at for one in coach if one.is_earlier and one.level is Level.RATINGS), default=BEGINNING)
    points = max((one.closes_at for one in coach if one.is_earlier and one.level is Level.POINTS), default=BEGINNING)
    times = joined((one.opens_at, one.closes_at, one.level) for one in coach if not one.is_earlier)
    said = [_time(span, zone, now) for span in reversed(times) if span[1] > whole]
    newest = times[-1][0] if times else END
    if points > whole:
        said.append(f"the points from before {_day(points, zone)}" if points < newest else "the points from before")
    if whole > BEGINNING:
        said.append(f"everything from before {_day(whole, zone)}" if whole < newest else "everything from before")
    return said


def _supervised(theirs: Iterable[Reader], zone: str, now: datetime) -> str:
    windows = [(one.opens_at, one.closes_at, one.level) for one in theirs if one.role is Role.SUPERVISOR]
    shared = joined(span for span in windows if span[2] > Level.ACTIVITY)
    said = [_time(span, zone, now) for span in reversed(shared)]
    return _listed([*said, LEVEL_WORDS[Level.ACTIVITY]])


def joined(spans: Iterable[Span]) -> list[Span]:
    """Stretches of time, the oldest first; of one level and without a gap between, they are one."""
    found: list[Span] = []
    for opens, closes, level in sorted(spans):
        if found and found[-1][1] >= opens and found[-1][2] == level:
            found[-1] = found[-1][0], max(closes, found[-1][1]), level
        else:
            found.append((opens, closes, level))
    return found


def _time(span: Span, zone: str, now: datetime) -> str:
    opens, closes, level = span
    if closes >= END:
        return f"{level.words} since {_day(opens, zone)}"
    what = "what was written" if closes <= now and level is Level.RATINGS else level.words
    return f"{what} from {_day(opens, zone)} until {day(last_day(closes, zone))}"


def _listed(said: Sequence[str]) -> str:
    """With a comma before the last, because a date stands there."""
    return ", and ".join(one for one in (", ".join(said[:-1]), said[-1]) if one)


def _day(at: datetime, zone: str) -> str:
    return day(day_of(at, zone))
