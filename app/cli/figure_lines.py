"""Figures in lines of text: every one with its interval and its count, or with the sentence why there is none."""

from collections.abc import Iterator

from app.statistics.raters.counts import Count, Counts
from app.statistics.raters.report import Pair, RaterAgreement
from app.statistics.raters.severity import Severity
from app.statistics.raters.study import Study
from app.statistics.raters.table import Basis
from app.statistics.raters.trust import Trust
from app.statistics.results import Estimate, Interval, NotComputable
from app.statistics.shares.percent import limits, percent
from app.statistics.shares.threshold import Answer, Share, passes_plainly

_WIDTH, _WIDEST = 34, 44
_NO_STAGES = "not computable: no stages were named (--stages 3,6,9)"
# More pairs than twenty raters make are left to the JSON: nobody reads them line by line.
_MOST_PAIRS = 190


def agreement(found: RaterAgreement) -> Iterator[str]:
    """The whole report: counts first, then the headline, then what stands beside it."""
    yield f"Cases: {found.cases}, of which {found.common_cases} have two ratings or more."
    yield f"Raters: {found.raters}. Ratings: {found.ratings}. Empty cells: {found.empty}."
    yield from _counts(found.counts)
    n = _rests_on(found.rests_on)
    alike = [("Krippendorff's alpha, ordinal", found.alpha), ("Gwet's AC2, only beside alpha", found.ac2)]
    yield from _block("How alike, beyond chance", [(name, estimate(one, n)) for name, one in alike])
    yield from _trust(found.trust)
    yield from _study(found.study)
    yield from _pairs(found.pairs)
    yield from _own_places(found)
    yield ""
    yield f"Data {found.data[:12]}, figures version {found.version}: the same data give the same figures."


def _counts(found: Counts | NotComputable) -> Iterator[str]:
    if isinstance(found, NotComputable):
        yield from _block("How close", [("pairs of ratings", found.why)])
        return
    stages = found.same_stage
    lines = [
        ("same point", _count(found.exact, "pair", found.cases)),
        ("within one step", _count(found.within_one, "pair", found.cases)),
        ("same stage", _NO_STAGES if isinstance(stages, NotComputable) else _count(stages, "pair", found.cases)),
        ("all who rated it within one step", _count(found.all_within_one, "case", found.cases)),
    ]
    yield from _block(f"How close: pairs of ratings in {_of(found.cases, 'case')}", lines)
    used = ", ".join(f"{point}: {count}" for point, count in found.distribution.items())
    yield from _block("How often each point was used", [("", used)])


def _count(found: Count, what: str, cases: int) -> str:
    counted = f"{found.count} of {_of(found.of, what)}"
    if isinstance(found.interval, NotComputable):
        return f"{counted}; range {found.interval.why}"
    return f"{counted}, {percent(found.count / found.of, cases)}, {shares(found.interval, cases)}"


def _pairs(pairs: list[Pair]) -> Iterator[str]:
    title = "Two raters at a time: quadratic weighted kappa"
    if not pairs:
        yield from _block(title, [("", "no two raters have a case in common")])
    elif len(pairs) > _MOST_PAIRS:
        yield from _block(title, [("", f"{len(pairs)} pairs of raters: --json has them all")])
    else:
        yield from _block(title, [_pair(pair) for pair in pairs])


def _pair(found: Pair) -> tuple[str, str]:
    name = " and ".join(found.raters)
    if isinstance(found.counts, NotComputable):
        return name, found.counts.why
    close = f"same point {found.counts.exact.count}, within one step {found.counts.within_one.count} of {found.cases}"
    return name, f"{close}; kappa {estimate(found.kappa)}"


