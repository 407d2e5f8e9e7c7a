"""How few people a figure may rest on, what may be said of a share, and what subtraction would tell."""

import copy
import dataclasses
import itertools
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.settings import ROOT
from app.statistics.results import RefusedError
from app.statistics.shares.intervals import wilson
from app.statistics.shares.threshold import Answer, answer
from app.statistics.suppression.captions import Caption, Kind, cap, caption, exact, is_beyond_cap
from app.statistics.suppression.counts import Counts, Totals
from app.statistics.suppression.portions import ShownShare, portion
from app.statistics.suppression.raters import may_tell_of_raters
from app.statistics.suppression.rule import OUTSIDE, Threshold
from app.statistics.suppression.shown import HIDDEN, Shown
from app.statistics.suppression.subtraction import beside_known, beside_parent, membership, snapshot
from app.statistics.suppression.tables import suppress

INSIDE = Threshold(5, leaves_agency=False)
SIDES = ("not yet", "reached")


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"worker {number}" for number in range(first, last + 1))


# The threshold.


def test_what_leaves_an_agency_rests_on_eleven_people_and_inside_it_on_five() -> None:
    assert Threshold(11, leaves_agency=True) == OUTSIDE
    assert Threshold(12, leaves_agency=True).people == 12
    assert INSIDE.people == 5
    with pytest.raises(RefusedError) as outside:
        Threshold(10, leaves_agency=True)
    assert str(outside.value) == "A threshold is 11 people or more for what leaves an agency, not 10."
    with pytest.raises(RefusedError) as inside:
        Threshold(4, leaves_agency=False)
    assert str(inside.value) == "A threshold is 5 people or more inside an agency, not 4."


@pytest.mark.parametrize("number", [True, 11.0, "11", None])
def test_a_threshold_is_a_whole_number(number: Any) -> None:
    with pytest.raises(RefusedError, match=r"^A threshold is a whole number of people\.$"):
        Threshold(number, leaves_agency=True)


def test_a_threshold_shows_eleven_hides_ten_and_leaves_zero_open() -> None:
    assert [OUTSIDE.shows(count) for count in (0, 10, 11)] == [False, False, True]
    assert [OUTSIDE.hides(count) for count in (0, 1, 10, 11)] == [False, True, True, False]
    assert [OUTSIDE.allows(count) for count in (0, 1, 10, 11)] == [True, False, False, True]


# Captions of shares.


def test_the_cap_of_a_share_depends_on_how_many_people_it_is_of() -> None:
    sizes = (11, 20, 21, 40, 41, 100, 101, 300, 301, 5000)
    assert [cap(of) for of in sizes] == [20, 20, 10, 10, 5, 5, 2, 2, 1, 1]


def test_a_share_on_its_cap_may_be_told_and_one_person_beyond_may_not() -> None:
    assert [is_beyond_cap(count, 20) for count in (3, 4, 16, 17)] == [True, False, False, True]
    assert [is_beyond_cap(count, 1500) for count in (14, 15, 1485, 1486)] == [True, False, False, True]
    assert [is_beyond_cap(100, of) for of in (10_000, 10_001)] == [False, True]


def test_a_percentage_is_of_eleven_or_more_and_has_a_decimal_from_two_hundred() -> None:
    assert exact(5, 10) is None
    assert exact(5, 11) == Caption(Kind.EXACT, 45, 11)
    assert exact(67, 199) == Caption(Kind.EXACT, 34, 199)
    assert exact(67, 200) == Caption(Kind.EXACT, 33.5, 200)
    assert Caption(Kind.EXACT, 34, 199).text == "34% of 199"
    assert Caption(Kind.EXACT, 33.5, 1200).text == "33.5% of 1,200"
    assert Caption(Kind.UNDER, 1, 1200).text == "under 1% of 1,200"
    assert [*Kind] == ["exact", "under", "over"]


def say(reached: int, of: int, threshold: Threshold = OUTSIDE, *, is_zero_sensitive: bool = True) -> str | None:
    said = caption(reached, of, threshold, is_zero_sensitive=is_zero_sensitive)
    return said.text if said else None


