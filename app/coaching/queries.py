"""Questions about coaching agreements, as an administrator asks them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.coaching.candidates import profile_titles
from app.people.access import Viewer, visible_workers
from app.people.models import Account, Agreement, AgreementFocus
from app.people.permits import Permission
from app.web.errors import NotFoundError


@dataclass(frozen=True)
class AgreementRow:
    """One agreement with names; `ends_on` is the last day, `focuses` are (profile's title, months between).

    `opens_at` is the instant from which on the coach sees what is written: never before the agreement was made.
    """

    id: UUID
    worker: str
    coach: str
    supervisor: str | None
    starts_on: date
    ends_on: date | None
    opens_at: datetime
    focuses: tuple[tuple[str, int], ...]


def agreements_of(db: Session, viewer: Viewer, *, now: datetime) -> list[AgreementRow]:
    """The agreements of everybody the viewer manages, by the worker's first name, the newest of each first."""
    rows = db.execute(_rows(viewer, now)).all()
    focuses = _focuses_by_agreement(db, [row.id for row in rows])
    return [AgreementRow(**row._asdict(), focuses=focuses.get(row.id, ())) for row in rows]


def agreement_row_or_404(db: Session, viewer: Viewer, agreement_id: UUID, *, now: datetime) -> AgreementRow:
    row = db.execute(_rows(viewer, now).where(col(Agreement.id) == agreement_id)).first()
    if row is None:
        raise NotFoundError
    return AgreementRow(**row._asdict(), focuses=_focuses_by_agreement(db, [row.id]).get(row.id, ()))


def agreement_or_404(db: Session, viewer: Viewer, agreement_id: UUID, *, now: datetime) -> Agreement:
    reached = visible_workers(viewer, Permission.MANAGE_AGREEMENTS, now)
    found = select(Agreement).where(col(Agreement.id) == agreement_id, col(Agreement.worker_id).in_(reached))
    agreement = db.exec(found).first()
    if agreement is None:
        raise NotFoundError
    return agreement


def _rows(viewer: Viewer, now: datetime) -> sa.Select[UUID, str, str, str | None, date, date | None, datetime]:
    worker, coach, supervisor = aliased(Account), aliased(Account), aliased(Account)
    reached = visible_workers(viewer, Permission.MANAGE_AGREEMENTS, now)
    return (
        sa.select(
            col(Agreement.id), col(worker.name).label("worker"), col(coach.name).label("coach"),
            col(supervisor.name).label("supervisor"), col(Agreement.starts_on),
            col(Agreement.ends_on), col(Agreement.opens_at),
        )
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .outerjoin(supervisor, col(supervisor.id) == col(Agreement.supervisor_id))
        .where(col(Agreement.worker_id).in_(reached))
        .order_by(col(worker.name), col(Agreement.starts_on).desc())
    )  # fmt: skip


def _focuses_by_agreement(db: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[str, int], ...]]:
    rows = db.execute(
        sa.select(
            col(AgreementFocus.agreement_id), col(AgreementFocus.profile_id), col(AgreementFocus.rhythm_months)
        ).where(col(AgreementFocus.agreement_id).in_(list(ids)))
    ).all()
    places = {profile: (place, title) for place, (profile, title) in enumerate(profile_titles(db).items())}
    found: dict[UUID, list[tuple[int, str, int]]] = {}
    for agreement_id, profile_id, months in rows:
        found.setdefault(agreement_id, []).append((*places[profile_id], months))
    return {key: tuple((title, months) for _, title, months in sorted(value)) for key, value in found.items()}
