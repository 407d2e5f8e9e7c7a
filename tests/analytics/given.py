"""Series to work figures out of: one coach's points, and the own ones of the same pairs, month after month."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.analytics.series import Given
from tests.analytics.samples import CORA, coach, own

TOLD = (2, 2, 3, 2, 3, 2, 3, 5, 5, 6, 5, 6, 6, 7)
OWN = (3, 2, 3, 4, 3, 3, 4, 5, 7, 6, 6, 6, 7, 7)


def months_from(year: int, month: int, count: int) -> list[str]:
    numbers = range(year * 12 + month - 1, year * 12 + month - 1 + count)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]


def coached(points: Sequence[int], year: int = 2025, month: int = 10, rater: str = CORA) -> list[Given]:
    """One a month, on the third."""
    return [coach(on, point, rater) for on, point in zip(months_from(year, month, len(points)), points, strict=True)]


def in_pairs(coach_points: Sequence[int], own_points: Sequence[int]) -> list[Given]:
    """Both sides of one pair a month."""
    theirs = coached(coach_points)
    mine = [own(f"{one.on:%Y-%m}", point) for one, point in zip(theirs, own_points, strict=True)]
    return [replace(one, pair=UUID(int=number)) for side in (theirs, mine) for number, one in enumerate(side, start=1)]
