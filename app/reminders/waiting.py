"""What waits for a person, as the own first page shows it: no other question is asked, so nothing else can be told."""

from datetime import datetime

from sqlmodel import Session

from app.home.rules import Task, TaskKind
from app.home.views import today_context
from app.people.access import Viewer
from app.reminders.rules import Kind, Line, lines_of

# A draft is nobody's business, not even a mail's, and what an administrator sets up has no day.
_KINDS = {
    TaskKind.SELF_ASSESSMENT: Kind.SELF_ASSESSMENT, TaskKind.CHECK_BACK: Kind.CHECK_BACK,
    TaskKind.SIGNATURE: Kind.WORD, TaskKind.APPROVAL: Kind.WORD, TaskKind.PAIR: Kind.WORD, TaskKind.OFFER: Kind.WORD,
    TaskKind.PROPOSAL: Kind.WORD, TaskKind.RATING: Kind.WORD,
}  # fmt: skip


def waiting_for(db: Session, viewer: Viewer, *, now: datetime) -> tuple[Line, ...]:
    """How much of each kind waits, and since or by when."""
    shown = today_context(db, viewer, now)
    tasks: list[Task] = [*([shown["first"]] if shown["first"] else []), *shown["due"], *shown["more"]]
    return lines_of((_KINDS[task.kind], task.on) for task in tasks if task.kind in _KINDS)
