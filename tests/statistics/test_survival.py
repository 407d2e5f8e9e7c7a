"""How long it takes people to reach a stage."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.growth.survival import OpenMedian, TimeToStage, at_risk, time_to_stage
from app.statistics.plain import plain
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

# The remission times of Freireich et al. (1963), the textbook case; the limits are those of SAS and R for log-log.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
HAS_RELAPSED = (
    [True] * 3 + [False, True, False, True, False, False, True, True] + [False] * 3 + [True] * 2 + [False] * 5
)
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def of(months: list[float], reached: list[bool]) -> TimeToStage:
    found = time_to_stage(months, reached)
    assert isinstance(found, TimeToStage)
    return found


def open_median(value: float, low: float) -> OpenMedian:
    why = "cannot tell yet: too few people reached the stage while they were followed for an upper limit"
    return OpenMedian(value, low, NotComputable(why), "Kaplan-Meier, log-log", 0.95)


def median(found: TimeToStage) -> tuple[float, float, float]:
    assert isinstance(found.median, Estimate)
    assert isinstance(found.median.interval, Interval)
    assert found.median.interval.method == "Kaplan-Meier, log-log"
    return found.median.value, found.median.interval.low, found.median.interval.high


def test_the_textbook_case_with_censoring() -> None:
    found = of([float(month) for month in TREATED], HAS_RELAPSED)
    assert (found.people, found.reached, found.followed) == (21, 9, 35.0)
    assert [(step.month, step.at_risk, step.reached) for step in found.steps] == [
        (6, 21, 3),
        (7, 17, 1),
        (10, 15, 1),
        (13, 12, 1),
        (16, 11, 1),
        (22, 7, 1),
        (23, 6, 1),
    ]
    shares = [step.not_yet.value for step in found.steps]
    assert shares == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=0.00005)
    first = found.steps[0].not_yet.interval
    assert isinstance(first, Interval)
    assert first.low == pytest.approx(0.6197, abs=0.0001)
    assert first.high == pytest.approx(0.9516, abs=0.0001)
    assert first.method == "Kaplan-Meier, log-log"
    assert found.median == open_median(23.0, 13.0)


def test_the_textbook_case_without_censoring() -> None:
    found = of([float(month) for month in PLACEBO], [True] * 21)
    assert median(found) == (8.0, 4.0, 11.0)
    assert found.steps[-1].not_yet == Estimate(
        0.0, NotComputable("not computable: everyone who was followed this long reached the stage")
    )
    assert (found.steps[-1].at_risk, found.steps[-1].reached) == (1, 1)


def test_people_are_listed_in_any_order() -> None:
    months, reached = [float(month) for month in TREATED], HAS_RELAPSED
    assert of(months[::-1], reached[::-1]) == of(months, reached)


def test_a_stage_that_fewer_than_half_reached_has_no_median_time() -> None:
    found = of([3, 5, 6, 6, 6], [True, True, False, False, False])
    assert found.steps[-1].not_yet.value == pytest.approx(0.6)
    assert found.median == NotComputable(
        "cannot tell yet: fewer than half of the people reached the stage while they were followed"
    )


def test_a_stage_that_just_half_reached_has_a_median_time() -> None:
    found = of([2, 3, 5, 6, 6, 6], [True, True, True, False, False, False])
    assert found.steps[-1].not_yet.value == pytest.approx(0.5)
    assert found.median == open_median(5.0, 2.0)


def test_a_stage_that_nobody_reached_has_no_steps() -> None:
    found = of([3, 5, 0], [False] * 3)
    assert (found.people, found.reached, found.followed, found.steps) == (3, 0, 5.0, ())
    assert isinstance(found.median, NotComputable)


def test_a_stage_that_all_reached_at_once_has_a_median_time_without_limits() -> None:
    found = of([4, 4, 4], [True] * 3)
    assert found.median == Estimate(4.0, NotComputable("not computable: everyone reached the stage at the same time"))


def test_all_but_one_at_once_have_a_lower_limit_where_half_is_passed() -> None:
    found = of([1.0] + [2.0] * 19, [True] * 20)
    assert found.median == open_median(2.0, 2.0)


def test_whoever_is_censored_in_a_month_was_at_risk_in_it() -> None:
    found = of([4, 4, 4, 6], [True, False, False, True])
    assert [(step.at_risk, step.not_yet.value) for step in found.steps] == [(4, 0.75), (1, 0.0)]


def test_a_median_without_an_upper_limit_can_be_written_as_json() -> None:
    found = of([float(month) for month in TREATED], HAS_RELAPSED)
    written = json.loads(json.dumps(plain(found), allow_nan=False))["median"]
    assert (written["value"], written["low"]) == (23, 13)
    assert list(written["high"]) == ["why"]


def test_numbers_at_risk_fall_with_the_months() -> None:
    assert at_risk([2, 4, 4, 6], [0, 2, 3, 4, 6, 7]) == [4, 4, 3, 3, 1, 0]


def test_nobody_is_not_computable() -> None:
    assert time_to_stage([], []) == NotComputable("not computable: there are no people")


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Every time needs whether the stage was reached\.$"):
        time_to_stage([3], [True, False])
    for months, reached in (([-1.0], False), ([0.0], True)):
        with pytest.raises(
            RefusedError, match=r"^A time is above zero, or zero for someone seen once who has not reached the stage\.$"
        ):
            time_to_stage(months, [reached])
    with pytest.raises(RefusedError, match=r"^Every value must be a finite number\.$"):
        time_to_stage([math.nan], [True])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=1, max_size=20))
def test_shares_only_fall_and_lie_within_their_limits(people: list[tuple[int, bool]]) -> None:
    found = of([float(month) for month, _ in people], [reached for _, reached in people])
    shares = [step.not_yet.value for step in found.steps]
    assert shares == sorted(shares, reverse=True)
    assert sum(step.reached for step in found.steps) == found.reached
    for step in found.steps:
        if isinstance(step.not_yet.interval, Interval):
            assert 0 <= step.not_yet.interval.low <= step.not_yet.value <= step.not_yet.interval.high <= 1
    if isinstance(found.median, Estimate) and isinstance(found.median.interval, Interval):
        assert found.median.interval.low <= found.median.value <= found.median.interval.high
    if isinstance(found.median, OpenMedian):
        assert found.median.low <= found.median.value
