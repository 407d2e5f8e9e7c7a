"""What is computed for the published examples about raters."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.published.compare import of_kind
from app.statistics.raters import chance, kappa
from app.statistics.raters.additive import Additive, additive
from app.statistics.raters.alpha import coefficient, value_counts
from app.statistics.raters.counts import Count, Counts, counts, distribution, grid
from app.statistics.raters.icc import Correlations, correlations, squares
from app.statistics.raters.table import Ratings, ratings
from app.statistics.results import Estimate, Interval
from app.statistics.scale import Scale

_FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")


def _table(by_case: list[list[int | None]], scale: Scale) -> Ratings:
    """Cases and raters are named by their places, with zeros in front so that they sort as they stand."""
    return ratings(
        scale,
        ((f"{case:03}", f"{rater:03}", point) for case, row in enumerate(by_case) for rater, point in enumerate(row)),
    )


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _alphas(data: dict[str, Any]) -> dict[str, Any]:
    table = _table(_turned(data["ratings"]), Scale(*data["points"]))
    counted = value_counts(table.common().cells, table.scale).sum(axis=0)
    return {
        "alpha_nominal": coefficient(table, "nominal"),
        "alpha_ordinal": coefficient(table, "ordinal"),
        "alpha_interval": coefficient(table, "interval"),
        "alpha_ratio": coefficient(table, "ratio"),
        "pairable_values": int(counted.sum()),
        "value_counts_n_c": dict(zip(table.scale.points, (int(count) for count in counted), strict=True)),
    }


def _iccs(cells: Floats) -> dict[str, Estimate]:
    found = of_kind(Correlations, correlations(squares(cells)))
    ones = (found.one_way_one, found.agreement_one, found.consistency_one)
    means = (found.one_way_mean, found.agreement_mean, found.consistency_mean)
    return dict(zip(_FORMS, (*ones, *(of_kind(Estimate, mean) for mean in means)), strict=True))


def _limits(found: Estimate) -> list[float]:
    interval = of_kind(Interval, found.interval)
    return [interval.low, interval.high]


def _shrout_fleiss(data: dict[str, Any]) -> dict[str, Any]:
    cells = np.asarray(data["ratings"], dtype=np.float64)
    mean, found = squares(cells), _iccs(cells)
    values = {form: one.value for form, one in found.items()}
    return {
        "mean_squares": {
            "between_targets": mean.between_cases,
            "within_targets": mean.within_cases,
            "between_judges": mean.between_raters,
            "residual": mean.residual,
        },
        "icc": values,
        "icc_against_print": values,
        "limits": {form: _limits(one) for form, one in found.items()},
    }


def _kappa(counted: list[list[Any]] | Floats, weights: Floats) -> float:
    return of_kind(kappa.Kappa, kappa.coefficient(np.asarray(counted, dtype=np.float64), weights)).value


def _linear(size: int) -> Floats:
    return np.asarray(1 - np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1))


def _used_alone(counted: list[list[int]]) -> Floats:
    """The trap that must not be stepped into: points that nobody used are left out, and the others move together."""
    cells = np.asarray(counted, dtype=np.float64)
    used = (cells.sum(axis=0) + cells.sum(axis=1)) > 0
    return cells[np.ix_(used, used)]


def _quadratic(size: int) -> Floats:
    return Scale(1, size).quadratic_weights()


def _anxiety(data: dict[str, Any]) -> dict[str, Any]:
    scale = Scale(*data["points"])
    table = _table(_turned([data["rater1"], data["rater2"], data["rater3"]]), scale)
    first, second = grid(table, "000", "001"), grid(table, "001", "002")
    alone = _used_alone(second)
    single = _iccs(table.cells)["2,1"]
    return {
        "kappa_r1_r2_quadratic": _kappa(first, scale.quadratic_weights()),
        "kappa_r1_r2_unweighted": _kappa(first, np.eye(len(scale.points))),
        "kappa_r2_r3_unweighted": _kappa(second, np.eye(len(scale.points))),
        "kappa_r2_r3_linear": _kappa(second, _linear(len(scale.points))),
        "kappa_r2_r3_quadratic": _kappa(second, scale.quadratic_weights()),
        "icc_agreement_single": single.value,
        "limits": _limits(single),
        "with_observed_points_only": {
            "linear": _kappa(alone, _linear(len(alone))),
            "quadratic": _kappa(alone, _quadratic(len(alone))),
        },
    }


def _cohen(data: dict[str, Any]) -> dict[str, Any]:
    counted = np.asarray(data["proportions"]) * data["n"]
    apart = np.asarray(data["disagreement_weights"], dtype=np.float64)
    return {"kappa": _kappa(counted, np.eye(len(counted))), "weighted_kappa": _kappa(counted, 1 - apart / apart.max())}


def _errors(data: dict[str, Any]) -> dict[str, Any]:
    counted = np.asarray(data["proportions"]) * data["n"]
    weights = {"kappa": np.eye(len(counted)), "weighted_kappa": np.asarray(data["agreement_weights"])}
    found: dict[str, Any] = {}
    for name, weight in weights.items():
        one = of_kind(kappa.Kappa, kappa.coefficient(counted, weight))
        found |= {name: one.value, f"{name}_se": one.error, f"{name}_se_under_null": one.error_by_chance}
    return found


def _index(found: chance.Index | object) -> dict[str, float]:
    index = of_kind(chance.Index, found)
    return {"value": index.value, "se": index.error, "pa": index.observed, "pe": index.by_chance}


def _gwet(data: dict[str, Any]) -> dict[str, Any]:
    table, nine = _table(data["ratings"], Scale(*data["points"])), _table(data["ratings"], Scale(1, 9))
    identity, quadratic = np.eye(len(table.scale.points)), table.scale.quadratic_weights()
    indices = {
        "krippendorff": chance.krippendorff, "fleiss": chance.fleiss, "conger": chance.conger,
        "brennan_prediger": chance.brennan_prediger,
    }  # fmt: skip
    return {
        "identity_weights": {name: _index(index(table, identity)) for name, index in indices.items()}
        | {"gwet_ac1": _index(chance.gwet(table, identity))},
        "quadratic_weights": {name: _index(index(table, quadratic)) for name, index in indices.items()}
        | {"gwet_ac2": _index(chance.gwet(table, quadratic))},
        "ordinal_alpha": coefficient(table),
        "gwet_ac2_quadratic_if_nine_categories_are_declared": _index(chance.gwet(nine, nine.scale.quadratic_weights()))[
            "value"
        ],
    }


def _label_trap(data: dict[str, Any]) -> dict[str, Any]:
    scale = Scale(*data["points"])
    counted = grid(_table(_turned([data["rater1"], data["rater2"]]), scale), "000", "001")
    alone = _used_alone(counted)
    return {
        "quadratic_kappa_with_labels_1_to_9": _kappa(counted, scale.quadratic_weights()),
        "quadratic_kappa_with_observed_labels_only": _kappa(alone, _quadratic(len(alone))),
    }


def _guilford(data: dict[str, Any]) -> dict[str, Any]:
    table = _by_judge(data)
    points = [point for row in data["rows"] for point in row[2:]]
    facets = {
        "judge": [str(row[0]) for row in data["rows"] for _ in row[2:]],
        "person": [str(row[1]) for row in data["rows"] for _ in row[2:]],
        "trait": [str(trait) for row in data["rows"] for trait, _ in enumerate(row[2:])],
    }
    return {
        "totals": {f"{facet}s": _totals(levels, points) for facet, levels in facets.items()},
        "category_counts_1_to_9": list(distribution(table.cells, table.scale).values()),
        "agreement_over_35_cells": _agreement_of_judges(table),
        "additive_model_ols": _additive_model(facets, points),
    }


def _by_judge(data: dict[str, Any]) -> Ratings:
    rows = ((f"{row[1]}/{trait}", f"j{row[0]}", point) for row in data["rows"] for trait, point in enumerate(row[2:]))
    return ratings(Scale(data["points"][0], data["points"][1], tuple(data["stage_tops"])), rows)


def _totals(levels: list[str], points: list[int]) -> list[int]:
    return [sum(p for p, one in zip(points, levels, strict=True) if one == name) for name in sorted(set(levels))]


def _counts(table: Ratings) -> Counts:
    return of_kind(Counts, counts(table))


def _agreement_of_judges(table: Ratings) -> dict[str, Any]:
    pairs = {f"{one}_{other}": (one, other) for one, other in combinations(sorted(table.raters), 2)}
    by_pair = {name: _counts(table.of(*pair)) for name, pair in pairs.items()}
    weights, every = table.scale.quadratic_weights(), _counts(table).exact
    return {
        "exact_pairs": {"total": every.count, "of": every.of} | {name: c.exact.count for name, c in by_pair.items()},
        "within_one_pairs": {name: c.within_one.count for name, c in by_pair.items()},
        "quadratic_kappa": {name: _kappa(grid(table, *pair), weights) for name, pair in pairs.items()},
        "same_stage_share": {name: _share(c.same_stage) for name, c in by_pair.items()},
        "alpha_ordinal": coefficient(table),
        "alpha_interval": coefficient(table, "interval"),
        "alpha_nominal": coefficient(table, "nominal"),
        "icc": {form: one.value for form, one in _iccs(table.cells).items()},
        "gwet_ac1": _index(chance.gwet(table, np.eye(len(weights))))["value"],
        "gwet_ac2_quadratic_q9": _index(chance.gwet(table, weights))["value"],
    }


def _share(found: Count | object) -> float:
    count = of_kind(Count, found)
    return count.count / count.of


def _additive_model(facets: dict[str, list[str]], points: list[int]) -> dict[str, Any]:
    model = of_kind(Additive, additive(facets, points))
    effects = {facet: [effect.steps for effect in by_name.values()] for facet, by_name in model.effects.items()}
    return effects | {
        "grand_mean": model.mean,
        "judge_se": model.effects["judge"]["1"].error,
        "residual_mean_square": model.residual_square,
        "residual_df": model.residual_freedom,
    }


COMPUTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "E01_krippendorff_2011_C": _alphas,
    "E03_shrout_fleiss_1979": _shrout_fleiss,
    "E05_irr_anxiety": _anxiety,
    "E07_cohen_1960_1968": _cohen,
    "E08_fleiss_cohen_everitt_1969": _errors,
    "E10_gwet_raw4raters": _gwet,
    "E12_kappa_label_trap": _label_trap,
    "E13_guilford_1954_nine_point": _guilford,
}
