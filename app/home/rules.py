"""Which one of the things that wait comes first."""

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
