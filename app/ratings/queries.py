"""Questions about assessments as a whole: which took place, which are drafts, and which can be started."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.queries import LoadedVersion, loaded, profiles_in_force
from app.people.access import Viewer, windows
from app.people.models import Account, Position
from app.people.permits import Permission
from app.ratings.models import AmendmentRequest, Assessment, Rating
from app.ratings.points import counts, is_known, is_readable
from app.ratings.rules import Kind, State
from app.ratings.seal import is_unsealed, readable_pairs
from app.ratings.sheets import is_own_draft
from app.web.paging import Paging


@dataclass(frozen=True)
class AssessmentRow:
    """That an assessment took place. `readable` says whether this viewer may open its points as well.

    `pair_id` is there for the two people of its pair; `sealed` while that pair is not open. `number` counts its
    versions: an amended one has more than one. `withdrawn_at` is set where nothing stands in its place.
    """

    id: UUID
    kind: Kind
    profile_id: UUID
    version_id: UUID
    observed_on: date
    submitted_at: datetime
    rater_id: UUID
    rater_name: str
    readable: bool
    pair_id: UUID | None
    sealed: bool
    number: int
    amended_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class DraftRow:
    """A draft of the viewer's own: `answered` elements `of` those that take a rating.

    `amends` says that it is to replace what is submitted, and `waits` that a supervisor has to approve that first.
    """

    id: UUID
    worker_id: UUID
    worker_name: str
    kind: Kind
    version_id: UUID
    profile_id: UUID
    observed_on: date
    saved_at: datetime
    answered: int
    amends: bool
    waits: bool
    of: int


def submitted_assessments(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, paging: Paging | None = None
) -> list[AssessmentRow]:
    """The newest version of each, the latest day first, all or one page.

    A supervisor learns here that an assessment took place, and never a point.
    """
    window = windows(viewer, Permission.READ_ACTIVITY, now)
    is_newest = counts(window)
    withdrawn = sa.and_(is_known(window), col(Assessment.state) == State.WITHDRAWN)
    in_own_pair = col(Assessment.pair_id).in_(readable_pairs(viewer, now))
    submitted = (
        sa.select(
            col(Assessment.id), col(Assessment.kind), col(Assessment.profile_id), col(Assessment.version_id),
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.rater_id),
            col(Account.name).label("rater_name"), is_readable(viewer, now).label("readable"),
            sa.case((in_own_pair, col(Assessment.pair_id))).label("pair_id"),
            sa.not_(is_unsealed(now)).label("sealed"), col(Assessment.number), col(Assessment.amended_at),
            sa.case((sa.not_(is_newest), col(Assessment.replaced_at))).label("withdrawn_at"),
        )
        .join(Account, col(Account.id) == col(Assessment.rater_id))
        .where(col(Assessment.worker_id) == worker.id, sa.or_(is_newest, withdrawn))
        .order_by(col(Assessment.observed_on).desc(), col(Assessment.submitted_at).desc(), col(Assessment.id))
    )  # fmt: skip
    rows = db.execute(paging.cut(db, submitted) if paging else submitted)
    return [AssessmentRow(**row._mapping) for row in rows]


def open_drafts(db: Session, viewer: Viewer, *, now: datetime) -> list[DraftRow]:
    """The viewer's own drafts that can still be worked on, last saved first."""
    return _drafts(db, is_own_draft(viewer, now))


def closed_drafts(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> list[DraftRow]:
    """The viewer's own drafts that the end of an agreement has closed: they can be removed, and no more."""
    own = (col(Assessment.state) == State.DRAFT, col(Assessment.rater_id) == viewer.id)
    return _drafts(db, *own, col(Assessment.worker_id) == worker.id, sa.not_(is_own_draft(viewer, now)))


def offered_profiles(db: Session, worker: Account, *, on: date) -> list[LoadedVersion]:
    """The profiles that fit the position the worker holds on this day; none for somebody without a position."""
    kind = db.scalars(sa.select(col(Position.kind)).where(col(Position.account_id) == worker.id, _held(on))).first()
    return [version for version in profiles_in_force(db) if kind is not None and kind.value in version.profile.fits]


def _drafts(db: Session, *conditions: sa.ColumnElement[bool]) -> list[DraftRow]:
    answered = (
        sa.select(sa.func.count())
        .where(
            col(Rating.assessment_id) == col(Assessment.id),
            sa.or_(col(Rating.point).is_not(None), col(Rating.not_observed)),
        )
        .scalar_subquery()
    )
    asked = (col(AmendmentRequest.draft_id) == col(Assessment.id), col(AmendmentRequest.outcome).is_(None))
    waits = sa.exists().where(*asked).correlate(Assessment)
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.worker_id), col(Account.name).label("worker_name"),
            col(Assessment.kind), col(Assessment.version_id), col(Assessment.profile_id),
            col(Assessment.observed_on), col(Assessment.saved_at), answered.label("answered"),
            col(Assessment.amends_id).is_not(None).label("amends"), waits.label("waits"),
        )
        .join(Account, col(Account.id) == col(Assessment.worker_id))
        .where(*conditions)
        .order_by(col(Assessment.saved_at).desc())
    )  # fmt: skip
    return [DraftRow(**row._mapping, of=_rateable(db, row.version_id)) for row in rows]


def _held(on: date) -> sa.ColumnElement[bool]:
    return sa.and_(col(Position.starts_on) <= on, sa.or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= on))


def _rateable(db: Session, version_id: UUID) -> int:
    return len(loaded(db, version_id).profile.rateable_elements)
