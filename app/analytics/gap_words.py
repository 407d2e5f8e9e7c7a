"""Self beside coach in sentences: counts first, then how the views differ on the whole. Never a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.analytics.finding_words import holds_zero, in_range, number, period, places_of
from app.analytics.findings import gap_ends_of, gap_of, gap_trend_of
from app.analytics.paired import APART, PairOfPoints
from app.analytics.words import own
from app.statistics.growth.gap import LEAST_PAIRS, AgreementLimits, Gap
from app.statistics.results import Estimate, NotComputable
from app.web.words import counted, first_name, month, sentence_case

_LEVEL = "about the same height"
# Nobody can choose a point that lies nearer than a whole step, so half of one is no difference.
_HALF = 0.5


@dataclass(frozen=True)
class PairRow:
    """One line of the table beside the picture of pairs."""

    on: date
    coach: int
    own: int
    words: str


def counts_words(pairs: Sequence[PairOfPoints], worker: str) -> str:
    """What the picture shows: how many of the pairs were close. `worker` is a first name."""
    coach = _coach(pairs)
    found, series = gap_of(pairs), [pair.coach for pair in pairs]
    if found.pairs == 1:
        return f"{worker} and {coach} have opened one pair, {period(series)}: {apart_words(pairs[0])}."
    return (
        f"{worker} and {coach} were one step apart or less in {found.within_one} of {found.pairs} pairs, "
        f"{period(series)}. They chose the same point in {found.equal or 'none'}."
    )


def plain_words(pairs: Sequence[PairOfPoints], worker: str) -> str:
    """The same as `whole_words` in one plain sentence; its figures stand behind it."""
    found = gap_of(pairs)
    if not isinstance(found.limits, AgreementLimits) or isinstance(found.mean, NotComputable):
        return whole_words(pairs, worker)
    return _moving(pairs, worker) or _standing(found.mean, pairs, worker)


def figure_words(pairs: Sequence[PairOfPoints], worker: str) -> str:
    """Nothing where the plain sentence is all there is to say."""
    return whole_words(pairs, worker) if isinstance(gap_of(pairs).limits, AgreementLimits) else ""


def whole_words(pairs: Sequence[PairOfPoints], worker: str) -> str:
    """Which way the views differ on the whole, how widely, and whether that changes, from eight pairs on."""
    found = gap_of(pairs)
    if found.pairs < LEAST_PAIRS:
        return (
            f"Cannot tell yet how the two views differ on the whole: that takes {counted(LEAST_PAIRS, 'pair')}, and "
            f"there {'is' if found.pairs == 1 else 'are'} {counted(found.pairs, 'pair')} now."
        )
    return " ".join(part for part in (_mean(found, worker), _limits(found), _trend(found, pairs, worker)) if part)


def pair_rows(pairs: Sequence[PairOfPoints]) -> list[PairRow]:
    return [PairRow(pair.coach.on, pair.coach_point, pair.own_point, apart_words(pair)) for pair in pairs]


def apart_words(pair: PairOfPoints) -> str:
    if pair.steps_apart == 0:
        return "the same point"
    higher = "self" if pair.own_point > pair.coach_point else "coach"
    return f"{counted(pair.steps_apart, 'step')} apart" + (f", {higher} higher" if pair.steps_apart >= APART else "")


def _moving(pairs: Sequence[PairOfPoints], worker: str) -> str:
    """Where the gap was and where it came to; nothing unless it surely moved, and by half a step or more."""
    trend = gap_trend_of(pairs)
    if isinstance(trend, NotComputable) or isinstance(trend.per_month.interval, NotComputable):
        return ""
    first, last = (_beside(end) for end in gap_ends_of(pairs, trend.per_month.value))
    if holds_zero(trend.per_month.interval) or first == last:
        return ""
    early = "An early sign: beside" if trend.reading == "early sign" else "Beside"
    way = "up" if trend.per_month.value > 0 else "down"
    return (
        f"{early} {own(_coach(pairs))}, {own(worker)} own points moved {way}: from {first} in {month(trend.first)} to "
        f"{last} in {month(trend.last)}."
    )


def _standing(mean: Estimate, pairs: Sequence[PairOfPoints], worker: str) -> str:
    theirs, coachs = f"{own(worker)} own points", own(_coach(pairs))
    if not isinstance(mean.interval, NotComputable) and max(-mean.interval.low, mean.interval.high) <= _HALF:
        return f"On the whole, {theirs} stand at {_LEVEL} as {coachs}."
    if isinstance(mean.interval, NotComputable) or holds_zero(mean.interval):
        return f"Cannot tell yet whether {theirs} stand above or below {coachs} on the whole."
    height = _beside(mean.value)
    if height == _LEVEL:
        height = f"a little {'above' if mean.value > 0 else 'below'}"
    return f"On the whole, {theirs} stand {height} {coachs}."


def _beside(steps: float) -> str:
    """To half a step, in words."""
    halves = round(abs(steps) * 2)
    whole, half = divmod(halves, 2)
    if halves == 0:
        return _LEVEL
    if halves == 1:
        length = "half a step"
    else:
        length = counted(whole, "and a half steps", "and a half steps") if half else counted(whole, "step")
    return f"about {length} {'above' if steps > 0 else 'below'}"


def _coach(pairs: Sequence[PairOfPoints]) -> str:
    return first_name(pairs[0].coach.rater)


def _mean(found: Gap, worker: str) -> str:
    mean = found.mean
    if isinstance(mean, NotComputable):
        return f"{sentence_case(mean.why)}."
    side = "higher" if mean.value > 0 else "lower"
    if isinstance(mean.interval, NotComputable):
        if mean.value == 0:
            return f"All {found.pairs} pairs hold the same point twice."
        steps = counted(round(abs(mean.value)), "step")
        return f"In each of {found.pairs} pairs {own(worker)} own point is {steps} {side}."
    if holds_zero(mean.interval):
        return (
            f"Cannot tell yet which of the two is higher on the whole. In {found.pairs} pairs, {own(worker)} own point "
            f"stands {in_range(mean.interval)} of a step from the coach’s: minus is lower, plus is higher."
        )
    return (
        f"{own(worker)} own point is {side} on the whole, by {_of(mean)} in {found.pairs} pairs. Each step of the "
        "scale counts as equally large here."
    )


def _of(mean: Estimate) -> str:
    if isinstance(mean.interval, NotComputable):
        return number(abs(mean.value), 1, False)
    places = places_of(mean.interval)
    low, high = sorted((abs(mean.interval.low), abs(mean.interval.high)))
    unit = "of a step" if abs(mean.value) < 1 else "steps"
    return f"{number(abs(mean.value), places, False)} {unit} (between {low:.{places}f} and {high:.{places}f})"


def _limits(found: Gap) -> str:
    limits = found.limits
    if not isinstance(limits, AgreementLimits):
        return ""
    low, high = (f"{number(one.value)}{_around(one)}" for one in (limits.low, limits.high))
    return (
        f"In about 95 of 100 such pairs, the own point stands from {low} to {high} steps beside the coach’s: minus is "
        "lower, plus is higher."
    )


def _trend(found: Gap, pairs: Sequence[PairOfPoints], worker: str) -> str:
    if not isinstance(found.limits, AgreementLimits):
        # Where every pair differs by the same there is nothing that could change.
        return ""
    trend = gap_trend_of(pairs)
    question = f"Cannot tell yet whether {own(worker)} own point moves up or down beside the coach’s over these months"
    if isinstance(trend, NotComputable) or isinstance(trend.per_month.interval, NotComputable):
        return f"{question}."
    interval = trend.per_month.interval
    if holds_zero(interval):
        return f"{question}: the change lies {in_range(interval)} of a step a month."
    early = "An early sign: beside" if trend.reading == "early sign" else "Beside"
    way = "up" if trend.per_month.value > 0 else "down"
    moves = f"{own(worker)} own point moves {way} over these months"
    return f"{early} the coach’s, {moves}, by {_of(trend.per_month)} a month."


def _around(limit: Estimate) -> str:
    return "" if isinstance(limit.interval, NotComputable) else f" ({in_range(limit.interval)})"
