"""Whether one person's change is more than two ratings of an unchanged person would differ by."""

import math
from dataclasses import dataclass

from app.statistics.results import Estimate, Interval, NotComputable, RefusedError

LEAST_PAIRS = 20
# The factor printed by Jacobson & Truax, kept so that their figures come out.
FACTOR = 1.96


@dataclass(frozen=True, slots=True)
class Noise:
    """How far ratings move without any change, in steps of the scale.

    `standard_error` is that of one measurement; `of_difference` that of the difference between two; a change is
    reliable where it is larger than `smallest_change`. `pairs` is the number of pairs behind the reliability.
    """

    standard_error: float
    of_difference: float
    smallest_change: Estimate
    pairs: int


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change in steps, with the limits that noise sets around it, and the Jacobson-Truax `index`."""

    change: Estimate
    index: float
    is_reliable: bool
    noise: Noise


def spread_of_single(cases: float, raters: float, left: float) -> float:
    """The standard deviation of single observed ratings of different people, in steps: √(cases + raters + left).

    The three are variance components in steps squared: between cases, between raters, and what is left. They add up
    because each rating is of another case by a rater of its own (Brennan 2001, Generalizability Theory, 2.2). Beside
    the agreement of single ratings, cases / (cases + raters + left), `noise` then answers with √(raters + left) as the
    error of one rating. Refuses a variance that is negative or not finite.
    """
    if not all(math.isfinite(variance) and variance >= 0 for variance in (cases, raters, left)):
        raise RefusedError("No variance can be below zero.")
    return math.sqrt(math.fsum((cases, raters, left)))


def noise(sd_of_single: float, reliability: Estimate, pairs: int) -> Noise | NotComputable:
    """Standard error sd √(1 - r), and the smallest reliable change 1.96 sd √2 √(1 - r).

    Jacobson & Truax (1991, Journal of Consulting and Clinical Psychology 59). `sd_of_single` is the spread in steps of
    single observed ratings between people, with the error in them: `spread_of_single` has it from the components of a
    table. The spread of the cases alone is smaller and would understate the noise. The reliability is the agreement of
    single ratings; both are from the same agency. The limits of the smallest change are those of the reliability
    carried through the formula, with the spread taken as known and a negative reliability as none at all.
    Not computable from fewer than 20 pairs; without any spread; from a reliability of 0 or less, where points say
    nothing about the person; and from one of 1, where no noise was seen to measure against.
    Refuses a negative spread or count, and a reliability outside -1 to 1.
    """
    if not (math.isfinite(sd_of_single) and sd_of_single >= 0) or pairs < 0:
        raise RefusedError("Neither a spread nor a number of pairs can be below zero.")
    if not -1 <= reliability.value <= 1:
        raise RefusedError("A reliability lies between -1 and 1.")
    why = _no_noise(sd_of_single, reliability.value, pairs)
    if why:
        return NotComputable(why)
    one = _standard_error(sd_of_single, reliability.value)
    smallest = Estimate(_smallest(sd_of_single, reliability.value), _limits(sd_of_single, reliability))
    return Noise(one, one * math.sqrt(2), smallest, pairs)


def _no_noise(sd: float, reliability: float, pairs: int) -> str:
    if pairs < LEAST_PAIRS:
        return f"cannot tell yet: the reliability rests on {pairs} pairs of ratings, and {LEAST_PAIRS} are needed"
    if sd == 0:
        return "not computable: the ratings do not differ between people"
    if reliability <= 0:
        return "not computable: two ratings of one person are no more alike than those of two people"
    if reliability == 1:
        return "not computable: all pairs of ratings agreed, which leaves no noise to measure a change against"
    return ""


def _standard_error(sd: float, reliability: float) -> float:
    return sd * math.sqrt(1 - reliability)


def _smallest(sd: float, reliability: float) -> float:
    return FACTOR * math.sqrt(2) * _standard_error(sd, reliability)


def _limits(sd: float, reliability: Estimate) -> Interval | NotComputable:
    """A high reliability makes for a small change, so the limits change places."""
    limits = reliability.interval
    if isinstance(limits, NotComputable):
        return limits
    low, high = (_smallest(sd, min(max(limit, 0.0), 1.0)) for limit in (limits.high, limits.low))
    return Interval(low, high, f"{limits.method}, spread taken as known")


def change(before: float, after: float, of: Noise) -> Change:
    """The change from before to after, and the index (after - before) / standard error of the difference.

    Jacobson & Truax (1991). The limits are the change less and plus the smallest reliable change: they leave out 0
    exactly where the change is reliable. Refuses what is not a finite number.
    """
    if not (math.isfinite(before) and math.isfinite(after)):
        raise RefusedError("Every value must be a finite number.")
    moved, width = after - before, of.smallest_change.value
    limits = Interval(moved - width, moved + width, "Jacobson & Truax 1991")
    return Change(Estimate(moved, limits), moved / of.of_difference, abs(moved) > width, of)


def cutoff_c(mean_low: float, sd_low: float, mean_reference: float, sd_reference: float) -> float:
    """The value between two groups that lies equally many of each group's spreads from its mean.

    Criterion c of Jacobson & Truax (1991): (sd_low mean_reference + sd_reference mean_low) / (sd_low + sd_reference).
    A convention made from four numbers, not an estimate, so it has no interval. Refuses spreads that are not above
    zero, and what is not a finite number.
    """
    if not all(map(math.isfinite, (mean_low, sd_low, mean_reference, sd_reference))) or min(sd_low, sd_reference) <= 0:
        raise RefusedError("The cutoff needs two means and two spreads above zero.")
    return (sd_low * mean_reference + sd_reference * mean_low) / (sd_low + sd_reference)
