"""The seal: what worker and coach rate alone opens to both together."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from app.people.models import Agreement
from app.ratings.models import Assessment, Pair


def is_unsealed(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that worker and coach may both see an assessment: no pair seals it now.

    This is what every page and figure asks, the author's own included: one picture for both.
    """
    sealed = sa.exists().where(col(Pair.id) == col(Assessment.pair_id), sa.not_(is_open(now))).correlate(Assessment)
    return sa.or_(col(Assessment.pair_id).is_(None), sa.not_(sealed))


def is_open(now: datetime) -> sa.ColumnElement[bool]:
    """The condition that a pair is open: both sides have rated or declared, or the month after it has passed.

    With the agreement a seal ends as well: a coach who can no longer rate keeps nobody's points closed.
    """
    agreement = aliased(Agreement)
    ended = sa.exists().where(col(agreement.id) == col(Pair.agreement_id), col(agreement.closes_at) <= now)
    both = sa.and_(col(Pair.worker_opened_at).is_not(None), col(Pair.coach_opened_at).is_not(None))
    return sa.or_(both, col(Pair.lapses_at) <= now, ended.correlate(Pair))
