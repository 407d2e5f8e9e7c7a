"""Questions about telling: who wants what, for whom a digest is due, and whom a token belongs to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer, is_open
from app.people.models import Account, Agency
from app.people.queries import roles_of
from app.reminders.models import CalendarAddress, MailChoice, MailDigest, MailSwitchedOff, StopLink
from app.reminders.rules import Choices, Kind, Pace, begins_at, period_of

# Whoever finds an old mail still stops the next one by it.
STOP_LINKS_WORK_FOR = timedelta(days=366)


@dataclass(frozen=True)
class Stop:
    """What a link in a mail stops: one kind for this person, or every kind."""

    account: Account
    kind: Kind | None


def digest_of(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def choices_of(db: Session, account_id: UUID) -> Choices:
    row = db.get(MailChoice, account_id, populate_existing=True)
    if row is None:
        return Choices()
    off = db.scalars(sa.select(col(MailSwitchedOff.kind)).where(col(MailSwitchedOff.account_id) == account_id))
    return Choices(row.pace, frozenset(off), row.revision)


def viewer_for(db: Session, account_id: UUID) -> Viewer | None:
    """This person as every page knows who asks, with the same reach and no more; nobody for a closed account."""
    row = db.execute(
        sa.select(Account, Agency)
        .join(Agency, col(Agency.id) == col(Account.agency_id))
        .where(col(Account.id) == account_id, is_open(Account))
    ).first()
    if row is None:
        return None
    account, agency = row
    return Viewer(
        id=account.id, agency_id=agency.id, agency_name=agency.name, name=account.name,
        roles=frozenset(roles_of(db, account.id)), zone=agency.time_zone, invented=agency.invented,
    )  # fmt: skip


def digests_due(db: Session, *, now: datetime, of: UUID | None = None) -> list[tuple[UUID, date]]:
    """For whom a digest is to be looked after now, and of which day; of one account where it is named."""
    found: list[tuple[UUID, date]] = []
    # Nobody reads the mail of invented people.
    agencies = sa.select(Agency).where(col(Agency.invented).is_(False)).order_by(col(Agency.id))
    if of:
        # It is asked where nobody else can write, and so of the own agency alone.
        agencies = agencies.where(col(Agency.id).in_(sa.select(col(Account.agency_id)).where(col(Account.id) == of)))
    for agency in db.scalars(agencies):
        for pace in Pace:
            period = period_of(pace, now, agency.time_zone)
            if period:
                found += [(one, period) for one in db.scalars(_due_for(agency, pace, period, of))]
    return found


def stop_of(db: Session, token: str, *, now: datetime) -> Stop | None:
    """What this link stops; None for one that is made up, a year old, or of a closed account or another address."""
    row = db.execute(
        sa.select(StopLink, Account)
        .join(Account, col(Account.id) == col(StopLink.account_id))
        .where(
            col(StopLink.token_digest) == digest_of(token), col(StopLink.created_at) > now - STOP_LINKS_WORK_FOR,
            is_open(Account),
        )
    ).first()  # fmt: skip
    if row is None or row.StopLink.address_digest != digest_of(row.Account.email):
        return None
    return Stop(row.Account, row.StopLink.kind)


def calendar_made_at(db: Session, account_id: UUID) -> datetime | None:
    """Since when the person has a calendar address, if there is one."""
    row = db.get(CalendarAddress, account_id)
    return row.made_at if row else None


def calendar_behind(db: Session, token: str) -> Viewer | None:
    """Whose calendar stands at this address; nobody's for one that is revoked, made up or of a closed account."""
    account_id = db.scalar(
        sa.select(col(CalendarAddress.account_id)).where(col(CalendarAddress.token_digest) == digest_of(token))
    )
    return viewer_for(db, account_id) if account_id else None


def _due_for(agency: Agency, pace: Pace, period: date, of: UUID | None) -> sa.Select[UUID]:
    looked_after = sa.exists().where(col(MailDigest.account_id) == col(Account.id), col(MailDigest.period_on) == period)
    chosen = sa.func.coalesce(col(MailChoice.pace), Pace.WEEKLY.value) == pace.value
    since = sa.func.coalesce(col(MailChoice.pace_since), col(Account.created_at))
    named = [col(Account.id) == of] if of else []
    return (
        sa.select(col(Account.id))
        .outerjoin(MailChoice, col(MailChoice.account_id) == col(Account.id))
        .where(
            col(Account.agency_id) == agency.id, is_open(Account), chosen, sa.not_(looked_after), *named,
            # Who has no password yet was invited, and cannot follow a link to sign in.
            col(Account.password_hash).is_not(None),
            since <= begins_at(period, agency.time_zone),
        )
        .order_by(col(Account.id))
    )  # fmt: skip
