"""A goal in one sentence, built from what was planned; pages and scripts show the same words."""

import re
from dataclasses import dataclass

from app.frameworks.profile import Element
from app.goals.plans import Plan
from app.goals.rules import GoalKind, Help
from app.web.words import listed

# "SOP", "A4" and "I" keep their capital inside a sentence, "A family meeting" does not.
_KEEPS_CAPITAL = re.compile(r"I\b|[A-Z][A-Z0-9]")


@dataclass(frozen=True)
class Sentence:
    """The sentence in its pieces, so that a page can set some of them in bold. Empty pieces are not said."""

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

    @property
    def text(self) -> str:
        pieces = [
            f"Until {self.day}, {self.worker} {self.keeping}." if self.keeping else self._step(),
            f"To try: {self.tries}." if self.tries else "",
            f"In {self.worker}’s own words: {self.own_words}." if self.own_words else "",
            f"The place to try it: {self.situation}." if self.situation else "",
            f"Help on the way: {self.help}." if self.help else "",
        ]
        return " ".join(filter(None, pieces))

    @property
    def keeping(self) -> str:
        """What is done at the top of the scale, where there is no step; empty for a step."""
        return keeping_words(self.kind, self.element, self.present)

    def _step(self) -> str:
        return f"By {self.day}, {self.worker} takes the step from {self.present} to {self.target} in {self.element}."


def sentence_of(plan: Plan, *, element: Element, present: int, worker: str, coach: str | None) -> Sentence:
    """`worker` and `coach` are first names. Indicators that the element lacks are left out."""
    chosen = (indicator.text for indicator in element.indicators if indicator.key in plan.indicators)
    return Sentence(
        kind=plan.kind, day=f"{plan.check_back_on:%B} {plan.check_back_on.day}", worker=worker,
        element=element.title, present=present, target=plan.target,
        tries=listed([as_part(text) for text in chosen]), own_words=as_part(plan.own_words),
        situation=as_part(plan.situation),
        help=listed(help_words(wish, coach) for wish in Help if wish in plan.help_wanted),
    )  # fmt: skip


def keeping_words(kind: GoalKind, element: str, present: int) -> str:
    match kind:
        case GoalKind.SUSTAIN:
            return f"keeps {element} at {present}"
        case GoalKind.PASS_ON:
            return f"passes on {element}, now at {present}, to colleagues"
        case GoalKind.STEP:
            return ""


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
