"""What could be found by taking one published group from another: parent and part, last month and this, known and rest.

A group is a fixed list of people, never a filter.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from app.statistics.results import RefusedError
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.rule import Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden
from app.statistics.suppression.tables import ShownTable, suppress


def may_stand_beside(group: AbstractSet[str], parent: AbstractSet[str], threshold: Threshold) -> bool:
    """Whether a group may be shown beside the group it is part of: both large enough, the rest too, or nobody in it.

    Refuses a group with people who are not in the parent.
    """
    if not group <= parent:
        raise RefusedError("A group beside its parent has nobody who is not in the parent.")
    return threshold.shows(len(group)) and threshold.allows(len(parent - group))


def membership(published: AbstractSet[str], now: AbstractSet[str], threshold: Threshold) -> frozenset[str]:
    """Whose figures the next snapshot shows: those of the last published one, unless enough people came or went."""
    return frozenset(now if threshold.shows(len(published ^ now)) else published)


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
    group or the rest is too small for the two to be shown together. Refuses a parent that holds fewer than its part.
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
