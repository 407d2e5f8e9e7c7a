"""Published examples, shipped with the program, and what it computes from the same data today."""

from app.statistics.published import facets, growth, raters, shares, suppression
from app.statistics.published.compare import Example, Line, compare, read

COMPUTED = raters.COMPUTED | facets.COMPUTED | growth.COMPUTED | shares.COMPUTED | suppression.COMPUTED

__all__ = ["COMPUTED", "Example", "Line", "compare", "read", "run"]


def run() -> list[tuple[Example, list[Line]]]:
    """Every example in the order of its number, with one line a figure."""
    return [(example, _lines(example)) for example in read()]


def _lines(example: Example) -> list[Line]:
    """What fails to run does not hold, and the others are still told."""
    try:
        return compare(example, COMPUTED[example.key](example.data))
    # Whatever a library does after an update, the check is there to say so and to go on.
    except Exception as error:
        return [Line("the whole example", "figures", f"{type(error).__name__}: {error}", 0)]
