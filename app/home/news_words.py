"""What is new, in words: what changed, and what it means for who can see what. Never a point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.clock import day_of
from app.goals.queries import GoalView
from app.home.events import News, Sharing
from app.home.onlookers import Onlookers, sight_words
from app.home.pace import Pace
from app.home.pair_tasks import is_lapsed, other, reader_of
from app.home.rules import NEW_FOR
from app.home.words import Titles, about, step
from app.pairs.queries import PairRow
from app.people.access import Viewer
from app.people.models import Earlier
from app.ratings.requests import Asked
from app.ratings.rules import Kind, Outcome
from app.web.words import day, first_name, sentence_case

# What the worker chose at signing: worker and coach alone know it.
_FROM_BEFORE = {
    Earlier.NOTHING: "", Earlier.POINTS: ", and the points from before", Earlier.ALL: ", and everything from before",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One line of what is new."""

    on: date
    title: str
    words: str
    verb: str
    rest: str
    href: str


def assessment(row: News, title: str, viewer: Viewer, onlookers: Onlookers) -> Item:
    """`title` is the profile's."""
    worker, own = first_name(row.worker_name), row.worker_id == viewer.id
    where = "on your own page" if own else f"on {worker}’s page"
    sight = "" if row.is_withdrawn else sight_words(onlookers.get(row.worker_id, ()), [row.submitted_at])
    said = _changed(row, viewer) if row.is_amended or row.is_withdrawn else _said(row, viewer)
    words = f"{title}. {_what_stands(row, where)} {sight}".strip()
    return Item(day_of(row.at, viewer.zone), said, words, "Read it", f": {said}", f"/assessments/{row.id}")


def sealed(row: News, title: str, viewer: Viewer) -> Item:
    said = _said(row, viewer)
    words = f"{title} for {row.observed_on:%B}. Sealed until your own view is in: then both open together."
    return Item(
        day_of(row.submitted_at, viewer.zone), said, words, "See the pair", f": {said}", f"/pairs/{row.pair_id}"
    )  # fmt: skip


def pair(row: PairRow, title: str, viewer: Viewer, sight: str) -> Item:
    """`title` is the profile's; `sight` says what a supervisor sees."""
    if is_lapsed(row):
        said, how = f"{title} for {row.month:%B} is open", "The month after is over, so the seal has lifted."
    elif row.declared_by:
        said, how = f"Your pair with {other(row)} is open", f"{title}. {reader_of(row)} read it without rating."
    else:
        said, how = f"Your pair with {other(row)} is open", f"{title} for {row.month:%B}."
    on = day_of(row.opened_at or row.lapses_at, viewer.zone)
    words = f"{how} Both of you see it now. {sight}".strip()
    return Item(on, said, words, "Open it", f": {title}, {row.month:%B}", f"/pairs/{row.id}")


def sharing(row: Sharing, viewer: Viewer) -> Item | None:
    """None where nothing came of it for the viewer: a change that a move to another unit has closed again, and
    the beginning for a supervisor of another unit."""
    worker, coach = first_name(row.worker_name), first_name(row.coach_name)
    own = viewer.id in (row.worker_id, row.coach_id)
    whose = f"Your agreement with {coach if row.worker_id == viewer.id else worker}" if own else f"{worker}’s agreement"
    sees = _supervisor_sees(row, viewer)
    if row.before is None and (own or sees):
        said, words = f"{whose} is in force", f"{_coach_sees(row, viewer)} {sees}".strip()
    elif row.before is None or row.sees_now is not row.level:
        return None
    elif row.level < row.before:
        said, words = f"{whose} shares less", f"At once, also of what was open: {_lower(sees)}"
    else:
        said = f"{whose} shares more"
        words = f"From this day on: {_lower(sees)} What was written before stays as it was."
    on = day_of(row.at, viewer.zone)
    return Item(on, said, words, "Read it", f": {said}", f"/agreements/{row.agreement_id}")


def sharings(rows: Iterable[Sharing], viewer: Viewer) -> list[Item]:
    return [item for row in rows if (item := sharing(row, viewer))]


def goals(agreed: Iterable[GoalView], viewer: Viewer, pace: Pace) -> list[Item]:
    """Goals of the viewer's proposing that the other side has confirmed, with the day as a pause moves it."""
    return [
        Item(
            day_of(view.goal.active_at, viewer.zone), f"Your goal on {view.element_title} is active"
            if view.goal.worker_id == viewer.id else f"{first_name(view.worker_name)}’s goal is active",
            f"{view.element_title}, {view.profile_title}: {step(view)}. {_check_back(view, pace)}.",
            "Read it", f": the goal on {view.element_title}", f"/goals/{view.goal.id}",
        )
        for view in agreed
        if view.goal.active_at and view.goal.coach_id
        and pace.today - day_of(view.goal.active_at, viewer.zone) <= NEW_FOR
    ]  # fmt: skip


