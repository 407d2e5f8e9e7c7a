"""How well measures are told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.raters.separation import (
    FixedChiSquare,
    Separation,
    agreement_share,
    fixed_chi_square,
    reliability,
    separation,
    strata,
)
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

MEASURES = [1.0, -0.5, 0.25, -0.75]
ERRORS = [0.3, 0.4, 0.3, 0.4]
METHOD = "chi-square, standard errors taken as known"


def separated(measures: list[float], errors: list[float], *, sample: bool = False) -> Separation:
    found = separation(measures, errors, sample=sample)
    assert isinstance(found, Separation)
    return found


def limits(figure: Estimate) -> list[float]:
    assert isinstance(figure.interval, Interval)
    assert figure.interval.method == METHOD
    return [figure.interval.low, figure.interval.high]


def test_four_judges_in_units_of_their_error() -> None:
    # Mean 0; sum of squares 1.875; mean squared error 0.125.
    found = separated(MEASURES, ERRORS)
    assert (found.members, found.rmse) == (4, 0.125**0.5)
    assert found.separation.value == pytest.approx((1.875 / 4 / 0.125 - 1) ** 0.5)
    assert found.adjusted_sd == pytest.approx((1.875 / 4 - 0.125) ** 0.5)
    assert found.strata.value == pytest.approx((4 * 2.75**0.5 + 1) / 3)
    assert found.reliability.value == pytest.approx(2.75 / 3.75)


def test_judges_drawn_from_more_judges_differ_more() -> None:
    found = separated(MEASURES, ERRORS, sample=True)
    assert found.separation.value == pytest.approx((1.875 / 3 / 0.125 - 1) ** 0.5)
    assert found.adjusted_sd == pytest.approx((1.875 / 3 - 0.125) ** 0.5)


def test_the_interval_is_that_of_a_variance_ratio() -> None:
    # Chi-square with 3 degrees of freedom: 97.5 % below 9.348404, 2.5 % below 0.215795; 1.875 / 0.125 = 15.
    found = separated(MEASURES, ERRORS)
    low, high = (15 / 9.348404 - 1) ** 0.5, (15 / 0.215795 - 1) ** 0.5
    assert limits(found.separation) == pytest.approx([low, high], rel=1e-5)
    assert limits(found.strata) == pytest.approx([strata(low), strata(high)], rel=1e-5)
    assert limits(found.reliability) == pytest.approx([reliability(low), reliability(high)], rel=1e-5)
    assert limits(found.separation) == limits(separated(MEASURES, ERRORS, sample=True).separation)


def test_judges_who_differ_by_less_than_their_error_are_not_told_apart() -> None:
    found = separated([0.1, -0.1], [0.5, 0.5])
    assert (found.separation.value, found.adjusted_sd, found.reliability.value) == (0.0, 0.0, 0.0)
    assert found.strata.value == pytest.approx(1 / 3)
    assert limits(found.separation)[0] == 0.0


def test_one_measure_is_not_told_apart_from_anything() -> None:
    nothing = NotComputable("not computable: fewer than two measures to tell apart")
    assert separation([0.3], [0.1]) == separation([], []) == nothing
    assert fixed_chi_square([0.3], [0.1]) == nothing
    assert isinstance(separation([0.3, 0.1], [0.1, 0.1]), Separation)


def test_the_chi_square_weighs_each_measure_by_its_certainty() -> None:
    # Weights 100 and 25; mean 0.8; 100 * 0.04 + 25 * 0.64.
    for measures, errors, value, df in (([1.0, 0.0], [0.1, 0.2], 20.0, 1), ([0.5] * 3, [0.1, 0.2, 0.3], 0.0, 2)):
        found = fixed_chi_square(measures, errors)
        assert isinstance(found, FixedChiSquare)
        assert [found.value, found.df] == pytest.approx([value, df], abs=1e-12)


def test_three_strata_and_one_for_nothing() -> None:
    assert strata(2.0) == 3.0
    assert strata(0.0) == pytest.approx(1 / 3)
    assert (reliability(0.0), reliability(1.0), reliability(3.0)) == (0.0, 0.5, 0.9)


def test_shares_of_agreements_stay_between_none_and_all() -> None:
    assert (agreement_share(0, 4), agreement_share(1, 4), agreement_share(4, 4)) == (0.0, 0.25, 1.0)
    assert agreement_share(0, 1) == 0.0
    for agreements, opportunities in ((-1, 4), (5, 4), (0, 0)):
        with pytest.raises(RefusedError, match=r"^Agreements lie between zero and the number of opp.* at least one\.$"):
            agreement_share(agreements, opportunities)


def test_what_is_no_measure_is_refused() -> None:
    for measures, errors in (([1.0, 2.0], [0.1]), ([1.0], [0.1, 0.1])):
        with pytest.raises(RefusedError, match=r"^Each measure needs its standard error\.$"):
            separation(measures, errors)
    sentence = r"^Measures are numbers, and standard errors are numbers above zero\.$"
    for measures, errors in (
        ([1.0, float("nan")], [0.1, 0.1]),
        ([1.0, 2.0], [0.1, 0.0]),
        ([1.0, 2.0], [0.1, -0.1]),
        ([1.0, 2.0], [0.1, float("inf")]),
    ):
        with pytest.raises(RefusedError, match=sentence):
            separation(measures, errors)
        with pytest.raises(RefusedError, match=sentence):
            fixed_chi_square(measures, errors)
    for wrong in (-0.001, float("nan")):
        with pytest.raises(RefusedError, match=r"^A separation is zero or more\.$"):
            strata(wrong)
        with pytest.raises(RefusedError, match=r"^A separation is zero or more\.$"):
            reliability(wrong)


measures_with_errors = st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 2)), min_size=2, max_size=8)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(measures_with_errors)
def test_order_says_nothing_and_the_interval_holds_the_figure(pairs: list[tuple[float, float]]) -> None:
    def of(some: list[tuple[float, float]]) -> tuple[Separation, object]:
        measures, errors = [one[0] for one in some], [one[1] for one in some]
        return separated(measures, errors), fixed_chi_square(measures, errors)

    found, _ = of(pairs)
    assert of(pairs[::-1]) == of(pairs) == of(sorted(pairs))
    low, high = limits(found.separation)
    assert low <= found.separation.value <= high
    assert 0 <= found.reliability.value < 1
