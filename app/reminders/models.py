"""Tables of telling: what people want by mail, which digests were written, and the addresses of calendars."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import word_of
from app.reminders.rules import Kind, Pace


class MailChoice(SQLModel, table=True):
    """How often somebody wants a digest. Who has not chosen has no row."""

    __tablename__ = "mail_choice"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    pace: Pace = Field(sa_type=word_of(Pace))
    # Since when it holds: a digest of before is not written after the fact.
    pace_since: datetime
    # Counts the saves, also those of the kinds, so that a page from before switches nothing on again.
    revision: int = 0


class MailSwitchedOff(SQLModel, table=True):
    """A kind of which somebody wants no mail."""

    __tablename__ = "mail_switched_off"

    account_id: UUID = Field(foreign_key="mail_choice.account_id", primary_key=True)
    kind: Kind = Field(sa_type=word_of(Kind), primary_key=True)


class MailDigest(SQLModel, table=True):
    """That the digest of this day was looked after, with a mail or because nothing waited. Its key is the promise
    that nobody gets two."""

    __tablename__ = "mail_digest"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    period_on: date = Field(primary_key=True)
    at: datetime
    was_mailed: bool


class StopLink(SQLModel, table=True):
    """A link in the mails to one address that stops such mail, the same in each: mails of years make no more rows.

    The link is made from the id, which leaves the database in no other way; the digest is what it is found by, also
    where it was made in another way before.
    """

    __tablename__ = "stop_link"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    # None stops every kind.
    kind: Kind | None = Field(default=None, sa_type=word_of(Kind), nullable=True)
    token_digest: str = Field(max_length=64, unique=True)
    # Digest of the address it went to: with another address, what lies in the old mailbox opens nothing.
    address_digest: str = Field(max_length=64)
    # When it stood in a mail last: from then on it works for a year.
    created_at: datetime


class CalendarAddress(SQLModel, table=True):
    """The private address of one person's calendar. The table holds a digest: the address was shown once."""

    __tablename__ = "calendar_address"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    token_digest: str = Field(max_length=64, unique=True)
    made_at: datetime


class CalendarEntry(SQLModel, table=True):
    """What a person's calendar was told last of one thing, so that a move is told as one."""

    __tablename__ = "calendar_entry"
    __table_args__ = (sa.CheckConstraint("(on_day IS NULL) <> (starts_at IS NULL)", name="a_day_or_an_instant"),)

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    kind: Kind = Field(sa_type=word_of(Kind), primary_key=True)
    subject_id: UUID = Field(primary_key=True)
    on_day: date | None = None
    starts_at: datetime | None = None
    minutes: int | None = None
    sequence: int
    is_cancelled: bool
    changed_at: datetime
