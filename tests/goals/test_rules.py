"""The incremental rule, the menu and the problems of a plan, on plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.frameworks.profile import Element, Indicator, StageText
from app.frameworks.scale import Scale, Stage
from app.goals.menus import menu
from app.goals.plans import ActiveGoals, Footing, Plan, across, active_problem, draft_problems, goal_problems
from app.goals.rules import (
    Ending,
    GoalKind,
    a_month_after,
    makes_successor,
    open_targets,
    review_problems,
    step_refusal,
)
from tests.goals.scales import ACTION, ASK, INVITE, LEVELS, MAPPING, NINE, QUOTE, START, TEACH

TODAY = date(2026, 11, 16)
MONTH = date(2026, 12, 16)
NONE = ActiveGoals("Wren", 0, 0)


@pytest.mark.parametrize(
    ("present", "targets"),
    [(1, (2, 3)), (2, (3,)), (3, (4,)), (4, (5, 6)), (5, (6,)), (6, (7,)), (7, (8, 9)), (8, (9,)), (9, ())],
)
def test_a_step_stays_in_the_stage_and_opens_the_next_at_its_top(present: int, targets: tuple[int, ...]) -> None:
    assert open_targets(NINE, present) == targets


@pytest.mark.parametrize(("present", "targets"), [(1, (2,)), (2, (3,)), (3, (4,)), (4, (5,)), (5, ())])
def test_on_a_scale_of_levels_the_step_is_one_level(present: int, targets: tuple[int, ...]) -> None:
    assert open_targets(LEVELS, present) == targets


# The source's own example is a month from 1 to 3.
@pytest.mark.parametrize(("present", "target"), [(1, 3), (1, 2), (3, 4), (4, 5), (4, 6), (6, 7), (8, 9)])
def test_an_open_step_is_not_refused(present: int, target: int) -> None:
    assert step_refusal(NINE, present, target) is None


@pytest.mark.parametrize(
    ("scale", "present", "target", "what", "opens"),
    [
        (NINE, 4, 7, "7 belongs to the next stage, Distinguished.",
         "From 4, the next step is 5 or 6. When you stand at 6, the step to 7 opens."),
        (NINE, 1, 4, "4 belongs to the next stage, Accomplished.",
         "From 1, the next step is 2 or 3. When you stand at 3, the step to 4 opens."),
        (NINE, 3, 5, "5 lies further into the next stage, Accomplished.",
         "From 3, the next step is 4. When you stand at 4, the step to 5 or 6 opens."),
        (NINE, 2, 9, "9 belongs to a later stage, Distinguished.",
         "From 2, the next step is 3. When you stand at 3, the step to 4 opens."),
        (LEVELS, 2, 4, "4, Distinguished, is more than one level ahead.",
         "From 2, the next step is 3. When you stand at 3, the step to 4 opens."),
        (NINE, 4, 4, "A next step leads on from 4, and 4 does not.",
         "From 4, the next step is 5 or 6. When you stand at 6, the step to 7 opens."),
        (NINE, 8, 10, "The scale runs from 1 to 9, in whole points.", "From 8, the next step is 9."),
        (NINE, 9, 9, "A next step leads on from 9, and 9 does not.",
         "From 9, the top of the scale, a goal keeps the skill going or passes it on."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_it_is_and_what_is_open(
    scale: Scale, present: int, target: int, what: str, opens: str
) -> None:
    refused = step_refusal(scale, present, target)
    assert refused is not None
    assert (refused.what, refused.opens) == (what, opens)


def test_a_refusal_says_why() -> None:
    nine, levels = step_refusal(NINE, 4, 7), step_refusal(LEVELS, 1, 3)
    assert nine is not None
    assert levels is not None
    assert nine.why == "Small steps inside one stage are how these profiles are meant to be used."
    assert levels.why == "One level at a time is a step on this scale."


@pytest.mark.parametrize("target", [0, 99, -1, 3, 4])
def test_no_reason_can_open_a_point_that_is_not_ahead_on_the_scale(target: int) -> None:
    refused = step_refusal(NINE, 4, target)
    assert refused is not None
    assert not refused.yields_to_reasons


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    stages, first = [], draw(st.integers(-3, 3))
    for index, size in enumerate(sizes):
        stages.append(Stage(f"s{index}", f"Stage {index}", "", "", tuple(range(first, first + size)), index))
        first += size
    return Scale("drawn", "Drawn", "", "level", tuple(stages))


@given(scales(), st.data())
def test_the_open_targets_and_the_refusal_agree_on_any_scale(scale: Scale, data: st.DataObject) -> None:
    present = data.draw(st.sampled_from(scale.points))
    target = data.draw(st.integers(scale.lowest - 2, scale.highest + 2))
    refused = step_refusal(scale, present, target)
    assert (refused is None) == (target in open_targets(scale, present))
    if refused:
        assert refused.yields_to_reasons == (scale.holds(target) and target > present)


def _keys(indicators: tuple[Indicator, ...]) -> list[str]:
    return [indicator.key for indicator in indicators]


def test_the_menu_offers_what_is_not_seen_by_both_in_the_present_stage() -> None:
    offered = menu(MAPPING, NINE, 4, seen_by_worker={"a1", "a2"}, seen_by_coach={"a2"})
    assert (_keys(offered.to_try), _keys(offered.keep_up), offered.asks_own_words) == (["a1"], ["a2"], False)


def test_the_menu_never_offers_or_praises_a_starting_point() -> None:
    offered = menu(MAPPING, NINE, 1, seen_by_worker={"e1"}, seen_by_coach={"e1"})
    assert (offered.to_try, offered.keep_up) == ((ASK,), ())


def test_the_menu_at_the_top_of_a_stage_is_the_next_stages() -> None:
    offered = menu(MAPPING, NINE, 3, seen_by_worker=set(), seen_by_coach=set())
    assert offered.to_try == (INVITE, QUOTE)


def test_the_menu_of_a_stage_that_builds_on_another_takes_up_what_is_open_there() -> None:
    offered = menu(MAPPING, NINE, 6, seen_by_worker={"a1"}, seen_by_coach={"a1"})
    assert (offered.to_try, offered.keep_up) == ((TEACH, QUOTE), (INVITE,))


def test_all_seen_by_both_means_keep_it_up_and_own_words() -> None:
    offered = menu(MAPPING, NINE, 5, seen_by_worker={"a1", "a2"}, seen_by_coach={"a1", "a2", "d1"})
    assert (offered.to_try, offered.keep_up, offered.asks_own_words) == ((), (INVITE, QUOTE), True)


def test_a_stage_of_nothing_but_starting_points_shows_the_next_one_as_the_direction() -> None:
    element = Element("e", "E", stages=(StageText("emergent", (START,)), StageText("accomplished", (INVITE,))))
    offered = menu(element, NINE, 1, seen_by_worker=set(), seen_by_coach=set())
    assert (offered.stage.title, offered.to_try) == ("Accomplished", (INVITE,))


def test_a_worker_without_a_coach_counts_the_own_taps() -> None:
    offered = menu(MAPPING, NINE, 4, seen_by_worker={"a1"}, seen_by_coach=None)
    assert (offered.to_try, offered.keep_up) == ((QUOTE,), (INVITE,))


def test_a_scale_worded_by_level_asks_for_own_words() -> None:
    offered = menu(ACTION, LEVELS, 2, seen_by_worker=set(), seen_by_coach=set())
    assert (offered.stage.title, offered.to_try, offered.asks_own_words) == ("Accomplished", (), True)


def footing(present: int = 4, element: Element = MAPPING, scale: Scale = NINE) -> Footing:
    offered = menu(element, scale, present, seen_by_worker=set(), seen_by_coach=set())
    return Footing(scale=scale, element=element, present=present, menu=offered, today=TODAY)


def plan(
    target: int | None = 5, *, kind: GoalKind = GoalKind.STEP, on: date = MONTH, indicators: tuple[str, ...] = ("a1",),
    own_words: str = "", situation: str = "", help_wanted: tuple[str, ...] = (), reason: str = "",
) -> Plan:  # fmt: skip
    return Plan(kind, target, on, indicators, own_words, situation, help_wanted, reason)


def test_a_plan_that_follows_the_rule_has_no_problems() -> None:
    assert goal_problems(plan(), footing(), active=NONE, most=3) == {}


@pytest.mark.parametrize(
    ("wanted", "field", "sentence"),
    [
        (plan(None), "target", "Choose where to go next. From 4, the next step is 5 or 6. "
         "When you stand at 6, the step to 7 opens."),
        (plan(None, kind=GoalKind.SUSTAIN), "target", "Choose where to go next. From 4, the next step is 5 or 6. "
         "When you stand at 6, the step to 7 opens."),
        (plan(99), "target", "The scale runs from 1 to 9, in whole points. From 4, the next step is 5 or 6. "
         "When you stand at 6, the step to 7 opens."),
        (plan(indicators=("x9",)), "indicators",
         "Choose what to try from the list. One of the choices is not part of Content."),
        (plan(indicators=("e1",)), "indicators",
         "One of the choices describes where practice starts. Choose what to try from the list."),
        (plan(indicators=("d1",)), "indicators",
         "Choose what to try from the list. The words of Accomplished are the ones to try now."),
        (plan(situation="x" * 501), "situation", "This is 501 characters long. 500 is the most."),
        (plan(own_words="x" * 2001), "own_words", "This is 2001 characters long. 2000 is the most."),
        (plan(help_wanted=("money",)), "help", "Choose the help from the list."),
        (plan(7, reason="x" * 1001), "reason", "This is 1001 characters long. 1000 is the most."),
        (plan(on=TODAY), "check_back_on", "Choose a day after today."),
        (plan(on=date(2027, 11, 17)), "check_back_on", "Choose a day within a year from today."),
    ],
)  # fmt: skip
def test_what_not_even_a_draft_can_hold_gets_a_sentence(wanted: Plan, field: str, sentence: str) -> None:
    assert draft_problems(wanted, footing()) == {field: sentence}


@pytest.mark.parametrize("day", [date(2026, 11, 17), date(2027, 11, 16)])
def test_a_check_back_can_be_tomorrow_or_a_year_ahead(day: date) -> None:
    assert draft_problems(plan(on=day), footing()) == {}


def test_a_step_across_a_stage_needs_the_reason_of_who_proposes_it() -> None:
    problems = goal_problems(plan(7), footing(), active=NONE, most=3)
    assert problems == {
        "reason": "7 belongs to the next stage, Distinguished. Write down why this situation is different, or choose "
        "a step that is open."
    }
    assert goal_problems(plan(7, reason="A new unit works this way."), footing(), active=NONE, most=3) == {}


def test_a_draft_keeps_a_step_across_a_stage_without_a_reason() -> None:
    assert draft_problems(plan(7), footing()) == {}
    assert across(plan(7), footing()) == step_refusal(NINE, 4, 7)


def test_something_to_try_is_asked_for() -> None:
    assert goal_problems(plan(indicators=()), footing(), active=NONE, most=3) == {
        "indicators": "Choose one or two things to try."
    }
    levels = footing(2, ACTION, LEVELS)
    assert goal_problems(plan(3, indicators=()), levels, active=NONE, most=3) == {
        "own_words": "Write in your own words what to try."
    }
    assert goal_problems(plan(3, indicators=(), own_words="Listen first."), levels, active=NONE, most=3) == {}


@pytest.mark.parametrize("kind", [GoalKind.SUSTAIN, GoalKind.PASS_ON])
def test_at_the_top_of_the_scale_a_goal_has_no_target(kind: GoalKind) -> None:
    assert goal_problems(plan(None, kind=kind, indicators=("d1",)), footing(9), active=NONE, most=3) == {}
    assert list(draft_problems(plan(9, kind=kind, indicators=("d1",)), footing(9))) == ["target"]
    assert list(draft_problems(plan(9, indicators=("d1",)), footing(9))) == ["target"]


def test_there_is_room_until_the_most_goals_are_active() -> None:
    assert [active_problem(ActiveGoals("Wren", count, count), most=3) for count in range(3)] == [""] * 3
    three = ActiveGoals("Wren", 3, 3)
    assert goal_problems(plan(), footing(), active=three, most=3) == {
        "form": "There are 3 active goals now, and 3 at a time is the most, so that each gets enough practice. "
        "Look back at one of them first."
    }
    assert goal_problems(plan(), footing(), active=three, most=4) == {}


def test_one_goal_at_a_time_is_said_of_one() -> None:
    sentence = active_problem(ActiveGoals("Wren", 1, 1), most=1)
    assert sentence.startswith("There is 1 active goal now, and 1 at a time is the most,")


@pytest.mark.parametrize("seen", [0, 2])
def test_goals_that_somebody_may_not_see_are_not_counted_to_them(seen: int) -> None:
    assert active_problem(ActiveGoals("Wren", 3, seen), most=3) == (
        "Wren has goals from before you, and Wren can look back at them first."
    )


def test_a_look_back_takes_a_point_of_the_scale_or_none() -> None:
    assert review_problems(NINE, answers=[("helped", "Practice.")], point_now=None) == {}
    assert review_problems(NINE, answers=[("helped", "x" * 2001)], point_now=10) == {
        "helped": "This is 2001 characters long. 2000 is the most.",
        "point_now": "Choose a point from 1 to 9, or leave it open.",
    }


def test_continue_and_adjust_make_a_linked_successor() -> None:
    assert {ending: makes_successor(ending) for ending in Ending} == {
        Ending.ACHIEVED: False, Ending.CONTINUE: True, Ending.ADJUST: True, Ending.SET_ASIDE: False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 16), date(2026, 12, 16)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_a_month_later_is_the_same_day_where_there_is_one(day: date, later: date) -> None:
    assert a_month_after(day) == later
