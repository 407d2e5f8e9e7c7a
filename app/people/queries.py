"""Questions about people, agencies and agreements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.audit.models import AuditEntry
from app.clock import day_of
from app.people.access import Viewer, is_open, runs_at, runs_on, visible_workers
from app.people.models import Account, AccountRole, Agency, Agreement, AgreementFocus, Position, PositionKind, Unit
from app.people.permits import Permission, Role
from app.web.errors import NotFoundError
from app.web.paging import Paging
from app.web.words import first_name


@dataclass(frozen=True)
class UnitRow:
    """A unit, and how many people hold a position in it today."""

    id: UUID
    name: str
    people: int


@dataclass(frozen=True)
class PositionRow:
    """A position with its unit's name; `ends_on` is the last day."""

    id: UUID
    account_id: UUID
    unit: str
    kind: PositionKind
    starts_on: date
    ends_on: date | None
    revision: int


@dataclass(frozen=True)
class AccountRow:
    """One line of the list of accounts; `position` is the one held today."""

    id: UUID
    name: str
    email: str
    is_closed: bool
    roles: tuple[Role, ...]
    position: PositionRow | None


@dataclass(frozen=True)
class AgencyCounts:
    """How many units and accounts an agency has, and how many agreements are in force."""

    units: int
    accounts: int
    agreements: int


@dataclass(frozen=True)
class CastMember:
    """An invented person to sign in as: whom they coach or who coaches them, and where they work."""

    id: UUID
    name: str
    agency: str
    roles: tuple[Role, ...]
    unit: str | None
    coach: str | None
    coached: tuple[str, ...]


def take_turn(db: Session, account_id: UUID) -> None:
    """Wait until nobody else is changing this person's positions or agreements, and keep others waiting.

    Whoever checks that dates do not overlap asks first: two people who save at once would both find room.
    SQLite has one writer at a time and needs no more than that.
    """
    # Rows that merely name this person can be written meanwhile: whoever holds one of theirs would wait in a circle.
    row = sa.select(col(Account.id)).where(col(Account.id) == account_id)
    db.execute(row.with_for_update(key_share=True))


def agreement_at(db: Session, worker: Account, at: datetime) -> Agreement | None:
    """The coaching agreement in force for this worker at an instant, if there is one."""
    return db.exec(
        select(Agreement)
        .where(col(Agreement.worker_id) == worker.id, runs_at(Agreement, at))
        .order_by(col(Agreement.opens_at).desc())
    ).first()


def focuses_of(db: Session, agreement: Agreement) -> list[AgreementFocus]:
    return list(db.exec(select(AgreementFocus).where(col(AgreementFocus.agreement_id) == agreement.id)))


def names_of(db: Session, ids: set[UUID]) -> dict[UUID, str]:
    rows = db.execute(sa.select(col(Account.id), col(Account.name)).where(col(Account.id).in_(ids)))
    return {row.id: row.name for row in rows}


def agency_counts(db: Session, viewer: Viewer, *, now: datetime) -> AgencyCounts:
    def count(table: Any, *conditions: sa.ColumnElement[bool]) -> Any:
        of_agency = sa.select(sa.func.count()).where(table.agency_id == viewer.agency_id, *conditions)
        return of_agency.scalar_subquery()

    row = db.execute(sa.select(count(Unit), count(Account), count(Agreement, runs_at(Agreement, now)))).one()
    return AgencyCounts(*row)


def units_of(db: Session, viewer: Viewer, *, on: date, paging: Paging | None = None) -> list[UnitRow]:
    """The units of the viewer's agency, by name: all of them, or one page."""
    held = sa.and_(col(Position.unit_id) == col(Unit.id), runs_on(Position, on))
    units = (
        sa.select(col(Unit.id), col(Unit.name), sa.func.count(col(Position.id)).label("people"))
        .outerjoin(Position, held)
        .where(col(Unit.agency_id) == viewer.agency_id)
        .group_by(col(Unit.id), col(Unit.name))
        .order_by(col(Unit.name))
    )
    rows = db.execute(paging.cut(db, units) if paging else units)
    return [UnitRow(id=row.id, name=row.name, people=row.people) for row in rows]


def unit_or_404(db: Session, viewer: Viewer, unit_id: UUID) -> Unit:
    unit = db.exec(select(Unit).where(col(Unit.id) == unit_id, col(Unit.agency_id) == viewer.agency_id)).first()
    if unit is None:
        raise NotFoundError
    return unit


def accounts_of(db: Session, viewer: Viewer, paging: Paging, *, now: datetime) -> list[AccountRow]:
    """One page of everybody whose account the viewer manages, by first name."""
    reached = visible_workers(viewer, Permission.MANAGE_PEOPLE, now)
    managed = (
        sa.select(col(Account.id), col(Account.name), col(Account.email), col(Account.disabled_at))
        .where(col(Account.id).in_(reached))
        .order_by(col(Account.name), col(Account.id))
    )
    accounts = db.execute(paging.cut(db, managed)).all()
    ids = [row.id for row in accounts]
    roles, positions = _roles_by_account(db, ids), _positions_by_account(db, ids, viewer.today(now))
    return [
        AccountRow(
            id=row.id, name=row.name, email=row.email, is_closed=row.disabled_at is not None,
            roles=roles.get(row.id, ()), position=positions.get(row.id),
        )
        for row in accounts
    ]  # fmt: skip


