"""Changing what somebody is told: by the person, or by a link that stops a mail."""

from collections.abc import Collection
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.audit.entries import record
from app.people.access import Viewer
from app.people.queries import take_turn
from app.reminders.models import CalendarAddress, MailChoice, MailSwitchedOff
from app.reminders.queries import Stop, choices_of, digest_of
from app.reminders.rules import Choices, Kind, Pace
from app.web.errors import NewerError


def choose(
    db: Session, viewer: Viewer, *, pace: Pace, off: Collection[Kind], revision: int | None, at: datetime
) -> None:
    """Raises NewerError when something was switched since the page was opened, for example by a link in a mail."""
    take_turn(db, viewer.id)
    before, wanted = choices_of(db, viewer.id), frozenset(off)
    if revision is not None and revision != before.revision:
        raise NewerError
    if (before.pace, before.off) == (pace, wanted):
        return
    _keep(db, viewer.id, before, pace, wanted, at)
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="reminders:change",
        subject=("account", viewer.id), pace=pace.value, off=_words(wanted),
    )  # fmt: skip


def stop(db: Session, found: Stop, *, at: datetime) -> None:
    """Tell this person nothing more of one kind, or nothing at all. A second time changes nothing."""
    account = found.account
    take_turn(db, account.id)
    before = choices_of(db, account.id)
    off = before.off | {found.kind} if found.kind else before.off
    pace = before.pace if found.kind else Pace.NEVER
    if (before.pace, before.off) == (pace, off):
        return
    _keep(db, account.id, before, pace, off, at)
    record(
        db, at=at, actor_id=None, agency_id=account.agency_id, action="reminders:stop",
        subject=("account", account.id), by="link", pace=pace.value, off=_words(off),
    )  # fmt: skip


def make_calendar(db: Session, viewer: Viewer, *, at: datetime) -> str:
    """A new private address, which takes the place of the one before; its token is kept nowhere."""
    take_turn(db, viewer.id)
    token, row = token_urlsafe(32), db.get(CalendarAddress, viewer.id, populate_existing=True)
    if row is None:
        row = CalendarAddress(account_id=viewer.id, token_digest="", made_at=at)
    was_there, row.token_digest, row.made_at = bool(row.token_digest), digest_of(token), at
    db.add(row)
    db.flush()
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="calendar-address:make",
        subject=("account", viewer.id), replaces=was_there,
    )  # fmt: skip
    return token


def revoke_calendar(db: Session, viewer: Viewer, *, at: datetime) -> None:
    take_turn(db, viewer.id)
    own = sa.delete(CalendarAddress).where(col(CalendarAddress.account_id) == viewer.id)
    if db.execute(own.returning(col(CalendarAddress.account_id))).first():
        record(
            db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="calendar-address:revoke",
            subject=("account", viewer.id),
        )  # fmt: skip


def _keep(db: Session, account_id: UUID, before: Choices, pace: Pace, off: frozenset[Kind], at: datetime) -> None:
    row = db.get(MailChoice, account_id) or MailChoice(account_id=account_id, pace=pace, pace_since=at)
    if row.pace is not pace:
        row.pace, row.pace_since = pace, at
    row.revision = before.revision + 1
    db.add(row)
    db.flush()
    on_again = (col(MailSwitchedOff.account_id) == account_id, col(MailSwitchedOff.kind).in_(before.off - off))
    db.execute(sa.delete(MailSwitchedOff).where(*on_again))
    db.add_all(MailSwitchedOff(account_id=account_id, kind=kind) for kind in off - before.off)


def _words(off: Collection[Kind]) -> list[str]:
    return [kind.value for kind in Kind if kind in off]
