"""What is due, overdue and done under a rhythm that can change and rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ratings.rhythm import (
    LEAST_DAYS,
    Pause,
    Rhythm,
    Standing,
    Step,
    asks,
    back_on,
    due_day,
    end_of_month,
    falls_due_in,
    first_due,
    month_of,
    months_between,
    months_later,
    next_due,
    rhythm_words,
    standing,
)

JUNE = date(2026, 6, 1)
TODAY = date(2026, 11, 16)
WINTER = Pause(date(2026, 11, 20), date(2026, 12, 13))

DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
MONTHS = DAYS.map(month_of)
EVERY = st.sampled_from([1, 2, 3, 6, 12])


@st.composite
def pauses(draw: st.DrawFn, *, open_ended: bool = True) -> tuple[Pause, ...]:
    """Up to four of them in order, none touching another's days; the last one may have no end."""
    found, day = [], draw(DAYS)
    for _ in range(draw(st.integers(0, 4))):
        last = day + timedelta(days=draw(st.integers(0, 150)))
        found.append(Pause(day, last))
        day = last + timedelta(days=draw(st.integers(1, 200)))
    if open_ended and draw(st.booleans()):
        found.append(Pause(day, None))
    return tuple(found)


@st.composite
def rhythms(draw: st.DrawFn, *, open_ended: bool = True) -> Rhythm:
    since = draw(DAYS)
    changes = draw(st.lists(st.builds(Step, MONTHS, EVERY), max_size=4))
    return Rhythm(since, (Step(month_of(since), draw(EVERY)), *changes), draw(pauses(open_ended=open_ended)))


def plain(every: int, *, since: date = JUNE, rests: tuple[Pause, ...] = ()) -> Rhythm:
    return Rhythm(since, (Step(month_of(since), every),), rests)


def stands(every: int = 1, *, last: date | None = None, today: date = TODAY, rests: tuple[Pause, ...] = ()) -> Standing:
    return standing(plain(every, rests=rests), last=last, known=last, today=today)


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        (1, None, date(2026, 6, 30)),
        (3, None, date(2026, 6, 30)),
        (1, date(2026, 10, 31), date(2026, 11, 30)),
        (1, date(2026, 11, 1), date(2026, 12, 31)),
        (2, date(2026, 11, 1), date(2027, 1, 31)),
        (3, date(2026, 9, 15), date(2026, 12, 31)),
        (3, date(2026, 11, 30), date(2027, 2, 28)),
        (3, date(2027, 11, 30), date(2028, 2, 29)),
        (12, date(2026, 6, 15), date(2027, 6, 30)),
        (1, date(2026, 3, 12), date(2026, 6, 30)),
    ],
)
def test_a_self_assessment_is_due_by_the_end_of_its_month(every: int, last: date | None, due: date) -> None:
    assert next_due(plain(every), last=last, today=TODAY) == due


def test_nothing_is_asked_for_before_its_month_has_come() -> None:
    assert stands(last=date(2026, 10, 3)).due_by == date(2026, 11, 30)
    ahead = stands(last=date(2026, 11, 3))
    assert (ahead.done_on, ahead.asked_by, ahead.next_by) == (date(2026, 11, 3), None, date(2026, 12, 31))


def test_the_last_day_of_a_month_is_due_and_the_day_after_reads_since() -> None:
    october = date(2026, 10, 31)
    assert (stands(last=date(2026, 9, 3), today=october).due_by) == october
    after = stands(last=date(2026, 9, 3), today=date(2026, 11, 1))
    assert (after.due_by, after.overdue_since, after.asked_by) == (None, october, october)


def test_what_the_reader_may_not_know_of_is_not_told_and_yet_counts() -> None:
    hidden = standing(plain(1), last=date(2026, 11, 3), known=None, today=TODAY)
    assert (hidden.done_on, hidden.asked_by) == (None, None)


@pytest.mark.parametrize(
    ("steps", "due"),
    [
        ([(date(2026, 11, 1), 2)], date(2026, 12, 31)),
        ([(date(2026, 11, 1), 3)], date(2027, 1, 31)),
        # From December on, so November is asked for as before.
        ([(date(2026, 12, 1), 3)], date(2026, 11, 30)),
        # The later word counts from its month on, also over what was planned for a month behind it.
        ([(date(2026, 12, 1), 3), (date(2026, 11, 1), 2)], date(2026, 12, 31)),
        ([(date(2026, 11, 1), 3), (date(2026, 11, 1), 1)], date(2026, 11, 30)),
    ],
)
def test_a_rhythm_fades_and_comes_back_from_a_month_on(steps: list[tuple[date, int]], due: date) -> None:
    faded = Rhythm(JUNE, (Step(JUNE, 1), *(Step(*one) for one in steps)))
    assert next_due(faded, last=date(2026, 10, 7), today=TODAY) == due