def test_a_rest_of_up_to_ten_of_eighty_four_is_over_eighty_seven_percent() -> None:
    assert {say(reached, 84) for reached in range(74, 85)} == {"over 87% of 84"}
    assert say(73, 84) == "87% of 84"
    assert {say(reached, 84) for reached in range(11)} == {"under 13% of 84"}
    assert say(11, 84) == "13% of 84"


def test_a_zero_is_told_where_it_tells_nothing_and_everybody_is_never_told() -> None:
    assert say(0, 84, is_zero_sensitive=False) == "0% of 84"
    assert say(0, 15, is_zero_sensitive=False) == "0% of 15"
    assert say(84, 84, is_zero_sensitive=False) == "over 87% of 84"
    assert say(15, 15, is_zero_sensitive=False) is None


def test_nothing_is_said_where_both_sides_are_small() -> None:
    assert {say(reached, 21) for reached in range(22)} == {None}
    assert [say(reached, 22) for reached in (10, 11, 12)] == ["under 50% of 22", "50% of 22", "over 50% of 22"]
    assert say(5, 10, INSIDE) is None
    assert [say(reached, 11, INSIDE) for reached in (4, 5, 6, 7)] == [
        "under 55% of 11",
        "45% of 11",
        "55% of 11",
        "over 45% of 11",
    ]
    assert say(7, 14, Threshold(15, leaves_agency=True)) is None
    assert say(0, 14, Threshold(15, leaves_agency=True), is_zero_sensitive=False) is None


def test_a_rest_inside_an_agency_leaves_six_counts_possible_too() -> None:
    said = caption(2, 84, INSIDE, is_zero_sensitive=True)
    assert said == Caption(Kind.UNDER, 7, 84)
    assert list(said.counts()) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(("threshold", "fewest"), [(INSIDE, 5), (Threshold(6, leaves_agency=False), 6), (OUTSIDE, 11)])
def test_who_knows_the_rule_is_left_the_counts_below_the_threshold(threshold: Threshold, fewest: int) -> None:
    for is_zero_sensitive, least in ((True, fewest), (False, fewest - 1)):
        left = []
        for of in range(11, 120):
            said = [caption(count, of, threshold, is_zero_sensitive=is_zero_sensitive) for count in range(of + 1)]
            hidden = [one for one in said if one and one.kind is not Kind.EXACT]
            left += [hidden.count(one) for one in hidden]
        assert min(left) == least


def test_in_large_groups_the_cap_is_wider_than_ten_people() -> None:
    assert [say(reached, 2000) for reached in (0, 10, 11, 19, 20)] == [*["under 1% of 2,000"] * 4, "1.0% of 2,000"]
    assert [say(reached, 2000) for reached in (1980, 1981)] == ["99.0% of 2,000", "over 99% of 2,000"]


def test_a_rounded_edge_never_reaches_a_hidden_count() -> None:
    # 489 of 500 would round to 98, where 490 of 500 lies.
    assert say(490, 500) == "over 97% of 500"
    assert say(189, 200) == "94.5% of 200"
    assert say(190, 200) == "over 94% of 200"


def test_counts_of_a_caption_are_those_it_leaves_possible() -> None:
    assert Caption(Kind.OVER, 87, 84).counts() == range(74, 85)
    assert Caption(Kind.UNDER, 13, 84).counts() == range(11)
    assert Caption(Kind.UNDER, 50, 22).counts() == range(11)
    with pytest.raises(RefusedError, match=r"^An exact share stands for one count\.$"):
        Caption(Kind.EXACT, 50, 22).counts()


