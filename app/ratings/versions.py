"""The versions of one assessment, as far as a viewer may know of them: which stands, which came before, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer
from app.people.permits import Permission
from app.ratings.models import Amendment, Assessment
from app.ratings.points import CAME_AT, counts_for, is_readable

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_CAME, _WENT = sa.orm.aliased(Amendment), sa.orm.aliased(Amendment)


@dataclass(frozen=True)
class Version:
    """One version in view. `reason` is why it came, and `end` why nothing stands in its place any more.

    `counts` says that for this viewer it is the one that stands; `replaced_at` tells of nothing after the viewer's
    sight has ended.
    """

    id: UUID
    number: int
    came_at: datetime
    replaced_at: datetime | None
    counts: bool
    reason: str
    end: str


@dataclass(frozen=True)
class History:
    """One version of an assessment with those around it, the oldest first."""

    own: Version
    versions: Sequence[Version]

    @property
    def before(self) -> Version | None:
        return next((one for one in reversed(self.versions) if one.number < self.own.number), None)

    @property
    def newer(self) -> Version | None:
        """The newest version, where it is not this one."""
        newest = self.versions[-1]
        return newest if newest.number > self.own.number else None

    @property
    def is_withdrawn(self) -> bool:
        return not self.own.counts and self.newer is None


def history_of(db: Session, viewer: Viewer, assessment: Assessment, *, with_reasons: bool, now: datetime) -> History:
    """The versions that the viewer may open; reasons for those who may read the notes as well."""
    chain = sa.or_(col(Assessment.id) == root_of(assessment), col(Assessment.first_id) == root_of(assessment))
    came, went = _CAME, _WENT
    gone = sa.and_(col(went.assessment_id) == col(Assessment.id), col(went.successor_id).is_(None))
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.number), CAME_AT.label("came_at"), col(Assessment.replaced_at),
            counts_for(viewer, now, Permission.READ_RATING).label("counts"),
            col(came.reason).label("reason"), col(went.reason).label("end"),
        )
        .outerjoin(came, col(came.successor_id) == col(Assessment.id))
        .outerjoin(went, gone)
        .where(chain, is_readable(viewer, now))
        .order_by(col(Assessment.number))
    )  # fmt: skip
    found = [
        Version(
            row.id, row.number, row.came_at, None if row.counts else row.replaced_at, row.counts,
            (with_reasons and row.reason) or "", (with_reasons and not row.counts and row.end) or "",
        )
        for row in rows
    ]  # fmt: skip
    return History(next(one for one in found if one.id == assessment.id), found)


def root_of(assessment: Assessment) -> UUID:
    """The id of the first version, by which all of them are known."""
    return assessment.first_id or assessment.id
