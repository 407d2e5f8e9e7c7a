"""Mail that waits to be sent: written with the change that asks for it, and wiped once it has left."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog
from sqlmodel import Field, Session, SQLModel, col

from app.columns import within

log = structlog.get_logger()

# How long to wait after each try that failed; after the last one the message is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
# Somebody else's run may be sending; so long it has the message for itself. A mail server may take up to 20
# seconds for each of about ten answers: a slow one must not outlast this, or another run sends the same mail beside it.
LEASE = timedelta(minutes=5)
# A line of the usual length would break an address, and mail programs would not know it again.
_POLICY = SMTP.clone(max_line_length=990)
Writing = Callable[[], AbstractContextManager[Session]]


class OutgoingMail(SQLModel, table=True):
    __tablename__ = "outgoing_mail"
    __table_args__ = (within("one_click", 300),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    recipient: str = Field(max_length=200)
    subject: str = Field(max_length=200)
    # None once it was sent or given up: a body may hold a link that opens an account.
    body: str | None = Field(default=None, sa_type=sa.Text)
    # Where a mail program stops such mail with one request; wiped with the body.
    one_click: str | None = Field(default=None, max_length=300)
    created_at: datetime
    expires_at: datetime
    next_try_at: datetime = Field(index=True)
    tries: int = 0
    sent_at: datetime | None = None


def enqueue(
    db: Session, *, recipient: str, subject: str, body: str, at: datetime, expires_at: datetime,
    one_click: str | None = None,
) -> None:  # fmt: skip
    """Put one message in line. Raises ValueError for a recipient or a subject with a line end or the like in it.

    Neither subject nor body holds a name, a point or a note: mail is read on locked screens and by other programs.
    """
    if not recipient.isprintable() or not subject.isprintable() or "," in recipient:
        raise ValueError("A recipient is one address, and a subject one line.")
    db.add(
        OutgoingMail(
            recipient=recipient, subject=subject, body=body, created_at=at, expires_at=expires_at, next_try_at=at,
            one_click=one_click,
        )
    )  # fmt: skip


def deliver(
    writing: Writing, send: Callable[[EmailMessage], None], *, sender: str, now: Callable[[], datetime],
    is_over: Callable[[], bool] = lambda: False,
) -> tuple[int, int]:  # fmt: skip
    """Send what waits; how many messages left, and how many did not. Each is its own transaction, never open
    while the other server is asked: it may take its time, and so each message asks the clock anew, and whether to
    stop."""
    with writing() as db:
        at = now()
        _wipe_expired(db, at)
        due = sa.select(col(OutgoingMail.id)).where(*_waits(at)).order_by(col(OutgoingMail.created_at))
        waiting = list(db.scalars(due))
    outcomes = [_deliver_one(writing, send, found, sender, now) for found in waiting if not is_over()]
    return outcomes.count(True), outcomes.count(False)


def _deliver_one(
    writing: Writing,
    send: Callable[[EmailMessage], None],
    mail_id: UUID,
    sender: str,
    now: Callable[[], datetime],
) -> bool | None:
    """Whether it left; None when another run has it, or when it has expired while others were sent."""
    with writing() as db:
        at = now()
        mine = db.execute(
            sa.update(OutgoingMail)
            .where(col(OutgoingMail.id) == mail_id, *_waits(at))
            .values(next_try_at=at + LEASE, tries=col(OutgoingMail.tries) + 1)
            .returning(
                col(OutgoingMail.id), col(OutgoingMail.recipient), col(OutgoingMail.subject), col(OutgoingMail.body),
                col(OutgoingMail.one_click), col(OutgoingMail.created_at),
            )
        ).first()  # fmt: skip
    if mine is None:
        return None
    try:
        send(_message(sender, mine))
    # Whatever the other server, the network or this one message does, the rest of the line goes on.
    except Exception as error:
        log.warning("mail did not leave", kind=type(error).__name__)
        has_left = False
    else:
        has_left = True
    with writing() as db:
        _note(db, db.get_one(OutgoingMail, mail_id), has_left=has_left, at=now())
    return has_left


def _note(db: Session, mail: OutgoingMail, *, has_left: bool, at: datetime) -> None:
    if has_left:
        mail.sent_at, mail.body, mail.one_click = at, None, None
    elif mail.tries > len(PAUSES):
        mail.body, mail.one_click = None, None
    else:
        mail.next_try_at = at + PAUSES[mail.tries - 1]
    db.add(mail)


def _waits(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(OutgoingMail.body).is_not(None), col(OutgoingMail.sent_at).is_(None), col(OutgoingMail.next_try_at) <= at,
        col(OutgoingMail.expires_at) > at,
    )  # fmt: skip


def _wipe_expired(db: Session, at: datetime) -> None:
    over = (col(OutgoingMail.body).is_not(None), col(OutgoingMail.expires_at) <= at)
    db.execute(sa.update(OutgoingMail).where(*over).values(body=None, one_click=None))


def _message(sender: str, mail: Any) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    message["Date"] = mail.created_at
    # A message that is sent again because its end was not noted is the same message, and programs show it once.
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    # No program should answer this, and no address book learn from it.
    message["Auto-Submitted"] = "auto-generated"
    if mail.one_click:
        message["List-Unsubscribe"] = f"<{mail.one_click}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.body or "")
    return message
