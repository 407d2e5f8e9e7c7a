"""How long a person stays signed in: by role, and the strictest role that somebody holds decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.people.permits import Role

# When somebody was last seen is written no more often than this.
KEPT_EVERY = timedelta(minutes=1)
# So long after typing the password nobody is asked for it again.
FRESH_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Limit:
    """Signed out after so long without a click, and in any case so long after signing in."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class TimeOuts:
    everybody: Limit = Limit(timedelta(minutes=30), timedelta(hours=12))
    administrator: Limit = Limit(timedelta(minutes=15), timedelta(hours=8))

    def ends_at(self, roles: Collection[Role], *, since: datetime, last_seen: datetime) -> datetime:
        """The instant at which somebody with these roles is signed out, unless there is a click before."""
        limits = [self.everybody] + ([self.administrator] if Role.ADMINISTRATOR in roles else [])
        return min(min(since + limit.absolute, last_seen + limit.idle) for limit in limits)


def is_fresh(proven_at: datetime, now: datetime) -> bool:
    return now - proven_at < FRESH_FOR


def is_to_be_kept(last_seen: datetime, now: datetime) -> bool:
    return now - last_seen >= KEPT_EVERY
