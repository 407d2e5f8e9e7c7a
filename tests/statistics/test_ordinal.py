"""Ordered points as ordered, with and without judges."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad
from scipy.optimize import approx_fprime
from scipy.stats import norm
from statsmodels.miscmodels.ordinal_model import OrderedModel

from app.statistics.published import read
from app.statistics.raters import likelihood_peak
from app.statistics.raters.covariates import explained
from app.statistics.raters.cumulative import Sample, Values, marginal, modes, values_of
from app.statistics.raters.ordinal import (
    CumulativeLogit,
    JudgesLogit,
    cumulative_logit,
    cumulative_logit_with_judges,
)
from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.scale import Scale

FIVE = Scale(1, 5)
Effects = dict[str, list[float]]


def wine() -> tuple[list[int], Effects, list[str]]:
    data = next(example.data for example in read() if example.key == "E17_randall_1989_wine")
    cells = [
        (row[0], row[1], str(judge), point) for row in data["rows"] for judge, point in enumerate(row[3:], start=1)
    ]
    warm, contact = ([float(cell[at] == word) for cell in cells] for at, word in ((0, "warm"), (1, "contact")))
    return [cell[3] for cell in cells], {"warm": warm, "contact": contact}, [cell[2] for cell in cells]


def plain(points: list[int], effects: Effects, scale: Scale = FIVE) -> CumulativeLogit:
    found = cumulative_logit(points, effects, scale)
    assert isinstance(found, CumulativeLogit), found
    return found


def judged(points: list[int], effects: Effects, judges: list[str], scale: Scale = FIVE) -> JudgesLogit:
    found = cumulative_logit_with_judges(points, effects, judges, scale)
    assert isinstance(found, JudgesLogit), found
    return found


def values(model: CumulativeLogit) -> list[float]:
    return [figure.value for figure in figures(model)]


def figures(model: CumulativeLogit) -> list[Estimate]:
    found = [*(one.logits for one in model.thresholds), *(one.logits for one in model.effects)]
    return [figure for figure in found if isinstance(figure, Estimate)]


def half_width(figure: Estimate) -> float:
    assert isinstance(figure.interval, Interval)
    assert figure.value - figure.interval.low == pytest.approx(figure.interval.high - figure.value, abs=1e-12)
    return figure.interval.high - figure.value


def limits(figure: Estimate) -> list[float]:
    assert isinstance(figure.interval, Interval)
    return [figure.interval.low, figure.interval.high]


def simulated(seed: int, ratings: int = 150) -> tuple[list[int], Effects]:
    random = np.random.default_rng(seed)
    months, after = random.uniform(0, 12, ratings), random.integers(0, 2, ratings).astype(float)
    heights = 0.2 * months + 1.1 * after + random.logistic(size=ratings)
    points = np.digitize(heights, [0.0, 1.0, 2.0, 3.5]) + 1
    return [int(point) for point in points], {"months": months.tolist(), "after": after.tolist()}


def test_without_judges_it_is_what_statsmodels_finds() -> None:
    points, effects = simulated(3)
    found = plain(points, effects)
    columns = np.column_stack([effects["after"], effects["months"]])
    library = OrderedModel(np.array(points), columns, distr="logit").fit(method="bfgs", disp=False, gtol=1e-8)
    thresholds = OrderedModel(np.array(points), columns, distr="logit").transform_threshold_params(library.params)[1:-1]
    assert values(found) == pytest.approx([*thresholds, *library.params[:2]], abs=1e-4)
    assert [one.name for one in found.effects] == ["after", "months"]
    wide = 1.959963984540054 * library.bse[:2]
    assert [half_width(one.logits) for one in found.effects] == pytest.approx(wide.tolist(), rel=1e-3)
    assert half_width(figures(found)[0]) == pytest.approx(1.959963984540054 * library.bse[2], rel=1e-3)
    assert found.log_likelihood == pytest.approx(library.llf, abs=1e-6)
    assert (found.ratings, found.converged, found.notes) == (150, True, ())
    assert found.counts == tuple((point, points.count(point)) for point in FIVE.points)


def test_wine_carries_its_spread() -> None:
    points, effects, judges = wine()
    found = judged(points, effects, judges)
    # The clmm2 tutorial prints standard errors of 0.5954 for warmth and 0.5125 for contact, by the Laplace method.
    contact, warm = (half_width(one.logits) / 1.959963984540054 for one in found.model.effects)
    assert [warm, contact] == pytest.approx([0.595, 0.512], abs=0.0005)
    first = figures(found.model)[0]
    assert limits(first) == pytest.approx([-2.962909, -0.284079], abs=1e-5)
    assert isinstance(first.interval, Interval)
    assert first.interval.method == "normal, observed information"
    assert limits(found.variance) == pytest.approx([0.254901, 5.163057], abs=1e-4)
    assert isinstance(found.variance.interval, Interval)
    assert found.variance.interval.method == "profile likelihood"
    assert [(one.label, one.ratings) for one in found.judges] == [(str(judge), 8) for judge in range(1, 10)]
    assert limits(found.judges[0].logits) == pytest.approx([0.612222, 2.784709], abs=1e-5)
    assert isinstance(found.judges[0].logits.interval, Interval)
    assert found.judges[0].logits.interval.method == "normal, other figures as known"
    assert (found.model.converged, found.model.notes) == (True, ())
    assert found.model.counts == ((1, 5), (2, 22), (3, 26), (4, 12), (5, 7))


def sample_of_wine() -> Sample:
    points, effects, judges = wine()
    return explained(points, effects, judges, FIVE).sample()


SOME = Values(np.array([-2.0, 1.0, 3.0, 4.5]), np.array([1.2, 2.0]), 1.4)


def chance(sample: Sample, some: Values, judge: int, v: float) -> float:
    """Of all ratings of one judge together, times the normal density of the judge's shift."""
    limits_of = [-np.inf, *some.thresholds, np.inf]
    product = float(norm.pdf(v))
    for row in np.flatnonzero(sample.judges == judge):
        level = float(sample.effects[row] @ some.effects) + some.spread * v
        upper, lower = (1 / (1 + np.exp(-(limits_of[sample.given[row] + at] - level))) for at in (1, 0))
        product *= upper - lower
    return product


