"""What is shown to readers who have no right to the individual records."""

from app.statistics.published.compare import of_kind
from app.statistics.suppression.attacker import Mask
from app.statistics.suppression.captions import Caption
from docs.axes import SHARES, quarters
from docs.colours import INK, INK_2
from docs.drawing import LEFT, RIGHT, Part, Picture, bold, box, hatched, rule, text
from docs.invented import data, small_numbers

COLUMNS = (126, 232, 338, 380)


def first_hidden() -> Picture:
    return _table(
        "If the small counts alone were hidden, the totals would give them back",
        small_numbers.small(),
    )


def all_hidden() -> Picture:
    return _table(
        "More counts hidden, so that the small ones stay hidden",
        small_numbers.hidden(),
    )


def _table(title: str, concealed: Mask) -> Picture:
    low, high = small_numbers.known(concealed)
    names = (*data.UNITS, "All")
    told = [
        [_told(int(low[row, column]), int(high[row, column])) for column in range(len(data.STAGES) + 1)]
        for row in range(len(names))
    ]
    hidden = [(row, column) for row, column in zip(*concealed.nonzero(), strict=True)]
    return Picture(
        title=title,
        description="Hidden counts, and what a reader can still work out: "
        + "; ".join(f"{names[row]}, {data.STAGES[column]}, {told[row][column]}" for row, column in hidden)
        + ".",
        height=298,
        parts=[
            [text(x, 30, words, "end", INK_2) for x, words in zip(COLUMNS, (*data.STAGES, "All"), strict=True)],
            rule(LEFT, 42, COLUMNS[-1], 42),
            [_line(70 + 38 * row, name, told[row], concealed[row].tolist()) for row, name in enumerate(names)],
            text(LEFT, 258, "hatched: hidden on the page; inside stands", fill=INK_2),
            text(LEFT, 278, "what a reader could work out", fill=INK_2),
        ],
    )


def _told(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _line(y: float, name: str, told: list[str], concealed: list[bool]) -> Part:
    return [
        text(LEFT, y, name),
        [
            [[hatched(x - 72, y - 21, 80, 32), box(x - 66, y - 15, 68, 20, "#ffffff")] if is_hidden else (),
             text(x, y, words, "end")]
            for x, words, is_hidden in zip(COLUMNS, told, concealed, strict=True)
        ],
    ]  # fmt: skip


def nearly_all() -> Picture:
    found = small_numbers.nearly_all()
    said = of_kind(Caption, found.caption)
    edge, words = SHARES.x(said.percent / 100), said.text
    return Picture(
        title="A share that is told no closer than over a percent",
        description=f"{words}. The exact count is not shown. Beside a bar of {data.BAR:.0%}: {found.answer}.",
        height=150,
        parts=[
            bold(LEFT, 30, words),
            text(RIGHT, 30, "exact count not shown", "end", INK_2),
            text(LEFT, 74, f"beside the bar: {found.answer}"),
            hatched(edge, 52, RIGHT - edge, 34),
            SHARES.upright(data.BAR, 46, 106, INK),
            text(SHARES.x(data.BAR) - 6, 62, "bar", "end", INK_2),
            quarters(106),
        ],
    )
