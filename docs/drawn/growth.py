"""Growth of one person: points first, then what they can carry."""

from itertools import accumulate, groupby
from statistics import median

from app.statistics.growth.run_chart import RunLimits
from app.statistics.growth.series import months
from app.statistics.published.compare import of_kind
from docs.axes import Axis, Chart
from docs.colours import COACH, GOAL, INK_2, SELF, SOFT
from docs.drawing import LEFT, RIGHT, Part, Picture, bold, box, dot, element, path, rule, signed, text
from docs.invented import data, growth
from docs.invented.ranged import Ranged, ranged


def _range(found: Ranged, words: str = "{:.2f}") -> str:
    value, low, high = (words.format(number).replace("-", "−") for number in found)
    return f"{value}, from {low} to {high}"


def slope() -> Picture:
    found, chart = growth.wren(), Chart(len(data.WREN_DAYS))
    steps = ranged(found.per_month)
    words = f"{signed(steps.value)} steps a month", f"from {signed(steps.low)} to {signed(steps.high)}; {found.reading}"
    return Picture(
        title="Points of one person and their change per month, over the months seen",
        description=(
            f"Points by month: {_listed(data.WREN_POINTS)}. {words[0]}, {words[1]}, from {found.points} points. "
            "The line ends where the points end."
        ),
        height=290,
        parts=[
            chart.drawn(),
            [path(_line(chart, limit), GOAL, 1, dash="4 4") for limit in (steps.low, steps.high)],
            path(_line(chart, steps.value), GOAL, 2),
            [dot(x, y) for x, y in chart.places(data.WREN_POINTS)],
            [text(chart.x(slot), chart.bottom + 20, day.strftime("%b"), "middle", INK_2)
             for slot, day in enumerate(data.WREN_DAYS) if slot % 2 == 0],
            bold(LEFT, chart.bottom + 46, words[0]),
            text(LEFT, chart.bottom + 66, words[1], fill=INK_2),
        ],
    )  # fmt: skip


def _line(chart: Chart, per_month: float) -> list[tuple[float, float]]:
    """Through the middle of the points in time and height, from the first of them to the last."""
    times = months(data.WREN_DAYS)
    middle, height = median(times), median(data.WREN_POINTS)
    ends = ((0, times[0]), (len(times) - 1, times[-1]))
    return [(chart.x(slot), chart.y(height + per_month * (time - middle))) for slot, time in ends]


def run_chart() -> Picture:
    found, chart = growth.lee(), Chart(len(data.LEE_POINTS))
    runs = [len(list(run)) for _, run in groupby(point > found.median for point in data.LEE_POINTS)]
    starts = [0, *accumulate(runs)]
    longest = max(range(len(runs)), key=lambda place: runs[place])
    left, right = chart.x(starts[longest] - 0.5), chart.x(starts[longest + 1] - 0.5)
    limits = of_kind(RunLimits, found.limits)
    return Picture(
        title="A run chart: points around their middle line, and the longest run on one side",
        description=(
            f"{found.points} points around a middle of {found.median:g}. The longest run on one side has "
            f"{found.longest_run} points, where chance seldom makes more than {limits.longest_allowed}. The line is "
            f"crossed {found.crossings} times, where chance nearly always makes {limits.crossings_required} or more."
        ),
        height=274,
        parts=[
            chart.drawn(),
            rule(chart.left, chart.y(found.median), chart.right, chart.y(found.median), INK_2, 1.5, "5 4"),
            path(chart.places(data.LEE_POINTS), COACH, 1),
            [dot(x, y, 4.5) for x, y in chart.places(data.LEE_POINTS)],
            rule(left + 2, chart.bottom + 10, right - 2, chart.bottom + 10, COACH, 2),
            text((left + right) / 2, chart.bottom + 30, f"longest run: {found.longest_run}", "middle", INK_2),
            text(LEFT, chart.bottom + 52, f"crossings of the middle line: {found.crossings}", fill=INK_2),
        ],
    )


def overlap() -> Picture:
    nap, tau = growth.level()
    return Picture(
        title="Points before and after a coaching agreement, for one person",
        description=(
            f"Before: {_listed(data.LEVEL_BEFORE)}. After: {_listed(data.LEVEL_AFTER)}. Of {nap.pairs} pairs the share "
            f"that goes up, NAP, is {_range(ranged(nap.estimate))}. Tau is {_range(ranged(tau.estimate))}."
        ),
        height=298,
        parts=[
            _phases(Chart(11), data.LEVEL_BEFORE, data.LEVEL_AFTER),
            _figures([("NAP", ranged(nap.estimate)), ("Tau", ranged(tau.estimate))]),
        ],
    )


