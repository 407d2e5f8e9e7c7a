"""When a self-assessment is due, and which one thing comes first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_SHOWN = 5
NEW_FOR = timedelta(days=14)


class TaskKind(StrEnum):
    """What kind of thing waits, in the order in which they come first."""

    PROPOSAL = "proposal"
    SELF_ASSESSMENT = "self-assessment"
    CHECK_BACK = "check-back"
    DRAFT = "draft"
    SETUP = "setup"


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
    """How many of each work in an agency; `unplanned` workers have no agreement, neither now nor to come."""

    workers: int
    coaches: int
    without_coach: int
    unplanned: int


def end_of_month(day: date) -> date:
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def months_later(day: date, count: int) -> date:
    """The first day of the month so many months after the day's own."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def self_assessment_due(*, every: int, last: date | None, since: date) -> date:
    """The last day of the month in which the next self-assessment falls.

    The first one falls in the month in which coaching began, each later one `every` months after the one before.
    """
    return end_of_month(since if last is None or last < since.replace(day=1) else months_later(last, every))


def is_due(due: date, today: date) -> bool:
    """Whether that month has come: a month ahead nothing is asked of anybody."""
    return due <= end_of_month(today)


def by_or_since(on: date, today: date) -> str:
    """“by” for what lies ahead or is today, “since” for what has passed; the same ink for both."""
    return "by" if on >= today else "since"


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The oldest first; on the same day a proposal before a self-assessment, a check-back and a draft."""
    kinds = list(TaskKind)
    return sorted(tasks, key=lambda task: (task.on, kinds.index(task.kind), task.title))


def first_task(tasks: Sequence[Task]) -> Task | None:
    """A proposal waits for a word and goes first; then the oldest thing due; a draft only when nothing else waits."""
    ordered = in_order(tasks)
    for kinds in ({TaskKind.PROPOSAL}, {TaskKind.SELF_ASSESSMENT, TaskKind.CHECK_BACK}, {TaskKind.DRAFT}):
        for task in ordered:
            if task.kind in kinds:
                return task
    return None
