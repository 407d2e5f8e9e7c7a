"""How far ratings can be trusted, and who is stricter: correlations, components, severity, and the whole report."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from app.statistics import VERSION
from app.statistics.arrays import Floats
from app.statistics.plain import plain
from app.statistics.raters.additive import Additive, additive
from app.statistics.raters.alpha import alpha
from app.statistics.raters.chance import ac2
from app.statistics.raters.components import Components, components, draws, icc, limits
from app.statistics.raters.connected import groups
from app.statistics.raters.counts import counts
from app.statistics.raters.crossed import Variances, criterion, crossed, information
from app.statistics.raters.icc import Correlations, correlations, of_mean, squares
from app.statistics.raters.kappa import kappa
from app.statistics.raters.report import OwnReport, Pair, own_report
from app.statistics.raters.report import rater_agreement as report
from app.statistics.raters.severity import Severity, severity
from app.statistics.raters.study import Study, study
from app.statistics.raters.table import Basis, ratings
from app.statistics.raters.trust import Trust, trust
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.shares.threshold import Answer
from tests.statistics.tables import NINE, cells, drawn, table, triples

calm = settings(max_examples=25, deadline=None, derandomize=True)
SEEDS = st.integers(0, 10_000)


def one_of(found: Components, raters: float = 1, digest: str = "0" * 64) -> Estimate:
    return icc(found.variances, draws(found, digest), raters)


def by_hand(rated: Floats, at: tuple[float, float, float]) -> tuple[float, Floats]:
    """The same likelihood and information with every matrix written out."""
    rows, columns = np.nonzero(~np.isnan(rated))
    cases, raters = np.eye(rated.shape[0])[rows], np.eye(rated.shape[1])[columns]
    kernels = [cases @ cases.T, raters @ raters.T, np.eye(len(rows))]
    inverse = np.linalg.inv(sum(v * kernel for v, kernel in zip(at, kernels, strict=True)))
    ones, y = np.ones((len(rows), 1)), rated[rows, columns]
    weight = ones.T @ inverse @ ones
    projection = inverse - inverse @ ones @ ones.T @ inverse / weight
    whole = -np.linalg.slogdet(inverse)[1] + np.log(weight[0, 0]) + y @ projection @ y
    spread = np.array([[np.trace(projection @ a @ projection @ b) / 2 for a in kernels] for b in kernels])
    return float(whole + (len(rows) - 1) * math.log(2 * math.pi)), spread


@pytest.mark.parametrize("at", [(2.0, 1.5, 1.0), (0.0, 1.5, 1.0), (2.0, 0.0, 0.5), (0.0, 0.0, 2.0)])
def test_the_likelihood_is_the_one_written_out(at: tuple[float, float, float]) -> None:
    rated = cells(drawn(1, 9, 4, holes=0.3))
    rated = rated[~np.isnan(rated).all(axis=1)]
    whole, spread = by_hand(rated, at)
    assert criterion(crossed(rated), Variances(*at)) == pytest.approx(whole, rel=1e-12)
    assert information(crossed(rated), Variances(*at)) == pytest.approx(spread, rel=1e-9)


@pytest.mark.parametrize(("seed", "at_zero"), [(1, ("raters",)), (4, ()), (5, ()), (23, ("raters",))])
def test_components_are_at_the_peak_of_the_likelihood(seed: int, at_zero: tuple[str, ...]) -> None:
    found = components(table(drawn(seed, 15, 4, holes=0.3)))
    assert isinstance(found, Components)
    rated = cells(drawn(seed, 15, 4, holes=0.3))
    rated = rated[~np.isnan(rated).all(axis=1)]

    def height(at: Floats) -> float:
        return by_hand(rated, (float(at[0]), float(at[1]), float(at[2])))[0]

    best = optimize.minimize(height, np.ones(3), bounds=[(1e-9, 9.0)] * 3)
    assert found.variances == pytest.approx(best.x, abs=2e-3)
    assert found.log_likelihood == pytest.approx(-best.fun / 2, abs=1e-6)
    assert found.converged
    assert found.at_zero == at_zero
    assert found.spread == pytest.approx(np.linalg.inv(by_hand(rated, found.variances)[1]), rel=1e-6)
    assert found.error_of_one == pytest.approx(math.sqrt(found.variances.raters + found.variances.left))


@calm
@given(SEEDS)
def test_in_complete_tables_components_are_those_of_the_mean_squares(seed: int) -> None:
    rows = drawn(seed, 12, 4)
    found, mean = components(table(rows)), squares(cells(rows))
    assert isinstance(found, Components)
    raters = (mean.between_raters - mean.residual) / mean.cases
    if raters > 0 and mean.between_cases > mean.residual:
        assert found.variances.cases == pytest.approx((mean.between_cases - mean.residual) / mean.raters, abs=1e-4)
        assert found.variances.raters == pytest.approx(raters, abs=1e-4)
        assert found.variances.left == pytest.approx(mean.residual, abs=1e-4)
        assert found.at_zero == ()
    elif raters < 0:
        assert found.at_zero == ("raters",)
        assert found.variances.raters == 0
    assert found.ratings_per_case == 4


@calm
@given(SEEDS)
def test_agreement_is_below_consistency_and_means_step_up(seed: int) -> None:
    mean = squares(cells(drawn(seed, 12, 4)))
    found = correlations(mean)
    assert isinstance(found, Correlations)
    if mean.between_raters >= mean.residual:
        assert found.agreement_one.value <= found.consistency_one.value + 1e-12
    for one, several in [
        (found.one_way_one, found.one_way_mean),
        (found.agreement_one, found.agreement_mean),
        (found.consistency_one, found.consistency_mean),
    ]:
        assert isinstance(several, Estimate)
        assert several.value == pytest.approx(4 * one.value / (1 + 3 * one.value))
        assert isinstance(one.interval, Interval)
        assert isinstance(several.interval, Interval)
        assert one.interval.low < one.value < one.interval.high <= 1
        assert several.interval.low == pytest.approx(4 * one.interval.low / (1 + 3 * one.interval.low))
        assert one.interval.method == several.interval.method == "F"


@calm
@given(SEEDS)
def test_turning_the_scale_around_changes_no_correlation(seed: int) -> None:
    rows = cells(drawn(seed, 12, 4))
    first, turned = correlations(squares(rows)), correlations(squares(10 - rows))
    assert isinstance(first, Correlations)
    assert isinstance(turned, Correlations)
    assert turned.agreement_one.value == pytest.approx(first.agreement_one.value)
    assert turned.consistency_one.value == pytest.approx(first.consistency_one.value)


@pytest.mark.parametrize("rows", [[[4, 5]], [[4], [5]], [[4, 5], [5, None]]])
def test_mean_squares_need_a_complete_table(rows: list[list[int | None]]) -> None:
    with pytest.raises(RefusedError, match="^Mean squares need two cases and two raters or more, and no empty cell.$"):
        squares(cells(rows))


def test_correlations_without_chance_are_told_in_a_sentence() -> None:
    assert correlations(squares(np.full((12, 3), 5.0))) == NotComputable(
        "not computable: every rating was the same; exact agreement 100%"
    )
    shifted = cells([[point, point + 1, point + 2] for point in (1, 3, 5, 7)])
    assert correlations(squares(shifted)) == NotComputable("not computable: these ratings leave nothing to chance")


def test_the_mean_of_one_is_the_one_and_a_missing_interval_stays_missing() -> None:
    bare = Estimate(0.5, NotComputable("not computable: one case"))
    assert of_mean(bare, 1) == bare
    assert of_mean(bare, 3) == Estimate(0.75, NotComputable("not computable: one case"))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[4, None], [None, 5]], "not computable: nobody rated the same case"),
        ([[None, None]], "not computable: nobody rated the same case"),
        ([[5, 5], [5, 5], [5, None]], "not computable: every rating was the same; exact agreement 100%"),
        ([[1, 2, None, None], [None, None, 3, 4]] * 3, "not computable: common cases do not join all raters"),
        ([[1, 2]], "not computable: too few ratings to tell case, rater and chance apart"),
        ([[1, 2], [3, None]], "not computable: too few ratings to tell case, rater and chance apart"),
        ([[1, 2], [3, 4], [5, 6]], "not computable: these ratings leave nothing to chance"),
    ],
)
def test_components_that_cannot_be_had_are_answered_in_a_sentence(rows: list[list[int | None]], why: str) -> None:
    assert components(table(rows)) == NotComputable(why)


def test_limits_of_trust_narrow_with_more_raters_and_stay_shares() -> None:
    found = components(table(drawn(4, 20, 4, holes=0.2)))
    assert isinstance(found, Components)
    one, four = one_of(found), one_of(found, 4)
    variances = found.variances
    assert one.value == pytest.approx(variances.cases / sum(variances))
    assert four.value == pytest.approx(variances.cases / (variances.cases + (variances.raters + variances.left) / 4))
    for estimate in (one, four):
        assert isinstance(estimate.interval, Interval)
        assert 0 <= estimate.interval.low < estimate.value < estimate.interval.high < 1
        assert estimate.interval.method == "Monte Carlo, 20000 draws"
    assert one_of(found) == one
    assert one_of(found, digest="1" * 64) != one


def test_monte_carlo_limits_lie_near_the_exact_ones_where_both_can_be_had() -> None:
    rows = drawn(11, 60, 6)
    found, exact = components(table(rows)), correlations(squares(cells(rows)))
    assert isinstance(found, Components)
    assert isinstance(exact, Correlations)
    near = one_of(found)
    assert near.value == pytest.approx(exact.agreement_one.value, abs=1e-4)
    assert isinstance(near.interval, Interval)
    assert isinstance(exact.agreement_one.interval, Interval)
    assert near.interval.low == pytest.approx(exact.agreement_one.interval.low, abs=0.06)
    assert near.interval.high == pytest.approx(exact.agreement_one.interval.high, abs=0.06)


def test_trust_takes_exact_limits_in_a_complete_table_and_drawn_ones_with_holes() -> None:
    complete, holes = trust(table(drawn(7, 12, 3))), trust(table(drawn(7, 16, 3, holes=0.2)))
    assert isinstance(complete, Trust)
    assert isinstance(holes, Trust)
    exact = correlations(squares(cells(drawn(7, 12, 3))))
    assert isinstance(exact, Correlations)
    assert isinstance(complete.mean, Estimate)
    assert isinstance(exact.agreement_mean, Estimate)
    for found, exactly in ((complete.one, exact.agreement_one), (complete.mean, exact.agreement_mean)):
        assert found.value == pytest.approx(exactly.value)
        assert isinstance(found.interval, Interval)
        assert isinstance(exactly.interval, Interval)
        assert found.interval.low == pytest.approx(exactly.interval.low)
        assert found.interval.method == "F"
    assert isinstance(holes.one.interval, Interval)
    assert holes.one.interval.method == "Monte Carlo, 20000 draws"
    assert 2 < holes.ratings_per_case < 3
    assert complete.ratings_per_case == 3
    assert complete.converged


def test_trust_shows_how_much_cases_differ_beside_it() -> None:
    rows = drawn(7, 40, 4, holes=0.1)
    found, parts = trust(table(rows)), components(table(rows))
    assert isinstance(found, Trust)
    assert isinstance(parts, Components)
    assert found.between_cases.value == pytest.approx(math.sqrt(parts.variances.cases))
    assert found.error_of_one.value == parts.error_of_one
    for spread in (found.between_cases, found.error_of_one):
        assert isinstance(spread.interval, Interval)
        assert 0 < spread.interval.low < spread.value < spread.interval.high < 4
    narrow = trust(table([[5 if point is None else min(max(point, 5), 6) for point in row] for row in rows]))
    assert isinstance(narrow, Trust)
    assert narrow.between_cases.value < found.between_cases.value


def test_trust_needs_ten_cases_and_three_raters() -> None:
    assert trust(table(drawn(1, 9, 3))) == NotComputable(
        "not computable: 9 cases with two ratings or more, and an index needs 10"
    )
    assert trust(table(drawn(1, 12, 2))) == NotComputable("not computable: 2 raters, and this figure needs 3")
    assert isinstance(trust(table(drawn(1, 10, 3))), Trust)
    apart = [[1, 2, None, None], [None, None, 3, 4]] * 6
    assert trust(table(apart)) == NotComputable("not computable: common cases do not join all raters")


def test_raters_who_never_differ_can_be_trusted_wholly_without_an_interval() -> None:
    why = NotComputable("not computable: raters never differed, so chance has no size here")
    rows: list[list[int | None]] = [
        [point, point, None if point < 3 else point] for point in (1, 2, 3, 4, 5, 6, 7, 8, 9, 5)
    ]
    found = trust(table(rows))
    assert isinstance(found, Trust)
    assert found.one == found.mean == Estimate(1.0, why)
    assert found.error_of_one == Estimate(0.0, why)
    assert found.between_cases.value == pytest.approx(np.std([1, 2, 3, 4, 5, 6, 7, 8, 9, 5], ddof=1))
    assert found.between_cases.interval == why
    assert found.rests_on == Basis(10, 3, 28)
    assert found.ratings_per_case == pytest.approx(10 / (2 / 2 + 8 / 3))
    assert found.converged
    assert found.at_zero == ()


def test_no_difference_between_raters_is_said() -> None:
    rows = [[4, 6], [6, 4], [2, 2], [8, 8], [5, 5], [3, 3], [7, 7], [1, 2], [2, 1], [9, 9], [4, 4], [6, 6]]
    found = trust(table([[*row, (row[0] + row[1]) // 2] for row in rows]))
    assert isinstance(found, Trust)
    assert found.at_zero == ("raters",)


def effects(found: Additive | NotComputable) -> dict[str, dict[str, float]]:
    assert isinstance(found, Additive)
    return {facet: {name: one.steps for name, one in by_name.items()} for facet, by_name in found.effects.items()}


def long(rows: list[list[int | None]]) -> tuple[dict[str, list[str]], list[float]]:
    rated = [(case, rater, point) for case, rater, point in triples(rows) if point is not None]
    return {"case": [one[0] for one in rated], "rater": [one[1] for one in rated]}, [float(one[2]) for one in rated]


@calm
@given(SEEDS)
def test_effects_sum_to_zero_and_are_raw_deviations_in_complete_tables(seed: int) -> None:
    rows = drawn(seed, 8, 3)
    facets, points = long(rows)
    model = additive(facets, points)
    found = effects(model)
    for by_name in found.values():
        assert sum(by_name.values()) == pytest.approx(0, abs=1e-9)
    raw = cells(rows).mean(axis=0) - cells(rows).mean()
    assert list(found["rater"].values()) == pytest.approx(raw, abs=1e-9)
    assert isinstance(model, Additive)
    assert model.mean == pytest.approx(cells(rows).mean())


@calm
@given(SEEDS)
def test_a_rater_who_is_two_steps_stricter_moves_nobody_else(seed: int) -> None:
    facets, points = long(drawn(seed, 10, 4, holes=0.2))
    stricter = [point - 2 * (rater == "r1") for point, rater in zip(points, facets["rater"], strict=True)]
    first, second = effects(additive(facets, points)), effects(additive(facets, stricter))
    assert second["case"] == pytest.approx(first["case"], abs=1e-9)
    assert second["rater"]["r0"] - second["rater"]["r3"] == pytest.approx(first["rater"]["r0"] - first["rater"]["r3"])
    assert second["rater"]["r1"] == pytest.approx(first["rater"]["r1"] - 1.5)


@calm
@given(SEEDS)
def test_cases_that_are_only_taken_out_leave_raters_as_they_are(seed: int) -> None:
    facets, points = long(drawn(seed, 9, 3, holes=0.2))
    both, within = additive(facets, points), additive({"rater": facets["rater"]}, points, facets["case"])
    if isinstance(both, NotComputable):
        assert within == both
        return
    assert isinstance(within, Additive)
    assert effects(within)["rater"] == pytest.approx(effects(both)["rater"])
    for name, one in within.effects["rater"].items():
        assert one.error == pytest.approx(both.effects["rater"][name].error)
    assert within.residual_freedom == both.residual_freedom
    assert within.residual_square == pytest.approx(both.residual_square)


def test_the_additive_model_says_what_it_cannot_tell_apart() -> None:
    apart = {"case": ["a", "a", "b", "b"], "rater": ["x", "y", "u", "v"]}
    assert additive(apart, [1, 2, 3, 4]) == NotComputable(
        "not computable: raters and cases are not joined by common cases"
    )
    few = {"case": ["a", "a", "b", "b"], "rater": ["x", "y", "x", "y"]}
    assert isinstance(additive(few, [1, 2, 3, 5]), Additive)
    assert additive({"case": ["a", "a", "b"], "rater": ["x", "y", "x"]}, [1, 2, 3]) == NotComputable(
        "not computable: too few ratings to tell a rater from chance"
    )
    with pytest.raises(RefusedError, match="^Each facet needs one name for each rating.$"):
        additive(few, [1, 2, 3])
    with pytest.raises(RefusedError, match="^Each facet needs one name for each rating.$"):
        additive(few, [1, 2, 3, 4], ["a"])


def test_raters_joined_by_a_chain_of_cases_are_one_group() -> None:
    chain = [[1, 2, None, None, None], [None, 3, 4, None, None], [None, None, None, 5, None]]
    assert groups(table(chain)) == [("r0", "r1", "r2"), ("r3",)]


def test_raw_means_point_at_the_wrong_judge_and_severity_does_not() -> None:
    # r2 rates a step lower than the others, and had the strong cases: the raw mean is the highest of all.
    strong, weak = [[8, 8, 7], [9, 9, 8], [8, 8, 7], [9, 9, 8], [7, 7, 6]] * 2, [[2, 2, None], [3, 3, None]] * 5
    noisy = [[*row] for row in strong + weak]
    noisy[0][0], noisy[3][1] = 9, 8
    means = np.nanmean(cells(noisy), axis=0)
    assert means[2] > max(means[:2])
    found = severity(table(noisy))
    assert list(found) == ["r0", "r1", "r2"]
    assert all(isinstance(one.steps, Estimate) for one in found.values())
    lower = found["r2"].steps
    assert isinstance(lower, Estimate)
    assert lower.value == pytest.approx(-0.67, abs=0.1)
    assert found["r2"].beside == ("r0", "r1")
    assert (found["r0"].ratings, found["r2"].ratings) == (20, 10)


def test_severity_has_limits_by_least_squares() -> None:
    rows = drawn(9, 12, 3)
    facets, points = long(rows)
    model, found = additive(facets, points), severity(table(rows))["r1"].steps
    assert isinstance(model, Additive)
    assert isinstance(found, Estimate)
    assert isinstance(found.interval, Interval)
    error = model.effects["rater"]["r1"].error
    assert found.value == pytest.approx(model.effects["rater"]["r1"].steps)
    # 36 ratings less the mean, 11 cases and 2 raters leave 22 degrees of freedom.
    assert found.interval.low == pytest.approx(found.value - 2.07387 * error, abs=1e-5)
    assert found.interval.high == pytest.approx(found.value + 2.07387 * error, abs=1e-5)
    assert found.interval.method == "least squares"


def test_nine_shared_ratings_are_too_few_for_severity_and_ten_are_enough() -> None:
    rows = [*drawn(3, 9, 3), [4, 5, None], [6, None, None]]
    found = severity(table(rows))
    assert found["r2"].steps == NotComputable("not computable: 9 ratings of shared cases, and an own place needs 10")
    assert found["r2"].ratings == 9
    assert isinstance(found["r0"].steps, Estimate)
    assert found["r0"].ratings == 10


def test_who_shares_no_case_is_set_beside_nobody() -> None:
    rows = [[*row, None] for row in drawn(3, 12, 2)] + [[None, None, point] for point in range(1, 10)] * 2
    found = severity(table(rows))
    assert found["r2"] == Severity(0, (), NotComputable("not computable: no case is shared with another rater"), False)
    assert found["r0"].beside == ("r1",)


def test_a_judge_who_used_one_point_has_a_severity_and_a_warning() -> None:
    rows = [
        [point, 5, other]
        for point, other in zip((1, 2, 3, 4, 5, 6, 7, 8, 9, 5), (2, 2, 4, 4, 4, 6, 6, 9, 9, 5), strict=True)
    ]
    found = severity(table(rows))
    assert isinstance(found["r1"].steps, Estimate)
    assert found["r1"].used_one_point
    assert not found["r0"].used_one_point
    assert not severity(table([[4, 5], [5, None]]))["r1"].used_one_point


def test_ratings_that_follow_the_model_to_the_letter_leave_no_interval() -> None:
    found = severity(table([[point, point + 1, point + 2] for point in (1, 3, 5, 7, 2, 4, 6, 1, 3, 5)]))["r0"].steps
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(-1)
    assert found.interval == NotComputable("not computable: these ratings leave nothing to chance")


def test_groups_are_compared_only_inside_themselves() -> None:
    left, right = drawn(1, 12, 2), drawn(2, 12, 2)
    rows = [[*row, None, None] for row in left] + [[None, None, *row] for row in right]
    found = report(table(rows))
    assert found.groups == [("r0", "r1"), ("r2", "r3")]
    alone = severity(table(left))
    assert found.severity["r0"].steps == alone["r0"].steps
    assert found.severity["r0"].beside == ("r1",)


def by_name(found: object, names: dict[str, str]) -> str:
    """The report as text, with raters renamed back, so that reports of renamed tables can be compared byte by byte."""
    text = json.dumps(plain(found), sort_keys=True)
    for new, old in names.items():
        text = text.replace(new, old)
    return text


@settings(max_examples=6, deadline=None, derandomize=True)
@given(SEEDS)
def test_names_and_order_change_no_byte_of_the_report(seed: int) -> None:
    given = triples(drawn(seed, 13, 3, holes=0.15))
    # The new names sort as the old ones do, so that lists by name stand in the same order.
    renamed = [(f"z{900 - int(case[1:])}", f"q{rater[1:]}q", point) for case, rater, point in given][::-1]
    names = {"q0q": "r0", "q1q": "r1", "q2q": "r2"}
    assert by_name(report(ratings(NINE, renamed)), names) == by_name(report(ratings(NINE, given)), {})


@settings(max_examples=6, deadline=None, derandomize=True)
@given(SEEDS)
def test_names_in_another_order_change_no_figure(seed: int) -> None:
    given = triples(drawn(seed, 13, 3, holes=0.15))
    swapped = [(case, {"r0": "r2", "r2": "r0"}.get(rater, rater), point) for case, rater, point in given]
    first, second = report(ratings(NINE, given)), report(ratings(NINE, swapped))
    assert first.alpha == second.alpha
    assert first.ac2 == second.ac2
    assert first.trust == second.trust
    assert first.severity["r0"].steps == second.severity["r2"].steps
    assert first.pairs[0].kappa == second.pairs[2].kappa


def test_a_report_carries_its_counts_and_names_its_data() -> None:
    found = report(table([*drawn(1, 12, 3, holes=0.2), [None, 4, None], [None, None, None]]))
    assert (found.cases, found.raters) == (14, 3)
    assert found.ratings + found.empty == 42
    assert found.common_cases <= 12
    assert found.version == VERSION == "1"
    assert len(found.data) == 64
    assert [pair.raters for pair in found.pairs] == [("r0", "r1"), ("r0", "r2"), ("r1", "r2")]
    assert found.pairs[0].cases < found.common_cases


def test_one_person_leaving_changes_only_figures_that_listed_them() -> None:
    rows = triples(drawn(5, 14, 4))
    whole = report(ratings(NINE, rows))
    without = report(ratings(NINE, [row for row in rows if row[1] != "r3"]))
    kept = {pair.raters: pair for pair in whole.pairs if "r3" not in pair.raters}
    assert {pair.raters: pair for pair in without.pairs} == kept
    assert without.alpha != whole.alpha


def test_what_a_rater_reads_first_holds_nobody_elses_figures() -> None:
    found = report(table(drawn(5, 14, 3)))
    own = own_report(found, "r1")
    assert own == OwnReport(found.severity["r1"], found.alpha)
    assert own_report(found, "Otto") == NotComputable("not computable: no rating by this person")


ONE = Estimate(0.5, Interval(0.3, 0.7, "F"))


def test_a_study_says_what_more_raters_and_more_cases_would_give() -> None:
    found = study(ONE, Variances(2.0, 0.5, 1.5), 4)
    assert [one.raters for one in found.more_raters] == [1, 2, 3, 4, 6]
    means = [one.trust for one in found.more_raters]
    values = [mean.value for mean in means if isinstance(mean, Estimate)]
    assert values == pytest.approx([2 / 4, 2 / 3, 2 / (2 + 2 / 3), 2 / 2.5, 2 / (7 / 3)])
    assert means[1] == of_mean(ONE, 2)
    assert [one.error for one in found.more_raters] == pytest.approx([math.sqrt(2 / k) for k in (1, 2, 3, 4, 6)])
    assert [(one.cases, one.raters) for one in found.more_cases] == [(10, 4), (20, 4), (40, 4), (80, 4), (160, 4)]
    likely = [one.limits for one in found.more_cases]
    widths = [one.high - one.low for one in likely if isinstance(one, Interval)]
    assert len(widths) == 5
    assert widths == sorted(widths, reverse=True)
    assert all(isinstance(one, Interval) and one.low < 0.5 < one.high for one in likely)


def test_the_limits_a_study_expects_are_those_of_a_table_with_such_variances() -> None:
    rows = drawn(2, 40, 4)
    found, exact = trust(table(rows)), correlations(squares(cells(rows)))
    assert isinstance(found, Trust)
    assert isinstance(exact, Correlations)
    expected, here = study(found.one, found.variances, 4).more_cases[2].limits, exact.agreement_one.interval
    assert isinstance(expected, Interval)
    assert isinstance(here, Interval)
    assert expected.low == pytest.approx(here.low, abs=1e-3)
    assert expected.high == pytest.approx(here.high, abs=1e-3)


@pytest.mark.parametrize(
    ("variances", "raters"),
    [
        (Variances(1, 1, 1), 1),
        (Variances(1, 1, 0), 3),
        (Variances(1, 1e6, 1e-9), 3),
        (Variances(-0.1, 1, 1), 3),
        (Variances(1, -0.1, 1), 3),
    ],
)
def test_a_study_that_cannot_be_meant_is_refused(variances: Variances, raters: int) -> None:
    with pytest.raises(RefusedError, match="^A study needs two raters or more, and a variance that is left over.$"):
        study(ONE, variances, raters)


def test_a_report_without_trust_has_no_study() -> None:
    few = report(table(drawn(1, 9, 3)))
    assert few.study == few.trust
    perfect = report(table([[point] * 3 for point in (1, 2, 3, 4, 5, 6, 7, 8, 9, 5)]))
    assert perfect.study == NotComputable("not computable: raters never differed, so chance has no size here")
    assert isinstance(report(table(drawn(1, 12, 3))).study, Study)


def test_results_can_be_read_by_another_program() -> None:
    found = json.loads(json.dumps(plain(report(table(drawn(1, 12, 3))))))
    assert found["trust"]["variances"].keys() == {"cases", "raters", "left"}
    assert found["study"]["more_cases"][0]["cases"] == 10
    assert found["counts"]["distribution"]["5"] >= 0
    assert plain({("a", "b"): 1}) == {"a and b": 1}
    assert plain(Answer.MEETS) == "meets"
    assert plain(("a", None, True, 1.5)) == ["a", None, True, 1.5]
    assert plain(Answer) is Answer


def test_raters_who_share_no_case_make_no_pair() -> None:
    found = report(table([[1, 2, None], [3, 4, None], [None, 5, 6]]))
    assert [pair.raters for pair in found.pairs] == [("r0", "r1"), ("r1", "r2")]


LATIN = [(1, 2, 3), (2, 3, 1), (3, 1, 2)] * 4


def test_cases_that_differ_less_than_chance_would_make_them_have_no_mean_of_raters() -> None:
    why = NotComputable("not computable: cases differ less than chance alone would make them")
    found = correlations(squares(np.array(LATIN, dtype=np.float64)))
    assert isinstance(found, Correlations)
    assert found.consistency_mean == why
    for one in (found.one_way_one, found.agreement_one, found.consistency_one):
        assert one.interval == why
    assert isinstance(trust(table(LATIN)), Trust)
    assert isinstance(report(table(LATIN)).trust, Trust)
    assert of_mean(Estimate(-0.5, why), 3) == why
    half = of_mean(Estimate(0.1, Interval(-0.5, 0.4, "F")), 3)
    assert isinstance(half, Estimate)
    assert half.value == pytest.approx(0.25)
    assert half.interval == why
    rows = [
        [3, 9, 3],
        [2, 2, 6],
        [6, 7, 2],
        [4, 2, 9],
        [4, 5, 4],
        [8, 5, 4],
        [5, 6, 5],
        [3, 9, 6],
        [2, 3, 9],
        [5, 2, 8],
        [7, 4, 1],
    ]
    odd = trust(table(rows))
    assert isinstance(odd, Trust)
    assert isinstance(odd.mean, Estimate)
    assert odd.mean.value == pytest.approx(-6.0506, abs=1e-3)
    assert odd.mean.interval == why


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.permutations([1, 4, 4, 6]), min_size=10, max_size=14), st.integers(0, 3))
def test_every_estimate_lies_within_its_limits_and_below_one(rows: list[list[int]], shifted: int) -> None:
    found = trust(table([[point + (shifted if place == 0 else 0) for place, point in enumerate(row)] for row in rows]))
    if isinstance(found, Trust):
        for one in (found.one, found.mean, found.between_cases, found.error_of_one):
            if isinstance(one, Estimate) and isinstance(one.interval, Interval):
                assert one.interval.low <= one.value <= one.interval.high
        if isinstance(found.mean, Estimate):
            assert found.mean.value <= 1


def test_symmetric_tables_are_the_same_whatever_cases_are_called() -> None:
    rows = [(1, 2), (2, 1)] * 3 + [(1, 3), (3, 1)] * 2 + [(4, 4)] * 3
    given = triples(rows)
    first = report(ratings(NINE, given))
    for step in (3, 5, 7, 11):
        shuffled = [(f"c{(int(case[1:]) * step) % 13:03}", rater, point) for case, rater, point in given]
        assert report(ratings(NINE, shuffled)) == first
    latin = triples(LATIN)
    turned = [
        (f"c{(int(case[1:]) * 5) % 12:03}", {"r0": "r1", "r1": "r2", "r2": "r0"}[r], point) for case, r, point in latin
    ]
    one, other = report(ratings(NINE, latin)), report(ratings(NINE, turned))
    assert (one.alpha, one.trust, one.data) == (other.alpha, other.trust, other.data)


def test_who_shares_no_case_takes_no_figure_from_the_others() -> None:
    given = triples(drawn(5, 14, 3))
    alone = report(ratings(NINE, [*given, ("c900", "Stan", 5), ("c901", "Otto", None)]))
    without = report(ratings(NINE, given))
    assert alone.trust == without.trust
    assert alone.ac2 == without.ac2
    assert alone.rests_on == without.rests_on == Basis(14, 3, 42)
    assert isinstance(without.trust, Trust)
    assert without.trust.rests_on == Basis(14, 3, 42)
    more = report(ratings(NINE, [*given, *((f"d{n}", "r1", 5) for n in range(6))]))
    assert more.rests_on == Basis(14, 3, 42)
    assert isinstance(more.trust, Trust)
    assert more.trust.rests_on == Basis(20, 3, 48)
    assert more.ac2 == without.ac2


def test_a_report_is_its_figures_side_by_side() -> None:
    found, whole = report(table(drawn(1, 14, 3))), table(drawn(1, 14, 3))
    assert found.counts == counts(whole)
    assert found.ac2 == ac2(whole)
    assert found.alpha == alpha(whole)
    assert found.trust == trust(whole)
    assert found.severity == severity(whole)
    assert found.pairs[1] == Pair(("r0", "r2"), 14, counts(whole.of("r0", "r2")), kappa(whole, "r0", "r2"))


def test_two_cases_and_two_raters_have_mean_squares() -> None:
    found = squares(cells([[1, 2], [4, 7]]))
    assert (found.between_cases, found.between_raters, found.residual) == (16, 4, 1)
    assert found.within_cases == 2.5


def test_cases_that_are_all_alike_have_no_case_variance() -> None:
    rows: list[list[int | None]] = [[5, 6, 7], [7, 5, 6], [6, 7, 5], [5, 7, 6], [7, 6, 5], [6, 5, 7]] * 2
    found = components(table(rows))
    assert isinstance(found, Components)
    assert found.variances == pytest.approx((0, 0, 24 / 35))
    assert found.at_zero == ("cases", "raters")
    assert found.converged
    assert one_of(found).value == 0
    shifted: list[list[int | None]] = [[row[0], None if row[1] is None else row[1] - 4, row[2]] for row in rows]
    strict = components(table(shifted))
    assert isinstance(strict, Components)
    assert strict.at_zero == ("cases",)
    assert strict.variances.raters > 3


def test_the_mean_of_an_uneven_table_is_that_of_its_levels() -> None:
    facets = {"rater": ["x", "y", "x", "x"], "case": ["a", "a", "b", "c"]}
    uneven = {"rater": [*facets["rater"], "y"], "case": [*facets["case"], "c"]}
    found = additive(uneven, [4, 6, 8, 2, 5])
    assert isinstance(found, Additive)
    # Every case once by each rater would have been 3.75, 6.25; 8, 10.5 less a quarter; and 2.25, 4.75.
    effects_of = {name: one.steps for name, one in found.effects["case"].items()}
    assert found.mean + effects_of["a"] == pytest.approx(5)
    assert found.mean + effects_of["c"] == pytest.approx(3.5)
    assert found.mean + effects_of["b"] == pytest.approx(8 + 1.25)
    assert sum(effects_of.values()) == pytest.approx(0)


def test_one_rating_with_holes_is_told_by_its_variances() -> None:
    found = trust(table(drawn(7, 16, 3, holes=0.2)))
    assert isinstance(found, Trust)
    assert found.one.value == pytest.approx(found.variances.cases / sum(found.variances))
    assert isinstance(found.mean, Estimate)
    below = found.variances.cases + (found.variances.raters + found.variances.left) / found.ratings_per_case
    assert found.mean.value == pytest.approx(found.variances.cases / below)


def test_limits_are_the_middle_nineteen_of_twenty_draws() -> None:
    found = limits(np.arange(1001, dtype=np.float64), 500.0)
    assert (found.low, found.high) == pytest.approx((25, 975))
    assert found.method == "Monte Carlo, 20000 draws"
    assert limits(np.arange(1001, dtype=np.float64), 3.0).low == 3
    assert limits(np.arange(1001, dtype=np.float64), 1000.0).high == 1000


def test_variances_are_drawn_by_their_logarithms_and_from_zero_by_their_size() -> None:
    found = components(table(drawn(1, 15, 4, holes=0.3)))
    assert isinstance(found, Components)
    assert found.at_zero == ("raters",)
    drawn_variances, size = draws(found, "0" * 64), np.sqrt(np.diag(found.spread))
    assert drawn_variances.shape == (20_000, 3)
    assert (drawn_variances > 0).all()
    logs = np.log(drawn_variances[:, 0])
    assert logs.mean() == pytest.approx(math.log(found.variances.cases), abs=0.02)
    assert logs.std() == pytest.approx(size[0] / found.variances.cases, rel=0.03)
    assert drawn_variances[:, 1].mean() == pytest.approx(size[1] * math.sqrt(2 / math.pi), rel=0.03)
    related = np.corrcoef(np.log(drawn_variances[:, 0]), np.log(drawn_variances[:, 2]))[0, 1]
    assert related == pytest.approx(found.spread[0, 2] / size[0] / size[2], abs=0.03)


def test_two_equal_ratings_are_one_point_used() -> None:
    assert severity(table([[4, 5], [5, 5]]))["r1"].used_one_point
