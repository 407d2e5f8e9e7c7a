"""Indices that set agreement beside chance: alpha, kappa, AC2 and their kin."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.arrays import Floats
from app.statistics.raters import chance, kappa
from app.statistics.raters.alpha import _coincidences as coincidences
from app.statistics.raters.alpha import _ordinal as alpha_of_sums
from app.statistics.raters.alpha import alpha, coefficient
from app.statistics.raters.counts import grid
from app.statistics.raters.resampling import by_case
from app.statistics.raters.table import Ratings, ratings
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.scale import Scale
from tests.statistics.tables import NINE, drawn, table, triples

calm = settings(max_examples=25, deadline=None, derandomize=True)
# An interval takes some thousand draws, so that fewer tables are tried where one is asked for.
few = settings(max_examples=8, deadline=None, derandomize=True)
SEEDS = st.integers(0, 10_000)


def value(found: object) -> float:
    assert isinstance(found, Estimate | chance.Index | kappa.Kappa), found
    return found.value


def interval(found: object) -> Interval:
    assert isinstance(found, Estimate)
    assert isinstance(found.interval, Interval)
    return found.interval


def weighted(found: Ratings) -> float:
    counted = np.array(grid(found, "r0", "r1"), dtype=np.float64)
    return value(kappa.coefficient(counted, NINE.quadratic_weights()))


@calm
@given(SEEDS)
def test_turning_the_scale_around_changes_no_index(seed: int) -> None:
    rows = drawn(seed, 14, 3)
    turned = [[10 - point for point in row if point is not None] for row in rows]
    first, second, weights = table(rows), table(turned), NINE.quadratic_weights()
    assert coefficient(second) == pytest.approx(coefficient(first), abs=1e-12)
    for index in (chance.gwet, chance.conger, chance.fleiss):
        assert value(index(second, weights)) == pytest.approx(value(index(first, weights)), abs=1e-12)
    assert weighted(second) == pytest.approx(weighted(first), abs=1e-12)


@few
@given(SEEDS)
def test_who_rated_nothing_and_what_one_person_rated_leave_alpha_alone(seed: int) -> None:
    rows = drawn(seed, 12, 3, holes=0.1)
    given = triples(rows)
    more = [*given, ("c000", "Otto", None), ("c900", "r1", 9), ("c901", "Stan", 1)]
    assert alpha(ratings(NINE, more)) == alpha(ratings(NINE, given))


@calm
@given(SEEDS)
def test_interval_alpha_is_the_one_with_quadratic_weights(seed: int) -> None:
    found = table(drawn(seed, 12, 3, holes=0.2))
    quadratic = chance.krippendorff(found, NINE.quadratic_weights())
    assert value(quadratic) == pytest.approx(coefficient(found, "interval"), abs=1e-9)
    nominal = chance.krippendorff(found, np.eye(9))
    assert value(nominal) == pytest.approx(coefficient(found, "nominal"), abs=1e-9)


@few
@given(st.lists(st.integers(1, 9), min_size=10, max_size=20).filter(lambda points: len(set(points)) > 1))
def test_perfect_agreement_is_one(points: list[int]) -> None:
    found = table([[point, point, point] for point in points])
    assert value(alpha(found)) == pytest.approx(1)
    assert value(chance.ac2(found)) == pytest.approx(1)
    assert value(kappa.kappa(found, "r0", "r2")) == pytest.approx(1)


@few
@given(SEEDS)
def test_no_index_and_no_limit_is_above_one(seed: int) -> None:
    found = table(drawn(seed, 12, 3, noise=0.2))
    for one in (alpha(found), chance.ac2(found), kappa.kappa(found, "r0", "r1")):
        assert value(one) <= 1 + 1e-12
        if isinstance(one, Estimate) and isinstance(one.interval, NotComputable):
            continue
        assert interval(one).low <= value(one) <= interval(one).high <= 1 + 1e-12
        assert interval(one).low >= -1


def test_agreement_without_a_gap_is_one_and_never_certain() -> None:
    found = table([[point] * 3 for point in (1, 2, 3, 4, 5, 6, 7, 8, 9, 5)])
    for one in (alpha(found), kappa.kappa(found, "r0", "r1")):
        assert value(one) == pytest.approx(1)
        assert isinstance(one, Estimate)
        assert one.interval == NotComputable("not computable: every draw of cases gave the same figure")
    flat = chance.ac2(found)
    assert isinstance(flat, Estimate)
    assert flat.interval == NotComputable("not computable: these ratings leave nothing to chance")
    many = kappa.kappa(table([[point] * 2 for point in range(1, 10)] * 6), "r0", "r1")
    assert isinstance(many, Estimate)
    assert many.interval == NotComputable("not computable: these ratings leave nothing to chance")


def test_limits_hold_the_figure_they_are_for() -> None:
    found = by_case(np.array([[0.0, 1]] * 19 + [[9.0, 1]]), lambda total: float(total[0] if total[0] != 9 else 30))
    assert isinstance(found, Interval)
    assert found.low <= 30 <= found.high


def test_alpha_answers_to_the_order_of_points_unless_told_otherwise() -> None:
    found = table(drawn(1, 15, 3))
    assert value(alpha(found)) == coefficient(found) == coefficient(found, "ordinal")
    assert coefficient(found) != coefficient(found, "interval")
    assert interval(alpha(found)).method == "2000 draws of cases"


def test_every_degenerate_table_is_answered_in_a_sentence() -> None:
    same = table([[5, 5, 5]] * 12)
    alone = table([[4, None], [None, 5]] * 6)
    one = table([[4, 5, 6]])
    nine = table(drawn(2, 9, 3))
    for index in (alpha, chance.ac2, lambda found: kappa.kappa(found, "r0", "r1")):
        assert index(same) == NotComputable("not computable: every rating was the same; exact agreement 100%")
        assert index(alone) == NotComputable("not computable: nobody rated the same case")
        assert index(one) == NotComputable("not computable: one case")
        assert index(nine) == NotComputable("not computable: 9 cases with two ratings or more, and an index needs 10")
        assert isinstance(index(table(drawn(2, 10, 3))), Estimate)


def test_a_judge_who_used_one_point_has_no_kappa() -> None:
    lazy = table([[point, 5] for point in (1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 4, 6)])
    assert kappa.kappa(lazy, "r0", "r1") == NotComputable("not computable: r1 used one point alone for these cases")
    bare = kappa.coefficient(np.array(grid(lazy, "r0", "r1"), dtype=float), NINE.quadratic_weights())
    assert value(bare) == pytest.approx(0)
    both = np.zeros((9, 9))
    both[4, 4] = 12
    assert kappa.coefficient(both, NINE.quadratic_weights()) == NotComputable(
        "not computable: chance alone would give these ratings"
    )
    assert kappa.coefficient(np.zeros((9, 9)), NINE.quadratic_weights()) == NotComputable(
        "not computable: chance alone would give these ratings"
    )


@pytest.mark.parametrize("shapes", [((2, 3), (2, 3)), ((2, 2), (3, 3)), ((4,), (4,))])
def test_kappa_refuses_tables_that_are_not_square(shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    counted, weights = (np.ones(shape) for shape in shapes)
    with pytest.raises(RefusedError, match="^Kappa needs a square table, and a weight for each of its cells.$"):
        kappa.coefficient(counted, weights)


def test_fifty_cases_take_the_large_sample_limits() -> None:
    many, few = table(drawn(5, 50, 2)), table(drawn(5, 49, 2))
    limits = interval(kappa.kappa(many, "r0", "r1"))
    assert limits.method == "large sample"
    assert interval(kappa.kappa(few, "r0", "r1")).method == "2000 draws of cases"
    bare = kappa.coefficient(np.array(grid(many, "r0", "r1"), dtype=float), NINE.quadratic_weights())
    assert isinstance(bare, kappa.Kappa)
    assert limits.low == pytest.approx(bare.value - 1.959964 * bare.error, abs=1e-6)
    assert limits.high == pytest.approx(min(1, bare.value + 1.959964 * bare.error), abs=1e-6)


def test_large_sample_limits_stop_at_one() -> None:
    rows = [[point, point] for point in (1, 2, 3, 4, 5, 6, 7, 8, 9) * 6] + [[5, 6]]
    found = kappa.kappa(table(rows), "r0", "r1")
    assert interval(found).high == 1
    assert value(found) == pytest.approx(0.9988, abs=1e-3)


def test_one_odd_case_among_equal_ones_gives_a_kappa_without_an_interval() -> None:
    found = kappa.kappa(table([[5, 5]] * 11 + [[9, 9]]), "r0", "r1")
    assert value(found) == pytest.approx(1)
    assert isinstance(found, Estimate)
    assert found.interval == NotComputable("not computable: too few kinds of case to draw an interval from")


def test_drawn_and_large_sample_limits_are_much_the_same() -> None:
    few, many = drawn(8, 49, 2), drawn(8, 49, 2) + [[5, 5]]
    near = interval(kappa.kappa(table(few), "r0", "r1"))
    large = interval(kappa.kappa(table(many), "r0", "r1"))
    assert near.low == pytest.approx(large.low, abs=0.08)
    assert near.high == pytest.approx(large.high, abs=0.08)


def test_points_that_nobody_used_still_belong_to_the_scale() -> None:
    rows = drawn(4, 14, 3)
    used = [[None if point is None else min(max(point, 3), 7) for point in row] for row in rows]
    assert value(chance.ac2(table(used, Scale(1, 9)))) > value(chance.ac2(table(used, Scale(3, 7))))
    assert value(alpha(table(used, Scale(1, 9)))) == pytest.approx(value(alpha(table(used, Scale(3, 7)))))


def test_ac2_has_limits_by_the_number_of_cases() -> None:
    found = table(drawn(6, 30, 4))
    bare = chance.gwet(found, NINE.quadratic_weights())
    assert isinstance(bare, chance.Index)
    limits = interval(chance.ac2(found))
    assert limits.method == "t over cases"
    assert limits.low == pytest.approx(bare.value - 2.04523 * bare.error, abs=1e-5)


def test_other_indices_say_so_when_nobody_rated_the_same_case_or_chance_is_certain() -> None:
    alone = table([[4, None], [None, 5]])
    same = table([[5, 5], [5, 5]])
    for index in (chance.gwet, chance.fleiss, chance.conger, chance.brennan_prediger, chance.krippendorff):
        assert index(alone, np.eye(9)) == NotComputable("not computable: nobody rated the same case")
    for index in (chance.fleiss, chance.conger, chance.krippendorff):
        assert index(same, np.eye(9)) == NotComputable("not computable: chance alone would give these ratings")
    assert value(chance.gwet(same, np.eye(9))) == 1
    one = chance.gwet(table([[4, 5]]), np.eye(9))
    assert isinstance(one, chance.Index)
    assert one.error == math.inf


def test_draws_are_the_same_for_the_same_data_and_stand_for_the_cases() -> None:
    cases = np.column_stack([np.arange(20, dtype=np.float64), np.ones(20)])

    def mean(total: Floats) -> float:
        return float(total[0] / total[1])

    found = by_case(cases, mean)
    assert isinstance(found, Interval)
    assert found == by_case(cases[::-1], mean)
    assert found != by_case(cases + (100, 0), mean)
    # The mean of 20 draws from 0 to 19 strays by 5.77 / √20 = 1.29, so the limits are 2.5 to either side of 9.5.
    assert found.low == pytest.approx(9.5 - 2.53, abs=0.2)
    assert found.high == pytest.approx(9.5 + 2.53, abs=0.2)
    assert found.method == "2000 draws of cases"


def test_cases_that_add_the_same_are_drawn_as_often_as_they_are_there() -> None:
    alike = by_case(np.array([[0.0, 1]] * 30 + [[1.0, 1]] * 10), lambda total: float(total[0] / total[1]))
    assert isinstance(alike, Interval)
    # A share of 0.25 among 40 strays by 0.068.
    assert alike.low == pytest.approx(0.25 - 1.96 * 0.0685, abs=0.02)
    assert alike.high == pytest.approx(0.25 + 1.96 * 0.0685, abs=0.02)


@pytest.mark.parametrize(("undefined", "is_given"), [(0.02, True), (0.10, False)])
def test_too_many_draws_without_a_figure_give_no_interval(undefined: float, is_given: bool) -> None:
    random = np.random.default_rng(3)
    found = by_case(
        np.arange(10, dtype=np.float64)[:, None],
        lambda total: math.nan if random.random() < undefined else float(total[0]),
    )
    assert isinstance(found, Interval) == is_given
    if not is_given:
        assert found == NotComputable("not computable: too few kinds of case to draw an interval from")


@calm
@given(SEEDS)
def test_the_figure_that_is_drawn_is_the_library_s(seed: int) -> None:
    found = table(drawn(seed, 11, 4, holes=0.3))
    common = found.common()
    assert alpha_of_sums(coincidences(common).sum(axis=0)) == pytest.approx(coefficient(found), abs=1e-12)


def test_a_hundred_thousand_ratings_are_no_trouble() -> None:
    rows = drawn(1, 20_000, 5, holes=0.1)
    found = table(rows)
    assert interval(alpha(found)).high - interval(alpha(found)).low < 0.02
