"""Who may stand in a coaching agreement, and on what it may work."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.queries import profiles_in_force
from app.people.access import Viewer, is_open, visible_workers
from app.people.models import Account, AccountRole
from app.people.permits import Permission, Role


@dataclass(frozen=True)
class Candidates:
    """Who may stand in an agreement of this agency, and on what: the form offers these and accepts no others."""

    workers: dict[UUID, str]
    coaches: dict[UUID, str]
    supervisors: dict[UUID, str]
    profiles: dict[UUID, str]


def candidates(db: Session, viewer: Viewer, *, now: datetime) -> Candidates:
    """People with an open account and the fitting role, by first name; every profile in force."""
    reached = visible_workers(viewer, Permission.MANAGE_AGREEMENTS, now)
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name), col(AccountRole.role))
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(col(Account.id).in_(reached), is_open(Account))
        .order_by(col(Account.name))
    ).all()

    def with_role(role: Role) -> dict[UUID, str]:
        return {row.id: row.name for row in rows if row.role == role}

    return Candidates(
        workers=with_role(Role.WORKER), coaches=with_role(Role.COACH), supervisors=with_role(Role.SUPERVISOR),
        profiles=profile_titles(db),
    )  # fmt: skip


def profile_titles(db: Session) -> dict[UUID, str]:
    """Every profile in force, in the order of the shelf."""
    return {version.profile_id: version.profile.title for version in profiles_in_force(db)}
