"""How alike people rate: counts first, then what stands beside them."""

from app.statistics.published.compare import of_kind
from app.statistics.raters.connected import groups
from app.statistics.raters.counts import Count
from app.statistics.results import Interval
from docs.axes import POINTS, SHARES, TENTHS, Axis, Rail, quarters, whisker
from docs.colours import INK_2, INK_3, LINE, TINTS, TOPS
from docs.drawing import LEFT, RIGHT, Part, Picture, bold, box, percent, percents, ring, rule, signed, text
from docs.invented import data, raters
from docs.invented.ranged import Ranged, ranged

RELY, TENTATIVE = 0.800, 0.667  # Krippendorff (2004), Content Analysis, chapter 11.


def _row(y: float, name: str, figure: str) -> Part:
    return [text(LEFT, y, name), text(RIGHT, y, figure, "end", INK_2)]


def _number(found: Ranged) -> str:
    return f"{_two(found.value)}, from {_two(found.low)} to {_two(found.high)}"


def _two(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def counts() -> Picture:
    found = raters.circle_counts()
    rows = [
        ("same point", found.exact, "pairs"),
        ("within one step", found.within_one, "pairs"),
        ("same stage", of_kind(Count, found.same_stage), "pairs"),
        ("all within one step", found.all_within_one, "cases"),
    ]
    words = [f"{name.capitalize()}: {_count(count, found.cases, what)}" for name, count, what in rows]
    return Picture(
        title="How many pairs of ratings, and whole cases, were close, with a range for each share",
        description=". ".join(words) + ".",
        height=272,
        parts=[
            [_counted(28 + 54 * place, row, found.cases) for place, row in enumerate(rows)],
            quarters(232),
        ],
    )


def _count(found: Count, cases: int, what: str = "pairs") -> str:
    """Pairs of one case depend on each other, so that the cases say how many digits a share has."""
    limits = of_kind(Interval, found.interval)
    low, high = percents(limits.low, limits.high, cases)
    return f"{found.count} of {found.of} {what}, {percent(found.count / found.of, cases)}, range {low} to {high}"


def _counted(y: float, row: tuple[str, Count, str], cases: int) -> Part:
    name, found, what = row
    limits = of_kind(Interval, found.interval)
    share = found.count / found.of
    return [
        _row(y, name, f"{found.count} of {found.of} {what}, {percent(share, cases)}"),
        whisker(SHARES, y + 20, share, limits.low, limits.high),
    ]


def strip() -> Picture:
    found = raters.one_case()
    rail = Rail(112)
    rings = [
        ring(rail.x(point) - 1, rail.y - 12 - 17 * found.points[:place].count(point))
        for place, point in enumerate(found.points)
    ]
    middle = rail.x(found.median) - 1
    return Picture(
        title="One case: a ring for each person who rated it, on the nine points",
        description=(
            f"Ratings of one case: {', '.join(map(str, found.points))}. They reach from {found.low} to {found.high}. "
            f"The middle is {found.median:g}; {found.within_one_of_median} of {len(found.points)} are within one step."
        ),
        height=174,
        parts=[
            text(middle, 26, f"middle: {found.median:g}", "middle", INK_2),
            rule(middle, 34, middle, rail.y, INK_2, 1, "3 3"),
            rings,
            rail.drawn(),
        ],
    )


def alpha() -> Picture:
    found, axis = raters.alpha(), Axis(0, 1)
    lines = [
        (f"{_mark(RELY)} or more", "firm enough to build on"),
        (f"{_mark(TENTATIVE)} to {_mark(RELY)}", "tentative: look closer first"),
        (f"below {_mark(TENTATIVE)}", "talk first, conclude nothing"),
    ]
    return Picture(
        title="Alpha with its range, beside Krippendorff's two marks",
        description=(
            f"Alpha is {_number(found)}. The range starts below {_mark(TENTATIVE)} and ends above {_mark(RELY)}. "
            + " ".join(f"{name.capitalize()}: {words}." for name, words in lines)
        ),
        height=214,
        parts=[
            bold(LEFT, 28, _number(found)),
            [_cut(axis, cut, anchor) for cut, anchor in ((TENTATIVE, "end"), (RELY, "start"))],
            whisker(axis, 84, *found),
            axis.drawn(104, TENTHS),
            [
                [text(LEFT, y, name, fill=INK_2), text(150, y, words)]
                for y, (name, words) in zip((154, 176, 198), lines, strict=True)
            ],
        ],
    )


def _mark(cut: float) -> str:
    return f"{cut:.3f}".removeprefix("0")


def _cut(axis: Axis, cut: float, anchor: str) -> Part:
    aside = 2 if anchor == "start" else -2
    return [axis.upright(cut, 60, 104), text(axis.x(cut) + aside, 56, _mark(cut), anchor, INK_2)]


def kappa() -> Picture:
    cells, (found, cases) = raters.points_of_two(), raters.kappa_of_two()
    side, left, top = 34, 66, 20
    middle = top + 4.5 * side
    first, second = data.RATERS[:2]
    return Picture(
        title=f"Each of {cases} cases in the square where one coach's point meets another's",
        description=(
            f"{first}'s points go up, {second}'s to the right; on the diagonal both chose the same point. "
            f"{sum(cells[place][place] for place in range(9))} of {cases} cases stand there. Kappa is {_number(found)}."
        ),
        height=top + 9 * side + 56,
        parts=[
            [_square(left + column * side, top + (8 - row) * side, side, cells[row][column], abs(row - column))
             for row in range(9) for column in range(9)],
            [text(left - 8, top + (9.5 - point) * side + 5, str(point), "end", INK_3) for point in POINTS],
            [text(left + (point - 0.5) * side, top + 9 * side + 18, str(point), "middle", INK_3) for point in POINTS],
            text(left + 4.5 * side, top + 9 * side + 42, f"{second}’s point", "middle", INK_2),
            text(0, 0, f"{first}’s point", "middle", INK_2, transform=f"rotate(-90) translate({-middle:g} 30)"),
        ],
    )  # fmt: skip


def _square(x: float, y: float, side: float, count: int, apart: int) -> Part:
    tint = {0: TINTS[2], 1: TINTS[0]}.get(apart, "#ffffff")
    number = [text(x + side / 2, y + side / 2 + 5, str(count), "middle")] if count else []
    return [box(x, y, side, side, tint, LINE), *number]


def ac2() -> Picture:
    alpha_found, ac2_found, close, used = raters.alike()
    axis = Axis(-0.2, 1)
    most = max(used.values())
    return Picture(
        title="When nearly everybody chooses the same point, AC2 is high and alpha is not",
        description=(
            f"Of {sum(used.values())} ratings, {most} are a 5. {_count(close.exact, close.cases)} had the same point. "
            f"Alpha is {_number(alpha_found)}; AC2 is {_number(ac2_found)}."
        ),
        height=316,
        parts=[
            text(LEFT, 26, "How often each point was used", fill=INK_2),
            [_column(point, used[point], most) for point in POINTS],
            rule(LEFT, 124, RIGHT, 124, TOPS[1]),
            _row(178, "alpha", _number(alpha_found)),
            whisker(axis, 198, *alpha_found),
            _row(232, "AC2", _number(ac2_found)),
            whisker(axis, 252, *ac2_found),
            axis.drawn(276, (-0.2, 0, 0.2, 0.4, 0.6, 0.8, 1), lambda tick: f"{tick:g}".replace("-", "−")),
        ],
    )


def _column(point: int, count: int, most: int) -> Part:
    x, height = 40 + (point - 1) * 40, 64 * count / most
    number = [text(x, 118 - height, str(count), "middle")] if count else []
    return [box(x - 14, 124 - height, 28, height, TINTS[2]), *number, text(x, 142, str(point), "middle", INK_3)]


def icc() -> Picture:
    found, axis = raters.trust(), Axis(0, 1)
    one, mean = ranged(found.one), ranged(found.mean)
    steps = Axis(0, 2.5)
    spreads = [("cases differ by", ranged(found.between_cases)), ("one rating strays by", ranged(found.error_of_one))]
    return Picture(
        title="How far one rating, and the mean of all raters, carries",
        description=(
            f"One rating: {_number(one)}. Mean of {found.ratings_per_case:.0f}: {_number(mean)}. "
            + " ".join(f"{name.capitalize()} {_steps(size)}." for name, size in spreads)
        ),
        height=316,
        parts=[
            _row(28, "one rating", _number(one)),
            whisker(axis, 48, *one),
            _row(82, f"mean of {found.ratings_per_case:.0f}", _number(mean)),
            whisker(axis, 102, *mean),
            axis.drawn(124, TENTHS),
            [
                [_row(y, name, _steps(size)), whisker(steps, y + 20, *size)]
                for y, (name, size) in zip((182, 236), spreads, strict=True)
            ],
            steps.drawn(278, (0, 0.5, 1, 1.5, 2, 2.5)),
        ],
    )


def _steps(found: Ranged) -> str:
    return f"{found.value:.1f} steps, from {found.low:.1f} to {found.high:.1f}"


def study() -> Picture:
    found, axis = raters.study(), Axis(0, 1, 100, 236)
    more = [(f"{one.raters} rater" + "s" * (one.raters > 1), ranged(one.trust)) for one in found.more_raters]
    one = more[0][1].value
    limits = [(f"{each.cases} cases", of_kind(Interval, each.limits)) for each in found.more_cases]
    cases = [(name, Ranged(one, each.low, each.high)) for name, each in limits]
    return Picture(
        title="What more raters, or more cases, would buy",
        description=(
            "How far the mean carries: " + "; ".join(f"{name} {_number(each)}" for name, each in more) + ". "
            "The range for one rating: "
            + "; ".join(f"{name} {_two(each.low)} to {_two(each.high)}" for name, each in cases) + "."
        ),
        height=420,
        parts=[
            text(LEFT, 30, "More raters a case: their mean carries further", fill=INK_2),
            [
                [text(LEFT, y + 5, name), whisker(axis, y, *each), text(RIGHT, y + 5, _short(each), "end", INK_2)]
                for y, (name, each) in zip(range(56, 196, 28), more, strict=True)
            ],
            text(LEFT, 226, f"More cases, {found.more_cases[0].raters} raters: the range gets narrower", fill=INK_2),
            [
                [text(LEFT, y + 5, name), whisker(axis, y, *each), text(RIGHT, y + 5, _short(each), "end", INK_2)]
                for y, (name, each) in zip(range(252, 392, 28), cases, strict=True)
            ],
            axis.drawn(386, (0, 0.5, 1)),
        ],
    )  # fmt: skip


def _short(found: Ranged) -> str:
    return f"{_two(found.value)}: {_two(found.low)} to {_two(found.high)}"


def spending() -> Picture:
    axis = Axis(0, 1, 84, 236)
    rows = [(way.tasks, way.raters, ranged(way.dependability)) for way in raters.spending()]
    legend = "{0} by {1}: {0} situations, {1} raters in each".format(*rows[2])
    return Picture(
        title=f"Ways to spend {data.TO_SPEND} ratings on one worker, and how far each carries",
        description="Situations by raters, and dependability. "
        + " ".join(f"{cases} by {each}: {_number(found)}." for cases, each, found in rows),
        height=122 + 30 * len(rows),
        parts=[
            text(LEFT, 30, "situations by raters", fill=INK_2),
            text(RIGHT, 30, "dependability: range", "end", INK_2),
            [
                [text(LEFT, y + 5, f"{cases} by {each}"), whisker(axis, y, *found),
                 text(RIGHT, y + 5, _short(found), "end", INK_2)]
                for y, (cases, each, found) in zip(range(56, 56 + 30 * len(rows), 30), rows, strict=True)
            ],
            axis.drawn(56 + 30 * len(rows), (0, 0.5, 1)),
            text(LEFT, 106 + 30 * len(rows), legend, fill=INK_2),
        ],
    )  # fmt: skip


def own_place() -> Picture:
    (steps, rated), axis = raters.own(), Axis(-1.5, 1.5)
    return Picture(
        title="One rater's own line: steps from the mean of these raters on the same cases",
        description=(
            f"{data.RATERS[0]}'s own place is {signed(steps.value)} steps, range {signed(steps.low)} to "
            f"{signed(steps.high)}, over {rated} shared cases. Minus means lower points."
        ),
        height=168,
        parts=[
            bold(LEFT, 28, f"{data.RATERS[0]}, own report"),
            text(RIGHT, 28, f"{rated} shared ratings", "end", INK_2),
            axis.upright(0, 62, 108),
            text(axis.x(0), 56, "mean of these raters", "middle", INK_2),
            whisker(axis, 84, *steps),
            axis.drawn(108, (-1.5, -1, -0.5, 0, 0.5, 1, 1.5), signed),
            text(LEFT, 152, "lower points", fill=INK_2),
            text(RIGHT, 152, "higher points", "end", INK_2),
        ],
    )


def connected() -> Picture:
    found = groups(raters.two_circles())
    people = {name: 60 + 70 * place for place, name in enumerate(data.TWO_CIRCLES)}
    cases = {case: 54 + 49 * place for place, case in enumerate(sorted(set().union(*data.TWO_CIRCLES.values())))}
    joined = [(people[name], cases[case]) for name, rated in data.TWO_CIRCLES.items() for case in rated]
    middles = [sum(people[name] for name in group) / len(group) for group in found]
    return Picture(
        title="Raters joined by the cases they share: two groups that never met",
        description="Lines join raters to the cases they rated. "
        + " ".join(f"One group: {', '.join(group)}." for group in found)
        + " No case joins the groups, so nothing is compared between them.",
        height=188,
        parts=[
            [rule(x, 62, to, 122, INK_3, 1.5) for x, to in joined],
            [[ring(x, 54, 8), text(x, 34, name, "middle")] for name, x in people.items()],
            [[box(x - 11, 122, 22, 22, TINTS[1], TOPS[1]), text(x, 138, name, "middle")] for name, x in cases.items()],
            [
                text(x, 170, words, "middle", INK_2)
                for x, words in zip(middles, ("one group", "another group"), strict=True)
            ],
        ],
    )
