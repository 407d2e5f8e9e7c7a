"""Days and hours where the agency is, also on the nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_FRIDAY = 4


def instant_of(day: date, at: time, zone: str) -> datetime | None:
    """The instant of a time where the agency is; none for one that the clocks leave out that night.

    Of a time that comes twice, when the clocks go back, the first one is meant.
    """
    local = datetime.combine(day, at)
    instant = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    return instant if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local else None


def working_day_from(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)


def same_weekday_next_month(day: date) -> date:
    """Four weeks on, or five where four would fall into the same month."""
    later = day + timedelta(weeks=4)
    return later if (later.year, later.month) != (day.year, day.month) else day + timedelta(weeks=5)
