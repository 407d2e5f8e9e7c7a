"""One agreement as it stands: its turn, its wording, its place in the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit.entries import record
from app.clock import start_of
from app.people.access import Viewer
from app.people.models import Account, Agency, Agreement, AgreementTerms
from app.people.permits import Level
from app.people.queries import focuses_of, take_turn
from app.web.errors import ConflictError


@dataclass(frozen=True)
class Wording:
    """All that a draft says beside worker and coach; `focuses` are profile id to months between self-assessments.

    `minutes` are those of coaching in a month.
    """

    supervisor: Account | None
    level: Level
    focuses: Mapping[UUID, int]
    starts_on: date
    ends_on: date | None
    minutes: int


def newest_terms(db: Session, agreement: Agreement) -> AgreementTerms:
    of_agreement = select(AgreementTerms).where(col(AgreementTerms.agreement_id) == agreement.id)
    return db.exec(of_agreement.order_by(col(AgreementTerms.number).desc())).first() or _missing(agreement)


def wording_of(db: Session, agreement: Agreement) -> Wording:
    terms = newest_terms(db, agreement)
    supervisor = db.get_one(Account, terms.supervisor_id) if terms.supervisor_id else None
    focuses = {focus.profile_id: focus.rhythm_months for focus in focuses_of(db, agreement)}
    return Wording(
        supervisor, Level(terms.level), focuses, agreement.starts_on, agreement.ends_on, agreement.coaching_minutes
    )


def take_agreement(db: Session, agreement: Agreement) -> None:
    """Wait for this worker's turn, then read the agreement anew. Raises ConflictError when it is gone."""
    take_turn(db, agreement.worker_id)
    row = select(Agreement).where(col(Agreement.id) == agreement.id)
    if db.exec(row.execution_options(populate_existing=True)).first() is None:
        raise ConflictError("This draft was removed a moment ago. There is nothing to sign or to change.")


def closing(ends_on: date | None, zone: str) -> datetime | None:
    """The instant at which reach closes: the last day counts whole."""
    return start_of(ends_on + timedelta(days=1), zone) if ends_on else None


def note(
    db: Session, by: Viewer | None, agreement: Agreement, action: str, at: datetime, **details: str | int | list[str]
) -> None:
    record(
        db, at=at, actor_id=by.id if by else None, agency_id=agreement.agency_id, action=action,
        subject=("agreement", agreement.id), **details,
    )  # fmt: skip


def zone_of(db: Session, agreement: Agreement) -> str:
    return db.get_one(Agency, agreement.agency_id).time_zone


def _missing(agreement: Agreement) -> AgreementTerms:
    raise LookupError(f"Agreement {agreement.id} has no terms.")
