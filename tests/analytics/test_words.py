"""The sentences beside a chart."""

from datetime import date

from app.analytics.series import Change, Given, newest_series, series_of
from app.analytics.words import caution, cell_words, span, summary, table_rows
from app.ratings.rules import Kind
from tests.analytics.samples import (
    CORA,
    WREN,
    coach,
    five_levels,
    nine_points,
    own,
    until_november,
    wrens_series,
    wrens_year,
)


def said(given: list[Given]) -> str:
    return summary(series_of(given, until_november()), nine_points(), "Wren")


def cautioned(given: list[Given], *changes: Change) -> str:
    return caution(given, newest_series(given, changes))


def test_the_summary_says_first_and_last_of_each_side_with_coach_and_month() -> None:
    assert summary(wrens_series(), nine_points(), "Wren") == (
        "The coaches’ points went from 2 (Theo, December) to 4 (Cora, November), from Emergent into Accomplished. "
        "Wren’s own went from 3 to 6."
    )


def test_one_coach_is_named_and_a_stage_that_stays_is_said_once() -> None:
    assert said([coach("2026-09", 4), coach("2026-10", 6)]) == (
        "Cora’s points went from 4 (September) to 6 (October), in Accomplished."
    )


def test_a_lower_point_is_told_like_any_other() -> None:
    assert said([coach("2026-09", 5), coach("2026-10", 3)]) == (
        "Cora’s points went from 5 (September) to 3 (October), from Accomplished into Emergent."
    )


def test_points_that_end_where_they_began_are_told_as_such() -> None:
    assert said(
        [coach("2026-08", 4), coach("2026-09", 5), coach("2026-10", 4), own("2026-09", 3), own("2026-10", 3)]
    ) == (
        "Cora’s points began at 4 (August) and stand at 4 (October), in Accomplished. "
        "Wren’s own points stood at 3 throughout."
    )
    assert said([own("2026-08", 2), own("2026-09", 3), own("2026-10", 2)]) == (
        "Wren’s own points began at 2 and stand at 2."
    )


def test_single_points_are_told_without_a_movement() -> None:
    assert said([coach("2026-10", 4), own("2026-10", 3)]) == (
        "Cora’s point is 4, in Accomplished (October). Wren’s own point is 3."
    )


def test_a_worker_without_a_coach_reads_what_there_is() -> None:
    assert said([own("2026-09", 3), own("2026-10", 4)]) == ("Wren’s own went from 3 to 4.")


def test_empty_months_are_told_in_one_sentence() -> None:
    assert said([]) == "There are no points in these months."


def test_months_of_two_years_carry_their_year_in_a_long_window() -> None:
    series = series_of([coach("2025-11", 4), coach("2026-10", 6)], until_november(24))

    assert summary(series, nine_points(), "Wren") == (
        "Cora’s points went from 4 (November 2025) to 6 (October 2026), in Accomplished."
    )


def test_the_levels_of_another_scale_are_told_by_their_own_names() -> None:
    series = series_of([coach("2026-09", 2), coach("2026-10", 3)], until_november())

    assert summary(series, five_levels(), "Wren") == (
        "Cora’s points went from 2 (September) to 3 (October), from Emerging into Accomplished."
    )


def test_below_six_points_of_one_coach_the_page_says_why_no_trend_is_drawn() -> None:
    assert cautioned(wrens_year()) == (
        "Cora has given five points so far. A trend needs six from the same coach, so none is drawn. "
        "One step between two months is a talking point, not yet a change."
    )


def test_a_first_point_has_no_step_to_speak_of() -> None:
    assert cautioned([coach("2026-10", 4)]) == (
        "Cora has given one point so far. A trend needs six from the same coach, so none is drawn."
    )


def test_from_six_points_on_the_caution_leads_to_what_they_say() -> None:
    assert cautioned([*wrens_year(), coach("2026-12", 5)]) == (
        "Cora has given six points so far. What they say together stands below the chart. "
        "One step between two months is a talking point, not yet a change."
    )


def test_a_new_version_starts_the_count_and_the_sentence_says_so() -> None:
    assert cautioned([*wrens_year(), coach("2026-12", 5, version=2)]) == (
        "Cora has given one point since the last change of position, unit or version of the profile. "
        "A trend needs six from the same coach, so none is drawn."
    )


def test_another_unit_starts_the_count_too() -> None:
    assert cautioned(wrens_year(), Change("unit", date(2026, 9, 1), "North", "South")).startswith(
        "Cora has given three points since the last change of position, unit or version of the profile."
    )


def test_own_points_alone_are_a_talking_point() -> None:
    assert cautioned([own("2026-09", 3), own("2026-10", 4)]) == (
        "One step between two months is a talking point, not yet a change."
    )
    assert cautioned([]) == ""


def test_the_table_holds_every_point_and_every_not_observed_of_the_months_shown() -> None:
    given = [
        own("2026-10", 4),
        coach("2026-10", None, reason="No interpreter"),
        coach("2026-09", None),
        coach("2020-01", 9),
    ]
    rows = table_rows(given, until_november(), nine_points())

    assert [(row.on, row.kind, row.rater, row.words) for row in rows] == [
        (date(2026, 9, 3), Kind.COACH, CORA, "Not observed"),
        (date(2026, 10, 3), Kind.COACH, CORA, "Not observed: no interpreter"),
        (date(2026, 10, 12), Kind.SELF, WREN, "4, Accomplished"),
    ]


def test_a_cell_says_its_marks_in_words() -> None:
    assert cell_words(nine_points(), 4, 7) == "Coach 4, Accomplished. Self 7, Distinguished."
    assert cell_words(nine_points(), None, 3) == "Self 3, Emergent."


def test_the_months_shown_are_said_from_first_to_last() -> None:
    assert span(until_november()) == "December 2025 to November 2026"
    assert span(until_november(1)) == "November 2026"
