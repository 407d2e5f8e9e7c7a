"""Scales that are declared, tables of ratings, and the order in which they stand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.raters.counts import Count, Counts, Strip, counts, distribution, grid, strip
from app.statistics.raters.table import Dated, newest, ratings
from app.statistics.results import NotComputable, RefusedError
from app.statistics.scale import Scale
from app.statistics.shares.intervals import wilson
from tests.statistics.tables import NINE, cells, drawn, table, triples

calm = settings(max_examples=40, deadline=None, derandomize=True)


def test_a_scale_has_its_points_and_stages() -> None:
    assert list(NINE.points) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert NINE.stage_of(np.array([1.0, 3, 4, 6, 7, 9])).tolist() == [0, 0, 1, 1, 2, 2]
    assert np.isnan(NINE.stage_of(np.array([np.nan, 2.0]))).tolist() == [True, False]
    assert list(Scale(0, 1).points) == [0, 1]


def test_points_agree_by_the_square_of_their_distance() -> None:
    assert Scale(1, 3).quadratic_weights().tolist() == [[1, 0.75, 0], [0.75, 1, 0.75], [0, 0.75, 1]]
    assert Scale(1, 9).quadratic_weights()[0, 4] == 0.75


def test_a_scale_of_more_than_a_hundred_and_one_points_is_refused() -> None:
    assert len(Scale(0, 100).points) == 101
    with pytest.raises(RefusedError, match="^A scale has 101 points at most.$"):
        Scale(0, 101)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1)])
def test_a_scale_of_one_point_is_refused(low: int, high: int) -> None:
    with pytest.raises(RefusedError, match="^A scale has two points or more, the lowest first.$"):
        Scale(low, high)


@pytest.mark.parametrize("tops", [(3, 6), (3, 3, 9), (6, 3, 9), (0, 9), (3, 6, 10)])
def test_stages_that_do_not_rise_to_the_top_are_refused(tops: tuple[int, ...]) -> None:
    with pytest.raises(RefusedError, match="^Stages end at rising points of the scale, and the last one at its top.$"):
        Scale(1, 9, tops)


def test_a_stage_may_be_one_point() -> None:
    assert Scale(1, 3, (1, 2, 3)).stage_of(np.array([1.0, 2, 3])).tolist() == [0, 1, 2]


def test_a_table_counts_what_is_there_and_what_is_not() -> None:
    found = table([[1, 2, None], [None, 4, 5], [None, None, 9]])
    assert (len(found.cases), len(found.raters), found.rated, found.empty) == (3, 3, 5, 4)
    common = found.common()
    assert sorted(common.cases) == ["c000", "c001"]
    assert sorted(common.raters) == ["r0", "r1", "r2"]


def test_who_has_no_common_case_is_not_in_the_common_table() -> None:
    found = table([[1, 2, None], [3, 4, None], [None, None, 5]]).common()
    assert sorted(found.raters) == ["r0", "r1"]


def test_raters_are_picked_by_name_in_the_order_asked() -> None:
    found = table([[1, 2, 3], [4, 5, 6]])
    assert found.of("r2", "r0").raters == ("r2", "r0")
    assert sorted(found.of("r2", "r0").cells.tolist()) == [[3, 1], [6, 4]]
    with pytest.raises(RefusedError, match="^Otto is not among the raters.$"):
        found.of("r1", "Otto")


def test_a_table_that_no_machine_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.statistics.raters.table.MOST_CELLS", 6)
    assert table([[1, 2], [3, 4], [5, 6]]).rated == 6
    with pytest.raises(RefusedError, match="^7 cases by 1 raters are more than 6 cells.$"):
        table([[1]] * 7)


@pytest.mark.parametrize("point", [0, 10, 4.5, True, "5"])
def test_a_point_off_the_scale_is_refused(point: int) -> None:
    with pytest.raises(RefusedError, match=f"^{point} is not a point from 1 to 9.$"):
        ratings(NINE, [("Wren", "Cora", point)])


def test_the_ends_of_the_scale_are_points() -> None:
    assert table([[1, 9]]).cells.tolist() == [[1, 9]]


def test_a_second_rating_by_the_same_rater_is_refused() -> None:
    with pytest.raises(RefusedError, match="^Cora rated Wren twice; hand in the newest rating alone.$"):
        ratings(NINE, [("Wren", "Cora", 4), ("Wren", "Cora", None)])


def test_an_amended_rating_counts_once_and_in_its_newest_version() -> None:
    rows = [Dated("Wren", "Cora", 4, 1), Dated("Wren", "Cora", 6, 3), Dated("Wren", "Cora", 5, 2)]
    assert newest([*rows, Dated("Ash", "Cora", 2, 1)]) == [("Wren", "Cora", 6), ("Ash", "Cora", 2)]
    assert newest([*rows, Dated("Wren", "Cora", None, 4)]) == [("Wren", "Cora", None)]
    assert newest([Dated("Wren", "Cora", 4, 1), Dated("Wren", "Cora", 5, 1)]) == [("Wren", "Cora", 4)]


def test_a_withdrawn_rating_never_counts_and_changes_no_table() -> None:
    kept = [Dated("Wren", "Cora", 4, 1), Dated("Wren", "Sue", 5, 1)]
    gone = [Dated("Ash", "Cora", 9, 1), Dated("Ash", "Cora", 9, 2, is_withdrawn=True)]
    assert newest([*kept, *gone]) == newest(kept)
    assert newest([gone[1], gone[0], *kept]) == newest(kept)
    again = [*kept, *gone, Dated("Ash", "Cora", 7, 3)]
    assert ("Ash", "Cora", 7) in newest(again)


@calm
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_names_and_order_of_rows_change_no_cell(seed: int, random: object) -> None:
    rows = triples(drawn(seed, 7, 4, holes=0.3))
    first = ratings(NINE, rows)
    turned = [(f"z{999 - int(case[1:])}", f"q{9 - int(rater[1:])}", point) for case, rater, point in reversed(rows)]
    again = ratings(NINE, turned)
    assert np.array_equal(first.cells, again.cells, equal_nan=True)
    assert first.digest() == again.digest()
    assert first.digest() != ratings(Scale(1, 10), rows).digest()
    assert first.digest() != ratings(Scale(0, 9), rows).digest()


def test_pairs_are_counted_within_cases() -> None:
    found = counts(table([[1, 1, 2], [4, 6, None], [7, None, None], [3, 4, 9]]))
    assert isinstance(found, Counts)
    assert found.cases == 3
    assert (found.exact.count, found.exact.of) == (1, 7)
    assert (found.within_one.count, found.within_one.of) == (4, 7)
    assert isinstance(found.same_stage, Count)
    assert (found.same_stage.count, found.same_stage.of) == (4, 7)
    assert (found.all_within_one.count, found.all_within_one.of) == (1, 3)
    assert found.distribution == {1: 2, 2: 1, 3: 1, 4: 2, 5: 0, 6: 1, 7: 1, 8: 0, 9: 1}


def test_cases_high_on_the_scale_are_as_close_as_others() -> None:
    found = counts(table([[1, 1], [8, 9], [9, 9], [7, 9]]))
    assert isinstance(found, Counts)
    assert (found.all_within_one.count, found.all_within_one.of) == (3, 4)


def test_below_ten_cases_there_are_counts_and_no_interval() -> None:
    nine, ten = counts(table([[4, 5]] * 9)), counts(table([[4, 5]] * 10))
    assert isinstance(nine, Counts)
    assert isinstance(ten, Counts)
    assert nine.exact.interval == NotComputable("not computable: 9 cases, and an interval needs 10")
    assert nine.within_one.count == 9
    assert ten.exact.interval == wilson(0, 10)
    assert ten.within_one.interval == wilson(10, 10)


def test_whole_cases_have_wilson_limits_too() -> None:
    found = counts(table([[4, 5, 5], [4, 6, 5]] * 6))
    assert isinstance(found, Counts)
    assert found.all_within_one == Count(6, 12, wilson(6, 12))


def test_two_raters_have_wilson_limits_and_more_are_drawn_again() -> None:
    rows = drawn(3, 20, 3)
    two, three = counts(table([row[:2] for row in rows])), counts(table(rows))
    assert isinstance(two, Counts)
    assert isinstance(three, Counts)
    assert two.within_one.interval == wilson(two.within_one.count, 20)
    interval = three.within_one.interval
    assert not isinstance(interval, NotComputable)
    assert interval.method == "2000 draws of cases"
    share = three.within_one.count / 60
    assert interval.low < share < interval.high
    assert interval.high - interval.low > 0.1


def test_pairs_that_are_all_alike_are_no_more_certain_than_their_cases() -> None:
    found = counts(table([[point, point, point] for point in (4, 5) * 6]))
    assert isinstance(found, Counts)
    assert found.exact.count == 36
    assert found.exact.interval == wilson(12, 12)
    apart = counts(table([[1, 5, 9]] * 12))
    assert isinstance(apart, Counts)
    assert apart.within_one.interval == wilson(0, 12)


def test_without_stages_there_is_no_same_stage() -> None:
    found = counts(table([[4, 5]] * 3, Scale(1, 9)))
    assert isinstance(found, Counts)
    assert found.same_stage == NotComputable("not computable: no stages were named")


def test_who_shares_no_case_cannot_be_compared() -> None:
    assert counts(table([[4, None], [None, 5]])) == NotComputable("not computable: nobody rated the same case")


def test_a_grid_has_every_declared_point() -> None:
    found = grid(table([[1, 3, 9], [1, 2, None], [None, 2, 4], [1, 3, 1]], Scale(1, 9)), "r0", "r1")
    assert len(found) == 9
    assert all(len(row) == 9 for row in found)
    assert found[0][2] == 2
    assert found[0][1] == 1
    assert sum(map(sum, found)) == 3
    turned = grid(table([[1, 3], [1, 2]]), "r1", "r0")
    assert turned[2][0] == 1
    assert grid(table([[1, None], [None, 2]], Scale(1, 2)), "r0", "r1") == [[0, 0], [0, 0]]


def test_unused_points_are_in_the_distribution() -> None:
    assert distribution(cells([[1, None], [3, 3]]), Scale(1, 4)) == {1: 1, 2: 0, 3: 2, 4: 0}


def test_one_case_in_a_circle_is_a_strip() -> None:
    assert strip([6, 3, 4, 4], NINE) == Strip((3, 4, 4, 6), 3, 6, 4.0, 3, 3)
    assert strip([4, 5, 6, 7], NINE) == Strip((4, 5, 6, 7), 4, 7, 5.5, 2, 3)
    assert strip([5, 5], NINE) == NotComputable("not computable: 2 ratings, and a case needs 3 to compare")
    unnamed = strip([5, 5, 9], Scale(1, 9))
    assert isinstance(unnamed, Strip)
    assert unnamed.most_in_one_stage == NotComputable("not computable: no stages were named")


@pytest.mark.parametrize("point", [0, 10])
def test_a_strip_holds_points_of_the_scale_alone(point: int) -> None:
    with pytest.raises(RefusedError, match=f"^{point} is not a point from 1 to 9.$"):
        strip([4, 5, point], NINE)
