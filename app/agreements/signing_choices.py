"""What somebody is about to sign, in plain sentences, before the signature."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.agreements.history import gives, people_of
from app.agreements.opening import days_open, others_in_days
from app.agreements.queries import State, focuses_by_agreement
from app.agreements.reading import LoadedAgreement
from app.agreements.rules import hours_words
from app.agreements.same_two import SameTwo
from app.agreements.waits import part_words, signable
from app.agreements.words import instant, not_seen, seen
from app.people.access import Viewer
from app.people.models import AgreementTerms, Part
from app.people.permits import LEVEL_WORDS, Level
from app.people.queries import names_of
from app.ratings.rhythm import rhythm_words
from app.web.errors import ProblemsError
from app.web.words import day, first_name, listed


@dataclass(frozen=True)
class SigningChoice:
    """The form of a signature. `blocked` says why there is nothing to sign now, and then there is no form.

    `keeps` tells that the coach goes on reading something, whatever the worker chooses about the time before.
    """

    number: int
    parts: str
    says: tuple[str, ...]
    asks_earlier: bool
    is_offer: bool
    blocked: str = ""
    keeps: bool = False


def signing_choice(
    db: Session, viewer: Viewer, one: LoadedAgreement, two: SameTwo, level: Level | None, now: datetime
) -> SigningChoice | None:
    """`level` is what the supervisor sees today, and none for one of another unit."""
    terms = one.waiting
    if terms is None:
        return None
    parts = signable(db, viewer, one.agreement, terms, set(one.signed.get(terms.id, {})), now)
    is_draft = one.state is State.DRAFT
    if not parts:
        why = _why_not(viewer, one, terms)
        return SigningChoice(terms.number, "", (), False, not is_draft, why) if why else None
    says, blocked = _of_draft(db, one, two, parts, viewer.zone, now) if is_draft else ([], "")
    # What a draft would show a supervisor stands above, where it says who sees what.
    if terms.supervisor_id and not (is_draft and parts == {Part.SUPERVISOR} and terms.level > Level.ACTIVITY):
        says += _of_level(one, terms, parts, is_draft)
    asks = is_draft and Part.WORKER in parts
    if asks and terms.supervisor_id and level is None:
        says.append(_of_another_unit(one.first(terms.supervisor_id)))
    keeps = bool(two.kept or two.present)
    return SigningChoice(terms.number, part_words(parts), tuple(says), asks, not is_draft, blocked, keeps)


def changed_since(one: LoadedAgreement, number: int) -> str:
    """What is other now than in the wording that somebody has read; empty when no such wording is known."""
    read = next((terms for terms in one.terms if terms.number == number), None)
    if read is None:
        return ""
    if one.newest.withdrawn_at is not None:
        return "The offer was taken back."
    if (read.supervisor_id, read.level) == (one.newest.supervisor_id, one.newest.level):
        return "The days or the profiles are others now."
    return f"Before: {gives(read, one.names)} Now: {gives(one.newest, one.names)}"


def _why_not(viewer: Viewer, one: LoadedAgreement, terms: AgreementTerms) -> str:
    """Why somebody whom the wording names has nothing to sign; empty for whoever it does not name."""
    if terms.supervisor_id == viewer.id and Part.SUPERVISOR in one.missing:
        worker = one.first(one.agreement.worker_id)
        return f"You do not supervise {worker}’s unit today, so there is nothing for you to sign yet."
    people = people_of(one.agreement, terms)
    if not {part for part, person in people.items() if person == viewer.id} & set(one.signed.get(terms.id, {})):
        return ""
    waits_for = listed(dict.fromkeys(one.first(people[part]) for part in Part if part in one.missing))
    return f"You have signed. It waits for {waits_for}."


def _of_draft(
    db: Session, one: LoadedAgreement, two: SameTwo, parts: set[Part], zone: str, now: datetime
) -> tuple[list[str], str]:
    """What opens with this agreement, and, to the worker alone, what ends with it of others."""
    agreement = one.agreement
    worker, coach = one.first(agreement.worker_id), one.first(agreement.coach_id)
    try:
        opens_at, closes_at = days_open(db, agreement, now)
    except ProblemsError as error:
        return [], " ".join(error.problems.values())
    since = f"from {instant(opens_at, zone)} on" if opens_at > now else "from that moment on"
    everything = LEVEL_WORDS[Level.RATINGS]
    says = [_works_on(db, one, "You work" if Part.WORKER in parts else f"{worker} works")]
    if Part.COACH in parts:
        says.append(f"Once {worker} and you have signed, you see {everything} that are submitted {since}.")
        says += _of_present(two, worker, "you")
        more = "else " if two.present or two.kept else ""
        return [*says, f"What {more}you see from before is for {worker} to choose."], ""
    if Part.SUPERVISOR in parts:
        return [*says, f"Once {worker} and {coach} have signed, {coach} coaches {worker} {since}."], ""
    says.append(f"Once {coach} and you have signed, {coach} sees {everything} that are submitted {since}.")
    says += _of_present(two, coach, coach)
    if two.kept:
        says.append(f"{coach} keeps what was open {two.kept}, whatever you choose.")
    return _of_worker(db, one, two, opens_at, closes_at, says)


def _of_another_unit(supervisor: str) -> str:
    # The worker knows who supervises the own unit; a coach who drafts learns names alone, and is not told.
    return (
        f"{supervisor} does not supervise your unit today. Until that changes, {supervisor} cannot sign and sees "
        "nothing. You can decline the draft, so that somebody of your unit is named."
    )


def _works_on(db: Session, one: LoadedAgreement, who: str) -> str:
    focuses = focuses_by_agreement(db, [one.agreement.id]).get(one.agreement.id, ())
    every = listed(f"{title} {rhythm_words(months)}" for title, months in focuses)
    return f"{who} on {every}. Agreed: {hours_words(one.agreement.coaching_minutes)} of coaching a month."


def _of_present(two: SameTwo, other: str, coach: str) -> list[str]:
    """What becomes of the agreement that the two have now; whoever else was coach is told of none of it."""
    if two.present is None:
        return []
    keeps = "keep" if coach == "you" else "keeps"
    says = [
        f"Your present agreement with {other} goes on until this one begins, and ends with it.",
        f"{coach} {keeps} what is submitted until then, whatever the choice about earlier records.",
    ]
    if two.dropped:
        says.append(f"{two.dropped} is supervisor in the present agreement and not in this one.")
    return [f"{said[0].upper()}{said[1:]}" for said in says]


def _of_worker(
    db: Session, one: LoadedAgreement, two: SameTwo, opens_at: datetime, closes_at: datetime | None, says: list[str]
) -> tuple[list[str], str]:
    for other in others_in_days(db, one.agreement, opens_at, closes_at):
        coach = first_name(names_of(db, {other.coach_id})[other.coach_id])
        if other.opens_at is not None and other.opens_at >= opens_at:
            begins = day(other.starts_on)
            return says, f"Your agreement with {coach} begins on {begins}. This one needs a last day before that."
        if other != two.present:
            says.append(f"Your agreement with {coach} ends when this one begins: one worker has one coach at a time.")
    return says, ""


def _of_level(one: LoadedAgreement, terms: AgreementTerms, parts: set[Part], is_draft: bool) -> list[str]:
    level = Level(terms.level)
    is_own = Part.SUPERVISOR in parts
    if level is Level.ACTIVITY:
        who = "You see" if is_own else f"{one.first(terms.supervisor_id)} sees"
        in_any_case = " You see this in any case. By signing you say that you know of the agreement." if is_own else ""
        return [f"{who} {seen(level)}. {not_seen(level)}{in_any_case}"]
    from_when = "once all have signed" if is_draft else "of what is submitted after the last signature"
    who = "You would see" if is_own else f"{one.first(terms.supervisor_id)} sees"
    says = [f"{who}, {from_when}: {seen(level)}. {not_seen(level)}".strip()]
    return says if is_draft else [*says, "Nothing from before opens by it."]
