"""What every figure answers with: an estimate with its interval, or a sentence that says why there is none."""

from dataclasses import dataclass

LEVEL = 0.95


class RefusedError(ValueError):
    """What was handed in cannot be meant, such as a point that is not on the declared scale; the text says what."""


@dataclass(frozen=True, slots=True)
class NotComputable:
    """A figure that these data do not give.

    `why` is a sentence for the reader and begins with one of four heads: "not computable:" where the figure does not
    exist in these data, "cannot tell yet:" where more data of the same kind would give it, "not enough data:" where so
    few people are behind it that a share would describe them, and "not shown:" where it exists and would mislead.
    """

    why: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits in the unit of the figure; `method` names how they were found."""

    low: float
    high: float
    method: str
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure. Where no interval can be had the sentence that says why stands in its place: nothing is bare."""

    value: float
    interval: Interval | NotComputable


def around(value: float, reach: float, method: str) -> Estimate:
    """A figure whose limits lie equally far to both sides."""
    return Estimate(value, Interval(value - reach, value + reach, method))
