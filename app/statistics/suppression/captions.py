"""What may be said of a share: exact, or no more than that it lies under or over a whole percent."""

from dataclasses import dataclass
from enum import StrEnum

from app.statistics.results import RefusedError
from app.statistics.shares.percent import DECIMAL_FROM
from app.statistics.shares.threshold import FEWEST
from app.statistics.suppression.rule import NARROWEST, Threshold

# Up to so many people, a share nearer than so many percent to none or all is not told exactly.
_CAPS = ((20, 20), (40, 10), (100, 5), (300, 2))
_CAP_OF_MANY = 1


class Kind(StrEnum):
    EXACT = "exact"
    UNDER = "under"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Caption:
    """A share in percent, of how many. Decimals come from 200 people on; under and over take whole percents."""

    kind: Kind
    percent: float
    of: int

    @property
    def text(self) -> str:
        """*67% of 84*, *over 87% of 84*."""
        decimals = 1 if self.kind is Kind.EXACT and self.of >= DECIMAL_FROM else 0
        word = "" if self.kind is Kind.EXACT else f"{self.kind} "
        return f"{word}{self.percent:.{decimals}f}% of {self.of:,}"

    def counts(self) -> range:
        """Every count that this caption leaves possible."""
        if self.kind is Kind.UNDER:
            return range(-(-int(self.percent) * self.of // 100))
        if self.kind is Kind.OVER:
            return range(int(self.percent) * self.of // 100 + 1, self.of + 1)
        raise RefusedError("An exact share stands for one count.")


def exact(reached: int, of: int) -> Caption | None:
    """The share as it is; None of fewer than 11, where a percentage would say more than the count does."""
    return Caption(Kind.EXACT, round(100 * reached / of, int(of >= DECIMAL_FROM)), of) if of >= FEWEST else None


def cap(of: int) -> int:
    """How near to none or to all, in percent, a share of so many people may be told.

    Practice of education agencies: National Center for Education Statistics (2011), SLDS Technical Brief 3, NCES
    2011-603.
    """
    return next((percent for most, percent in _CAPS if of <= most), _CAP_OF_MANY)


def is_beyond_cap(count: int, of: int) -> bool:
    """Whether a count is so few or so many of its group that its share may not be told exactly."""
    return 100 * min(count, of - count) < cap(of) * of


def caption(reached: int, of: int, threshold: Threshold, *, is_zero_sensitive: bool) -> Caption | None:
    """What may be said of `reached` out of `of`; None where nothing may.

    A side of 1 to threshold-1 people, everybody, and nobody where that tells something, are given as *under* or *over*
    a percent that leaves every such count possible; so are shares beyond the cap of their group. In a group of less
    than two thresholds the two sides would give each other away, so that nothing is said. Refuses a count outside 0 to
    `of`.
    """
    if not 0 <= reached <= of:
        raise RefusedError(f"A share of {of} cannot have {reached} in it.")
    if of < max(FEWEST, threshold.people):
        return None
    if reached == 0 and not is_zero_sensitive:
        return exact(reached, of)
    if threshold.shows(min(reached, of - reached)) and not is_beyond_cap(reached, of):
        return exact(reached, of)
    if of < 2 * threshold.people:
        return None
    edge = max(cap(of), 100 - _edge(of, threshold))
    return Caption(Kind.UNDER, edge, of) if 2 * reached < of else Caption(Kind.OVER, 100 - edge, of)


def _edge(of: int, threshold: Threshold) -> int:
    """The percent over which a rest of up to threshold-1 lies: *over 87%* for up to 10 of 84.

    It is the share that one person more in the rest would make, rounded, as long as the largest rest still lies over
    it. A threshold of 5 takes a rest of up to 5, so that the words alone leave at least six counts possible. A reader
    who knows the rule also knows that a rest of the threshold is told exactly: to that reader there stay the counts of
    0 to threshold-1, without the zero where it is told. These are four, 1 to 4, at a threshold of 5.
    """
    most = max(threshold.people - 1, NARROWEST)
    rounded = (200 * (of - most - 1) + of) // (2 * of)
    return min(rounded, -(-100 * (of - most) // of) - 1)