def roles_of(db: Session, account_id: UUID) -> tuple[Role, ...]:
    return _roles_by_account(db, [account_id]).get(account_id, ())


def positions_of(db: Session, account_id: UUID) -> list[PositionRow]:
    """Every position of one person, the newest first."""
    rows = db.execute(
        _position_rows().where(col(Position.account_id) == account_id).order_by(col(Position.starts_on).desc())
    )
    return [PositionRow(*row) for row in rows]


def position_or_404(db: Session, account: Account, position_id: UUID) -> Position:
    of_account = (col(Position.id) == position_id, col(Position.account_id) == account.id)
    position = db.exec(select(Position).where(*of_account)).first()
    if position is None:
        raise NotFoundError
    return position


def account_named(db: Session, email: str, *, in_turn: bool = False) -> Account | None:
    """The account of this address; `in_turn` waits for whoever is changing it, and then it has the address still."""
    named = select(Account).where(col(Account.email) == email)
    return db.exec(_in_turn(named) if in_turn else named).first()


def open_account_named(db: Session, email: str, *, in_turn: bool = False) -> Account | None:
    """The account that signs in with this address, unless it is closed."""
    named = select(Account).where(col(Account.email) == email, is_open(Account))
    return db.exec(_in_turn(named) if in_turn else named).first()


def _in_turn(accounts: SelectOfScalar[Account]) -> SelectOfScalar[Account]:
    # After the wait PostgreSQL asks the conditions again, of the row as it is then.
    return accounts.with_for_update().execution_options(populate_existing=True)


def invented_account_or_404(db: Session, account_id: UUID | None) -> Account:
    """A person of an invented agency. A real person is never found here, whatever was asked."""
    account = db.exec(_invented().where(col(Account.id) == account_id)).first()
    if account is None:
        raise NotFoundError
    return account


def cast(db: Session, now: datetime) -> list[CastMember]:
    """The people of invented agencies as they were added, the leading parts first; empty where all are real."""
    added = sa.and_(col(AuditEntry.subject_id) == col(Account.id), col(AuditEntry.action) == "account:add")
    accounts = db.exec(_invented().outerjoin(AuditEntry, added).order_by(col(AuditEntry.sequence))).all()
    if not accounts:
        return []
    agencies = {agency.id: agency for agency in db.exec(select(Agency).where(col(Agency.invented)))}
    today = min(day_of(now, agency.time_zone) for agency in agencies.values())
    ids = [account.id for account in accounts]
    names = {account.id: first_name(account.name) for account in accounts}
    roles, positions = _roles_by_account(db, ids), _positions_by_account(db, ids, today)
    pairs = _pairs_at(db, ids, now)
    return [
        CastMember(
            id=account.id, name=account.name, agency=agencies[account.agency_id].name,
            roles=roles.get(account.id, ()),
            unit=positions[account.id].unit if account.id in positions else None,
            coach=next((names.get(coach) for worker, coach in pairs if worker == account.id), None),
            coached=tuple(sorted(names[worker] for worker, coach in pairs if coach == account.id)),
        )
        for account in accounts
    ]  # fmt: skip


def _invented() -> SelectOfScalar[Account]:
    return (
        select(Account)
        .join(Agency, col(Agency.id) == col(Account.agency_id))
        .where(col(Agency.invented), is_open(Account))
    )


def _pairs_at(db: Session, ids: list[UUID], now: datetime) -> list[tuple[UUID, UUID]]:
    rows = db.execute(
        sa.select(col(Agreement.worker_id), col(Agreement.coach_id)).where(
            col(Agreement.worker_id).in_(ids), runs_at(Agreement, now)
        )
    )
    return [(row.worker_id, row.coach_id) for row in rows]


def _roles_by_account(db: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[Role, ...]]:
    rows = db.execute(sa.select(col(AccountRole.account_id), col(AccountRole.role)).where(_is_of(AccountRole, ids)))
    held: dict[UUID, set[Role]] = {}
    for account_id, role in rows:
        held.setdefault(account_id, set()).add(role)
    return {account_id: tuple(role for role in Role if role in roles) for account_id, roles in held.items()}


def _positions_by_account(db: Session, ids: Iterable[UUID], on: date) -> dict[UUID, PositionRow]:
    rows = db.execute(_position_rows().where(_is_of(Position, ids), runs_on(Position, on)))
    return {row.account_id: PositionRow(*row) for row in rows}


def _position_rows() -> sa.Select[UUID, UUID, str, PositionKind, date, date | None, int]:
    return sa.select(
        col(Position.id), col(Position.account_id), col(Unit.name), col(Position.kind), col(Position.starts_on),
        col(Position.ends_on), col(Position.revision),
    ).join(Unit, col(Unit.id) == col(Position.unit_id))  # fmt: skip


def _is_of(table: Any, ids: Iterable[UUID]) -> sa.ColumnElement[bool]:
    return col(table.account_id).in_(list(ids))