def _trust(found: Trust | NotComputable) -> Iterator[str]:
    title = "How far ratings carry (treats steps as equal)"
    if isinstance(found, NotComputable):
        yield from _block(title, [("ICC(A,1) and ICC(A,k)", found.why)])
        return
    n = _rests_on(found.rests_on)
    lines = [
        ("ICC(A,1), one rating", estimate(found.one, n)),
        (f"ICC(A,k), mean of {found.ratings_per_case:.1f} raters", estimate(found.mean, n)),
        ("cases differ by, in steps", estimate(found.between_cases, ", standard deviation")),
        ("one rating strays by, in steps", estimate(found.error_of_one, ", standard deviation")),
        *[("no difference was detected between", name) for name in found.at_zero],
    ]
    yield from _block(title, lines if found.converged else [*lines, ("warning", "the search did not converge")])


def _study(found: Study | NotComputable) -> Iterator[str]:
    title = "What more raters or more cases would give, if they go on differing as they did"
    if isinstance(found, NotComputable):
        yield from _block(title, [("", found.why)])
        return
    raters = [
        (f"mean of {_of(one.raters, 'rater')}", f"ICC(A,k) {estimate(one.trust)}, strays by {one.error:.2f} steps")
        for one in found.more_raters
    ]
    cases = [
        (f"{one.cases} cases, {_of(one.raters, 'rater')}", f"ICC(A,1) {between(one.limits)}")
        for one in found.more_cases
    ]
    yield from _block(title, [*raters, *cases])


def _own_places(found: RaterAgreement) -> Iterator[str]:
    title = "Own place: steps from the mean of these raters on the same cases (minus = lower points)"
    yield from _block(title, [(rater, _own_place(one)) for rater, one in found.severity.items()])
    yield "  Give each rater the own line first, and take it from nobody's rating."
    if len(found.groups) > 1:
        yield f"  {len(found.groups)} groups of raters share no case; each is compared only inside its own group:"
        yield from (f"  {', '.join(group)}" for group in found.groups)


def _own_place(one: Severity) -> str:
    warning = "; used one point only, so the scale was not used" if one.used_one_point else ""
    return f"{estimate(one.steps)}, {_of(one.ratings, 'shared rating')}{warning}"


def share(found: Share | NotComputable, bar: float | None, answer: Answer | None) -> Iterator[str]:
    """A share with its count and limits; beside a bar the plain figure and, apart from it, what can be said."""
    if isinstance(found, NotComputable):
        yield found.why
    elif isinstance(found.interval, Interval):
        limits = shares(found.interval, found.of, bar)
        yield f"{found.reached} of {found.of}: {percent(found.value, found.of)}, {limits}"
    if bar is not None and isinstance(found, Share):
        plainly = "reached" if passes_plainly(found.reached, found.of, bar) else "not reached"
        yield f"Beside a bar of {bar * 100:.10g}%, with its range: {answer}."
        yield f"By the plain figure alone: {plainly}."


def _block(title: str, lines: list[tuple[str, str]]) -> Iterator[str]:
    width = min(max([_WIDTH, *(len(name) for name, _ in lines)]), _WIDEST)
    yield ""
    yield title
    yield from (f"  {name:<{width}} {text}".rstrip() if name else f"  {text}" for name, text in lines)


def estimate(found: Estimate | NotComputable, n: str = "") -> str:
    """One figure, its limits and what it rests on in a line, or the sentence why not."""
    if isinstance(found, NotComputable):
        return found.why
    return f"{_number(found.value)}, {between(found.interval)}{n}"


def between(found: Interval | NotComputable) -> str:
    """Limits with how they were found, or the sentence why there are none."""
    if isinstance(found, NotComputable):
        return f"range {found.why}"
    return f"{found.level:.0%} range {_number(found.low)} to {_number(found.high)} ({found.method})"


def shares(found: Interval, of: int, bar: float | None = None) -> str:
    """The limits of a share, with as many digits as the share itself, or as a bar close by asks for."""
    low, high = limits(found, of, bar)
    return f"{found.level:.0%} range {low} to {high} ({found.method})"


def _rests_on(found: Basis) -> str:
    return f", {_of(found.cases, 'case')}, {_of(found.raters, 'rater')}, {_of(found.ratings, 'rating')}"


def _number(value: float) -> str:
    # Adding 0 takes the sign from a zero that was rounded from below.
    return f"{round(value, 2) + 0:.2f}"


def _of(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
