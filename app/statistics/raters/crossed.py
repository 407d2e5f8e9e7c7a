"""The likelihood of ratings in which cases and raters cross, with holes; no matrix is larger than the raters."""

from dataclasses import dataclass
from math import log, pi
from typing import NamedTuple

import numpy as np

from app.statistics.arrays import Floats


class Variances(NamedTuple):
    """Of cases, of raters, and of what is left, in steps squared."""

    cases: float
    raters: float
    left: float


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """What the likelihood needs of the ratings. Columns of `sums` and `products`: the raters, one, and the points."""

    number: int
    per_case: Floats
    sums: Floats
    products: Floats


@dataclass(frozen=True, slots=True)
class Solved:
    """The likelihood at one place: its determinants, the weight of the mean, and the squares left, all by variance."""

    determinant: float
    weight: float
    squares: float


def crossed(cells: Floats) -> Crossed:
    """Sums of a table with a row a case, a column a rater, and NaN where nobody rated."""
    rated = (~np.isnan(cells)).astype(np.float64)
    points = np.nan_to_num(cells)
    per_case = rated.sum(axis=1)
    sums = np.column_stack([rated, per_case, points.sum(axis=1)])
    products = np.diag([*rated.sum(axis=0), 0.0, np.square(points).sum()])
    products[:-2, -2] = products[-2, :-2] = rated.sum(axis=0)
    products[:-2, -1] = products[-1, :-2] = points.sum(axis=0)
    products[-2, -2] = rated.sum()
    products[-2, -1] = products[-1, -2] = points.sum()
    return Crossed(int(rated.sum()), per_case, sums, products)


def criterion(data: Crossed, at: Variances) -> float:
    """Minus twice the restricted log-likelihood. Patterson & Thompson (1971), Biometrika 58, 545."""
    found = solved(data, at)
    return (data.number - 1) * log(2 * pi) + found.determinant + log(found.weight) + found.squares


def solved(data: Crossed, at: Variances) -> Solved:
    """Cases are solved one by one, as they do not touch each other; raters together, as common cases join them."""
    weighted = _weighted(data, at)
    raters = weighted[:-2, :-2]
    across = np.eye(len(raters)) + at.raters * raters
    taken = at.raters * np.linalg.solve(across, weighted[:-2, -2:])
    rest = weighted[-2:, -2:] - weighted[-2:, :-2] @ taken
    by_case = (data.per_case - 1) * log(at.left) + np.log(at.left + data.per_case * at.cases)
    return Solved(
        determinant=float(by_case.sum() + np.linalg.slogdet(across)[1]),
        weight=float(rest[0, 0]),
        squares=float(rest[1, 1] - rest[0, 1] ** 2 / rest[0, 0]),
    )


def information(data: Crossed, at: Variances) -> Floats:
    """Expected information about the three variances. Searle, Casella & McCulloch (1992), Variance Components, 6.6.

    Half the traces of the products of the projection with each variance's matrix. Those that meet `left` follow from
    the others, because the projection times the whole variance is the projection again.
    """
    weighted = _weighted(data, at)[:-1, :-1]
    gain = _gain(weighted, at.raters)
    by_case = data.sums[:, :-1] / (at.left + data.per_case * at.cases)[:, None]
    own = data.per_case / (at.left + data.per_case * at.cases)
    overlap = by_case.T @ by_case
    raters = weighted[:-1, :-1] - weighted[:-1] @ gain @ weighted[:-1].T
    between = by_case[:, :-1] - by_case @ gain @ weighted[:-1].T
    explained = np.einsum("ij,jk,ik->i", by_case, gain, by_case)
    cases_twice = float(np.square(own).sum() - 2 * own @ explained + np.trace(gain @ overlap @ gain @ overlap))
    traces = np.array([[cases_twice, np.square(between).sum()], [np.square(between).sum(), np.square(raters).sum()]])
    single = np.array([own.sum() - np.trace(gain @ overlap), np.trace(raters)])
    return _with_left(traces, single, data.number - 1, at)


def _with_left(traces: Floats, single: Floats, freedom: int, at: Variances) -> Floats:
    variances = np.array([at.cases, at.raters])
    beside = (single - traces @ variances) / at.left
    alone = ((freedom - single @ variances) / at.left - beside @ variances) / at.left
    return np.asarray(np.block([[traces, beside[:, None]], [beside[None, :], np.array([[alone]])]]) / 2)


def _gain(weighted: Floats, raters: float) -> Floats:
    """What knowing raters and the mean takes from the weights of the cases."""
    inner = weighted[:-1, :-1]
    inverse = raters * np.linalg.inv(np.eye(len(inner)) + raters * inner)
    slope = np.append(-inverse @ weighted[:-1, -1], 1.0)
    gain = np.zeros_like(weighted)
    gain[:-1, :-1] = inverse
    return np.asarray(gain + np.outer(slope, slope) / (slope @ weighted[:, -1]))


def _weighted(data: Crossed, at: Variances) -> Floats:
    """The products once the part that cases share is taken out."""
    shared = at.cases / (at.left + data.per_case * at.cases)
    return np.asarray((data.products - data.sums.T @ (data.sums * shared[:, None])) / at.left)
