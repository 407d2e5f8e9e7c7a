"""The one interpreter of the policy: it turns a permission into dated windows, in SQL."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, assert_never
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.clock import day_of
from app.people.models import Account, Agreement, Position, PositionKind
from app.people.permits import NEEDS, PERMITS, Level, Permission, Reach, Role
from app.web.errors import NotFoundError

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
END = datetime(9000, 1, 1, tzinfo=UTC)
# How far back a supervisor who is new to a unit sees that assessments took place.
SUPERVISOR_LOOKS_BACK = timedelta(days=366)

_MENU: tuple[tuple[str, str, Permission], ...] = (
    ("Today", "/", Permission.READ_TODAY),
    ("My practice", "/my-practice", Permission.ASSESS_SELF),
    ("People", "/people", Permission.READ_PERSON),
    ("Agency", "/agency", Permission.MANAGE_PEOPLE),
    ("Profiles", "/profiles", Permission.READ_PROFILE),
)


@dataclass(frozen=True)
class Viewer:
    """Who is asking: the person signed in, with the roles held at this moment."""

    id: UUID
    agency_id: UUID
    agency_name: str
    name: str
    roles: frozenset[Role]
    zone: str
    invented: bool

    def may(self, permission: Permission) -> bool:
        """Whether some role of the viewer has this permission at all; for whom is the windows' answer."""
        return any(role in PERMITS.get(permission, {}) for role in self.roles)

    def today(self, now: datetime) -> date:
        return day_of(now, self.zone)

    @property
    def role_words(self) -> str:
        return ", ".join(role.words for role in Role if role in self.roles)

    def menu(self) -> tuple[tuple[str, str], ...]:
        # A worker's "People" would list one person, so "My practice" goes straight to the own page.
        hidden = "/people" if not self.roles & {Role.COACH, Role.SUPERVISOR} else ""
        return tuple((label, href) for label, href, permission in _MENU if href != hidden and self.may(permission))


def windows(viewer: Viewer, permission: Permission, now: datetime) -> sa.Subquery:
    """Rows of (worker_id, opens_at, closes_at, level): what this viewer may do, to whom, for when.

    A record is inside a window when its *submitted-at* lies from `opens_at` up to, not at, `closes_at`.
    Nothing permitted gives no rows.
    """
    needed = NEEDS.get(permission, Level.ACTIVITY)
    reaches = {reach for role, reach in PERMITS.get(permission, {}).items() if role in viewer.roles}
    selects = [rows for reach in sorted(reaches) for rows in _windows_of(viewer, reach, now)]
    if not selects:
        selects = [_window(sa.literal(viewer.id, sa.Uuid())).where(sa.false())]
    every = sa.union_all(*selects).subquery("every_window")
    return sa.select(every).where(every.c.level >= int(needed)).subquery("window")


def inside(window: sa.Subquery, *, worker: Any, at: Any) -> sa.ColumnElement[bool]:
    """The condition that a record about `worker`, submitted `at`, lies inside some window."""
    return sa.exists().where(window.c.worker_id == worker, window.c.opens_at <= at, at < window.c.closes_at)


def visible_workers(viewer: Viewer, permission: Permission, now: datetime) -> sa.Select[tuple[UUID]]:
    window = windows(viewer, permission, now)
    return sa.select(window.c.worker_id).distinct()


def worker_or_404(db: Session, viewer: Viewer, permission: Permission, worker_id: UUID, *, now: datetime) -> Account:
    """The person with this id, if the permission reaches them; else NotFoundError, as if there were nobody."""
    reached = visible_workers(viewer, permission, now)
    account = db.exec(select(Account).where(col(Account.id) == worker_id, col(Account.id).in_(reached))).first()
    if account is None:
        raise NotFoundError
    return account


def runs_on(table: Any, day: date) -> sa.ColumnElement[bool]:
    """The condition that a dated row, a position or an agreement, runs on a day; its last day counts."""
    return sa.and_(table.starts_on <= day, sa.or_(table.ends_on.is_(None), table.ends_on >= day))


def is_open(account: type[Account]) -> sa.ColumnElement[bool]:
    """The condition that an account is in use. The record of a closed one stays, and nothing is due in it."""
    return col(account.disabled_at).is_(None)


def _windows_of(viewer: Viewer, reach: Reach, now: datetime) -> list[sa.Select[Any]]:
    match reach:
        case Reach.SELF:
            return [_window(sa.literal(viewer.id, sa.Uuid()))]
        case Reach.COACHED:
            return [_coached(viewer, now)]
        case Reach.COACHED_NOW:
            closes = sa.func.coalesce(col(Agreement.closes_at), _instant(END))
            return [_coached(viewer, now).where(closes > _instant(now))]
        case Reach.UNIT_NOW:
            return [_unit(viewer, now)]
        case Reach.AGENCY:
            return [_window(col(Account.id)).where(col(Account.agency_id) == viewer.agency_id)]
        case Reach.EVERYONE:
            return []
        case _:
            assert_never(reach)


def _instant(value: datetime) -> sa.ColumnElement[Any]:
    return sa.literal(value, Agreement.__table__.c.opens_at.type)  # type: ignore[attr-defined] # made by the table=True metaclass


def _window(worker: Any, opens_at: Any = None, closes_at: Any = None, level: Level = Level.RATINGS) -> sa.Select[Any]:
    return sa.select(
        worker.label("worker_id"),
        (_instant(BEGINNING) if opens_at is None else opens_at).label("opens_at"),
        (_instant(END) if closes_at is None else closes_at).label("closes_at"),
        sa.literal(int(level), sa.Integer()).label("level"),
    )


def _coached(viewer: Viewer, now: datetime) -> sa.Select[Any]:
    closes = sa.func.coalesce(col(Agreement.closes_at), _instant(END))
    return _window(col(Agreement.worker_id), col(Agreement.opens_at), closes).where(
        col(Agreement.coach_id) == viewer.id,
        col(Agreement.agency_id) == viewer.agency_id,
        col(Agreement.opens_at) <= _instant(now),
        # An agreement that was ended for days before it was made never opened anything.
        col(Agreement.opens_at) < closes,
    )


def _unit(viewer: Viewer, now: datetime) -> sa.Select[Any]:
    # Both hold their position today: who has moved away is out of reach at once.
    theirs, mine = aliased(Position), aliased(Position)
    today = viewer.today(now)
    looks_back = _instant(now - SUPERVISOR_LOOKS_BACK)
    return (
        _window(col(theirs.account_id), looks_back, None, Level.ACTIVITY)
        .join(mine, col(mine.unit_id) == col(theirs.unit_id))
        .where(
            col(mine.account_id) == viewer.id,
            col(mine.kind) == PositionKind.SUPERVISOR,
            col(theirs.account_id) != viewer.id,
            *(runs_on(position, today) for position in (mine, theirs)),
        )
    )
