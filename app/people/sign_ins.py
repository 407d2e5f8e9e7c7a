"""Where a person is signed in: to be listed and closed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.people.models import Account, AccountRole, SignIn
from app.people.permits import Role
from app.people.time_outs import TimeOuts
from app.web.errors import NotFoundError


@dataclass(frozen=True)
class Held:
    """One open sign-in as its owner reads it."""

    id: UUID
    browser: str
    since: datetime
    last_seen: datetime


def held_by(db: Session, account_id: UUID, time_outs: TimeOuts, *, now: datetime) -> list[Held]:
    """Where this person is signed in at this moment, the latest used first. What has run out is not there."""
    roles = set(db.scalars(sa.select(col(AccountRole.role)).where(col(AccountRole.account_id) == account_id)))
    found = db.exec(select(SignIn).where(*_open(account_id)).order_by(col(SignIn.last_seen_at).desc()))
    return [
        Held(one.id, one.browser or "A browser", one.created_at, one.last_seen_at)
        for one in found
        if _runs(one, roles, time_outs, now)
    ]


def own_or_404(db: Session, account_id: UUID, sign_in_id: UUID) -> SignIn:
    """An open sign-in of this person; that of anybody else does not exist here."""
    found = db.exec(select(SignIn).where(col(SignIn.id) == sign_in_id, *_open(account_id))).first()
    if found is None:
        raise NotFoundError
    return found


def end_all(db: Session, account_id: UUID, *, at: datetime, but: UUID | None = None) -> int:
    """End every open sign-in of this person, except the one named; how many that were."""
    others = (*_open(account_id), col(SignIn.id) != but) if but else _open(account_id)
    ended = db.execute(sa.update(SignIn).where(*others).values(ended_at=at).returning(col(SignIn.id)))
    return len(ended.all())


def known_here(db: Session, email: str, mark_digest: str) -> UUID | None:
    """The account of this address, if its owner has signed in before in the browser that has this mark."""
    same = (col(SignIn.mark_digest) == mark_digest, col(Account.email) == email)
    return db.scalar(sa.select(col(Account.id)).join(SignIn, col(SignIn.account_id) == col(Account.id)).where(*same))


def is_mark(db: Session, mark_digest: str) -> bool:
    """Whether this mark was given to a browser here."""
    return bool(db.scalar(sa.select(sa.exists().where(col(SignIn.mark_digest) == mark_digest))))


def marks_of(db: Session, account_id: UUID) -> set[str]:
    """The marks of all browsers in which this person has signed in."""
    of_account = (col(SignIn.account_id) == account_id, col(SignIn.mark_digest).is_not(None))
    return {mark for mark in db.scalars(sa.select(col(SignIn.mark_digest)).where(*of_account)) if mark}


def touch(db: Session, sign_in_id: UUID, *, at: datetime) -> None:
    """Keep that this person was here just now."""
    db.execute(sa.update(SignIn).where(col(SignIn.id) == sign_in_id).values(last_seen_at=at))


def prove(db: Session, sign_in_id: UUID, *, at: datetime) -> None:
    """Keep that the password was typed just now."""
    db.execute(sa.update(SignIn).where(col(SignIn.id) == sign_in_id).values(proven_at=at))


def _open(account_id: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(SignIn.account_id) == account_id, col(SignIn.ended_at).is_(None))


def _runs(one: SignIn, roles: set[Role], time_outs: TimeOuts, now: datetime) -> bool:
    return time_outs.ends_at(roles, since=one.created_at, last_seen=one.last_seen_at) > now
