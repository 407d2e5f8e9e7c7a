"""What was done in an agency, as its administrator may read it: people, agreements and sign-ins, and no assessments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.audit.models import AuditEntry
from app.people.access import Viewer
from app.people.models import Account, Agreement, Unit
from app.people.openings import WORDS as OPENING_WORDS
from app.people.permits import Role
from app.people.reads import Opened
from app.web.words import first_name, listed

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)

# Action to what somebody did. What is not named here is not an administrator's to read: an entry tells that an
# assessment took place, and of one person that is for worker, coach and supervisor to know.
WORDS: dict[str, str] = {
    "agency:add": "added the agency",
    "unit:add": "added a unit",
    "unit:rename": "renamed a unit",
    "account:add": "added an account",
    "account:change": "changed an account",
    "account:disable": "closed an account",
    "account:enable": "reopened an account",
    "password:set": "set a password",
    "position:add": "added a position",
    "position:end": "set the last day of a position",
    "sign-in:open": "signed in",
    "sign-in:close": "signed out",
    "sign-in:close-others": "signed out everywhere else",
    "password-link:ask": "asked for a link to choose a password",
    "password-link:make": "made a link to choose a password",
    "password-link:send": "sent a link to choose a password",
    "sign-in:refuse": "tried to sign in, without success",
    "sign-in:hinder": "tried to sign in again too soon",
    "calendar-address:make": "made a private calendar address",
    "calendar-address:revoke": "revoked a private calendar address",
    "agreement:draft": "drafted an agreement",
    "agreement:change-draft": "changed a draft of an agreement",
    "agreement:remove-draft": "declined or removed a draft of an agreement",
    "agreement:ask-again": "made a draft wait for signatures again",
    "agreement:sign": "signed an agreement",
    "agreement:choose-earlier": "chose what a coach sees of the time before",
    "agreement:open": "gave the last signature that was needed",
    "agreement:narrow": "let a supervisor see less",
    "agreement:offer": "offered that a supervisor sees more",
    "agreement:take-back": "took an offer back",
    "agreement:end": "set the end of an agreement",
    "agreement:go-on": "let an agreement go on",
    "agreement:set-rhythm": "changed how often a self-assessment is due",
    "record:open": "opened a record",
    "access:refuse": "asked for a page that is not open to them",
}  # fmt: skip
PAGE = 100
_FIELDS = {"name": "name", "email": "e-mail", "roles": "roles"}


# What a stranger does at the door; everything else without a name is done by whoever runs the program.
_AT_DOOR = {"sign-in:refuse", "sign-in:hinder", "password-link:ask"}


class Topic(StrEnum):
    """A part of the trail, by what the actions in it begin with."""

    ACCOUNTS = "accounts"
    AGREEMENTS = "agreements"
    SIGN_INS = "sign-ins"
    OPENED = "opened"
    REFUSED = "refused"


TOPIC_WORDS = {
    Topic.ACCOUNTS: "Accounts", Topic.AGREEMENTS: "Agreements", Topic.SIGN_INS: "Sign-ins",
    Topic.OPENED: "Who opened a record", Topic.REFUSED: "What was refused",
}  # fmt: skip
_BEGINS: dict[Topic, tuple[str, ...]] = {
    Topic.ACCOUNTS: ("agency", "unit", "account", "password", "position", "calendar-address"),
    Topic.AGREEMENTS: ("agreement",),
    Topic.SIGN_INS: ("sign-in", "password-link"),
    Topic.OPENED: ("record",),
    Topic.REFUSED: ("access",),
}


@dataclass(frozen=True)
class Done:
    """One entry: when, who in which roles, what, and about whom or what."""

    sequence: int
    at: datetime
    who: str
    roles: str
    what: str
    about: str


@dataclass(frozen=True)
class Stretch:
    """A hundred entries at most, the newest first; `older` is where the next hundred begin."""

    entries: tuple[Done, ...]
    older: int | None


def trail_of(db: Session, viewer: Viewer, *, before: int | None, topic: Topic | None = None) -> Stretch:
    """What was done in the viewer's agency, before an entry of this number where one is given."""
    told = [action for action in WORDS if topic is None or action.partition(":")[0] in _BEGINS[topic]]
    conditions = [col(AuditEntry.agency_id) == viewer.agency_id, col(AuditEntry.action).in_(told)]
    if before is not None:
        conditions.append(col(AuditEntry.sequence) < before)
    newest = sa.select(AuditEntry).where(*conditions).order_by(col(AuditEntry.sequence).desc()).limit(PAGE + 1)
    found = list(db.scalars(newest))
    names = _names(db, viewer, found)
    entries = tuple(_done(one, names) for one in found[:PAGE])
    return Stretch(entries, entries[-1].sequence if len(found) > PAGE else None)


def _done(entry: AuditEntry, names: dict[UUID, str]) -> Done:
    who = names.get(entry.actor_id, "") if entry.actor_id else _nobody(entry)
    about = names.get(entry.subject_id, "") if entry.subject_id and entry.subject_id != entry.actor_id else ""
    return Done(entry.sequence, entry.at, who, entry.acting_as, _what(entry), about)


def _nobody(entry: AuditEntry) -> str:
    if entry.details.get("by") == "link":
        return "Somebody with a link"
    return "Somebody not signed in" if entry.action in _AT_DOOR else "Whoever runs Ninestep"


def _what(entry: AuditEntry) -> str:
    """The words of an action, with what the entry tells besides: which page, which fields, which roles."""
    said, details = WORDS[entry.action], entry.details
    if entry.action == "record:open":
        return f"{said}: {OPENING_WORDS[Opened(details['what'])]}"
    if entry.action == "account:add":
        return f"{said} as {_roles(details['roles'])}"
    if entry.action == "access:refuse" and "more" in details:
        return "asked for more pages that are not open to them, which are not listed for this hour"
    if entry.action == "sign-in:hinder" and "by" in details:
        return f"{said}, from a network with many wrong tries"
    if "changed" not in details:
        return said
    changed = [f"{said}: {listed(_FIELDS[field] for field in details['changed'])}"]
    if "roles" in details:
        changed.append(f"from {_roles(details['roles_were'])} to {_roles(details['roles'])}")
    return ", ".join(changed)


def _roles(kept: Iterable[str]) -> str:
    return listed(Role(role).words for role in kept)


def _names(db: Session, viewer: Viewer, entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    """By id: the names of people and units, and both first names of an agreement, of the own agency alone.

    Somebody may have asked for a page of another agency, and what was refused there has no name here.
    """
    ids = {one for entry in entries for one in (entry.actor_id, entry.subject_id) if one}
    worker, coach = _WORKER, _COACH
    of_agreements = (
        sa.select(col(Agreement.id), col(worker.name), col(coach.name))
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .where(col(Agreement.id).in_(ids), col(Agreement.agency_id) == viewer.agency_id)
    )
    found = {row[0]: f"{first_name(row[1])} and {first_name(row[2])}" for row in db.execute(of_agreements)}
    tables: tuple[Any, ...] = (Account, Unit)
    for table in tables:
        of_agency = (col(table.id).in_(ids), col(table.agency_id) == viewer.agency_id)
        named = sa.select(col(table.id), col(table.name)).where(*of_agency)
        found |= {row[0]: row[1] for row in db.execute(named)}
    return found
