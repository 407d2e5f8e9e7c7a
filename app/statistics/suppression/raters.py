"""When a figure about those who rate may be shown."""

from collections.abc import Sequence

from app.statistics.results import RefusedError

FEWEST_RATERS = 5


def may_tell_of_raters(ratings: Sequence[int]) -> bool:
    """Whether a figure rests on five raters or more, none of whom gave more than half of its ratings.

    `ratings` has the number of ratings of each rater; who gave none does not count. Refuses negative counts. The rule
    of this project, after the dominance rule in Cox (1981), Journal of Statistical Planning and Inference 5, 153.
    """
    if any(isinstance(count, bool) or not isinstance(count, int) or count < 0 for count in ratings):
        raise RefusedError("A number of ratings is a whole number from zero.")
    given = [count for count in ratings if count > 0]
    return len(given) >= FEWEST_RATERS and 2 * max(given) <= sum(given)
