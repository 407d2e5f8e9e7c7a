"""Tables of people: agencies, units, accounts, roles, positions, agreements, sign-ins and the ways to one."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.columns import within, word_of
from app.guard.kinds import SpotKind
from app.people.permits import Level, Role


class PositionKind(StrEnum):
    SOCIAL_WORKER = "social-worker"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class Agency(SQLModel, table=True):
    __table_args__ = (within("name", 200),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    time_zone: str = Field(max_length=64)
    # Set for the demonstration alone: its people can be signed in with one click, and no others ever.
    invented: bool = False
    created_at: datetime


class Unit(SQLModel, table=True):
    __table_args__ = (sa.UniqueConstraint("agency_id", "name"), within("name", 200))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id")
    name: str = Field(max_length=200)
    # Counts the saves, so that a page that was opened before cannot write over what came since.
    revision: int = 0


class Account(SQLModel, table=True):
    __table_args__ = (within("name", 200), within("email", 200))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    name: str = Field(max_length=200)
    # Kept in lower case, so that one address is one account.
    email: str = Field(max_length=200, unique=True)
    password_hash: str | None = Field(default=None, max_length=200)
    created_at: datetime
    disabled_at: datetime | None = None
    # Counts the saves of name, address and roles.
    revision: int = 0


class AccountRole(SQLModel, table=True):
    __tablename__ = "account_role"

    account_id: UUID = Field(foreign_key="account.id", primary_key=True)
    role: Role = Field(sa_type=word_of(Role), primary_key=True)


class Position(SQLModel, table=True):
    """A job in a unit, with dates. It says which profiles fit, and who supervises whom."""

    __table_args__ = (sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id", index=True)
    kind: PositionKind = Field(sa_type=word_of(PositionKind))
    starts_on: date
    ends_on: date | None = None  # the last day in the position
    # Counts the saves of the last day.
    revision: int = 0


class Earlier(StrEnum):
    """What the worker lets a new coach see of the record from before the agreement."""

    NOTHING = "nothing"
    POINTS = "points"
    ALL = "all"


class Part(StrEnum):
    """In which part somebody signs."""

    WORKER = "worker"
    COACH = "coach"
    SUPERVISOR = "supervisor"


class Agreement(SQLModel, table=True):
    """Who coaches whom, from when until when. A draft opens nothing; signed by worker and coach it gives reach."""

    __table_args__ = (
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates_in_order"),
        sa.CheckConstraint("worker_id <> coach_id", name="two_people"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agency_id: UUID = Field(foreign_key="agency.id", index=True)
    worker_id: UUID = Field(foreign_key="account.id", index=True)
    coach_id: UUID = Field(foreign_key="account.id", index=True)
    starts_on: date
    ends_on: date | None = None  # the last day of coaching
    # From when until when the coach reads and writes, as instants, so that one comparison in SQL decides reach.
    # It opens when worker and coach have both signed and the first day has come; a draft has no such instant.
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    # Set when the worker's next agreement ends this one: which, and the last day from before, to go back to it.
    cut_by: UUID | None = Field(default=None, foreign_key="agreement.id")
    uncut_ends_on: date | None = None
    earlier: Earlier = Field(default=Earlier.NOTHING, sa_type=word_of(Earlier))
    drafted_by: UUID | None = Field(default=None, foreign_key="account.id")
    created_at: datetime


class AgreementTerms(SQLModel, table=True):
    """One wording of an agreement, with what the supervisor sees. Nothing here is ever changed back: history stays.

    While the agreement is a draft each change makes new terms, so that a signature stands for what was read.
    Afterwards new terms widen or narrow what the supervisor sees; they count from `in_force_at`.
    """

    __tablename__ = "agreement_terms"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "number"),
        sa.CheckConstraint("level IN (1, 2, 4)", name="level_of_a_supervisor"),
        sa.CheckConstraint("supervisor_id IS NOT NULL OR level = 1", name="nobody_sees_more_than_activity"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    number: int
    supervisor_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    # A value of Level.
    level: int = Level.ACTIVITY.value
    proposed_by: UUID | None = Field(default=None, foreign_key="account.id")
    proposed_at: datetime
    # Since when the level counts for what is submitted; none while a signature is missing.
    in_force_at: datetime | None = None
    # Set when other terms came first or when somebody took the offer back.
    withdrawn_at: datetime | None = None
    # The unit in which the supervisor signed, and the day: a move away ends what was signed for it.
    unit_id: UUID | None = Field(default=None, foreign_key="unit.id")
    bound_on: date | None = None


class AgreementSignature(SQLModel, table=True):
    __tablename__ = "agreement_signature"
    __table_args__ = (sa.UniqueConstraint("terms_id", "part"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    terms_id: UUID = Field(foreign_key="agreement_terms.id", index=True)
    account_id: UUID = Field(foreign_key="account.id")
    part: Part = Field(sa_type=word_of(Part))
    signed_at: datetime


class AgreementFocus(SQLModel, table=True):
    """One profile the agreement works on, and how often the worker assesses oneself on it."""

    __tablename__ = "agreement_focus"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "profile_id"),
        sa.CheckConstraint("rhythm_months BETWEEN 1 AND 12", name="rhythm_in_a_year"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    agreement_id: UUID = Field(foreign_key="agreement.id", index=True)
    profile_id: UUID = Field(foreign_key="profile.id")
    rhythm_months: int


class SignIn(SQLModel, table=True):
    """One browser that is signed in. The table holds a digest: the cookie's value is nowhere."""

    __tablename__ = "sign_in"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    token_digest: str = Field(max_length=64, unique=True)
    # A few plain words such as "Chrome on Windows"; what the browser says of itself is not kept.
    browser: str = Field(default="", max_length=60)
    # Digest of the mark that this browser keeps after signing out: here somebody has signed in rightly before.
    mark_digest: str | None = Field(default=None, max_length=64, index=True)
    created_at: datetime
    # Kept at most once a minute, so that reading does not write each time.
    last_seen_at: datetime
    # When the password was typed last.
    proven_at: datetime
    ended_at: datetime | None = None


class FailedTry(SQLModel, table=True):
    """One wrong password. Names and network addresses are digests, and an unknown name leaves the same row."""

    __tablename__ = "failed_try"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    at: datetime = Field(index=True)
    subject_digest: str = Field(max_length=64, index=True)
    client_digest: str | None = Field(default=None, max_length=64, index=True)


class LinkKind(StrEnum):
    INVITATION = "invitation"
    RESET = "reset"


class PasswordLink(SQLModel, table=True):
    """A link that sets a password, once. The table holds a digest: the link itself is nowhere."""

    __tablename__ = "password_link"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    kind: LinkKind = Field(sa_type=word_of(LinkKind))
    token_digest: str = Field(max_length=64, unique=True)
    created_at: datetime
    expires_at: datetime
    # Set when it was used, or when another way to the same end was taken.
    ended_at: datetime | None = None


class GuardCount(SQLModel, table=True):
    """How many texts of an agency were kept in a month though they hold a spot of this kind: no text, and nobody."""

    __tablename__ = "guard_count"

    agency_id: UUID = Field(foreign_key="agency.id", primary_key=True)
    # The first day of the month, where the agency is.
    month: date = Field(primary_key=True)
    kind: SpotKind = Field(sa_type=word_of(SpotKind), primary_key=True)
    kept: int
