"""How alike people rate."""

from collections.abc import Callable

from app.statistics.published.compare import of_kind
from app.statistics.raters import alpha, components, counts, designs, kappa, severity, table, trust
from app.statistics.raters.connected import groups
from app.statistics.raters.counts import Count, Counts
from app.statistics.raters.study import MoreCases
from app.statistics.results import Estimate, Interval
from app.statistics.suppression.raters import FEWEST_RATERS
from docs.drawing import percent, percents, signed
from docs.facts.section import Facts, around, hundredths, told
from docs.invented import data, raters
from docs.invented.ranged import ranged, why

SIX = raters.table(data.CIRCLE[:6])
TWO = raters.table(data.CIRCLE, data.RATERS[:2])
ONE_POINT = raters.table([row[0] + "5" for row in data.CIRCLE], data.RATERS[:2])
THREE_ALIKE = raters.table([3 * row[0] for row in data.CIRCLE])


def _counts() -> Facts:
    found = raters.circle_counts()
    few = of_kind(Counts, counts.counts(SIX))
    stage = of_kind(Count, found.same_stage)
    return Facts(
        "counts",
        ("raters/counts.py",),
        (
            *told(len(data.RATERS), found.cases, found.exact.of),
            *_close(found.exact, found.cases), *_close(found.within_one, found.cases), *_close(stage, found.cases),
            *told(found.all_within_one.count, found.all_within_one.of), *_close(found.all_within_one, found.cases)[1:],
            str(table.FEWEST_CASES),
        ),
        (why(few.exact.interval),),
    )  # fmt: skip


def _close(found: Count, cases: int) -> tuple[str, ...]:
    """How many, and the share with its range, in as many digits as the cases allow."""
    limits = of_kind(Interval, found.interval)
    return str(found.count), percent(found.count / found.of, cases), *percents(limits.low, limits.high, cases)


def _one_case() -> Facts:
    found = raters.one_case()
    return Facts(
        "strip",
        ("raters/counts.py",),
        told(
            len(found.points), found.low, found.high, found.median, found.within_one_of_median, len(found.points),
            found.low, found.high, counts.FEWEST_STRIP_RATERS, FEWEST_RATERS,
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
        (why(alpha.alpha(SIX)), why(alpha.alpha(alike)), why(of_kind(Estimate, alpha.alpha(THREE_ALIKE)).interval)),
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
        (why(kappa.kappa(SIX, *data.RATERS[:2])), why(kappa.kappa(ONE_POINT, *data.RATERS[:2]))),
    )


def _ac2() -> Facts:
    alpha_found, ac2_found, close, used = raters.alike()
    most = max(used, key=lambda point: used[point])
    return Facts(
        "ac2",
        ("raters/chance.py",),
        (
            *told(close.cases, used[most], sum(used.values()), most, close.exact.count, close.exact.of),
            *_close(close.exact, close.cases)[1:], *around(alpha_found), *around(ac2_found),
            str(table.FEWEST_CASES),
        ),
    )  # fmt: skip


def _trust() -> Facts:
    found = raters.trust()
    return Facts(
        "icc",
        ("raters/trust.py", "raters/icc.py", "raters/components.py"),
        (
            *around(ranged(found.one)), f"{found.ratings_per_case:.0f}", *around(ranged(found.mean)),
            *told(*ranged(found.between_cases), *ranged(found.error_of_one), as_="{:.1f}"),
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
            *around(ranged(one.trust)), str(two.raters), *around(ranged(two.trust)),
            str(four.raters), *around(ranged(four.trust)),
            *(number for more in (twenty, eighty) for number in (str(more.cases), *_limits(more))),
        ),
    )  # fmt: skip


def _limits(found: MoreCases) -> tuple[str, ...]:
    limits = of_kind(Interval, found.limits)
    return hundredths(limits.low, limits.high)


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
    return Facts(
        "own-place",
        ("raters/severity.py", "raters/additive.py", "raters/report.py"),
        (str(rated), *map(signed, steps), str(severity.FEWEST_RATINGS)),
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
    "How far one rating carries": _trust,
    "More raters or more cases?": _study,
    "Twelve ratings of one worker": _spending,
    "Own place among raters": _own_place,
    "Who can be compared?": _compared,
}
