"""Whether a share reaches a bar, said no more firmly than the count allows."""

from dataclasses import dataclass
from enum import StrEnum

from app.statistics.results import Estimate, Interval, NotComputable, RefusedError
from app.statistics.shares.intervals import newcombe, wilson

FEWEST = 11
FULL_COVERAGE = 0.70
_MOST_PEOPLE = 10**10


class Answer(StrEnum):
    MEETS = "meets"
    BELOW = "below"
    UNDETERMINED = "undetermined"
    NOT_ENOUGH_DATA = "not enough data"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with limits from `FEWEST` people on."""

    reached: int
    of: int
    interval: Interval | NotComputable

    @property
    def value(self) -> float:
        return self.reached / self.of


def share(reached: int, of: int, fewest: int = FEWEST) -> Share | NotComputable:
    """The share of people, with Wilson's interval; below `fewest` people a figure says more about them than of them.

    Refuses a count outside 0 to `of`.
    """
    _check(reached, of)
    if of < fewest:
        return NotComputable(f"not enough data: a share needs {fewest} people or more, and there are {of}")
    return Share(reached, of, wilson(reached, of))


def difference(
    reached: int, of: int, reached_before: int, of_before: int, fewest: int = FEWEST
) -> Estimate | NotComputable:
    """The difference of two independent shares of people, the later or own one less the other, with its limits.

    `intervals.newcombe` from `fewest` people on each side on; below that a figure says more about them than of them.
    Refuses on either side what `share` refuses, and sides without anybody where `fewest` would let them pass.
    """
    _check(reached, of)
    _check(reached_before, of_before)
    if min(of, of_before) < fewest:
        return NotComputable(
            f"not enough data: a difference needs {fewest} people or more on each side, "
            f"and there are {of} and {of_before}"
        )
    return newcombe(reached, of, reached_before, of_before)


def _check(reached: int, of: int) -> None:
    if of > _MOST_PEOPLE:
        raise RefusedError(f"A count of people is {_MOST_PEOPLE} at most.")
    if not 0 <= reached <= of:
        raise RefusedError(f"A share of {of} cannot have {reached} in it.")


def answer(reached: int, of: int, bar: float, fewest: int = FEWEST) -> Answer:
    """*Meets* when the whole interval is at the bar or above, *below* when all of it is under, else *undetermined*.

    The rule of this project, on Wilson's limits; `bar` is a share between 0 and 1. Refuses what `share` refuses, and a
    bar outside 0 to 1.
    """
    if not 0 < bar <= 1:
        raise RefusedError("A bar is a share above 0 and up to 1.")
    found = share(reached, of, fewest)
    if isinstance(found, NotComputable):
        return Answer.NOT_ENOUGH_DATA
    return answer_of(wilson(found.reached, found.of), bar)


def answer_of(interval: Interval, bar: float) -> Answer:
    """The same answer where the interval is known already, such as that of a sample from a short list."""
    if interval.low >= bar:
        return Answer.MEETS
    return Answer.BELOW if interval.high < bar else Answer.UNDETERMINED


def passes_plainly(reached: int, of: int, bar: float) -> bool:
    """The plain rule some agencies must apply, without regard to chance; the answer above stays beside it."""
    # A quotient of whole numbers and the written bar round alike, so that 11 of 20 reach 55 %; a product would not.
    return of > 0 and reached / of >= bar


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those who are meant have a rating at all; where that is few, it is the headline."""

    assessed: int
    of: int

    @property
    def is_headline(self) -> bool:
        return self.of == 0 or self.assessed / self.of < FULL_COVERAGE
