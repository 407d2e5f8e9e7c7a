"""Ordered points as ordered: the cumulative logit, without judges and with a shift of each judge's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import norm

from app.statistics.raters.covariates import Explained, explained, hindrance
from app.statistics.raters.cumulative import Sample, modes
from app.statistics.raters.likelihood_peak import WIDEST, Peak, highest, information, spread_limits, start
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, around
from app.statistics.scale import Scale

# A direction of which the likelihood tells less than this, in squared logits, is one in which it never turns down.
TOO_FLAT = 4e-4
NO_SPREAD = 1e-3
NO_DIFFERENCE = "no difference between judges was detected"
WIDTH = float(norm.ppf((1 + LEVEL) / 2))


@dataclass(frozen=True, slots=True)
class Threshold:
    """The logit of a rating of `upto` or less where all effects are zero."""

    upto: int
    logits: Estimate | NotComputable


@dataclass(frozen=True, slots=True)
class Effect:
    """By how many logits one unit more of `name` moves ratings up."""

    name: str
    logits: Estimate


@dataclass(frozen=True, slots=True)
class CumulativeLogit:
    """`thresholds` for each declared point but the highest; `effects` by name; `counts` for each declared point."""

    ratings: int
    converged: bool
    thresholds: tuple[Threshold, ...]
    effects: tuple[Effect, ...]
    counts: tuple[tuple[int, int], ...]
    log_likelihood: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgeMode:
    """The likeliest shift of one judge in logits, drawn towards zero; above zero gives higher points."""

    label: str
    ratings: int
    logits: Estimate


@dataclass(frozen=True, slots=True)
class JudgesLogit:
    """`model` for a judge with shift zero, the variance of the shifts (squared logits), and judges by label."""

    model: CumulativeLogit
    variance: Estimate
    judges: tuple[JudgeMode, ...]


def cumulative_logit(
    points: Sequence[int], effects: Mapping[str, Sequence[float]], scale: Scale
) -> CumulativeLogit | NotComputable:
    """Proportional odds: logit P(rating <= k) = threshold(k) - effects; maximum likelihood with Wald intervals.

    `effects` has one number per rating for each name, such as 0 and 1 for before and after; `scale` is the declared
    one. A declared point that nobody gave between others has no width, so the thresholds on its two sides are one
    figure; beyond the points given a threshold is not computable. Not computable without ratings, where every rating
    is the same, where effects cannot be told apart, or where they part the ratings so fully that no highest likelihood
    exists. McCullagh (1980), Journal of the Royal Statistical Society B 42.
    """
    ratings = explained(points, effects, ["all"] * len(points), scale)
    why_not = hindrance(ratings)
    if why_not:
        return why_not
    sample = ratings.sample()
    peak = highest(sample, start(sample), 0.0)
    return _read(ratings, sample, peak)


def cumulative_logit_with_judges(
    points: Sequence[int], effects: Mapping[str, Sequence[float]], judges: Sequence[str], scale: Scale
) -> JudgesLogit | NotComputable:
    """The same with a shift of each judge's own, normal around zero: logit = threshold(k) - effects - shift.

    The variance has the limits of its profile likelihood; it is 0, with a note, where the ratings show no difference
    between judges. Intervals of shifts take all other figures as known. Not computable besides with fewer than two
    judges, or where none of them rated twice. Hedeker & Gibbons (1994), Biometrics 50; Christensen, R package ordinal.
    """
    ratings = explained(points, effects, judges, scale)
    why_not = hindrance(ratings) or _too_few(ratings)
    if why_not:
        return why_not
    sample = ratings.sample()
    without = highest(sample, start(sample), 0.0)
    model = _read(ratings, sample, without)
    if isinstance(model, NotComputable):
        return model
    peak = highest(sample, replace(without.values, spread=1.0))
    if peak.values.spread < NO_SPREAD:
        return _with_judges(ratings, sample, model, without, without)
    model = _read(ratings, sample, peak)
    return model if isinstance(model, NotComputable) else _with_judges(ratings, sample, model, peak, without)


def _too_few(ratings: Explained) -> NotComputable | None:
    if len(ratings.judges) < 2:
        return NotComputable("not computable: fewer than two judges")
    if len(ratings.judges) == len(ratings.places):
        return NotComputable("not computable: no judge rated more than once")
    return None


def _read(ratings: Explained, sample: Sample, peak: Peak) -> CumulativeLogit | NotComputable:
    certain = information(sample, peak)
    certain = certain if peak.values.spread else certain[:-1, :-1]
    if peak.values.spread > WIDEST or np.linalg.eigvalsh(certain)[0] < TOO_FLAT:
        return NotComputable("not computable: the ratings are so one-sided that an effect or a judge has no limit")
    back = ratings.back()
    size = len(back)
    spread = back @ np.linalg.inv(certain)[:size, :size] @ back.T
    halves = WIDTH * np.diag(spread) ** 0.5
    figures = [
        around(float(value), float(half), "normal, observed information")
        for value, half in zip(back @ peak.values.vector()[:size], halves, strict=True)
    ]
    count = len(ratings.used) - 1
    return CumulativeLogit(
        ratings=len(ratings.places),
        converged=peak.converged,
        thresholds=tuple(_thresholds(ratings, figures[:count])),
        effects=tuple(Effect(*pair) for pair in zip(ratings.names, figures[count:], strict=True)),
        counts=tuple((point, int((ratings.places == place).sum())) for place, point in enumerate(ratings.scale.points)),
        log_likelihood=peak.log_likelihood,
        notes=() if peak.converged else ("the fit did not settle: these are not yet estimates",),
    )


def _thresholds(ratings: Explained, figures: Sequence[Estimate]) -> Iterator[Threshold]:
    """A point between two that were given takes the threshold of the nearest given one below it."""
    for place, point in enumerate(ratings.scale.points[:-1]):
        below = int(np.searchsorted(ratings.used, place, side="right"))
        if below == 0:
            yield Threshold(point, NotComputable(f"not computable: nobody gave {point} or less"))
        elif below == len(ratings.used):
            yield Threshold(point, NotComputable(f"not computable: nobody gave more than {point}"))
        else:
            yield Threshold(point, figures[below - 1])


def _with_judges(ratings: Explained, sample: Sample, model: CumulativeLogit, peak: Peak, without: Peak) -> JudgesLogit:
    tops, widths = (part * peak.values.spread for part in modes(sample, peak.values))
    judges = tuple(
        JudgeMode(label, int((ratings.codes == code).sum()), _mode(float(tops[code]), WIDTH * float(widths[code])))
        for code, label in enumerate(ratings.judges)
    )
    notes = model.notes if peak.values.spread else (*model.notes, NO_DIFFERENCE)
    variance = Estimate(peak.values.spread**2, _variance_limits(sample, peak, without))
    return JudgesLogit(replace(model, notes=notes), variance, judges)


def _mode(value: float, half: float) -> Estimate:
    """Where the variance is zero all shifts are zero too, of which no spread can be known."""
    if half == 0:
        return Estimate(0.0, NotComputable(f"not computable: {NO_DIFFERENCE}"))
    return Estimate(value, Interval(value - half, value + half, "normal, other figures as known"))


def _variance_limits(sample: Sample, peak: Peak, without: Peak) -> Interval | NotComputable:
    if not peak.converged:
        return NotComputable("not computable: the fit did not settle")
    limits = spread_limits(sample, peak, without)
    if limits is None:
        return NotComputable("not computable: the ratings set no upper limit to it")
    return Interval(limits[0] ** 2, limits[1] ** 2, "profile likelihood")
