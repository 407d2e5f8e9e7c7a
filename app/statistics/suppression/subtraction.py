"""What could be found by taking one published group from another: parent and part, last month and this, known and rest.

A group is a fixed list of people, never a filter.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from app.statistics.results import RefusedError
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.rule import Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden
from app.statistics.suppression.tables import ShownTable, suppress

# In months.
QUARTER = 3


def membership(published: AbstractSet[str], now: AbstractSet[str], threshold: Threshold) -> frozenset[str]:
    """Whose figures the next snapshot shows: those of now, if those who joined are none or enough, and so are leavers.

    Otherwise those of the last published snapshot: one person left among ten who joined would be told by subtraction.
    """
    is_safe = threshold.allows(len(now - published)) and threshold.allows(len(published - now))
    return frozenset(now if is_safe else published)


def snapshot(published: Counts, now: Counts, months: int, threshold: Threshold, interval: int = QUARTER) -> Counts:
    """Which counts of the same people are shown next, `months` after those last published.

    Those of now, where every count and total has changed by nobody or by at least the threshold, or once the agreed
    `interval` of months has passed; until then the published ones stay. Within an interval the difference of two pages
    so tells of no few people. Between intervals it may: (20, 21, 15) and then (19, 22, 15) say that one person moved
    within a quarter, though not who or when, and that is accepted. A shorter interval tells more. The rule of this
    project. Refuses an interval of less than a month, a
    snapshot from before the published one, and counts that differ in anything but people.
    """
    if interval < 1 or months < 0:
        raise RefusedError("Snapshots follow each other, and an interval is a month or more.")
    if replace(published, people=now.people) != now:
        raise RefusedError("Two snapshots are of the same groups and categories, counted in the same way.")
    changes = np.abs(now.with_totals() - published.with_totals())
    is_safe = months >= interval or all(threshold.allows(int(change)) for change in changes.flat)
    return now if is_safe else published


def beside_parent(
    names: tuple[str, str],
    part: Sequence[int],
    parent: Sequence[int],
    categories: Sequence[str],
    sensitive: AbstractSet[str],
    threshold: Threshold,
) -> ShownTable | Hidden:
    """A group, the rest of its parent, and the parent itself as the totals of the categories.

    `names` are those of the group and of the rest; the counts stand in the order of `categories`. Hidden where the
    group or the rest is too small for the two to be shown together. Two tables that are each safe are not safe side by
    side: (21, 15, 12) beside (27, 22, 13) tells of the rest that it is (6, 7, 1). Refuses a parent that holds fewer
    than its part.
    """
    rest = tuple(whole - some for whole, some in zip(parent, part, strict=True))
    if min(rest) < 0:
        raise RefusedError("A parent holds at least as many as the group inside it.")
    counts = Counts(names, tuple(categories), (tuple(part), rest), frozenset(sensitive))
    return suppress(counts, threshold) if threshold.shows(sum(part)) and threshold.allows(sum(rest)) else HIDDEN


def beside_known(
    names: tuple[str, str],
    known: Sequence[int],
    rest: Sequence[int],
    categories: Sequence[str],
    sensitive: AbstractSet[str],
    threshold: Threshold,
) -> ShownTable:
    """What a supervisor sees of a unit: exact figures over those who share, and of the rest what any reader may see.

    `names` are those of the two groups. The unit as a whole stands in the totals of the categories, hidden wherever
    taking away those who share would tell of the rest. How many were assessed is a fact of coverage and always there.
    """
    counts = Counts(
        names,
        tuple(categories),
        (tuple(known), tuple(rest)),
        frozenset(sensitive),
        group_totals=Totals.OPEN,
        grand_total=Totals.OPEN,
        known=frozenset(names[:1]),
    )
    return suppress(counts, threshold)
