"""The one place where the program asks what time it is."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request


def now() -> datetime:
    return datetime.now(UTC)


def asked_at(request: Request) -> datetime:
    """When this request is answered, the same instant from its first line to its last."""
    found: datetime = request.app.state.now()
    return found


Now = Annotated[datetime, Depends(asked_at)]


def start_of(day: date, zone: str) -> datetime:
    """The first instant of a day where the agency is, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def day_of(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()
