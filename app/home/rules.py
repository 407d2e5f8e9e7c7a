"""Which one of the things that wait comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.ratings.rhythm import end_of_month, months_later

MOST_SHOWN = 5
NEW_FOR = timedelta(days=14)
# A month without a coaching session asks for a date once its first week is over.
_ASKS_FROM = 8


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
    PLANNING = "planning"
    SHELF = "shelf"
    DRAFT = "draft"
    # A draft that nothing asks for.
    BEGUN = "begun"
    SETUP = "setup"


_FIRST = (
    {TaskKind.SIGNATURE}, {TaskKind.APPROVAL}, {TaskKind.PAIR}, {TaskKind.COACHING_SESSION}, {TaskKind.OFFER},
    {TaskKind.PROPOSAL},
    {TaskKind.SELF_ASSESSMENT, TaskKind.RATING, TaskKind.CHECK_BACK, TaskKind.CLOSING},
    {TaskKind.PLANNING}, {TaskKind.SHELF}, {TaskKind.DRAFT}, {TaskKind.BEGUN},
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
    session within two days is to be prepared, and an offer or a proposal waits for a word; then the oldest thing due,
    and after that a date to pick; a draft only when nothing else waits."""
    ordered = in_order(tasks)
    for kinds in _FIRST:
        for task in ordered:
            if task.kind in kinds:
                return task
    return None


def is_recent(at: datetime, now: datetime) -> bool:
    return now - NEW_FOR <= at <= now


def no_date_since(last_met: date | None, *, began: date, today: date) -> date | None:
    """The day from which two people who coach have no date and could do with one; none while that day lies ahead.

    It is the eighth of a month in which they have not met, or sooner where they last met more than a month ago.
    """
    if last_met is None:
        since = today.replace(day=_ASKS_FROM)
    else:
        following = months_later(last_met, 1)
        a_month_on = following.replace(day=min(last_met.day, end_of_month(following).day))
        since = min(following.replace(day=_ASKS_FROM), a_month_on + timedelta(days=1))
    since = max(since, began)
    return since if since <= today else None
