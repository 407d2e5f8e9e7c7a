"""The drawings as numbers: nothing stands outside, nothing on the wrong height."""

import re
from datetime import date

import pytest

from app.analytics.charts import narrow, sheet, small, spark, wide
from app.analytics.pennants import placed_flags, sizes_of
from app.analytics.series import Change, Flag, Middle, Series, series_of
from app.analytics.shapes import Drawing, Pennant
from app.frameworks.scale import Scale
from tests.analytics.samples import (
    CHANGE,
    CORA,
    FLAGS,
    THEO,
    coach,
    five_levels,
    nine_points,
    own,
    until_november,
    wrens_series,
    wrens_year,
)

LEVELS = series_of([coach("2026-01", 1), coach("2026-02", 5), own("2026-02", 3)], until_november())


def drawings(series: Series, scale: Scale, flags: tuple[Flag, ...] = ()) -> list[Drawing]:
    middle = Middle(scale.highest, series.axis.months[0])
    return [
        wide(series, scale, flags), narrow(series, scale, flags), *small(series, scale, "small"),
        wide(series, scale, flags, middle), narrow(series, scale, flags, middle),
        sheet(series, scale, flags, middle, height=117), sheet(series, scale, flags, height=180),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("series", "scale"),
    [
        (wrens_series(), nine_points()),
        (wrens_series(6), nine_points()),
        (wrens_series(36), nine_points()),
        (wrens_series(120), nine_points()),
        (LEVELS, five_levels()),
        (series_of([], until_november(6)), nine_points()),
        (series_of([], until_november(6)), five_levels()),
    ],
)
def test_everything_drawn_stands_inside_the_drawing(series: Series, scale: Scale) -> None:
    for drawing in drawings(series, scale, FLAGS if scale.highest > 5 else ()):
        for dot in drawing.dots:
            assert 0 < dot.x < drawing.width
            assert 0 < dot.y < drawing.height
        for text in drawing.words + drawing.gap_words:
            assert 0 <= text.x <= drawing.width
            assert 0 < text.y <= drawing.height
        for box in drawing.bands + drawing.gaps:
            assert box.x + box.width <= drawing.width
            assert box.y + box.height <= drawing.height


def test_the_axis_holds_every_stage_of_the_scale_whatever_the_points_are() -> None:
    nothing = series_of([], until_november())

    assert [band.css for band in wide(nothing, nine_points()).bands] == ["stage-1-of-3", "stage-2-of-3", "stage-3-of-3"]
    assert len(wide(nothing, five_levels()).bands) == 5
    for points, scale in ((nothing, five_levels()), (wrens_series(), nine_points())):
        heights = [band.height for band in wide(points, scale).bands]
        assert heights == pytest.approx([heights[0]] * len(scale.stages), abs=0.2)


def test_a_higher_point_stands_higher_and_each_inside_its_stage() -> None:
    drawing = wide(wrens_series(), nine_points())
    lowest = drawing.bands[0]
    by_point = {dot.digit: dot.y for dot in drawing.dots}

    assert sorted(by_point, key=lambda digit: -by_point[digit]) == [2, 3, 4, 5, 6]
    assert lowest.y < by_point[3] < by_point[2] < lowest.y + lowest.height
    assert by_point[4] < lowest.y


def test_marks_carry_digits_where_a_month_is_wide_enough_and_on_no_phone() -> None:
    assert {dot.digit for dot in wide(wrens_series(), nine_points()).dots} == {2, 3, 4, 5, 6}
    assert {dot.digit for dot in wide(wrens_series(36), nine_points()).dots} == {None}
    assert {dot.digit for dot in narrow(wrens_series(), nine_points()).dots} == {None}


def test_lines_are_made_of_level_and_upright_pieces_alone() -> None:
    for line in wide(wrens_series(), nine_points()).lines:
        assert re.fullmatch(r"M[\d.]+ [\d.]+([HV][\d.]+)*", line.path)


def test_equal_points_keep_both_lines_in_sight_while_the_marks_stand_exact() -> None:
    given = [coach("2026-09", 4), coach("2026-10", 4), own("2026-09", 4), own("2026-10", 4)]
    drawing = wide(series_of(given, until_november()), nine_points())
    heights = {line.css: float(line.path.split("H")[0].split()[1]) for line in drawing.lines}

    assert len({dot.y for dot in drawing.dots}) == 1
    assert heights["line-coach"] - heights["line-self"] == 5


def test_a_change_of_coach_names_both_and_the_new_one_stands_out() -> None:
    names = [(text.words, text.css) for text in wide(wrens_series(), nine_points()).words if "change" in text.css]

    assert names == [
        ("Coach: Theo Marsh", "change-name is-end"),
        ("Coach: Cora Lindqvist, since June 1", "change-name is-now"),
    ]
    assert [text.words for text in narrow(wrens_series(), nine_points()).words if "change" in text.css] == [THEO, CORA]


