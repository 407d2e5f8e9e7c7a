"""When a digest is due: where the agency is, in summer and winter, over the ends of months and years."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.reminders.rules import Choices, Kind, Line, Pace, begins_at, lines_of, period_of, wanted


@pytest.mark.parametrize(
    ("at", "zone", "period"),
    [
        # Monday at seven in California, the week before and after the clocks go back.
        ("2026-10-26T13:59Z", "America/Los_Angeles", None),
        ("2026-10-26T14:00Z", "America/Los_Angeles", date(2026, 10, 26)),
        ("2026-11-02T14:00Z", "America/Los_Angeles", None),
        ("2026-11-02T15:00Z", "America/Los_Angeles", date(2026, 11, 2)),
        # And forward.
        ("2027-03-08T14:59Z", "America/Los_Angeles", None),
        ("2027-03-08T15:00Z", "America/Los_Angeles", date(2027, 3, 8)),
        ("2027-03-15T13:59Z", "America/Los_Angeles", None),
        ("2027-03-15T14:00Z", "America/Los_Angeles", date(2027, 3, 15)),
        # Honolulu has no summer time, and it is Monday there when the clock of the world says so already.
        ("2026-11-30T16:59Z", "Pacific/Honolulu", None),
        ("2026-11-30T17:00Z", "Pacific/Honolulu", date(2026, 11, 30)),
        # On the first of December in London it is still November 30 there, and after seven in the evening.
        ("2026-12-01T04:59Z", "Pacific/Honolulu", date(2026, 11, 30)),
        ("2026-12-01T05:00Z", "Pacific/Honolulu", None),
        # In Guam it is Tuesday by then.
        ("2026-11-30T21:00Z", "Pacific/Guam", date(2026, 11, 30)),
        # The week of a year's end.
        ("2027-01-01T16:00Z", "America/Los_Angeles", date(2026, 12, 28)),
        ("2027-01-02T16:00Z", "America/Los_Angeles", None),
    ],
)
def test_the_week_begins_on_monday_at_seven_where_the_agency_is(at: str, zone: str, period: date | None) -> None:
    assert period_of(Pace.WEEKLY, datetime.fromisoformat(at), zone) == period


def test_every_weekday_has_its_own_and_monday_shares_it_with_the_week() -> None:
    noon = datetime(2026, 11, 16, 20, 0, tzinfo=UTC)
    found = [period_of(Pace.DAILY, noon + timedelta(days=days), "America/Los_Angeles") for days in range(7)]
    assert found == [*(date(2026, 11, 16 + days) for days in range(5)), None, None]
    assert period_of(Pace.WEEKLY, noon, "America/Los_Angeles") == found[0]
    assert period_of(Pace.NEVER, noon, "America/Los_Angeles") is None


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 10, 26), 14), (date(2026, 11, 2), 15), (date(2027, 3, 8), 15), (date(2027, 3, 15), 14)],
)
def test_seven_is_seven_by_the_clock_on_the_wall(day: date, hour: int) -> None:
    assert begins_at(day, "America/Los_Angeles") == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_things_are_counted_by_kind_with_the_first_of_their_days() -> None:
    early, late = date(2026, 11, 3), date(2026, 11, 30)
    things = [(Kind.WORD, late), (Kind.CHECK_BACK, late), (Kind.WORD, early)]
    assert lines_of(things) == (Line(Kind.CHECK_BACK, 1, late), Line(Kind.WORD, 2, early))
    assert lines_of([]) == ()


def test_what_is_switched_off_is_not_told() -> None:
    lines = lines_of([(Kind.WORD, date(2026, 11, 3)), (Kind.CHECK_BACK, date(2026, 11, 3))])
    assert wanted(lines, Choices()) == lines
    assert [line.kind for line in wanted(lines, Choices(off=frozenset({Kind.WORD})))] == [Kind.CHECK_BACK]
    assert wanted(lines, Choices(pace=Pace.NEVER)) == ()
