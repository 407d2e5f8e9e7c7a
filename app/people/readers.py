"""Who can see a worker's record: the same windows that decide it, asked for one worker instead of one reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import BEGINNING, END, Viewer, is_open, reached
from app.people.models import Account, AccountRole
from app.people.permits import OPENS, PERMITS, Level, Permission, Reach, Role

_SUPERVISORS = {role: reach for role, reach in PERMITS[Permission.READ_PERSON].items() if reach is Reach.UNIT_NOW}


@dataclass(frozen=True)
class Reader:
    """One window of one person into a worker's record: in which role, from when until when, and how much.

    `sees_until` is when sight of what becomes of the record ends: of amendments and withdrawals.
    """

    id: UUID
    name: str
    role: Role
    reach: Reach
    opens_at: datetime
    closes_at: datetime
    sees_until: datetime
    level: Level

    def holds(self, at: datetime, came_at: datetime | None = None) -> bool:
        """Whether a record of this instant lies in the window; where it was amended, its version of `came_at`."""
        return self.opens_at <= at < self.closes_at and (came_at or at) < self.sees_until

    @property
    def opens(self) -> frozenset[Permission]:
        """What the level opens, as far as the role has it at all.

        A pair is the page of two people: a later coach reads the assessments of before, and not that page.
        """
        closed = {Permission.READ_PAIR} if self.is_earlier else set()
        return frozenset(one for one in OPENS[self.level] - closed if self.role in PERMITS[one])

    @property
    def is_earlier(self) -> bool:
        """Whether it is what the worker opened of the record from before an agreement."""
        return self.reach is Reach.COACHED and self.opens_at == BEGINNING

    @property
    def began_at(self) -> datetime:
        """When the agreement behind the window began, also where the window is what came before it."""
        return self.closes_at if self.is_earlier else self.opens_at


def readers_of(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> list[Reader]:
    """Every window into this worker's record, the worker first, then by name, as far as the viewer may know of them.

    A former coach learns of nobody who came later, and not who supervises now. What the worker opened to a coach of
    the record from before is known to the two alone. Closed accounts and roles that
    somebody has lost open nothing, so they are not here.
    """
    rows = _rows(db, PERMITS[Permission.READ_PERSON], [worker.id], now=now, today=viewer.today(now))
    found = rows.get(worker.id, [])
    ended = _ended(viewer, found, now)
    known = [one for one in found if _is_told(one, viewer, worker) and (ended is None or _is_known(one, viewer, ended))]
    return sorted(known, key=lambda one: (one.id != worker.id, one.name, one.opens_at, one.level))


def supervisors_of(
    db: Session, viewer: Viewer, workers: Iterable[UUID], *, now: datetime
) -> Mapping[UUID, Sequence[Reader]]:
    """By worker: the windows of everybody who supervises there today, by name."""
    return _rows(db, _SUPERVISORS, workers, now=now, today=viewer.today(now))


def supervisors_on(db: Session, worker: Account, day: date) -> list[tuple[UUID, str]]:
    """Who supervises the unit in which the worker holds a position that day, by name."""
    # Whose the windows are depends on the day alone; the instant bounds what they hold.
    found = _rows(db, _SUPERVISORS, [worker.id], now=datetime.combine(day, time(), UTC), today=day)
    return list({one.id: (one.id, one.name) for one in found.get(worker.id, ())}.values())


def readers_at(
    readers: Iterable[Reader], at: datetime, came_at: datetime | None = None
) -> dict[UUID, frozenset[Permission]]:
    """By person: all that the windows open of a record submitted at this instant; nobody to whom they open nothing.

    `came_at` is when this version of it was submitted, where it is an amendment.
    """
    found: dict[UUID, frozenset[Permission]] = {}
    for one in readers:
        if one.holds(at, came_at):
            found[one.id] = found.get(one.id, frozenset()) | one.opens
    return found


def _rows(
    db: Session, roles: Mapping[Role, Reach], workers: Iterable[UUID], *, now: datetime, today: date
) -> dict[UUID, list[Reader]]:
    wanted = sorted(workers, key=str)
    every = [_named(rows, role, reach, wanted) for role, reach in roles.items() for rows in reached(reach, now, today)]
    found: dict[UUID, list[Reader]] = defaultdict(list)
    for row in db.execute(sa.union_all(*every).order_by("name", "opens_at")):
        found[row.worker_id].append(
            Reader(
                row.id, row.name, Role(row.role), Reach(row.reach), row.opens_at, row.closes_at, row.sees_until,
                Level(row.level),
            )
        )  # fmt: skip
    return found


def _named(rows: sa.Select[Any], role: Role, reach: Reach, workers: list[UUID]) -> sa.Select[Any]:
    near = rows.where(rows.selected_columns.worker_id.in_(workers)).subquery()
    return (
        sa.select(
            col(Account.id), col(Account.name), sa.literal(role.value).label("role"),
            sa.literal(reach.value).label("reach"), near.c.worker_id, near.c.opens_at, near.c.closes_at,
            near.c.sees_until, near.c.level,
        )
        .join(near, near.c.reader_id == col(Account.id))
        .join(AccountRole, sa.and_(col(AccountRole.account_id) == col(Account.id), col(AccountRole.role) == role))
        .where(is_open(Account))
    )  # fmt: skip


def _ended(viewer: Viewer, found: Iterable[Reader], now: datetime) -> datetime | None:
    """When the viewer's own sight of what is new ended; None while it goes on."""
    closes = [one.closes_at for one in found if one.id == viewer.id]
    return max(closes) if closes and max(closes) < END and max(closes) <= now else None


def _is_told(one: Reader, viewer: Viewer, worker: Account) -> bool:
    # What the worker chose about the record from before is between worker and coach.
    return not one.is_earlier or viewer.id in (worker.id, one.id)


def _is_known(one: Reader, viewer: Viewer, ended: datetime) -> bool:
    own = one.reach is Reach.SELF or one.id == viewer.id
    return own or (one.reach is Reach.COACHED and one.began_at < ended)
