"""Points over time: the checks every figure of growth begins with, and time counted in months."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.statistics.results import RefusedError

# A year of 365.25 days in twelve parts.
DAYS_IN_A_MONTH = 30.4375

# How far a figure of one person can be trusted for its number of points alone.
Reading = Literal["early sign", "ordinary"]


def months(days: Sequence[date], since: date | None = None) -> list[float]:
    """Months from the first of the days, or from `since`, to each; negative before it."""
    start = since or min(days, default=date.min)
    return [(day - start).days / DAYS_IN_A_MONTH for day in days]


def finite(values: Sequence[float]) -> NDArray[np.float64]:
    """The values as an array. Refuses what is not a number, and infinity."""
    found = np.asarray(values, dtype=np.float64)
    if not np.isfinite(found).all():
        raise RefusedError("Every value must be a finite number.")
    return found


def in_order(times: Sequence[float], values: Sequence[float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times and values sorted by time, then by value, so that the order in which they were handed in changes nothing.

    Refuses a value without a time, a time without a value, and what is not a finite number.
    """
    if len(times) != len(values):
        raise RefusedError("Every value needs its time.")
    first, second = finite(times), finite(values)
    order = np.lexsort((second, first))
    return first[order], second[order]


def one_a_day(days: Sequence[date], points: Sequence[float]) -> list[float]:
    """The median of each day, in the order of the days.

    For figures that need one value at a time, such as a run chart: points of one day have no order among themselves.
    Refuses days and points that differ in number.
    """
    times, values = in_order(months(days), points)
    return [float(np.median(values[times == time])) for time in np.unique(times)]
