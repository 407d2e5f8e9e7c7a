"""What the form offers: indicators to try with who marked them, and the help to ask for."""

from dataclasses import dataclass

from app.frameworks.profile import Indicator
from app.goals.plans import Footing
from app.goals.rules import Help
from app.goals.sentence import as_part, help_words, in_full
from app.goals.standing import Standing
from app.ratings.rules import Kind
from app.web.words import first_name, short_day


@dataclass(frozen=True)
class Offered:
    """An indicator on the menu: its words, what stands beside it, and the words the sentence takes up."""

    key: str
    text: str
    parts: tuple[str, ...]
    beside: str
    sentence: str


def marked_by(key: str, on: Standing) -> str:
    """Who marked an indicator as seen, and when."""
    worker = first_name(on.worker.name)
    own = f"{worker} marked this on {short_day(on.worker_marked_on)}." if key in on.seen_by_worker else ""
    if on.coach is None or on.seen_by_coach is None:
        return own or "Not marked yet."
    # What was seen with a point of before was seen by the coach of then.
    coach = first_name(on.rater if on.from_ and on.from_.kind is Kind.COACH else on.coach.name)
    theirs = f"{coach} saw this on {short_day(on.coach_marked_on)}." if key in on.seen_by_coach else ""
    if own:
        return f"{own} {theirs or f'{coach} has not seen it yet.'}"
    return f"{theirs} {worker} has not marked it yet." if theirs else "Not marked by either of you."


def to_try(on: Standing, footing: Footing) -> list[Offered]:
    """The indicators to choose from, each with who marked it."""
    return [_offered(each, footing, marked_by(each.key, on)) for each in footing.menu.to_try]


def to_keep_up(footing: Footing) -> list[Offered]:
    return [_offered(each, footing, "") for each in footing.menu.keep_up]


def help_choices(on: Standing) -> list[tuple[str, str, str, str]]:
    """What is posted, its label, a line of help, and the words the sentence takes up."""
    coach = first_name(on.coach.name) if on.coach else None
    labels = {
        Help.PRACTICE: ("Practice it first", f"15 minutes with {coach}" if coach else "15 quiet minutes"),
        Help.SIT_IN: (f"{coach} sits in", "You agree on the date"),
        Help.EXAMPLE: ("See an example", f"From the shelf for {on.element.title}"),
        Help.TIME: ("Time or cover", "You plan where it comes from"),
    }
    offered = [wish for wish in Help if wish is not Help.SIT_IN or coach]
    return [(wish.value, *labels[wish], help_words(wish, coach)) for wish in offered]


def _offered(indicator: Indicator, on: Footing, marked: str) -> Offered:
    stage = next(text.stage for text in on.element.stages if indicator in text.indicators)
    of_stage = "" if stage == on.menu.stage.key else f"From {on.scale.stage(stage).title}."
    beside = " ".join(filter(None, (of_stage, marked)))
    return Offered(indicator.key, indicator.text, indicator.parts, beside, as_part(in_full(indicator)))
