"""What figures say of Cora's points: held to app.statistics, and in plain words with range, count and months."""

from datetime import date

import pytest

from app.analytics.finding_words import Said, change_words, run_words, said_of, short_change_words, usual_words
from app.analytics.findings import declared, findings_of, slope_of
from app.analytics.series import Given, Middle
from app.statistics.growth.run_chart import RunChart, run_chart
from app.statistics.growth.slope import Slope, change_per_month
from app.statistics.results import Interval
from tests.analytics.given import TOLD, coached
from tests.analytics.samples import coach, five_levels, nine_points


def change(given: list[Given]) -> str:
    return change_words(findings_of(given, nine_points()), nine_points())


def run(given: list[Given]) -> str:
    return run_words(findings_of(given, nine_points()))


def test_fourteen_monthly_points_have_a_plain_change_per_month_that_app_statistics_gives() -> None:
    given = coached(TOLD)
    found = change_per_month([one.on for one in given], TOLD, declared(nine_points()))
    assert isinstance(found, Slope)
    assert isinstance(found.per_month.interval, Interval)
    low, high = found.per_month.interval.low, found.per_month.interval.high

    assert change(given) == (
        f"+{found.per_month.value:.2f} of a step a month, between +{low:.2f} and +{high:.2f}. "
        "From 14 points that Cora gave from October 2025 to November 2026."
    )


def test_six_to_eleven_points_are_an_early_sign() -> None:
    assert change(coached((3, 3, 4, 5, 5, 6, 7))) == (
        "An early sign: +0.7 of a step a month, between +0.5 and +1.0. "
        "From seven points that Cora gave from October 2025 to April 2026."
    )
    assert change(coached((3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7))).startswith("An early sign: ")
    assert not change(coached((3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 7))).startswith("An early sign")


def test_a_range_that_holds_zero_cannot_tell_yet_and_says_the_range() -> None:
    assert change(coached((4, 5, 4, 3, 5, 4, 6, 4))) == (
        "Cannot tell yet: between −0.3 and +0.5 of a step a month. "
        "From eight points that Cora gave from October 2025 to May 2026."
    )


def test_below_six_months_the_sentence_says_what_is_missing() -> None:
    assert change(coached((3, 4, 4, 5, 5))) == (
        "Cannot tell yet. This takes points from the same coach in six months. "
        "Cora has given five points, from October 2025 to February 2026."
    )


@pytest.mark.parametrize(
    ("points", "given"),
    [((3,), "one point, in October 2025."), ((3, 4), "two points, from October to November 2025.")],
)
def test_one_point_and_two_are_told_by_their_months(points: tuple[int, ...], given: str) -> None:
    assert change(coached(points)).endswith(f"Cora has given {given}")


def test_six_points_of_two_months_are_no_trend() -> None:
    days = ("2026-09-01", "2026-09-10", "2026-09-20", "2026-10-01", "2026-10-10", "2026-10-20")

    assert change([coach(on, point) for on, point in zip(days, (3, 3, 4, 4, 5, 5), strict=True)]) == (
        "Cannot tell yet. This takes points from the same coach in six months. "
        "Cora has given six points, from September to October 2026."
    )


def test_all_ratings_of_a_month_count_and_are_never_averaged() -> None:
    given = sorted([*coached((3, 3, 4, 5, 5, 6)), coach("2025-12-20", 6)], key=lambda one: one.on)
    points = [one.point for one in given if one.point is not None]
    found = slope_of(given, nine_points())

    assert isinstance(found, Slope)
    assert found == change_per_month([one.on for one in given], points, declared(nine_points()))
    assert "From seven points" in change(given)


def test_at_the_top_of_the_scale_the_slope_is_hidden_and_the_stages_are_counted() -> None:
    assert change(coached((6, 7, 8, 7, 8, 9, 8, 8))) == (
        "5 of Cora’s 8 points (October 2025 to May 2026) are 8 or 9. That is too many to give a rate per month. "
        "By stage: Accomplished 1 of 8 and Distinguished 7 of 8."
    )


def test_points_that_all_lie_in_one_stage_are_told_in_one_word() -> None:
    assert change(coached((1, 2, 1, 1, 2, 3, 1, 2, 1, 1, 2, 2, 3))) == (
        "11 of Cora’s 13 points (October 2025 to October 2026) are 1 or 2. That is too many to give a rate per month. "
        "All 13 are in Emergent."
    )
    assert change(coached((9, 9, 9, 9, 9, 9))).startswith(
        "All 6 of Cora’s points (October 2025 to March 2026) are 8 or 9."
    )


def test_of_five_levels_one_point_is_the_end_and_no_word_says_bottom() -> None:
    words = change_words(findings_of(coached((1, 1, 2, 1, 2, 2)), five_levels()), five_levels())

    assert words.startswith("3 of Cora’s 6 points (October 2025 to March 2026) are 1. That is too many"), words


