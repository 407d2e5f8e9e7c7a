"""Wrong passwords: counted in the transaction that checks them, one at a time for each address."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.guessing import HOUR, MOST_IN_A_ROW, MOST_OF_A_CLIENT, Hindrance, hindrance
from app.people.models import FailedTry

# Long enough for a hundred in a row, spread over weeks; then the table forgets.
KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Marks:
    """Digests of what is tried, and of where from; the latter is none where all come through one door."""

    subject: str
    client: str | None = None


def marks_of_address(email: str, client: str | None = None) -> Marks:
    """The same mark however the address is written: neither case nor spaces make a new one."""
    return Marks(_digest("address", "".join(email.split()).casefold()), _digest("client", client) if client else None)


def marks_of_own(account_id: UUID) -> Marks:
    """For a password typed by somebody who is signed in: what strangers try at the door does not count here."""
    return Marks(_digest("own", str(account_id)))


def marks_of_known(account_id: UUID, mark_digest: str) -> Marks:
    """For a browser in which this person has signed in before: nothing that strangers try anywhere counts here."""
    return Marks(_digest("known", f"{account_id} {mark_digest}"))


def hindered(db: Session, marks: Marks, *, at: datetime) -> Hindrance | None:
    """Why nothing is tried now, if anything. In a transaction that writes, `take_turn` comes first."""
    return hindrance(_of_subject(db, marks.subject), _of_client(db, marks.client, at), at)


def take_turn(db: Session, marks: Marks) -> None:
    """Wait until nobody else is trying the same: tries made at once would all find the count of before.

    SQLite has one writer at a time and needs no more than that.
    """
    if db.get_bind().dialect.name != "postgresql":
        return
    for digest in (marks.subject, marks.client):
        if digest:
            # The lock takes a signed number of eight bytes.
            number = int.from_bytes(bytes.fromhex(digest)[:8], signed=True)
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def note_failure(db: Session, marks: Marks, *, at: datetime) -> None:
    db.execute(sa.delete(FailedTry).where(col(FailedTry.at) < at - KEPT_FOR))
    db.add(FailedTry(at=at, subject_digest=marks.subject, client_digest=marks.client))


def forget(db: Session, *marks: Marks) -> None:
    """Begin to count anew, after a right password or a new one."""
    subjects = [one.subject for one in marks]
    db.execute(sa.delete(FailedTry).where(col(FailedTry.subject_digest).in_(subjects)))


def _of_subject(db: Session, subject: str) -> list[datetime]:
    newest = sa.select(col(FailedTry.at)).where(col(FailedTry.subject_digest) == subject)
    return list(db.scalars(newest.order_by(col(FailedTry.at).desc()).limit(MOST_IN_A_ROW)))


def _of_client(db: Session, client: str | None, at: datetime) -> list[datetime]:
    if client is None:
        return []
    lately = (col(FailedTry.client_digest) == client, col(FailedTry.at) > at - HOUR)
    newest = sa.select(col(FailedTry.at)).where(*lately).order_by(col(FailedTry.at).desc())
    return list(db.scalars(newest.limit(MOST_OF_A_CLIENT)))


def _digest(kind: str, text: str) -> str:
    return sha256(f"{kind}\n{text}".encode(errors="surrogatepass")).hexdigest()
