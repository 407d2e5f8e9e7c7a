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
from app.people.access import Viewer, is_open, runs_on, visible_workers
from app.people.history import Job, jobs_of
from app.people.models import Account, AccountRole, Position, PositionKind, Unit
from app.people.permits import PERMITS, Permission, Reach, Role
from app.people.readers import supervisors_on
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
    # First names of those with whom the viewer, as a coach, has an agreement that runs.
    coached: tuple[str, ...]
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
    present = set(db.scalars(visible_workers(viewer, Permission.RATE, now)))
    return Candidates(
        coached=tuple(first_name(name) for person, name in workers.items() if person in present),
        workers=workers, coaches=coaches, supervisors=_with_units(db, viewer, with_role(Role.SUPERVISOR), now),
        profiles=profile_titles(db), meant_for=_meant_for(db), chooses_coach=manages(viewer),
    )  # fmt: skip


def manages(viewer: Viewer | None) -> bool:
    """Whether somebody drafts for others, and knows units and positions anyway; the command line does."""
    return viewer is None or viewer.may(Permission.MANAGE_AGREEMENTS)


def position_problems(db: Session, worker: Account, profiles: Iterable[UUID], *, on: date) -> dict[str, str]:
    """Field to sentence where the worker holds no position on this day, or one that a profile does not fit.

    Nobody could assess on such a profile, and what is due would stay due.
    """
    name, job, others = first_name(worker.name), _job_on(db, worker, on), _misfits(db, worker, profiles, on)
    if job is None:
        return {"worker": f"{name} holds no position on {day(on)}, so no profile fits. Add a position first."}
    if not others:
        return {}
    does, it = ("does", "it") if len(others) == 1 else ("do", "them")
    return {"focus": f"{listed(others)} {does} not fit: {name} is a {job.kind.words} on {day(on)}. Leave {it} out."}


def own_position_problem(db: Session, worker: Account, profiles: Iterable[UUID], *, on: date) -> str:
    """The same for the worker at signing, who knows; empty when all of it fits."""
    job, others = _job_on(db, worker, on), _misfits(db, worker, profiles, on)
    if job is None:
        return f"You hold no position on {day(on)}, so no profile fits. An administrator can put this right."
    if not others:
        return ""
    does, them = ("does", "it") if len(others) == 1 else ("do", "them")
    said = f"{listed(others)} {does} not fit: you are a {job.kind.words} on {day(on)}."
    return f"{said} Your coach or an administrator can leave {them} out of the draft."


def supervisor_problems(
    db: Session, by: Viewer, worker: Account, supervisor: Account, *, starts_on: date, now: datetime
) -> dict[str, str]:
    """Field to sentence for a supervisor who supervises the worker's unit neither today nor on a first day ahead.

    That signature could not be given, and the page would promise what nobody sees.
    """
    today = by.today(now)
    days = {today, max(starts_on, today)}
    if any(supervisor.id in dict(supervisors_on(db, worker, on)) for on in days):
        return {}
    name, other = first_name(supervisor.name), first_name(worker.name)
    return {"supervisor": f"{name} does not supervise {other}’s unit. Choose somebody who does, or none."}


def profile_titles(db: Session) -> dict[UUID, str]:
    """Every profile in force, in the order of the shelf."""
    return {version.profile_id: version.profile.title for version in profiles_in_force(db)}


def _job_on(db: Session, worker: Account, on: date) -> Job | None:
    return next((job for job in jobs_of(db, worker, until=on) if job.held_on(on)), None)


def _misfits(db: Session, worker: Account, profiles: Iterable[UUID], on: date) -> list[str]:
    """The titles of those profiles that do not fit the position of this day."""
    fitting = {version.profile_id for version in offered_profiles(db, worker, on=on)}
    return [title for profile, title in profile_titles(db).items() if profile in set(profiles) - fitting]


def _names(viewer: Viewer, now: datetime) -> sa.Select[Any]:
    if Reach.NAMES in {PERMITS[Permission.DRAFT_AGREEMENT].get(role) for role in viewer.roles} and not manages(viewer):
        return sa.select(col(Account.id)).where(col(Account.agency_id) == viewer.agency_id)
    return visible_workers(viewer, Permission.DRAFT_AGREEMENT, now)


def _with_units(db: Session, viewer: Viewer, supervisors: dict[UUID, str], now: datetime) -> dict[UUID, str]:
    """With the units that each supervises today, for whoever knows the units anyway."""
    if not manages(viewer):
        return supervisors
    supervised = (col(Position.kind) == PositionKind.SUPERVISOR, runs_on(Position, viewer.today(now)))
    rows = db.execute(
        sa.select(col(Position.account_id), col(Unit.name))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.account_id).in_(supervisors), *supervised)
        .order_by(col(Unit.name))
    ).all()
    units = {person: [row.name for row in rows if row.account_id == person] for person in supervisors}
    return {person: f"{name} ({listed(units[person]) or 'no unit today'})" for person, name in supervisors.items()}


def _meant_for(db: Session) -> dict[UUID, str]:
    return {
        version.profile_id: f"For {for_whom(version.profile)}."
        for version in profiles_in_force(db)
        if len(version.profile.fits) < len(POSITIONS)
    }
