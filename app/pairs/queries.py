"""Questions about pairs: which stand between the viewer and somebody, and which one may be opened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.people.access import Viewer, coaches_now, is_open, visible_workers
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.ratings.models import Pair
from app.ratings.pairs import Opened, opening
from app.ratings.rules import Kind
from app.ratings.seal import has_begun

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH = aliased(Account), aliased(Account)

# Open to both, waiting for the viewer, or waiting for the other.
Standing = Literal["open", "yours", "theirs"]


@dataclass(frozen=True)
class PairRow:
    """One pair as the viewer's pages speak of it. `opened_at` is none while it is sealed.

    `declared_by` is the side that opened it without rating, if one did.
    """

    id: UUID
    worker_id: UUID
    worker_name: str
    coach_id: UUID
    coach_name: str
    profile_id: UUID
    month: date
    state: Standing
    opened_at: datetime | None
    declared_by: Kind | None
    lapses_at: datetime
    own_side: Kind


def pairs_near(db: Session, viewer: Viewer, now: datetime) -> list[PairRow]:
    """The viewer's pairs with whoever is still coach or coached: the newest month first, then by name.

    Where one of the two has left, nothing waits, and no pair is named.
    """
    worker, coach = _WORKER, _COACH
    rows = db.execute(
        sa.select(Pair, Agreement, col(worker.name).label("worker"), col(coach.name).label("coach"))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .join(worker, col(worker.id) == col(Agreement.worker_id))
        .join(coach, col(coach.id) == col(Agreement.coach_id))
        .where(
            has_begun(), is_open(worker), is_open(coach),
            coaches_now(coach=col(Agreement.coach_id), worker=col(Agreement.worker_id), now=now),
            sa.or_(col(Agreement.worker_id) == viewer.id, col(Agreement.coach_id) == viewer.id),
            col(Agreement.worker_id).in_(visible_workers(viewer, Permission.KEEP_PAIR, now)),
        )
        .order_by(col(Pair.month).desc(), col(worker.name), col(Pair.profile_id))
    )  # fmt: skip
    return [_row(row.Pair, row.Agreement, row.worker, row.coach, viewer, now) for row in rows]


def _row(pair: Pair, agreement: Agreement, worker: str, coach: str, viewer: Viewer, now: datetime) -> PairRow:
    side = Kind.SELF if viewer.id == agreement.worker_id else Kind.COACH
    opened, own = opening(pair, now), pair.worker_opened_at if side is Kind.SELF else pair.coach_opened_at
    state: Standing = "open" if opened else "yours" if own is None else "theirs"
    declared = Kind.SELF if pair.worker_declared else Kind.COACH
    return PairRow(
        id=pair.id, worker_id=agreement.worker_id, worker_name=worker, coach_id=agreement.coach_id,
        coach_name=coach, profile_id=pair.profile_id, month=pair.month, state=state,
        opened_at=opened[1] if opened else None,
        declared_by=declared if opened and opened[0] is Opened.DECLARED else None, lapses_at=pair.lapses_at,
        own_side=side,
    )  # fmt: skip
