"""What is due, and what comes first."""

from datetime import date

from app.home.rules import (
    Task,
    TaskKind,
    by_or_since,
    first_task,
    in_order,
)
from app.ratings.rhythm import end_of_month, months_later

JUNE = date(2026, 6, 1)
TODAY = date(2026, 11, 16)


def task(kind: TaskKind, on: date, title: str = "") -> Task:
    return Task(kind, on, title or kind.value, "", "", "", "")


def test_a_day_that_has_passed_reads_since_and_today_still_reads_by() -> None:
    assert by_or_since(date(2026, 11, 15), TODAY) == "since"
    assert by_or_since(TODAY, TODAY) == "by"
    assert by_or_since(date(2026, 11, 17), TODAY) == "by"


def test_a_proposal_comes_first_however_old_the_rest_is() -> None:
    old = task(TaskKind.SELF_ASSESSMENT, date(2026, 6, 30))
    proposal = task(TaskKind.PROPOSAL, TODAY)

    assert first_task([old, proposal]) is proposal


def test_else_the_oldest_thing_due_comes_first_and_a_draft_waits() -> None:
    draft = task(TaskKind.DRAFT, date(2026, 1, 31))
    newer = task(TaskKind.SELF_ASSESSMENT, date(2026, 11, 30))
    older = task(TaskKind.CHECK_BACK, date(2026, 11, 8))

    assert first_task([draft, newer, older]) is older
    assert first_task([draft]) is draft
    assert first_task([]) is None


def test_the_list_is_in_the_order_of_days_drafts_among_them() -> None:
    tasks = [task(TaskKind.CHECK_BACK, TODAY), task(TaskKind.DRAFT, JUNE), task(TaskKind.PROPOSAL, TODAY)]

    assert [one.kind for one in in_order(tasks)] == [TaskKind.DRAFT, TaskKind.PROPOSAL, TaskKind.CHECK_BACK]


def test_months_are_counted_over_the_turn_of_a_year() -> None:
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert end_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert end_of_month(date(2026, 12, 31)) == date(2026, 12, 31)
