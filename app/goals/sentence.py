"""A goal in one sentence, built from what was planned; pages and scripts show the same words."""

import re
from dataclasses import dataclass, replace

from app.frameworks.profile import Element, Indicator
from app.goals.plans import Plan
from app.goals.rules import GoalKind, Help
from app.web.words import listed

# "SOP", "A4" and "I" keep their capital inside a sentence, "A family meeting" does not.
_KEEPS_CAPITAL = re.compile(r"I\b|[A-Z][A-Z0-9]")


@dataclass(frozen=True)
class Sentence:
    """The sentence in its pieces, so that a page can set some of them in bold. Empty pieces are not said.

    What nobody has agreed to yet is told as what the worker would do.
    """

    kind: GoalKind
    day: str
    worker: str
    element: str
    present: int
    target: int | None
    tries: str
    own_words: str
    situation: str
    help: str
    is_agreed: bool = True

    @property
    def text(self) -> str:
        return self._with(self.beginning)

    @property
    def beginning(self) -> str:
        """What is aimed at, by when: what is expected of the goal where nobody wrote it in other words."""
        return f"Until {self.day}, {self.worker} {self.aim}." if self.keeping else self._step()

    @property
    def expected(self) -> str:
        """The same as an outcome, which is told alike before and after both have agreed."""
        return replace(self, is_agreed=True).beginning

    @property
    def text_without_points(self) -> str:
        """The same for every kind of goal: that a skill is kept up would tell where the worker stands."""
        return self._with(f"Until {self.day}, {self.worker} {says('work', agreed=self.is_agreed)} on {self.element}.")

    @property
    def keeping(self) -> str:
        """What is done at the top of the scale, where there is no step; empty for a step."""
        return keeping_words(self.kind, self.element, self.present, agreed=self.is_agreed)

    @property
    def aim(self) -> str:
        """What is done with the point; an ellipsis while nothing is chosen."""
        if self.keeping or self.target is None:
            return self.keeping or "…"
        return step_words(self.present, self.target, agreed=self.is_agreed)

    @property
    def toward(self) -> str:
        """What stands before a point that is more than the next one."""
        return f"works from {self.present} toward"

    def _with(self, beginning: str) -> str:
        pieces = [
            beginning,
            f"To try: {self.tries}." if self.tries else "",
            f"In {self.worker}’s own words: {self.own_words}." if self.own_words else "",
            f"The place to try it: {self.situation}." if self.situation else "",
            f"Help on the way: {self.help}." if self.help else "",
        ]
        return " ".join(filter(None, pieces))

    def _step(self) -> str:
        return f"By {self.day}, {self.worker} {self.aim} in {self.element}."


def sentence_of(
    plan: Plan, *, element: Element, present: int, worker: str, coach: str | None, is_agreed: bool = True
) -> Sentence:
    """`worker` and `coach` are first names. Indicators that the element lacks are left out."""
    chosen = (indicator for indicator in element.indicators if indicator.key in plan.indicators)
    return Sentence(
        kind=plan.kind, day=f"{plan.check_back_on:%B} {plan.check_back_on.day}", worker=worker,
        element=element.title, present=present, target=plan.target,
        tries="; ".join(as_part(in_full(indicator)) for indicator in chosen), own_words=as_part(plan.own_words),
        situation=as_part(plan.situation),
        help=listed(help_words(wish, coach) for wish in Help if wish in plan.help_wanted), is_agreed=is_agreed,
    )  # fmt: skip


def in_full(indicator: Indicator) -> str:
    """An indicator with its parts as one sentence, for wherever they cannot stand as a list."""
    if not indicator.parts:
        return indicator.text
    parts = [as_part(part) for part in indicator.parts]
    if any("," in part for part in parts):
        return f"{indicator.text} {'; '.join(parts[:-1])}; and {parts[-1]}."
    return f"{indicator.text} {listed(parts)}."


def step_words(present: int, target: int, *, agreed: bool = True) -> str:
    """Only the way to the next point is one step."""
    if target == present + 1:
        return f"{says('take', agreed=agreed)} the step from {present} to {target}"
    return f"{says('work', agreed=agreed)} from {present} toward {target}"


def keeping_words(kind: GoalKind, element: str, present: int, *, agreed: bool = True) -> str:
    match kind:
        case GoalKind.SUSTAIN:
            return f"{says('keep', agreed=agreed)} {element} at {present}"
        case GoalKind.PASS_ON:
            return f"{says('pass', agreed=agreed)} on {element}, now at {present}, to colleagues"
        case GoalKind.STEP:
            return ""


def says(verb: str, *, agreed: bool) -> str:
    """Works; would work, while it is a proposal."""
    if not agreed:
        return f"would {verb}"
    return f"{verb}es" if verb.endswith("s") else f"{verb}s"


def help_words(wish: Help, coach: str | None) -> str:
    match wish:
        case Help.PRACTICE:
            return f"practice with {coach} first" if coach else "practice first"
        case Help.SIT_IN:
            return f"{coach} sitting in" if coach else "somebody sitting in"
        case Help.EXAMPLE:
            return "an example from the shelf"
        case Help.TIME:
            return "time or cover"


def as_part(text: str) -> str:
    """A sentence as a part of another sentence: without its capital and its stop."""
    text = text.rstrip(" .:")
    return text if _KEEPS_CAPITAL.match(text) else text[:1].lower() + text[1:]