def test_no_figure_stands_without_its_range_or_the_reason() -> None:
    assert change(coached((3, 4, 5, 6, 7, 7))).startswith("An early sign: ")
    assert "without a range: too many points are the same" in change(coached((4, 4, 4, 4, 4, 4, 4)))


@pytest.mark.parametrize("points", [(3, 4, 4), TOLD, (4, 4, 4, 4, 4, 4), (9, 9, 9, 9, 9, 9), (1, 5, 2, 6, 3, 7)])
def test_no_sentence_speaks_of_a_month_after_the_last_point(points: tuple[int, ...]) -> None:
    given = coached(points)
    words = " ".join(f"{one.title} {one.words}" for one in said_of(findings_of(given, nine_points()), nine_points()))

    assert "will" not in words.split()
    assert "2027" not in words
    assert f"{given[-1].on:%B %Y}" in words


def test_the_run_chart_says_its_signal_its_limits_and_how_many_points_lie_off_the_line() -> None:
    found = run_chart(TOLD)

    assert isinstance(found, RunChart)
    assert (found.median, found.useful, found.longest_run, found.crossings) == (4, 14, 7, 1)
    assert run(coached(TOLD)) == (
        "The middle line (median) of 14 points from October 2025 to November 2026 stands at 4. No point stands on it, "
        "so all of them count here. The points cross the line once. Chance alone seldom gives fewer than four "
        "crossings. The points do not say why."
    )


def test_a_long_run_is_told_as_a_fact() -> None:
    points = (3, 3, 2, 3, 2, 3, 3, 2, 3, 6, 7, 6, 6, 5, 6, 7, 6, 6)

    assert run(coached(points)).endswith(
        "In one stretch, 9 points in a row stand on the same side. Chance alone seldom gives more than 7. "
        "The points cross the line once. Chance alone seldom gives fewer than five crossings. "
        "The points do not say why."
    )


def test_points_that_vary_as_chance_does_are_no_signal() -> None:
    assert run(coached((3, 5, 3, 5, 5, 3, 3, 5, 3, 5))).endswith(
        "The points move around it as they would by chance alone: at most 2 in a row on one side, and they cross the "
        "line 7 times."
    )


@pytest.mark.parametrize(
    ("on_the_line", "told"),
    [(1, "One point stands on it and does not count here."), (2, "Two points stand on it and do not count here.")],
)
def test_points_on_the_line_are_told_apart(on_the_line: int, told: str) -> None:
    assert told in run(coached((3, 5, 3, 5, 5, 3, 3, 5, 3, 5, *(4,) * on_the_line)))


@pytest.mark.parametrize("points", [(3,), (3, 4), (3, 4, 4, 5, 4, 6)])
def test_below_ten_points_off_the_line_there_is_no_signal_no_line_and_no_figure_of_it(points: tuple[int, ...]) -> None:
    given = coached(points)

    assert run(given) == (
        "Cannot tell yet. A middle line is drawn once 10 or more points of the same coach stand above or below it."
    )
    assert findings_of(given, nine_points()).middle is None
    assert findings_of(coached(TOLD), nine_points()).middle == Middle(4, date(2025, 10, 3))


def test_without_double_ratings_the_noise_is_not_known_and_the_page_says_what_it_takes() -> None:
    assert usual_words(findings_of(coached((4, 5)), nine_points())) == (
        "From 4 in October 2025 to 5 in November 2025. Cannot tell yet whether this is larger than the usual "
        "difference between two coaches who rate the same work. To learn how far two coaches differ, this agency needs "
        "at least 20 pairs of points: two coaches, the same worker, element and month, and neither knew the other’s "
        "point. Such pairs are rare."
    )
    assert usual_words(findings_of(coached((4,)), nine_points())) == (
        "Cannot tell yet. There is one point, and a change needs two."
    )


def test_points_that_end_where_they_began_are_no_change_to_compare() -> None:
    assert usual_words(findings_of(coached((4, 6, 4)), nine_points())) == (
        "The first point (October 2025) and the last (December 2025) are both 4, so there is no change to compare."
    )


def test_three_questions_stand_in_one_order() -> None:
    said: list[Said] = said_of(findings_of(coached(TOLD), nine_points()), nine_points())

    assert [one.title for one in said] == [
        "Change per month", "Above and below the middle line", "Beside the usual difference of two coaches",
    ]  # fmt: skip


def test_a_small_chart_has_its_change_in_one_line() -> None:
    def short(points: tuple[int, ...]) -> str:
        given = coached(points)
        return short_change_words(given, slope_of(given, nine_points()))

    assert short((3, 4)) == (
        "Change per month: cannot tell yet, it takes six months (two points from October to November 2025)."
    )
    assert short((3, 3, 4, 5, 5, 6, 7)) == (
        "Change per month: an early sign, +0.7 of a step a month, between +0.5 and +1.0 "
        "(seven points from October 2025 to April 2026)."
    )
    assert short((9, 9, 8, 9, 9, 9)).startswith(
        "Change per month: too many of the points are 8 or 9 to give a rate per month, 6 of 6 ("
    )
