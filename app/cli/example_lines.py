"""Published examples in lines: what was published, what is computed here, and whether the two are the same."""

from collections.abc import Iterator

from app.statistics.published import Example, Line


def all_of(compared: list[tuple[Example, list[Line]]]) -> Iterator[str]:
    """Every figure of every example, and at the end how many there were and which do not hold."""
    for example, lines in compared:
        yield f"{example.key.replace('_', ' ', 1)}"
        yield f"  {example.source}"
        yield from (_line(line) for line in lines)
        yield ""
    every = [(example, line) for example, lines in compared for line in lines]
    broken = [(example, line) for example, line in every if not line.holds]
    yield from (f"Does not hold: {example.key}, {line.name}" for example, line in broken)
    yield f"{len(every) - len(broken)} of {len(every)} figures in {len(compared)} examples hold."


def _line(line: Line) -> str:
    printed = "" if line.printed is None else f" (printed {line.printed})"
    sign = "holds" if line.holds else "DOES NOT HOLD"
    return f"  {line.name:<58} published {_short(line.expected)}{printed}, computed {_short(line.computed)}: {sign}"


def _short(value: object) -> str:
    return f"{value:.7g}" if isinstance(value, float) else str(value)
