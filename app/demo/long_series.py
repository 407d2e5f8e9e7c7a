"""The series that is long enough for every figure: what Cora and Lee saw of one element, month after month."""

from collections.abc import Mapping
from dataclasses import replace

from app.ratings.rules import Answer, Kind

WORKER, PROFILE, ELEMENT = "Lee", "safety-networks", "context"
# Oldest first; the last one is of the month under way. Hardly any lies on the middle line, whichever month is missing.
_SEEN = {
    Kind.COACH: (2, 2, 3, 2, 3, 2, 3, 5, 5, 6, 5, 6, 6, 7),
    Kind.SELF: (3, 2, 3, 4, 3, 3, 4, 5, 7, 6, 6, 6, 7, 7),
}


def as_told(answers: dict[str, Answer], worker: str, slug: str, back: int, kind: Kind) -> Mapping[str, Answer]:
    """The same answers, with the told point where this is the element of the long series."""
    points = _SEEN[kind]
    if (worker, slug) != (WORKER, PROFILE) or back >= len(points):
        return answers
    told = replace(answers[ELEMENT], point=points[-1 - back], not_observed=False, reason=None)
    return answers | {ELEMENT: told}