@pytest.mark.parametrize("threshold", [OUTSIDE, INSIDE, Threshold(15, leaves_agency=True)])
def test_every_hidden_count_lies_among_six_or_more_that_its_caption_leaves_possible(threshold: Threshold) -> None:
    for of in [*range(11, 420), 1099, 1100, 1101, 2500]:
        said = [caption(reached, of, threshold, is_zero_sensitive=True) for reached in range(of + 1)]
        bounds = {one for one in said if one and one.kind is not Kind.EXACT}
        assert len(bounds) == (2 if of >= 2 * threshold.people else 0)
        assert all(len(one.counts()) >= 6 for one in bounds)
        for reached, one in enumerate(said):
            if one and one.kind is not Kind.EXACT:
                assert reached in one.counts()
            if one and one.kind is Kind.EXACT:
                assert min(reached, of - reached) >= threshold.people


def test_a_share_that_no_people_can_have_is_refused() -> None:
    for reached, of in ((12, 11), (-1, 11)):
        with pytest.raises(RefusedError) as refused:
            caption(reached, of, OUTSIDE, is_zero_sensitive=True)
        assert str(refused.value) == f"A share of 11 cannot have {reached} in it."


# One share and its answer.


def part(reached: int, of: int, bar: float, threshold: Threshold = OUTSIDE) -> ShownShare:
    return portion(reached, of, bar, threshold, is_zero_sensitive=True)


def test_a_share_of_enough_people_on_both_sides_is_shown_with_its_interval_and_answer() -> None:
    found = part(56, 84, 0.7)
    assert (found.caption, found.reached, found.of) == (Caption(Kind.EXACT, 67, 84), 56, 84)
    assert found.interval == wilson(56, 84)
    assert found.answer is Answer.UNDETERMINED


def test_an_answer_about_a_hidden_rest_is_given_if_it_holds_for_every_count() -> None:
    found = part(80, 84, 0.7)
    assert (found.caption, found.reached, found.of) == (Caption(Kind.OVER, 87, 84), HIDDEN, 84)
    assert found.interval is HIDDEN
    assert found.answer is Answer.MEETS
    assert part(80, 84, 0.85).answer is HIDDEN
    assert part(3, 84, 0.7).answer is Answer.BELOW
    assert part(8, 15, 0.7).answer is HIDDEN
    assert part(8, 15, 0.7).caption is HIDDEN


def test_a_share_of_ten_people_is_not_enough_data_inside_an_agency_too() -> None:
    found = part(5, 10, 0.7, INSIDE)
    assert (found.caption, found.reached, found.interval) == (HIDDEN, HIDDEN, HIDDEN)
    assert (found.of, found.answer) == (10, Answer.NOT_ENOUGH_DATA)
    assert part(7, 14, 0.7, Threshold(15, leaves_agency=True)).answer is Answer.NOT_ENOUGH_DATA
    assert part(0, 0, 0.7).answer is Answer.NOT_ENOUGH_DATA


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(11, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.integers(1, 19))
def test_counts_that_look_alike_are_answered_alike(counts: tuple[int, int], twentieths: int) -> None:
    (reached, of), bar = counts, twentieths / 20
    found, pages = part(reached, of, bar), [part(other, of, bar) for other in range(of + 1)]
    alike = [
        other for other, page in enumerate(pages) if (page.caption, page.reached) == (found.caption, found.reached)
    ]
    assert {pages[other] for other in alike} == {found}
    if found.answer is not HIDDEN:
        assert {answer(other, of, bar) for other in alike} == {found.answer}


