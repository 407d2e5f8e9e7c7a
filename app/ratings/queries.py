"""Questions about assessments: the points a viewer may see, the newest of them, and the viewer's own drafts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.models import Element
from app.frameworks.queries import LoadedVersion, loaded, profiles_in_force
from app.people.access import Viewer, inside, windows
from app.people.models import Account, Agreement, Position, PositionKind
from app.people.permits import Permission
from app.ratings.models import Assessment, Rating, Seen
from app.ratings.rules import Kind, Reason, State
from app.ratings.sheets import by_rating, is_own_draft


@dataclass(frozen=True)
class PointSeen:
    """One submitted rating that the viewer may see: a point, or not observed."""

    kind: Kind
    point: int | None
    not_observed: bool
    reason: Reason | None
    observed_on: date
    submitted_at: datetime
    rater_id: UUID
    assessment_id: UUID
    rating_id: UUID
    profile_id: UUID
    version_id: UUID
    element_key: str
    note: str


@dataclass(frozen=True)
class Latest:
    """The newest points of one element. A later *not observed* of the coach stands beside the point, never for it."""

    coach: PointSeen | None = None
    self_: PointSeen | None = None
    coach_not_observed: PointSeen | None = None


@dataclass(frozen=True)
class AssessmentRow:
    """That an assessment took place. `readable` says whether this viewer may open its points as well."""

    id: UUID
    kind: Kind
    profile_id: UUID
    version_id: UUID
    observed_on: date
    submitted_at: datetime
    rater_id: UUID
    rater_name: str
    readable: bool


@dataclass(frozen=True)
class DraftRow:
    """A draft of the viewer's own: `answered` elements `of` those that take a rating."""

    id: UUID
    worker_id: UUID
    worker_name: str
    kind: Kind
    version_id: UUID
    profile_id: UUID
    observed_on: date
    saved_at: datetime
    answered: int
    of: int


LatestPoints = dict[tuple[UUID, str], Latest]


def visible_points(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, since: date | None = None,
    profile_id: UUID | None = None,
) -> list[PointSeen]:  # fmt: skip
    """Submitted points and not-observed marks inside the viewer's windows, oldest observed first."""
    window = windows(viewer, Permission.READ_RATING, now)
    reached = inside(window, worker=col(Assessment.worker_id), at=col(Assessment.submitted_at))
    return _points(db, worker, reached, since=since, profile_id=profile_id)


def latest_points(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, since: date | None = None
) -> LatestPoints:
    """By (profile id, element key): the newest points this viewer may see.

    Every page that shows a "latest point" asks here, so that no page shows what another hides.
    """
    return latest_of(visible_points(db, viewer, worker, now=now, since=since))


def shared_points(
    db: Session, worker: Account, agreement: Agreement | None, *, now: datetime, since: date | None = None
) -> LatestPoints:
    """The newest points that the worker and the present coach can both see; without a coach, the worker's own view."""
    reached = [col(Assessment.submitted_at) <= now]
    if agreement is not None:
        reached.append(col(Assessment.submitted_at) >= agreement.opens_at)
    if agreement is not None and agreement.closes_at is not None:
        reached.append(col(Assessment.submitted_at) < agreement.closes_at)
    return latest_of(_points(db, worker, sa.and_(*reached), since=since))


def latest_of(points: Iterable[PointSeen]) -> LatestPoints:
    """The newest by observed-on, then by submitted-at, whatever order the points come in."""
    found: LatestPoints = defaultdict(Latest)
    for seen in sorted(points, key=lambda seen: (seen.observed_on, seen.submitted_at)):
        key = (seen.profile_id, seen.element_key)
        if seen.point is None:
            if seen.kind is Kind.COACH:
                found[key] = replace(found[key], coach_not_observed=seen)
        elif seen.kind is Kind.COACH:
            found[key] = replace(found[key], coach=seen, coach_not_observed=None)
        else:
            found[key] = replace(found[key], self_=seen)
    return dict(found)


def seen_indicators(db: Session, rating_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """The indicators tapped in each of these ratings, which a query here has found for the viewer."""
    if not rating_ids:
        return {}
    rows = db.execute(
        sa.select(col(Seen.rating_id), col(Seen.indicator_key)).where(col(Seen.rating_id).in_(rating_ids))
    )
    return by_rating(rows)


def submitted_assessments(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> list[AssessmentRow]:
    """Newest first. A supervisor learns here that an assessment took place, and never a point."""
    when = {"worker": col(Assessment.worker_id), "at": col(Assessment.submitted_at)}
    readable = inside(windows(viewer, Permission.READ_RATING, now), **when)
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.kind), col(Assessment.profile_id), col(Assessment.version_id),
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.rater_id),
            col(Account.name).label("rater_name"), readable.label("readable"),
        )
        .join(Account, col(Account.id) == col(Assessment.rater_id))
        .where(
            col(Assessment.worker_id) == worker.id,
            col(Assessment.state) == State.SUBMITTED,
            inside(windows(viewer, Permission.READ_ACTIVITY, now), **when),
        )
        .order_by(col(Assessment.observed_on).desc(), col(Assessment.submitted_at).desc())
    )  # fmt: skip
    return [AssessmentRow(**row._mapping) for row in rows]


