"""Figures in lines of text: every one with its interval and its count, or with the sentence why there is none."""

from collections.abc import Iterator

from app.statistics.raters.counts import Count, Counts
from app.statistics.raters.report import Agreement, Pair
from app.statistics.raters.severity import Severity
from app.statistics.raters.study import Study
from app.statistics.raters.trust import Trust
from app.statistics.results import Estimate, Interval, NotComputable
from app.statistics.shares.percent import percent
from app.statistics.shares.threshold import Answer, Share, passes_plainly

_WIDTH = 34


def agreement(found: Agreement) -> Iterator[str]:
    """The whole report: counts first, then the headline, then what stands beside it."""
    yield f"Cases: {found.cases}, of which {found.common_cases} have two ratings or more"
    yield f"Raters: {found.raters}. Ratings: {found.ratings}. Empty cells: {found.empty}."
    yield from _counts(found.counts)
    n = f", {found.common_cases} cases, {found.raters} raters"
    alike = [("Krippendorff's alpha, ordinal", found.alpha), ("Gwet's AC2, only beside alpha", found.ac2)]
    yield from _block("How alike, beyond chance", [(name, estimate(one, n)) for name, one in alike])
    yield from _trust(found.trust, n)
    yield from _study(found.study)
    yield from _block("Two raters at a time: quadratic weighted kappa", [_pair(pair) for pair in found.pairs])
    yield from _severity(found)
    yield ""
    yield f"Data {found.data[:12]}, figures version {found.version}: the same data give the same figures."


def _counts(found: Counts | NotComputable) -> Iterator[str]:
    if isinstance(found, NotComputable):
        yield from _block("How close", [("pairs of ratings", found.why)])
        return
    lines = [
        ("same point", _count(found.exact)),
        ("within one step", _count(found.within_one)),
        ("same stage", _count(found.same_stage)),
        ("all raters within one step", f"{found.all_within_one} of {found.cases} cases"),
    ]
    yield from _block(f"How close: pairs of ratings in {found.cases} cases", lines)
    used = ", ".join(f"{point}: {count}" for point, count in found.distribution.items())
    yield from _block("How often each point was used", [("", used)])


def _count(found: Count | NotComputable) -> str:
    if isinstance(found, NotComputable):
        return found.why
    if isinstance(found.interval, NotComputable):
        return f"{found.count} of {found.of} pairs; {found.interval.why}"
    share = percent(found.count / found.of, found.of)
    return f"{found.count} of {found.of} pairs, {share}, {shares(found.interval, found.of)}"


def _pair(found: Pair) -> tuple[str, str]:
    name = " and ".join(found.raters)
    if isinstance(found.counts, NotComputable):
        return name, found.counts.why
    close = f"same point {found.counts.exact.count}, within one step {found.counts.within_one.count} of {found.cases}"
    return name, f"{close}; {estimate(found.kappa)}"


def _trust(found: Trust | NotComputable, n: str) -> Iterator[str]:
    title = "How far ratings can be trusted (treats steps as equal)"
    if isinstance(found, NotComputable):
        yield from _block(title, [("ICC(A,1) and ICC(A,k)", found.why)])
        return
    lines = [
        ("ICC(A,1), one rating", estimate(found.one, n)),
        (f"ICC(A,k), mean of {found.ratings_per_case:.1f} raters", estimate(found.mean, n)),
        ("cases differ by", f"{found.between_cases:.2f} steps (standard deviation)"),
        ("one rating strays by", f"{found.error_of_one:.2f} steps (standard deviation)"),
        *[("no difference was detected between", name) for name in found.at_zero],
    ]
    yield from _block(title, lines if found.converged else [*lines, ("warning", "the search did not converge")])


def _study(found: Study | NotComputable) -> Iterator[str]:
    title = "What more raters or more cases would give, if they go on differing as they did"
    if isinstance(found, NotComputable):
        yield from _block(title, [("", found.why)])
        return
    raters = [
        (f"mean of {_of(one.raters, 'rater')}", f"ICC(A,k) {one.trust:.2f}, strays by {one.error:.2f} steps")
        for one in found.more_raters
    ]
    cases = [
        (
            f"{one.cases} cases, {one.raters} raters",
            f"ICC(A,1) likely told as {one.likely.low:.2f} to {one.likely.high:.2f}",
        )
        for one in found.more_cases
    ]
    yield from _block(title, [*raters, *cases])


def _of(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _severity(found: Agreement) -> Iterator[str]:
    lines = [(rater, _severity_line(one)) for rater, one in found.severity.items()]
    yield from _block("Steps from the middle of the group on the same cases (below zero is stricter)", lines)
    if len(found.groups) > 1:
        yield f"  {len(found.groups)} groups of raters share no case; each is compared only inside its own group:"
        yield from (f"  {', '.join(group)}" for group in found.groups)


def _severity_line(one: Severity) -> str:
    warning = "; used one point only, so the scale was not used" if one.used_one_point else ""
    return f"{estimate(one.steps)}, {one.ratings} shared ratings{warning}"


def share(found: Share | NotComputable, bar: float | None, answer: Answer | None) -> Iterator[str]:
    """A share with its count and limits; beside a bar the plain figure and, apart from it, what can be said."""
    if isinstance(found, NotComputable):
        yield found.why
    elif isinstance(found.interval, Interval):
        yield f"{found.reached} of {found.of}: {percent(found.value, found.of)}, {shares(found.interval, found.of)}"
    if bar is not None:
        yield f"Beside a bar of {bar:.0%}, with its interval: {answer}."
        if isinstance(found, Share):
            plainly = "reached" if passes_plainly(found.reached, found.of, bar) else "not reached"
            yield f"By the plain figure alone: {plainly}."


def _block(title: str, lines: list[tuple[str, str]]) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {name:<{_WIDTH}}{' ' if name else ''}{text}".rstrip() for name, text in lines)


def estimate(found: Estimate | NotComputable, n: str = "") -> str:
    """One figure, its limits and what it rests on in a line, or the sentence why not."""
    if isinstance(found, NotComputable):
        return found.why
    if isinstance(found.interval, NotComputable):
        return f"{found.value:.2f}{n}; interval {found.interval.why}"
    limits = found.interval
    return f"{found.value:.2f}, {limits.level:.0%} {limits.low:.2f} to {limits.high:.2f} ({limits.method}){n}"


def shares(limits: Interval, of: int) -> str:
    """The limits of a share, with as many digits as the share itself."""
    return f"{limits.level:.0%} from {percent(limits.low, of)} to {percent(limits.high, of)} ({limits.method})"
