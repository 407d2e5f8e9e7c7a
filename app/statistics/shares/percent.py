"""A share in words that claim no more than its count."""

from app.statistics.results import RefusedError

DECIMAL_FROM = 200


def percent(share: float, of: int) -> str:
    """`share`, 0 to 1, as whole percent; with one decimal from 200 people on. The n always stands beside it.

    Below 200 a whole percent is already finer than one person. Refuses a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise RefusedError("A share lies between 0 and 1.")
    return f"{100 * share:.1f}%" if of >= DECIMAL_FROM else f"{100 * share:.0f}%"
