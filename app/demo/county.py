"""The county while it is being built: its people, their days, and how each of them signs in for an action."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app.clock import start_of
from app.demo.cast import Member
from app.frameworks.queries import LoadedVersion
from app.people.access import Viewer
from app.people.models import Account, Agency, Unit

# In the first days of a month too little can have happened, so the month before is the one under way.
_FIRST_DAYS = 3


@dataclass
class County:
    """What is built so far, by first name."""

    agency: Agency
    members: Sequence[Member]
    today: date
    built_at: datetime
    units: list[Unit] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    profiles: dict[str, LoadedVersion] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        """The last day of the stories: today, or the end of last month while this one is new."""
        return self.today if self.today.day > _FIRST_DAYS else self.today.replace(day=1) - timedelta(days=1)

    @property
    def month(self) -> date:
        """The first day of the month under way."""
        return self.last_day.replace(day=1)

    def viewer(self, first_name: str) -> Viewer:
        account = self.accounts[first_name]
        roles = next(member.roles for member in self.members if member.first_name == first_name)
        return Viewer(
            id=account.id, agency_id=self.agency.id, agency_name=self.agency.name, name=account.name,
            roles=frozenset(roles), zone=self.agency.time_zone, invented=True,
        )  # fmt: skip

    def at(self, day: date, hour: int = 15) -> datetime:
        """That hour of the day, and never later than now: nobody has rated in the future."""
        return min(start_of(day, self.agency.time_zone) + timedelta(hours=hour), self.built_at)

    def days_ago(self, days: int) -> date:
        """A working day of the month under way, about so many days before its last."""
        day = self.last_day - timedelta(days=days)
        return max(self.month, day - timedelta(days=max(0, day.weekday() - 4)))

    def name_of(self, account_id: UUID) -> str:
        return next(first for first, account in self.accounts.items() if account.id == account_id)
