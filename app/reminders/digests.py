"""Writing digests: each with its mail in one transaction, once for each person and day, whoever else writes."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.clock import day_of
from app.db import Database
from app.outbox import enqueue
from app.people.models import Account, Agency
from app.reminders import words
from app.reminders.models import MailDigest, StopLink
from app.reminders.queries import STOP_LINKS_WORK_FOR, choices_of, digest_of, digests_due, viewer_for
from app.reminders.rules import Kind, Line, wanted
from app.reminders.waiting import waiting_for

log = structlog.get_logger()

# A digest that could not be sent by then tells of days that are over.
WORTH_SENDING_FOR = timedelta(days=2)
_REMEMBERED_FOR = timedelta(days=60)


def write_digests(
    database: Database, *, origin: str, now: Callable[[], datetime], is_over: Callable[[], bool] = lambda: False
) -> tuple[int, int]:
    """Write every digest that is due; how many mails there are, and of how many people the reading failed.

    What waits is read before the transaction that writes, so that nobody who saves has to wait for it.
    """
    with database.reading() as db:
        due = digests_due(db, now=now())
    written, failed = 0, 0
    for account_id, period in due:
        if is_over():
            break
        try:
            written += _write_one(database, account_id, period, origin, now())
        # One record that cannot be read keeps nobody else's digest back; it is tried again in the next round.
        except Exception as error:
            log.warning("digest not written", kind=type(error).__name__)
            failed += 1
    return written, failed


def _write_one(database: Database, account_id: UUID, period: date, origin: str, at: datetime) -> bool:
    with database.reading() as db:
        viewer = viewer_for(db, account_id)
        found = waiting_for(db, viewer, now=at) if viewer else ()
    with database.writing() as db:
        return write_digest(db, account_id, period, found, origin=origin, at=at)


def write_digest(
    db: Session, account_id: UUID, period: date, found: tuple[Line, ...], *, origin: str, at: datetime
) -> bool:
    """Whether there is a mail now. Nothing happens where somebody else was faster, or where it is not due any more:
    the account was closed, or its owner has chosen something else."""
    if (account_id, period) not in digests_due(db, now=at, of=account_id):
        return False
    lines = wanted(found, choices_of(db, account_id))
    try:
        with db.begin_nested():
            db.add(MailDigest(account_id=account_id, period_on=period, at=at, was_mailed=bool(lines)))
    except IntegrityError:
        return False
    _forget_what_is_old(db, account_id, at)
    if lines:
        _mail(db, db.get_one(Account, account_id), lines, origin, at)
    return bool(lines)


def _mail(db: Session, account: Account, lines: tuple[Line, ...], origin: str, at: datetime) -> None:
    stopped = (*(line.kind for line in lines), None)
    stops = {kind: f"{origin}/stop-mail/{stop_link(db, account, kind, at=at)}" for kind in stopped}
    today = day_of(at, db.get_one(Agency, account.agency_id).time_zone)
    enqueue(
        db, recipient=account.email, subject=words.SUBJECT, body=words.body(lines, stops, origin=origin, today=today),
        at=at, expires_at=at + WORTH_SENDING_FOR, one_click=stops[None],
    )  # fmt: skip


def stop_link(db: Session, account: Account, kind: Kind | None, *, at: datetime) -> str:
    """The token of the link that stops this kind of mail, or all: that of the mails before, or a new one."""
    address = digest_of(account.email)
    same = (col(StopLink.account_id) == account.id, col(StopLink.kind) == kind, col(StopLink.address_digest) == address)
    rows = db.scalars(sa.select(StopLink).where(*same).order_by(col(StopLink.created_at).desc()))
    row = next((one for one in rows if digest_of(token_of(one)) == one.token_digest), None)
    if row is None:
        row = StopLink(account_id=account.id, kind=kind, token_digest="", address_digest=address, created_at=at)
        row.token_digest = digest_of(token_of(row))
    row.created_at = at
    db.add(row)
    return token_of(row)


def token_of(row: StopLink) -> str:
    """Nobody outside knows the id. Whoever reads this table can make the link, and stop a mail by it: no more."""
    made = hmac.new(row.id.bytes, b"ninestep stop mail", hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def _forget_what_is_old(db: Session, account_id: UUID, at: datetime) -> None:
    links = (col(StopLink.account_id) == account_id, col(StopLink.created_at) <= at - STOP_LINKS_WORK_FOR)
    db.execute(sa.delete(StopLink).where(*links))
    digests = (col(MailDigest.account_id) == account_id, col(MailDigest.at) <= at - _REMEMBERED_FOR)
    db.execute(sa.delete(MailDigest).where(*digests))
