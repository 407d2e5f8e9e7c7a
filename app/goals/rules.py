"""The incremental rule, and the life of a goal."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.frameworks.scale import Scale

REASON_LENGTH = 1000
# Whoever reads a reason years later has to understand it.
REASON_AT_LEAST = 20
ANSWER_LENGTH = 2000


class GoalKind(StrEnum):
    STEP = "step"
    SUSTAIN = "sustain"
    PASS_ON = "pass-on"  # noqa: S105 - passing a skill on, not a password


class GoalState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


class Ending(StrEnum):
    ACHIEVED = "achieved"
    CONTINUE = "continue"
    ADJUST = "adjust"
    SET_ASIDE = "set-aside"


class Help(StrEnum):
    """What a worker can ask for on the way."""

    PRACTICE = "practice"
    SIT_IN = "sit-in"
    EXAMPLE = "example"
    TIME = "time"


@dataclass(frozen=True)
class Refusal:
    """Why a step is not open: what it is, what is open instead, and why the rule is so."""

    what: str
    opens: str
    why: str
    yields_to_reasons: bool  # worker and coach may take it by writing down why they are different

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.what, self.opens, self.why)))


def open_targets(scale: Scale, present: int) -> tuple[int, ...]:
    """The rest of the stage, or from its top the first point of the next one; none at the top of the scale."""
    stage = scale.stage_of(present)
    if not scale.is_top(present):
        return tuple(point for point in stage.points if point > present)
    following = scale.next_stage(stage)
    return following.points[:1] if following else ()


def step_refusal(scale: Scale, present: int, target: int) -> Refusal | None:
    """The incremental rule. Raises ValueError for a present point that the scale does not hold.

    SOP Practice Profiles (2013), "Using the practice profiles to guide professional development goal setting":
    from one step to the next, within a stage rather than from one stage to the next.
    """
    if scale.holds(target) and target in open_targets(scale, present):
        return None
    ahead = scale.holds(target) and target > present
    return Refusal(
        what=_what_it_is(scale, present, target) if ahead else _not_ahead(scale, present, target),
        opens=what_is_open(scale, present),
        why=_why(scale) if ahead else "",
        yields_to_reasons=ahead,
    )


def what_is_open(scale: Scale, present: int) -> str:
    """The open steps in a sentence, and the one that opens after them."""
    targets = open_targets(scale, present)
    if not targets:
        return f"From {present}, the top of the scale, a goal keeps the skill going or passes it on."
    sentence = f"From {present}, the next step is {_or(targets)}."
    beyond = open_targets(scale, targets[-1])
    return f"{sentence} When you stand at {targets[-1]}, the step to {_or(beyond)} opens." if beyond else sentence


def confirming_problems(reason: str) -> dict[str, str]:
    """For whoever confirms a step across a stage: the own reason is wanted as well."""
    if not reason:
        return {"reason": "This step crosses the border of a stage. Write your reason as well, then confirm."}
    sentence = reason_problem(reason)
    return {"reason": sentence} if sentence else {}


def review_problems(scale: Scale, *, answers: Iterable[tuple[str, str]], point_now: int | None) -> dict[str, str]:
    """Field to sentence; `answers` are pairs of a field and the text written there."""
    problems = {field: too_long(text, ANSWER_LENGTH) for field, text in answers}
    if point_now is not None and not scale.holds(point_now):
        problems["point_now"] = f"Choose a point from {scale.lowest} to {scale.highest}, or leave it open."
    return {field: sentence for field, sentence in problems.items() if sentence}


def too_long(text: str, most: int) -> str:
    return f"This is {len(text)} characters long. {most} is the most." if len(text) > most else ""


def reason_problem(reason: str) -> str:
    """The sentence why a reason does not do; none for a reason that is not written yet."""
    if reason and len(reason) < REASON_AT_LEAST:
        return f"Write a few words more: {REASON_AT_LEAST} characters or more, so that it is understood later."
    return too_long(reason, REASON_LENGTH)


def makes_successor(ending: Ending | None) -> bool:
    """Whether the next goal on the element is linked to the one that ended so."""
    return ending in (Ending.CONTINUE, Ending.ADJUST)


def a_month_after(day: date) -> date:
    """The same day of the next month, or that month's last day."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, calendar.monthrange(day.year + 1, day.month)[1]))


def a_year_before(day: date) -> date:
    # The last of February has no namesake a year before.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _what_it_is(scale: Scale, present: int, target: int) -> str:
    stage = scale.stage_of(target)
    if scale.is_single_point:
        return f"{target}, {stage.title}, is more than one level ahead."
    if stage != scale.next_stage(scale.stage_of(present)):
        return f"{target} belongs to a later stage, {stage.title}."
    if scale.is_top(present):
        return f"{target} lies further into the next stage, {stage.title}."
    return f"{target} belongs to the next stage, {stage.title}."


def _not_ahead(scale: Scale, present: int, target: int) -> str:
    if not scale.holds(target):
        return f"The scale runs from {scale.lowest} to {scale.highest}, in whole points."
    return f"A next step leads on from {present}, and {target} does not."


def _why(scale: Scale) -> str:
    if scale.is_single_point:
        return "One level at a time is a step on this scale."
    return "Small steps inside one stage are how these profiles are meant to be used."


def _or(points: tuple[int, ...]) -> str:
    return " or ".join(str(point) for point in points)
