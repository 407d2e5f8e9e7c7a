"""What is computed for the published examples of many facets, ordered points and designs."""

from collections.abc import Callable
from typing import Any

from app.statistics.raters.decisions import decide
from app.statistics.raters.designs import Components, MeanSquares, Study, nested_study
from app.statistics.raters.expected_agreement import ExactAgreement
from app.statistics.raters.ordinal import CumulativeLogit, JudgesLogit, cumulative_logit, cumulative_logit_with_judges
from app.statistics.raters.rasch import Rasch, Residual, rasch
from app.statistics.raters.rasch_measures import Facet
from app.statistics.raters.separation import FixedChiSquare, Separation, agreement_share, reliability, strata
from app.statistics.results import Estimate, NotComputable
from app.statistics.scale import Scale


def _rasch_example(data: dict[str, Any]) -> dict[str, Any]:
    cells = [(row[0], row[1], trait, point) for row in data["rows"] for trait, point in enumerate(row[2:], start=1)]
    judges, persons, traits = ([str(cell[at]) for cell in cells] for at in range(3))
    facets = {"judges": judges, "persons": persons, "traits": traits}
    fitted = rasch([cell[3] for cell in cells], facets, Scale(*data["points"]))
    return _of_rasch(fitted) if isinstance(fitted, Rasch) else {}


def _of_rasch(fitted: Rasch) -> dict[str, Any]:
    judges, persons, traits = fitted.facets
    severity = _logits(judges)
    large = sorted((one for one in fitted.residuals if abs(one.z) > 2), key=lambda one: -abs(one.z))
    return {
        "judge_severity": severity,
        "judge_se": [one.standard_error for one in judges.measures],
        "judge_infit": [one.infit.value for one in judges.measures],
        "person": _logits(persons),
        "trait": _logits(traits),
        "thresholds_F2_to_F9": [step.logits.value for step in fitted.steps],
        "negative_log_likelihood": fitted.negative_log_likelihood,
        "fair_average_judges": [one.fair_average.value for one in judges.measures],
        "expected_exact_agreements": _agreements(fitted.agreement),
        "judge_separation_population": _separation(judges.population),
        "fixed_chi_square_judges": _chi_square(judges.chi_square),
        "most_severe_judge": int(judges.measures[severity.index(max(severity))].label),
        "five_cells_judge_person_trait_rating": [_cell(one) for one in large],
        "z": [one.z for one in large],
    }


def _logits(facet: Facet) -> list[float]:
    return [one.logits.value for one in facet.measures]


def _agreements(found: ExactAgreement | NotComputable) -> dict[str, float]:
    if isinstance(found, NotComputable):
        return {}
    return {"count": found.expected.value, "share": found.expected_share.value}


def _separation(found: Separation | NotComputable) -> dict[str, float]:
    if isinstance(found, NotComputable):
        return {}
    figures = {name: getattr(found, name).value for name in ("separation", "strata", "reliability")}
    return {"rmse": found.rmse, "adjusted_sd": found.adjusted_sd, **figures}


def _chi_square(found: FixedChiSquare | NotComputable) -> dict[str, float]:
    return {} if isinstance(found, NotComputable) else {"value": found.value, "df": found.df}


def _cell(one: Residual) -> list[int]:
    return [*(int(label) for label in one.labels), one.point]


def _summary_formulas(data: dict[str, Any]) -> dict[str, Any]:
    population, sample = data["separation_population"], data["separation_sample"]
    return {
        "strata_population": strata(population),
        "strata_sample": strata(sample),
        "reliability_population": reliability(population),
        "reliability_sample": reliability(sample),
        "exact_share": agreement_share(data["exact"], data["agreement_opportunities"]),
        "expected_share": agreement_share(data["expected"], data["agreement_opportunities"]),
    }


def _nested_design(data: dict[str, Any]) -> dict[str, Any]:
    study = nested_study(data["scores"], data["tasks"], Scale(*data["points"]))
    return _of_study(study, data["designs"]) if isinstance(study, Study) else {}


def _of_study(study: Study, designs: list[list[int]]) -> dict[str, Any]:
    own = decide(study, study.tasks, study.raters)
    others = [decide(study, tasks, raters) for tasks, raters in designs]
    return {
        "mean_squares": {name: getattr(study.mean_squares, name) for name in MeanSquares.__slots__},
        "variance_components": {name: getattr(study.components, name).value for name in Components.__slots__},
        "d_study_3_tasks_4_raters": {
            "relative_error": own.relative_error.value,
            "absolute_error": own.absolute_error.value,
            "e_rho_squared": _value(own.generalizability),
            "phi": _value(own.dependability),
        },
        "d_study_other": {
            f"{one.tasks} by {one.raters}": [_value(one.generalizability), _value(one.dependability)] for one in others
        },
    }


def _value(figure: Estimate | NotComputable) -> float | None:
    return figure.value if isinstance(figure, Estimate) else None


def _wine(data: dict[str, Any]) -> dict[str, Any]:
    rows = [(row[0], row[1], judge, point) for row in data["rows"] for judge, point in enumerate(row[3:], start=1)]
    effects = {
        "warm": [float(row[0] == "warm") for row in rows],
        "contact": [float(row[1] == "contact") for row in rows],
    }
    points, judges = [row[3] for row in rows], [str(row[2]) for row in rows]
    plain = cumulative_logit(points, effects, Scale(*data["points"]))
    shifted = cumulative_logit_with_judges(points, effects, judges, Scale(*data["points"]))
    found = _of_model(plain) if isinstance(plain, CumulativeLogit) else {}
    return {
        "cumulative_logit_no_judge_effect": found,
        **(_of_judges(shifted) if isinstance(shifted, JudgesLogit) else {}),
    }


def _of_model(model: CumulativeLogit) -> dict[str, Any]:
    return {
        **{effect.name: effect.logits.value for effect in model.effects},
        "thresholds": [_value(threshold.logits) for threshold in model.thresholds],
        "log_likelihood": model.log_likelihood,
    }


def _of_judges(found: JudgesLogit) -> dict[str, Any]:
    modes = [judge.logits.value for judge in found.judges]
    return {
        "cumulative_logit_random_judge": {**_of_model(found.model), "judge_variance": found.variance.value},
        "judge_modes_computed": modes,
        "lowest_judge": int(found.judges[modes.index(min(modes))].label),
        "highest_judge": int(found.judges[modes.index(max(modes))].label),
    }


COMPUTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "E13_guilford_rasch": _rasch_example,
    "E15_facets_summary_formula": _summary_formulas,
    "E16_brennan_2001_table_3_2": _nested_design,
    "E17_randall_1989_wine": _wine,
}