def test_in_a_pause_nothing_is_due_or_overdue_and_the_day_back_is_known() -> None:
    overdue = stands(last=date(2026, 9, 3), today=date(2026, 11, 19), rests=(WINTER,))
    assert overdue.overdue_since == date(2026, 10, 31)
    for today in (date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 13)):
        resting = stands(last=date(2026, 9, 3), today=today, rests=(WINTER,))
        assert (resting.asked_by, resting.is_paused, resting.back_on) == (None, True, date(2026, 12, 14))


def test_what_is_open_moves_past_a_month_with_less_than_two_weeks_of_work() -> None:
    winter = (Pause(date(2026, 11, 14), date(2026, 12, 13)),)
    back = stands(last=date(2026, 9, 3), today=date(2026, 12, 14), rests=winter)
    assert (back.due_by, back.overdue_since, back.is_paused) == (date(2026, 12, 31), None, False)
    longer = (Pause(date(2026, 11, 14), date(2026, 12, 18)),)
    late = stands(last=date(2026, 9, 3), today=date(2026, 12, 19), rests=longer)
    assert (late.asked_by, late.next_by) == (None, date(2027, 1, 31))
    assert stands(last=date(2026, 9, 3), today=date(2027, 2, 3), rests=longer).overdue_since == date(2027, 1, 31)


@pytest.mark.parametrize(
    "pause", [Pause(date(2026, 11, 9), date(2026, 11, 11)), Pause(date(2026, 10, 31), date(2026, 10, 31))]
)
def test_a_pause_that_takes_no_month_away_leaves_what_was_open(pause: Pause) -> None:
    assert stands(last=date(2026, 8, 3), rests=(pause,)).overdue_since == date(2026, 9, 30)
    assert stands(last=date(2026, 10, 3), rests=(pause,)).due_by == date(2026, 11, 30)


def test_a_leave_over_new_year_takes_december_nothing_but_its_last_day() -> None:
    leave = (Pause(date(2026, 12, 31), date(2027, 1, 1)),)
    december = stands(last=date(2026, 11, 3), today=date(2026, 12, 30), rests=leave)
    assert (december.due_by, december.next_by) == (date(2026, 12, 30), date(2026, 12, 30))
    assert stands(last=date(2026, 11, 3), today=date(2026, 12, 31), rests=leave).asked_by is None
    assert stands(last=date(2026, 11, 3), today=date(2027, 1, 2), rests=leave).overdue_since == date(2026, 12, 30)
    assert falls_due_in(date(2026, 12, 1), plain(1, rests=leave), last=date(2026, 11, 3))


def test_a_pause_without_an_end_asks_for_nothing_ever_after() -> None:
    open_end = (Pause(date(2026, 11, 9), None),)
    resting = stands(last=date(2026, 9, 3), rests=open_end)
    assert (resting.is_paused, resting.back_on, resting.next_by) == (True, None, None)
    assert first_due(plain(1, rests=open_end), last=date(2026, 10, 5)) is None


def test_pauses_that_touch_are_one_way_back() -> None:
    two = (Pause(date(2026, 11, 9), date(2026, 11, 20)), Pause(date(2026, 11, 21), date(2026, 12, 4)))
    assert back_on(date(2026, 11, 10), two) == date(2026, 12, 5)
    assert back_on(date(2026, 11, 8), two) == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        (date(2028, 2, 1), date(2028, 2, 15), True),
        (date(2028, 2, 1), date(2028, 2, 16), False),
        (date(2028, 2, 29), date(2028, 2, 29), True),
        (date(2028, 2, 15), date(2028, 3, 4), True),
        (date(2028, 2, 14), date(2028, 3, 4), False),
        (date(2028, 2, 28), date(2028, 2, 28), True),
        (date(2028, 1, 31), date(2028, 2, 14), True),
        (date(2027, 12, 20), date(2028, 3, 4), False),
    ],
)
def test_a_leap_month_asks_by_its_days_of_work(first: date, last: date, asked: bool) -> None:
    assert asks(date(2028, 2, 1), (Pause(first, last),)) is asked


def test_a_paused_month_seals_nothing_and_the_month_after_does() -> None:
    rests = plain(1, rests=(Pause(date(2026, 11, 14), date(2026, 12, 13)),))
    last = date(2026, 10, 5)
    found = [falls_due_in(month, rests, last=last) for month in (date(2026, 11, 1), date(2026, 12, 1))]
    assert found == [False, True]


def test_old_rhythms_have_words_too() -> None:
    assert [rhythm_words(one) for one in (1, 3, 6)] == ["every month", "every 3 months", "every 6 months"]


@given(rhythms(), st.none() | DAYS, DAYS)
def test_at_most_one_thing_is_due_and_never_in_a_pause(rhythm: Rhythm, last: date | None, today: date) -> None:
    found = standing(rhythm, last=last, today=today)
    assert found.due_by is None or found.overdue_since is None
    assert found.is_paused is any(pause.holds(today) for pause in rhythm.pauses)
    if found.is_paused:
        assert found.asked_by is None
    if found.asked_by:
        assert asks(month_of(found.asked_by), rhythm.pauses)
        assert found.asked_by == due_day(month_of(found.asked_by), rhythm.pauses)
        assert month_of(rhythm.since) <= found.asked_by <= end_of_month(today)
    if found.overdue_since:
        assert found.overdue_since < today


