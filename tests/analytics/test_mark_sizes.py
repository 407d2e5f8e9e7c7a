"""Marks are as large as their month allows, and none covers another."""

from itertools import combinations
from math import hypot

import pytest

from app.analytics.charts import narrow, sheet, small, wide
from app.analytics.series import Middle, series_of
from app.analytics.shapes import Dot, Drawing
from tests.analytics.samples import coach, nine_points, own, until_november

MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 12)]


def drawings(months: int, *, twice: bool = False) -> list[Drawing]:
    """Every month the same point from both, so that marks are as close as they can be."""
    given = [one for month in MONTHS for one in (coach(month, 4), own(month, 4))]
    given += [coach("2026-03-20", 4), own("2026-04-25", 4)] if twice else []
    series, middle = series_of(given, until_november(months)), Middle(4, until_november(months).months[0])
    return [
        wide(series, nine_points()), narrow(series, nine_points()), *small(series, nine_points(), "purpose"),
        wide(series, nine_points(), (), middle), narrow(series, nine_points(), (), middle),
        sheet(series, nine_points(), (), middle, height=180), sheet(series, nine_points(), height=92),
    ]  # fmt: skip


def apart(one: Dot, other: Dot) -> float:
    """What is between two marks, less than nothing where one covers the other."""
    reach = sum(dot.r * (1.253 if dot.kind == "self" else 1) for dot in (one, other))
    return hypot(one.x - other.x, one.y - other.y) - reach


@pytest.mark.parametrize("months", [6, 12, 24])
def test_marks_of_one_month_and_of_neighbours_never_cover_one_another(months: int) -> None:
    for drawing in drawings(months):
        assert min(apart(*pair) for pair in combinations(drawing.dots, 2)) > 0, drawing.key


def test_several_points_of_one_kind_in_a_month_are_smaller_and_stand_side_by_side() -> None:
    for drawing in drawings(12, twice=True):
        assert min(apart(*pair) for pair in combinations(drawing.dots, 2)) > -0.3, drawing.key
        assert len({dot.r for dot in drawing.dots}) > 1 or drawing.key == "wide"


def test_over_many_years_both_marks_of_a_month_can_be_told_apart() -> None:
    for drawing in drawings(36):
        (one, other) = drawing.dots[-2:]
        assert {one.kind, other.kind} == {"coach", "self"}
        assert apart(one, other) > -0.3, drawing.key


def test_a_mark_carries_its_digit_only_where_its_month_has_room_for_it() -> None:
    for drawing in drawings(24):
        assert all((dot.digit is None) == (dot.r < 8.2) for dot in drawing.dots)
    assert {dot.digit for dot in drawings(12)[-2].dots} == {4}
