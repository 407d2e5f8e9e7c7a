"""Pairs as tasks: one that has opened, and those that wait for the viewer's own view."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from app.clock import day_of
from app.home import words
from app.home.pace import Pace
from app.home.queries import Focus
from app.home.rules import Task, TaskKind, is_recent
from app.home.words import Titles
from app.pairs.queries import PairRow
from app.people.access import Viewer
from app.ratings.queries import DraftRow
from app.ratings.rhythm import end_of_month, month_of
from app.ratings.rules import Kind
from app.web.words import first_name


def newest_open(pairs: Iterable[PairRow], finished: Collection[UUID], now: datetime) -> PairRow | None:
    """The pair that opened last, in the last two weeks, and that asks something of the viewer.

    One that lapsed has a single view, so it is told as news and is nobody's task.
    """
    recent = [
        pair for pair in pairs
        if pair.opened_at and is_recent(pair.opened_at, now) and not is_lapsed(pair) and pair.id not in finished
    ]  # fmt: skip
    return max(recent, key=lambda pair: (pair.opened_at or now, pair.worker_name), default=None)


def is_lapsed(pair: PairRow) -> bool:
    return pair.opened_at == pair.lapses_at


def opened(pair: PairRow, titles: Titles, viewer: Viewer, now: datetime) -> Task:
    title = titles[pair.profile_id][0]
    why = (
        f"{reader_of(pair)} read {title} without rating. Now it is open to both."
        if pair.declared_by
        else f"Each of you rated {title} on your own. Now you can read both views side by side."
    )
    on = day_of(pair.opened_at or now, viewer.zone)
    return Task(TaskKind.PAIR, on, f"Your pair with {other(pair)} is open", why, "Open the pair", "", _page(pair))


def to_rate(
    pairs: Sequence[PairRow], due: Iterable[tuple[Focus, date]], rows: Sequence[DraftRow], titles: Titles, pace: Pace
) -> tuple[list[Task], list[DraftRow]]:
    """The self-assessments that are due and the pairs that wait, one task for each practice; and the other drafts."""
    today, waiting = pace.today, [pair for pair in pairs if pair.state == "yours"]
    tasks, begun = [], []
    for focus, on in due:
        pair = next((one for one in waiting if one.own_side is Kind.SELF and one.profile_id == focus.profile_id), None)
        draft = next((row for row in rows if _is_for(row, focus, pair, today)), None)
        task = words.self_assessment(focus, on, titles)
        if pair:
            waiting.remove(pair)
            task = _with_pair(task, pair, today)
        tasks.append(_with_draft(task, draft, titles))
        begun.append(draft)
    for pair in waiting:
        draft = next((row for row in rows if _is_of(row, pair)), None)
        tasks.append(_with_draft(_waits(pair, titles, pace), draft, titles))
        begun.append(draft)
    return tasks, [row for row in rows if row not in begun]


def other(pair: PairRow) -> str:
    return first_name(pair.coach_name if pair.own_side is Kind.SELF else pair.worker_name)


def reader_of(pair: PairRow) -> str:
    """Who opened the pair without rating."""
    return "You" if pair.declared_by is pair.own_side else other(pair)


def _page(pair: PairRow) -> str:
    return f"/pairs/{pair.id}"


def _is_for(row: DraftRow, focus: Focus, pair: PairRow | None, today: date) -> bool:
    month = pair.month if pair else month_of(today)
    return (
        not row.amends
        and (row.kind, row.profile_id) == (Kind.SELF, focus.profile_id)
        and month_of(row.observed_on) == month
    )


def _is_of(row: DraftRow, pair: PairRow) -> bool:
    same = (row.kind, row.worker_id, row.profile_id) == (pair.own_side, pair.worker_id, pair.profile_id)
    return same and not row.amends and month_of(row.observed_on) == pair.month


def _with_pair(task: Task, pair: PairRow, today: date) -> Task:
    if pair.month == month_of(today):
        return replace(task, why=f"{other(pair)} has rated it. Rate yourself, then both views open.")
    why = f"{other(pair)} has rated it for {pair.month:%B}. Rate yourself for that month, then both views open."
    return replace(task, why=why, verb="Look", href=_page(pair))


def _with_draft(task: Task, draft: DraftRow | None, titles: Titles) -> Task:
    if draft is None:
        return task
    title, why = words.draft_title(draft), f"{words.progress(draft, titles)} {task.why}"
    return replace(task, title=title, why=why, verb="Go on", href=f"/assessments/{draft.id}")


def _waits(pair: PairRow, titles: Titles, pace: Pace) -> Task:
    """A pair of which the other side is in, and the viewer's is not."""
    title, slug = titles[pair.profile_id]
    name, is_self = other(pair), pair.own_side is Kind.SELF
    what = f"Assess yourself on {title}" if is_self else f"Rate {name} on {title}"
    has = f"{name} has rated it" if is_self else f"{name}’s self-assessment is in"
    why = f"{has}. Rate on your own, then both views open."
    kind = TaskKind.SELF_ASSESSMENT if is_self else TaskKind.RATING
    on, new = (
        pace.moved(pair.worker_id, end_of_month(pair.month)) or pace.today,
        f"/workers/{pair.worker_id}/assessments/new?profile={slug}",
    )
    if pair.month == month_of(pace.today):
        return Task(kind, on, what, why, "Start", f" with {title}", new)
    return Task(kind, on, f"{what} for {pair.month:%B}", why, "Look", f" at {title}", _page(pair))
