"""When a self-assessment is due, and when a sealed pair lapses."""

from datetime import date, timedelta


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


def month_of(day: date) -> date:
    """The first day of the day's month, by which a pair is known."""
    return day.replace(day=1)


def lapse_day(month: date) -> date:
    """The day on which the seal of this month's pair lifts, whoever has rated: a whole month later."""
    return months_later(month, 2)


def falls_due_in(month: date, *, every: int, last: date | None, since: date) -> bool:
    """Whether a self-assessment is due in this month, `last` being the newest one from before it."""
    return month >= month_of(since) and is_due(self_assessment_due(every=every, last=last, since=since), month)
