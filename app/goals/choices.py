"""Where a goal can lead: the steps that are open, the points beyond them, and the ways to keep a skill."""

from dataclasses import dataclass

from app.frameworks.scale import Scale
from app.goals.plans import Footing
from app.goals.rules import GoalKind, open_targets, step_refusal
from app.goals.sentence import keeping_words, step_words

# What a form posts instead of a point that the rule opens; the point itself comes beside it.
OTHER = "other"


@dataclass(frozen=True)
class Choice:
    """A card to choose: what is posted, its words, and the words the sentence takes up."""

    value: str
    label: str
    help: str = ""
    sentence: str = ""


def target_choices(on: Footing, chosen: int | None = None) -> list[Choice]:
    """The open steps, or at the top of the scale the two ways to keep a skill; `chosen` is a point beyond them."""
    targets = open_targets(on.scale, on.present)
    if not targets:
        return _ways_to_keep(on)
    choices = [_target_choice(on, target, one_step=target == targets[0]) for target in targets]
    others = other_targets(on)
    if others:
        beyond = "More than one level ahead." if on.scale.is_single_point else "Past the border of the stage."
        if chosen is not None and str(chosen) in dict(others):
            beyond = f"Chosen: {chosen}, in {on.scale.stage_of(chosen).title}."
        choices.append(Choice(OTHER, "Another point", beyond))
    return choices


def other_targets(on: Footing) -> list[tuple[str, str]]:
    """The points ahead that the rule does not open, as options of a list."""
    targets = open_targets(on.scale, on.present)
    if not targets:
        return []
    ahead = [point for point in on.scale.points if point > targets[-1]]
    return [(str(point), f"{point}, {on.scale.stage_of(point).title}") for point in ahead]


def across_sentences(on: Footing, target: int | None) -> tuple[str, str]:
    """What a step across is, and what is open instead, for the chosen point or for all of them."""
    others = [int(value) for value, _ in other_targets(on)]
    refused = step_refusal(on.scale, on.present, target if target in others else others[0]) if others else None
    if refused is None:
        return "", ""
    what = refused.what if target in others or len(others) == 1 else _others_are(on, others)
    return what, f"{refused.opens} {refused.why}"


def _others_are(on: Footing, others: list[int]) -> str:
    if on.scale.is_single_point:
        return f"{others[0]} to {others[-1]} are more than one level ahead."
    return f"{others[0]} to {others[-1]} lie past the border of the stage."


def _target_choice(on: Footing, target: int, *, one_step: bool) -> Choice:
    label, line = _target_words(on.scale, target, one_step=one_step)
    return Choice(str(target), f"{target}, {label}", line, step_words(on.present, target))


def _target_words(scale: Scale, target: int, *, one_step: bool) -> tuple[str, str]:
    stage = scale.stage_of(target)
    if scale.is_single_point:
        return stage.title, "One level."
    if scale.is_top(target):
        return f"top of {stage.title}", "All that the stage describes is there."
    if target == stage.points[0]:
        return f"first step of {stage.title}", f"A first part of {stage.title} is there."
    return "one step" if one_step else f"in {stage.title}", f"A bit more of {stage.title} is there."


def _ways_to_keep(on: Footing) -> list[Choice]:
    title = on.element.title
    labels = {
        GoalKind.SUSTAIN: ("Keep it going", f"{title} stays as it is."),
        GoalKind.PASS_ON: ("Pass it on", "Colleagues learn it with you."),
    }
    return [Choice(kind, *words, keeping_words(kind, title, on.present)) for kind, words in labels.items()]
