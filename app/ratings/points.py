"""The points a viewer may see: what every page and every goal asks here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.models import Element, ProfileVersion
from app.frameworks.queries import LoadedVersion
from app.people.access import Viewer, coach_windows, windows
from app.people.in_view import known, stands
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.ratings.latest import LatestPoints, PointSeen, latest_of
from app.ratings.models import Assessment, Rating
from app.ratings.rules import State
from app.ratings.seal import is_unsealed

# When a version came into the record, and when another took its place.
CAME_AT = sa.func.coalesce(col(Assessment.amended_at), col(Assessment.submitted_at))
REPLACED_AT = col(Assessment.replaced_at)


def is_readable(viewer: Viewer, now: datetime, permission: Permission = Permission.READ_RATING) -> Any:
    """The condition under which a version of an assessment is open to this viewer: in view, and not sealed.

    That is the newest one and those before it, withdrawn ones, too. Its author reads it before its pair opens. That
    it took place is known to everybody whom activity reaches.
    """
    found = is_known(windows(viewer, permission, now))
    if permission is Permission.READ_ACTIVITY:
        return found
    return sa.and_(found, sa.or_(col(Assessment.rater_id) == viewer.id, is_unsealed(now)))


def is_known(window: sa.Subquery) -> sa.ColumnElement[bool]:
    """The condition that a version was ever in view in this window, whatever seals it and whatever replaced it."""
    return sa.and_(col(Assessment.state) != State.DRAFT, known(window, **_version()))


def counts(window: sa.Subquery) -> sa.ColumnElement[bool]:
    """The condition that a version is the one that counts in this window, whatever seals it.

    This is the one place that decides it, for every list, point, chart, goal and count. Whoever still sees what
    becomes of the record counts the version that stands. Whose sight has ended keeps what stood then.
    """
    return sa.and_(col(Assessment.state) != State.DRAFT, stands(window, **_version(), replaced_at=REPLACED_AT))


def counts_for(viewer: Viewer, now: datetime, permission: Permission) -> sa.ColumnElement[bool]:
    """The condition that a version counts for this viewer, whatever seals it."""
    return counts(windows(viewer, permission, now))


def visible_points(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, version: LoadedVersion | None = None
) -> list[PointSeen]:
    """Points and not-observed marks inside the viewer's windows that worker and coach may both see, oldest first.

    The viewer's own sealed points are left out: a page shows both sides the same picture. Of every profile on the
    scale in force; or of one version's profile, on the scale of that version.
    """
    return _open_points(db, worker, windows(viewer, Permission.READ_RATING, now), now=now, version=version)


def points_at(
    db: Session, viewer: Viewer, worker: Account, at: datetime, *, now: datetime, version: LoadedVersion
) -> list[PointSeen]:
    """The points that stood at an instant, of the versions that this viewer may read: what people knew then."""
    stood = (at >= CAME_AT, sa.or_(REPLACED_AT.is_(None), at < REPLACED_AT))
    return _points(db, worker, is_readable(viewer, now), is_unsealed(now), *stood, _on_one_scale(version))


def shared_points(
    db: Session, worker: Account, agreement: Agreement | None, *, now: datetime, since: date | None = None
) -> LatestPoints:
    """The newest points that the worker and the present coach can both see; without a coach, the worker's own view."""
    window = coach_windows(agreement.coach_id, Permission.READ_RATING, now) if agreement else None
    return latest_of(_open_points(db, worker, window, now=now, since=since))


def has_points(db: Session, viewer: Viewer, *, now: datetime) -> bool:
    """Whether some element of the viewer's own record has a point that is open, from which a goal can start."""
    own = (col(Assessment.worker_id) == viewer.id, col(Assessment.state) == State.SUBMITTED, is_unsealed(now))
    given = (col(Rating.assessment_id) == col(Assessment.id), col(Rating.point).is_not(None))
    return bool(db.scalar(sa.select(sa.exists().where(*own, *given))))


def profiles_on_another_scale(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> set[UUID]:
    """The profiles of which the viewer may read points that no longer compare: their scale is not in force."""
    found = (
        sa.select(col(Assessment.profile_id))
        .join(Rating, col(Rating.assessment_id) == col(Assessment.id))
        .where(
            col(Assessment.worker_id) == worker.id, _own_or_open(viewer, now), col(Rating.point).is_not(None),
            sa.not_(_on_one_scale()),
        )
        .distinct()
    )  # fmt: skip
    return set(db.scalars(found))


def _open_points(
    db: Session, worker: Account, window: sa.Subquery | None, *, now: datetime, version: LoadedVersion | None = None,
    since: date | None = None,
) -> list[PointSeen]:  # fmt: skip
    """The points inside a window, the whole record without one, that are open to both worker and coach.

    The window is the one difference between a page and a goal. A page shows what its viewer may read, so the worker
    keeps the record of an earlier coach. A goal starts from what the worker and the present coach both see, which is
    the coach's window, because the worker's own has no end.
    """
    stands_now = col(Assessment.state) == State.SUBMITTED
    conditions = [
        stands_now if window is None else counts(window), col(Assessment.submitted_at) <= now, is_unsealed(now)
    ]  # fmt: skip
    if since is not None:
        conditions.append(col(Assessment.observed_on) >= since)
    return _points(db, worker, _on_one_scale(version), *conditions)


def _own_or_open(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    is_open = sa.or_(col(Assessment.rater_id) == viewer.id, is_unsealed(now))
    return sa.and_(counts_for(viewer, now, Permission.READ_RATING), is_open)


def _version() -> dict[str, Any]:
    return {"worker": col(Assessment.worker_id), "at": col(Assessment.submitted_at), "came_at": CAME_AT}


def _points(db: Session, worker: Account, *conditions: sa.ColumnElement[bool]) -> list[PointSeen]:
    found: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Assessment.kind), col(Rating.point), col(Rating.not_observed), col(Rating.reason),
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.rater_id),
            col(Assessment.id).label("assessment_id"), col(Rating.id).label("rating_id"),
            col(Assessment.profile_id), col(Assessment.version_id), col(Element.key).label("element_key"),
            col(Assessment.after_opening), col(Rating.changed_after_review), col(Assessment.pair_id),
        )
        .join(Rating, col(Rating.assessment_id) == col(Assessment.id))
        .join(Element, col(Element.id) == col(Rating.element_id))
        .where(
            col(Assessment.worker_id) == worker.id,
            sa.or_(col(Rating.point).is_not(None), col(Rating.not_observed)),
            *conditions,
        )
        .order_by(
            col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.kind), col(Element.place)
        )
    )  # fmt: skip
    return [PointSeen(*row) for row in db.execute(found)]


def _on_one_scale(version: LoadedVersion | None = None) -> sa.ColumnElement[bool]:
    """Points compare on one scale alone: that of the version, else that of each profile's version in force."""
    of_profile, number = col(ProfileVersion.profile_id), col(ProfileVersion.number)
    if version is not None:
        return sa.and_(col(Assessment.profile_id) == version.profile_id, col(Rating.scale_id) == version.scale_id)
    newest = sa.select(of_profile, sa.func.max(number)).group_by(of_profile)
    in_force = sa.select(of_profile, col(ProfileVersion.scale_id)).where(sa.tuple_(of_profile, number).in_(newest))
    return sa.tuple_(col(Assessment.profile_id), col(Rating.scale_id)).in_(in_force)
