"""Who may stand in a coaching agreement, and on what it may work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.profile import POSITIONS
from app.frameworks.queries import profiles_in_force
from app.frameworks.words import for_whom
from app.people.access import Viewer, is_open, visible_workers
from app.people.history import jobs_of
from app.people.models import Account, AccountRole
from app.people.permits import PERMITS, Permission, Reach, Role
from app.ratings.queries import offered_profiles
from app.web.words import day, first_name, listed


@dataclass(frozen=True)
class Candidates:
    """Who may stand in an agreement of this agency, and on what: the form offers these and accepts no others."""

    workers: dict[UUID, str]
    coaches: dict[UUID, str]
    supervisors: dict[UUID, str]
    profiles: dict[UUID, str]
    # For whom a profile is meant, where it is not for everybody.
    meant_for: dict[UUID, str]
    # A coach is the coach oneself, also where there are others.
    chooses_coach: bool


def candidates(db: Session, viewer: Viewer, *, now: datetime) -> Candidates:
    """People with an open account and the fitting role, by first name; every profile in force.

    An administrator may choose any two. A coach is the coach oneself, and learns the names alone.
    """
    reached = _names(viewer, now)
    rows = db.execute(
        sa.select(col(Account.id), col(Account.name), col(AccountRole.role))
        .join(AccountRole, col(AccountRole.account_id) == col(Account.id))
        .where(col(Account.id).in_(reached), is_open(Account))
        .order_by(col(Account.name))
    ).all()

    def with_role(role: Role) -> dict[UUID, str]:
        return {row.id: row.name for row in rows if row.role == role}

    workers, coaches = with_role(Role.WORKER), with_role(Role.COACH)
    if not manages(viewer):
        workers.pop(viewer.id, None)
        coaches = {viewer.id: viewer.name}
    return Candidates(
        workers=workers, coaches=coaches, supervisors=with_role(Role.SUPERVISOR),
        profiles=profile_titles(db), meant_for=_meant_for(db), chooses_coach=manages(viewer),
    )  # fmt: skip


def manages(viewer: Viewer | None) -> bool:
    """Whether somebody drafts for others, and knows units and positions anyway; the command line does."""
    return viewer is None or viewer.may(Permission.MANAGE_AGREEMENTS)


def position_problems(
    db: Session, by: Viewer | None, worker: Account, profiles: Iterable[UUID], *, on: date
) -> dict[str, str]:
    """Field to sentence where the worker holds no position on this day, or one that a profile does not fit.

    Nobody could assess on such a profile, and what is due would stay due. A coach learns no more than that.
    """
    name = first_name(worker.name)
    job = next((job for job in jobs_of(db, worker, until=on) if job.held_on(on)), None)
    if job is None:
        way = "Add a position first." if manages(by) else "An administrator can add one."
        return {"worker": f"{name} holds no position on {day(on)}, so no profile fits. {way}"}
    fitting = {version.profile_id for version in offered_profiles(db, worker, on=on)}
    others = [title for profile, title in profile_titles(db).items() if profile in set(profiles) - fitting]
    if not others:
        return {}
    does, it = ("does", "it") if len(others) == 1 else ("do", "them")
    why = f": {name} is a {job.kind.words}" if manages(by) else f" {name}’s position"
    return {"focus": f"{listed(others)} {does} not fit{why} on {day(on)}. Leave {it} out."}


def profile_titles(db: Session) -> dict[UUID, str]:
    """Every profile in force, in the order of the shelf."""
    return {version.profile_id: version.profile.title for version in profiles_in_force(db)}


def _names(viewer: Viewer, now: datetime) -> sa.Select[Any]:
    if Reach.NAMES in {PERMITS[Permission.DRAFT_AGREEMENT].get(role) for role in viewer.roles} and not manages(viewer):
        return sa.select(col(Account.id)).where(col(Account.agency_id) == viewer.agency_id)
    return visible_workers(viewer, Permission.DRAFT_AGREEMENT, now)


def _meant_for(db: Session) -> dict[UUID, str]:
    return {
        version.profile_id: f"For {for_whom(version.profile)}."
        for version in profiles_in_force(db)
        if len(version.profile.fits) < len(POSITIONS)
    }
