"""How many have reached something by when, in steps so wide that none is about a few people."""

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass
from math import exp, log, sqrt

from scipy import stats

from app.statistics.results import LEVEL, Estimate, Interval, RefusedError
from app.statistics.suppression.captions import is_beyond_cap
from app.statistics.suppression.rule import Threshold

_PERMIT = object()
_METHOD = "life table, Greenwood, log-log, for any number of leavers not told"
_Z = float(stats.norm.ppf((1 + LEVEL) / 2))


@dataclass(frozen=True, slots=True)
class Month:
    """How many reached it for the first time in a month since the start, and how many were last followed then."""

    month: int
    reached: int
    left: int


@dataclass(frozen=True, slots=True)
class ShownStep:
    """Up to the end of a month: who reached it and who is told to have left since the step before, and who remains.

    Among those `followed`, fewer than the threshold may have left already: they are told once there are enough of them.
    `share` is of those who have reached it by then, 0 to 1.
    """

    month: int
    reached: int
    left: int
    followed: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class ShownCurve:
    """A curve as it may be read; `curve` alone makes one. Between two steps, and after the last, nothing is shown.

    How many there are is a fact of the roster and always there.
    """

    people: int
    steps: tuple[ShownStep, ...]
    permit: InitVar[object]

    def __post_init__(self, permit: object) -> None:
        if permit is not _PERMIT:
            raise RefusedError("A curve that may be shown is made by widening its steps, and in no other way.")


def curve(people: int, months: Sequence[Month], threshold: Threshold) -> ShownCurve:
    """The share of `people` who have reached something by the end of each month that may be shown.

    A step is widened until the people who reached it in it are none or at least the threshold; the first starts from
    nobody and is never none. People who left are told in the first step by which they are at least the threshold, and
    are followed until then, so that they too are none or enough. At least the threshold are in truth still followed
    after each step, and no share is beyond the cap of its group.

    The share is worked out from the shown numbers alone, as a life table (leavers count for half of their step: Cutler
    and Ederer 1958, Journal of Chronic Diseases 8): a curve from the exact months would give those away. It is the
    smallest that the shown numbers allow. Its limits hold for any number of leavers who are not told: Greenwood's
    (1926) variance and limits on the log of minus log scale (Kalbfleisch and Prentice 1980), the lower one as if all
    were followed, the upper one as if one fewer than the threshold had left before every step. Refuses months that do
    not rise, negative counts, and more people than there are.
    """
    _refuse_months(people, months)
    steps = tuple(_with_shares(people, _wide(people, months, threshold), threshold)) if threshold.shows(people) else ()
    return ShownCurve(people, steps, permit=_PERMIT)


def _wide(people: int, months: Sequence[Month], threshold: Threshold) -> Iterator[Month]:
    reached = left = told = 0
    followed = people
    for each in months:
        reached, left = reached + each.reached, left + each.left
        followed -= each.reached + each.left
        safe = threshold.allows(reached) and threshold.shows(followed)
        # Nobody so far is beyond every cap, so that the first step is never none.
        if safe and not is_beyond_cap(told + reached, people):
            leavers = left if threshold.shows(left) else 0
            yield Month(each.month, reached, leavers)
            told, reached, left = told + reached, 0, left - leavers


def _with_shares(people: int, steps: Iterator[Month], threshold: Threshold) -> Iterator[ShownStep]:
    followed, all_followed, some_left = people, _LifeTable(), _LifeTable()
    for step in steps:
        exposed = followed - step.left / 2
        all_followed = all_followed.after(step.reached, exposed)
        # After the step the threshold are followed in truth, so that more are exposed than reach it here as well.
        some_left = some_left.after(step.reached, exposed - (threshold.people - 1))
        followed -= step.reached + step.left
        limits = Interval(all_followed.limits()[0], some_left.limits()[1], _METHOD)
        share = Estimate(1 - all_followed.not_yet, limits)
        yield ShownStep(step.month, step.reached, step.left, followed, share)


@dataclass(frozen=True, slots=True)
class _LifeTable:
    not_yet: float = 1.0
    variance: float = 0.0

    def after(self, reached: int, exposed: float) -> "_LifeTable":
        variance = self.variance + reached / (exposed * (exposed - reached))
        return _LifeTable(self.not_yet * (1 - reached / exposed), variance)

    def limits(self) -> tuple[float, float]:
        spread = exp(_Z * sqrt(self.variance) / -log(self.not_yet))
        return 1 - self.not_yet ** (1 / spread), 1 - self.not_yet**spread


def _refuse_months(people: int, months: Sequence[Month]) -> None:
    numbers = [each.month for each in months]
    if any(later <= earlier for earlier, later in zip(numbers, numbers[1:], strict=False)):
        raise RefusedError("The months of a curve rise from one to the next.")
    if people < 0 or any(each.reached < 0 or each.left < 0 for each in months):
        raise RefusedError("A count of people is not below zero.")
    if sum(each.reached + each.left for each in months) > people:
        raise RefusedError("More people reached it or left than there are.")
