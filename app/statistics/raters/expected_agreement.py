"""How often judges should give the very same point if the Rasch model held."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from app.statistics.arrays import Floats
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable


@dataclass(frozen=True, slots=True)
class ExactAgreement:
    """`exact` of `pairs` pairs of ratings by two judges, in `cells` that two or more of them rated.

    `expected` (pairs) and `expected_share` are those of the model; their intervals say where the observed figure would
    lie if the model held.
    """

    cells: int
    pairs: int
    exact: int
    expected: Estimate
    expected_share: Estimate


def exact_agreement(
    codes: NDArray[np.intp], places: NDArray[np.intp], chances: Floats
) -> ExactAgreement | NotComputable:
    """Exact agreements that the chances of each rating lead to, beside those that were seen.

    `codes` (ratings x facets) name the judge in their first column, and the cell in the others; `chances` (ratings x
    points) are those of the model. Linacre, FACETS manual, Table 7 (expected agreement); the spread of the number is
    that of ratings which are independent given the model. Not computable where no cell has two judges.
    """
    judges, cells = codes[:, 0], np.unique(codes[:, 1:], axis=0, return_inverse=True)[1]
    shared = [rows for rows in _rows_of(cells) if len(set(judges[rows])) > 1]
    if not shared:
        return NotComputable("not computable: nobody rated the same case")
    parts = np.array([_of_cell(judges[rows], places[rows], chances[rows]) for rows in shared])
    pairs, exact, expected, variance = (float(part) for part in parts.sum(axis=0))
    half = float(norm.ppf((1 + LEVEL) / 2)) * variance**0.5
    low, high = max(expected - half, 0.0), min(expected + half, pairs)
    return ExactAgreement(
        cells=len(shared),
        pairs=int(pairs),
        exact=int(exact),
        expected=_estimate(expected, low, high),
        expected_share=_estimate(expected / pairs, low / pairs, high / pairs),
    )


def _rows_of(cells: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    order = np.argsort(cells, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(cells[order])) + 1)


def _of_cell(judges: NDArray[np.intp], places: NDArray[np.intp], chances: Floats) -> tuple[float, float, float, float]:
    """Pairs of different judges in one cell, those that agree, those expected to, and the variance of their number."""
    linked = (judges[:, None] != judges) * 1.0
    exact = linked * (places[:, None] == places)
    alike = linked * (chances @ chances.T)
    # Two pairs with a rating in common agree together when all three ratings are the same.
    threes = chances * ((linked @ chances) ** 2 - linked @ chances**2)
    apart = alike.sum(axis=0) ** 2 - (alike**2).sum(axis=0)
    variance = (alike - alike**2).sum() / 2 + threes.sum() - apart.sum()
    return linked.sum() / 2, exact.sum() / 2, alike.sum() / 2, variance


def _estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value, Interval(low, high, "normal, spread of the count under the model"))
