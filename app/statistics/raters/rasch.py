"""Severity of judges in logits, beside persons and any other facets: an expert's view, whose gist is the order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.statistics.raters.expected_agreement import ExactAgreement, exact_agreement
from app.statistics.raters.facets import Facets, coded, obstacle
from app.statistics.raters.rasch_measures import WIDTH, Facet, measured
from app.statistics.raters.rating_scale import STEPS, Fit, fit, model_of, moments
from app.statistics.results import Estimate, NotComputable, around
from app.statistics.scale import Scale


@dataclass(frozen=True, slots=True)
class Step:
    """Where on the logit line `upper` becomes as likely as `lower`, the next point below it that somebody gave."""

    lower: int
    upper: int
    logits: Estimate


@dataclass(frozen=True, slots=True)
class Residual:
    """One rating beside what is expected of it; `labels` follow the facets. `z` is in standard deviations."""

    labels: tuple[str, ...]
    point: int
    expected: float
    z: float


@dataclass(frozen=True, slots=True)
class Rasch:
    """`facets`: judges, persons, others by name. `counts`: each declared point, with how often it was given."""

    ratings: int
    converged: bool
    facets: tuple[Facet, ...]
    counts: tuple[tuple[int, int], ...]
    steps: tuple[Step, ...]
    residuals: tuple[Residual, ...]
    agreement: ExactAgreement | NotComputable
    negative_log_likelihood: float
    notes: tuple[str, ...]


def rasch(
    points: Sequence[int],
    facets: Mapping[str, Sequence[str]],
    scale: Scale,
    *,
    judges: str = "judges",
    persons: str = "persons",
) -> Rasch | NotComputable:
    """The many-facet rating-scale model: log P(k)/P(k-1) = person - judge - other facets - F(k).

    `facets` has one label per rating for each facet, such as judges, persons and elements; `scale` is the declared one.
    Persons, other facets and the steps F sum to zero, judges float. Joint maximum likelihood stretches all measures a
    little when a facet has few members, so read the order and not the size, above all below 30 ratings a judge.

    A declared point that nobody gave has chance zero, which is its maximum likelihood; the other points keep their
    distances, no step leads to it, and a note says so. Then F sums to zero from the lowest to the highest point given.

    Not computable with fewer than two judges or persons, where every rating is the same, where two facets fall apart
    into groups or always go together, where somebody has only ratings at one end, or where no highest likelihood
    exists. A fit that did not settle says so in `converged` and in a note.

    Linacre (1989), Many-Facet Rasch Measurement; Andrich (1978), Psychometrika 43; Wright & Masters (1982).
    """
    ratings = coded(points, facets, scale, judges, persons)
    why_not = obstacle(ratings)
    if why_not:
        return why_not
    fitted = fit(model_of(ratings), STEPS)
    return fitted if isinstance(fitted, NotComputable) else _read(ratings, fitted)


def _read(facets: Facets, fitted: Fit) -> Rasch:
    steps = _steps(facets, fitted)
    counts = np.bincount(facets.places, minlength=len(facets.scale.points)).tolist()
    return Rasch(
        ratings=len(facets.places),
        converged=fitted.converged,
        facets=tuple(measured(facets, fitted)),
        counts=tuple(zip(facets.scale.points, counts, strict=True)),
        steps=steps,
        residuals=tuple(_residuals(facets, fitted)),
        agreement=exact_agreement(facets.codes, facets.places, fitted.chances),
        negative_log_likelihood=fitted.negative_log_likelihood,
        notes=tuple(_notes(fitted.converged, dict(zip(facets.scale.points, counts, strict=True)), steps)),
    )


def _steps(facets: Facets, fitted: Fit) -> tuple[Step, ...]:
    used = facets.used
    covariance = fitted.covariance[-len(used) :, -len(used) :]
    change = np.diff(np.eye(len(used)), axis=0) / np.diff(used)[:, None]
    logits = change @ fitted.categories
    halves = WIDTH * np.diag(change @ covariance @ change.T) ** 0.5
    return tuple(
        Step(
            facets.scale.points[lower],
            facets.scale.points[upper],
            around(float(value), float(half), "normal, joint information"),
        )
        for lower, upper, value, half in zip(used[:-1], used[1:], logits, halves, strict=True)
    )


def _residuals(facets: Facets, fitted: Fit) -> Iterator[Residual]:
    expected, variance = moments(fitted.chances, fitted.scores)
    points = fitted.chances @ np.array(facets.scale.points)[facets.used]
    z = (facets.places - expected) / variance**0.5
    for row, codes in enumerate(facets.codes):
        labels = tuple(known[code] for known, code in zip(facets.labels, codes, strict=True))
        yield Residual(labels, facets.scale.points[facets.places[row]], float(points[row]), float(z[row]))


def _notes(converged: bool, counts: dict[int, int], steps: tuple[Step, ...]) -> Iterator[str]:
    if not converged:
        yield f"the fit did not settle in {STEPS} steps: these are not yet estimates"
    unused = [str(point) for point, count in counts.items() if count == 0]
    if unused:
        yield f"nobody gave {', '.join(unused)}: no step leads there, and the model gives it no chance"
    back = [str(step.upper) for before, step in pairwise(steps) if step.logits.value < before.logits.value]
    if back:
        yield f"the step up to {', '.join(back)} lies below the step before it: some point is nowhere the likeliest"
