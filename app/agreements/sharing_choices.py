"""What can be changed of what the supervisor sees, and the offer that waits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.agreements.access import is_permitted
from app.agreements.history import people_of
from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement
from app.agreements.rules import SUPERVISOR_LEVELS
from app.agreements.words import LEVEL_TITLES, level_help, not_seen, seen
from app.people.access import Viewer
from app.people.models import Account, Part
from app.people.permits import Level, Permission
from app.people.readers import supervisors_on
from app.web.words import listed

# What the form posts, a title, and what it means.
LevelChoice = tuple[str, str, str]


@dataclass(frozen=True)
class SharingChoices:
    """`less` and `more` are levels to choose; `supervisors` who could see more, as (id, name).

    `again` is the level, as the form posts it, that was signed and counts no more since a move of unit.
    """

    less: tuple[LevelChoice, ...]
    more: tuple[LevelChoice, ...]
    supervisors: tuple[tuple[UUID, str], ...]
    again: str


@dataclass(frozen=True)
class WaitingOffer:
    """An offer in words: what it would share, and whose signatures it has and wants."""

    sentence: str
    not_seen: str
    signed: str
    missing: str
    is_own: bool


def sharing_choices(
    db: Session, viewer: Viewer, one: LoadedAgreement, level: Level | None, now: datetime
) -> SharingChoices | None:
    """None where nothing can be changed: in a draft, after the end, and for whoever has no part."""
    agreement = one.agreement
    if one.state not in (State.TO_COME, State.RUNNING):
        return None
    if not is_permitted(db, viewer, Permission.NARROW_SHARING, agreement, now=now):
        return None
    less = [step for step in SUPERVISOR_LEVELS if one.counting and step < one.level]
    may_offer = is_permitted(db, viewer, Permission.WIDEN_SHARING, agreement, now=now)
    worker = db.get_one(Account, agreement.worker_id)
    # While an offer waits it is signed or taken back first.
    may_offer = may_offer and waiting_offer(one, viewer) is None
    supervisors = supervisors_on(db, worker, viewer.today(now)) if may_offer else []
    # Where the one supervisor there is sees something already, more than that can be offered.
    is_same = [person for person, _ in supervisors] == [one.supervisor_id]
    more = [step for step in SUPERVISOR_LEVELS if step > ((level if is_same else None) or Level.ACTIVITY)]
    return SharingChoices(
        tuple(_choice(step) for step in less), tuple(_choice(step) for step in more if supervisors),
        tuple(supervisors), one.level.name.lower() if (level or Level.ACTIVITY) < one.level else "",
    )  # fmt: skip


def waiting_offer(one: LoadedAgreement, viewer: Viewer) -> WaitingOffer | None:
    """The offer that waits, for all but a supervisor whom it does not name."""
    terms = one.waiting
    if terms is None or one.state is State.DRAFT or terms.supervisor_id is None or terms.level == Level.ACTIVITY:
        return None
    if one.parts and not one.between_two and terms.supervisor_id != viewer.id:
        return None
    people, level = people_of(one.agreement, terms), Level(terms.level)
    signed = one.signed.get(terms.id, {})

    def names(parts: set[Part]) -> str:
        return listed(dict.fromkeys(one.first(people[part]) for part in Part if part in parts))

    who = one.first(terms.supervisor_id)
    sentence = f"{who} would see, of what is submitted after the last signature: {seen(level)}."
    return WaitingOffer(
        sentence, not_seen(level), names(set(signed)), names(one.missing), terms.proposed_by == viewer.id
    )


def _choice(level: Level) -> LevelChoice:
    return level.name.lower(), LEVEL_TITLES[level], level_help(level)
