"""How sure a share is: limits for one share, and for the difference of two."""

from math import sqrt

from scipy import stats

from app.statistics.results import LEVEL, Estimate, Interval, RefusedError

_Z = float(stats.norm.ppf((1 + LEVEL) / 2))


def wilson(reached: float, of: float) -> Interval:
    """Limits of the share `reached / of`, between 0 and 1, for a count or an effective count above 0.

    They stay inside 0 and 1 and say something for 0 of 20, where the textbook's plus and minus gives a width of zero.
    Wilson (1927), Journal of the American Statistical Association 22; method 3 in Newcombe (1998), Statistics in
    Medicine 17, 857. Refuses an `of` that is not above 0, and a `reached` outside 0 to `of`.
    """
    share = _share(reached, of)
    spread = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return Interval(*_limits(share, of, spread, reached), "Wilson")


def wilson_corrected(reached: int, of: int) -> Interval:
    """Wilson's limits with the continuity correction: wider, for who must not claim too much from a small count.

    Method 4 in Newcombe (1998), Statistics in Medicine 17, 857. Refuses what `wilson` refuses.
    """
    share = _share(reached, of)
    low = _Z**2 - 2 - 1 / of + 4 * share * (of * (1 - share) + 1)
    high = _Z**2 + 2 - 1 / of + 4 * share * (of * (1 - share) - 1)
    middle, scale = 2 * reached + _Z**2, 2 * (of + _Z**2)
    return Interval(
        0.0 if reached == 0 else (middle - 1 - _Z * sqrt(low)) / scale,
        1.0 if reached == of else (middle + 1 + _Z * sqrt(high)) / scale,
        "Wilson with continuity correction",
    )


def newcombe(reached: float, of: float, reached_before: float, of_before: float) -> Estimate:
    """The difference between two independent shares, later less earlier, from -1 to 1, with its limits.

    Each side takes the distance to its own Wilson limit: method 10 in Newcombe (1998), Statistics in Medicine 17, 873.
    Refuses what `wilson` refuses, on either side.
    """
    now, before = wilson(reached, of), wilson(reached_before, of_before)
    share, share_before = reached / of, reached_before / of_before
    difference = share - share_before
    low = difference - sqrt((share - now.low) ** 2 + (before.high - share_before) ** 2)
    high = difference + sqrt((now.high - share) ** 2 + (share_before - before.low) ** 2)
    return Estimate(difference, Interval(low, high, "Newcombe"))


def half_width(share: float, of: float) -> float:
    """Half of Wilson's interval at a share that need not be a whole count: how exact a study of this size would be."""
    interval = wilson(share * of, of)
    return (interval.high - interval.low) / 2


def _share(reached: float, of: float) -> float:
    # Written so that a NaN on either side is refused as well.
    if not of > 0:
        raise RefusedError("A share needs at least one to take it of.")
    if not 0 <= reached <= of:
        raise RefusedError(f"A share of {of:g} cannot have {reached:g} in it.")
    return reached / of


def _limits(share: float, of: float, spread: float, reached: float) -> tuple[float, float]:
    """At the ends the limits are exactly 0 and 1; the arithmetic would leave them a rounding error away."""
    middle, scale = share + _Z**2 / (2 * of), 1 + _Z**2 / of
    low = 0.0 if reached == 0 else (middle - spread) / scale
    high = 1.0 if reached == of else (middle + spread) / scale
    return low, high