def _check_back(view: GoalView, pace: Pace) -> str:
    on = view.goal.check_back_on
    if pace.rests_on(view.goal.worker_id, on):
        return sentence_case(pace.check_back(view.goal.worker_id, on))
    return f"Check back on {day(on)}"


def decided(rows: Iterable[Asked], titles: Mapping[UUID, str], viewer: Viewer) -> list[Item]:
    """What a supervisor answered, when the viewer had asked to change something old."""
    return [_decided(row, titles, viewer) for row in rows if row.decided_at and row.decided_by]


def assessments(
    rows: Iterable[News], near: Mapping[UUID, PairRow], titles: Mapping[UUID, str], viewer: Viewer,
    onlookers: Onlookers,
) -> list[Item]:  # fmt: skip
    """`near` are the viewer's pairs by id: what has opened in one of them is told of the pair, once."""
    items = []
    for row in rows:
        own_pair = near.get(row.pair_id) if row.pair_id else None
        if row.is_unsealed and (own_pair is None or _is_since(row, own_pair)):
            items.append(assessment(row, titles[row.version_id], viewer, onlookers))
        elif not row.is_unsealed and own_pair:
            items.append(sealed(row, titles[row.version_id], viewer))
    return items


def pairs(
    rows: Iterable[PairRow], titles: Titles, viewer: Viewer, onlookers: Onlookers,
    submitted: Mapping[UUID, list[datetime]],
) -> list[Item]:  # fmt: skip
    return [
        pair(row, titles[row.profile_id][0], viewer, sight_words(onlookers.get(row.worker_id, ()), submitted[row.id]))
        for row in rows
    ]  # fmt: skip


def _decided(row: Asked, titles: Mapping[UUID, str], viewer: Viewer) -> Item:
    is_approved = row.outcome is Outcome.APPROVED
    said = f"{first_name(row.decided_by or '')} {'approved' if is_approved else 'declined'} the change you asked for"
    stands = "It counts from now on." if is_approved else "Everything stays as it was."
    # Once it is approved, the draft stands in the place of what it amends.
    shown = row.draft_id if is_approved and row.draft_id else row.assessment_id
    on = day_of(row.decided_at or row.asked_at, viewer.zone)
    return Item(on, said, f"{about(row, titles)}. {stands}", "Read it", f": {said}", f"/assessments/{shown}")


def _is_since(row: News, opened: PairRow) -> bool:
    """Whether it was changed after its pair had opened: what comes before is part of what opens."""
    return (row.is_amended or row.is_withdrawn) and opened.opened_at is not None and row.at > opened.opened_at


def _what_stands(row: News, where: str) -> str:
    if row.is_withdrawn:
        return "Its points count nowhere any more."
    return f"The new version stands {where}." if row.is_amended else f"The points stand {where}."


def _said(row: News, viewer: Viewer) -> str:
    worker, rater = first_name(row.worker_name), first_name(row.rater_name)
    if row.kind is Kind.SELF:
        return f"{rater} submitted a self-assessment"
    return f"{rater} rated {'you' if row.worker_id == viewer.id else worker}"


def _changed(row: News, viewer: Viewer) -> str:
    whom = "you" if row.worker_id == viewer.id else first_name(row.worker_name)
    what = "a self-assessment" if row.kind is Kind.SELF else f"a rating of {whom}"
    return f"{first_name(row.rater_name)} {'withdrew' if row.is_withdrawn else 'amended'} {what}"


def _coach_sees(row: Sharing, viewer: Viewer) -> str:
    if row.worker_id == viewer.id:
        return f"{first_name(row.coach_name)} sees what you submit from now on{_FROM_BEFORE[row.earlier]}."
    if row.coach_id == viewer.id:
        return f"You see what {first_name(row.worker_name)} submits from now on{_FROM_BEFORE[row.earlier]}."
    return ""


def _supervisor_sees(row: Sharing, viewer: Viewer) -> str:
    if row.supervisor_name is None or row.sees_now is None:
        return ""
    you = viewer.id not in (row.worker_id, row.coach_id)
    return f"{'You see' if you else first_name(row.supervisor_name) + ' sees'} {row.sees_now.words}."


def _lower(sentence: str) -> str:
    return sentence.replace("You see", "you see", 1)