def open_drafts(db: Session, viewer: Viewer, *, now: datetime) -> list[DraftRow]:
    """The viewer's own drafts that can still be worked on, last saved first."""
    answered = (
        sa.select(sa.func.count())
        .where(
            col(Rating.assessment_id) == col(Assessment.id),
            sa.or_(col(Rating.point).is_not(None), col(Rating.not_observed)),
        )
        .scalar_subquery()
    )
    rows = db.execute(
        sa.select(
            col(Assessment.id), col(Assessment.worker_id), col(Account.name).label("worker_name"),
            col(Assessment.kind), col(Assessment.version_id), col(Assessment.profile_id),
            col(Assessment.observed_on), col(Assessment.saved_at), answered.label("answered"),
        )
        .join(Account, col(Account.id) == col(Assessment.worker_id))
        .where(is_own_draft(viewer, now))
        .order_by(col(Assessment.saved_at).desc())
    )  # fmt: skip
    return [DraftRow(**row._mapping, of=_rateable(db, row.version_id)) for row in rows]


def last_self_assessments(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> dict[UUID, date]:
    """By profile: the newest day of a submitted self-assessment, for whoever may know that it took place."""
    window = windows(viewer, Permission.READ_ACTIVITY, now)
    rows = db.execute(
        sa.select(col(Assessment.profile_id), sa.func.max(col(Assessment.observed_on)))
        .where(
            col(Assessment.worker_id) == worker.id,
            col(Assessment.kind) == Kind.SELF,
            col(Assessment.state) == State.SUBMITTED,
            inside(window, worker=col(Assessment.worker_id), at=col(Assessment.submitted_at)),
        )
        .group_by(col(Assessment.profile_id))
    )
    return {row[0]: row[1] for row in rows}


def offered_profiles(db: Session, worker: Account, *, on: date) -> list[LoadedVersion]:
    """The profiles that fit the position the worker holds on this day; none for somebody without a position."""
    kind = db.scalars(sa.select(col(Position.kind)).where(col(Position.account_id) == worker.id, _held(on))).first()
    return [version for version in profiles_in_force(db) if kind is not None and kind.value in version.profile.fits]


def supervisors_of(db: Session, worker: Account, *, on: date) -> list[str]:
    """The names of those who supervise the worker's unit on this day, and so see that an assessment took place."""
    units = sa.select(col(Position.unit_id)).where(col(Position.account_id) == worker.id, _held(on))
    names = db.scalars(
        sa.select(col(Account.name))
        .join(Position, col(Position.account_id) == col(Account.id))
        .where(
            col(Position.unit_id).in_(units),
            col(Position.kind) == PositionKind.SUPERVISOR,
            col(Account.id) != worker.id,
            _held(on),
        )
        .order_by(col(Account.name))
    )
    return list(names)


def _points(
    db: Session, worker: Account, reached: sa.ColumnElement[bool], *, since: date | None, profile_id: UUID | None = None
) -> list[PointSeen]:
    found: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Assessment.kind), col(Rating.point), col(Rating.not_observed), col(Rating.reason),
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.rater_id),
            col(Assessment.id).label("assessment_id"), col(Rating.id).label("rating_id"),
            col(Assessment.profile_id), col(Assessment.version_id), col(Element.key).label("element_key"),
            col(Rating.note),
        )
        .join(Rating, col(Rating.assessment_id) == col(Assessment.id))
        .join(Element, col(Element.id) == col(Rating.element_id))
        .where(
            col(Assessment.worker_id) == worker.id,
            col(Assessment.state) == State.SUBMITTED,
            sa.or_(col(Rating.point).is_not(None), col(Rating.not_observed)),
            reached,
        )
        .order_by(
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.kind), col(Element.place)
        )
    )  # fmt: skip
    if since is not None:
        found = found.where(col(Assessment.observed_on) >= since)
    if profile_id is not None:
        found = found.where(col(Assessment.profile_id) == profile_id)
    return [PointSeen(*row) for row in db.execute(found)]


def _held(on: date) -> sa.ColumnElement[bool]:
    return sa.and_(col(Position.starts_on) <= on, sa.or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= on))


def _rateable(db: Session, version_id: UUID) -> int:
    return len(loaded(db, version_id).profile.rateable_elements)