@pytest.mark.parametrize("on", [date(2025, 12, 2), date(2026, 11, 30)])
def test_names_beside_a_change_at_the_edge_run_back_inside(on: date) -> None:
    change = Change("unit", on, "A unit with a very long name indeed", "Another unit with a very long name")
    series = series_of(wrens_year(), until_november(), changes=[change])

    for drawing in (wide(series, nine_points()), narrow(series, nine_points())):
        names = [text for text in drawing.words if "change" in text.css]
        assert len({text.y for text in names}) == 2


def test_neighbouring_changes_take_rows_of_their_own() -> None:
    changes = [CHANGE, Change("position", date(2026, 7, 1), "Social worker", "Supervisor")]
    series = series_of(wrens_year(), until_november(), changes=changes)
    names = [text for text in wide(series, nine_points()).words if "change" in text.css]

    assert len(names) == 4
    assert len({text.y for text in names}) > 1


LONG = "supervisor not available, no network yet"


def gap_words(drawing: Drawing) -> list[tuple[str, bool]]:
    return [(text.words, text.upright) for text in drawing.gap_words]


def with_reason(*reasons: str) -> Series:
    august = [coach("2026-08", None, reason=reason) for reason in reasons]
    return series_of([coach("2026-07", 4), *august, coach("2026-09", 4)], until_november())


def test_a_gap_says_its_reason() -> None:
    drawing = wide(wrens_series(), nine_points())

    assert len(drawing.gaps) == 1
    assert gap_words(drawing) == [("No", False), ("interpreter", False)]
    assert gap_words(narrow(wrens_series(), nine_points())) == [("No interpreter", True)]


def test_a_long_reason_is_wrapped_where_there_is_room_and_left_to_the_table_on_a_phone() -> None:
    series = with_reason("Supervisor not available", "No network yet")

    assert " ".join(words for words, _ in gap_words(wide(series, nine_points()))) == LONG.capitalize()
    assert {upright for _, upright in gap_words(wide(series, nine_points()))} == {False}
    assert gap_words(narrow(series, nine_points())) == [("No points", True)]


def test_a_goal_is_a_flag_from_the_present_point_to_its_target() -> None:
    drawing = wide(wrens_series(), nine_points(), FLAGS)

    assert [flag.digit for flag in drawing.flags] == [3, 5]
    assert wide(wrens_series(), nine_points(), (Flag(date(2020, 1, 1), 2, 3),)).flags == ()


def test_a_flag_stands_by_its_day_right_of_an_earlier_point_and_beside_another_flag() -> None:
    goals = [Flag(date(2026, 9, 1), 4, 5), Flag(date(2026, 11, 20), 4, 5), Flag(date(2026, 11, 20), 4, 5)]
    series = series_of([coach("2026-09", 3), coach("2026-11", 4)], until_november())
    sizes = sizes_of(80, 44, 12, nine_points(), digits=True)
    (early, first, second) = (one.x for one in placed_flags(goals, series, sizes))
    marks = [mark.x for mark in series.marks]

    assert early < marks[0]
    assert marks[1] + 12 / 80 < first < 12
    assert second - first >= 29 / 80


def test_a_flag_has_the_same_place_however_long_the_record_before_it_is() -> None:
    sizes = sizes_of(12, 44, 12, nine_points(), digits=True)
    lately = [coach("2026-10", 4), own("2026-10", 5), coach("2026-11", 4)]
    long_ago = [coach(f"2026-0{month}", 3 + month % 5) for month in range(1, 7)]
    goal, at = Flag(date(2026, 11, 20), 4, 5), until_november()
    places = [placed_flags([goal], series_of(given, at), sizes)[0] for given in (lately, [*long_ago, *lately])]

    assert (places[0].x, places[0].lift) == (places[1].x, places[1].lift)


@pytest.mark.parametrize("month", range(1, 12))
@pytest.mark.parametrize("day", [1, 8, 20, 28])
def test_a_flag_is_never_over_a_mark_or_outside_the_bands(month: int, day: int) -> None:
    goals = [Flag(date(2026, month, day), 3, 4), Flag(date(2026, month, day), 4, 5), Flag(date(2026, 11, 29), 5, 6)]
    for drawing in (
        wide(wrens_series(), nine_points(), goals),
        sheet(wrens_series(), nine_points(), goals, height=180),
        narrow(wrens_series(), nine_points(), goals),
    ):
        for flag in drawing.flags:
            left, top, width, height = cloth_of(flag)
            assert left + width <= drawing.bands[0].x + drawing.bands[0].width
            for dot in drawing.dots:
                half = dot.r * (1.25 if dot.kind == "self" else 1)
                beside = dot.x + half <= left or left + width <= dot.x - half
                assert beside or dot.y + half <= top or top + height <= dot.y - half, (flag, dot)


def cloth_of(flag: Pennant) -> tuple[float, float, float, float]:
    left, top = (float(one) for one in flag.cloth[1:].split("h")[0].split("l")[0].split(" "))
    return (left, top, 27, 18) if flag.digit else (left, top, 9, 8)


