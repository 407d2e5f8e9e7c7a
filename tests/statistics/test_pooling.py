"""Several estimates of the same thing brought together."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from app.statistics.growth.pooling import Pooled, pooled
from app.statistics.results import Interval, NotComputable, RefusedError

EFFECTS = [2.0, 9.0, 3.0, 8.0]
ERRORS = [1.0, 1.5, 1.0, 2.0]


def of(effects: list[float], errors: list[float]) -> Pooled:
    found = pooled(effects, errors)
    assert isinstance(found, Pooled)
    return found


def test_units_that_differ_have_the_figures_of_statsmodels() -> None:
    found = of(EFFECTS, ERRORS)
    known = combine_effects(np.array(EFFECTS), np.array(ERRORS) ** 2, method_re="dl")
    assert found.q == pytest.approx(known.q)
    assert found.between_variance == pytest.approx(known.tau2)
    assert found.mean.value == pytest.approx(known.mean_effect_re)
    assert found.standard_error == pytest.approx(known.sd_eff_w_re)
    interval = found.mean.interval
    assert isinstance(interval, Interval)
    assert interval.low == pytest.approx(found.mean.value - 1.959964 * found.standard_error, abs=1e-5)
    assert interval.high == pytest.approx(found.mean.value + 1.959964 * found.standard_error, abs=1e-5)
    assert (interval.method, found.units, found.sentence) == ("DerSimonian & Laird 1986", 4, "")


def test_units_that_do_not_differ_are_shown_at_the_pooled_mean_and_it_says_so() -> None:
    found = of([4.0, 4.1, 3.9], [1.0, 1.0, 1.0])
    assert found.between_variance == 0
    assert found.mean.value == pytest.approx(4.0)
    assert found.standard_error == pytest.approx(1 / math.sqrt(3))
    assert found.sentence == "no difference between units was detected, so every unit is shown at the pooled mean"


def test_two_units_are_the_least() -> None:
    assert of([1.0, 2.0], [1.0, 1.0]).units == 2
    assert pooled([1.0], [1.0]) == NotComputable("not computable: pooling needs 2 units or more")
    assert pooled([], []) == NotComputable("not computable: pooling needs 2 units or more")


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every effect needs its standard error\.$"):
        pooled([1.0, 2.0], [1.0])
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        pooled([1.0, math.nan], [1.0, 1.0])
    for error in (0.0, -1.0):
        with pytest.raises(RefusedError, match=r"^Every standard error must be above zero\.$"):
            pooled([1.0, 2.0], [1.0, error])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(0.1, 5)), min_size=2, max_size=10))
def test_the_mean_lies_among_the_units_and_their_order_changes_nothing(units: list[tuple[float, float]]) -> None:
    found = of([value for value, _ in units], [error for _, error in units])
    assert of([value for value, _ in units[::-1]], [error for _, error in units[::-1]]) == found
    assert min(units)[0] - 1e-9 <= found.mean.value <= max(units)[0] + 1e-9
    assert found.between_variance >= 0
    assert (found.sentence == "") == (found.between_variance > 0)
