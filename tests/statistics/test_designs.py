"""Studies of persons, tasks and raters, and what other designs would buy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.published import read
from app.statistics.raters.decisions import Split, decide, spend
from app.statistics.raters.designs import COMPONENTS, Study, draws, nested_study
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.scale import Scale

NINE = Scale(1, 9)
METHOD = "generalized pivot, 10000 draws"
Scores = list[list[int | None]]


def brennan() -> tuple[Scores, list[str]]:
    data = next(example.data for example in read() if example.key == "E16_brennan_2001_table_3_2")
    return data["scores"], data["tasks"]


def studied(scores: Scores, tasks: list[str], scale: Scale = NINE) -> Study:
    found = nested_study(scores, tasks, scale)
    assert isinstance(found, Study), found
    return found


def components(study: Study) -> dict[str, float]:
    return {name: getattr(study.components, name).value for name in COMPONENTS}


def limits(figure: Estimate | NotComputable) -> list[float]:
    assert isinstance(figure, Estimate)
    assert isinstance(figure.interval, Interval)
    return [figure.interval.low, figure.interval.high]


def value(figure: Estimate | NotComputable) -> float:
    assert isinstance(figure, Estimate)
    return figure.value


# Two persons, two tasks, two raters each: every sum can be done by hand.
SMALL: Scores = [[1, 3, 4, 8], [5, 5, 6, 6]]


def test_a_study_small_enough_to_do_by_hand() -> None:
    # Persons 16 and 22 of 4, tasks 14 and 24 of 4, raters 6, 8, 10, 14 of 2, cells 4, 12, 10, 12 of 2; in all 38 of 8.
    study = studied(SMALL, ["a", "a", "b", "b"])
    squares = study.mean_squares
    assert (study.persons, study.tasks, study.raters, study.ratings) == (2, 2, 2, 8)
    assert (squares.person, squares.task) == (185 - 180.5, 193 - 180.5)
    assert (squares.rater_in_task, squares.person_by_task) == ((198 - 193) / 2, 202 - 185 - 193 + 180.5)
    assert squares.residual == (212 - 198 - 202 + 193) / 2
    assert components(study) == {
        "person": (4.5 - 4.5) / 4,
        "task": (12.5 - 2.5 - 4.5 + 2.5) / 4,
        "rater_in_task": (2.5 - 2.5) / 2,
        "person_by_task": (4.5 - 2.5) / 2,
        "residual": 2.5,
    }
    assert study.notes == ()


def test_brennan_s_components_carry_the_spread_of_their_mean_squares() -> None:
    study = studied(*brennan())
    # A residual with 81 degrees of freedom: 2.380247 * 81 over the chi-square quantiles 107.78 and 57.98.
    assert limits(study.components.residual) == pytest.approx([1.789, 3.325], abs=0.025)
    assert isinstance(study.components.residual.interval, Interval)
    assert study.components.residual.interval.method == METHOD
    assert limits(study.components.person) == pytest.approx([-0.171169, 2.438685], abs=1e-5)
    assert limits(study.components.task) == pytest.approx([-0.312282, 23.874346], abs=1e-4)


def test_the_draws_scatter_around_the_components_as_chi_squares_do() -> None:
    study = studied(*brennan())
    drawn = draws(study)
    assert drawn.shape == (10_000, 5)
    # The inverse of a chi-square with f degrees of freedom has the mean 1 / (f - 2).
    assert drawn[:, 4].mean() == pytest.approx(2.380247 * 81 / 79, rel=0.01)
    assert drawn[:, 3].mean() == pytest.approx((4.618519 * 18 / 16 - 2.380247 * 81 / 79) / 4, rel=0.05)
    assert drawn[:, 2].mean() == pytest.approx((8.855556 * 9 / 7 - 2.380247 * 81 / 79) / 10, rel=0.05)
    assert drawn[:, 0].mean() == pytest.approx((10.296296 * 9 / 7 - 4.618519 * 18 / 16) / 12, rel=0.05)
    assert np.array_equal(drawn, draws(studied(*brennan())))


def test_the_order_of_persons_and_raters_changes_nothing_to_the_bit() -> None:
    scores, tasks = brennan()
    turned = [row[::-1] for row in scores[::-1]]
    assert studied(turned, tasks[::-1]) == studied(scores, tasks)
    mixed = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]
    shuffled = studied([[row[column] for column in mixed] for row in scores], [tasks[column] for column in mixed])
    assert shuffled == studied(scores, tasks)


def test_brennan_s_decision_carries_its_intervals() -> None:
    found = decide(studied(*brennan()), 3, 4)
    assert (found.tasks, found.raters, found.notes) == (3, 4, ())
    assert limits(found.generalizability) == pytest.approx([0.0, 0.875727], abs=1e-5)
    assert limits(found.dependability) == pytest.approx([0.0, 0.804082], abs=1e-5)
    assert found.standard_error.value == pytest.approx(0.547222**0.5, abs=1e-6)
    assert limits(found.standard_error) == pytest.approx([limit**0.5 for limit in limits(found.absolute_error)])
    assert limits(found.relative_error)[0] < found.relative_error.value < limits(found.relative_error)[1]
    for figure in (found.relative_error, found.absolute_error, found.standard_error, found.dependability):
        assert isinstance(figure, Estimate)
        assert isinstance(figure.interval, Interval)
        assert figure.interval.method == METHOD


def test_errors_are_divided_by_what_they_are_averaged_over() -> None:
    study = studied(*brennan())
    part = components(study)
    found = decide(study, 5, 2)
    relative = part["person_by_task"] / 5 + part["residual"] / 10
    assert found.relative_error.value == pytest.approx(relative)
    assert found.absolute_error.value == pytest.approx(relative + part["task"] / 5 + part["rater_in_task"] / 10)
    assert value(found.generalizability) == pytest.approx(part["person"] / (part["person"] + relative))


def test_a_component_below_zero_is_reported_and_counts_as_zero() -> None:
    study = studied([[1, 5, 9, 5], [2, 6, 5, 1], [9, 5, 2, 6]], ["a", "a", "b", "b"])
    below = [name for name, figure in components(study).items() if figure < 0]
    assert below == ["person", "task", "rater_in_task"]
    names = ("person", "task", "rater in task")
    assert study.notes == tuple(
        f"the estimate for {name} lies below zero, and counts as zero in a decision" for name in names
    )
    found = decide(study, 1, 1)
    assert found.notes == study.notes
    undetected = NotComputable("not computable: no difference between persons was detected")
    assert (found.generalizability, found.dependability) == (undetected, undetected)
    part = components(study)
    assert found.absolute_error.value == pytest.approx(part["person_by_task"] + part["residual"])


def test_only_a_rater_who_differs_gives_no_share_to_persons() -> None:
    study = studied([[1, 2, 1, 2], [1, 2, 1, 2]], ["a", "a", "b", "b"])
    found = decide(study, 2, 2)
    assert found.generalizability == NotComputable("not computable: neither persons nor errors vary")
    assert found.dependability == NotComputable("not computable: no difference between persons was detected")
    assert found.absolute_error.value == pytest.approx(0.5 / 4)


def test_what_keeps_a_study_from_an_answer() -> None:
    tasks = ["a", "a", "b", "b"]
    few = NotComputable("not computable: fewer than two persons, two tasks, or two raters in a task")
    assert nested_study(SMALL[:1], tasks, NINE) == few
    assert nested_study(SMALL, ["a"] * 4, NINE) == few
    assert nested_study(SMALL, ["a", "b", "c", "d"], NINE) == few
    assert nested_study([], [], NINE) == few
    gap = NotComputable("not computable: every person needs a rating by every rater, and every task as many raters")
    assert nested_study([[1, 3, 4, None], [5, 5, 6, 6]], tasks, NINE) == gap
    assert nested_study(SMALL, ["a", "a", "a", "b"], NINE) == gap
    same = nested_study([[4, 4, 4, 4], [4, 4, 4, 4]], tasks, NINE)
    assert same == NotComputable("not computable: every rating was the same")


def test_what_cannot_be_meant_is_refused() -> None:
    tasks = ["a", "a", "b", "b"]
    with pytest.raises(RefusedError, match=r"^8 is not a point from 1 to 7\.$"):
        nested_study(SMALL, tasks, Scale(1, 7))
    with pytest.raises(RefusedError, match=r"^Every person needs as many ratings or gaps as there are columns\.$"):
        nested_study([[1, 3, 4, 8], [5, 5, 6]], tasks, NINE)
    study = studied(SMALL, tasks)
    for numbers in ((0, 1), (1, 0)):
        with pytest.raises(RefusedError, match=r"^There is at least one of each\.$"):
            decide(study, *numbers)
    with pytest.raises(RefusedError, match=r"^There is at least one of each\.$"):
        spend(0)


def test_twelve_ratings_can_be_spent_in_six_ways() -> None:
    assert spend(12) == tuple(Split(*one) for one in ((1, 12), (2, 6), (3, 4), (4, 3), (6, 2), (12, 1)))
    assert spend(7) == (Split(1, 7), Split(7, 1))
    assert spend(1) == (Split(1, 1),)


cubes = st.integers(2, 4).flatmap(
    lambda raters: st.lists(
        st.lists(st.integers(1, 9), min_size=2 * raters, max_size=2 * raters), min_size=2, max_size=6
    )
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(cubes)
def test_turning_the_scale_round_changes_no_component(cube: list[list[int]]) -> None:
    tasks = ["a"] * (len(cube[0]) // 2) + ["b"] * (len(cube[0]) // 2)
    there = nested_study(cube, tasks, NINE)
    assert nested_study([[10 - point for point in row] for row in cube], tasks, NINE) == there
    if isinstance(there, Study):
        squares = there.mean_squares
        total = sum(point**2 for row in cube for point in row) - sum(map(sum, cube)) ** 2 / there.ratings
        freedom = (there.persons - 1, 1, 2 * (there.raters - 1), there.persons - 1)
        parts = (squares.person, squares.task, squares.rater_in_task, squares.person_by_task)
        rest = squares.residual * freedom[0] * freedom[2]
        assert sum(df * part for df, part in zip(freedom, parts, strict=True)) + rest == pytest.approx(total)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(cubes, st.integers(1, 6), st.integers(1, 6))
def test_one_more_task_or_rater_never_buys_less(cube: list[list[int]], tasks: int, raters: int) -> None:
    study = nested_study(cube, ["a"] * (len(cube[0]) // 2) + ["b"] * (len(cube[0]) // 2), NINE)
    if not isinstance(study, Study):
        return
    now = decide(study, tasks, raters)
    for more in (decide(study, tasks + 1, raters), decide(study, tasks, raters + 1)):
        assert more.absolute_error.value <= now.absolute_error.value + 1e-12
        if isinstance(now.dependability, Estimate):
            assert value(more.dependability) >= now.dependability.value - 1e-12