def test_the_likelihood_is_the_integral_over_the_judges() -> None:
    sample = sample_of_wine()
    total = sum(np.log(quad(partial(chance, sample, SOME, judge), -8, 8)[0]) for judge in range(9))
    height, slope = marginal(sample, SOME)
    assert height == pytest.approx(total, abs=1e-8)

    def height_at(vector: NDArray[np.float64]) -> float:
        return marginal(sample, values_of(vector, 4))[0]

    assert slope == pytest.approx(approx_fprime(SOME.vector(), height_at, 1e-7), abs=1e-4)


def test_the_mode_of_a_judge_is_where_the_ratings_are_likeliest() -> None:
    sample = sample_of_wine()
    tops, widths = modes(sample, SOME)
    for judge in (0, 6):
        grid = tops[judge] + np.array([-1e-3, 0, 1e-3])
        down, top, up = (np.log(chance(sample, SOME, judge, float(v))) for v in grid)
        assert down < top > up
        assert widths[judge] == pytest.approx((-(down - 2 * top + up) / 1e-6) ** -0.5, rel=1e-3)


def test_strict_judges_far_apart_still_have_their_modes() -> None:
    far = Values(SOME.thresholds * 20, SOME.effects * 20, 60.0)
    tops, widths = modes(sample_of_wine(), far)
    heights = [np.log(chance(sample_of_wine(), far, 0, float(v))) for v in tops[0] + np.array([-1e-4, 0, 1e-4])]
    assert heights[1] == max(heights)
    assert (widths > 0).all()


