"""Estimates drawn towards their mean."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.growth.cohort import Trajectory
from app.statistics.growth.shrinkage import (
    GroupSlopes,
    Shrinkage,
    empirical_bayes,
    group_slopes,
    james_stein,
)
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

NO_DIFFERENCE = "no difference between units was detected, so every unit is shown at the mean"
OWN = [0.1, 0.9, 0.3, 0.8, 0.4]
UNITS = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.01, 4)), min_size=4, max_size=12)


def drawn(found: Shrinkage | NotComputable) -> Shrinkage:
    assert isinstance(found, Shrinkage)
    return found


def half(estimate: Estimate) -> float:
    assert isinstance(estimate.interval, Interval)
    assert estimate.interval.method == "Morris 1983"
    assert estimate.interval.high - estimate.value == pytest.approx(estimate.value - estimate.interval.low)
    return (estimate.interval.high - estimate.value) / 1.959964


def test_five_values_of_one_noise_keep_the_share_that_is_spread_between_them() -> None:
    found = drawn(empirical_bayes(OWN, [0.04] * 5))
    between = float(np.var(OWN, ddof=1)) - 0.04
    assert found.between_sd == pytest.approx(math.sqrt(between))
    assert found.mean.value == pytest.approx(0.5)
    assert half(found.mean) == pytest.approx(math.sqrt((between + 0.04) / 5), rel=1e-6)
    weight = between / (between + 0.04)
    assert [unit.own for unit in found.units] == OWN
    assert [unit.weight for unit in found.units] == pytest.approx([weight] * 5)
    assert [unit.estimate.value for unit in found.units] == pytest.approx([0.5 + weight * (own - 0.5) for own in OWN])
    # Morris: V (1 - B (k - 1) / k) + 2 B² (value - mean)² / (k - 3), where B is what is taken away.
    variance = 0.04 * (1 - (1 - weight) * 4 / 5) + 2 * (1 - weight) ** 2 * 0.4**2 / 2
    assert half(found.units[0].estimate) == pytest.approx(math.sqrt(variance), rel=1e-6)
    assert found.sentence == ""


def test_the_noisier_of_two_values_is_drawn_further() -> None:
    found = drawn(empirical_bayes([0.0, 1.0, 3.0, 4.0], [0.1, 0.5, 0.5, 2.0]))
    between = float(np.var([0, 1, 3, 4], ddof=1)) - 3.1 / 4
    weights = [1 / (between + noise) for noise in (0.1, 0.5, 0.5, 2.0)]
    mean = (weights[1] + 3 * weights[2] + 4 * weights[3]) / sum(weights)
    assert found.mean.value == pytest.approx(mean)
    assert half(found.mean) == pytest.approx(1 / math.sqrt(sum(weights)), rel=1e-6)
    assert found.units[0].weight == pytest.approx(between / (between + 0.1))
    assert found.units[3].weight == pytest.approx(between / (between + 2.0))


def test_values_closer_than_their_noise_are_all_shown_at_the_mean_and_it_says_so() -> None:
    found = drawn(empirical_bayes([4.0, 4.1, 4.2, 3.9], [1.0] * 4))
    assert (found.between_sd, found.sentence) == (0.0, NO_DIFFERENCE)
    assert [unit.estimate.value for unit in found.units] == pytest.approx([4.05] * 4)
    assert [unit.weight for unit in found.units] == [0.0] * 4


def test_james_stein_never_draws_beyond_the_mean() -> None:
    found = drawn(james_stein([4.0, 4.1, 4.2, 3.9], 1.0))
    assert (found.between_sd, found.sentence) == (0.0, NO_DIFFERENCE)
    assert [unit.estimate.value for unit in found.units] == pytest.approx([4.05] * 4)
    assert half(found.mean) == pytest.approx(0.5, rel=1e-6)


def test_james_stein_of_equal_values_leaves_them_where_they_are() -> None:
    found = drawn(james_stein([4.0] * 5, 1.0))
    assert [unit.estimate.value for unit in found.units] == [4.0] * 5
    assert (found.mean.value, found.sentence) == (4.0, NO_DIFFERENCE)


def test_james_stein_keeps_one_less_k_minus_three_noises_over_the_spread() -> None:
    found = drawn(james_stein(OWN, 0.04))
    away = 2 * 0.04 / float(((np.array(OWN) - 0.5) ** 2).sum())
    assert [unit.weight for unit in found.units] == pytest.approx([1 - away] * 5)
    assert found.between_sd == pytest.approx(math.sqrt(0.04 * (1 - away) / away))
    assert half(found.mean) == pytest.approx(math.sqrt(0.04 / away / 5), rel=1e-6)
    variance = 0.04 * (1 - away * 4 / 5) + 2 * away**2 * 0.4**2 / 2
    assert half(found.units[0].estimate) == pytest.approx(math.sqrt(variance), rel=1e-6)
    assert found.sentence == ""


def test_four_units_are_the_least() -> None:
    why = NotComputable("cannot tell yet: shrinkage needs 4 units, and there are 3")
    assert empirical_bayes([1.0, 2.0, 3.0], [1.0] * 3) == why
    assert james_stein([1.0, 2.0, 3.0], 1.0) == why
    assert isinstance(james_stein([1.0, 2.0, 3.0, 4.0], 1.0), Shrinkage)


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every value needs its variance\.$"):
        empirical_bayes([1.0, 2.0], [1.0])
    for variance in (0.0, -1.0):
        with pytest.raises(RefusedError, match=r"^Every variance must be above zero\.$"):
            empirical_bayes([1.0] * 4, [1.0, 1.0, 1.0, variance])
        with pytest.raises(RefusedError, match=r"^Every variance must be above zero\.$"):
            james_stein([1.0] * 4, variance)
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        james_stein([1.0, math.nan], 1.0)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(UNITS)
def test_a_shrunken_value_lies_between_its_own_and_the_mean(units: list[tuple[float, float]]) -> None:
    own, noise = [value for value, _ in units], [variance for _, variance in units]
    for found in (drawn(empirical_bayes(own, noise)), drawn(james_stein(own, noise[0]))):
        for unit in found.units:
            low, high = sorted((unit.own, found.mean.value))
            assert low - 1e-9 <= unit.estimate.value <= high + 1e-9
            assert 0 <= unit.weight <= 1
    turned = drawn(empirical_bayes(own[::-1], noise[::-1]))
    assert turned.units[::-1] == drawn(empirical_bayes(own, noise)).units


def group(people: int, names: str = "P{:02}") -> list[Trajectory]:
    return [
        Trajectory(
            names.format(place), [0, 1, 2, 3], [4 + 0.2 * place * month + (place + month) % 2 for month in range(4)]
        )
        for place in range(people)
    ]


def slopes(found: GroupSlopes | NotComputable) -> GroupSlopes:
    assert isinstance(found, GroupSlopes)
    return found


def test_a_group_shares_one_residual_variance() -> None:
    listed = group(10)
    found = slopes(group_slopes(listed[::-1]))
    assert found.people == tuple(f"P{place:02}" for place in range(10))
    assert found.points == 40
    lines = [np.polyfit(one.times, one.points, 1, full=True) for one in listed]
    residual = sum(float(line[1][0]) for line in lines) / 20
    expected = empirical_bayes([float(line[0][0]) for line in lines], [residual / 5] * 10)
    assert isinstance(expected, Shrinkage)
    assert found.shrinkage.between_sd == pytest.approx(expected.between_sd)
    assert [unit.estimate.value for unit in found.shrinkage.units] == pytest.approx(
        [unit.estimate.value for unit in expected.units]
    )


def test_people_with_fewer_points_than_a_line_needs_have_no_slope() -> None:
    found = slopes(group_slopes([*group(10), Trajectory("Q", [0, 1], [4, 9])]))
    assert "Q" not in found.people
    assert found == group_slopes(group(10))


def test_slopes_of_a_group_need_ten_people() -> None:
    assert group_slopes(group(9)) == NotComputable(
        "cannot tell yet: 9 of the people have 3 points or more at different times, and growth of a group needs 10"
    )


def test_names_change_no_figure() -> None:
    renamed = slopes(
        group_slopes([Trajectory(f"N{9 - place}", one.times, one.points) for place, one in enumerate(group(10))])
    )
    found = slopes(group_slopes(group(10)))
    assert renamed.shrinkage.units[::-1] == found.shrinkage.units
    assert renamed.shrinkage.mean == found.shrinkage.mean


def test_a_group_on_straight_lines_shows_no_noise() -> None:
    straight = [Trajectory(f"P{place}", [0, 1, 2], [4, 4 + place, 4 + 2 * place]) for place in range(10)]
    assert group_slopes(straight) == NotComputable(
        "not computable: all points lie on straight lines, which shows no noise to judge by"
    )
    bent = [*straight[:9], Trajectory("P9", [0, 1, 2], [4, 5, 4])]
    assert isinstance(group_slopes(bent), GroupSlopes)
