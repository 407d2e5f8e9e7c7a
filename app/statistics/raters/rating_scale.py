"""The rating-scale model of several facets, fitted by joint maximum likelihood."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import block_diag
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import log_softmax

from app.statistics.arrays import Floats
from app.statistics.raters.facets import Facets
from app.statistics.results import NotComputable

STEPS = 200
# Beyond this many logits a standard error says that the likelihood still rises where the steps ended.
NO_LIMIT = 50.0


@dataclass(frozen=True, slots=True)
class Model:
    """log P(x) = x (person - judge - other facets) - category(x), up to a constant, over the points in use.

    `design` (ratings x free effects); `measures` (all measures x free effects) and `categories` (points in use x free
    categories) hold what identifies them: every facet but the judges, and the steps, sum to zero. A point that nobody
    gave has probability zero: that is its maximum likelihood on the declared scale, so `scores` keep their distances.
    """

    design: csr_array
    measures: Floats
    categories: Floats
    scores: Floats
    given: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Fit:
    """`measures` run through the facets' labels in order; `categories`, `scores` and columns of `chances` through the
    points in use. `covariance` is that of measures and categories together, from the joint information."""

    measures: Floats
    categories: Floats
    covariance: Floats
    chances: Floats
    scores: Floats
    negative_log_likelihood: float
    converged: bool


def model_of(facets: Facets) -> Model:
    """The matrices of the model for these ratings."""
    sizes = [len(labels) for labels in facets.labels]
    measures = block_diag(np.eye(sizes[0]), *[_sum_to_zero(size) for size in sizes[1:]])
    ratings, columns = facets.codes.shape
    rows = np.repeat(np.arange(ratings), columns)
    at = (facets.codes + np.cumsum([0, *sizes[:-1]])).ravel()
    members = csr_array((np.tile(signs_of(columns), ratings), (rows, at)), shape=(ratings, sum(sizes)))
    used = facets.used
    categories = np.eye(len(used))[:, 1:-1]
    return Model(
        csr_array(members @ measures),
        measures,
        categories,
        used.astype(np.float64),
        np.searchsorted(used, facets.places),
    )


def signs_of(facets: int) -> Floats:
    """The second facet, persons, raises ratings; the others lower them."""
    return np.where(np.arange(facets) == 1, 1.0, -1.0)


def _sum_to_zero(size: int) -> Floats:
    return np.vstack([np.eye(size - 1), -np.ones((1, size - 1))])


def fit(model: Model, steps: int = STEPS) -> Fit | NotComputable:
    """Joint maximum likelihood; not computable where effects cannot be told apart or a measure has no limit.

    The likelihood of this exponential family is concave, so what is found is the one highest place. Linacre (1989),
    Many-Facet Rasch Measurement; Andrich (1978), Psychometrika 43.
    """
    effects = model.measures.shape[1]
    if np.linalg.matrix_rank((model.design.T @ model.design).toarray(), hermitian=True) < effects:
        return NotComputable("not computable: some labels always come together, so their effects cannot be told apart")
    found = minimize(
        partial(_negative_log_likelihood, model),
        np.zeros(effects + model.categories.shape[1]),
        jac=partial(_gradient, model),
        hess=partial(_information, model),
        method="trust-exact",
        tol=1e-6,
        options={"maxiter": steps},
    )
    # One whole step more, so that the digits that are shown do not depend on where the search was content.
    step = np.linalg.solve(_information(model, found.x), _gradient(model, found.x))
    return _fit_at(model, found.x - step, True) if found.success else _fit_at(model, found.x, False)


def _fit_at(model: Model, free: Floats, converged: bool) -> Fit | NotComputable:
    spread = block_diag(model.measures, model.categories)
    covariance = spread @ np.linalg.inv(_information(model, free)) @ spread.T
    if converged and np.sqrt(np.diag(covariance)).max() > NO_LIMIT:
        return NotComputable("not computable: the ratings are so one-sided that some measure has no limit")
    values = spread @ free
    count = len(model.measures)
    return Fit(
        measures=values[:count],
        categories=values[count:],
        covariance=covariance,
        chances=np.exp(_log_chances(model, free)),
        scores=model.scores,
        negative_log_likelihood=_negative_log_likelihood(model, free),
        converged=converged,
    )


def _log_chances(model: Model, free: Floats) -> Floats:
    effects = model.measures.shape[1]
    levels = np.asarray(model.design @ free[:effects])
    return np.asarray(log_softmax(np.outer(levels, model.scores) - model.categories @ free[effects:], axis=1))


def _negative_log_likelihood(model: Model, free: Floats) -> float:
    return -float(_log_chances(model, free)[np.arange(len(model.given)), model.given].sum())


def _gradient(model: Model, free: Floats) -> Floats:
    chances = np.exp(_log_chances(model, free))
    surplus = chances @ model.scores - model.scores[model.given]
    counts = np.bincount(model.given, minlength=len(model.scores))
    return np.concatenate([model.design.T @ surplus, model.categories.T @ (counts - chances.sum(axis=0))])


def _information(model: Model, free: Floats) -> Floats:
    """Second derivatives; for an exponential family the expected and the observed ones are the same."""
    chances = np.exp(_log_chances(model, free))
    expected, variance = moments(chances, model.scores)
    together = chances * (model.scores - expected[:, None]) @ model.categories
    inner = chances @ model.categories
    effects = (model.design.T @ (model.design * variance[:, None])).toarray()
    between = -(model.design.T @ together)
    return np.block([[effects, between], [between.T, np.diag(inner.sum(axis=0)) - inner.T @ inner]])


def moments(chances: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Expected score and its variance for each row of chances."""
    expected = chances @ scores
    squares = (scores - expected[:, None]) ** 2
    return expected, (chances * squares).sum(axis=1)
