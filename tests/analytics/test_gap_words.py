"""Self beside coach: pairs that opened, told as counts first, never as a score and never averaged."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from app.analytics.charts import paired
from app.analytics.findings import gap_of
from app.analytics.gap_words import apart_words, counts_words, figure_words, pair_rows, plain_words, whole_words
from app.analytics.paired import PairOfPoints, drawn, pairs_of
from app.analytics.series import Given, months_until, newest_series, series_of
from app.statistics.growth.gap import GapTrend, gap, gap_trend
from app.statistics.results import Estimate, Interval
from tests.analytics.given import OWN, TOLD, in_pairs
from tests.analytics.samples import THEO, coach, nine_points, own


def pairs(given: list[Given]) -> tuple[PairOfPoints, ...]:
    return pairs_of(given, newest_series(given))


def test_the_counts_come_first_with_n_and_months() -> None:
    assert counts_words(pairs(in_pairs(TOLD, OWN)), "Lee") == (
        "Lee and Cora were one step apart or less in 12 of 14 pairs, from October 2025 to November 2026. "
        "They chose the same point in 7."
    )


def test_from_eight_pairs_the_mean_and_its_limits_are_those_of_app_statistics() -> None:
    found = gap(OWN, TOLD)
    assert gap_of(pairs(in_pairs(TOLD, OWN))) == found
    assert isinstance(found.mean, Estimate)
    assert isinstance(found.mean.interval, Interval)

    assert whole_words(pairs(in_pairs(TOLD, OWN)), "Lee") == (
        f"Lee’s own point is higher on the whole, by {found.mean.value:.1f} of a step (between "
        f"{found.mean.interval.low:.1f} and {found.mean.interval.high:.1f}) in 14 pairs. Each step of the scale counts "
        "as equally large here. In about 95 of 100 such pairs, the own point stands from −0.8 (between −1.6 and −0.1) "
        "to +2.1 (between +1.3 and +2.9) steps beside the coach’s: minus is lower, plus is higher. Cannot tell yet "
        "whether Lee’s own point moves up or down beside the coach’s over these months: the change lies between −0.11 "
        "and 0.00 of a step a month."
    )


def test_below_eight_pairs_the_counts_stand_alone() -> None:
    few = pairs(in_pairs(TOLD[:4], OWN[:4]))

    assert whole_words(few, "Lee") == (
        "Cannot tell yet how the two views differ on the whole: that takes eight pairs, and there are four pairs now."
    )


def test_a_mean_that_may_be_zero_says_so() -> None:
    assert whole_words(pairs(in_pairs((3, 4, 3, 4, 3, 4, 3, 4), (4, 3, 4, 3, 4, 3, 3, 4))), "Lee").startswith(
        "Cannot tell yet which of the two is higher on the whole. In 8 pairs, Lee’s own point stands between "
    )


def test_views_that_always_differ_by_the_same_are_told_without_a_range() -> None:
    assert whole_words(pairs(in_pairs(TOLD[:9], TOLD[:9])), "Lee") == "All 9 pairs hold the same point twice."
    lower = tuple(point - 1 for point in TOLD[:9])
    assert whole_words(pairs(in_pairs(TOLD[:9], lower)), "Lee") == (
        "In each of 9 pairs Lee’s own point is one step lower."
    )


def test_a_gap_that_narrows_is_told_with_its_range_under_the_mean() -> None:
    coached_at, said_own = (3,) * 12, (8, 8, 7, 7, 7, 6, 6, 5, 5, 5, 4, 4)
    days = [pair.coach.on for pair in pairs(in_pairs(coached_at, said_own))]
    found = gap_trend(days, said_own, coached_at)
    assert isinstance(found, GapTrend)
    limits = found.per_month.interval
    assert isinstance(limits, Interval)
    value, low, high = (abs(one) for one in (found.per_month.value, limits.high, limits.low))

    assert whole_words(pairs(in_pairs(coached_at, said_own)), "Lee").endswith(
        f"Beside the coach’s, Lee’s own point moves down over these months, by {value:.2f} of a step (between "
        f"{low:.2f} and {high:.2f}) a month."
    )
    assert "An early sign: beside the coach’s, Lee’s own point moves down" in whole_words(
        pairs(in_pairs(coached_at[:9], said_own[:9])), "Lee"
    )


def test_a_gap_that_moved_is_told_in_one_plain_sentence_and_its_figures_stand_behind_it() -> None:
    narrowing = pairs(in_pairs((3,) * 12, (8, 8, 7, 7, 7, 6, 6, 5, 5, 5, 4, 4)))

    assert plain_words(narrowing, "Lee") == (
        "Beside Cora’s, Lee’s own points moved down: from about five steps above in October 2025 to about one step "
        "above in September 2026."
    )
    assert figure_words(narrowing, "Lee") == whole_words(narrowing, "Lee")


def test_own_points_that_rose_past_the_coachs_say_below_and_above_and_no_sign() -> None:
    risen = pairs(in_pairs((4,) * 12, (3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6)))

    assert plain_words(risen, "Lee") == (
        "Beside Cora’s, Lee’s own points moved up: from about one step below in October 2025 to about two and a half "
        "steps above in September 2026."
    )
    assert plain_words(risen[:9], "Lee").startswith("An early sign: beside Cora’s, Lee’s own points moved up")


def test_a_gap_that_did_not_move_is_told_by_its_height_and_one_that_may_be_nothing_cannot_be_told() -> None:
    either = pairs(in_pairs((3, 4, 3, 4, 3, 4, 3, 4), (4, 3, 4, 3, 4, 3, 3, 4)))

    assert plain_words(pairs(in_pairs(TOLD, OWN)), "Lee") == (
        "On the whole, Lee’s own points stand about half a step above Cora’s."
    )
    assert plain_words(either, "Lee") == (
        "Cannot tell yet whether Lee’s own points stand above or below Cora’s on the whole."
    )


def test_views_that_hardly_ever_differ_stand_at_one_height() -> None:
    alike = pairs(in_pairs((4,) * 12, (4,) * 11 + (5,)))

    assert plain_words(alike, "Lee") == "On the whole, Lee’s own points stand at about the same height as Cora’s."


def test_where_one_sentence_is_all_there_is_to_say_no_figures_stand_behind_it() -> None:
    for some in (pairs(in_pairs(TOLD[:4], OWN[:4])), pairs(in_pairs(TOLD[:9], TOLD[:9]))):
        assert plain_words(some, "Lee") == whole_words(some, "Lee")
        assert figure_words(some, "Lee") == ""


def test_one_pair_is_told_in_one_sentence() -> None:
    one = pairs(in_pairs((4,), (6,)))

    assert counts_words(one, "Lee") == (
        "Lee and Cora have opened one pair, in October 2025: two steps apart, self higher."
    )
    assert whole_words(one, "Lee").endswith("that takes eight pairs, and there is one pair now.")


def test_two_pairs_that_never_agree_are_told_without_a_nought() -> None:
    assert counts_words(pairs(in_pairs((4, 4), (6, 5))), "Lee") == (
        "Lee and Cora were one step apart or less in 1 of 2 pairs, from October to November 2025. "
        "They chose the same point in none."
    )


def test_how_far_apart_a_pair_is_stands_in_words() -> None:
    words = [apart_words(one) for one in pairs(in_pairs((4, 4, 4, 4), (4, 5, 6, 1)))]

    assert words == [
        "the same point", "one step apart", "two steps apart, self higher", "three steps apart, coach higher",
    ]  # fmt: skip


def test_a_point_without_a_pair_is_compared_with_nothing() -> None:
    alone = [coach("2025-10", 4), own("2025-10", 5), replace(coach("2025-11", 4), pair=UUID(int=1))]

    assert pairs(alone) == ()


def test_pairs_with_an_earlier_coach_are_not_mixed_in() -> None:
    before = [replace(coach("2025-08", 4, THEO), pair=UUID(int=90)), replace(own("2025-08", 9), pair=UUID(int=90))]

    assert len(pairs([*before, *in_pairs(TOLD, OWN)])) == 14


def test_the_picture_has_two_marks_a_pair_and_dots_between_those_two_steps_apart() -> None:
    found = pairs(in_pairs((4, 4, 4), (4, 5, 6)))
    for drawing in paired(found, nine_points()):
        assert [dot.kind for dot in drawing.dots] == ["coach", "self"] * 3
        assert [line.css for line in drawing.lines] == ["join"]
        marks = drawing.dots[4:]
        assert drawing.lines[0].path == f"M{marks[0].x:g} {marks[0].y:g}L{marks[1].x:g} {marks[1].y:g}"


def test_the_picture_has_six_months_at_least_and_ends_with_the_last_pair() -> None:
    assert len(drawn(pairs(in_pairs((4, 4), (4, 5)))).axis.months) == 6
    assert len(drawn(pairs(in_pairs(TOLD, OWN))).axis.months) == 14


def test_the_table_holds_each_pair_once() -> None:
    rows = pair_rows(pairs(in_pairs((4, 4), (4, 6))))

    assert [(f"{row.on:%B}", row.coach, row.own, row.words) for row in rows] == [
        ("October", 4, 4, "the same point"),
        ("November", 4, 6, "two steps apart, self higher"),
    ]


def test_a_month_without_a_point_in_the_chart_above_is_a_gap_here_too() -> None:
    given = [one for one in in_pairs(TOLD, OWN) if (one.on.year, one.on.month) != (2026, 3)]
    above = series_of(given, months_until(given[-1].on, 12))
    found = pairs(given)
    (gap,) = drawn(found, above).gaps

    assert drawn(found).axis.months[gap.first] == date(2026, 3, 1)
    assert gap.first == gap.last
    assert len(paired(found, nine_points(), above)[0].gaps) == 1
    assert paired(found, nine_points())[0].gaps == ()
