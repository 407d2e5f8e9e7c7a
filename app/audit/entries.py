"""How something gets on record: kept in mind while a request works, and chained just before its commit."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import sqlalchemy as sa
import structlog
from sqlalchemy import event
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col

from app.audit.chain import GENESIS, next_hash
from app.audit.models import TABLE, AuditEntry

log = structlog.get_logger()

# So often the head of the trail is told to the log, which lies elsewhere: at least daily, and each so many entries.
ANCHOR_EVERY = 10_000
# Of each database, the day whose first anchor this process has told: what a command tells stands in no server's log.
_told: WeakKeyDictionary[sa.Pool, date] = WeakKeyDictionary()
_NEWEST = sa.select(TABLE.c.sequence, TABLE.c.hash).order_by(TABLE.c.sequence.desc()).limit(1)
_INSERT = sa.insert(TABLE)
# Any number that nothing else in the database locks by.
_TURN = 1852403302
_PENDING, _MARKS, _ACTING_AS, _ANCHOR = "audit_pending", "audit_marks", "audit_acting_as", "audit_anchor"


Detail = str | int | bool | list[str] | None


class Head(NamedTuple):
    """The last entry: what the next one stands on."""

    sequence: int
    hash: str


def record(
    db: Session,
    *,
    at: datetime,
    actor_id: UUID | None,
    agency_id: UUID | None,
    action: str,
    subject: tuple[str, UUID | None],
    **details: Detail,
) -> None:
    """Put one entry on record with this transaction; undone with it, or with the savepoint it was made in.

    Details name what changed: ids, states, dates and counts. They never hold note text, a reason's own words or a
    password, because this table outlives what it speaks about.
    """
    _keep_in_mind(db, at, actor_id, agency_id, action, subject, details)


def record_once(
    db: Session, once: str, *, at: datetime, actor_id: UUID | None, agency_id: UUID | None, action: str,
    subject: tuple[str, UUID | None], outcome: str = "done", **details: Detail,
) -> None:  # fmt: skip
    """The same of what happens many times over: of the entries with one name under `once` the first one counts."""
    _keep_in_mind(db, at, actor_id, agency_id, action, subject, details, outcome, once)


def _keep_in_mind(
    db: Session, at: datetime, actor_id: UUID | None, agency_id: UUID | None, action: str,
    subject: tuple[str, UUID | None], details: Mapping[str, Detail], outcome: str = "done", once: str | None = None,
) -> None:  # fmt: skip
    if not db.in_transaction():
        # What nothing was begun for could not be undone either.
        db.begin()
    request = structlog.contextvars.get_contextvars().get("request", "")
    _pending(db).append(
        {
            "at": at.astimezone(UTC), "actor_id": actor_id, "agency_id": agency_id, "action": action,
            "acting_as": db.info.get(_ACTING_AS, "") if actor_id else "", "outcome": outcome,
            "subject_kind": subject[0], "subject_id": subject[1], "request_id": request, "details": dict(details),
            "once": once,
        }
    )  # fmt: skip


def changes_something(db: Session) -> bool:
    """Whether something is on record with this transaction so far; a form that comes again changes nothing."""
    return bool(_pending(db))


def acting_as(db: Session, roles: str) -> None:
    """From here on what this session puts on record was done in these roles."""
    db.info[_ACTING_AS] = roles


def on_record(db: Session, names: Collection[str]) -> set[str]:
    """Those of the names under `once` that are on record already."""
    found = sa.select(col(AuditEntry.once)).where(col(AuditEntry.once).in_(names))
    return set(db.scalars(found)) if names else set()


def put_on_record(db: Session) -> None:
    """Chain what is pending. Comes last in a transaction: from here until the commit every other writer waits.

    Taken earlier, the turn could meet a row lock that another writer holds while it waits for the turn.
    """
    pending, db.info[_PENDING] = _pending(db), []
    if not pending:
        return
    db.flush()
    _take_turn(db)
    head = _head(db)
    rows = _chained(head, _new(db, pending))
    if rows:
        db.connection().execute(_INSERT, rows)
        db.info[_ANCHOR] = rows[-1] if _is_anchor(db, head, rows[-1]) else None


def _chained(head: Head, pending: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows, (sequence, hash_) = [], head
    for entry in pending:
        sequence += 1
        entry = entry | {"sequence": sequence}
        hash_ = next_hash(hash_, entry)
        rows.append(entry | {"hash": hash_})
    return rows


def _is_anchor(db: Session, before: Head, entry: dict[str, Any]) -> bool:
    is_new_day: bool = _told.get(_database(db)) != entry["at"].date()
    is_far_on: bool = before.sequence // ANCHOR_EVERY != entry["sequence"] // ANCHOR_EVERY
    return is_new_day or is_far_on


def _database(db: Session) -> sa.Pool:
    # The door for reading and the one for writing have engines of their own, and their connections in common. Two
    # databases may speak one dialect object.
    return db.get_bind().engine.pool


def _new(db: Session, pending: Collection[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Without those that are on record for their hour."""
    known = on_record(db, {entry["once"] for entry in pending} - {None})
    for entry in pending:
        if entry["once"] not in known:
            yield entry
        known |= {entry["once"]} - {None}


def _head(db: Session) -> Head:
    row = db.connection().execute(_NEWEST).first()
    return Head(*row) if row else Head(0, GENESIS)


def _take_turn(db: Session) -> None:
    # SQLite has one writer at a time and needs no more than that.
    if db.get_bind().dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def _pending(db: Session) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = db.info.setdefault(_PENDING, [])
    return found


@event.listens_for(Session, "before_commit")
def _before_commit(db: Session) -> None:
    # The end of a savepoint is no commit.
    if not db.in_nested_transaction():
        put_on_record(db)


@event.listens_for(Session, "after_commit")
def _tell_the_log(db: Session) -> None:
    # Only now is it certain that the entry stays.
    anchor = db.info.pop(_ANCHOR, None)
    if anchor:
        _told[_database(db)] = anchor["at"].date()
        log.info("audit anchor", sequence=anchor["sequence"], hash=anchor["hash"])


@event.listens_for(Session, "after_transaction_create")
def _mark(db: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        db.info.setdefault(_MARKS, {})[transaction] = len(_pending(db))


@event.listens_for(Session, "after_soft_rollback")
def _take_back(db: Session, undone: SessionTransaction) -> None:
    if undone.nested:
        del _pending(db)[db.info.get(_MARKS, {}).pop(undone, 0) :]
    elif undone.parent is None:
        db.info[_PENDING], db.info[_ANCHOR] = [], None