@given(rhythms(), st.lists(st.integers(0, 27), min_size=24, max_size=24), st.lists(st.booleans(), min_size=24))
def test_of_two_years_no_month_is_asked_for_twice(rhythm: Rhythm, days: list[int], does: list[bool]) -> None:
    """Month after month, done on some day or left; what was done is not asked for again in its month."""
    last: date | None = None
    for count in range(24):
        month = months_later(rhythm.since, count)
        before = standing(rhythm, last=last, today=end_of_month(month))
        if before.asked_by and does[count]:
            last = month + timedelta(days=days[count])
            after = standing(rhythm, last=last, today=end_of_month(month))
            assert after.asked_by is None
            assert after.next_by is None or after.next_by > end_of_month(month)


@given(rhythms(), st.builds(Step, MONTHS, EVERY), st.none() | DAYS, MONTHS)
def test_a_later_change_never_alters_an_earlier_month(
    rhythm: Rhythm, step: Step, last: date | None, month: date
) -> None:
    changed = Rhythm(rhythm.since, (*rhythm.steps, step), rhythm.pauses)
    if month < step.month:
        assert falls_due_in(month, rhythm, last=last) is falls_due_in(month, changed, last=last)
        ends = end_of_month(month)
        assert standing(rhythm, last=last, today=ends).asked_by == standing(changed, last=last, today=ends).asked_by


@given(rhythms(), st.none() | DAYS, DAYS)
def test_what_was_overdue_stays_so_when_the_rhythm_changes_from_this_month_on(
    rhythm: Rhythm, last: date | None, today: date
) -> None:
    changed = Rhythm(rhythm.since, (*rhythm.steps, Step(month_of(today), 3)), rhythm.pauses)
    since = standing(rhythm, last=last, today=today).overdue_since
    assert since == standing(changed, last=last, today=today).overdue_since or since is None


@given(rhythms(), st.none() | DAYS, DAYS)
def test_a_pause_never_makes_anything_due(rhythm: Rhythm, last: date | None, today: date) -> None:
    without = Rhythm(rhythm.since, rhythm.steps)
    asked, plainly = (standing(one, last=last, today=today).asked_by for one in (rhythm, without))
    assert asked is None or (plainly is not None and month_of(plainly) <= month_of(asked))
    if falls_due_in(month_of(today), rhythm, last=last):
        assert falls_due_in(month_of(today), without, last=last)


@given(rhythms(), st.none() | DAYS, DAYS, st.integers(1, 90))
def test_a_pause_that_has_not_begun_takes_nothing_back_that_is_overdue(
    rhythm: Rhythm, last: date | None, today: date, ahead: int
) -> None:
    first = today + timedelta(days=ahead)
    if any(pause.last is None or pause.last >= first for pause in rhythm.pauses):
        return
    planned = Rhythm(rhythm.since, rhythm.steps, (*rhythm.pauses, Pause(first, None)))
    overdue = standing(rhythm, last=last, today=today).overdue_since
    assert standing(planned, last=last, today=today).overdue_since == overdue


@given(rhythms(open_ended=False), st.none() | DAYS, DAYS)
def test_nothing_is_lost_in_pauses_that_end(rhythm: Rhythm, last: date | None, today: date) -> None:
    due = next_due(rhythm, last=last, today=today)
    assert due is not None
    assert standing(rhythm, last=last, today=due).asked_by == due


@given(DAYS, pauses())
def test_the_day_back_is_a_day_of_work(day: date, rests: tuple[Pause, ...]) -> None:
    back = back_on(day, rests)
    if back is None:
        assert rests[-1].last is None
    else:
        assert back >= day
        assert not any(pause.holds(back) for pause in rests)


@given(MONTHS, pauses())
def test_a_month_asks_with_two_weeks_of_work_by_the_last_of_its_days_of_work(
    month: date, rests: tuple[Pause, ...]
) -> None:
    end = end_of_month(month)
    free = [
        month + timedelta(days=count)
        for count in range(end.day)
        if not any(pause.holds(month + timedelta(days=count)) for pause in rests)
    ]
    assert asks(month, rests) is (len(free) >= LEAST_DAYS)
    if asks(month, rests):
        assert due_day(month, rests) == free[-1]
    if end in free:
        assert free[-1] == end


@given(rhythms(), st.none() | DAYS, DAYS, st.integers(1, 62))
def test_a_pause_of_one_day_that_is_over_erases_nothing_that_is_overdue(
    rhythm: Rhythm, last: date | None, today: date, ago: int
) -> None:
    day = today - timedelta(days=ago)
    found = (
        standing(Rhythm(rhythm.since, rhythm.steps, rests), last=last, today=today).overdue_since
        for rests in ((), (Pause(day, day),))
    )
    plainly, paused = (one and month_of(one) for one in found)
    assert plainly == paused


@given(MONTHS, st.integers(-40, 40))
def test_months_are_counted_over_years(month: date, count: int) -> None:
    assert months_between(month, months_later(month, count)) == count
