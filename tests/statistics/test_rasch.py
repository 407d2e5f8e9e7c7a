"""Judges, persons and elements on one line of logits."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.numdiff import approx_hess3

from app.statistics.published import read
from app.statistics.raters import rasch as rasch_module
from app.statistics.raters.expected_agreement import ExactAgreement
from app.statistics.raters.facets import coded, extremes
from app.statistics.raters.rasch import Rasch, rasch
from app.statistics.raters.rasch_measures import Facet
from app.statistics.raters.separation import FixedChiSquare, Separation
from app.statistics.results import NotComputable, RefusedError
from app.statistics.scale import Scale

NINE = Scale(1, 9)
Labels = dict[str, list[str]]


def guilford() -> tuple[list[int], Labels]:
    data = next(example.data for example in read() if example.key == "E13_guilford_rasch")
    cells = [(str(row[0]), str(row[1]), str(at), point) for row in data["rows"] for at, point in enumerate(row[2:])]
    names = ("judges", "persons", "traits")
    return [cell[3] for cell in cells], {name: [str(cell[at]) for cell in cells] for at, name in enumerate(names)}


def fitted(points: list[int], facets: Labels, scale: Scale = NINE, **names: str) -> Rasch:
    found = rasch(points, facets, scale, **names)
    assert isinstance(found, Rasch), found
    return found


def why_not(points: list[int], facets: Labels, scale: Scale = NINE) -> str:
    found = rasch(points, facets, scale)
    assert isinstance(found, NotComputable)
    return found.why


def logits(facet: Facet) -> list[float]:
    return [one.logits.value for one in facet.measures]


def every_measure(found: Rasch) -> list[float]:
    return [value for facet in found.facets for value in logits(facet)]


def crossed(table: dict[str, dict[str, int]]) -> tuple[list[int], Labels]:
    """One element: judges, and what each gave to each person."""
    cells = [(judge, person, point) for judge, row in table.items() for person, point in row.items()]
    return [cell[2] for cell in cells], {"judges": [cell[0] for cell in cells], "persons": [cell[1] for cell in cells]}


# Three judges used 2, 3, 4 and 6 of a scale from 1 to 7.
GAPS = {
    "Ann": {"p": 2, "q": 3, "r": 4, "s": 6},
    "Bea": {"p": 3, "q": 2, "r": 6, "s": 4},
    "Cas": {"p": 2, "q": 4, "r": 3, "s": 6},
}


def log_likelihood_of(points: list[int], facets: Labels, found: Rasch) -> Any:
    """The model once more, in plain loops: judges, free persons, free traits, free categories."""
    used = sorted(set(points))
    members = [sorted(set(facets[facet.name])) for facet in found.facets]
    sizes = [len(members[0]), *[len(names) - 1 for names in members[1:]]]

    def of(free: Any) -> float:
        parts = np.split(np.asarray(free), np.cumsum(sizes))
        values = [list(parts[0]), *[[*part, -sum(part)] for part in parts[1:-1]]]
        categories = [0.0, *parts[-1], 0.0]
        total = 0.0
        for row, point in enumerate(points):
            level = 0.0
            for at, facet in enumerate(found.facets):
                value = values[at][members[at].index(facets[facet.name][row])]
                level += value if facet.name == "persons" else -value
            terms = [(other - used[0]) * level - category for other, category in zip(used, categories, strict=True)]
            total += terms[used.index(point)] - float(np.logaddexp.reduce(terms))
        return total

    return of


def free_values(found: Rasch) -> list[float]:
    judges, *others = (logits(facet) for facet in found.facets)
    widths = [(step.upper - step.lower) * step.logits.value for step in found.steps]
    return [*judges, *[value for facet in others for value in facet[:-1]], *np.cumsum(widths)[:-1].tolist()]


def half_width(figure: Any) -> float:
    assert figure.value - figure.interval.low == pytest.approx(figure.interval.high - figure.value, abs=1e-12)
    return float(figure.interval.high - figure.value)


def test_guilford_sits_on_top_of_the_likelihood_with_the_spread_of_its_curvature() -> None:
    points, facets = guilford()
    found = fitted(points, facets)
    of, at = log_likelihood_of(points, facets, found), free_values(found)
    assert found.negative_log_likelihood == pytest.approx(-of(at), abs=1e-9)
    covariance = np.linalg.inv(-approx_hess3(at, of))
    wide = 1.959963984540054 * np.sqrt(np.diag(covariance))
    assert [half_width(judge.logits) for judge in found.facets[0].measures] == pytest.approx(wide[:3], abs=1e-5)
    assert [half_width(person.logits) for person in found.facets[1].measures][:6] == pytest.approx(wide[3:9], abs=1e-5)
    assert half_width(found.steps[0].logits) == pytest.approx(wide[13], abs=1e-4)
    both = covariance[13, 13] + covariance[14, 14] - 2 * covariance[13, 14]
    assert half_width(found.steps[1].logits) == pytest.approx(1.959963984540054 * both**0.5, abs=1e-4)
    assert method(found.steps[1].logits) == method(found.facets[0].measures[0].logits) == "normal, joint information"


def test_guilford_counts_and_notes() -> None:
    found = fitted(*guilford())
    assert (found.ratings, found.converged) == (105, True)
    assert [facet.name for facet in found.facets] == ["judges", "persons", "traits"]
    assert [one.ratings for facet in found.facets for one in facet.measures] == [35] * 3 + [15] * 7 + [21] * 5
    assert [one.notes for one in found.facets[0].measures] == [()] * 3
    assert found.counts == tuple(zip(NINE.points, [4, 4, 25, 8, 31, 6, 21, 3, 3], strict=True))
    assert [(step.lower, step.upper) for step in found.steps] == [(at, at + 1) for at in range(1, 9)]
    assert found.notes == (
        "the step up to 3, 5, 7, 9 lies below the step before it: some point is nowhere the likeliest",
    )


def test_guilford_fits_and_fair_averages_carry_their_intervals() -> None:
    judges, persons, _ = fitted(*guilford()).facets
    brahe = judges.measures[1]
    assert brahe.infit.value == pytest.approx(1.475214, abs=1e-6)
    assert limits(brahe.infit) == pytest.approx([1.028063, 1.922365], abs=1e-6)
    assert method(brahe.infit) == "normal, spread under the model"
    assert limits(brahe.fair_average) == pytest.approx([3.778007, 5.041728], abs=1e-6)
    assert method(brahe.fair_average) == "limits of the logits"
    # The judges' mean is 0.063, and stands in for the judge when a person's fair average is found.
    assert persons.measures[0].fair_average.value == pytest.approx(4.636575, abs=1e-6)
    assert limits(persons.measures[0].fair_average) == pytest.approx([3.934642, 5.383391], abs=1e-6)
    assert limits(persons.measures[0].infit) == pytest.approx([0.0, 0.903614], abs=1e-6)


def limits(figure: Any) -> list[float]:
    return [figure.interval.low, figure.interval.high]


def method(figure: Any) -> str:
    return str(figure.interval.method)


def test_guilford_separates_persons_better_than_judges() -> None:
    judges, persons, traits = fitted(*guilford()).facets
    assert isinstance(judges.population, Separation)
    assert isinstance(judges.sample, Separation)
    assert isinstance(persons.sample, Separation)
    assert (judges.population.members, persons.sample.members) == (3, 7)
    assert judges.sample.separation.value == pytest.approx(1.077005, abs=1e-6)
    assert persons.sample.separation.value == pytest.approx(2.467716, abs=1e-6)
    assert isinstance(traits.chi_square, FixedChiSquare)
    assert [traits.chi_square.value, traits.chi_square.df] == pytest.approx([21.408923, 4], abs=1e-6)


def test_guilford_residuals_stand_beside_what_was_expected() -> None:
    found = fitted(*guilford())
    assert len(found.residuals) == 105
    strangest = max(found.residuals, key=lambda one: abs(one.z))
    assert (strangest.labels, strangest.point) == (("2", "5", "3"), 2)
    assert [strangest.expected, strangest.z] == pytest.approx([6.094499, -2.782378], abs=1e-6)
    assert sum(one.point - one.expected for one in found.residuals) == pytest.approx(0, abs=1e-9)


def test_guilford_agrees_a_little_more_than_the_model_expects() -> None:
    agreement = fitted(*guilford()).agreement
    assert isinstance(agreement, ExactAgreement)
    assert (agreement.cells, agreement.pairs, agreement.exact) == (35, 105, 33)
    assert limits(agreement.expected) == pytest.approx([17.391019, 36.647784], abs=1e-6)


def test_two_points_are_a_logistic_regression() -> None:
    random = np.random.default_rng(11)
    judges, persons = np.divmod(np.arange(60), 12)
    raised = (random.random(60) < 0.2 + 0.1 * judges + 0.02 * persons).astype(int)
    facets = {"judges": [f"j{at}" for at in judges], "persons": [f"p{at:02}" for at in persons]}
    found = fitted([int(point) for point in raised + 1], facets, Scale(1, 2))
    people = np.vstack([np.eye(11), -np.ones(11)])[persons]
    library = Logit(raised, np.hstack([-np.eye(5)[judges], people])).fit(disp=0)
    assert logits(found.facets[0]) == pytest.approx(library.params[:5].tolist(), abs=1e-5)
    assert logits(found.facets[1])[:11] == pytest.approx(library.params[5:].tolist(), abs=1e-5)
    wide = (1.959963984540054 * library.bse[:5]).tolist()
    assert [half_width(one.logits) for one in found.facets[0].measures] == pytest.approx(wide, abs=1e-5)
    assert found.negative_log_likelihood == pytest.approx(-library.llf, abs=1e-8)
    assert [step.logits.value for step in found.steps] == [0.0]
    assert found.notes == ()


def test_a_point_that_nobody_gave_has_no_step_and_keeps_the_distance_of_its_neighbours() -> None:
    points, facets = crossed(GAPS)
    found = fitted(points, facets, Scale(1, 7))
    assert [(step.lower, step.upper) for step in found.steps] == [(2, 3), (3, 4), (4, 6)]
    assert found.counts == ((1, 0), (2, 3), (3, 3), (4, 3), (5, 0), (6, 3), (7, 0))
    assert found.notes[0] == "nobody gave 1, 5, 7: no step leads there, and the model gives it no chance"
    widths = [(step.upper - step.lower) * step.logits.value for step in found.steps]
    assert sum(widths) == pytest.approx(0, abs=1e-12)
    of, at = log_likelihood_of(points, facets, found), free_values(found)
    assert found.negative_log_likelihood == pytest.approx(-of(at), abs=1e-9)
    wide = 1.959963984540054 * np.sqrt(np.diag(np.linalg.inv(-approx_hess3(at, of))))
    assert half_width(found.steps[0].logits) == pytest.approx(wide[-2], rel=1e-4)
    # The step from 4 to 6 is one figure for two points, so half of what the likelihood knows of the whole way.
    assert half_width(found.steps[2].logits) == pytest.approx(wide[-1] / 2, rel=1e-4)


def test_declared_points_beyond_those_given_change_no_measure() -> None:
    points, facets = crossed(GAPS)
    short, long = fitted(points, facets, Scale(2, 6)), fitted(points, facets, Scale(0, 11))
    assert every_measure(short) == pytest.approx(every_measure(long), abs=1e-9)
    assert short.notes[0] == "nobody gave 5: no step leads there, and the model gives it no chance"
    fair = [[one.fair_average.value for one in found.facets[0].measures] for found in (short, long)]
    assert fair[0] == pytest.approx(fair[1], abs=1e-9)


def test_the_order_of_ratings_changes_nothing_to_the_bit() -> None:
    points, facets = guilford()
    turned = fitted(points[::-1], {name: labels[::-1] for name, labels in facets.items()})
    assert turned == fitted(points, facets)


def test_names_change_the_labels_and_no_figure() -> None:
    points, facets = guilford()
    renamed = {
        "coaches": ["zyx"[int(label) - 1] for label in facets["judges"]],
        "people": facets["persons"],
        "a": facets["traits"],
    }
    found = fitted(points, renamed, judges="coaches", persons="people")
    assert [facet.name for facet in found.facets] == ["coaches", "people", "a"]
    assert logits(found.facets[0])[::-1] == pytest.approx(logits(fitted(points, facets).facets[0]), abs=1e-9)
    assert found.negative_log_likelihood == pytest.approx(165.6849840213, abs=1e-9)


def test_turning_the_scale_round_turns_every_measure_round() -> None:
    points, facets = guilford()
    there, back = fitted(points, facets), fitted([10 - point for point in points], facets)
    assert every_measure(back) == pytest.approx([-value for value in every_measure(there)], abs=1e-9)
    steps = [-step.logits.value for step in there.steps][::-1]
    assert [step.logits.value for step in back.steps] == pytest.approx(steps, abs=1e-9)


def test_a_judge_with_29_ratings_is_read_for_the_order_only() -> None:
    points, facets = guilford()
    keep = [row for row in range(105) if row not in (0, 36, 37, 38, 39, 40)]
    found = fitted(
        [points[row] for row in keep], {name: [labels[row] for row in keep] for name, labels in facets.items()}
    )
    assert [one.ratings for one in found.facets[0].measures] == [34, 30, 35]
    assert [one.notes for one in found.facets[0].measures] == [(), (), ()]
    keep.remove(41)
    found = fitted(
        [points[row] for row in keep], {name: [labels[row] for row in keep] for name, labels in facets.items()}
    )
    assert found.facets[0].measures[1].notes == ("fewer than 30 ratings: relative order only",)
    assert [one.notes for one in found.facets[1].measures] == [()] * 7


def test_a_judge_who_gave_one_point_only_has_a_severity_and_a_warning() -> None:
    found = fitted(*crossed(GAPS | {"Dee": {"p": 4, "q": 4, "r": 4, "s": 4}}), Scale(1, 7))
    dee = found.facets[0].measures[3]
    assert dee.notes == ("fewer than 30 ratings: relative order only", "every rating was 4: the scale was not used")
    assert -1 < dee.logits.value < 0


def test_equal_steps_are_in_order_and_a_step_back_is_named() -> None:
    even = {"a": {"p": 1, "q": 2, "r": 3}, "b": {"p": 2, "q": 3, "r": 1}, "c": {"p": 3, "q": 1, "r": 2}}
    found = fitted(*crossed(even), Scale(1, 3))
    assert [step.logits.value for step in found.steps] == pytest.approx([0, 0], abs=1e-12)
    few_twos = {"a": {"p": 1, "q": 3, "r": 3}, "b": {"p": 3, "q": 1, "r": 2}, "c": {"p": 1, "q": 1, "r": 3}}
    back = fitted(*crossed(few_twos), Scale(1, 3))
    assert back.notes == ("the step up to 3 lies below the step before it: some point is nowhere the likeliest",)


def test_a_fit_that_did_not_settle_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasch_module, "STEPS", 1)
    found = fitted(*guilford())
    assert found.converged is False
    assert found.notes[0] == "the fit did not settle in 1 steps: these are not yet estimates"


def test_what_keeps_a_model_of_facets_from_being_fitted() -> None:
    same = {"a": {"p": 4, "q": 4}, "b": {"p": 4, "q": 4}}
    assert why_not([], {"judges": [], "persons": []}) == "not computable: there are no ratings"
    assert why_not(*crossed({"a": {"p": 1, "q": 2}})) == "not computable: fewer than two judges"
    assert why_not(*crossed({"a": {"p": 1}, "b": {"p": 2}})) == "not computable: fewer than two persons"
    assert why_not(*crossed(same)) == "not computable: every rating was the same"


def test_groups_without_a_common_person_are_not_compared() -> None:
    apart = {"a": {"p": 1, "q": 2}, "b": {"p": 2, "q": 1}, "c": {"r": 1, "s": 2}, "d": {"r": 2, "s": 1}}
    sentence = "fall into 2 groups with nothing in common, and only within a group can they be compared"
    assert why_not(*crossed(apart)) == f"not computable: judges and persons {sentence}"
    points, facets = crossed(apart)
    # Elements that everybody is rated on tie no judge to the persons of the others.
    assert (
        why_not(points, facets | {"elements": ["e", "f", "f", "e"] * 2})
        == f"not computable: judges and persons {sentence}"
    )
    own = {"judges": ["a", "a", "b", "b"] * 2, "persons": ["p", "q"] * 4, "elements": ["e", "e", "f", "f"] * 2}
    assert why_not([1, 2, 2, 3, 3, 1, 2, 2], own) == f"not computable: judges and elements {sentence}"


def test_labels_that_always_come_together_cannot_be_told_apart() -> None:
    # Every two facets are tied, and yet elements say nothing that judge and person do not say together.
    rows = [("a", "p", "e"), ("a", "q", "f"), ("b", "p", "f"), ("b", "q", "g")]
    facets = {name: [row[at] for row in rows] * 2 for at, name in enumerate(("judges", "persons", "elements"))}
    assert why_not([1, 2, 3, 2, 2, 1, 2, 3], facets) == (
        "not computable: some labels always come together, so their effects cannot be told apart"
    )


def test_whoever_has_ratings_at_one_end_only_keeps_the_model_from_an_answer() -> None:
    sentence = "every rating is at one end of what was used (2 or 6), where a measure has no limit"
    points, facets = crossed(GAPS | {"Dee": {"p": 6, "q": 6, "r": 6, "s": 6}})
    assert why_not(points, facets) == f"not computable: for 1 of the judges {sentence}"
    points, facets = crossed({judge: row | {"t": 2, "u": 6} for judge, row in GAPS.items()})
    assert why_not(points, facets) == f"not computable: for 2 of the persons {sentence}"
    points, facets = crossed({judge: row | {"t": 2} for judge, row in GAPS.items()} | {"Dee": {"s": 6}})
    assert why_not(points, facets) == f"not computable: for 1 of the judges and 1 of the persons {sentence}"


def test_whoever_is_at_an_end_is_named_by_facet_and_label() -> None:
    points, facets = crossed(GAPS | {"Dee": {"p": 6, "q": 6}, "Eve": {"r": 2, "s": 6}})
    assert extremes(coded(points, facets, NINE, "judges", "persons")) == (("judges", "Dee"),)
    points, facets = crossed({judge: {"p": 2, "q": 6, "r": 4} for judge in GAPS})
    assert extremes(coded(points, facets, NINE, "judges", "persons")) == (("persons", "p"), ("persons", "q"))


def test_ratings_that_part_completely_have_no_limit() -> None:
    # Ann gives one point more than Bea to everybody, so nothing says how far apart the two are.
    points, facets = crossed({"Ann": {"p": 2, "q": 3}, "Bea": {"p": 1, "q": 2}})
    assert why_not(points, facets) == "not computable: the ratings are so one-sided that some measure has no limit"


def test_what_cannot_be_meant_is_refused() -> None:
    points, facets = crossed(GAPS)
    with pytest.raises(RefusedError, match=r"^6 is not a point from 1 to 5\.$"):
        rasch(points, facets, Scale(1, 5))
    for names in ({"judges": "coaches"}, {"persons": "coaches"}, {"judges": "persons"}):
        with pytest.raises(
            RefusedError, match=r"^The judges and the persons must be two of the facets that are given\.$"
        ):
            rasch(points, facets, NINE, **names)
    for short in (points[1:], [*points, 3]):
        with pytest.raises(RefusedError, match=r"^Every facet needs exactly one label for each rating\.$"):
            rasch(short, facets, NINE)


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[int], Labels]:
    cells = [(judge, person, element) for judge in "abc" for person in "pqrs" for element in "xy"]
    points = draw(st.lists(st.integers(1, 4), min_size=24, max_size=24))
    kept = draw(st.lists(st.booleans(), min_size=24, max_size=24))
    rows = [(*cell, point) for cell, point, keep in zip(cells, points, kept, strict=True) if keep or cell[0] == "a"]
    names = ("judges", "persons", "elements")
    return [row[3] for row in rows], {name: [str(row[at]) for row in rows] for at, name in enumerate(names)}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(studies())
def test_a_fit_expects_for_everybody_what_everybody_got(study: tuple[list[int], Labels]) -> None:
    points, facets = study
    found = rasch(points, facets, Scale(1, 4))
    if isinstance(found, NotComputable):
        assert found.why.startswith("not computable: ")
        return
    assert found.converged
    for at, facet in enumerate(found.facets):
        for one in facet.measures:
            own = [rest.point - rest.expected for rest in found.residuals if rest.labels[at] == one.label]
            assert sum(own) == pytest.approx(0, abs=1e-6)
            assert len(own) == one.ratings
    for facet in found.facets[1:]:
        assert sum(logits(facet)) == pytest.approx(0, abs=1e-9)
    assert sum((step.upper - step.lower) * step.logits.value for step in found.steps) == pytest.approx(0, abs=1e-9)


def test_an_element_that_stands_alone_changes_nothing() -> None:
    points, facets = crossed(GAPS)
    found = fitted(points, facets | {"elements": ["only"] * 12})
    assert found.facets[2].measures[0].logits.value == 0.0
    assert every_measure(found)[:7] == pytest.approx(every_measure(fitted(points, facets)), abs=1e-9)
    assert isinstance(found.facets[2].population, NotComputable)
