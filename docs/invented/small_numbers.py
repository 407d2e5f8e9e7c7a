"""What the package shows of the invented groups to a reader who has no right to the individual records."""

from functools import cache

import numpy as np

from app.statistics.suppression.attacker import Mask, Table, intervals
from app.statistics.suppression.counts import Counts
from app.statistics.suppression.curves import Month, ShownCurve, curve
from app.statistics.suppression.portions import ShownShare, portion
from app.statistics.suppression.primary import primary
from app.statistics.suppression.quartiles import ShownQuartiles, quartiles
from app.statistics.suppression.rule import OUTSIDE
from app.statistics.suppression.shown import HIDDEN
from app.statistics.suppression.tables import suppress
from docs.invented import data


def counts() -> Counts:
    return Counts(data.UNITS, data.STAGES, data.PEOPLE, frozenset())


def small() -> Mask:
    """What is hidden for its own sake, with totals as last row and column."""
    return primary(counts(), OUTSIDE)


@cache
def hidden() -> Mask:
    """What is hidden in the table that may be shown, with totals as last row and column."""
    return np.pad([[cell is HIDDEN for cell in row] for row in suppress(counts(), OUTSIDE).cells], (0, 1))


def known(concealed: Mask) -> tuple[Table, Table]:
    """The smallest and the largest value that a reader can work out for each count."""
    return intervals(np.where(concealed, np.nan, counts().with_totals()))


def nearly_all() -> ShownShare:
    return portion(*data.NEARLY_ALL, data.BAR, OUTSIDE, is_zero_sensitive=False)


@cache
def shown_curve() -> ShownCurve:
    months = [
        Month(month, data.REACHED.get(month, 0), data.LAST_SEEN.get(month, 0))
        for month in sorted({*data.REACHED, *data.LAST_SEEN})
    ]
    return curve(data.COHORT, months, OUTSIDE)


def known_of_first() -> int:
    """What a reader would find in the first field if small counts alone were hidden."""
    low, high = known(small())
    return int(low[0, 0]) if low[0, 0] == high[0, 0] else -1


def fewest_for_quartiles() -> list[int]:
    """From how many people on there can be a median, and from how many a lower and an upper quartile."""
    groups = [found for people in range(OUTSIDE.people, 60) for found in _quartiles(people)]
    return [
        next(found.of for found in groups if found.median is not HIDDEN),
        next(found.of for found in groups if HIDDEN not in (found.lower, found.upper)),
    ]


def _quartiles(people: int) -> list[ShownQuartiles]:
    """Of groups at two stages."""
    lower = range(OUTSIDE.people, people - OUTSIDE.people + 1)
    return [_of_two_stages(few, people - few) for few in lower]


def _of_two_stages(few: int, others: int) -> ShownQuartiles:
    counts = Counts(("all",), data.STAGES, ((few, others, 0),), frozenset())
    return quartiles([2] * few + [5] * others, data.NINE, suppress(counts, OUTSIDE), "all")
