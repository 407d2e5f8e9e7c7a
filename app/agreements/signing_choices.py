"""What somebody is about to sign, in plain sentences, before the signature."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.agreements.opening import days_open, others_in_days
from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement
from app.agreements.waits import part_words, signable
from app.agreements.words import instant, not_seen, seen
from app.people.access import Viewer
from app.people.models import AgreementTerms, Part
from app.people.permits import LEVEL_WORDS, Level
from app.people.queries import names_of
from app.web.errors import ProblemsError
from app.web.words import day, first_name


@dataclass(frozen=True)
class SigningChoice:
    """The form of a signature. `blocked` says why there is nothing to sign now, and then there is no form."""

    number: int
    parts: str
    says: tuple[str, ...]
    asks_earlier: bool
    is_offer: bool
    blocked: str = ""


def signing_choice(db: Session, viewer: Viewer, one: LoadedAgreement, now: datetime) -> SigningChoice | None:
    terms = one.waiting
    if terms is None:
        return None
    parts = signable(db, viewer, one.agreement, terms, set(one.signed.get(terms.id, {})), now)
    if not parts:
        names_viewer = terms.supervisor_id == viewer.id and Part.SUPERVISOR in one.missing
        worker = one.first(one.agreement.worker_id)
        why = f"You do not supervise {worker}’s unit today, so there is nothing for you to sign yet."
        return SigningChoice(terms.number, "", (), False, False, why) if names_viewer else None
    is_draft = one.state is State.DRAFT
    says, blocked = _of_draft(db, one, parts, viewer.zone, now) if is_draft else ([], "")
    if terms.supervisor_id:
        says += _of_level(one, terms, parts, is_draft)
    asks = is_draft and Part.WORKER in parts
    return SigningChoice(terms.number, part_words(parts), tuple(says), asks, not is_draft, blocked)


def _of_draft(db: Session, one: LoadedAgreement, parts: set[Part], zone: str, now: datetime) -> tuple[list[str], str]:
    """What opens with this agreement, and, to the worker alone, what ends with it."""
    agreement = one.agreement
    worker, coach = one.first(agreement.worker_id), one.first(agreement.coach_id)
    try:
        opens_at, closes_at = days_open(db, agreement, now)
    except ProblemsError as error:
        return [], " ".join(error.problems.values())
    since = f"from {instant(opens_at, zone)} on" if opens_at > now else "from that moment on"
    everything = LEVEL_WORDS[Level.RATINGS]
    if Part.COACH in parts:
        return [
            f"Once {worker} and you have signed, you see {everything} that are submitted {since}.",
            f"What you see from before is for {worker} to choose.",
        ], ""
    if Part.SUPERVISOR in parts:
        return [f"Once {worker} and {coach} have signed, {coach} coaches {worker} {since}."], ""
    return _of_worker(
        db, one, opens_at, closes_at, [f"Once {coach} and you have signed, {coach} sees {everything} {since}."], zone
    )


def _of_worker(
    db: Session, one: LoadedAgreement, opens_at: datetime, closes_at: datetime | None, says: list[str], zone: str
) -> tuple[list[str], str]:
    for other in others_in_days(db, one.agreement, opens_at, closes_at):
        coach = first_name(names_of(db, {other.coach_id})[other.coach_id])
        if other.opens_at is not None and other.opens_at >= opens_at:
            begins = day(other.starts_on)
            return says, f"Your agreement with {coach} begins on {begins}. This one needs a last day before that."
        says.append(f"Your agreement with {coach} ends when this one begins: one worker has one coach at a time.")
    return says, ""


def _of_level(one: LoadedAgreement, terms: AgreementTerms, parts: set[Part], is_draft: bool) -> list[str]:
    level = Level(terms.level)
    is_own = Part.SUPERVISOR in parts
    who = "You see" if is_own else f"{one.first(terms.supervisor_id)} sees"
    if level is Level.ACTIVITY:
        in_any_case = " You see this in any case. By signing you say that you know of the agreement." if is_own else ""
        return [f"{who} {seen(level)}. {not_seen(level)}{in_any_case}"]
    from_when = "once all have signed" if is_draft else "of what is submitted after the last signature"
    says = [f"{who}, {from_when}: {seen(level)}. {not_seen(level)}".strip()]
    return says if is_draft else [*says, "Nothing from before opens by it."]
