"""What is computed for the published examples of growth."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.statistics.growth import baseline, overlap, reliable_change
from app.statistics.growth.cohort import Trajectory
from app.statistics.growth.gap import gap
from app.statistics.growth.kendall import kendall
from app.statistics.growth.mixed import GrowthModel, growth_model
from app.statistics.growth.ols import own_slope
from app.statistics.growth.pooling import pooled
from app.statistics.growth.precision import half_width
from app.statistics.growth.run_chart import limits, run_chart
from app.statistics.growth.shrinkage import group_slopes, james_stein
from app.statistics.results import Estimate, NotComputable

Figures = dict[str, Any]
T = TypeVar("T")

_NO_INTERVAL = NotComputable("not computable: the source gives no interval")


def _known(found: T | NotComputable) -> T:
    """A published example is never without its figure."""
    if isinstance(found, NotComputable):
        raise TypeError(found.why)
    return found


def _trajectories(data: Figures) -> list[Trajectory]:
    return [Trajectory(str(person), data["times"], points) for person, points in data["persons"].items()]


def _growth(data: Figures, shown: Sequence[Any]) -> tuple[GrowthModel, Figures]:
    trajectories = _trajectories(data)
    model = _known(growth_model(trajectories))
    shrunken = {one.person: one.slope.value for one in model.slopes}
    own = {one.person: _known(own_slope(one)).per_month.value for one in trajectories}
    spread = model.spread
    return model, {
        "fixed": {
            "intercept": model.intercept.estimate.value,
            "intercept_se": model.intercept.standard_error,
            "slope": model.slope.estimate.value,
            "slope_se": model.slope.standard_error,
        },
        "random": {
            "sd_intercept": spread.sd_intercept,
            "sd_slope": spread.sd_slope,
            "correlation": spread.correlation,
            "residual_sd": spread.residual_sd,
        },
        "mixed_model_slopes": {person: shrunken[str(person)] for person in shown},
        "own_ols_slopes": {person: own[str(person)] for person in shown},
    }


def _e18(data: Figures) -> Figures:
    model, figures = _growth(data, ["M13", "F10", "M01", "F01"])
    slopes = _known(group_slopes(_trajectories(data)))
    of = dict(zip(slopes.people, slopes.shrinkage.units, strict=True))
    return figures | {
        "reml_log_likelihood": model.log_likelihood,
        "moment_empirical_bayes_on_slopes_alone": {
            "slope_sd": slopes.shrinkage.between_sd,
            "weight_on_own_data": of["M13"].weight,
            "M13": of["M13"].estimate.value,
            "F10": of["F10"].estimate.value,
        },
    }


def _e19(data: Figures) -> Figures:
    model, figures = _growth(data, [308, 309, 335, 337])
    return figures | {"reml_criterion": -2 * model.log_likelihood}


def _e20(data: Figures) -> Figures:
    shares = [hits / data["at_bats"] for hits in data["hits"]]
    mean = math.fsum(shares) / len(shares)
    found = _known(james_stein(shares, mean * (1 - mean) / data["at_bats"]))
    return {
        "grand_mean": found.mean.value,
        "shrink_factor": found.units[0].weight,
        "estimates": [unit.estimate.value for unit in found.units],
    }


def _e21(data: Figures) -> Figures:
    found = _known(pooled(data["effects"], data["standard_errors"]))
    return {
        "pooled_mean": found.mean.value,
        "pooled_se": found.standard_error,
        "cochran_q": found.q,
        "dersimonian_laird_tau_squared": found.between_variance,
    }


def _e23(data: Figures) -> Figures:
    found = kendall(data["x"], data["y"])
    return {"s": found.s, "tau_b": _known(found.tau_b).value}


def _e24(data: Figures) -> Figures:
    return {name: _overlaps(phases["A"], phases["B"]) for name, phases in data.items()}


def _overlaps(before: list[float], after: list[float]) -> Figures:
    return {
        "nap": _known(overlap.nap(before, after)).estimate.value,
        "tau": _known(overlap.tau(before, after)).estimate.value,
        "tau_u_baseline_corrected": _known(baseline.tau_u(before, after)).estimate.value,
        "tau_bc": _known(baseline.baseline_corrected_tau(before, after)).estimate.value,
        "pairs": _known(overlap.nap(before, after)).pairs,
    }


def _e25(data: Figures) -> Figures:
    counts, first, made = (
        data["cdi_monthly_counts"],
        data["cdi_intervention_after_point"],
        data["published_signal_example"],
    )
    numbers = range(data["useful_points"]["from"], data["useful_points"]["to"] + 1)
    return {
        "limits": {useful: [limits(useful).longest_allowed, limits(useful).crossings_required] for useful in numbers},
        "published_signal_example": _chart(made["series"], made["median"]),
        "cdi_whole_series": _chart(counts),
        "cdi_median_of_first_24": _chart(counts, _chart(counts[:first])["median"]),
        "cdi_first_24_only": _chart(counts[:first]),
        "cdi_last_12_only": _chart(counts[first:]),
        "nine_point_series_many_on_median": _chart(data["nine_point_series_many_on_median"]),
    }


def _chart(points: list[float], median: float | None = None) -> Figures:
    chart = _known(run_chart(points, median))
    bounds = _known(chart.limits)
    return {
        "median": chart.median,
        "useful": chart.useful,
        "longest_run": chart.longest_run,
        "longest_allowed": bounds.longest_allowed,
        "crossings": chart.crossings,
        "crossings_required": bounds.crossings_required,
        "signal": chart.signal,
    }


def _e26(data: Figures) -> Figures:
    noise = _known(reliable_change.noise(data["sd"], Estimate(data["reliability"], _NO_INTERVAL), data["pairs"]))
    return {
        "standard_error": noise.standard_error,
        "se_difference": noise.of_difference,
        "rci": reliable_change.change(data["before"], data["after"], noise).index,
        "cutoff_c": reliable_change.cutoff_c(data["mean_low"], data["sd"], data["mean_reference"], data["sd"]),
    }


def _e27(data: Figures) -> Figures:
    found = gap(data["first"], data["second"], spreads=2)
    agreement = _known(found.limits)
    return {
        "mean_difference": _known(found.mean).value,
        "sd_difference": agreement.sd,
        "limits_mean_plus_minus_2sd": [agreement.low.value, agreement.high.value],
    }


def _e32(data: Figures) -> Figures:
    return {
        "slope_ci_half_width_per_month_when_residual_sd_is_1": {
            points: half_width(points, data["residual_sd"]) for points in data["monthly_points"]
        },
        "smallest_reliable_change_95": [
            [one] + [_smallest_change(sd, one, data["pairs"]) for sd in data["sds"]] for one in data["reliabilities"]
        ],
    }


def _smallest_change(sd: float, reliability: float, pairs: int) -> float:
    return _known(reliable_change.noise(sd, Estimate(reliability, _NO_INTERVAL), pairs)).smallest_change.value


COMPUTED: dict[str, Callable[[Figures], Figures]] = {
    "E18_orthodont_growth": _e18,
    "E19_sleepstudy_growth": _e19,
    "E20_efron_morris_shrinkage": _e20,
    "E21_eight_schools_pooling": _e21,
    "E23_kendall_1970_tau_b": _e23,
    "E24_single_case_nonoverlap": _e24,
    "E25_run_chart_limits": _e25,
    "E26_jacobson_truax_1991": _e26,
    "E27_bland_altman_1986": _e27,
    "E32_growth_precision": _e32,
}
