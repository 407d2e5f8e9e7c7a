"""Which one of the things that wait comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

MOST_SHOWN = 5
NEW_FOR = timedelta(days=14)


class TaskKind(StrEnum):
    """What kind of thing waits, in the order in which they come first."""

    SIGNATURE = "signature"
    APPROVAL = "approval"
    PAIR = "pair"
    COACHING_SESSION = "coaching-session"
    OFFER = "offer"
    PROPOSAL = "proposal"
    SELF_ASSESSMENT = "self-assessment"
    RATING = "rating"
    CHECK_BACK = "check-back"
    CLOSING = "closing"
    SHELF = "shelf"
    DRAFT = "draft"
    SETUP = "setup"


_FIRST = (
    {TaskKind.SIGNATURE}, {TaskKind.APPROVAL}, {TaskKind.PAIR}, {TaskKind.COACHING_SESSION}, {TaskKind.OFFER},
    {TaskKind.PROPOSAL},
    {TaskKind.SELF_ASSESSMENT, TaskKind.RATING, TaskKind.CHECK_BACK, TaskKind.CLOSING}, {TaskKind.SHELF},
    {TaskKind.DRAFT},
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One thing that waits for the viewer: the day by which, in words what and why, and the way there.

    `rest` completes the verb for those who hear the link alone.
    """

    kind: TaskKind
    on: date
    title: str
    why: str
    verb: str
    rest: str
    href: str


@dataclass(frozen=True)
class Staff:
    """How many of each work in an agency.

    `unplanned` workers have no agreement, neither now nor to come nor in a draft. `agreements` are in force now,
    `drafts` wait for signatures.
    """

    workers: int
    coaches: int
    without_coach: int
    unplanned: int
    agreements: int
    drafts: int


def by_or_since(on: date, today: date) -> str:
    """“by” for what lies ahead or is today, “since” for what has passed; the same ink for both."""
    return "by" if on >= today else "since"


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The oldest first; on the same day in the order of the kinds."""
    kinds = list(TaskKind)
    return sorted(tasks, key=lambda task: (task.on, kinds.index(task.kind), task.title))


def first_task(tasks: Sequence[Task]) -> Task | None:
    """What goes first: without a signature nothing begins, an opened pair is what two people rated for, a coaching
    session within two days is to be prepared, and an offer or a proposal waits for a word; then the oldest thing due; a
    draft only when nothing else waits."""
    ordered = in_order(tasks)
    for kinds in _FIRST:
        for task in ordered:
            if task.kind in kinds:
                return task
    return None


def is_recent(at: datetime, now: datetime) -> bool:
    return now - NEW_FOR <= at <= now
