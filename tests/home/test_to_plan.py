"""A date to pick: for whom, from which day on, and that it never goes before what is due."""

from datetime import date

import pytest
from sqlmodel import Session

from app.agreements.pauses import add_pause
from app.home.rules import Task, TaskKind, first_task, no_date_since
from tests.clock import START, Clock
from tests.coaching.given import Browse, close, planned, words
from tests.home.given import titles, today_of
from tests.stories import viewer_of
from tests.world import World, agreement

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("last", "today", "since"),
    [
        (date(2026, 10, 14), date(2026, 11, 23), date(2026, 11, 8)),
        (date(2026, 10, 14), date(2026, 11, 7), None),
        (date(2026, 10, 2), date(2026, 11, 2), None),
        (date(2026, 10, 2), date(2026, 11, 3), date(2026, 11, 3)),
        (date(2027, 1, 31), date(2027, 3, 1), date(2027, 2, 8)),
        (date(2026, 11, 2), date(2026, 11, 30), None),
        (None, date(2026, 11, 7), None),
        (None, date(2026, 11, 8), date(2026, 11, 8)),
    ],
)  # fmt: skip
def test_a_date_is_missing_after_the_first_week_of_a_month_or_a_month_after_the_last(
    last: date | None, today: date, since: date | None
) -> None:
    assert no_date_since(last, began=JUNE, today=today) == since


def test_no_date_is_missing_before_coaching_began() -> None:
    began = date(2026, 11, 12)
    assert no_date_since(None, began=began, today=date(2026, 11, 16)) == began
    assert no_date_since(date(2026, 8, 3), began=began, today=date(2026, 11, 16)) == began


def test_it_goes_after_everything_that_is_due_and_before_a_draft() -> None:
    pick, look, draft = (
        Task(kind, on, kind.value, "", "", "", "/")
        for kind, on in ((TaskKind.PLANNING, JUNE), (TaskKind.CHECK_BACK, START.date()), (TaskKind.DRAFT, JUNE))
    )
    assert first_task([pick, look, draft]) == look
    assert first_task([draft, pick]) == pick


def test_cora_reads_with_whom_to_pick_a_date_and_why(browse: Browse, db: Session, world: World, clock: Clock) -> None:
    cora = browse("cora")
    assert close(cora, planned(cora, world, "lee", day="2026-10-14")).status_code == 303
    planned(cora, world, "wren", day="2026-11-18")
    ash = agreement(db, world, "cora-ash")
    add_pause(db, viewer_of(db, world, "ash"), ash, first=date(2026, 11, 16), last=None, at=START)
    db.commit()
    said, html = words(cora, "/"), today_of(cora)

    assert "Pick a date with Lee You last met on October 14. Your agreement says 2 hours a month. Plan" in said
    assert f'href="/workers/{world["lee"]}/coaching-sessions/new"' in html
    assert [one for one in titles(html) if "Pick" in one] == ["Pick a date with Lee"]
    assert "Pick a date with Wren" not in html
    assert "Pick a date with Ash" not in html
    assert "Pick a date" not in today_of(browse("lee"))
    assert "Pick a date with Otto You have not met yet." in words(browse("olga"), "/")


def test_where_no_time_was_agreed_no_date_is_asked_for(browse: Browse, db: Session, world: World) -> None:
    agreement(db, world, "cora-lee").coaching_minutes = 0
    db.commit()
    html = today_of(browse("cora"))
    assert "Pick a date with Lee" not in html
    assert "Pick a date with Ash" in html
