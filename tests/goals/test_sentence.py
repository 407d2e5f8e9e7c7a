"""The goal in one sentence, as it will be read later."""

from datetime import date

import pytest

from app.frameworks.profile import Indicator
from app.goals.plans import Plan
from app.goals.rules import GoalKind
from app.goals.sentence import as_part, in_full, sentence_of
from tests.goals.scales import MAPPING

DAY = date(2026, 12, 18)


def _text(plan: Plan, present: int = 4, coach: str | None = "Cora") -> str:
    return sentence_of(plan, element=MAPPING, present=present, worker="Wren", coach=coach).text


def test_the_whole_plan_stands_in_one_text() -> None:
    plan = Plan(
        GoalKind.STEP, 5, DAY, indicators=("a1", "a2"), situation="The next mapping where a parent works nights.",
        help_wanted=("example", "practice"),
    )  # fmt: skip
    assert _text(plan) == (
        "By December 18, Wren takes the step from 4 to 5 in Content. "
        "To try: invite the network; write down what people say in their own words. "
        "The place to try it: the next mapping where a parent works nights. "
        "Help on the way: practice with Cora first and an example from the shelf."
    )


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (Plan(GoalKind.STEP, 5, DAY), "By December 18, Wren takes the step from 4 to 5 in Content."),
        (Plan(GoalKind.STEP, 6, DAY), "By December 18, Wren works from 4 toward 6 in Content."),
        (Plan(GoalKind.STEP, 9, DAY), "By December 18, Wren works from 4 toward 9 in Content."),
        (Plan(GoalKind.STEP, 5, DAY, own_words="Listen first."),
         "By December 18, Wren takes the step from 4 to 5 in Content. In Wren’s own words: listen first."),
        (Plan(GoalKind.STEP, 5, DAY, help_wanted=("sit-in", "time")),
         "By December 18, Wren takes the step from 4 to 5 in Content. "
         "Help on the way: Cora sitting in and time or cover."),
    ],
)  # fmt: skip
def test_pieces_that_are_empty_are_not_said(plan: Plan, text: str) -> None:
    assert _text(plan) == text


def test_at_the_top_a_goal_keeps_a_skill_going_or_passes_it_on() -> None:
    assert _text(Plan(GoalKind.SUSTAIN, None, DAY), 9) == "Until December 18, Wren keeps Content at 9."
    assert _text(Plan(GoalKind.PASS_ON, None, DAY), 9, None) == (
        "Until December 18, Wren passes on Content, now at 9, to colleagues."
    )


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (Plan(GoalKind.STEP, 5, DAY), "By December 18, Wren would take the step from 4 to 5 in Content."),
        (Plan(GoalKind.STEP, 6, DAY), "By December 18, Wren would work from 4 toward 6 in Content."),
        (Plan(GoalKind.SUSTAIN, None, DAY), "Until December 18, Wren would keep Content at 4."),
        (Plan(GoalKind.PASS_ON, None, DAY),
         "Until December 18, Wren would pass on Content, now at 4, to colleagues."),
    ],
)  # fmt: skip
def test_what_is_not_agreed_yet_is_told_as_what_would_be(plan: Plan, text: str) -> None:
    proposal = sentence_of(plan, element=MAPPING, present=4, worker="Wren", coach="Cora", is_agreed=False)
    assert proposal.text == text
    assert proposal.text_without_points == "Until December 18, Wren would work on Content."


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        (Indicator("a1", "Ask the three questions."), "Ask the three questions."),
        (Indicator("a1", "Say:", ("What happened", "Who saw it")), "Say: what happened and who saw it."),
        (Indicator("a1", "Say:", ("What, where", "Who", "Next steps")), "Say: what, where; who; and next steps."),
    ],
)
def test_the_parts_of_an_indicator_follow_it_in_one_sentence(indicator: Indicator, words: str) -> None:
    assert in_full(indicator) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ask the three questions.", "ask the three questions"),
        ("A family meeting", "a family meeting"),
        ("It starts small", "it starts small"),
        ("SOP words stay.", "SOP words stay"),
        ("I ask first.", "I ask first"),
        ("I’m new here", "I’m new here"),
        ("A4 sheets on the wall", "A4 sheets on the wall"),
        ("", ""),
    ],
)
def test_a_sentence_inside_another_gives_up_its_capital_and_stop(text: str, words: str) -> None:
    assert as_part(text) == words
