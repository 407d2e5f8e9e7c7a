"""How alike people rate."""

from collections.abc import Callable

from app.statistics.published.compare import of_kind
from app.statistics.raters import alpha, components, counts, designs, kappa, severity, table, trust
from app.statistics.raters.connected import groups
from app.statistics.raters.counts import Count, Counts
from app.statistics.results import Interval
from app.statistics.suppression.raters import FEWEST_RATERS
from docs.drawing import percent
from docs.facts.section import Facts, around, hundredths, percents, told
from docs.invented import data, raters
from docs.invented.ranged import ranged, why

SIX = raters.table(data.CIRCLE[:6])
TWO = raters.table(data.CIRCLE, data.RATERS[:2])


def _counts() -> Facts:
    found = raters.circle_counts()
    few = of_kind(Counts, counts.counts(SIX))
    stage = of_kind(Count, found.same_stage)
    return Facts(
        "counts",
        ("raters/counts.py",),
        (
            *told(len(data.RATERS), found.cases, found.exact.of),
            *_close(found.exact), *_close(found.within_one), str(stage.count),
            *told(found.all_within_one, found.cases),
            str(table.FEWEST_CASES),
        ),
        (why(few.exact.interval),),
    )  # fmt: skip


def _close(found: Count) -> tuple[str, ...]:
    limits = of_kind(Interval, found.interval)
    return (str(found.count), percent(found.count / found.of, found.of), *percents(limits.low, limits.high))


def _one_case() -> Facts:
    found = raters.one_case()
    return Facts(
        "strip",
        ("raters/counts.py",),
        told(
            len(found.points), found.low, found.high, found.median, found.within_one_of_median, len(found.points),
            found.high, counts.FEWEST_STRIP_RATERS, FEWEST_RATERS,
        ),
        (why(counts.strip(data.ONE_CASE[:2], data.NINE)),),
    )  # fmt: skip


def _alpha() -> Facts:
    found = raters.circle()
    alike = raters.table(["555"] * 12)
    return Facts(
        "alpha",
        ("raters/alpha.py", "raters/resampling.py"),
        (*around(raters.alpha()), *told(found.cases, found.raters, table.FEWEST_CASES)),
        (why(alpha.alpha(SIX)), why(alpha.alpha(alike))),
    )


def _kappa() -> Facts:
    (found, cases), cells = raters.kappa_of_two(), raters.points_of_two()
    apart = [row - column for row in range(9) for column in range(9) for _ in range(cells[row][column])]
    close = [sum(abs(steps) <= most for steps in apart) for most in (0, 1)]
    sides = sum(steps > 0 for steps in apart), sum(steps < 0 for steps in apart)
    return Facts(
        "kappa",
        ("raters/kappa.py",),
        (*told(cases, *close), *around(found), *told(cases, *sides, table.FEWEST_CASES)),
        (why(kappa.kappa(SIX, *data.RATERS[:2])),),
    )


def _ac2() -> Facts:
    alpha_found, ac2_found, close, used = raters.alike()
    most = max(used, key=lambda point: used[point])
    return Facts(
        "ac2",
        ("raters/chance.py",),
        (
            *told(close.cases, used[most], sum(used.values()), most, close.exact.count, close.exact.of),
            *hundredths(alpha_found.value, ac2_found.value),
            str(table.FEWEST_CASES),
        ),
    )


def _trust() -> Facts:
    found = raters.trust()
    return Facts(
        "icc",
        ("raters/trust.py", "raters/icc.py", "raters/components.py"),
        (
            *around(ranged(found.one)), f"{found.ratings_per_case:.0f}", *around(ranged(found.mean)),
            *told(found.between_cases, found.error_of_one, as_="{:.1f}"),
            *told(table.FEWEST_CASES, trust.FEWEST_RATERS),
        ),
        (why(trust.trust(TWO)),),
    )  # fmt: skip


def _study() -> Facts:
    found = raters.study()
    one, two, _, four, _ = found.more_raters
    _, twenty, _, eighty, _ = found.more_cases
    return Facts(
        "study",
        ("raters/study.py",),
        (
            *hundredths(one.trust), str(two.raters), *hundredths(two.trust), str(four.raters), *hundredths(four.trust),
            str(twenty.cases), *hundredths(twenty.likely.low, twenty.likely.high),
            str(eighty.cases), *hundredths(eighty.likely.low, eighty.likely.high),
        ),
    )  # fmt: skip


def _spending() -> Facts:
    ways = raters.spending()
    chosen = [way for way in ways if (way.tasks, way.raters) in ((1, 12), (3, 4), (12, 1))]
    figures = [(*told(way.tasks, way.raters), *around(ranged(way.dependability))) for way in chosen]
    return Facts(
        "spending",
        ("raters/designs.py", "raters/decisions.py"),
        (
            *told(len(data.TWO_A_SITUATION), len(set(data.SITUATIONS)), data.TO_SPEND),
            *(number for figure in figures for number in figure),
        ),
        (why(designs.nested_study([[5, None, 4, 4]], "1122", data.NINE)),),
    )


def _own_place() -> Facts:
    steps, rated = raters.own()
    lower = [f"{-limit:.1f}" for limit in (steps.value, steps.low, steps.high)]
    return Facts(
        "severity",
        ("raters/severity.py", "raters/additive.py", "raters/report.py"),
        (str(rated), *lower, str(severity.FEWEST_RATINGS)),
        (why(severity.severity(SIX)[data.RATERS[0]].steps),),
    )


def _compared() -> Facts:
    apart = raters.two_circles()
    return Facts(
        "connected",
        ("raters/connected.py",),
        told(len(groups(apart))),
        (why(components.components(raters.two_circles(other=4))),),
    )


FACTS: dict[str, Callable[[], Facts]] = {
    "Counts: how close were we?": _counts,
    "One case: where did each of us stand?": _one_case,
    "Alpha: do several raters agree?": _alpha,
    "Kappa: do two raters agree?": _kappa,
    "AC2, only beside alpha": _ac2,
    "Trust: how far can one rating carry?": _trust,
    "More raters or more cases?": _study,
    "Twelve ratings of one worker": _spending,
    "Own place among raters": _own_place,
    "Who can be compared?": _compared,
}
