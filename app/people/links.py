"""Links that set a password: for an invitation or for somebody who forgot it. Each works once and for a while."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.outbox import enqueue
from app.people.access import is_open
from app.people.models import Account, LinkKind, PasswordLink

KEPT_FOR = {LinkKind.INVITATION: timedelta(hours=72), LinkKind.RESET: timedelta(minutes=30)}
# Whoever asks in somebody's name fills that person's mailbox no further. So many links that still work lie there then,
# and whoever gets none for having asked too often finds one that opens the account.
MOST_AT_A_TIME = 5

_MAILS = {
    LinkKind.INVITATION: (
        "Your Ninestep account",
        "An account was made for you in Ninestep.\n\nChoose a password within three days, and sign in with this e-mail "
        "address:\n\n{address}\n\nThe link works once. If this means nothing to you, please delete this message.\n",
    ),
    LinkKind.RESET: (
        "Choose a new Ninestep password",
        "Somebody asked for a new password for this e-mail address in Ninestep.\n\nIf it was you, choose one within 30 "
        "minutes:\n\n{address}\n\nThe link works once. If it was not you, please delete this message. Your password "
        "stays as it is.\n",
    ),
}


def kind_for(account: Account) -> LinkKind:
    """Whoever has no password yet is invited, and has more time."""
    return LinkKind.RESET if account.password_hash else LinkKind.INVITATION


def make_link(db: Session, account: Account, kind: LinkKind, *, at: datetime) -> tuple[PasswordLink, str]:
    """A link for this account, and its token, which is kept nowhere."""
    token = token_urlsafe(32)
    link = PasswordLink(
        account_id=account.id, kind=kind, token_digest=_digest(token), created_at=at, expires_at=at + KEPT_FOR[kind]
    )
    db.add(link)
    return link, token


def mail_link(db: Session, account: Account, kind: LinkKind, *, origin: str, at: datetime) -> None:
    """Make a link and put it in line to be sent to the account's address."""
    link, token = make_link(db, account, kind, at=at)
    subject, body = _MAILS[link.kind]
    enqueue(
        db, recipient=account.email, subject=subject, body=body.format(address=address_of(origin, token)), at=at,
        expires_at=link.expires_at,
    )  # fmt: skip


def address_of(origin: str, token: str) -> str:
    return f"{origin}/links/{token}"


def account_behind(db: Session, token: str, *, at: datetime) -> Account | None:
    """The open account that this link sets a password for; None for a link that is used, over or made up."""
    account_id = db.scalar(_usable(token, at))
    return db.exec(select(Account).where(col(Account.id) == account_id, is_open(Account))).first()


def end_links(db: Session, account_id: UUID, *, at: datetime) -> None:
    """From now on no link of this account works: it has a password, another address, or is closed."""
    of_account = (col(PasswordLink.account_id) == account_id, col(PasswordLink.ended_at).is_(None))
    db.execute(sa.update(PasswordLink).where(*of_account).values(ended_at=at))


def working_links(db: Session, account_id: UUID, *, at: datetime) -> int:
    """How many links would set a password for this account now."""
    working = (col(PasswordLink.account_id) == account_id, *_works(at))
    return db.scalar(sa.select(sa.func.count()).select_from(PasswordLink).where(*working)) or 0


def _usable(token: str, at: datetime) -> sa.Select[UUID]:
    return sa.select(col(PasswordLink.account_id)).where(col(PasswordLink.token_digest) == _digest(token), *_works(at))


def _works(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(PasswordLink.ended_at).is_(None), col(PasswordLink.expires_at) > at)


def _digest(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
