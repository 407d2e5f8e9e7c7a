"""Shares, and the small numbers among them."""

from collections.abc import Callable

from app.statistics.published.compare import of_kind
from app.statistics.shares.percent import DECIMAL_FROM
from app.statistics.shares.threshold import FEWEST, FULL_COVERAGE, difference, share
from app.statistics.suppression.captions import Caption
from app.statistics.suppression.raters import FEWEST_RATERS
from app.statistics.suppression.rule import FEWEST_INSIDE, FEWEST_OUTSIDE, NARROWEST
from app.statistics.suppression.shown import HIDDEN
from docs.drawing import percent
from docs.facts.section import Facts, between, counted, told
from docs.invented import data, shares, small_numbers
from docs.invented.ranged import ranged, why


def _range(reached: int, people: int) -> tuple[str, ...]:
    return between(shares.of(reached, people), people)


def _share() -> Facts:
    some, many, none = data.SHARES
    return Facts(
        "share",
        ("shares/intervals.py", "shares/percent.py"),
        (
            *counted(*some), *_range(*some), *counted(*many), *_range(*many),
            *told(*none), *_range(*none),
            *told(FEWEST, DECIMAL_FROM),
        ),
        (why(share(10, 10)),),
    )  # fmt: skip


def _difference() -> Facts:
    then, now = ((*counted(*side), *_range(*side)) for side in (data.THEN, data.NOW))
    return Facts(
        "difference",
        ("shares/intervals.py",),
        (*then, *now, *shares.in_points(shares.difference()), str(FEWEST)),
        (why(difference(*data.NOW, 10, 10)),),
    )


def _bar() -> Facts:
    meets, below, open_, few = data.BESIDE_THE_BAR
    return Facts(
        "bar",
        ("shares/threshold.py",),
        (
            percent(data.BAR), *told(*meets), *_range(*meets), *told(*below), *_range(*below),
            *counted(*open_), *_range(*open_), *told(*few), str(FEWEST),
        ),
        (str(shares.beside_the_bar()[-1][2]),),
    )  # fmt: skip


def _coverage() -> Facts:
    north, south = (found for _, found in shares.coverage())
    return Facts(
        "coverage",
        ("shares/threshold.py",),
        (
            *counted(north.assessed, north.of), *counted(south.assessed, south.of), percent(FULL_COVERAGE),
        ),
    )  # fmt: skip


def _sample() -> Facts:
    drawn = dict(shares.samples())
    lists = (20, 80, 400)
    return Facts(
        "sample",
        ("shares/sampling.py",),
        (*(number for people in lists for number in told(people, drawn[people])), percent(shares.SAMPLED_SHARE)),
    )


def _pooled() -> Facts:
    effect, worth = shares.pooled()
    return Facts(
        "pooled",
        ("shares/sampling.py",),
        told(data.POOLED, data.EACH, data.LIKENESS, f"{effect:.1f}", f"{worth:.0f}", data.POOLED),
    )


def _small() -> Facts:
    elm, *_, yew = data.PEOPLE
    return Facts(
        "first-hidden",
        ("suppression/primary.py", "suppression/rule.py", "suppression/raters.py"),
        told(
            elm[0], yew[0], 1, FEWEST_OUTSIDE - 1, sum(elm), elm[1], elm[2], small_numbers.known_of_first(),
            FEWEST_OUTSIDE, FEWEST, FEWEST_INSIDE, FEWEST_RATERS,
        ),
        (HIDDEN.value,),
    )  # fmt: skip


def _beside() -> Facts:
    more = (small_numbers.hidden() & ~small_numbers.small()).sum()
    low, high = small_numbers.known(small_numbers.hidden())
    return Facts(
        "all-hidden",
        ("suppression/complement.py", "suppression/attacker.py", "suppression/tables.py", "suppression/subtraction.py"),
        told(int(more), low[0, 0], high[0, 0], NARROWEST),
        (HIDDEN.value,),
    )


def _nearly_all() -> Facts:
    found = small_numbers.nearly_all()
    said = of_kind(Caption, found.caption)
    return Facts(
        "nearly-all",
        ("suppression/captions.py", "suppression/portions.py"),
        (str(found.of), said.text, percent(data.BAR), *told(FEWEST, 2 * FEWEST_OUTSIDE)),
        (HIDDEN.value,),
    )


def _curve() -> Facts:
    found = small_numbers.shown_curve()
    steps = [
        (percent(step.share.value), *between(ranged(step.share), found.people), str(step.month)) for step in found.steps
    ]
    return Facts(
        "shown-curve",
        ("suppression/curves.py", "suppression/quartiles.py"),
        (
            *told(FEWEST_OUTSIDE, FEWEST_OUTSIDE, found.people, len(found.steps)),
            *steps[0], str(found.steps[0].reached), *steps[1], *steps[2], str(found.steps[-1].followed),
            *told(FEWEST_OUTSIDE, *small_numbers.fewest_for_quartiles()),
        ),
    )  # fmt: skip


FACTS: dict[str, Callable[[], Facts]] = {
    "A share and its range": _share,
    "The difference of two shares": _difference,
    "The bar": _bar,
    "Coverage comes first": _coverage,
    "Size of a sample": _sample,
    "Several ratings of one worker": _pooled,
    "Small counts are hidden": _small,
    "And one more beside them": _beside,
    "Nearly all and nearly none": _nearly_all,
    "Curves in wide steps": _curve,
}
