"""What waits for a person, from the tasks of the own first page: a mail asks for nothing else, so nothing else can be
told."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app.clock import day_of
from app.home.near import tasks_near
from app.home.rules import TaskKind
from app.people.access import Viewer
from app.reminders.rules import Kind, Line, lines_of

# A mail of Monday tells of the week, whatever Today has to prepare by then.
_AHEAD = timedelta(days=7)
# A draft is nobody's business, not even a mail's, what an administrator sets up has no day, and the day of a text for
# the shelf could tell whose it is.
_KINDS = {
    TaskKind.SELF_ASSESSMENT: Kind.SELF_ASSESSMENT, TaskKind.CHECK_BACK: Kind.CHECK_BACK,
    TaskKind.SIGNATURE: Kind.WORD, TaskKind.APPROVAL: Kind.WORD, TaskKind.PAIR: Kind.WORD, TaskKind.OFFER: Kind.WORD,
    TaskKind.PROPOSAL: Kind.WORD, TaskKind.RATING: Kind.WORD, TaskKind.CLOSING: Kind.SESSION,
}  # fmt: skip


def waiting_for(db: Session, viewer: Viewer, *, now: datetime) -> tuple[Line, ...]:
    """How much of each kind waits, and since or by when."""
    near, today = tasks_near(db, viewer, now), viewer.today(now)
    found = [(_KINDS[task.kind], task.on) for task in near.tasks if task.kind in _KINDS]
    # One that is over and not closed is among the tasks.
    coming = [meeting for meeting in near.meetings if not meeting.is_past(now)]
    on = [(meeting.worker_id, day_of(meeting.starts_at, viewer.zone)) for meeting in coming]
    days = [day for worker_id, day in on if not near.pace.rests_on(worker_id, day)]
    return lines_of(found + [(Kind.SESSION, day) for day in days if today <= day < today + _AHEAD])
