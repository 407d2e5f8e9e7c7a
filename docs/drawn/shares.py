"""Shares of people, and what they can carry."""

from math import floor

from app.statistics.shares.threshold import FULL_COVERAGE, Answer, Coverage
from docs.axes import SHARES, Axis, quarters, whisker
from docs.colours import COACH, INK, INK_2, LINE, TINTS
from docs.drawing import LEFT, RIGHT, Part, Picture, bold, box, percent, percents, text
from docs.invented import data, shares
from docs.invented.ranged import Ranged


def _row(y: float, name: str, found: Ranged, figure: str) -> Part:
    return [text(LEFT, y, name), text(RIGHT, y, figure, "end", INK_2), whisker(SHARES, y + 20, *found)]


def _range(found: Ranged) -> str:
    low, high = percents(found.low, found.high)
    return f"{percent(found.value)}, from {low} to {high}"


def share() -> Picture:
    rows = [(f"{reached} of {people}", shares.of(reached, people)) for reached, people in data.SHARES]
    return Picture(
        title="Shares, each with its range",
        description=". ".join(f"{name}: {_range(found)}" for name, found in rows) + ".",
        height=222,
        parts=[
            [_row(30 + 54 * place, name, found, _range(found)) for place, (name, found) in enumerate(rows)],
            quarters(180),
        ],
    )


def difference() -> Picture:
    found, axis = shares.difference(), Axis(-0.5, 0.5)
    value, low, high = shares.in_points(found)
    words = f"{value}, from {low} to {high}"
    beside = [(name, f"{x} of {n}, ", shares.of(x, n)) for name, (x, n) in (("before", data.THEN), ("now", data.NOW))]
    return Picture(
        title="Two shares, and the difference between them with its range",
        description=(
            " ".join(f"{name.capitalize()}: {count}{_range(limits)}." for name, count, limits in beside)
            + f" Difference in percentage points: {words}. The range holds 0."
        ),
        height=306,
        parts=[
            [_row(30 + 54 * place, name, limits, count + percent(limits.value))
             for place, (name, count, limits) in enumerate(beside)],
            quarters(126),
            text(LEFT, 196, "difference"),
            text(RIGHT, 196, words, "end", INK_2),
            axis.upright(0, 208, 262),
            whisker(axis, 230, *found),
            axis.drawn(262, (-0.5, -0.25, 0, 0.25, 0.5), shares.percentage_points),
        ],
    )  # fmt: skip


def bar() -> Picture:
    rows = shares.beside_the_bar()
    return Picture(
        title=f"Shares beside a bar at {percent(data.BAR)}, and the answer for each",
        description=" ".join(
            f"{reached} of {people}: {answer}{_plainly(answer, plain, '; by the plain figure ')}."
            for reached, people, answer, plain in rows
        ),
        height=312,
        parts=[
            text(SHARES.x(data.BAR), 28, f"bar: {percent(data.BAR)}", "middle", INK_2),
            [SHARES.upright(data.BAR, top, top + 32, INK) for top in (*range(62, 224, 54), 238)],
            [_beside(58 + 54 * place, *row) for place, row in enumerate(rows)],
            quarters(270),
        ],
    )


def _beside(y: float, reached: int, people: int, answer: Answer, plain: bool) -> Part:
    is_told = answer is not Answer.NOT_ENOUGH_DATA
    return [
        text(LEFT, y, f"{reached} of {people}"),
        bold(100, y, answer),
        text(RIGHT, y, _plainly(answer, plain, "plain: "), "end", INK_2) if is_told else (),
        whisker(SHARES, y + 20, *shares.of(reached, people)) if is_told else (),
    ]


def _plainly(answer: Answer, plain: bool, before: str) -> str:
    """Of too few people nothing is said, plainly or not."""
    if answer is Answer.NOT_ENOUGH_DATA:
        return ""
    return f"{before}{'reached' if plain else 'not reached'}"


def coverage() -> Picture:
    rows = shares.coverage()
    return Picture(
        title="How many of a unit have a rating at all, in two units",
        description=" ".join(
            f"{unit}: {found.assessed} of {found.of}, {'coverage is the headline' if found.is_headline else 'enough'}."
            for unit, found in rows
        ),
        height=196,
        parts=[
            text(SHARES.x(FULL_COVERAGE), 28, percent(FULL_COVERAGE), "middle", INK_2),
            [_covered(54 + 54 * place, unit, found) for place, (unit, found) in enumerate(rows)],
            SHARES.upright(FULL_COVERAGE, 36, 154, INK),
            quarters(154),
        ],
    )


def _covered(y: float, unit: str, found: Coverage) -> Part:
    width = SHARES.x(found.assessed / found.of) - LEFT
    return [
        text(LEFT, y, f"{unit}: {found.assessed} of {found.of} have a rating"),
        box(LEFT, y + 10, RIGHT - LEFT, 16, "#ffffff", LINE),
        box(LEFT, y + 10, width, 16, TINTS[2]),
    ]


def sample() -> Picture:
    rows = shares.samples()
    axis = Axis(0, max(people for people, _ in rows), 66, 296)
    return Picture(
        title="How many to draw from lists of different lengths",
        description="Draw " + ", ".join(f"{drawn} of {people}" for people, drawn in rows) + ".",
        height=60 + 30 * len(rows),
        parts=[
            text(LEFT, 30, "people on the list"),
            text(RIGHT, 30, "to draw", "end"),
            [
                [text(LEFT, y + 12, str(people), fill=INK_2), text(RIGHT, y + 12, str(drawn), "end", INK_2),
                 box(axis.left, y, axis.x(people) - axis.left, 14, "#ffffff", LINE),
                 box(axis.left, y, axis.x(drawn) - axis.left, 14, TINTS[2])]
                for y, (people, drawn) in zip(range(48, 48 + 30 * len(rows), 30), rows, strict=True)
            ],
        ],
    )  # fmt: skip


def pooled() -> Picture:
    effect, worth = shares.pooled()
    full = floor(worth)
    return Picture(
        title="Several ratings of each worker, and how many separate ratings they are worth",
        description=(
            f"{data.POOLED} ratings, {data.EACH} a worker, that are alike by {data.LIKENESS}: a design effect of "
            f"{effect:.1f}, worth {worth:.0f} separate ratings."
        ),
        height=214,
        parts=[
            [_square(place, place < full) for place in range(data.POOLED)],
            text(
                LEFT,
                176,
                f"{data.POOLED} ratings, {data.EACH} for each of {data.POOLED // data.EACH} workers",
                fill=INK_2,
            ),
            text(LEFT, 198, f"worth about {worth:.0f} from separate workers"),
        ],
    )


def _square(place: int, is_worth: bool) -> str:
    column, row = divmod(place, 5)
    return box(26 + column * 17.3, 28 + row * 25, 13, 13, COACH if is_worth else "#ffffff", COACH)
