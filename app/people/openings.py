"""Who opened a person's record, by day: read from the audit trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.audit.models import AuditEntry
from app.clock import day_of, first_of_next_month, start_of
from app.people.models import Account
from app.people.reads import Opened

WORDS: dict[Opened, str] = {
    Opened.PAGE: "the page with all elements",
    Opened.ASSESSMENTS: "the list of assessments",
    Opened.ASSESSMENT: "an assessment",
    Opened.EARLIER_POINTS: "earlier points, before submitting",
    Opened.PAIR: "a pair",
    Opened.COACHING_SESSIONS: "the list of coaching sessions",
    Opened.COACHING_SESSION: "a coaching session",
    Opened.GOALS: "the goals",
    Opened.GOAL: "a goal",
    Opened.NEXT_STEP: "the form of a next step",
    Opened.LIST: "the goal on Today",
}


@dataclass(frozen=True)
class Opening:
    """What somebody opened on one day, in the roles held then."""

    on: date
    name: str
    roles: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """The openings of one month, the newest day first, and the first days of the months around it with any."""

    first: date
    openings: tuple[Opening, ...]
    earlier: date | None
    later: date | None


def openings_in(db: Session, person: UUID, month: date, *, zone: str, now: datetime) -> Month:
    """Who opened this person's record in the month of a day, where the agency is."""
    first = month.replace(day=1)
    following = first_of_next_month(first)
    begins, ends = start_of(first, zone), start_of(following, zone)
    rows = db.execute(_of(person).where(col(AuditEntry.at) >= begins, col(AuditEntry.at) < ends))
    before = db.scalar(_instant(sa.func.max, person).where(col(AuditEntry.at) < begins))
    after = db.scalar(_instant(sa.func.min, person).where(col(AuditEntry.at) >= ends, col(AuditEntry.at) <= now))
    return Month(
        first, tuple(_by_day(rows, zone)), _month_of(before, zone), _month_of(after, zone)
    )  # fmt: skip


def _by_day(rows: Iterable[Any], zone: str) -> Iterable[Opening]:
    dated = ((day_of(row.at, zone), row) for row in rows)
    ordered = sorted(dated, key=lambda one: (-one[0].toordinal(), one[1].name, str(one[1].actor_id)))
    for (on, _), group in groupby(ordered, key=lambda one: (one[0], one[1].actor_id)):
        entries = [row for _, row in group]
        kinds = {Opened(row.details["what"]) for row in entries}
        yield Opening(on, entries[0].name, entries[-1].acting_as, tuple(WORDS[one] for one in Opened if one in kinds))


def _of(person: UUID) -> sa.Select[Any]:
    return (
        sa.select(
            col(AuditEntry.at), col(AuditEntry.actor_id), col(AuditEntry.acting_as), col(AuditEntry.details),
            col(Account.name),
        )
        .join(Account, col(Account.id) == col(AuditEntry.actor_id))
        .where(*_openings_of(person))
    )  # fmt: skip


def _instant(which: Any, person: UUID) -> sa.Select[Any]:
    return sa.select(which(col(AuditEntry.at))).where(*_openings_of(person))


def _openings_of(person: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return col(AuditEntry.action) == "record:open", col(AuditEntry.subject_id) == person


def _month_of(at: datetime | None, zone: str) -> date | None:
    return day_of(at, zone).replace(day=1) if at else None
