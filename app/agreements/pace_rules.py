"""From which month a rhythm may change, and which days a pause may have."""

from collections.abc import Collection
from datetime import date, timedelta

from app.ratings.rhythm import RHYTHMS, Pause, months_later

# How many months ahead a change can be planned, the present one counted.
MONTHS_AHEAD = 7
# A pause is planned at most so far ahead, and no longer than this.
FURTHEST = timedelta(days=366)


def months_offered(today: date) -> list[date]:
    """From which months on a rhythm can change: from this one or a later one. What was due before stays due."""
    return [months_later(today, count) for count in range(MONTHS_AHEAD)]


def earliest_day(today: date, *, since: date) -> date:
    """A leave is often written down when it is over, so a pause may begin in the month before, under this agreement."""
    return max(months_later(today, -1), since)


def rhythm_problems(*, months: int | None, month: date | None, today: date) -> dict[str, str]:
    problems = {}
    if months not in RHYTHMS:
        problems["months"] = "Choose how often: every month, every 2 months or every 3 months."
    if month not in months_offered(today):
        problems["from_month"] = "Choose this month or one of the next six. What was due before stays as it was."
    return problems


def pause_problems(
    first: date, last: date | None, *, earliest: date, today: date, others: Collection[Pause], kept: date | None = None
) -> dict[str, str]:
    """Field to sentence for everything about the days that does not do; empty when all of it does.

    `kept` is the first day of a pause that is there already. One that lies before `earliest` stays.
    """
    problems = {}
    stays = kept is not None and kept < earliest
    if stays and first != kept:
        problems["first_day"] = "This pause began so long ago that its first day stays."
    elif first < earliest and not stays:
        problems["first_day"] = f"Choose {_day(earliest)} or a later day. What was due before stays."
    elif first > today + FURTHEST:
        problems["first_day"] = "Choose a first day within the next 12 months."
    if last is not None:
        problems |= _last_day_problem(first, last, earliest, today)
    if not problems and any(_meet(Pause(first, last), other) for other in others):
        problems["first_day"] = "Some of these days are paused already. Change that pause, or choose other days."
    return problems


def may_change(pause: Pause, *, today: date) -> bool:
    """What was over before last month stays as it is."""
    return pause.last is None or pause.last >= months_later(today, -1)


def may_remove(pause: Pause, *, today: date) -> bool:
    """Before it has begun; on its first day, too, while that day is not over."""
    return pause.first >= today


def _meet(one: Pause, other: Pause) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)


def _last_day_problem(first: date, last: date, earliest: date, today: date) -> dict[str, str]:
    if last < first:
        return {"last_day": "The last day comes before the first day."}
    if last < earliest:
        return {"last_day": f"Choose {_day(earliest)} or a later day. What was due before stays."}
    if last > max(first, today) + FURTHEST:
        return {"last_day": "Choose a last day within 12 months, or leave it open."}
    return {}


def _day(value: date) -> str:
    return f"{value:%B} {value.day}, {value.year}"
