"""One share of a group as it may be read: exact, under or over a percent, or nothing; with the answer to a bar."""

from dataclasses import InitVar, dataclass

from app.statistics.results import Interval, RefusedError
from app.statistics.shares.intervals import wilson
from app.statistics.shares.threshold import FEWEST, Answer, answer
from app.statistics.suppression.captions import Caption, Kind, caption
from app.statistics.suppression.rule import Threshold
from app.statistics.suppression.shown import HIDDEN, Hidden

_PERMIT = object()


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A share of people as it may be read; `portion` alone makes one.

    Where the count is hidden the caption may still say *over 87% of 84*. How many were assessed is a fact of coverage
    and always there. The answer is hidden unless it holds for every count that the caption leaves possible.
    """

    caption: Caption | Hidden
    reached: int | Hidden
    of: int
    interval: Interval | Hidden
    answer: Answer | Hidden
    permit: InitVar[object]

    def __post_init__(self, permit: object) -> None:
        if permit is not _PERMIT:
            raise RefusedError("A share that may be shown is made by hiding small counts, and in no other way.")


def portion(reached: int, of: int, bar: float, threshold: Threshold, *, is_zero_sensitive: bool) -> ShownShare:
    """What may be shown of `reached` people out of `of`, and whether they reach `bar` (a share above 0 and up to 1).

    What is said of the share, and when a zero is told, is the rule of `caption`; the answer is the one in shares, for
    at least 11 people and at least the threshold. Refuses what those two refuse.
    """
    said = caption(reached, of, threshold, is_zero_sensitive=is_zero_sensitive)
    fewest = max(FEWEST, threshold.people)
    if said is not None and said.kind is Kind.EXACT:
        plain = answer(reached, of, bar, fewest)
        return ShownShare(said, reached, of, wilson(reached, of), plain, permit=_PERMIT)
    answers = {answer(count, of, bar, fewest) for count in (said.counts() if said else range(of + 1))}
    common = answers.pop() if len(answers) == 1 else HIDDEN
    return ShownShare(said or HIDDEN, HIDDEN, of, HIDDEN, common, permit=_PERMIT)
