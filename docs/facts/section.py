"""The facts of one section, in the order in which they stand there."""

from dataclasses import dataclass

from docs.drawing import percent, percents
from docs.invented.ranged import Ranged


@dataclass(frozen=True, slots=True)
class Facts:
    """`numbers` are all bold words with digits, `sentences` what is said where a figure cannot be had."""

    picture: str
    modules: tuple[str, ...]
    numbers: tuple[str, ...]
    sentences: tuple[str, ...] = ()


def told(*values: float | str, as_: str = "{:g}") -> tuple[str, ...]:
    """Numbers as the page writes them, with a true minus; text stays as it is."""
    return tuple(value if isinstance(value, str) else as_.format(value).replace("-", "−") for value in values)


def hundredths(*values: float) -> tuple[str, ...]:
    return told(*values, as_="{:.2f}")


def counted(reached: int, of: int) -> tuple[str, ...]:
    """How many of how many, and the share that makes."""
    return (*told(reached, of), percent(reached / of, of))


def between(found: Ranged, of: int) -> tuple[str, ...]:
    """The range of a share of so many, in percent."""
    return percents(found.low, found.high, of)


def around(found: Ranged) -> tuple[str, ...]:
    return hundredths(*found)
