"""How often judges should give the very same point."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from app.statistics.raters.expected_agreement import ExactAgreement, exact_agreement
from app.statistics.results import Interval, NotComputable

CHANCES = np.array(
    [[0.5, 0.3, 0.2], [0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.6, 0.2, 0.2], [0.3, 0.3, 0.4], [0.25, 0.5, 0.25]]
)


def agreement(codes: list[list[int]], places: list[int]) -> ExactAgreement:
    found = exact_agreement(np.array(codes), np.array(places), CHANCES[: len(codes)])
    assert isinstance(found, ExactAgreement)
    return found


def limits(interval: Interval | NotComputable) -> list[float]:
    assert isinstance(interval, Interval)
    return [interval.low, interval.high]


def every_outcome(judges: list[int], chances: NDArray[np.float64]) -> tuple[float, float]:
    """Mean and variance of the number of agreeing pairs, over everything that can happen in one cell."""
    pairs = [(a, b) for a in range(len(judges)) for b in range(a) if judges[a] != judges[b]]
    outcomes = list(product(range(3), repeat=len(judges)))
    weights = [float(np.prod([chances[row, place] for row, place in enumerate(one)])) for one in outcomes]
    counts = [sum(one[a] == one[b] for a, b in pairs) for one in outcomes]
    mean = sum(weight * count for weight, count in zip(weights, counts, strict=True))
    return mean, sum(weight * (count - mean) ** 2 for weight, count in zip(weights, counts, strict=True))


def test_four_judges_on_one_person_are_counted_like_every_outcome() -> None:
    found = agreement([[0, 0], [1, 0], [2, 0], [3, 0]], [0, 1, 1, 0])
    mean, variance = every_outcome([0, 1, 2, 3], CHANCES)
    assert (found.cells, found.pairs, found.exact) == (1, 6, 2)
    assert found.expected.value == pytest.approx(mean)
    half = 1.959963984540054 * variance**0.5
    assert limits(found.expected.interval) == pytest.approx([max(mean - half, 0), mean + half])
    assert found.expected_share.value == pytest.approx(mean / 6)
    assert limits(found.expected_share.interval) == pytest.approx([max(mean - half, 0) / 6, (mean + half) / 6])
    assert isinstance(found.expected.interval, Interval)
    assert found.expected.interval.method == "normal, spread of the count under the model"


def test_a_judge_who_rated_twice_is_no_pair() -> None:
    found = agreement([[0, 0], [0, 0], [1, 0], [2, 0]], [1, 1, 1, 2])
    mean, variance = every_outcome([0, 0, 1, 2], CHANCES)
    assert (found.pairs, found.exact) == (5, 2)
    assert found.expected.value == pytest.approx(mean)
    assert limits(found.expected.interval)[1] == pytest.approx(mean + 1.959963984540054 * variance**0.5)


def test_a_cell_is_a_person_on_an_element_and_cells_add_up() -> None:
    codes = [[0, 0, 0], [1, 0, 1], [1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 0]]
    found = agreement(codes, [0, 1, 0, 2, 1, 1])
    first, second = every_outcome([0, 1], CHANCES[[0, 2]]), every_outcome([1, 0], CHANCES[[1, 3]])
    assert (found.cells, found.pairs, found.exact) == (2, 2, 1)
    assert found.expected.value == pytest.approx(first[0] + second[0])
    assert limits(found.expected.interval) == [
        0.0,
        pytest.approx(min(2, found.expected.value + 1.96 * (first[1] + second[1]) ** 0.5), abs=1e-4),
    ]


def test_no_more_than_every_pair_is_expected_to_agree() -> None:
    codes, sure = np.array([[0, 0], [1, 0]]), np.array([[0.99, 0.01], [0.95, 0.05]])
    found = exact_agreement(codes, np.array([0, 0]), sure)
    assert isinstance(found, ExactAgreement)
    assert limits(found.expected.interval)[1] == limits(found.expected_share.interval)[1] == 1.0


def test_the_limits_of_the_share_are_those_of_the_count() -> None:
    codes = np.array([[judge, person] for person in range(30) for judge in (0, 1)])
    found = exact_agreement(codes, np.tile([0, 1], 30), np.full((60, 2), 0.5))
    assert isinstance(found, ExactAgreement)
    assert (found.cells, found.pairs, found.exact, found.expected.value) == (30, 30, 0, 15.0)
    half = 1.959963984540054 * (30 * 0.25) ** 0.5
    assert limits(found.expected.interval) == pytest.approx([15 - half, 15 + half])
    assert limits(found.expected_share.interval) == pytest.approx([0.5 - half / 30, 0.5 + half / 30])


def test_nobody_who_rated_the_same_case_means_no_agreement() -> None:
    apart = np.array([[0, 0], [1, 1], [0, 2], [0, 2]])
    found = exact_agreement(apart, np.array([0, 1, 2, 2]), CHANCES[:4])
    assert found == NotComputable("not computable: nobody rated the same case")
