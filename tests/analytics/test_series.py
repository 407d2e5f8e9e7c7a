"""What a chart may draw from points: where lines break, and where they do not."""

from datetime import date

from app.analytics.series import Axis, Change, Gap, Given, Run, months_in, months_until, newest_series, series_of
from app.ratings.rules import Kind
from tests.analytics.samples import CORA, THEO, coach, own, until_november, wrens_series, wrens_year


def runs_of(runs: tuple[Run, ...], kind: Kind) -> list[list[int]]:
    return [[mark.point for mark in run.marks] for run in runs if run.kind is kind]


def test_an_axis_of_twelve_months_ends_with_the_month_of_its_last_day() -> None:
    axis = months_until(date(2026, 11, 16), 12)

    assert axis.months[0] == date(2025, 12, 1)
    assert axis.months[-1] == date(2026, 11, 1)
    assert len(axis.months) == 12
    assert axis.holds(date(2025, 12, 1))
    assert axis.holds(date(2026, 11, 30))
    assert not axis.holds(date(2025, 11, 30))
    assert not axis.holds(date(2026, 12, 1))


def test_a_coachs_line_ends_where_the_coach_changes_and_at_a_month_without_points() -> None:
    runs = wrens_series().runs

    assert runs_of(runs, Kind.COACH) == [[2, 3, 3, 3, 4], [3, 4], [4, 5, 4]]


def test_the_own_line_goes_on_over_a_change_of_coach_and_ends_at_the_gap() -> None:
    runs = wrens_series().runs

    assert runs_of(runs, Kind.SELF) == [[3, 3, 4, 4, 4, 5, 4, 4], [5, 5, 6]]


def test_a_line_holds_its_last_point_up_to_what_ends_it_and_no_further() -> None:
    coached = [run.until for run in wrens_series().runs if run.kind is Kind.COACH]

    assert coached[:2] == [6, 8]
    assert coached[2] == wrens_series().of(Kind.COACH)[-1].x


def test_a_month_with_an_own_point_alone_is_no_gap() -> None:
    assert wrens_series().gaps == (Gap(8, 8, "no interpreter"),)


def test_a_gap_says_nothing_when_one_of_its_reasons_is_not_known() -> None:
    given = [*wrens_year(), coach("2026-08-20", None)]

    assert series_of(given, until_november()).gaps == (Gap(8, 8, ""),)


def test_reasons_stand_side_by_side_as_inside_a_sentence() -> None:
    given = [
        *wrens_year(),
        coach("2026-08-20", None, reason="Court or deadline"),
        coach("2026-08-21", None, reason="Court or deadline"),
    ]

    assert series_of(given, until_november()).gaps == (Gap(8, 8, "no interpreter, court or deadline"),)


def test_months_before_the_first_point_and_after_the_last_are_no_gaps() -> None:
    series = series_of([coach("2026-03", 4)], until_november())

    assert series.gaps == ()


def test_with_a_quarterly_rhythm_two_months_without_points_are_no_gap_and_three_are() -> None:
    quarterly = [coach("2026-01", 3), coach("2026-04", 4), coach("2026-08", 4)]
    series = series_of(quarterly, until_november(), every=3)

    assert series.gaps == (Gap(5, 7, ""),)
    assert runs_of(series.runs, Kind.COACH) == [[3, 4], [4]]


def test_a_new_version_of_the_profile_ends_the_coachs_line_and_is_marked() -> None:
    given = [coach("2026-09", 4), coach("2026-10", 5, version=2), own("2026-09", 3), own("2026-10", 4, version=2)]
    series = series_of(given, until_november())

    assert [placed.change.after for placed in series.changes] == ["Version 2"]
    assert runs_of(series.runs, Kind.COACH) == [[4], [5]]
    assert runs_of(series.runs, Kind.SELF) == [[3, 4]]


def test_another_position_ends_the_coachs_line() -> None:
    job = Change("position", date(2026, 10, 1), "Social worker", "Supervisor")
    series = series_of([coach("2026-09", 4), coach("2026-10", 5)], until_november(), changes=[job])

    assert runs_of(series.runs, Kind.COACH) == [[4], [5]]


