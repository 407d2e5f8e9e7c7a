"""Goals' flags stand by their day, on their side of a change and in the stage of their target."""

from datetime import date
from math import inf

import pytest

from app.analytics.mark_sizes import HOLDS_DIGIT, radius_of, rise_of
from app.analytics.pennants import Flown, Sizes, placed_flags, room_of, sizes_of
from app.analytics.series import Change, Flag, Series, series_of
from tests.analytics.samples import CHANGE, CORA, THEO, coach, five_levels, nine_points, own, until_november

# Wren's spring: two goals of Theo's time, one of its last days, and both of them saw a 6 before and after it.
SPRING = (Flag(date(2026, 4, 27), 5, 6), Flag(date(2026, 5, 26), 5, 6))
EDGES = (Flag(date(2025, 12, 1), 5, 6), Flag(date(2026, 6, 1), 3, 4), Flag(date(2026, 11, 30), 6, 7))
COLUMNS = (84.3, 68.0, 49.5, 45.0, 41.0, 34.0, 24.0, 22.0, 18.0, 12.0, 8.0, 4.0, 2.2)
ROWS = (45.6, 38.7, 20.0, 12.6, 10.2)


def a_crowded_spring(months: int) -> Series:
    given = [
        coach("2026-04", 5, THEO), own("2026-04", 6), coach("2026-05", 6, THEO), own("2026-05", 6),
        coach("2026-06", 4), coach("2026-06-20", 6), own("2026-06", 5), coach("2026-07", 6), own("2026-07", 6),
    ]  # fmt: skip
    moved = Change("unit", date(2026, 6, 20), "North", "South")
    return series_of(given, until_november(months), changes=[CHANGE, moved])


def sizes(column: float, row: float, *, narrow: bool) -> Sizes:
    radius = radius_of(column, row, narrow=narrow)
    rise = rise_of(column, radius)
    return sizes_of(column, row, radius, nine_points(), digits=radius >= HOLDS_DIGIT, rise=rise)


def ends_of(one: Flown, column: float) -> tuple[float, float]:
    """Left and right end of pole and cloth, in months."""
    return min(one.x, one.x + one.cloth.width / column), max(one.x, one.x + one.cloth.width / column)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("narrow", [True, False])
def test_in_a_drawing_of_any_width_a_flag_keeps_its_day_its_coach_and_its_stage(
    column: float, row: float, narrow: bool
) -> None:
    series = a_crowded_spring(12)
    for room in (0, 8, inf):
        for one in placed_flags((*SPRING, *EDGES), series, sizes(column, row, narrow=narrow), room=room):
            left, right = ends_of(one, column)
            assert abs(one.x - series.axis.place(one.flag.on)) <= 0.5 + 2 / column, one
            for placed in series.changes:
                is_before = one.flag.on < placed.change.on
                assert one.x < placed.x if is_before else one.x > placed.x, one
                assert right <= placed.x or left >= placed.x or abs(one.cloth.width) == 3, one
            stage = nine_points().stage_of(one.flag.target)
            height = one.flag.target * row + one.lift
            assert height + one.cloth.above <= (stage.points[-1] + 0.5) * row + 0.01, one
            assert height - one.cloth.below >= (stage.points[0] - 0.5) * row - 0.01, one


def test_of_two_goals_set_before_the_change_none_flies_in_the_time_of_the_next_coach() -> None:
    months, column = 24, 12.0
    series = series_of(
        [coach("2026-05", 5, THEO), own("2026-05", 6), coach("2026-06", 4, CORA), own("2026-06", 6)],
        until_november(months),
        changes=[CHANGE],
    )
    june = series.changes[0].x
    april, may = placed_flags(SPRING, series, sizes(column, 38.7, narrow=True))

    assert ends_of(april, column)[1] <= june
    assert ends_of(may, column)[1] <= june
    assert 16 <= april.x < 17
    assert 17 <= may.x < 18


def test_with_no_free_place_near_its_day_a_flag_is_smaller_and_then_a_corner_of_it_is_covered() -> None:
    wide, full = sizes(49.5, 20, narrow=False), a_crowded_spring(12)
    alone = series_of([], until_november())

    assert placed_flags(SPRING[1:], alone, wide)[0].cloth.digit
    assert not placed_flags(SPRING[1:], full, wide)[0].cloth.digit


def test_on_a_scale_of_single_levels_a_flag_stays_in_its_level() -> None:
    low = sizes_of(49.5, 18.4, 6.5, five_levels(), digits=False)
    (one,) = placed_flags([Flag(date(2026, 9, 9), 4, 5)], series_of([], until_november()), low)

    assert one.lift + one.cloth.above <= 9.2
    assert room_of([Flag(date(2026, 11, 30), 4, 5)], series_of([], until_november()), low) > 0
