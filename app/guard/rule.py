"""One rule: a kind, and the pattern that finds it."""

import re

from app.guard.kinds import SpotKind

Rule = tuple[SpotKind, re.Pattern[str]]


def rule(kind: SpotKind, pattern: str, *, any_case: bool = True) -> Rule:
    return kind, re.compile(pattern, re.IGNORECASE if any_case else 0)
