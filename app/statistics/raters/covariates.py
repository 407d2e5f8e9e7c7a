"""Points with what may explain them, made ready for the cumulative logit, and the way back to their units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag

from app.statistics.arrays import Floats
from app.statistics.raters.cumulative import Sample
from app.statistics.raters.facets import places_on
from app.statistics.results import NotComputable, RefusedError
from app.statistics.scale import Scale


@dataclass(frozen=True, slots=True)
class Explained:
    """Ratings in one order, whatever order they came in; `names` of effects and `judges` are sorted.

    `columns` (ratings x effects) are as given, `places` are places on the declared scale, `codes` places in `judges`.
    """

    scale: Scale
    names: tuple[str, ...]
    judges: tuple[str, ...]
    columns: Floats
    places: NDArray[np.intp]
    codes: NDArray[np.intp]

    @property
    def used(self) -> NDArray[np.intp]:
        return np.unique(self.places)

    def sample(self) -> Sample:
        """Places among the points in use; each effect from its mean in units of its range, so that all are alike."""
        effects = (self.columns - self.columns.mean(axis=0)) / np.ptp(self.columns, axis=0)
        return Sample(np.searchsorted(self.used, self.places), effects, self.codes)

    def back(self) -> Floats:
        """Times thresholds and effects of the sample, the ones in the units that were given."""
        wide, count = np.ptp(self.columns, axis=0), len(self.used) - 1
        units = block_diag(np.eye(count), np.diag(1 / wide))
        units[:count, count:] = self.columns.mean(axis=0) / wide
        return units


def explained(
    points: Sequence[int], effects: Mapping[str, Sequence[float]], judges: Sequence[str], scale: Scale
) -> Explained:
    """Put points, effects and judges into numbers. Refuses points off the scale, lengths that differ, and no number."""
    if any(len(column) != len(points) for column in (*effects.values(), judges)):
        raise RefusedError("Every rating needs one judge and one value of each effect.")
    names = tuple(sorted(effects))
    columns = np.array([effects[name] for name in names], dtype=np.float64).reshape(len(names), len(points)).T
    if not np.isfinite(columns).all():
        raise RefusedError("The values of an effect are numbers.")
    places, known = places_on(scale, points), sorted(set(judges))
    codes = np.array([known.index(judge) for judge in judges], dtype=np.intp)
    order = np.lexsort((*columns.T, places, codes))
    return Explained(scale, names, tuple(known), columns[order], places[order], codes[order])


def hindrance(ratings: Explained) -> NotComputable | None:
    """Why these ratings have no cumulative logit, as far as can be seen before it is fitted."""
    if len(ratings.places) == 0:
        return NotComputable("not computable: there are no ratings")
    if len(ratings.used) < 2:
        return NotComputable("not computable: every rating was the same")
    every = np.column_stack([np.ones(len(ratings.places)), ratings.columns])
    if np.linalg.matrix_rank(every / np.abs(every).max(axis=0).clip(min=1e-300)) <= len(ratings.names):
        return NotComputable("not computable: an effect never changes, or follows from the others")
    return None
