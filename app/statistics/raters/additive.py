"""The additive model: what raters, people and elements each add to a rating, over whatever cells are filled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from app.statistics.arrays import Floats
from app.statistics.results import NotComputable, RefusedError


@dataclass(frozen=True, slots=True)
class Effect:
    """Steps from the mean of the facet, and their standard error."""

    steps: float
    error: float


@dataclass(frozen=True, slots=True)
class Additive:
    """`effects` go by facet and then by name; those of a facet sum to zero. Squares are in steps squared."""

    mean: float
    effects: dict[str, dict[str, Effect]]
    residual_square: float
    residual_freedom: int


def additive(
    facets: Mapping[str, Sequence[str]], points: Sequence[float], within: Sequence[str] | None = None
) -> Additive | NotComputable:
    """Rating = mean + one effect a facet + error, by ordinary least squares over whatever ratings there are.

    Each facet (rater, person, element) names one level for each rating. `within` names one more facet whose effects are
    taken out and not told, however many levels it has. Scheffé (1959), The Analysis of Variance, chapter 4; treats
    steps as equal. Refuses facets of another length than the points, no facets or ratings at all, and a rating that is
    not a finite number. Not computable when levels cannot be told apart (nothing joins them), or when no rating is left
    over to measure error by.
    """
    _check(facets, points, within)
    names = {facet: sorted(set(levels)) for facet, levels in facets.items()}
    blocks = _places(within or ["all"] * len(points))
    y = np.asarray(points, dtype=np.float64)
    coded = np.hstack([_sum_to_zero(levels) for levels in facets.values()])
    # The mean, or the means of `within`, are taken out first: what is left has a column a name and no more.
    design = _without_means(coded, blocks)
    freedom = len(points) - design.shape[1] - len(set(blocks.tolist()))
    solved, _, rank, _ = np.linalg.lstsq(design, _without_means(y[:, None], blocks)[:, 0])
    if rank < design.shape[1]:
        return NotComputable("not computable: raters and cases are not joined by common cases")
    if freedom < 1:
        return NotComputable("not computable: too few ratings to tell a rater from chance")
    left = _without_means(y[:, None], blocks)[:, 0] - design @ solved
    square = float(np.square(left).sum() / freedom)
    spread = square * np.linalg.inv(design.T @ design)
    effects, start = {}, 0
    for facet, levels in names.items():
        part = slice(start, start + len(levels) - 1)
        effects[facet] = _effects(levels, solved[part], spread[part, part])
        start = part.stop
    return Additive(float((y - coded @ solved).mean()), effects, square, freedom)


def _check(facets: Mapping[str, Sequence[str]], points: Sequence[float], within: Sequence[str] | None) -> None:
    if any(len(levels) != len(points) for levels in (*facets.values(), points if within is None else within)):
        raise RefusedError("Each facet needs one name for each rating.")
    if not facets or not len(points):
        raise RefusedError("The additive model needs a facet and ratings.")
    if not np.isfinite(np.asarray(points, dtype=np.float64)).all():
        raise RefusedError("Every rating must be a finite number.")


def _places(levels: Sequence[str]) -> NDArray[np.int64]:
    return np.asarray(np.unique(np.asarray(levels), return_inverse=True)[1], dtype=np.int64)


def _without_means(columns: Floats, blocks: NDArray[np.int64]) -> Floats:
    """Each column less its mean inside each block of rows."""
    sizes = np.bincount(blocks)
    sums = np.zeros((len(sizes), columns.shape[1]))
    np.add.at(sums, blocks, columns)
    return np.subtract(columns, (sums / sizes[:, None])[blocks])


def _sum_to_zero(levels: Sequence[str]) -> Floats:
    """A column a name but the last, whose effect is what brings the sum to zero."""
    places = _places(levels)
    last = int(places.max())
    return np.asarray(np.vstack([np.eye(last), -np.ones(last)])[places], dtype=np.float64)


def _effects(names: list[str], solved: NDArray[np.floating], spread: NDArray[np.floating]) -> dict[str, Effect]:
    last = Effect(float(-solved.sum()), sqrt(max(float(spread.sum()), 0.0)))
    others = [Effect(float(steps), sqrt(error)) for steps, error in zip(solved, np.diag(spread), strict=True)]
    return dict(zip(names, [*others, last], strict=True))
