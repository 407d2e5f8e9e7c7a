"""How many to ask, and what a sample is worth: small populations, and several ratings of one worker."""

from math import inf

from app.statistics.results import Interval, RefusedError
from app.statistics.shares.intervals import half_width, wilson


def effective_in(population: int, sample: int) -> float:
    """What a sample of `sample` out of `population` is worth, in people of a population without end.

    The finite-population correction as in Cochran (1977), Sampling Techniques, chapter 2. Whoever has asked everybody
    has no sampling error left: the answer is then infinite. Refuses a sample that is not between 1 and the population.
    """
    if not 1 <= sample <= population:
        raise RefusedError(f"A sample of {sample} cannot be taken from {population}.")
    return inf if sample == population else sample * (population - 1) / (population - sample)


def wilson_in(population: int, reached: int, sample: int) -> Interval:
    """Wilson's limits of a share in a random sample from a list of known length; the whole list has no width left.

    Refuses what `effective_in` and `wilson` refuse.
    """
    worth = effective_in(population, sample)
    if not 0 <= reached <= sample:
        raise RefusedError(f"A share of {sample} cannot have {reached} in it.")
    share = reached / sample
    if worth == inf:
        return Interval(share, share, "everybody was asked")
    within = wilson(share * worth, worth)
    return Interval(within.low, within.high, "Wilson, finite population")


def half_width_in(population: int, share: float, sample: int) -> float:
    """Half of Wilson's interval in a random sample from a list of known length; 0 once everybody is asked."""
    worth = effective_in(population, sample)
    return 0.0 if worth == inf else half_width(share, worth)


def sample_size(population: int, share: float = 0.7, most: float = 0.10) -> int:
    """The fewest to draw so that Wilson's interval at `share` is no wider than plus and minus `most`.

    With the finite-population correction of Cochran (1977). The whole population is always enough. Refuses a population
    below 1, a share outside 0 to 1 and a `most` outside 0 to 1.
    """
    if population < 1 or not 0 <= share <= 1 or not 0 < most < 1:
        raise RefusedError("A sample needs a population, a share from 0 to 1, and a half width between 0 and 1.")
    low, high = 1, population
    while low < high:
        middle = (low + high) // 2
        if half_width_in(population, share, middle) <= most:
            high = middle
        else:
            low = middle + 1
    return low


def design_effect(ratings_per_worker: float, alike: float) -> float:
    """By how much several ratings of each worker widen the variance of a share taken over ratings.

    `alike` is the intraclass correlation of ratings of one worker, 0 to 1. Kish (1965), Survey Sampling, section 5.4.
    Refuses fewer than one rating a worker and a correlation outside 0 to 1.
    """
    if not ratings_per_worker >= 1 or not 0 <= alike <= 1:
        raise RefusedError("A design effect needs one rating a worker or more, and a correlation from 0 to 1.")
    return 1 + (ratings_per_worker - 1) * alike


def worth(ratings: float, ratings_per_worker: float, alike: float) -> float:
    """How many independent ratings `ratings` of them are worth: their count through the design effect.

    Refuses what `design_effect` refuses, and a count that is negative or not finite.
    """
    if not 0 <= ratings < inf:
        raise RefusedError("A number of ratings is finite and not below zero.")
    return ratings / design_effect(ratings_per_worker, alike)
