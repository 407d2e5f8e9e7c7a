"""A plan for the next step, what it is measured against, what keeps it from being a goal, and the look back."""

from dataclasses import dataclass
from datetime import date

from app.frameworks.profile import Element
from app.frameworks.scale import Scale
from app.goals.anchors import OUTCOME_LENGTH, Anchor, Outcomes, field_of, outcomes_problem
from app.goals.menus import Menu
from app.goals.rules import (
    Ending,
    GoalKind,
    Help,
    Refusal,
    a_year_after,
    open_targets,
    reason_problem,
    step_refusal,
    too_long,
    what_is_open,
)

OWN_WORDS_LENGTH = 2000
SITUATION_LENGTH = 500


@dataclass(frozen=True)
class Plan:
    """What is planned for the next step, as a form gives it."""

    kind: GoalKind
    target: int | None
    check_back_on: date
    indicators: tuple[str, ...] = ()
    own_words: str = ""
    situation: str = ""
    help_wanted: tuple[str, ...] = ()
    reason: str = ""  # the planner's own, for a step across a stage; the other side writes one later
    outcomes: Outcomes = ()


@dataclass(frozen=True)
class Footing:
    """What a plan is measured against."""

    scale: Scale
    element: Element
    present: int
    menu: Menu
    today: date


@dataclass(frozen=True)
class ActiveGoals:
    """The active goals of a worker, by first name; `seen` are those that whoever asks may read."""

    worker: str
    total: int
    seen: int


@dataclass(frozen=True)
class LookBack:
    """The answers to the questions of a review, and how the goal ends."""

    ending: Ending
    challenges: str = ""
    helped: str = ""
    other_areas: str = ""
    point_now: int | None = None
    attained: Anchor | None = None


def draft_problems(plan: Plan, on: Footing) -> dict[str, str]:
    """Field to sentence for what not even a draft can hold."""
    problems = {
        "target": _target_problem(plan, on),
        "indicators": _indicators_problem(plan, on),
        "own_words": too_long(plan.own_words, OWN_WORDS_LENGTH),
        "situation": too_long(plan.situation, SITUATION_LENGTH),
        "help": "" if set(plan.help_wanted) <= set(Help) else "Choose the help from the list.",
        "check_back_on": _date_problem(plan.check_back_on, on.today),
        "reason": reason_problem(plan.reason),
        **{field_of(anchor): too_long(words, OUTCOME_LENGTH) for anchor, words in plan.outcomes},
    }
    return {field: sentence for field, sentence in problems.items() if sentence}


def goal_problems(plan: Plan, on: Footing, *, active: ActiveGoals, most: int) -> dict[str, str]:
    """Field to sentence for what keeps a plan from being proposed; `most` goals can be active at a time."""
    problems = draft_problems(plan, on)
    refused = across(plan, on)
    if refused and not plan.reason:
        problems["reason"] = (
            f"{refused.what} Write down why this situation is different, or choose a step that is open."
        )
    if not plan.indicators and not plan.own_words:
        asked = ("own_words", "Write in your own words what to try.")
        field, sentence = asked if on.menu.asks_own_words else ("indicators", "Choose one or two things to try.")
        problems.setdefault(field, sentence)
    if sentence := outcomes_problem([anchor for anchor, _ in plan.outcomes]):
        problems["outcomes"] = sentence
    if sentence := active_problem(active, most=most):
        problems["form"] = sentence
    return problems


def across(plan: Plan, on: Footing) -> Refusal | None:
    """The refusal that reasons can lift, if the plan aims across the border of a stage."""
    if plan.target is None:
        return None
    refused = step_refusal(on.scale, on.present, plan.target)
    return refused if refused and refused.yields_to_reasons else None


def active_problem(active: ActiveGoals, *, most: int) -> str:
    """Why no further goal can be active; empty while there is room. No number tells of goals that are hidden."""
    if active.total < most:
        return ""
    if active.seen < active.total:
        return f"{active.worker} has goals from before you, and {active.worker} can look back at them first."
    goals = "is 1 active goal" if active.total == 1 else f"are {active.total} active goals"
    why = "so that each gets enough practice"
    return f"There {goals} now, and {most} at a time is the most, {why}. Look back at one of them first."


def moved(was: int | None, present: int, *, since: str) -> str:
    step = f"to {present}" if was is None else f"from {was} to {present}"
    return f"The point has moved {step} since {since}."


def _target_problem(plan: Plan, on: Footing) -> str:
    at_the_top = not open_targets(on.scale, on.present)
    if plan.kind is not GoalKind.STEP:
        fits = at_the_top and plan.target is None
        return "" if fits else f"Choose where to go next. {what_is_open(on.scale, on.present)}"
    if plan.target is None:
        return f"Choose where to go next. {what_is_open(on.scale, on.present)}"
    refused = step_refusal(on.scale, on.present, plan.target)
    return refused.text if refused and not refused.yields_to_reasons else ""


def _indicators_problem(plan: Plan, on: Footing) -> str:
    of_element = {indicator.key: indicator for indicator in on.element.indicators}
    for key in plan.indicators:
        if key not in of_element:
            return f"Choose what to try from the list. One of the choices is not part of {on.element.title}."
        if of_element[key].starting_point:
            return "One of the choices describes where practice starts. Choose what to try from the list."
        if not on.menu.holds(key):
            return f"Choose what to try from the list. The words of {on.menu.stage.title} are the ones to try now."
    return ""


def _date_problem(day: date, today: date) -> str:
    if day <= today:
        return "Choose a day after today."
    return "" if day <= a_year_after(today) else "Choose a day within a year from today."
