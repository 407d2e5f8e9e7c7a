"""What went before a goal: the point it began at, and what the last look back on the element said."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.models import Element
from app.frameworks.queries import LoadedVersion, loaded
from app.goals.models import Goal, GoalReview
from app.goals.seen import GoalView
from app.people.access import Viewer, inside, windows
from app.people.models import Account
from app.people.permits import Permission
from app.ratings.points import points_at
from app.ratings.rules import Kind


@dataclass(frozen=True)
class PointSaid:
    """The point that a look back said, and when."""

    point: int
    at: datetime


def last_said(
    db: Session, viewer: Viewer, worker: Account, *, version: LoadedVersion, element_key: str, now: datetime
) -> PointSaid | None:
    """From the newest look back with a point, of those that this viewer may read and on the version's scale."""
    window = windows(viewer, Permission.READ_GOAL_POINTS, now)
    found = db.execute(
        sa.select(col(GoalReview.point_now), col(GoalReview.reviewed_at))
        .join(Goal, col(Goal.id) == col(GoalReview.goal_id))
        .join(Element, col(Element.id) == col(Goal.element_id))
        .where(
            col(Goal.worker_id) == worker.id, col(Goal.profile_id) == version.profile_id,
            col(Goal.scale_id) == version.scale_id, col(Element.key) == element_key,
            col(GoalReview.point_now).is_not(None),
            # A look back is open to whom its goal is open, too.
            inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at)),
            inside(window, worker=col(Goal.worker_id), at=col(Goal.ended_at)),
        )
        .order_by(col(GoalReview.reviewed_at).desc(), col(Goal.id))
    ).first()  # fmt: skip
    return PointSaid(*found) if found else None


def began_with(db: Session, viewer: Viewer, view: GoalView, *, now: datetime) -> Kind | None:
    """Whose point a goal began at: the coach's before the worker's own. None where this viewer may see neither."""
    goal = view.goal
    if not view.shows_points:
        return None
    worker, since = db.get_one(Account, goal.worker_id), goal.proposed_at or goal.created_at
    # What was amended or withdrawn since changes nothing in where the goal began.
    seen = points_at(db, viewer, worker, since, now=now, version=loaded(db, goal.version_id))
    newest = {each.kind: each.point for each in seen if each.element_key == view.element_key and each.point is not None}
    return next((kind for kind in (Kind.COACH, Kind.SELF) if newest.get(kind) == goal.from_point), None)
