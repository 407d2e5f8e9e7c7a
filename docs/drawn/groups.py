"""Growth of a group."""

from collections.abc import Iterable

from app.statistics.published.compare import of_kind
from app.statistics.results import Interval
from docs.axes import Axis, level_lines
from docs.colours import COACH, INK_2, INK_3, TINTS
from docs.drawing import LEFT, RIGHT, Part, Picture, box, dot, hatched, path, percent, ring, rule, stairs, text
from docs.invented import data, growth, small_numbers
from docs.invented.ranged import Ranged, ranged


def shrinkage() -> Picture:
    found, axis = growth.group(), Axis(-0.2, 0.6, 76, RIGHT)
    mean = found.shrinkage.mean.value
    rows = list(zip(range(62, 62 + 24 * len(found.people), 24), found.people, found.shrinkage.units, strict=True))
    bottom = rows[-1][0] + 18
    return Picture(
        title="Own slopes and drawn-in slopes of a group, in alphabetical order",
        description=(
            f"The group's change per month is {mean:.2f} steps. Each person's own slope, a ring, is drawn towards it, "
            "to a dot: "
            + "; ".join(f"{name} {unit.own:.2f} to {unit.estimate.value:.2f}" for _, name, unit in rows)
            + "."
        ),
        height=bottom + 58,
        parts=[
            text(axis.x(mean), 28, f"the group: {mean:.2f}", "middle", INK_2),
            rule(axis.x(mean), 36, axis.x(mean), bottom, INK_2, 1, "3 3"),
            [
                [text(LEFT, y + 5, name), rule(axis.x(unit.own), y, axis.x(unit.estimate.value), y, COACH, 2),
                 ring(axis.x(unit.own), y, 6), dot(axis.x(unit.estimate.value), y, 6)]
                for y, name, unit in rows
            ],
            axis.drawn(bottom, (-0.2, 0, 0.2, 0.4, 0.6), lambda tick: f"{tick:+g}".replace("-", "−") if tick else "0"),
            text(RIGHT, bottom + 44, "steps a month", "end", INK_2),
            [ring(LEFT + 6, bottom + 39, 6), text(LEFT + 20, bottom + 44, "own"),
             dot(LEFT + 70, bottom + 39, 6), text(LEFT + 84, bottom + 44, "drawn in")],
        ],
    )  # fmt: skip


MONTHS, TOP, BOTTOM = Axis(0, data.COHORT_MONTHS, 94, RIGHT), 20, 200
QUARTERS = range(0, data.COHORT_MONTHS + 1, 3)


def _y(share: float) -> float:
    return BOTTOM - share * (BOTTOM - TOP)


def _frame(months: Iterable[int] = QUARTERS) -> Part:
    ticks = (0, 0.25, 0.5, 0.75, 1)
    return [
        level_lines(MONTHS.left, MONTHS.right, map(_y, ticks)),
        [text(MONTHS.left - 8, _y(share) + 5, percent(share), "end", INK_3) for share in ticks],
        MONTHS.drawn(BOTTOM, months),
        text(LEFT, BOTTOM + 20, "month", fill=INK_3),
    ]


def _below(name: str, people: Iterable[tuple[int, int]]) -> Part:
    """How many people stand behind the curve at each of these months."""
    each = [text(MONTHS.x(month), BOTTOM + 42, str(count), "middle", INK_2) for month, count in people]
    return [text(LEFT, BOTTOM + 42, name, fill=INK_2), each]


def time_to_stage() -> Picture:
    found = growth.to_stage()
    steps = [(step, of_kind(Interval, step.not_yet.interval)) for step in found.steps]
    ends = MONTHS.x(0), MONTHS.x(found.followed)
    curve, low, high = (
        [(ends[0], _y(0)), *((MONTHS.x(step.month), _y(share)) for step, share in reached)]
        for reached in (
            [(step, 1 - step.not_yet.value) for step, _ in steps],
            [(step, 1 - limits.high) for step, limits in steps],
            [(step, 1 - limits.low) for step, limits in steps],
        )
    )
    middle = ranged(found.median)
    return Picture(
        title="The share of a group that has reached a stage, month by month",
        description=(
            f"{found.people} people; {found.reached} reached the stage within {found.followed:g} months. "
            + ". ".join(f"By month {step.month:g} {percent(1 - step.not_yet.value)}" for step, _ in steps) + "."
        ),
        height=292,
        parts=[
            path([*stairs(low), *reversed(stairs(high))], "none", 0, TINTS[1]),
            _frame(),
            rule(MONTHS.left, _y(0.5), MONTHS.right, _y(0.5), INK_2, 1, "5 4"),
            path([*stairs(curve), (ends[1], curve[-1][1])], COACH, 2.5),
            text(MONTHS.left + 8, _y(0.5) - 8, f"half by month {middle.value:g}", fill=INK_2),
            _below("waiting", zip(QUARTERS, growth.waiting(QUARTERS), strict=True)),
            rule(LEFT, 271, LEFT + 20, 271, COACH, 2.5),
            text(LEFT + 28, 276, "has reached it"),
            box(166, 263, 20, 16, TINTS[1]),
            text(194, 276, "range of the line"),
        ],
    )  # fmt: skip


def shown_curve() -> Picture:
    found = small_numbers.shown_curve()
    first, last = found.steps[0].month, found.steps[-1].month
    return Picture(
        title="The same curve as a reader outside may see it",
        description=(
            f"{found.people} people. " + ". ".join(
                f"By month {step.month} {percent(step.share.value)}, {step.reached} more people, {step.followed} stay"
                for step in found.steps
            ) + ". Between these months, and after the last, nothing is shown."
        ),
        height=260,
        parts=[
            [hatched(MONTHS.x(start), TOP, MONTHS.x(end) - MONTHS.x(start), BOTTOM - TOP)
             for start, end in ((0, first), (last, data.COHORT_MONTHS))],
            _frame([0, *(step.month for step in found.steps), data.COHORT_MONTHS]),
            [_told(step.month, ranged(step.share))
             for step in found.steps],
            _below("followed", ((step.month, step.followed) for step in found.steps)),
        ],
    )  # fmt: skip


def _told(month: float, share: Ranged) -> Part:
    x = MONTHS.x(month)
    return [
        rule(x, _y(share.low), x, _y(share.high), COACH, 2),
        [rule(x - 6, _y(end), x + 6, _y(end), COACH, 2) for end in (share.low, share.high)],
        dot(x, _y(share.value)),
    ]
