"""A figure with its range, as three numbers."""

from typing import NamedTuple

from app.statistics.published.compare import of_kind
from app.statistics.results import Estimate, Interval, NotComputable


class Ranged(NamedTuple):
    value: float
    low: float
    high: float


def ranged(found: object) -> Ranged:
    """The estimate and its limits. A sentence in the place of either is an error: the invented data give both."""
    estimate = of_kind(Estimate, found)
    limits = of_kind(Interval, estimate.interval)
    return Ranged(estimate.value, limits.low, limits.high)


def why(found: object) -> str:
    """The sentence that stands where a figure cannot be had."""
    return of_kind(NotComputable, found).why