def test_the_limits_of_the_variance_are_where_the_profile_has_fallen() -> None:
    sample = sample_of_wine()
    begin = likelihood_peak.start(sample)
    peak = likelihood_peak.highest(sample, begin)
    for limit in (0.254901, 5.163057):
        held = likelihood_peak.highest(sample, begin, limit**0.5)
        assert held.values.spread == pytest.approx(limit**0.5)
        assert peak.log_likelihood - held.log_likelihood == pytest.approx(3.841459 / 2, abs=1e-4)


def test_judges_who_do_not_differ_have_no_variance() -> None:
    points, judges = [1, 2, 3, 2, 3, 1] * 4, [judge for judge in "abcd" for _ in range(6)]
    effects = {"after": [0.0, 0.0, 0.0, 1.0, 1.0, 1.0] * 4}
    found, without = judged(points, effects, judges, Scale(1, 3)), plain(points, effects, Scale(1, 3))
    assert found.variance.value == 0.0
    assert limits(found.variance) == pytest.approx([0.0, 0.936732], abs=1e-4)
    assert found.model.notes == ("no difference between judges was detected",)
    assert values(found.model) == pytest.approx(values(without), abs=1e-9)
    assert found.model.log_likelihood == pytest.approx(without.log_likelihood, abs=1e-9)
    nothing = Estimate(0.0, NotComputable("not computable: no difference between judges was detected"))
    assert [one.logits for one in found.judges] == [nothing] * 4


def test_judges_with_two_ratings_each_may_set_no_upper_limit() -> None:
    found = judged([1, 1, 2, 1, 3, 3], {}, list("aabbcc"), Scale(1, 3))
    assert found.variance.value == pytest.approx(22.0256, abs=0.01)
    assert found.variance.interval == NotComputable("not computable: the ratings set no upper limit to it")


def test_judges_who_have_nothing_in_common_have_no_limit() -> None:
    sided = NotComputable("not computable: the ratings are so one-sided that an effect or a judge has no limit")
    assert cumulative_logit_with_judges([1, 1, 1, 2, 2, 2], {}, list("aaabbb"), FIVE) == sided
    assert (
        cumulative_logit_with_judges([1] * 8 + [2] * 8 + [3] * 8, {}, list("aaaaaaaabbbbbbbbcccccccc"), FIVE) == sided
    )


def test_a_point_between_that_nobody_gave_has_no_width() -> None:
    points, effects = simulated(5, 40)
    wider = [{1: 2, 2: 3, 3: 5, 4: 8, 5: 9}[point] for point in points]
    found, close = plain(wider, effects, Scale(1, 10)), plain(points, effects)
    known = [one.logits for one in found.thresholds]
    short = figures(close)
    assert [one.upto for one in found.thresholds] == list(range(1, 10))
    assert known[0] == NotComputable("not computable: nobody gave 1 or less")
    assert known[1:8] == [short[0], short[1], short[1], short[2], short[2], short[2], short[3]]
    assert known[8] == NotComputable("not computable: nobody gave more than 9")
    assert found.effects == close.effects
    assert found.counts[5:8] == ((6, 0), (7, 0), (8, points.count(4)))


def test_other_units_and_another_zero_change_the_figures_as_they_should() -> None:
    points, effects = simulated(7)
    found = plain(points, effects)
    other = plain(points, {"after": effects["after"], "months": [2000 + month / 12 for month in effects["months"]]})
    assert other.effects[0].logits.value == pytest.approx(found.effects[0].logits.value, abs=1e-5)
    assert other.effects[1].logits.value == pytest.approx(12 * found.effects[1].logits.value, abs=1e-4)
    assert half_width(other.effects[1].logits) == pytest.approx(12 * half_width(found.effects[1].logits), abs=1e-4)
    moved = figures(found)[0].value + 2000 * other.effects[1].logits.value
    assert figures(other)[0].value == pytest.approx(moved, abs=1e-3)


def test_order_changes_nothing_to_the_bit() -> None:
    points, effects, judges = wine()
    turned = {name: column[::-1] for name, column in reversed(effects.items())}
    assert judged(points[::-1], turned, judges[::-1]) == judged(points, effects, judges)


