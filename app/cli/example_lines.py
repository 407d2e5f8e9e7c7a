"""Published examples in lines: what is expected and why, what is computed here, and whether the two are the same."""

from collections import Counter
from collections.abc import Iterator

from app.statistics import VERSION
from app.statistics.published import Example, Line


def all_of(compared: list[tuple[Example, list[Line]]]) -> Iterator[str]:
    """Every figure of every example, and at the end how many there were and which do not hold."""
    for example, lines in compared:
        yield f"{example.key.replace('_', ' ')}: {example.held_to}"
        yield f"  {example.source}"
        yield from (_line(line) for line in lines)
        yield ""
    every = [(example, line) for example, lines in compared for line in lines]
    broken = [(example, line) for example, line in every if not line.holds]
    yield from (f"Does not hold: {example.key}, {line.name}" for example, line in broken)
    for held_to, number in sorted(Counter(example.held_to for example, _ in every).items()):
        yield f"{number} figures: {held_to}."
    yield f"Figures version {VERSION}."
    yield f"{len(every) - len(broken)} of {len(every)} figures in {len(compared)} examples hold."
    if broken:
        yield "Publish no figure of a kind that does not hold, and report the line to whoever looks after the program."


def _line(line: Line) -> str:
    printed = "" if line.printed is None else f" (source prints {line.printed})"
    apart = f", may differ by {line.tolerance:g}" if line.tolerance else ""
    sign = "holds" if line.holds else "DOES NOT HOLD"
    return (
        f"  {line.name:<58} expected {_short(line.expected)}{printed}, computed {_short(line.computed)}{apart}: {sign}"
    )


def _short(value: object) -> str:
    return f"{value:.7g}" if isinstance(value, float) else str(value)
