"""A clock that tests set."""

from datetime import UTC, datetime, timedelta

# A Monday, mid-morning in California, in the middle of a month.
START = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)


class Clock:
    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at
