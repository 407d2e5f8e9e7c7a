"""What the package says of the invented shares."""

from math import ceil, floor

from app.statistics.shares.intervals import wilson
from app.statistics.shares.sampling import design_effect, sample_size, worth
from app.statistics.shares.threshold import Answer, Coverage, answer, passes_plainly
from app.statistics.shares.threshold import difference as difference_of
from docs.invented import data
from docs.invented.ranged import Ranged, ranged


def of(reached: int, people: int) -> Ranged:
    limits = wilson(reached, people)
    return Ranged(reached / people, limits.low, limits.high)


def difference() -> Ranged:
    return ranged(difference_of(*data.NOW, *data.THEN))


def beside_the_bar() -> list[tuple[int, int, Answer, bool]]:
    """Reached, of how many, the answer, and whether the plain figure is there."""
    return [
        (reached, people, answer(reached, people, data.BAR), passes_plainly(reached, people, data.BAR))
        for reached, people in data.BESIDE_THE_BAR
    ]


def coverage() -> list[tuple[str, Coverage]]:
    return [(unit, Coverage(rated, people)) for unit, rated, people in data.COVERED]


SAMPLED_SHARE = 0.70


def samples() -> list[tuple[int, int]]:
    """How long the list is, and how many of it to draw."""
    return [(people, sample_size(people, SAMPLED_SHARE)) for people in data.LISTS]


def pooled() -> tuple[float, float]:
    """The design effect, and how many separate ratings the pooled ones are worth."""
    return design_effect(data.EACH, data.LIKENESS), worth(data.POOLED, data.EACH, data.LIKENESS)


def percentage_points(difference: float) -> str:
    """With its sign, and a true minus; 0 has none."""
    shown = f"{100 * difference:+.0f}".replace("-", "−")
    return "0" if shown in ("+0", "−0") else shown


def in_points(found: Ranged) -> tuple[str, str, str]:
    """A difference of shares and its range in percentage points; the range is rounded outward."""
    low, high = (round(100 * limit, 6) for limit in (found.low, found.high))
    return percentage_points(found.value), percentage_points(floor(low) / 100), percentage_points(ceil(high) / 100)
