"""How many people of an agency have somebody to coach them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.home.rules import Staff
from app.people.access import Viewer, is_open, runs_at
from app.people.models import Account, AccountRole, Agreement
from app.people.permits import Role


def staff_of(db: Session, viewer: Viewer, *, now: datetime) -> Staff:
    """The agency's open accounts of workers and coaches, its agreements, and how many workers have none."""
    coached = sa.select(col(Agreement.worker_id)).where(runs_at(Agreement, now))
    # An agreement that is still to come leaves nothing to do, and a draft leaves signatures alone.
    planned = sa.select(col(Agreement.worker_id)).where(
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now)
    )
    row = db.execute(
        sa.select(
            _with_role(viewer, Role.WORKER),
            _with_role(viewer, Role.COACH),
            _with_role(viewer, Role.WORKER, col(Account.id).not_in(coached)),
            _with_role(viewer, Role.WORKER, col(Account.id).not_in(planned)),
            _agreements(viewer, runs_at(Agreement, now)),
            _agreements(viewer, col(Agreement.opens_at).is_(None)),
        )
    ).one()
    return Staff(*row)


def _with_role(viewer: Viewer, role: Role, *conditions: sa.ColumnElement[bool]) -> Any:
    return (
        sa.select(sa.func.count())
        .select_from(Account)
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(col(Account.agency_id) == viewer.agency_id, is_open(Account), col(AccountRole.role) == role, *conditions)
        .scalar_subquery()
    )


def _agreements(viewer: Viewer, condition: sa.ColumnElement[bool]) -> Any:
    of_agency = sa.select(sa.func.count()).select_from(Agreement).where(col(Agreement.agency_id) == viewer.agency_id)
    return of_agency.where(condition).scalar_subquery()