def test_turning_the_scale_round_turns_effects_and_judges_round() -> None:
    points, effects, judges = wine()
    there, back = judged(points, effects, judges), judged([6 - point for point in points], effects, judges)
    assert [-one.logits.value for one in back.judges] == pytest.approx(
        [one.logits.value for one in there.judges], abs=1e-5
    )
    assert [-one.logits.value for one in back.model.effects] == pytest.approx(values(there.model)[4:], abs=1e-5)
    assert [-value for value in values(back.model)[3::-1]] == pytest.approx(values(there.model)[:4], abs=1e-5)
    assert back.variance.value == pytest.approx(there.variance.value, abs=1e-5)


def test_a_fit_that_did_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likelihood_peak, "FLAT", 1e-40)
    points, effects, judges = wine()
    found = judged(points, effects, judges)
    assert found.model.converged is False
    assert found.model.notes == ("the fit did not settle: these are not yet estimates",)
    assert found.variance.interval == NotComputable("not computable: the fit did not settle")


def test_what_keeps_an_ordered_model_from_being_fitted() -> None:
    def both(points: list[int], effects: Effects) -> str:
        found = cumulative_logit(points, effects, FIVE)
        assert found == cumulative_logit_with_judges(points, effects, list("aabbcc")[: len(points)], FIVE)
        assert isinstance(found, NotComputable)
        return found.why

    points = [1, 2, 3, 2, 1, 3]
    assert both([], {}) == "not computable: there are no ratings"
    assert both([4] * 6, {}) == "not computable: every rating was the same"
    alike = "not computable: an effect never changes, or follows from the others"
    assert both(points, {"one": [0.0] * 6}) == alike
    assert both(points, {"one": [3.0] * 6}) == alike
    assert both(points, {"one": [1.0, 2, 3, 4, 5, 6], "two": [3.0, 5, 7, 9, 11, 13]}) == alike
    sided = "not computable: the ratings are so one-sided that an effect or a judge has no limit"
    assert both(points, {"one": [0.0, 1, 2, 1, 0, 2]}) == sided


def test_what_keeps_judges_out_of_the_model() -> None:
    points = [1, 2, 3, 2, 1, 3]
    alone = cumulative_logit_with_judges(points, {}, ["a"] * 6, FIVE)
    assert alone == NotComputable("not computable: fewer than two judges")
    once = cumulative_logit_with_judges(points, {}, list("abcdef"), FIVE)
    assert once == NotComputable("not computable: no judge rated more than once")
    assert isinstance(cumulative_logit_with_judges(points, {}, list("abcdee"), FIVE), JudgesLogit)


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^6 is not a point from 1 to 5\.$"):
        cumulative_logit([1, 6], {}, FIVE)
    for effects, judges in (({"one": [1.0]}, ["a", "b"]), ({}, ["a"]), ({"one": [1.0] * 3}, ["a", "b"])):
        with pytest.raises(RefusedError, match=r"^Every rating needs one judge and one value of each effect\.$"):
            cumulative_logit_with_judges([1, 2], effects, judges, FIVE)
    for wrong in (float("nan"), float("inf")):
        with pytest.raises(RefusedError, match=r"^The values of an effect are numbers\.$"):
            cumulative_logit([1, 2], {"one": [0.0, wrong]}, FIVE)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.sampled_from("abc")), min_size=8, max_size=24))
def test_any_ratings_have_an_answer_or_a_reason(rows: list[tuple[int, bool, str]]) -> None:
    points, judges = [row[0] for row in rows], [row[2] for row in rows]
    found = cumulative_logit_with_judges(points, {"after": [float(row[1]) for row in rows]}, judges, Scale(1, 4))
    if isinstance(found, NotComputable):
        assert found.why.startswith("not computable: ")
        return
    thresholds = values(found.model)[:-1]
    assert thresholds == sorted(thresholds)
    assert found.model.log_likelihood < 0
    if isinstance(found.variance.interval, Interval):
        assert 0 <= found.variance.interval.low <= found.variance.value <= found.variance.interval.high
