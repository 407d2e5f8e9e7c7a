"""What a goal aims at, for the page of one goal and the list."""

from dataclasses import dataclass

from app.goals.rules import GoalKind, Help, step_refusal
from app.goals.seen import GoalView
from app.goals.sentence import help_words
from app.web.words import first_name


@dataclass(frozen=True)
class Aim:
    """The step of a goal: in short, as the picture's text, and why it is more than one step, if it is."""

    words: str
    label: str
    across: str


def aim_of(view: GoalView) -> Aim | None:
    """None for a viewer who may not see the points."""
    goal, scale = view.goal, view.profile.scale
    if goal.from_point is None or goal.kind is None:
        return None
    refused = step_refusal(scale, goal.from_point, goal.target_point) if goal.target_point is not None else None
    words = _aim_words(goal.from_point, goal.target_point, goal.kind)
    label = f"{words}. The present point is {scale.words_for(goal.from_point)}."
    return Aim(words, label, refused.what if refused else "")


def helps(view: GoalView) -> list[str]:
    coach = first_name(view.coach_name) if view.coach_name else None
    return [help_words(wish, coach) for wish in Help if wish in view.goal.help_wanted]


def _aim_words(goal_from: int, target: int | None, kind: GoalKind) -> str:
    if target is not None:
        return f"From {goal_from} to {target}"
    return f"Keep it at {goal_from}" if kind is GoalKind.SUSTAIN else f"Pass it on, from {goal_from}"
