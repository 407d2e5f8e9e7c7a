"""Who supervises a worker on a day, by the positions of both."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.people.access import is_open, runs_on
from app.people.models import Account, AccountRole, Position, PositionKind
from app.people.permits import PERMITS, Permission, Reach


def supervisors_on(db: Session, worker: Account, day: date) -> list[tuple[UUID, str]]:
    """Who supervises the unit in which the worker holds a position that day, by first name."""
    theirs, mine = aliased(Position), aliased(Position)
    roles = [role for role, reach in PERMITS[Permission.READ_ACTIVITY].items() if reach is Reach.UNIT_NOW]
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name))
        .join(theirs, col(theirs.account_id) == col(Account.id))
        .join(mine, col(mine.unit_id) == col(theirs.unit_id))
        .where(
            col(mine.account_id) == worker.id,
            col(theirs.kind) == PositionKind.SUPERVISOR,
            col(Account.id) != worker.id,
            is_open(Account),
            sa.exists().where(col(AccountRole.account_id) == col(Account.id), col(AccountRole.role).in_(roles)),
            *(runs_on(position, day) for position in (mine, theirs)),
        )
        .distinct()
        .order_by(col(Account.name))
    )
    return [(row.id, row.name) for row in rows]
