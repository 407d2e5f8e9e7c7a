"""What the page of a worker tells of coaching sessions: the next one, and what the viewer said would be done."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.clock import day_of
from app.coaching.promises import own_promises
from app.coaching.queries import planned_near
from app.coaching.words import soon
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission


@dataclass(frozen=True)
class Meets:
    """The next coaching session of worker and viewer's side: which and when; none where no day is set."""

    next_id: UUID | None
    when: str
    promises: tuple[tuple[str, date], ...]


def meets(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> Meets | None:
    """For the two of a coaching that goes on, and nobody else."""
    if not viewer.may(Permission.KEEP_SESSION):
        return None
    planned = planned_near(db, viewer, now=now, worker_id=worker.id)
    coming = [one for one in planned if day_of(one.starts_at, viewer.zone) >= viewer.today(now)]
    promises = own_promises(db, viewer, now=now, since=now, worker_id=worker.id)
    return Meets(
        next_id=coming[0].id if coming else None, when=soon(coming[0].starts_at, viewer, now) if coming else "",
        promises=tuple((one.text, one.due_on) for one in promises if not (one.done_on or one.let_go_on)),
    )  # fmt: skip
