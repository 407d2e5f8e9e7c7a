"""Text in a note that looks like a person or a case: a reason to look once more, never to refuse."""

import re

# The form's script says the same while somebody types. Every repeat has an end, so a long note stays quick to read.
_LOOKS_LIKE = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\w.+-]{1,64}@[\w-]{1,63}\.\w",
        r"\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",
        r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
        r"\b(?:\d[ -]?){5,20}\d|\b\d{2,}-\d{3,}\b|\b[A-Z]{1,4}-?\d{4,}\b",
    )
)


def may_identify(note: str) -> bool:
    """Whether an e-mail address, a phone number, a date, or a number like a case's stands in it."""
    return any(pattern.search(note) for pattern in _LOOKS_LIKE)
