"""The seal: what worker and coach rate alone opens to both together."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from app.people.access import Viewer, inside, windows
from app.people.models import Agreement
from app.people.permits import Permission
from app.ratings.models import Assessment, Pair


def is_unsealed(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that worker and coach may both see an assessment: no pair seals it now.

    This is what every page and figure asks, the author's own included: one picture for both.
    """
    sealed = sa.exists().where(col(Pair.id) == col(Assessment.pair_id), sa.not_(is_open(now))).correlate(Assessment)
    return sa.or_(col(Assessment.pair_id).is_(None), sa.not_(sealed))


def is_open(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that a pair is open: both sides have rated or declared, or the month after it has passed.

    The end of an agreement opens nothing, or whoever ends it would read the other's view without rating.
    """
    both = sa.and_(col(Pair.worker_opened_at).is_not(None), col(Pair.coach_opened_at).is_not(None))
    return sa.or_(both, col(Pair.lapses_at) <= now)


def has_begun() -> sa.ColumnElement[bool]:
    """The condition that some side of a pair is in. A side that is withdrawn while it is sealed is not."""
    return sa.or_(col(Pair.worker_opened_at).is_not(None), col(Pair.coach_opened_at).is_not(None))


def readable_pairs(viewer: Viewer, now: datetime) -> sa.Select[UUID]:
    """The ids of the pairs that the viewer may open, sealed or not: those of one's own agreements, in their time.

    A later coach whom the worker lets see the earlier record reads its assessments, and not this page of two people.
    """
    began = sa.func.coalesce(col(Pair.worker_opened_at), col(Pair.coach_opened_at))
    return (
        sa.select(col(Pair.id))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(
            sa.or_(col(Agreement.worker_id) == viewer.id, col(Agreement.coach_id) == viewer.id),
            inside(windows(viewer, Permission.READ_PAIR, now), worker=col(Agreement.worker_id), at=began),
        )
    )
