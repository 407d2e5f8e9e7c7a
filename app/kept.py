"""Answers to forms that make something, kept for two days: the same form sent again leads to what it made.

The row is written in the transaction that makes the thing, so that there is one exactly when there is the other: a
line that breaks after the commit and before the answer costs nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col

KEPT_FOR = timedelta(hours=48)


class KeptAnswer(SQLModel, table=True):
    __tablename__ = "kept_answer"

    # Of the form's key, the person and the address, so that a key says nothing in other hands or elsewhere.
    key_digest: str = Field(max_length=64, primary_key=True)
    account_id: UUID
    # Made with the form's key, which is nowhere in the database: a form may hold a password.
    body_digest: str = Field(max_length=64)
    location: str = Field(max_length=500)
    at: datetime = Field(index=True)


@dataclass(frozen=True)
class Sent:
    """One form as it was sent: whose it is, and by what it is known again."""

    account_id: UUID
    key_digest: str
    body_digest: str


def recall(db: Session, sent: Sent, *, at: datetime) -> KeptAnswer | None:
    """What this form has made already. Whoever sends it a second time meanwhile waits until the first is through."""
    if db.get_bind().dialect.name == "postgresql":
        # SQLite has one writer at a time. Here both would look before either has written.
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(int(sent.key_digest[:15], 16))))
    known = (col(KeptAnswer.key_digest) == sent.key_digest, col(KeptAnswer.at) > at - KEPT_FOR)
    return db.scalars(sa.select(KeptAnswer).where(*known)).first()


def keep(db: Session, sent: Sent, location: str, *, at: datetime) -> None:
    """Remember where this form has led. What is older than two days goes on the way."""
    db.execute(sa.delete(KeptAnswer).where(col(KeptAnswer.at) <= at - KEPT_FOR))
    db.add(
        KeptAnswer(
            key_digest=sent.key_digest, account_id=sent.account_id, body_digest=sent.body_digest, location=location,
            at=at,
        )
    )  # fmt: skip
