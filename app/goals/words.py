"""The words of the goal pages: choices, marks and who does what next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.frameworks.profile import Indicator, Status
from app.frameworks.queries import LoadedVersion
from app.goals.plans import Footing
from app.goals.rules import Ending, Help, open_targets
from app.goals.seal import Seal
from app.goals.sentence import as_part, help_words, in_full
from app.goals.standing import Standing
from app.people.access import Viewer
from app.ratings.rules import Kind
from app.web.words import first_name, listed, short_day

ENDINGS = {
    Ending.ACHIEVED: ("We are there", "The step is taken."),
    Ending.CONTINUE: ("Continue", "The same step, with more time."),
    Ending.ADJUST: ("Adjust", "A step that fits better."),
    Ending.SET_ASIDE: ("Set it aside", "Something else matters more now."),
}


@dataclass(frozen=True)
class Offered:
    """An indicator on the menu: its words, what stands beside it, and the words the sentence takes up."""

    key: str
    text: str
    parts: tuple[str, ...]
    beside: str
    sentence: str


@dataclass(frozen=True)
class ProfileChoice:
    """A profile to plan the next step on: key, title and point of its elements, or what it waits for and where."""

    title: str
    slug: str
    elements: list[tuple[str, str, str]]
    waits: tuple[str, str] | None = None


def under_words(on: Footing) -> dict[str, str]:
    """What stands under the stages of the stair: where the worker is, and when the next one opens."""
    here = on.scale.stage_of(on.present)
    words = {here.key: "where you are"}
    following = on.scale.next_stage(here)
    if following and not on.scale.is_single_point:
        top = on.scale.top_of(here)
        words[following.key] = "open now" if on.present == top else f"opens from {top}"
    return words


def stair_label(on: Footing, goal: int | None) -> str:
    sentences = [f"The present point is {on.scale.words_for(on.present)}."]
    if goal is not None:
        sentences.append(f"The goal is {goal}.")
    if targets := open_targets(on.scale, on.present):
        sentences.append(f"Open: {listed(str(point) for point in targets)}.")
    return " ".join(sentences)


def whose_point(on: Standing) -> str:
    """What the mark on the stair is, in words."""
    if on.from_ is None:
        return ""
    mark = "Filled circle" if on.from_.kind is Kind.COACH else "Diamond"
    flag = "" if on.from_.point == on.scale.highest else " Flag: where to go next."
    return f"{mark}: {first_name(on.rater)}’s point of {_day(on.from_.observed_on)}.{flag}"


def marked_by(key: str, on: Standing) -> str:
    """Who marked an indicator as seen, and when."""
    worker = first_name(on.worker.name)
    own = f"{worker} marked this on {short_day(on.worker_marked_on)}." if key in on.seen_by_worker else ""
    if on.coach is None or on.seen_by_coach is None:
        return own or "Not marked yet."
    coach = first_name(on.coach.name)
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
        Help.EXAMPLE: ("See an example", "From what can help, named below"),
        Help.TIME: ("Time or cover", "You plan where it comes from"),
    }
    missing = {Help.SIT_IN: coach is None, Help.EXAMPLE: not on.helping}
    return [(wish.value, *labels[wish], help_words(wish, coach)) for wish in Help if not missing.get(wish)]


def save_words(on: Standing, viewer: Viewer, *, across: bool) -> str:
    """What the filled button of the form does: it sends the goal to the other side, or starts it at once."""
    if on.coach is None:
        words = "Start this goal"
    else:
        words = f"Propose to {first_name(on.coach.name if viewer.id == on.worker.id else on.worker.name)}"
    return f"{words} with your reason" if across else words


def begins_at(on: Standing, viewer: Viewer) -> tuple[str, str, str]:
    """Why the step begins where it does, after a look back that said another point: sentence, address, its words.

    Empty where nothing was said since the point was given; the address is empty where this viewer's own
    assessment would not move it.
    """
    from_, said = on.from_, on.last_said
    if from_ is None or said is None or said.point == from_.point or said.at < from_.submitted_at:
        return "", "", ""
    day = _day(from_.observed_on)
    sentence = (
        f"The step begins at the last assessed point: {from_.point}, from {day}. Your look back said {said.point}."
    )
    address = f"/workers/{on.worker.id}/assessments/new?profile={on.version.slug}"
    if viewer.id != on.worker.id:
        return sentence, address, "Rate this profile first"
    if from_.kind is Kind.SELF:
        return sentence, address, "Assess yourself first"
    return f"{sentence} It moves when {first_name(on.rater)} rates this profile again.", "", ""


def starts(on: Standing) -> str:
    """What makes the goal active, as the last line of the form says it."""
    if on.coach is None:
        return "There is no coach to confirm it, so it is active at once."
    worker, coach = first_name(on.worker.name), first_name(on.coach.name)
    return f"It is active when {worker} and {coach} have both agreed to it."


def why_not_yet(on: Standing, viewer: Viewer) -> tuple[str, str, str]:
    """Why no goal can be set on this element, and the one thing to do about it: sentence, address, its words."""
    title, slug = on.element.title, on.version.slug
    if on.element.status is Status.UNDER_DEVELOPMENT:
        sentence = f"{title} takes no points yet, because its publisher is at work on it. So it has no goals."
        return sentence, f"/profiles/{on.version.framework}/{slug}", f"Read {on.version.profile.title}"
    if on.element.status is Status.NOT_IN_OUR_COPY:
        sentence = f"{title} is not in our copy of the source, so it takes no points and has no goals."
        return sentence, f"/profiles/{on.version.framework}/{slug}", f"Read {on.version.profile.title}"
    if on.seal:
        return on.seal.sentence(viewer, on.version.profile.title), on.seal.address, "Go to the pair"
    address = f"/workers/{on.worker.id}/assessments/new?profile={slug}"
    sentence = f"A goal starts from a point of the last 12 months, and {title} has none yet."
    own = viewer.id == on.worker.id
    return (
        sentence,
        address,
        f"Assess {'yourself' if own else first_name(on.worker.name)} on {on.version.profile.title}",
    )


def choices_of(
    versions: Iterable[LoadedVersion], points: Mapping[tuple[UUID, str], int], seals: Mapping[UUID, Seal],
    viewer: Viewer,
) -> list[ProfileChoice]:  # fmt: skip
    """The profiles with a point to go on from, or with a pair to wait for, of which no point is named."""
    found = []
    for version in versions:
        profile, seal = version.profile, seals.get(version.profile_id)
        elements = [
            (element.key, element.title, profile.scale.words_for(points[version.profile_id, element.key]))
            for element in profile.rateable_elements
            if (version.profile_id, element.key) in points
        ]
        if seal:
            waits = seal.sentence(viewer, profile.title), seal.address
            found.append(ProfileChoice(profile.title, version.slug, [], waits))
        elif elements:
            found.append(ProfileChoice(profile.title, version.slug, elements))
    return found


def way_to(viewer: Viewer, worker_id: UUID, name: str) -> list[tuple[str, str]]:
    """The way back to the worker's page: one's own, or that of somebody among the people."""
    if viewer.id == worker_id:
        return [("My practice", f"/workers/{worker_id}")]
    return [("People", "/people"), (name, f"/workers/{worker_id}")]


def _offered(indicator: Indicator, on: Footing, marked: str) -> Offered:
    stage = next(text.stage for text in on.element.stages if indicator in text.indicators)
    of_stage = "" if stage == on.menu.stage.key else f"From {on.scale.stage(stage).title}."
    beside = " ".join(filter(None, (of_stage, marked)))
    return Offered(indicator.key, indicator.text, indicator.parts, beside, as_part(in_full(indicator)))


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"
