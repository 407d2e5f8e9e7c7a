"""How a pair reads on its page: sentences about two views, always with both names and without a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.frameworks.scale import Scale
from app.pairs.comparison import Twofold, apart_words
from app.ratings.models import Assessment
from app.ratings.rules import REASON_WORDS, Answer
from app.ratings.words import choice_sentence
from app.web.words import counted, day, first_name, listed, local_day, sentence_case

_FEW = 4


@dataclass(frozen=True)
class Names:
    """What the two are called on their page: first names, or full ones where they share it."""

    coach: str
    own: str


def names(coach: str, own: str) -> Names:
    if first_name(coach) == first_name(own):
        return Names(coach, own)
    return Names(first_name(coach), first_name(own))


def row_sentence(one: Twofold, scale: Scale, said_by: Names) -> str:
    """You both chose 5, in Accomplished. Wren chose 5. Cora did not observe it: court or deadline."""
    if one.points:
        return apart_words(scale, *one.points)
    who, other, name = (
        (said_by.own, said_by.coach, one.coach) if one.coach.point is None else (said_by.coach, said_by.own, one.own)
    )
    point = one.own.point if one.coach.point is None else one.coach.point
    return f"{who} chose {point}. {without_point(name, other)}"


def without_point(answer: Answer, who: str) -> str:
    """Cora did not observe it: court or deadline."""
    if not answer.not_observed:
        return f"{who} left it open."
    return f"{who} did not observe it{': ' + REASON_WORDS[answer.reason].lower() if answer.reason else ''}."


def row_label(one: Twofold, scale: Scale, said_by: Names) -> str:
    """The same facts for whoever does not see the picture."""
    found = ((said_by.coach, one.coach.point), (said_by.own, one.own.point))
    said = (f"{who} {point}, {scale.stage_of(point).title}." for who, point in found if point is not None)
    return " ".join(said)


def one_view_sentence(answer: Answer, scale: Scale, who: str) -> str:
    return choice_sentence(answer, scale, subject=who) if answer.point is not None else without_point(answer, who)


def changed_words(coach: bool, own: bool, said_by: Names) -> str:
    """The quiet line under a point that was changed after earlier points had been shown."""
    who = listed(name for name, changed in ((said_by.coach, coach), (said_by.own, own)) if changed)
    return f"{who} changed this point after seeing earlier ones." if who else ""


def pointless(titles: Iterable[str]) -> str:
    """One sentence for elements to which neither gave a point: named while they are few, else counted."""
    named = list(titles)
    if not named:
        return ""
    who = listed(named) if len(named) <= _FEW else sentence_case(counted(len(named), "element"))
    return f"{who} {'has' if len(named) == 1 else 'have'} no point from either of you."


def amended(who: str, newest: Assessment, zone: str) -> str:
    """Cora amended this on November 20, 2026."""
    return f"{who} amended this on {day(local_day(newest.amended_at or newest.saved_at, zone))}"


def title(profile: str, is_open: bool, has_both: bool) -> str:
    if not is_open:
        return f"{profile}: a sealed pair"
    return f"{profile}: two views, side by side" if has_both else f"{profile}: one view"
