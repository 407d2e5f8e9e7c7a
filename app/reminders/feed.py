"""A person's calendar as a file, and what it has told so far."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa
from icalendar import Calendar, Event
from sqlmodel import Session, col

from app.people.queries import take_turn
from app.reminders import words
from app.reminders.entries import Entry, Kept, Key, advanced, is_told
from app.reminders.models import CalendarEntry

# How often a calendar program may well ask.
_EVERY = timedelta(hours=4)
# Any id of our own: what is made with it says nothing of the row it is made from.
_SPACE = UUID("6f1d8a52-9c0e-4d61-8f6b-2f6f0f3f7c11")


def told_to(db: Session, account_id: UUID) -> dict[Key, Kept]:
    rows = db.scalars(sa.select(CalendarEntry).where(col(CalendarEntry.account_id) == account_id))
    return {(row.kind, row.subject_id): _kept(row) for row in rows.all()}


def keep_told(db: Session, account_id: UUID, present: Iterable[Entry], *, now: datetime) -> None:
    """Remember what the calendar reads from now on. Two programs that ask at once remember the same."""
    take_turn(db, account_id)
    before = told_to(db, account_id)
    after = advanced(before, present, now=now)
    for kind, subject in before.keys() - after.keys():
        db.delete(db.get_one(CalendarEntry, (account_id, kind, subject)))
    for key, kept in after.items():
        if kept != before.get(key):
            db.merge(_row(account_id, kept))


def rendered(account_id: UUID, told: Iterable[Kept], here: Iterable[Entry], *, origin: str, now: datetime) -> bytes:
    calendar, keys = Calendar(), {entry.key for entry in here}
    calendar.add("prodid", "-//Ninestep//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Ninestep")
    calendar.add("refresh-interval", _EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    shown = [kept for kept in told if is_told(kept, is_here=kept.entry.key in keys, now=now)]
    for kept in sorted(shown, key=lambda one: (one.entry.kind, str(one.entry.subject))):
        calendar.add_component(_event(account_id, kept, origin))
    content: bytes = calendar.to_ical()
    return content


def _event(account_id: UUID, kept: Kept, origin: str) -> Event:
    entry, event = kept.entry, Event()
    # The same for one thing over months; two people's calendars of the same goal are two things.
    event.add("uid", f"{uuid5(_SPACE, f'{account_id} {entry.kind} {entry.subject}')}@ninestep")
    event.add("dtstamp", kept.changed_at)
    event.add("last-modified", kept.changed_at)
    event.add("sequence", kept.sequence)
    event.add("status", "CANCELLED" if kept.is_cancelled else "CONFIRMED")
    event.add("summary", words.TITLES[entry.kind])
    event.add("class", "PRIVATE")
    event.add("url", f"{origin}/")
    _add_time(event, entry)
    return event


def _add_time(event: Event, entry: Entry) -> None:
    event.add("dtstart", entry.starts)
    if isinstance(entry.starts, datetime):
        event.add("dtend", entry.starts + timedelta(minutes=entry.minutes or 0))
        event.add("transp", "OPAQUE")
    else:
        # A day on which something is due keeps nobody busy.
        event.add("dtend", entry.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")


def _kept(row: CalendarEntry) -> Kept:
    starts = row.starts_at or row.on_day
    if starts is None:
        raise ValueError("An entry has a day or an instant.")
    entry = Entry(row.kind, row.subject_id, starts, row.minutes)
    return Kept(entry, row.sequence, row.is_cancelled, row.changed_at)


def _row(account_id: UUID, kept: Kept) -> CalendarEntry:
    entry, starts = kept.entry, kept.entry.starts
    instant = starts if isinstance(starts, datetime) else None
    return CalendarEntry(
        account_id=account_id, kind=entry.kind, subject_id=entry.subject, on_day=None if instant else starts,
        starts_at=instant, minutes=entry.minutes, sequence=kept.sequence,
        is_cancelled=kept.is_cancelled, changed_at=kept.changed_at,
    )  # fmt: skip
