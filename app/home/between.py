"""People of the unit whom nobody coaches now, and whose goals the viewer may read at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.clock import day_of
from app.people.access import Viewer, windows
from app.people.models import Agreement
from app.people.permits import Permission
from app.ratings.models import Assessment
from app.ratings.points import counts
from app.ratings.rules import Kind


@dataclass(frozen=True)
class Between:
    """Somebody without an agreement now: when the next one begins, and the last self-assessment that may be known."""

    begins_on: date | None
    last: date | None


def between_agreements(db: Session, viewer: Viewer, workers: Iterable[UUID], *, now: datetime) -> dict[UUID, Between]:
    wanted = sorted(workers, key=str)
    if not wanted:
        return {}
    to_come = sa.select(col(Agreement.worker_id), sa.func.min(col(Agreement.opens_at)).label("at")).where(
        col(Agreement.worker_id).in_(wanted), col(Agreement.opens_at) > now,
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > col(Agreement.opens_at)),
    )  # fmt: skip
    begins = {row.worker_id: row.at for row in db.execute(to_come.group_by(col(Agreement.worker_id)))}
    window = windows(viewer, Permission.READ_ACTIVITY, now)
    done = sa.select(col(Assessment.worker_id), sa.func.max(col(Assessment.observed_on)).label("last")).where(
        col(Assessment.worker_id).in_(wanted), col(Assessment.kind) == Kind.SELF,
        counts(window),
    )  # fmt: skip
    last = {row.worker_id: row.last for row in db.execute(done.group_by(col(Assessment.worker_id)))}
    return {one: Between(day_of(begins[one], viewer.zone) if one in begins else None, last.get(one)) for one in wanted}


def shared_goals_since(db: Session, viewer: Viewer, *, now: datetime) -> dict[UUID, date]:
    """By worker: since when goals that are set now are open to the viewer; nobody whose goals are not."""
    window = windows(viewer, Permission.READ_GOAL, now)
    rows = db.execute(
        sa.select(window.c.worker_id, sa.func.min(window.c.opens_at).label("since"))
        .where(window.c.closes_at > now)
        .group_by(window.c.worker_id)
    )
    return {row.worker_id: day_of(row.since, viewer.zone) for row in rows}
