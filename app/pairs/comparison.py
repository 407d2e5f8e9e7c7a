"""Two views of one worker side by side: where they meet, where they differ, and in which words. No figure of both."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.frameworks.profile import Element, Profile, StageText
from app.frameworks.scale import Scale
from app.ratings.rules import NOTHING_YET, Answer

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Twofold:
    """One element with what each of the two said about it."""

    element: Element
    coach: Answer
    own: Answer

    @property
    def points(self) -> tuple[int, int] | None:
        """The coach's and the worker's point, where both chose one."""
        if self.coach.point is None or self.own.point is None:
            return None
        return self.coach.point, self.own.point


@dataclass(frozen=True)
class Comparison:
    """Every element in at most one part, in the profile's order inside each."""

    working: tuple[Twofold, ...]
    differently: tuple[Twofold, ...]
    by_one: tuple[Twofold, ...]


def compared(profile: Profile, coach: Mapping[str, Answer], own: Mapping[str, Answer]) -> Comparison:
    """What worker and coach said of each element that takes a point, put where it belongs.

    An element to which neither gave a point is in no part.
    """
    both = [
        Twofold(element, coach.get(element.key, NOTHING_YET), own.get(element.key, NOTHING_YET))
        for element in profile.rateable_elements
    ]
    scale = profile.scale
    return Comparison(
        working=tuple(one for one in both if one.points and is_near(scale, *one.points)),
        differently=tuple(one for one in both if one.points and not is_near(scale, *one.points)),
        by_one=tuple(one for one in both if (one.coach.point is None) != (one.own.point is None)),
    )


def is_near(scale: Scale, coach: int, own: int) -> bool:
    """Whether two points are the same, or neighbors in one stage: a border between stages is a difference."""
    return steps_apart(scale, coach, own) <= 1 and scale.stage_of(coach) == scale.stage_of(own)


def steps_apart(scale: Scale, coach: int, own: int) -> int:
    """How many steps of the scale lie between two points, whatever numbers the scale gives them."""
    return abs(scale.points.index(coach) - scale.points.index(own))


def apart_words(scale: Scale, coach: int, own: int) -> str:
    """You both chose 5, in Accomplished. Two steps apart, both in Accomplished. One step apart: …"""
    theirs, mine = scale.stage_of(coach), scale.stage_of(own)
    if coach == own:
        return f"You both chose {coach}, {theirs.title if scale.is_single_point else f'in {theirs.title}'}."
    count = steps_apart(scale, coach, own)
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    steps = f"{number[:1].upper()}{number[1:]} {'step' if count == 1 else 'steps'} apart"
    if theirs == mine:
        return f"{steps}, both in {theirs.title}."
    return f"{steps}, from {_lower(scale, coach, own)} to {_upper(scale, coach, own)}."


def stages_between(scale: Scale, element: Element, coach: int, own: int) -> list[StageText]:
    """The words of the stages in which the two points lie and of those between, lowest first; none for a level."""
    first, last = sorted((scale.stage_of(coach).index, scale.stage_of(own).index))
    texts = (element.stage_text(stage.key) for stage in scale.stages[first : last + 1])
    return [text for text in texts if text is not None and text.indicators]


def next_element(comparison: Comparison, scale: Scale) -> Element | None:
    """The element a next step starts from: where the two differ first, else where both meet below the top."""
    if comparison.differently:
        return comparison.differently[0].element
    below = (one.element for one in comparison.working if min(one.points or (scale.highest,)) < scale.highest)
    return next(below, None)


def _lower(scale: Scale, coach: int, own: int) -> str:
    return scale.stage_of(min(coach, own)).title


def _upper(scale: Scale, coach: int, own: int) -> str:
    return scale.stage_of(max(coach, own)).title
