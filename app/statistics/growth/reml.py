"""The restricted likelihood of a line for each person, and the search for its highest point."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

Array = NDArray[np.float64]

# Where to set out: spreads of starts and slopes against the residual, from much to little.
_STARTS = ((1.0, 0.0, 0.5), (1.0, 0.0, 0.1), (0.3, 0.0, 0.3))
_BOUNDS = ((0, None), (None, None), (0, None))


@dataclass(frozen=True, slots=True)
class Sums:
    """All that the likelihood needs of the data: for each person Z'Z and Z'y, and over all y'y and the points."""

    squares: Array
    products: Array
    total: float
    points: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The model at one value of the spreads, which `factor` holds against the residual: their covariance is its square.

    `information` is X'V⁻¹X, `within` each person's own part of it, and `inner` I + ΛZ'ZΛ, all in residual variances.
    """

    deviance: float
    residual_variance: float
    fixed: Array
    factor: Array
    information: Array
    within: Array
    inner: Array


def sums(people: Sequence[tuple[Array, Array]]) -> Sums:
    """From each person's times and points."""
    designs = [(np.column_stack((np.ones_like(times), times)), points) for times, points in people]
    return Sums(
        np.array([design.T @ design for design, _ in designs]),
        np.array([design.T @ points for design, points in designs]),
        float(sum(points @ points for _, points in designs)),
        sum(points.size for _, points in designs),
    )


def fit(of: Sums, spreads: Sequence[float]) -> Fit:
    """The best fixed effects and residual variance at given spreads, and the deviance there.

    Bates, Mächler, Bolker & Walker (2015, Journal of Statistical Software 67, section 3), for one grouping factor with
    a random start and slope: `spreads` are the three numbers of the lower triangle of the relative factor Λ. The
    deviance is -2 times the restricted log-likelihood.
    """
    factor = np.array([[spreads[0], 0.0], [spreads[1], spreads[2]]])
    inner = np.eye(2) + factor.T @ of.squares @ factor
    crossed, own = of.squares @ factor, of.products @ factor
    within = of.squares - crossed @ np.linalg.solve(inner, crossed.transpose(0, 2, 1))
    solved = np.linalg.solve(inner, own[..., None])
    right = (of.products - (crossed @ solved)[..., 0]).sum(axis=0)
    information = within.sum(axis=0)
    fixed = np.linalg.solve(information, right)
    freedom = of.points - 2
    variance = float(of.total - (own * solved[..., 0]).sum() - fixed @ right) / freedom
    logs = np.linalg.slogdet(inner)[1].sum() + np.linalg.slogdet(information)[1]
    deviance = float(logs) + freedom * (1 + math.log(2 * math.pi * variance))
    return Fit(deviance, variance, fixed, factor, information, within, inner)


def search(of: Sums, most_steps: int = 4000) -> tuple[Fit, bool]:
    """The fit with the lowest deviance, and whether the search came to an end within so many steps.

    Gradient search from three places, the best of them finished by a simplex, which needs no gradient and so can end on
    the edge where a spread is zero.
    """

    def deviance(spreads: Array) -> float:
        return fit(of, spreads.tolist()).deviance

    found = [optimize.minimize(deviance, start, method="L-BFGS-B", bounds=_BOUNDS) for start in _STARTS]
    best = min(found, key=lambda one: float(one.fun))
    last = optimize.minimize(
        deviance,
        best.x,
        method="Nelder-Mead",
        bounds=_BOUNDS,
        options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": most_steps, "maxfev": most_steps},
    )
    return fit(of, last.x.tolist()), bool(last.success)


def slopes(of: Sums, best: Fit) -> tuple[Array, Array]:
    """Each person's slope, the group's with the person's own share of the spread, and its prediction variance.

    Best linear unbiased predictions (Henderson 1975, Biometrics 31): the variance counts the noise in the person's
    points and that of the fixed effects, with the spreads taken as known.
    """
    factor = best.factor
    left = of.products - of.squares @ best.fixed
    shares = (factor @ np.linalg.solve(best.inner, (left @ factor)[..., None]))[..., 0]
    own = (factor @ np.linalg.solve(best.inner, factor.T))[:, 1, 1]
    weights = np.array([0.0, 1.0]) - best.within @ (factor @ factor.T)[:, 1]
    shared = (weights @ np.linalg.inv(best.information) * weights).sum(axis=1)
    return best.fixed[1] + shares[:, 1], best.residual_variance * (own + shared)
