"""What supervisors see of what is new: for several workers at once, from the windows that decide it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer, is_open, reached
from app.people.models import Account, AccountRole
from app.people.permits import OPENS, PERMITS, Level, Permission, Role
from app.ratings.models import Assessment
from app.web.words import first_name


@dataclass(frozen=True)
class Onlooker:
    """One window of a supervisor into a worker's record."""

    id: UUID
    name: str
    opens_at: datetime
    closes_at: datetime
    level: Level

    def reads_points(self, at: datetime) -> bool:
        return Permission.READ_RATING in OPENS[self.level] and self.opens_at <= at < self.closes_at


Onlookers = Mapping[UUID, Sequence[Onlooker]]


def onlookers_of(db: Session, viewer: Viewer, workers: Iterable[UUID], *, now: datetime) -> Onlookers:
    """By worker: the windows of everybody else who supervises there today."""
    wanted = sorted(workers, key=str)
    reach = PERMITS[Permission.READ_ACTIVITY][Role.SUPERVISOR]
    every = sa.union_all(*reached(reach, now, viewer.today(now))).subquery()
    role = sa.and_(col(AccountRole.account_id) == col(Account.id), col(AccountRole.role) == Role.SUPERVISOR)
    rows = db.execute(
        sa.select(
            every.c.worker_id, col(Account.id), col(Account.name), every.c.opens_at, every.c.closes_at, every.c.level
        )
        .join(every, every.c.reader_id == col(Account.id))
        .join(AccountRole, role)
        .where(every.c.worker_id.in_(wanted), is_open(Account), col(Account.id) != viewer.id)
        .order_by(col(Account.name), every.c.opens_at)
    )
    found: dict[UUID, list[Onlooker]] = defaultdict(list)
    for row in rows:
        found[row.worker_id].append(Onlooker(row.id, row.name, row.opens_at, row.closes_at, Level(row.level)))
    return found


def submissions_of(db: Session, pairs: Iterable[UUID]) -> dict[UUID, list[datetime]]:
    """By pair: when each of its assessments was submitted."""
    rows = db.execute(
        sa.select(col(Assessment.pair_id), col(Assessment.submitted_at)).where(
            col(Assessment.pair_id).in_(sorted(pairs, key=str)), col(Assessment.submitted_at).is_not(None)
        )
    )
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for pair_id, at in rows:
        found[pair_id].append(at)
    return found


def sight_words(onlookers: Sequence[Onlooker], ats: Sequence[datetime]) -> str:
    """A sentence for each supervisor about what was submitted at these instants; empty where there is none."""
    by_person: dict[UUID, list[Onlooker]] = defaultdict(list)
    for one in onlookers:
        by_person[one.id].append(one)
    return " ".join(_sentence(theirs, ats) for theirs in by_person.values())


def _sentence(theirs: Sequence[Onlooker], ats: Sequence[datetime]) -> str:
    name = first_name(theirs[0].name)
    read = sum(any(one.reads_points(at) for one in theirs) for at in ats)
    if read == 0:
        return f"{name} sees that it took place, not the points."
    return f"{name} sees the points, too." if read == len(ats) else f"{name} sees the points of one side."