def test_a_change_before_the_months_shown_is_not_marked() -> None:
    before = Change("coach", date(2025, 12, 1), THEO, CORA)

    assert series_of(wrens_year(), until_november(), changes=[before]).changes == ()


def test_a_coach_who_changes_within_a_month_stands_on_the_right_side_of_the_line() -> None:
    change = Change("coach", date(2026, 6, 15), THEO, CORA)
    given = [coach("2026-06-02", 3, THEO), coach("2026-06-28", 4, CORA)]
    series = series_of(given, until_november(), changes=[change])
    theo, cora = series.of(Kind.COACH)

    assert theo.x < series.changes[0].x <= cora.x
    assert runs_of(series.runs, Kind.COACH) == [[3], [4]]


def test_two_raters_without_any_agreement_between_them_share_no_line() -> None:
    series = series_of([coach("2026-09", 4, THEO), coach("2026-10", 5, CORA)], until_november())

    assert runs_of(series.runs, Kind.COACH) == [[4], [5]]


def test_equal_points_of_coach_and_worker_stand_side_by_side_in_their_month() -> None:
    theirs, mine = series_of([coach("2026-10", 4), own("2026-10", 4)], until_november()).marks

    assert (theirs.given.kind, mine.given.kind) == (Kind.COACH, Kind.SELF)
    assert 10 < theirs.x < 10.5 < mine.x < 11


def test_several_points_of_one_month_keep_their_order_and_all_are_marks() -> None:
    series = series_of([coach("2026-10-20", 5), coach("2026-10-02", 4)], until_november())

    assert [mark.point for mark in series.marks] == [4, 5]
    assert series.marks[0].x < series.marks[1].x < 10.5


def test_nothing_given_draws_nothing() -> None:
    axis = until_november(6)

    assert series_of([], axis) == series_of([coach("2020-01", 3)], axis)
    assert series_of([], axis).runs == ()


def test_one_point_is_a_mark_on_a_line_without_length() -> None:
    series = series_of([own("2026-05", 2)], until_november())

    assert [(len(run.marks), run.until) for run in series.runs] == [(1, series.marks[0].x)]


def points_of(given: list[Given], *changes: Change) -> list[int | None]:
    return [one.point for one in newest_series(given, changes)]


def test_the_newest_series_begins_anew_with_another_coach_and_another_version() -> None:
    given = wrens_year()

    assert points_of(given) == [3, 4, 4, 5, 4]
    assert points_of([*given, coach("2026-11-20", 5, version=2)]) == [5]
    assert points_of([*given, coach("2026-11-20", 5)]) == [3, 4, 4, 5, 4, 5]
    assert points_of([own("2026-11", 3)]) == []


def test_a_month_without_points_breaks_the_line_and_not_the_series() -> None:
    assert points_of([coach("2026-02", 3), coach("2026-03", 4), coach("2026-09", 5)]) == [3, 4, 5]


def test_the_newest_series_begins_anew_in_another_position_or_unit() -> None:
    given = [coach("2026-08", 3), coach("2026-09", 4), coach("2026-10", 5)]
    unit = Change("unit", date(2026, 9, 1), "North", "South")
    job = Change("position", date(2026, 10, 1), "Social worker", "Supervisor")

    assert points_of(given, unit) == [4, 5]
    assert points_of(given, unit, job) == [5]


def test_a_change_after_the_newest_point_leaves_the_series_as_it_was() -> None:
    to_come = Change("unit", date(2026, 11, 1), "North", "South")

    assert points_of([coach("2026-09", 4), coach("2026-10", 5)], to_come) == [4, 5]


def test_several_points_of_one_month_all_belong_to_the_series_and_make_one_month() -> None:
    given = [coach("2026-09-02", 4), coach("2026-09-20", 5), coach("2026-10", 5)]

    assert points_of(given) == [4, 5, 5]
    assert months_in(newest_series(given)) == 2


def test_an_axis_reaches_over_the_turn_of_a_year() -> None:
    axis = Axis((date(2025, 12, 1), date(2026, 1, 1)))

    assert [axis.column(date(2025, 11, 30)), axis.column(date(2026, 1, 31)), axis.column(date(2026, 2, 1))] == [
        -1,
        1,
        2,
    ]
