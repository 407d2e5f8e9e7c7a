"""The words of the goal form: whose mark is where, where the step begins, and what the button does."""

from datetime import date
from uuid import UUID

from app.goals.plans import Footing
from app.goals.rules import Ending, open_targets
from app.goals.standing import Standing
from app.people.access import Viewer
from app.ratings.rules import Kind
from app.web.words import first_name, listed

ENDINGS = {
    Ending.ACHIEVED: ("We are there", "The step is taken."),
    Ending.CONTINUE: ("Continue", "The same step, with more time."),
    Ending.ADJUST: ("Adjust", "A step that fits better."),
    Ending.SET_ASIDE: ("Set it aside", "Something else matters more now."),
}


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


def seen_by(on: Standing) -> str:
    """Who will see the goal, as the end of the form says once more."""
    names = [name for name, _ in on.who if name]
    return f"{listed(names)} {'sees' if len(names) == 1 else 'see'} this goal." if names else ""


def way_to(viewer: Viewer, worker_id: UUID, name: str) -> list[tuple[str, str]]:
    """The way back to the worker's page: one's own, or that of somebody among the people."""
    if viewer.id == worker_id:
        return [("My practice", f"/workers/{worker_id}")]
    return [("People", "/people"), (name, f"/workers/{worker_id}")]


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"
