"""Published examples, shipped with the program, and what it computes from the same data today."""

from app.statistics.published import facets, growth, raters, shares, suppression
from app.statistics.published.compare import Example, Line, compare, read

COMPUTED = raters.COMPUTED | facets.COMPUTED | growth.COMPUTED | shares.COMPUTED | suppression.COMPUTED

__all__ = ["COMPUTED", "Example", "Line", "compare", "read", "run"]


def run() -> list[tuple[Example, list[Line]]]:
    """Every example in the order of its number, with one line a figure."""
    return [(example, compare(example, COMPUTED[example.key](example.data))) for example in read()]
