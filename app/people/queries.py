"""Questions about people, agencies and agreements."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.people.access import Viewer, visible_workers
from app.people.models import Account, Agreement, AgreementFocus
from app.people.permits import Permission


def people_of(db: Session, viewer: Viewer, now: datetime) -> list[Account]:
    """Everybody whose page the viewer may open, except the viewer, by first name."""
    reached = visible_workers(viewer, Permission.READ_PERSON, now)
    found = select(Account).where(col(Account.id).in_(reached), col(Account.id) != viewer.id)
    return list(db.exec(found.order_by(col(Account.name))))


def agreement_of(db: Session, worker: Account, on: date) -> Agreement | None:
    """The coaching agreement that runs for this worker on a day, if there is one."""
    return db.exec(
        select(Agreement)
        .where(
            col(Agreement.worker_id) == worker.id,
            col(Agreement.starts_on) <= on,
            sa.or_(col(Agreement.ends_on).is_(None), col(Agreement.ends_on) >= on),
        )
        .order_by(col(Agreement.starts_on).desc())
    ).first()


def focuses_of(db: Session, agreement: Agreement) -> list[AgreementFocus]:
    return list(db.exec(select(AgreementFocus).where(col(AgreementFocus.agreement_id) == agreement.id)))


def names_of(db: Session, ids: set[UUID]) -> dict[UUID, str]:
    rows = db.execute(sa.select(col(Account.id), col(Account.name)).where(col(Account.id).in_(ids)))
    return {row.id: row.name for row in rows}
