"""One rule: a kind, the pattern that finds it, and what of the pattern is the spot."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.guard.kinds import SpotKind

Span = tuple[int, int]


@dataclass(frozen=True)
class Rule:
    """`narrowed` takes what the pattern has found for the part of it that is meant, or none."""

    kind: SpotKind
    pattern: re.Pattern[str]
    needs_digit: bool
    narrowed: Callable[[str], Span | None] | None = None

    def spans_in(self, note: str) -> Iterator[Span]:
        # Where a pattern has a group `spot`, that is the spot.
        group = "spot" if "spot" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(note):
            start, end = match.span(group)
            part = self.narrowed(match[group]) if self.narrowed else (0, end - start)
            if part:
                yield start + part[0], start + part[1]


def rule(
    kind: SpotKind, pattern: str, *, any_case: bool = True, needs_digit: bool = True,
    narrowed: Callable[[str], Span | None] | None = None,
) -> Rule:  # fmt: skip
    """A note without a digit is not asked for what has one: most notes are quick to read by that."""
    return Rule(kind, re.compile(pattern, re.IGNORECASE if any_case else 0), needs_digit, narrowed)