def test_a_shown_share_is_made_in_one_way_and_holds_no_hidden_count() -> None:
    one, other = part(77, 84, 0.7), part(81, 84, 0.7)
    assert pickle.dumps(one) == pickle.dumps(other)
    assert repr(one) == repr(other)
    assert dataclasses.asdict(one) == dataclasses.asdict(other)
    assert copy.deepcopy(one) == one
    values = {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
    with pytest.raises(
        RefusedError, match=r"^A share that may be shown is made by hiding small counts, and in no other"
    ):
        ShownShare(**values, permit=object())


def test_no_other_module_holds_the_permit_of_a_shown_type() -> None:
    holders = {path.name: path.read_text() for path in (ROOT / "app").rglob("*.py") if "_PERMIT" in path.read_text()}
    assert {*holders} == {"tables.py", "portions.py", "curves.py", "quartiles.py"}
    assert all(text.count("_PERMIT = object()") == 1 for text in holders.values())


def test_hidden_is_one_thing_and_says_not_shown() -> None:
    assert HIDDEN.value == "not shown"
    assert pickle.loads(pickle.dumps(HIDDEN)) is HIDDEN  # noqa: S301 # Written in the line itself.


# Those who rate.


def test_a_figure_about_raters_needs_five_and_none_with_more_than_half() -> None:
    assert may_tell_of_raters([2, 1, 1, 1, 1])
    assert may_tell_of_raters([4, 1, 1, 1, 1])
    assert not may_tell_of_raters([5, 1, 1, 1, 1])
    assert not may_tell_of_raters([3, 3, 3, 3])
    assert not may_tell_of_raters([3, 3, 3, 3, 0])
    assert not may_tell_of_raters([])


@pytest.mark.parametrize("count", [-1, 1.5, True])
def test_a_number_of_ratings_is_a_whole_number(count: Any) -> None:
    with pytest.raises(RefusedError, match=r"^A number of ratings is a whole number from zero\.$"):
        may_tell_of_raters([3, 3, 3, 3, 3, count])


# Taking one group from another.


def test_the_next_snapshot_keeps_its_people_unless_eleven_came_or_went() -> None:
    before = people(1, 30)
    assert membership(before, before, OUTSIDE) == before
    assert membership(before, people(1, 40), OUTSIDE) == before
    assert membership(before, people(1, 41), OUTSIDE) == people(1, 41)
    assert membership(before, people(11, 30), OUTSIDE) == before
    assert membership(before, people(12, 30), OUTSIDE) == people(12, 30)


def test_one_who_leaves_among_many_who_join_keeps_the_snapshot_back() -> None:
    before = people(1, 30)
    assert membership(before, people(2, 40), OUTSIDE) == before
    assert membership(before, people(2, 50), OUTSIDE) == before
    assert membership(before, people(11, 41), OUTSIDE) == before
    assert membership(before, people(12, 40), OUTSIDE) == before
    assert membership(before, people(12, 41), OUTSIDE) == people(12, 41)


def month(*row: int, **further: Any) -> Counts:
    names = ("Emergent", "Accomplished", "Distinguished")
    totals = {"group_totals": Totals.OPEN, "category_totals": Totals.LEFT_OUT, "grand_total": Totals.LEFT_OUT}
    return Counts(("all",), names, (row,), frozenset(), **(totals | further))


def test_a_month_in_which_one_person_moved_is_not_shown_before_the_quarter_is_over() -> None:
    before, now = month(20, 21, 15), month(19, 22, 15)
    assert [snapshot(before, now, months, OUTSIDE) for months in (0, 1, 2, 3)] == [before, before, before, now]
    assert snapshot(before, now, 5, OUTSIDE, interval=6) == before
    assert snapshot(before, now, 6, OUTSIDE, interval=6) == now
    assert snapshot(before, now, 1, OUTSIDE, interval=1) == now


def test_a_month_in_which_many_moved_is_shown_at_once() -> None:
    before = month(30, 21, 15)
    assert snapshot(before, month(19, 32, 15), 1, OUTSIDE) == month(19, 32, 15)
    assert snapshot(before, month(20, 31, 15), 1, OUTSIDE) == before
    assert snapshot(before, month(19, 31, 16), 1, OUTSIDE) == before
    assert snapshot(before, before, 1, OUTSIDE) == before


def test_snapshots_of_other_groups_or_out_of_order_are_refused() -> None:
    order = r"^Snapshots follow each other, and an interval is a month or more\.$"
    with pytest.raises(RefusedError, match=order):
        snapshot(month(20, 21, 15), month(19, 22, 15), -1, OUTSIDE)
    with pytest.raises(RefusedError, match=order):
        snapshot(month(20, 21, 15), month(19, 22, 15), 1, OUTSIDE, interval=0)
    with pytest.raises(
        RefusedError, match=r"^Two snapshots are of the same groups and categories, counted in the same"
    ):
        snapshot(month(20, 21, 15), month(19, 22, 15, ordered=True), 1, OUTSIDE)


def test_the_rest_of_a_parent_is_hidden_though_part_and_parent_may_each_be_shown() -> None:
    stages = ("Emergent", "Accomplished", "Distinguished")
    for row in ((21, 15, 12), (27, 22, 13)):
        alone = suppress(Counts(("all",), stages, (row,), frozenset()), OUTSIDE)
        assert read(alone.row("all")) == [*row]
    table = beside_parent(("north", "elsewhere"), (21, 15, 12), (27, 22, 13), stages, set(), OUTSIDE)
    assert table is not HIDDEN
    assert read(table.row("elsewhere")) == [None, None, None]
    assert read(table.row("north")) == [None, None, None]
    assert read(table.category_totals) == [27, 22, 13]


def read(cells: Any) -> list[int | None]:
    return [cell.value if isinstance(cell, Shown) else None for cell in cells]


def test_what_the_rest_of_a_parent_would_tell_is_hidden_in_both() -> None:
    table = beside_parent(("north", "elsewhere"), (12, 20), (15, 60), SIDES, set(), OUTSIDE)
    assert table is not HIDDEN
    assert [read(row) for row in table.cells] == [[None, None], [None, None]]
    assert read(table.category_totals) == [15, 60]
    assert table.group_totals == (32, 43)
    open_ = beside_parent(("north", "elsewhere"), (12, 20), (24, 60), SIDES, set(), OUTSIDE)
    assert open_ is not HIDDEN
    assert [read(row) for row in open_.cells] == [[12, 20], [12, 40]]
    assert open_.groups == ("north", "elsewhere")


def test_a_group_is_not_shown_beside_a_parent_that_is_hardly_larger() -> None:
    assert beside_parent(("north", "elsewhere"), (12, 20), (15, 27), SIDES, set(), OUTSIDE) is HIDDEN
    assert beside_parent(("north", "elsewhere"), (2, 8), (30, 30), SIDES, set(), OUTSIDE) is HIDDEN
    all_of_it = beside_parent(("north", "elsewhere"), (12, 20), (12, 20), SIDES, set(), OUTSIDE)
    assert all_of_it is not HIDDEN
    assert [read(row) for row in all_of_it.cells] == [[12, 20], [0, 0]]
    with pytest.raises(RefusedError, match=r"^A parent holds at least as many as the group inside it\.$"):
        beside_parent(("north", "elsewhere"), (12, 20), (11, 60), SIDES, set(), OUTSIDE)


def test_a_sensitive_zero_beside_a_parent_is_hidden() -> None:
    table = beside_parent(("north", "elsewhere"), (12, 20), (12, 60), SIDES, {"not yet"}, OUTSIDE)
    assert table is not HIDDEN
    assert table.cell("elsewhere", "not yet") is HIDDEN


def test_a_supervisor_sees_exactly_who_shares_and_of_the_rest_what_anybody_may() -> None:
    table = beside_known(("share", "others"), (2, 1), (14, 12), SIDES, set(), INSIDE)
    assert [read(row) for row in table.cells] == [[2, 1], [14, 12]]
    assert read(table.category_totals) == [16, 13]
    table = beside_known(("share", "others"), (2, 1), (14, 3), SIDES, set(), INSIDE)
    assert [read(row) for row in table.cells] == [[2, 1], [None, None]]
    assert read(table.category_totals) == [None, None]
    assert (table.group_totals, table.grand_total) == ((3, 17), 20)
    zero = beside_known(("share", "others"), (2, 1), (14, 0), SIDES, {"reached"}, INSIDE)
    assert read(zero.row("others")) == [None, None]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(range(1, 5), 2)))
def test_two_units_whose_rest_differs_by_a_few_look_the_same_to_their_supervisor(one: int, other: int) -> None:
    pages = [beside_known(("share", "others"), (2, 1), (20 - few, few), SIDES, set(), INSIDE) for few in (one, other)]
    assert pages[0] == pages[1]
    assert pickle.dumps(pages[0]) == pickle.dumps(pages[1])
