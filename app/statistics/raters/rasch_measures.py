"""What the fitted Rasch model says of each member of each facet."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from scipy.stats import norm

from app.statistics.arrays import Floats
from app.statistics.raters.facets import Facets
from app.statistics.raters.rating_scale import Fit, moments, signs_of
from app.statistics.raters.separation import FixedChiSquare, Separation, fixed_chi_square, separation
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable
from app.statistics.scale import Scale

STABLE_FROM = 30  # ratings of one judge
WIDTH = float(norm.ppf((1 + LEVEL) / 2))


@dataclass(frozen=True, slots=True)
class Measure:
    """One member of a facet. Judges and other facets: more is more severe or harder; persons: more is rated higher.

    `logits` carry an interval from the joint information. `standard_error` takes all other measures as known, as FACETS
    prints it, and is therefore a little small. `infit` is a mean square, 1 where ratings scatter as the model says.
    `fair_average` is the point expected with every other facet at its mean.
    """

    label: str
    ratings: int
    logits: Estimate
    standard_error: float
    infit: Estimate
    fair_average: Estimate
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """Measures in the order of their labels; the formulas about them use `standard_error`."""

    name: str
    measures: tuple[Measure, ...]
    population: Separation | NotComputable
    sample: Separation | NotComputable
    chi_square: FixedChiSquare | NotComputable


def measured(facets: Facets, fit: Fit) -> Iterator[Facet]:
    """The facets one by one, in the order of their names in `facets`."""
    start = 0
    for column, labels in enumerate(facets.labels):
        yield _facet(facets, fit, column, slice(start, start + len(labels)))
        start += len(labels)


def _facet(facets: Facets, fit: Fit, column: int, own: slice) -> Facet:
    codes, logits = facets.codes[:, column], fit.measures[own]
    known = np.bincount(codes, moments(fit.chances, fit.scores)[1]) ** -0.5
    joint = np.diag(fit.covariance)[own] ** 0.5
    infit, spread = _infit(codes, facets, fit)
    fair = [_fair_averages(facets, fit, column, logits + shift) for shift in (0.0, -WIDTH * joint, WIDTH * joint)]
    measures = tuple(
        Measure(
            label=label,
            ratings=int((codes == place).sum()),
            logits=_within(logits[place], WIDTH * joint[place], "normal, joint information"),
            standard_error=float(known[place]),
            infit=_infit_of(infit[place], WIDTH * spread[place]),
            fair_average=_fair_average(*(float(ends[place]) for ends in fair)),
            notes=_notes(facets.places[codes == place], facets.scale) if column == 0 else (),
        )
        for place, label in enumerate(facets.labels[column])
    )
    given = logits.tolist(), known.tolist()
    about = separation(*given), separation(*given, sample=True), fixed_chi_square(*given)
    return Facet(facets.names[column], measures, *about)


def _infit(codes: NDArray[np.intp], facets: Facets, fit: Fit) -> tuple[Floats, Floats]:
    """Information-weighted mean squares and their spread under the model. Wright & Masters (1982), chapter 5."""
    expected, variance = moments(fit.chances, fit.scores)
    fourth = (fit.chances * (fit.scores - expected[:, None]) ** 4).sum(axis=1)
    information = np.bincount(codes, variance)
    squares = np.bincount(codes, (facets.places - expected) ** 2)
    return squares / information, np.bincount(codes, fourth - variance**2) ** 0.5 / information


def _infit_of(value: float, half: float) -> Estimate:
    method = "normal, spread under the model"
    return Estimate(float(value), Interval(max(float(value - half), 0.0), float(value + half), method))


def _within(value: float, half: float, method: str) -> Estimate:
    return Estimate(float(value), Interval(float(value - half), float(value + half), method))


def _fair_averages(facets: Facets, fit: Fit, column: int, logits: Floats) -> Floats:
    """Expected points with the other facets at their means; all but the judges' are zero by how they are identified."""
    signs = signs_of(len(facets.names))
    judges = 0.0 if column == 0 else float(fit.measures[: len(facets.labels[0])].mean())
    levels = signs[column] * logits - judges
    chances = softmax(np.outer(levels, fit.scores) - fit.categories, axis=1)
    return np.asarray(chances @ np.array(facets.scale.points)[facets.used])


def _fair_average(value: float, one: float, other: float) -> Estimate:
    return Estimate(value, Interval(min(one, other), max(one, other), "limits of the logits"))


def _notes(own: NDArray[np.intp], scale: Scale) -> tuple[str, ...]:
    few = f"fewer than {STABLE_FROM} ratings: relative order only" if len(own) < STABLE_FROM else ""
    one = f"every rating was {scale.points[own[0]]}: the scale was not used" if len(set(own.tolist())) == 1 else ""
    return tuple(note for note in (few, one) if note)
