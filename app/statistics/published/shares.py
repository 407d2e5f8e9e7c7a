"""What is computed for the published examples about shares."""

from collections.abc import Callable
from typing import Any

from app.statistics.published.compare import of_kind
from app.statistics.results import Interval
from app.statistics.shares.intervals import half_width, newcombe, wilson, wilson_corrected
from app.statistics.shares.sampling import design_effect, sample_size, worth
from app.statistics.shares.threshold import answer


def _pair(found: object) -> list[float]:
    interval = of_kind(Interval, found)
    return [interval.low, interval.high]


def _single_shares(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "wilson": [_pair(wilson(*case)) for case in data["cases"]],
        "wilson_cc": [_pair(wilson_corrected(*case)) for case in data["cases"]],
        "more_wilson": [_pair(wilson(*case)) for case in data["more_cases"]],
    }


def _difference(data: dict[str, Any]) -> dict[str, Any]:
    found = newcombe(*data["first"], *data["second"])
    return {"difference": found.value, "newcombe": _pair(found.interval)}


def _answers(data: dict[str, Any]) -> dict[str, Any]:
    return {"answers": [str(answer(*case)) for case in data["cases"]]}


def _precision(data: dict[str, Any]) -> dict[str, Any]:
    pooled = data["pooled"]
    effect = (pooled["ratings_per_worker"], pooled["intraclass_correlation"])
    return {
        "wilson_half_width_at_share_70_percent": {of: half_width(data["share"], of) for of in data["assessed"]},
        "sample_for_plus_minus_10_points_with_finite_population": {
            population: sample_size(population, data["share"], data["most"]) for population in data["populations"]
        },
        "design_effect": {"deff": design_effect(*effect), "effective_n_of_100": worth(pooled["ratings"], *effect)},
    }


COMPUTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "E28_newcombe_1998_single_share": _single_shares,
    "E29_newcombe_1998_difference": _difference,
    "E30_threshold_decision": _answers,
    "E32_precision_of_shares": _precision,
}
