"""The names beside a change start at its line, and give up words before they cross it."""

from datetime import date

import pytest

from app.analytics.charts import narrow, sheet, wide
from app.analytics.series import Change, months_until, series_of
from app.analytics.shapes import Drawing, Text
from tests.analytics.samples import CORA, THEO, coach, nine_points, own, until_november

MOVED = [date(2026, month, 1) for month in range(2, 12)]


def drawings(on: date, months: int = 12) -> list[Drawing]:
    given = [coach("2025-12", 3, THEO), own("2025-12", 3)]
    series = series_of(given, until_november(months), changes=[Change("coach", on, THEO, CORA)])
    return [draw(series, nine_points()) for draw in (wide, narrow)] + [sheet(series, nine_points(), height=180)]


def names_of(drawing: Drawing) -> list[Text]:
    return [text for text in drawing.words if "change" in text.css]


@pytest.mark.parametrize("on", MOVED[:8])
@pytest.mark.parametrize("months", [12, 24])
def test_a_new_coach_is_named_right_of_the_line_and_inside_the_drawing(on: date, months: int) -> None:
    for drawing in drawings(on, months):
        (line,) = (float(line.path[1:].split(" ")[0]) for line in drawing.changes)
        before, after = names_of(drawing)
        assert before.x <= line - 8 + 0.1
        assert "is-end" in before.css
        assert after.x >= line + 8 - 0.1
        assert "is-end" not in after.css
        assert after.x + len(after.words) * 6.9 <= drawing.width
        assert before.y == after.y


def test_where_the_room_ends_the_date_goes_first_then_the_word_coach_then_the_last_name() -> None:
    def named(draw: int) -> list[str]:
        return [names_of(drawings(on)[draw])[1].words for on in MOVED]

    assert named(0)[6:] == [
        "Coach: Cora Lindqvist, since August 1", "Coach: Cora Lindqvist", "Coach: Cora Lindqvist", "Cora",
    ]  # fmt: skip
    assert list(dict.fromkeys(named(1))) == ["Cora Lindqvist", "Cora"]


def test_a_former_coach_at_the_left_edge_gives_up_words_too() -> None:
    axis = months_until(date(2026, 11, 16), 12)
    change = Change("coach", date(2025, 12, 10), "Theophania Marshwood", CORA)
    drawing = narrow(series_of([coach("2025-12-20", 3)], axis, changes=[change]), nine_points())

    assert [text.words for text in names_of(drawing)] == ["Theophania", CORA]
