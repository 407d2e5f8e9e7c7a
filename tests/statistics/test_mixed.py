"""How fast a group grows, and how far its people differ."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from app.statistics.growth import reml
from app.statistics.growth.cohort import Trajectory
from app.statistics.growth.mixed import Effect, GrowthModel, growth_model
from app.statistics.published import read
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

EDGE = (
    "the best fit lies on the edge of what the model allows: starts and slopes have one spread between them, "
    "so the two spreads and their correlation cannot be told apart"
)
ALIKE = "no difference between the slopes of people was detected, so each is shown at the slope of the group"


def model(people: list[Trajectory]) -> GrowthModel:
    found = growth_model(people)
    assert isinstance(found, GrowthModel)
    return found


def published(key: str) -> list[Trajectory]:
    data = next(example.data for example in read() if example.key == key)
    return [Trajectory(str(person), data["times"], points) for person, points in data["persons"].items()]


def group(seed: int, people: int = 12, spread: float = 0.3) -> list[Trajectory]:
    """People who were rated at different times and not equally often, on a nine-point scale."""
    random = np.random.default_rng(seed)
    listed = []
    for place in range(people):
        times = np.sort(random.uniform(0, 9, int(random.integers(3, 9))))
        points = 4 + random.normal() + (0.2 + random.normal(0, spread)) * times + random.normal(0, 1, times.size)
        listed.append(Trajectory(f"P{place:02}", times.tolist(), np.clip(np.round(points), 1, 9).tolist()))
    return listed


def limits(estimate: Estimate) -> Interval:
    assert isinstance(estimate.interval, Interval)
    return estimate.interval


def test_the_fit_is_the_one_statsmodels_finds_where_it_finds_one() -> None:
    people = published("E19_sleepstudy_growth")
    found = model(people)
    times = np.concatenate([np.asarray(one.times, dtype=np.float64) for one in people])
    design = np.column_stack((np.ones_like(times), times))
    names = np.repeat([one.person for one in people], 10)
    known = sm.MixedLM(np.concatenate([one.points for one in people]), design, names, exog_re=design).fit(reml=True)
    assert found.log_likelihood == pytest.approx(known.llf, abs=1e-5)
    assert found.spread.residual_sd == pytest.approx(math.sqrt(known.scale), rel=1e-4)
    assert [one.person for one in found.slopes] == sorted(one.person for one in people)
    for one in found.slopes:
        assert one.slope.value == pytest.approx(
            known.fe_params[1] + known.random_effects[one.person].iloc[1], abs=0.005
        )
        assert one.points == 10
    assert (found.people, found.points, found.convergence, found.sentence) == (18, 180, "converged", "")


def test_in_a_balanced_group_every_figure_is_the_one_statsmodels_finds() -> None:
    people = published("E18_orthodont_growth")
    found = model(people)
    times = np.concatenate([np.asarray(one.times, dtype=np.float64) for one in people])
    design = np.column_stack((np.ones_like(times), times))
    names = np.repeat([one.person for one in people], len(people[0].times))
    # Warnings are errors here, so a search that gave up on the way would end the test.
    known = sm.MixedLM(np.concatenate([one.points for one in people]), design, names, exog_re=design).fit(reml=True)
    assert known.converged
    assert found.convergence == "converged"
    assert found.log_likelihood == pytest.approx(known.llf, abs=1e-5)
    for effect, value, error in zip((found.intercept, found.slope), known.fe_params, known.bse_fe, strict=True):
        assert effect.estimate.value == pytest.approx(value, rel=1e-5)
        assert effect.standard_error == pytest.approx(error, rel=1e-3)
    start, slope = np.sqrt(np.diag(known.cov_re))
    assert found.spread.sd_intercept == pytest.approx(start, rel=1e-4)
    assert found.spread.sd_slope == pytest.approx(slope, rel=1e-4)
    assert found.spread.correlation == pytest.approx(np.asarray(known.cov_re)[0, 1] / start / slope, abs=1e-3)
    assert found.spread.residual_sd == pytest.approx(math.sqrt(known.scale), rel=1e-3)


def test_an_unbalanced_group_has_the_figures_of_hendersons_equations() -> None:
    people = group(3)
    found = model(people)
    assert found.convergence == "converged"
    assert isinstance(found.spread.correlation, float)
    between = found.spread.correlation * found.spread.sd_intercept * found.spread.sd_slope
    covariance = np.array([[found.spread.sd_intercept**2, between], [between, found.spread.sd_slope**2]])
    designs = [np.column_stack((np.ones(len(one.times)), one.times)) for one in people]
    size = len(people)
    shared = np.vstack(designs)
    apart = np.zeros((len(shared), 2 * size))
    row = 0
    for place, design in enumerate(designs):
        apart[row : row + len(design), 2 * place : 2 * place + 2] = design
        row += len(design)
    whole = np.hstack((shared, apart))
    left = whole.T @ whole
    left[2:, 2:] += np.kron(np.eye(size), np.linalg.inv(covariance)) * found.spread.residual_sd**2
    inverse = np.linalg.inv(left)
    solved = inverse @ whole.T @ np.concatenate([one.points for one in people])
    errors = inverse * found.spread.residual_sd**2
    assert found.intercept.estimate.value == pytest.approx(solved[0], rel=1e-5)
    assert found.slope.estimate.value == pytest.approx(solved[1], rel=1e-5)
    assert found.intercept.standard_error == pytest.approx(math.sqrt(errors[0, 0]), rel=1e-5)
    assert found.slope.standard_error == pytest.approx(math.sqrt(errors[1, 1]), rel=1e-5)
    for place, one in enumerate(found.slopes):
        own = 3 + 2 * place
        assert one.slope.value == pytest.approx(solved[1] + solved[own], rel=1e-4)
        variance = errors[1, 1] + errors[own, own] + 2 * errors[1, own]
        assert limits(one.slope).high - one.slope.value == pytest.approx(1.959964 * math.sqrt(variance), rel=1e-4)
        assert limits(one.slope).low + limits(one.slope).high == pytest.approx(2 * one.slope.value)
        assert limits(one.slope).method == "prediction error"


def test_the_limits_of_the_group_use_one_degree_of_freedom_less_than_people_with_a_line() -> None:
    people = [*group(3), Trajectory("Q", [1.0, 2.0], [4, 5])]
    found = model(people)
    width = float(stats.t.ppf(0.975, 11))
    for effect in (found.intercept, found.slope):
        assert isinstance(effect, Effect)
        assert limits(effect.estimate).high - effect.estimate.value == pytest.approx(width * effect.standard_error)
        assert limits(effect.estimate).low - effect.estimate.value == pytest.approx(-width * effect.standard_error)
        assert limits(effect.estimate).method == "Student's t, people - 1"
    assert (found.people, len(found.slopes)) == (13, 12)
    assert found.points == sum(len(one.times) for one in people)


def test_in_a_balanced_group_the_slope_is_the_mean_of_all_slopes() -> None:
    people = published("E18_orthodont_growth")
    own = [stats.linregress(one.times, one.points).slope for one in people]
    known = stats.ttest_1samp(own, 0).confidence_interval(0.95)
    found = model(people).slope.estimate
    assert found.value == pytest.approx(float(np.mean(own)))
    assert limits(found).low == pytest.approx(known.low, abs=1e-5)
    assert limits(found).high == pytest.approx(known.high, abs=1e-5)


def test_no_nearby_model_is_better() -> None:
    for seed in range(3):
        people = group(seed, spread=0.1)
        lines = reml.lines([(np.asarray(one.times) / 3 - 1.5, np.asarray(one.points) - 5) for one in people])
        best, has_ended = reml.search(lines)
        assert has_ended
        random = np.random.default_rng(seed)
        for _ in range(200):
            moved = np.abs(best.factor[np.tril_indices(2)] + random.normal(0, 0.2, 3)) * (1, random.choice((-1, 1)), 1)
            assert reml.fit(lines, moved.tolist()).deviance >= best.deviance - 1e-7


def test_where_slopes_do_not_differ_it_says_so() -> None:
    people = [Trajectory(f"P{place}", [0, 1, 2, 3], [place % 4 + add for add in (0, 1, 0, 1)]) for place in range(12)]
    found = model(people)
    assert (found.convergence, found.sentence) == ("on the edge", ALIKE)
    assert found.spread.sd_slope == pytest.approx(0, abs=1e-5)
    assert found.spread.sd_intercept > 1
    assert found.spread.correlation == NotComputable("not computable: one of the two spreads is zero")
    assert [one.slope.value for one in found.slopes] == pytest.approx([0.2] * 12, abs=1e-5)


def test_where_only_slopes_differ_the_fit_is_on_the_edge() -> None:
    # Everyone starts at 5 at month 0; half of the people rise and half fall.
    people = [
        Trajectory(
            f"P{place:02}",
            [0, 1, 2, 3],
            [5 + (month if place % 2 else -month) + 0.1 * (place * month * 7 % 3) for month in range(4)],
        )
        for place in range(12)
    ]
    found = model(people)
    assert (found.convergence, found.sentence) == ("on the edge", EDGE)
    assert found.spread.sd_slope == pytest.approx(1, abs=0.1)
    assert found.spread.limits == NotComputable("not computable: the model gives no limits for how far people differ")


def test_people_who_are_all_the_same_have_no_spread() -> None:
    found = model([Trajectory(f"P{place}", [0, 1, 2, 3], [4, 5, 4, 6]) for place in range(10)])
    assert (found.convergence, found.sentence) == ("on the edge", ALIKE)
    assert found.spread.sd_intercept == pytest.approx(0, abs=1e-5)
    assert found.slope.estimate.value == pytest.approx(0.5)
    assert isinstance(found.spread.correlation, NotComputable)


def test_a_search_without_end_says_that_its_figures_cannot_be_relied_on(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reml.search
    monkeypatch.setattr(reml, "search", lambda of: whole(of, most_steps=3))
    found = model(group(3))
    assert (found.convergence, found.sentence) == (
        "not converged",
        "the search for the best fit came to no end, so these figures cannot be relied on",
    )
    assert len(found.slopes) == 12


def test_ten_people_with_a_line_are_needed() -> None:
    nine = [*group(3, people=9), Trajectory("Q", [0, 1], [4, 5])]
    assert growth_model(nine) == NotComputable(
        "cannot tell yet: 9 of the people have 3 points or more at different times, and growth of a group needs 10"
    )
    assert isinstance(growth_model(group(3, people=10)), GrowthModel)


def test_a_group_on_straight_lines_shows_no_noise() -> None:
    straight = [Trajectory(f"P{place}", [0, 1, 2], [4, 4 + place, 4 + 2 * place]) for place in range(10)]
    why = NotComputable("not computable: all points lie on straight lines, which shows no noise to judge by")
    assert growth_model(straight) == why
    assert growth_model([*straight, Trajectory("Q", [0, 1], [4, 9])]) == why
    assert isinstance(growth_model([*straight[:9], Trajectory("P9", [0, 1, 2], [4, 5, 4])]), GrowthModel)


def test_a_person_listed_twice_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Each person must be listed once\.$"):
        growth_model(group(3) + group(3)[:1])


def test_counting_time_from_another_day_moves_the_intercept_and_nothing_else() -> None:
    people = group(3)
    found = model(people)
    later = model([Trajectory(one.person, [time + 5 for time in one.times], one.points) for one in people])
    assert later.intercept.estimate.value == pytest.approx(
        found.intercept.estimate.value - 5 * found.slope.estimate.value
    )
    assert later.slope.estimate.value == pytest.approx(found.slope.estimate.value)
    assert later.log_likelihood == pytest.approx(found.log_likelihood)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_names_and_order_change_no_figure_to_the_last_bit(seed: int, random: np.random.Generator) -> None:
    people = group(seed)
    renamed = [Trajectory(f"N{11 - place:02}", one.times, one.points) for place, one in enumerate(people)]
    random.shuffle(renamed)
    found, other = model(people), model(renamed)
    assert (other.intercept, other.slope, other.spread, other.log_likelihood, other.convergence) == (
        found.intercept,
        found.slope,
        found.spread,
        found.log_likelihood,
        found.convergence,
    )
    assert [one.slope for one in other.slopes] == [one.slope for one in found.slopes[::-1]]


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.integers(0, 50))
def test_turning_the_scale_round_turns_every_slope(seed: int) -> None:
    people = group(seed)
    found = model(people)
    turned = model([Trajectory(one.person, one.times, [10 - point for point in one.points]) for one in people])
    assert turned.slope.estimate.value == pytest.approx(-found.slope.estimate.value, abs=1e-4)
    assert turned.log_likelihood == pytest.approx(found.log_likelihood, abs=1e-6)