def baseline() -> Picture:
    (tau, corrected), chart = growth.rising(), Chart(11)
    start = median(data.RISING_BEFORE) - corrected.baseline_slope * (len(data.RISING_BEFORE) - 1) / 2
    ends = [(chart.x(slot), chart.y(start + corrected.baseline_slope * slot)) for slot in (0, 10)]
    return Picture(
        title="Before and after where the earlier points were rising already",
        description=(
            f"Before: {_listed(data.RISING_BEFORE)}. After: {_listed(data.RISING_AFTER)}. Tau is "
            f"{_range(ranged(tau.estimate))}. With the earlier rise of {corrected.baseline_slope:g} a month taken out, "
            f"it is {_range(ranged(corrected.estimate))}."
        ),
        height=298,
        parts=[
            _phases(chart, data.RISING_BEFORE, data.RISING_AFTER, path(ends, INK_2, 1.5)),
            _figures([("Tau", ranged(tau.estimate)), ("baseline-corrected", ranged(corrected.estimate))]),
        ],
    )


def _listed(points: list[int]) -> str:
    return ", ".join(map(str, points))


def _phases(chart: Chart, before: list[int], after: list[int], line: Part = ()) -> Part:
    border = chart.x(len(before) - 0.5)
    return [
        chart.drawn(),
        line,
        rule(border, chart.top, border, chart.bottom, INK_2),
        [dot(x, y) for x, y in (*chart.places(before), *chart.places(after, len(before)))],
        text(border - 8, chart.bottom + 20, "before", "end", INK_2),
        text(border + 8, chart.bottom + 20, "after", fill=INK_2),
    ]


def _figures(found: list[tuple[str, Ranged]]) -> Part:
    return [
        [text(LEFT, y, name), text(RIGHT, y, _range(figure), "end", INK_2)]
        for y, (name, figure) in zip((262, 284), found, strict=True)
    ]


def reliable_change() -> Picture:
    smallest, axis = growth.agency_noise().smallest_change.value, Axis(0, 4)
    small, large = growth.moved(*data.SMALL_MOVE), growth.moved(*data.LARGE_MOVE)
    return Picture(
        title="Two moves beside the smallest change that is more than noise",
        description=(
            f"The smallest reliable change is {smallest:.1f} steps. A move of {small.change.value:g} step lies inside "
            f"what ratings do by themselves; a move of {large.change.value:g} steps lies beyond it."
        ),
        height=190,
        parts=[
            text(axis.x(0), 28, f"what ratings do by themselves, up to {smallest:.1f} steps", fill=INK_2),
            box(axis.x(0), 42, axis.x(smallest) - axis.x(0), 92, SOFT),
            axis.upright(smallest, 36, 134),
            [
                [rule(axis.x(0), y, axis.x(move.change.value), y, COACH, 2), dot(axis.x(move.change.value), y),
                 text(axis.x(move.change.value) + 14, y + 5, "{} to {}".format(*points))]
                for y, move, points in ((66, small, data.SMALL_MOVE), (110, large, data.LARGE_MOVE))
            ],
            axis.drawn(134, range(5)),
            text(RIGHT, 176, "steps", "end", INK_2),
        ],
    )  # fmt: skip


def gap() -> Picture:
    found, limits = growth.two_views(), growth.two_views_limits()
    axis, ground = Axis(-3, 3), 118
    apart = [own - coach for own, coach in zip(data.SELF_POINTS, data.COACH_POINTS, strict=True)]
    marks = [(axis.x(steps), ground - 14 - 17 * apart[:place].count(steps)) for place, steps in enumerate(apart)]
    mean = ranged(found.mean)
    return Picture(
        title="How far the own point stood from the coach's, month by month, with limits of agreement",
        description=(
            f"{found.pairs} months. The same point in {found.equal}, within one step in {found.within_one}. Own less "
            f"coach: mean {_range(mean, '{:+.1f}')} steps; about 95 of 100 gaps lie between "
            f"{signed(limits.low.value)} and {signed(limits.high.value)} steps."
        ),
        height=238,
        parts=[
            [_diamond(x, y) for x, y in marks],
            axis.drawn(ground, range(-3, 4), lambda tick: f"{tick:+g}".replace("-", "−") if tick else "0"),
            [text(x, ground + 42, words, anchor, INK_2) for x, words, anchor in (
                (LEFT, "coach higher", "start"), (axis.x(0), "the same", "middle"), (RIGHT, "own higher", "end"))],
            rule(axis.x(limits.low.value), 186, axis.x(limits.high.value), 186, SELF, 2, "5 4"),
            [rule(axis.x(end), 180, axis.x(end), 192, SELF, 2) for end in (limits.low.value, limits.high.value)],
            element("path", d=_diamond_path(axis.x(mean.value), 186, 8), fill=SELF),
            text(axis.x((limits.low.value + limits.high.value) / 2), 216,
                 f"most gaps: {signed(limits.low.value)} to {signed(limits.high.value)}", "middle", INK_2),
        ],
    )  # fmt: skip


def _diamond(x: float, y: float) -> str:
    return element("path", d=_diamond_path(x, y, 8), fill="#ffffff", stroke=SELF, stroke_width=2)


def _diamond_path(x: float, y: float, reach: float) -> str:
    return f"M{x:.1f} {y - reach:.1f}l{reach} {reach}l-{reach} {reach}l-{reach} -{reach}z"