def test_a_point_that_stands_alone_is_a_tick_in_the_spark() -> None:
    assert spark(series_of([coach("2026-09", 5)], until_november()), nine_points()).coach.endswith("h8")


def test_small_drawings_say_the_ends_of_the_scale_every_month_and_the_year_below() -> None:
    for drawing in small(wrens_series(), nine_points(), "purpose"):
        words = [text.words for text in drawing.words]
        assert words[:2] == ["1", "9"]
        assert "".join(word[0] for word in words[2:14]) == "DJFMAMJJASON"
        assert words[14:] in (["2025", "2026"], ["2026"])
        assert max(text.y for text in drawing.words[:14]) < drawing.words[14].y - 13
        assert len(drawing.bands) == 3


def test_a_small_drawing_of_more_than_a_year_says_each_year() -> None:
    def years(months: int) -> list[list[str]]:
        drawn = small(wrens_series(months), nine_points(), "purpose")
        return [[text.words for text in one.words if len(text.words) == 4] for one in drawn]

    assert years(24) == [["2025", "2026"], ["2025", "2026"]]
    assert years(36) == [["2024", "2025", "2026"], ["2024", "2025", "2026"]]


def test_small_drawings_share_one_fixed_axis_whatever_the_points_are() -> None:
    nothing = series_of([], until_november())
    one, other = (small(series, nine_points(), "purpose") for series in (wrens_series(), nothing))

    assert [drawing.bands for drawing in one] == [drawing.bands for drawing in other]
    assert [drawing.height for drawing in one] == [drawing.height for drawing in other]


def test_a_low_chart_says_the_first_point_of_each_stage_and_the_last_where_every_one_would_touch() -> None:
    def digits(height: float) -> str:
        words = sheet(wrens_series(), nine_points(), height=height).words
        return "".join(text.words for text in words if text.words.isdigit() and len(text.words) == 1)

    assert (digits(180), digits(117)) == ("123456789", "1479")


def test_marks_on_paper_carry_digits_and_a_flag_stands_beside_its_mark() -> None:
    paper = sheet(wrens_series(), nine_points(), FLAGS, height=180)

    assert {dot.digit for dot in paper.dots} == {2, 3, 4, 5, 6}
    september = [dot.x for dot in paper.dots if dot.kind == "coach"][-3]
    assert all(abs(flag.x - 11 - dot.x) >= dot.r for flag in paper.flags for dot in paper.dots if dot.x == september)


def test_a_spark_has_steps_of_both_and_the_borders_of_the_stages() -> None:
    hint = spark(wrens_series(), nine_points())

    assert hint.borders == "M0 26.7H120M0 13.4H120"
    assert hint.coach.count("M") == 3
    assert hint.own.count("M") == 2
    assert spark(series_of([], until_november()), nine_points()).coach == ""


def test_the_months_are_written_as_far_as_there_is_room() -> None:
    def months(drawing: Drawing) -> list[str]:
        return [text.words for text in drawing.words if text.css == "tick"]

    assert months(wide(wrens_series(), nine_points()))[:3] == ["Dec", "Jan", "Feb"]
    assert months(narrow(wrens_series(), nine_points()))[:3] == ["D", "J", "F"]
    assert len(months(wide(wrens_series(120), nine_points()))) < 60


def test_the_median_is_a_line_from_its_first_month_to_the_edge_with_its_word_behind_it() -> None:
    drawing = wide(wrens_series(), nine_points(), (), Middle(4.5, date(2026, 6, 3)))
    line = next(line for line in drawing.lines if line.css == "median")
    word = next(text for text in drawing.words if text.words == "median")
    four, five = (
        next(text.y - 5 for text in drawing.words if text.css == "is-end" and text.words == point)
        for point in ("4", "5")
    )

    # Half of the twelve months lie left of June, between the words at both sides.
    assert line.path == f"M632 {(four + five) / 2:g}H1112"
    assert word.x > 1112


def test_without_a_median_nothing_of_it_is_drawn() -> None:
    for drawing in (wide(wrens_series(), nine_points()), narrow(wrens_series(), nine_points())):
        assert [line for line in drawing.lines if line.css == "median"] == []
        assert [text for text in drawing.words if text.words == "median"] == []


def test_a_median_from_before_the_months_shown_begins_at_the_left_edge() -> None:
    drawing = narrow(wrens_series(6), nine_points(), (), Middle(4, date(2025, 12, 3)))

    assert next(line.path for line in drawing.lines if line.css == "median").startswith("M44 ")


def test_another_unit_is_named_as_a_unit() -> None:
    unit = Change("unit", date(2026, 6, 1), "North", "South")
    drawing = wide(series_of(wrens_year(), until_november(), changes=[unit]), nine_points())

    assert [text.words for text in drawing.words if text.css.startswith("change-name")] == [
        "Unit: North", "Unit: South, since June 1",
    ]  # fmt: skip
