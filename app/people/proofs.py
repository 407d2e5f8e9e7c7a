"""Proving anew who is there, before what matters most; and what takes long about passwords, done before the turn."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.clock import Now
from app.db import Database, WholeBody
from app.people import sign_ins, tries
from app.people.access import Viewer
from app.people.chosen import Ready, known_words, made_ready
from app.people.models import Account
from app.people.passwords import is_password_of
from app.people.permits import Permission
from app.people.rules import has_password_length
from app.people.signin import Standing, asking
from app.web.errors import ProblemsError
from app.web.forms import Posted, PostedForm
from app.web.revisions import take

TYPE_IT = "Type your own password here. You signed in a while ago, and this change needs to be yours."

TRY_AGAIN = "That was too early. Try again now."


@dataclass(frozen=True)
class Proof:
    """What the field for the own password came to. `fits` is the hash that it fits, or None."""

    field: str
    is_needed: bool = True
    is_typed: bool = False
    was_checked: bool = True
    fits: str | None = None


class Proving:
    """The field of one form in which people type their own password, where they have not done so lately.

    It stands before the permission in a route's dependencies: checking takes a while by design, and after the
    permission the request has taken its turn to write.
    """

    def __init__(self, field: str, *, always: bool = False) -> None:
        self.field = field
        self.always = always

    def __call__(self, request: Request, _body: WholeBody, form: PostedForm, now: Now) -> Proof:
        database: Database = request.app.state.database
        typed = form.untrimmed(self.field)
        with database.reading() as db:
            standing = asking(request, db, now)
            if standing is None or not self.asks(standing, now):
                return Proof(self.field, is_needed=False)
            kept = db.get_one(Account, standing.viewer.id).password_hash
            is_early = tries.hindered(db, tries.marks_of_own(standing.viewer.id), at=now) is not None
        if is_early or not typed:
            return Proof(self.field, is_typed=bool(typed), was_checked=False)
        return Proof(self.field, is_typed=True, fits=kept if is_password_of(kept, typed) else None)

    def asks(self, standing: Standing, now: datetime) -> bool:
        return self.always or not standing.is_fresh(now)


def demand(db: Session, proof: Proof, standing: Standing, *, at: datetime, wrong: str = "") -> None:
    """Let the change go on if nothing is to be proved or the password was right, which then counts as new proof.

    Raises ProblemsError beside the field otherwise. A wrong password counts, so the caller's transaction goes on.
    """
    if not proof.is_needed:
        return
    if not proof.is_typed:
        raise ProblemsError({proof.field: wrong or TYPE_IT})
    marks = tries.marks_of_own(standing.viewer.id)
    tries.take_turn(db, marks)
    hindrance = tries.hindered(db, marks, at=at)
    if hindrance or not proof.was_checked:
        # It was too early when the password came, and may not be any more.
        raise ProblemsError({proof.field: hindrance.sentence if hindrance else TRY_AGAIN})
    if not _is_right(db, proof, standing.viewer.id):
        tries.note_failure(db, marks, at=at)
        raise ProblemsError({proof.field: wrong or "This is not your own password."})
    tries.forget(db, marks)
    sign_ins.prove(db, standing.id, at=at)


def _is_right(db: Session, proof: Proof, account_id: UUID) -> bool:
    # It was checked before this transaction began, and may have been changed since, or be changed at this moment.
    account = db.get_one(Account, account_id)
    take(db, account)
    return proof.fits is not None and account.password_hash == proof.fits


@dataclass(frozen=True)
class Chosen:
    """A new password as typed and, where somebody may set it, what it came to."""

    text: str
    ready: Ready | None


# The names that a new password must not lean on, or None where there is nobody whose it could be.
Known = Callable[[Session, Viewer, Request, Posted], Collection[str] | None]


class Choosing:
    """The new password of a form, worked out before the request takes its turn to write; for those alone who may set
    it."""

    def __init__(self, permission: Permission, known: Known) -> None:
        self.permission = permission
        self.known = known

    def __call__(self, request: Request, _body: WholeBody, form: PostedForm, now: Now) -> Chosen:
        database: Database = request.app.state.database
        text = form.untrimmed("password")
        if not has_password_length(text):
            return Chosen(text, None)
        with database.reading() as db:
            standing = asking(request, db, now)
            is_theirs = standing is not None and standing.viewer.may(self.permission)
            known = self.known(db, standing.viewer, request, form) if standing and is_theirs else None
        return Chosen(text, None if known is None else made_ready(text, known))


def own_words(db: Session, viewer: Viewer, _request: Request, _form: Posted) -> Collection[str]:
    return known_words(db, db.get_one(Account, viewer.id))


def words_of_new(_db: Session, viewer: Viewer, _request: Request, form: Posted) -> Collection[str]:
    return viewer.agency_name, form.text("name"), form.text("email").lower()


def words_of_named(db: Session, viewer: Viewer, request: Request, _form: Posted) -> Collection[str] | None:
    """Of the account that the address of the page names, in the agency of whoever asks."""
    try:
        account = db.get(Account, UUID(request.path_params["account_id"]))
    except ValueError:
        return None
    return known_words(db, account) if account and account.agency_id == viewer.agency_id else None


def current_standing(request: Request) -> Standing:
    """The sign-in that the permission of this route has found."""
    found: Standing = request.state.standing
    return found


# A parameter of this kind comes after the permission, which every route declares first.
CurrentStanding = Annotated[Standing, Depends(current_standing)]
