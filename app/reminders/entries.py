"""What stands in a person's calendar, and what becomes of it when its day moves or the thing is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from app.reminders.rules import Kind

# So long what has passed or was called off is still told: calendars ask at least every few days.
TOLD_FOR = timedelta(days=60)
Key = tuple[Kind, UUID]


@dataclass(frozen=True)
class Entry:
    """One thing with a date. `subject` is the id of the row it stands for, the same for as long as it is one thing.

    A day stands in the calendar as a whole day where the agency is; an instant has so many `minutes`. Where it
    is stays out of it: people type a place in their own words, such as whose home it is.
    """

    kind: Kind
    subject: UUID
    starts: date | datetime
    minutes: int | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.subject


@dataclass(frozen=True)
class Kept:
    """An entry as it was told last. `sequence` rises whenever a calendar has to take it over anew."""

    entry: Entry
    sequence: int
    is_cancelled: bool
    changed_at: datetime


def advanced(told: Mapping[Key, Kept], present: Iterable[Entry], *, now: datetime) -> dict[Key, Kept]:
    """What is told from now on, the unchanged included. What has vanished before its time is called off, and what is
    long gone is forgotten."""
    here = {entry.key: entry for entry in present}
    found = {key: _of_present(told.get(key), entry, now) for key, entry in here.items()}
    gone = {key: _of_gone(kept, now) for key, kept in told.items() if key not in here}
    return {key: kept for key, kept in gone.items() if not _is_forgotten(kept, now)} | found


def one_a_day(present: Iterable[Entry], told: Mapping[Key, Kept]) -> list[Entry]:
    """The entries with one for all self-assessments of a day: without their titles a calendar would show equal lines.

    The one that is told for that day already stands for the others, or else the first; what moves on when it is done
    stays one thing, and the next takes its place on the day.
    """
    many = list(present)
    leading: dict[date | datetime, Entry] = {}
    for entry in sorted(many, key=lambda one: (not _is_told_so(told.get(one.key), one), str(one.subject))):
        if entry.kind is Kind.SELF_ASSESSMENT:
            leading.setdefault(entry.starts, entry)
    return [one for one in many if one.kind is not Kind.SELF_ASSESSMENT or leading[one.starts] is one]


def is_told(kept: Kept, *, is_here: bool, now: datetime) -> bool:
    """Whether a calendar still reads of it: everything there is, and for a while what was there."""
    if is_here:
        return True
    since = kept.changed_at if kept.is_cancelled else _time_of(kept.entry)
    return now - since <= TOLD_FOR


def _is_told_so(kept: Kept | None, entry: Entry) -> bool:
    return kept is not None and kept.entry == entry and not kept.is_cancelled


def _of_present(kept: Kept | None, entry: Entry, now: datetime) -> Kept:
    if kept is None:
        return Kept(entry, 0, is_cancelled=False, changed_at=now)
    if _is_told_so(kept, entry):
        return kept
    return Kept(entry, kept.sequence + 1, is_cancelled=False, changed_at=now)


def _of_gone(kept: Kept, now: datetime) -> Kept:
    # What has had its time was there; a calendar keeps it as it was.
    if kept.is_cancelled or _time_of(kept.entry) < now:
        return kept
    return replace(kept, sequence=kept.sequence + 1, is_cancelled=True, changed_at=now)


def _is_forgotten(kept: Kept, now: datetime) -> bool:
    """A self-assessment comes back after a pause or under another agreement, and then its number has to rise: it is
    kept, one for each practice, however many years pass."""
    return kept.entry.kind is not Kind.SELF_ASSESSMENT and not is_told(kept, is_here=False, now=now)


def _time_of(entry: Entry) -> datetime:
    """From when on it has had its time: what has begun, and a day that is over where it ends last on earth."""
    if isinstance(entry.starts, datetime):
        return entry.starts
    return datetime.combine(entry.starts, time.min, UTC) + timedelta(days=1, hours=12)
