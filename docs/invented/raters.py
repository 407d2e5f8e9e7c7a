"""What the package says of the invented ratings."""

from collections.abc import Sequence
from functools import cache

from app.statistics.published.compare import of_kind
from app.statistics.raters.chance import ac2
from app.statistics.raters.counts import Counts, Strip, counts, distribution, grid, strip
from app.statistics.raters.decisions import Decision, decide, spend
from app.statistics.raters.designs import Study as NestedStudy
from app.statistics.raters.designs import nested_study
from app.statistics.raters.report import OwnReport, RaterAgreement, own_report, rater_agreement
from app.statistics.raters.study import Study
from app.statistics.raters.table import Ratings, ratings
from app.statistics.raters.trust import Trust
from docs.invented import data
from docs.invented.ranged import Ranged, ranged


def table(rows: Sequence[str], raters: Sequence[str] = data.RATERS) -> Ratings:
    """A table of the rows of digits in `data`, a digit a rater."""
    return ratings(
        data.NINE,
        [
            (f"case {number:02}", rater, int(digit))
            for number, row in enumerate(rows, start=1)
            for rater, digit in zip(raters, row, strict=False)
        ],
    )


@cache
def circle() -> RaterAgreement:
    return rater_agreement(table(data.CIRCLE))


def circle_counts() -> Counts:
    return of_kind(Counts, circle().counts)


def one_case() -> Strip:
    return of_kind(Strip, strip(data.ONE_CASE, data.NINE))


def alpha() -> Ranged:
    return ranged(circle().alpha)


def kappa_of_two() -> tuple[Ranged, int]:
    """Kappa of the first two raters and the number of cases that both rated."""
    pair = circle().pairs[0]
    return ranged(pair.kappa), pair.cases


def points_of_two() -> list[list[int]]:
    return grid(table(data.CIRCLE), *data.RATERS[:2])


@cache
def alike() -> tuple[Ranged, Ranged, Counts, dict[int, int]]:
    """Alpha and AC2 of cases that are much alike, the counts, and how often each point was used."""
    of = table(data.ALIKE)
    return (
        ranged(rater_agreement(of).alpha),
        ranged(ac2(of)),
        of_kind(Counts, counts(of)),
        distribution(of.cells, data.NINE),
    )


def trust() -> Trust:
    return of_kind(Trust, circle().trust)


def study() -> Study:
    return of_kind(Study, circle().study)


def spending() -> list[Decision]:
    """Every way to spend the ratings, from one situation upwards."""
    rows = [[int(digit) for digit in row] for row in data.TWO_A_SITUATION]
    found = of_kind(NestedStudy, nested_study(rows, data.SITUATIONS, data.NINE))
    return [decide(found, way.cases, way.raters) for way in spend(data.TO_SPEND)]


def own() -> tuple[Ranged, int]:
    """The first rater's own place, as that rater reads it, and the ratings it rests on."""
    found = of_kind(OwnReport, own_report(circle(), data.RATERS[0])).severity
    return ranged(found.steps), found.ratings


def two_circles(other: int = 5) -> Ratings:
    """Who rated what in two circles that share no case; the points are of no interest, as long as two differ."""
    rows = [(case, rater) for rater, cases in data.TWO_CIRCLES.items() for case in cases]
    return ratings(data.NINE, [(case, rater, other if case == "1" else 5) for case, rater in rows])
