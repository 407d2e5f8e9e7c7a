"""What takes the place of a count: the count with its share, or nothing at all."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.statistics.results import Interval
from app.statistics.shares.intervals import wilson
from app.statistics.suppression.captions import Caption, exact


class Hidden(Enum):
    """One value for every hidden count: which were small and which only keep those safe must not be told either."""

    HIDDEN = "not shown"


HIDDEN: Final = Hidden.HIDDEN


@dataclass(frozen=True, slots=True)
class Shown:
    """A count that may be read. Share and interval come together, where their whole is shown and 11 or more."""

    value: int
    share: Caption | None
    interval: Interval | None


def shown(value: int, of: int | Hidden | None) -> Shown:
    """A count with its share of a whole that may itself be hidden or left out; then only the count is given."""
    share = exact(value, of) if isinstance(of, int) else None
    return Shown(value, share, wilson(value, share.of) if share else None)
