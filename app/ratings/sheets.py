"""One assessment as a sheet: who may open it, and what each of its elements holds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.frameworks.models import Element
from app.frameworks.queries import LoadedVersion, loaded
from app.people.access import Viewer, visible_workers, windows
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.queries import agreement_at, names_of
from app.ratings.models import Assessment, Pair, Rating, Seen
from app.ratings.points import is_known, is_readable
from app.ratings.rules import Answer, Days, Kind, State
from app.ratings.seal import is_unsealed, readable_pairs
from app.ratings.taps import by_rating
from app.web.errors import NotFoundError, RefusedError


@dataclass(frozen=True)
class StoredRating:
    """One element of one assessment as it stands in the database."""

    rating_id: UUID
    answer: Answer
    revision: int
    saved_at: datetime
    changed_after_review: bool = False


@dataclass(frozen=True)
class Sheet:
    """An assessment with what its pages say around it.

    `agreement` is the one a coach rates under; of a self-assessment, the one that lets a coach read it.
    """

    assessment: Assessment
    version: LoadedVersion
    worker: Account
    agreement: Agreement | None
    rater_name: str
    coach_name: str | None


def sheet_of(db: Session, assessment: Assessment, *, at: datetime) -> Sheet:
    """The sheet as it stands at an instant: now for a draft, that of submission afterwards."""
    worker = db.exec(select(Account).where(col(Account.id) == assessment.worker_id)).one()
    if assessment.kind is Kind.SELF:
        agreement = agreement_at(db, worker, at)
    else:
        running = running_agreement(db, assessment, at) if assessment.state is State.DRAFT else None
        agreement = running or stored_agreement(db, assessment)
    names = names_of(db, {assessment.rater_id, agreement.coach_id if agreement else worker.id})
    return Sheet(
        assessment, loaded(db, assessment.version_id), worker, agreement, names[assessment.rater_id],
        names[agreement.coach_id] if agreement else None,
    )  # fmt: skip


def running_agreement(db: Session, assessment: Assessment, at: datetime) -> Agreement | None:
    """The agreement between worker and rater in force at an instant; for the worker, with whichever coach."""
    agreement = agreement_at(db, db.get_one(Account, assessment.worker_id), at)
    return agreement if agreement and assessment.rater_id in (agreement.worker_id, agreement.coach_id) else None


def stored_agreement(db: Session, assessment: Assessment) -> Agreement | None:
    """The agreement under which a draft was begun, or an assessment submitted."""
    return db.exec(select(Agreement).where(col(Agreement.id) == assessment.agreement_id)).first()


def coached_days(db: Session, worker: Account, rater_id: UUID, *, at: datetime) -> list[Days]:
    """The days of which a coach can tell: those of every agreement of these two that has begun, the oldest first.

    After a renewal the month from before is still theirs to rate. None for the worker, whom nothing bounds.
    """
    of_two = (
        col(Agreement.worker_id) == worker.id, col(Agreement.coach_id) == rater_id, col(Agreement.opens_at) <= at,
        sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > col(Agreement.opens_at)),
    )  # fmt: skip
    days = sa.select(col(Agreement.starts_on), col(Agreement.ends_on)).where(*of_two)
    return [(row.starts_on, row.ends_on) for row in db.execute(days.order_by(col(Agreement.starts_on)))]


def assessment_or_404(db: Session, viewer: Viewer, assessment_id: UUID, *, now: datetime) -> Assessment:
    """A draft of the viewer's own, or a submitted version, replaced or not, whose points the viewer may see."""
    state = db.scalar(sa.select(col(Assessment.state)).where(col(Assessment.id) == assessment_id))
    # Building both conditions at once costs more than asking which of them is needed.
    reached = is_own_draft(viewer, now) if state is State.DRAFT else is_readable(viewer, now)
    found = db.scalars(
        sa.select(Assessment).where(col(Assessment.id) == assessment_id, col(Assessment.state) == state, reached)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def sealed_pair(db: Session, viewer: Viewer, assessment_id: UUID, *, now: datetime) -> UUID | None:
    """The pair that still seals this assessment for its worker or coach, who may know that it took place."""
    of_viewer = col(Assessment.pair_id).in_(readable_pairs(viewer, now))
    sealed = (col(Assessment.id) == assessment_id, of_viewer, sa.not_(is_unsealed(now)))
    return db.scalars(sa.select(col(Assessment.pair_id)).where(*sealed)).first()


def own_pair(db: Session, viewer: Viewer, assessment: Assessment, *, now: datetime) -> UUID | None:
    """The pair of an assessment, open or not, for the two whose pair it is."""
    return db.scalars(readable_pairs(viewer, now).where(col(Pair.id) == assessment.pair_id)).first()


def notes_are_readable(db: Session, viewer: Viewer, assessment: Assessment, *, now: datetime) -> bool:
    """Whether the notes are open as well: a new coach may have the points of the earlier record and not its words."""
    reached = is_known(windows(viewer, Permission.READ_NOTE, now))
    return assessment.state is State.DRAFT or bool(
        db.scalar(sa.select(sa.exists().where(col(Assessment.id) == assessment.id, reached)))
    )


def assessment_to_change(db: Session, viewer: Viewer, assessment_id: UUID, *, now: datetime) -> Assessment:
    """An assessment the viewer wrote. Raises RefusedError for somebody else's that the viewer may read."""
    found = assessment_or_404(db, viewer, assessment_id, now=now)
    if found.rater_id != viewer.id:
        raise RefusedError("Somebody else wrote this assessment. You can read it, and leave it as it is.")
    return found


def assessment_to_remove(db: Session, viewer: Viewer, assessment_id: UUID, *, now: datetime) -> Assessment:
    """As `assessment_to_change`, and a draft of the viewer's own that the end of an agreement has closed."""
    own_draft = sa.and_(col(Assessment.state) == State.DRAFT, col(Assessment.rater_id) == viewer.id)
    own = db.scalars(sa.select(Assessment).where(col(Assessment.id) == assessment_id, own_draft)).first()
    return own or assessment_to_change(db, viewer, assessment_id, now=now)


def assessment_to_amend(db: Session, viewer: Viewer, assessment_id: UUID, *, now: datetime) -> Assessment:
    """A submitted one of the viewer's own. Raises RefusedError for what the viewer may read and no longer write."""
    found = assessment_to_change(db, viewer, assessment_id, now=now)
    if found.state is State.DRAFT:
        raise NotFoundError
    if not may_write(db, viewer, found, now=now):
        raise RefusedError("Your coaching agreement has ended. You can read this assessment, and leave it as it is.")
    return found


def may_write(db: Session, viewer: Viewer, assessment: Assessment, *, now: datetime) -> bool:
    """Whether the viewer wrote it and still works in this record: the worker, or the coach of today."""
    reached = sa.literal(assessment.worker_id, sa.Uuid()).in_(visible_workers(viewer, Permission.AMEND, now))
    return assessment.rater_id == viewer.id and bool(db.scalar(sa.select(reached)))


def before_of(db: Session, assessment: Assessment) -> Assessment | None:
    """The version that this one replaces, or is to replace."""
    return db.get(Assessment, assessment.amends_id) if assessment.amends_id else None


def stored_ratings(db: Session, assessment: Assessment) -> dict[str, StoredRating]:
    """By element key: what the assessment holds. The caller has loaded it for somebody who may see it."""
    seen = by_rating(
        db.execute(
            sa.select(col(Seen.rating_id), col(Seen.indicator_key))
            .join(Rating, col(Rating.id) == col(Seen.rating_id))
            .where(col(Rating.assessment_id) == assessment.id)
        )
    )
    rows = db.execute(
        sa.select(
            col(Rating.id), col(Element.key), col(Rating.point), col(Rating.not_observed), col(Rating.reason),
            col(Rating.note), col(Rating.revision), col(Rating.saved_at), col(Rating.changed_after_review),
        )
        .join(Element, col(Element.id) == col(Rating.element_id))
        .where(col(Rating.assessment_id) == assessment.id)
    )  # fmt: skip
    return {row.key: _stored(row, seen.get(row.id, frozenset())) for row in rows}


def notes_of(db: Session, assessment: Assessment) -> dict[str, str]:
    """Element to note, where there is one."""
    return {key: one.answer.note for key, one in stored_ratings(db, assessment).items() if one.answer.note}


def details_of(assessment: Assessment) -> str:
    """Day and setting as one text, by which an older tab is told from a newer one."""
    return f"{assessment.observed_on} {assessment.setting}".strip()


def as_shown(assessment: Assessment, stored: Mapping[str, StoredRating]) -> str:
    """A digest of what the review of a draft shows, by which an older page is told from a newer one."""
    told = [details_of(assessment), *sorted(f"{key} {one.revision}" for key, one in stored.items())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def is_own_draft(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Assessment.state) == State.DRAFT,
        col(Assessment.rater_id) == viewer.id,
        col(Assessment.worker_id).in_(visible_workers(viewer, Permission.KEEP_DRAFT, now)),
    )


def _stored(row: Any, seen: frozenset[str]) -> StoredRating:
    answer = Answer(row.point, row.not_observed, row.reason, row.note, seen)
    return StoredRating(row.id, answer, row.revision, row.saved_at, row.changed_after_review)
