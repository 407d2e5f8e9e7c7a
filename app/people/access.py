"""The one interpreter of the policy: it turns a permission into dated windows, in SQL."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, assert_never
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.clock import day_of
from app.people.models import Account, Agreement, AgreementTerms, Earlier, Position, PositionKind
from app.people.permits import OPENS, PERMITS, Level, Permission, Reach, Role
from app.web.errors import NotFoundError

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_ACCOUNT, _RUNNING, _ANY = aliased(Account), aliased(Agreement), aliased(Agreement)
_TERMS, _LATER = aliased(AgreementTerms), aliased(AgreementTerms)
_THEIRS, _MINE, _HELD, _ELSEWHERE = (aliased(Position) for _ in range(4))

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
END = datetime(9000, 1, 1, tzinfo=UTC)
# How far back a supervisor who is new to a unit sees that assessments took place.
SUPERVISOR_LOOKS_BACK = timedelta(days=366)

_MENU: tuple[tuple[str, str, Permission], ...] = (
    ("Today", "/", Permission.READ_TODAY),
    ("My practice", "/my-practice", Permission.ASSESS_SELF),
    ("People", "/people", Permission.READ_PERSON),
    ("Caseload", "/caseload", Permission.READ_CASELOAD),
    ("Agreements", "/agreements", Permission.READ_AGREEMENT),
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
        hidden = set() if self.roles & {Role.COACH, Role.SUPERVISOR} else {"/people"}
        # An administrator who has no part in coaching finds all agreements under "Agency".
        hidden |= set() if self.roles & {Role.WORKER, Role.COACH, Role.SUPERVISOR} else {"/agreements"}
        return tuple((label, href) for label, href, permission in _MENU if href not in hidden and self.may(permission))


# One page asks the same several times over, and building such a statement costs more than running it.
@lru_cache(maxsize=64)
def windows(viewer: Viewer, permission: Permission, now: datetime) -> sa.Subquery:
    """Rows of (worker_id, opens_at, closes_at, sees_until, level): what this viewer may do, to whom, for when.

    A record is inside a window when its *submitted-at* lies from `opens_at` up to, not at, `closes_at`. What becomes
    of it later is seen until `sees_until`. Nothing permitted gives no rows.
    """
    reaches = {reach for role, reach in PERMITS.get(permission, {}).items() if role in viewer.roles}
    selects = [_of_viewer(one, viewer) for reach in sorted(reaches) for one in reached(reach, now, viewer.today(now))]
    if not selects:
        selects = [_of_viewer(_window(col(Account.id), col(Account.id)), viewer).where(sa.false())]
    every = sa.union_all(*selects).subquery("every_window")
    levels = [int(level) for level, opened in OPENS.items() if permission in opened]
    return sa.select(every).where(every.c.level.in_(levels)).subquery("window")


def inside(window: sa.Subquery, *, worker: Any, at: Any) -> sa.ColumnElement[bool]:
    """The condition that a record about `worker`, submitted `at`, lies inside some window."""
    return sa.exists().where(window.c.worker_id == worker, window.c.opens_at <= at, at < window.c.closes_at)


@lru_cache(maxsize=32)
def reached(reach: Reach, now: datetime, today: date) -> tuple[sa.Select[Any], ...]:
    """The same windows for every reader at once: (reader_id, worker_id, opens_at, closes_at, sees_until, level).

    A page asks for one reader; the line that says who can see a record asks for one worker. `today` is the day
    where the agency is.
    """
    match reach:
        case Reach.SELF:
            return (_window(col(Account.id), col(Account.id)),)
        case Reach.COACHED:
            return _coached(now), _earlier(now)
        case Reach.COACHED_NOW:
            return (_coached(now).where(_closes() > _instant(now)),)
        case Reach.UNIT_NOW:
            return _unit(now, today), _shared(now, today)
        case Reach.AGENCY:
            return (_agency(),)
        case Reach.PARTY | Reach.NAMES | Reach.SHELF | Reach.EVERYONE:
            return ()
        case _:
            assert_never(reach)


def coach_windows(coach_id: UUID, permission: Permission, now: datetime) -> sa.Subquery:
    """What a coach reads, asked on behalf of somebody else: the same windows, whoever is the viewer."""
    levels = [int(level) for level, opened in OPENS.items() if permission in opened]
    selects = [one.where(one.selected_columns.reader_id == coach_id) for one in (_coached(now), _earlier(now))]
    every = sa.union_all(*selects).subquery("every_window_of_coach")
    return sa.select(every).where(every.c.level.in_(levels)).subquery("window_of_coach")


def visible_workers(viewer: Viewer, permission: Permission, now: datetime) -> sa.Select[tuple[UUID]]:
    window = windows(viewer, permission, now)
    return sa.select(window.c.worker_id).distinct()


def workers_as(role: Role, viewer: Viewer, permission: Permission, now: datetime) -> sa.Select[tuple[UUID]]:
    """The same of the viewer in this role alone; nobody, where it is not held."""
    return visible_workers(replace(viewer, roles=viewer.roles & {role}), permission, now)


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


def runs_at(table: type[Agreement], now: datetime) -> sa.ColumnElement[bool]:
    """The condition that an agreement is in force at this instant: signed, begun and not ended."""
    return sa.and_(col(table.opens_at) <= now, sa.or_(col(table.closes_at).is_(None), col(table.closes_at) > now))


def coaches_now(*, coach: Any, worker: Any, now: datetime) -> sa.ColumnElement[bool]:
    """The condition that these two have an agreement in force, whichever: the first one or one that renewed it."""
    running = _RUNNING
    these = (col(running.worker_id) == worker, col(running.coach_id) == coach, runs_at(running, now))
    # Also deep inside a question this asks about the two of the outermost one, and never about any two there are.
    return sa.exists(sa.select(col(running.id)).where(*these).correlate_except(running))


def _of_viewer(rows: sa.Select[Any], viewer: Viewer) -> sa.Select[Any]:
    return rows.where(rows.selected_columns.reader_id == sa.literal(viewer.id, sa.Uuid()))


def _instant(value: datetime) -> sa.ColumnElement[Any]:
    return sa.literal(value, Agreement.__table__.c.opens_at.type)  # type: ignore[attr-defined] # made by the table=True metaclass


def _window(
    reader: Any, worker: Any, opens_at: Any = None, closes_at: Any = None, level: Any = Level.RATINGS, *,
    sees_until: Any = None,
) -> sa.Select[Any]:  # fmt: skip
    return sa.select(
        reader.label("reader_id"),
        worker.label("worker_id"),
        (_instant(BEGINNING) if opens_at is None else opens_at).label("opens_at"),
        (_instant(END) if closes_at is None else closes_at).label("closes_at"),
        (_instant(END) if sees_until is None else sees_until).label("sees_until"),
        (_level(level) if isinstance(level, Level) else level).label("level"),
    )


def _level(level: Level) -> sa.ColumnElement[int]:
    return sa.literal(int(level), sa.Integer())


def _closes() -> Any:
    return sa.func.coalesce(col(Agreement.closes_at), _instant(END))


def _parted(now: datetime) -> Any:
    """When this coach and this worker part: the end of their last agreement, for whoever renews one goes on."""
    other = _ANY
    closes = sa.func.coalesce(col(other.closes_at), _instant(END))
    return (
        sa.select(sa.func.max(closes))
        .where(
            col(other.coach_id) == col(Agreement.coach_id), col(other.worker_id) == col(Agreement.worker_id),
            col(other.opens_at) <= _instant(now), col(other.opens_at) < closes,
        )
        .scalar_subquery()
    )  # fmt: skip


def _coached(now: datetime) -> sa.Select[Any]:
    return _window(
        col(Agreement.coach_id), col(Agreement.worker_id), col(Agreement.opens_at), _closes(), sees_until=_parted(now)
    ).where(
        col(Agreement.opens_at) <= _instant(now),
        # An agreement that was ended for days before it was made never opened anything.
        col(Agreement.opens_at) < _closes(),
    )  # fmt: skip


def _earlier(now: datetime) -> sa.Select[Any]:
    """What the worker chose at signing: the record from before the agreement, whole or its points alone."""
    level = sa.case((col(Agreement.earlier) == Earlier.ALL, int(Level.RATINGS)), else_=int(Level.POINTS))
    return _window(
        col(Agreement.coach_id), col(Agreement.worker_id), None, col(Agreement.opens_at), level,
        sees_until=_parted(now),
    ).where(
        col(Agreement.earlier) != Earlier.NOTHING,
        col(Agreement.opens_at) <= _instant(now),
        col(Agreement.opens_at) < _closes(),
    )  # fmt: skip


def _unit(now: datetime, today: date) -> sa.Select[Any]:
    # Both hold their position today: who has moved away is out of reach at once.
    theirs, mine = _THEIRS, _MINE
    looks_back = _instant(now - SUPERVISOR_LOOKS_BACK)
    return (
        _window(col(mine.account_id), col(theirs.account_id), looks_back, None, Level.ACTIVITY)
        .join(mine, col(mine.unit_id) == col(theirs.unit_id))
        .where(
            col(mine.kind) == PositionKind.SUPERVISOR,
            col(theirs.account_id) != col(mine.account_id),
            *(runs_on(position, today) for position in (mine, theirs)),
        )
    )


def _shared(now: datetime, today: date) -> sa.Select[Any]:
    """What worker and supervisor signed, while the agreement runs and both are still in the unit of the signature.

    A level counts for what is submitted while its terms are in force, and never for more than later terms allow:
    so widening reaches forward alone, and narrowing closes at once what was open.
    """
    terms, later = _TERMS, _LATER
    following = (col(later.agreement_id) == col(terms.agreement_id), col(later.in_force_at).is_not(None))
    until = sa.select(sa.func.min(col(later.in_force_at))).where(*following, col(later.number) > col(terms.number))
    same = sa.case((col(later.supervisor_id) == col(terms.supervisor_id), col(later.level)), else_=int(Level.ACTIVITY))
    level = sa.select(sa.func.min(same)).where(*following, col(later.number) >= col(terms.number)).scalar_subquery()
    return (
        _window(
            col(terms.supervisor_id), col(Agreement.worker_id), col(terms.in_force_at),
            sa.func.coalesce(until.scalar_subquery(), _instant(END)), level,
        )
        .join(terms, col(terms.agreement_id) == col(Agreement.id))
        .where(
            col(terms.in_force_at) <= _instant(now),
            # Activity comes from the unit alone, or what was narrowed would reach back further than that.
            level > int(Level.ACTIVITY),
            runs_at(Agreement, now),
            _holds_in(terms, col(Agreement.worker_id), today),
            _holds_in(terms, col(terms.supervisor_id), today, PositionKind.SUPERVISOR),
            sa.not_(_moved_since(terms, today)),
        )
    )  # fmt: skip


def _holds_in(
    terms: type[AgreementTerms], person: Any, today: date, kind: PositionKind | None = None
) -> sa.ColumnElement[bool]:
    held = _HELD
    of_kind = [col(held.kind) == kind] if kind else []
    return sa.exists().where(
        col(held.account_id) == person, col(held.unit_id) == col(terms.unit_id), runs_on(held, today), *of_kind
    )


def _moved_since(terms: type[AgreementTerms], today: date) -> sa.ColumnElement[bool]:
    # Who was in another unit on the day of the last signature, or has gone there since and come back, signs again.
    other = _ELSEWHERE
    return sa.exists().where(
        col(other.account_id).in_([col(Agreement.worker_id), col(terms.supervisor_id)]),
        col(other.unit_id) != col(terms.unit_id),
        col(other.starts_on) <= today,
        sa.or_(col(other.ends_on).is_(None), col(other.ends_on) >= col(terms.bound_on)),
    )


def _agency() -> sa.Select[Any]:
    account = _ACCOUNT
    return _window(col(Account.id), col(account.id)).join(account, col(account.agency_id) == col(Account.agency_id))
