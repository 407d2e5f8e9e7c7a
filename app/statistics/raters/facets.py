"""Ratings with their labels, facet by facet, and what keeps a model of several facets from being fitted to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.statistics.raters.connected import joined
from app.statistics.results import NotComputable, RefusedError
from app.statistics.scale import Scale


@dataclass(frozen=True, slots=True)
class Facets:
    """Ratings in one order, whatever order they came in.

    `names` are those of the facets: judges, persons, then the others by name. `labels` are sorted within each facet.
    `codes` (ratings x facets) are places in `labels`, `places` (ratings) are places on the declared scale, both from 0.
    """

    names: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    codes: NDArray[np.intp]
    places: NDArray[np.intp]
    scale: Scale

    @property
    def used(self) -> NDArray[np.intp]:
        """The places on the scale that somebody gave, from the lowest."""
        return np.unique(self.places)


def coded(
    points: Sequence[int], facets: Mapping[str, Sequence[str]], scale: Scale, judges: str, persons: str
) -> Facets:
    """Put labels and points into numbers. Refuses points off the scale, unknown facets and lengths that differ."""
    if judges == persons or not {judges, persons} <= set(facets):
        raise RefusedError("The judges and the persons must be two of the facets that are given.")
    if any(len(labels) != len(points) for labels in facets.values()):
        raise RefusedError("Every facet needs exactly one label for each rating.")
    names = (judges, persons, *sorted(set(facets) - {judges, persons}))
    labels = tuple(tuple(sorted(set(facets[name]))) for name in names)
    columns = [_places(facets[name], known) for name, known in zip(names, labels, strict=True)]
    places = places_on(scale, points)
    order = np.lexsort((places, *reversed(columns)))
    return Facets(names, labels, np.column_stack(columns)[order], places[order], scale)


def places_on(scale: Scale, points: Sequence[int]) -> NDArray[np.intp]:
    """Where each point stands on the scale, from 0. Refuses a point that the scale does not hold."""
    for point in points:
        scale.check(point)
    return np.array(points, dtype=np.intp) - scale.low


def _places(labels: Sequence[str], known: tuple[str, ...]) -> NDArray[np.intp]:
    at = {label: place for place, label in enumerate(known)}
    return np.array([at[label] for label in labels], dtype=np.intp)


def obstacle(facets: Facets) -> NotComputable | None:
    """Why a model of main effects has no answer for these ratings, as far as can be seen before it is fitted."""
    if len(facets.places) == 0:
        return NotComputable("not computable: there are no ratings")
    for name, labels in list(zip(facets.names, facets.labels, strict=True))[:2]:
        if len(labels) < 2:
            return NotComputable(f"not computable: fewer than two {name}")
    if len(facets.used) < 2:
        return NotComputable("not computable: every rating was the same")
    return _split(facets) or _at_an_end(facets)


def _split(facets: Facets) -> NotComputable | None:
    """Two facets that fall apart cannot be compared, even where a third one ties all ratings together."""
    for one, other in combinations(range(len(facets.names)), 2):
        sizes = len(facets.labels[one]), len(facets.labels[other])
        groups = len(set(joined(facets.codes[:, one], facets.codes[:, other], sizes).tolist()))
        if groups > 1:
            return NotComputable(
                f"not computable: {facets.names[one]} and {facets.names[other]} fall into {groups} groups with "
                "nothing in common, and only within a group can they be compared"
            )
    return None


def _at_an_end(facets: Facets) -> NotComputable | None:
    found = [name for name, _ in extremes(facets)]
    if not found:
        return None
    who = " and ".join(f"{found.count(name)} of the {name}" for name in facets.names if name in found)
    low, high = (facets.scale.points[facets.used[end]] for end in (0, -1))
    return NotComputable(
        f"not computable: for {who} every rating is at one end of what was used ({low} or {high}), "
        "where a measure has no limit"
    )


def extremes(facets: Facets) -> tuple[tuple[str, str], ...]:
    """Facet and label of whoever has every rating at the lowest, or at the highest, of the points in use."""
    return tuple(
        (name, labels[place])
        for column, (name, labels) in enumerate(zip(facets.names, facets.labels, strict=True))
        for place in range(len(labels))
        if _is_extreme(facets, facets.places[facets.codes[:, column] == place])
    )


def _is_extreme(facets: Facets, own: NDArray[np.intp]) -> bool:
    return bool((own == facets.used[0]).all() or (own == facets.used[-1]).all())
