"""The attainment scale of a goal: five outcomes in words, from much less to much more than expected.

The Goal Attainment Rating Scale of the coaching toolkit counts them from -2 to +2. Nobody counts them here: a number
would be added up with others, and a goal's outcome says something about this goal alone.
"""

from collections.abc import Collection
from enum import StrEnum

OUTCOME_LENGTH = 500
BOTH_SIDES = "Write one outcome that is less than expected and one that is more, or leave all five empty."


class Anchor(StrEnum):
    """How a goal turned out, beside what was expected of it."""

    MUCH_LESS = "much-less"
    LESS = "less"
    EXPECTED = "expected"
    MORE = "more"
    MUCH_MORE = "much-more"

    @property
    def words(self) -> str:
        return "as expected" if self is Anchor.EXPECTED else f"{self.value.replace('-', ' ')} than expected"


# What was written for each, in their order; what was left empty is not in it.
Outcomes = tuple[tuple[Anchor, str], ...]


def field_of(anchor: Anchor) -> str:
    return f"outcome-{anchor}"


def outcomes_problem(written: Collection[Anchor]) -> str:
    """Why these do not make a scale; empty where they do, or where none is written.

    The middle may be left empty: then the goal itself is what is expected.
    """
    below, above = {Anchor.MUCH_LESS, Anchor.LESS}, {Anchor.MORE, Anchor.MUCH_MORE}
    is_whole = bool(below.intersection(written)) and bool(above.intersection(written))
    return "" if is_whole or not written else BOTH_SIDES
