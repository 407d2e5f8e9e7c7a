"""A share in words that claim no more than its count."""

from math import ceil, floor

from app.statistics.results import Interval, RefusedError

DECIMAL_FROM = 200
_MOST_DIGITS = 6


def percent(share: float, of: int) -> str:
    """`share`, 0 to 1, as whole percent; with one decimal from 200 people on. The n always stands beside it.

    Below 200 a whole percent is already finer than one person. Nothing is 0 or 100 percent but nobody and everybody.
    Refuses a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise RefusedError("A share lies between 0 and 1.")
    digits = _digits(of)
    least = 10.0**-digits
    if 0 < share < 1 and not least / 2 <= 100 * share < 100 - least / 2:
        return f"under {least:.{digits}f}%" if share < 1 / 2 else f"over {100 - least:.{digits}f}%"
    return f"{100 * share:.{digits}f}%"


def limits(found: Interval, of: int, bar: float | None = None) -> tuple[str, str]:
    """Both limits of a share, rounded outward, so that what is printed holds what was computed.

    They have the digits of `percent`, and more where the rounded upper limit would reach a `bar` that it stays below.
    """
    digits = _digits(of)
    while bar is not None and found.high < bar <= _up(found.high, digits) and digits < _MOST_DIGITS:
        digits += 1
    return f"{100 * _down(found.low, digits):.{digits}f}%", f"{100 * _up(found.high, digits):.{digits}f}%"


def _digits(of: int) -> int:
    return 1 if of >= DECIMAL_FROM else 0


def _down(share: float, digits: int) -> float:
    # A share such as 0.29 times 100 falls a rounding error short of 29, which is no reason to say 28.
    return floor(round(share * 10.0 ** (digits + 2), 6)) / 10.0 ** (digits + 2)


def _up(share: float, digits: int) -> float:
    return ceil(round(share * 10.0 ** (digits + 2), 6)) / 10.0 ** (digits + 2)
