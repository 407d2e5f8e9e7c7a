"""What a calendar is told when a day moves, a thing vanishes, or comes back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reminders.entries import TOLD_FOR, Entry, Kept, Key, advanced, is_told, one_a_day
from app.reminders.rules import Kind

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
GOAL = Entry(Kind.CHECK_BACK, UUID(int=1), date(2026, 11, 25))
MEETING = Entry(Kind.SESSION, UUID(int=2), datetime(2026, 11, 20, 17, 0, tzinfo=UTC), 60)
Told = dict[Key, Kept]


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def told(*present: Entry, before: Told | None = None, now: datetime = NOW) -> Told:
    return advanced(before or {}, present, now=now)


def test_what_is_new_begins_at_nothing_and_stays_as_it_is() -> None:
    first = told(GOAL)
    assert first == {GOAL.key: Kept(GOAL, 0, is_cancelled=False, changed_at=NOW)}
    assert told(GOAL, before=first, now=at(5)) == first


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (GOAL, Entry(GOAL.kind, GOAL.subject, date(2026, 12, 2))),
        (MEETING, Entry(MEETING.kind, MEETING.subject, datetime(2026, 11, 20, 18, 0, tzinfo=UTC), 60)),
        (MEETING, Entry(MEETING.kind, MEETING.subject, datetime(2026, 11, 20, 17, 0, tzinfo=UTC), 45)),
    ],
)
def test_another_day_hour_or_length_counts_one_up(before: Entry, after: Entry) -> None:
    found = told(after, before=told(before), now=at(1))
    assert found == {before.key: Kept(after, 1, is_cancelled=False, changed_at=at(1))}


def test_what_vanishes_before_its_day_is_called_off_once_and_comes_back_as_a_change() -> None:
    gone = told(before=told(GOAL), now=at(1))
    assert gone[GOAL.key] == Kept(GOAL, 1, is_cancelled=True, changed_at=at(1))
    assert told(before=gone, now=at(2)) == gone
    assert told(GOAL, before=gone, now=at(3))[GOAL.key] == Kept(GOAL, 2, is_cancelled=False, changed_at=at(3))


def due(number: int, on: date) -> Entry:
    return Entry(Kind.SELF_ASSESSMENT, UUID(int=number), on)


def test_self_assessments_of_a_day_are_one_entry_and_everything_else_stands_by_itself() -> None:
    november, december = date(2026, 11, 30), date(2026, 12, 31)
    goals = [Entry(Kind.CHECK_BACK, UUID(int=number), november) for number in (8, 9)]
    found = one_a_day([due(2, november), due(1, november), due(3, december), *goals], {})
    assert found == [due(1, november), due(3, december), *goals]


def test_what_stands_on_the_day_already_stands_for_what_comes_to_it() -> None:
    november, december = date(2026, 11, 30), date(2026, 12, 31)
    before = told(due(1, november), due(2, december))
    assert one_a_day([due(1, december), due(2, december)], before) == [due(2, december)]
    # What was called off gives way.
    gone = told(due(1, november), before=before)
    assert one_a_day([due(1, december), due(2, december)], gone) == [due(1, december)]


def test_what_has_had_its_time_stays_as_it_was() -> None:
    for entry in (GOAL, MEETING):
        first = told(entry)
        assert told(before=first, now=at(12)) == first


@pytest.mark.parametrize(("hours", "is_called_off"), [(-1, True), (1, False)])
def test_a_day_is_over_where_it_ends_last_on_earth(hours: int, is_called_off: bool) -> None:
    # November 25 ends in the last time zone at noon of the 26th in London.
    now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC) + timedelta(hours=hours)
    assert told(before=told(GOAL), now=now)[GOAL.key].is_cancelled is is_called_off


@pytest.mark.parametrize(("minutes", "is_called_off"), [(-1, True), (1, False)])
def test_a_meeting_that_has_begun_is_not_called_off_by_being_closed_early(minutes: int, is_called_off: bool) -> None:
    now = datetime(2026, 11, 20, 17, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    assert told(before=told(MEETING), now=now)[MEETING.key].is_cancelled is is_called_off


def test_a_calendar_hears_for_a_while_of_what_is_gone() -> None:
    began = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    gone, past = told(before=told(GOAL))[GOAL.key], told(MEETING)[MEETING.key]
    assert is_told(gone, is_here=False, now=NOW + TOLD_FOR)
    assert not is_told(gone, is_here=False, now=NOW + TOLD_FOR + timedelta(seconds=1))
    assert is_told(past, is_here=False, now=began + TOLD_FOR)
    assert not is_told(past, is_here=False, now=began + TOLD_FOR + timedelta(seconds=1))
    assert is_told(past, is_here=True, now=at(400))


def test_what_is_told_no_more_is_forgotten_but_for_what_comes_back_under_its_own_name() -> None:
    assessment = Entry(Kind.SELF_ASSESSMENT, UUID(int=3), date(2026, 11, 30))
    gone = told(before=told(GOAL, MEETING, assessment))
    assert told(before=gone, now=NOW + TOLD_FOR) == gone
    later = told(before=gone, now=at(61))
    assert set(later) == {assessment.key}
    assert told(assessment, before=later, now=at(90))[assessment.key].sequence == 2
    # What is there is kept, however long ago its day was.
    assert told(GOAL, before=told(GOAL), now=at(400)) == told(GOAL)


@given(
    st.lists(st.lists(st.sampled_from([GOAL, MEETING, Entry(GOAL.kind, GOAL.subject, date(2026, 12, 9))]), max_size=3))
)
def test_a_sequence_never_falls_and_rises_with_every_change(rounds: list[list[Entry]]) -> None:
    before: Told = {}
    for number, present in enumerate(rounds):
        after = advanced(before, present, now=at(number))
        for key, kept in before.items():
            if key not in after:
                assert not is_told(kept, is_here=False, now=at(number))
                continue
            assert after[key].sequence == kept.sequence + (after[key] != kept)
        before = after


DAYS = [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)]


@given(st.lists(st.dictionaries(st.integers(1, 3), st.sampled_from(DAYS)), max_size=5))
def test_each_day_is_told_once_whatever_moves_and_asking_again_changes_nothing(rounds: list[dict[int, date]]) -> None:
    before: Told = {}
    for number, days in enumerate(rounds):
        present = [due(subject, on) for subject, on in days.items()]
        shown = one_a_day(present, before)
        after = told(*shown, before=before, now=at(number))
        assert sorted(one.entry.starts for one in after.values() if not one.is_cancelled) == sorted(set(days.values()))
        for key, kept in before.items():
            assert after[key].sequence == kept.sequence + (after[key] != kept)
        assert told(*one_a_day(present, after), before=after, now=at(number + 1)) == after
        before = after
