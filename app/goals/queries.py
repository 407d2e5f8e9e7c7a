"""Questions about goals: which of them a viewer may see, and which wait for a word or a look back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.frameworks.models import Element as ElementRow
from app.frameworks.queries import loaded
from app.goals.access import is_changeable, is_coached, is_of_open_account, is_readable
from app.goals.anchors import Outcomes
from app.goals.models import Goal, GoalReview
from app.goals.parts import Parts, parts_of
from app.goals.plans import Plan
from app.goals.rules import GoalState, makes_successor
from app.goals.seen import GoalView as GoalView
from app.goals.seen import confirmer, scale_of, seen
from app.goals.sentence import in_full, sentence_of
from app.people.access import Viewer, inside, windows
from app.people.models import Account
from app.people.permits import Permission
from app.web.errors import NotFoundError, RefusedError
from app.web.words import first_name

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_WORKER, _COACH, _EARLIER = aliased(Account), aliased(Account), aliased(Goal)


def goals_of(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, states: Collection[GoalState] | None = None
) -> list[GoalView]:
    """A worker's goals inside the viewer's windows, and the viewer's own drafts; newest first."""
    views = _views(db, viewer, now, col(Goal.worker_id) == worker.id)
    return [view for view in views if states is None or view.state in states]


def goals_on_element(db: Session, viewer: Viewer, view: GoalView, *, now: datetime) -> list[GoalView]:
    """All that was agreed with this worker on the element of this goal, the oldest first, without drafts."""
    of_element = (
        col(Goal.worker_id) == view.goal.worker_id, col(Goal.profile_id) == view.goal.profile_id,
        col(ElementRow.key) == view.element_key, col(Goal.state) != GoalState.DRAFT,
    )  # fmt: skip
    return _views(db, viewer, now, *of_element)[::-1]


def goal_or_404(db: Session, viewer: Viewer, goal_id: UUID, *, now: datetime) -> GoalView:
    for view in _views(db, viewer, now, col(Goal.id) == goal_id):
        return view
    raise NotFoundError


def goal_to_change(db: Session, viewer: Viewer, goal_id: UUID, *, now: datetime) -> GoalView:
    """A goal the viewer may work on. Raises RefusedError where it can be read and no more."""
    view = goal_or_404(db, viewer, goal_id, now=now)
    if not view.may_change:
        is_side = viewer.id in (view.goal.worker_id, view.goal.coach_id)
        why = (
            "This goal is from a coaching agreement that has ended."
            if is_side
            else "Worker and coach work on this goal."
        )
        raise RefusedError(f"{why} You can read it, and no more.")
    return view


def row_of(db: Session, view: GoalView) -> Goal:
    """The whole row, for those who may change it: what an action works on, and never a page."""
    return db.get_one(Goal, view.goal.id)


def plan_of(db: Session, view: GoalView) -> Plan:
    """What was planned, for a form of those who may set a goal."""
    goal = row_of(db, view)
    return _plan(goal, view.indicator_keys, parts_of(db, {goal.id})[goal.id].outcomes)


def followed_or_404(
    db: Session, viewer: Viewer, goal_id: UUID, worker: Account, *, profile_id: UUID, element_key: str, now: datetime
) -> GoalView:  # fmt: skip
    """The goal that a new one of this worker on this element of the profile continues or adjusts."""
    view = goal_or_404(db, viewer, goal_id, now=now)
    place = (view.goal.worker_id, view.goal.profile_id, view.element_key)
    if place != (worker.id, profile_id, element_key) or not makes_successor(view.ending):
        raise NotFoundError
    return view


def waiting_for(db: Session, viewer: Viewer, *, now: datetime) -> list[GoalView]:
    """Proposals that wait for this viewer's word, while the goal's coach coaches the worker."""
    return _views(
        db, viewer, now,
        col(Goal.state) == GoalState.PROPOSED,
        col(Goal.proposed_by) != viewer.id,
        is_coached(now),
        is_of_open_account(),
        is_changeable(viewer, now),
    )  # fmt: skip


def check_backs(db: Session, viewer: Viewer, *, now: datetime) -> list[GoalView]:
    """Active goals of the viewer and of the people coached now, the next check-back first."""
    active = col(Goal.state) == GoalState.ACTIVE
    views = _views(db, viewer, now, active, is_of_open_account(), is_changeable(viewer, now))
    return sorted(views, key=lambda view: view.goal.check_back_on)


def active_goals_near(db: Session, viewer: Viewer, *, now: datetime) -> list[GoalView]:
    """Active goals of everybody whose goals the viewer may read, the next check-back first.

    Those with `may_change` are the viewer's own and those of the people coached now.
    """
    views = _views(db, viewer, now, col(Goal.state) == GoalState.ACTIVE, is_of_open_account())
    return sorted(views, key=lambda view: view.goal.check_back_on)


def _views(db: Session, viewer: Viewer, now: datetime, *conditions: sa.ColumnElement[bool]) -> list[GoalView]:
    window = windows(viewer, Permission.READ_GOAL, now)
    points = windows(viewer, Permission.READ_GOAL_POINTS, now)
    worker, coach, earlier = _WORKER, _COACH, _EARLIER
    found = db.execute(
        sa.select(
            Goal, GoalReview, col(ElementRow.key).label("element_key"),
            col(worker.name).label("worker_name"),
            col(coach.name).label("coach_name"),
            inside(window, worker=col(Goal.worker_id), at=col(Goal.ended_at)).label("end_seen"),
            inside(window, worker=col(Goal.worker_id), at=col(earlier.proposed_at)).label("earlier_seen"),
            inside(points, worker=col(Goal.worker_id), at=col(Goal.proposed_at)).label("points_seen"),
            inside(points, worker=col(Goal.worker_id), at=col(Goal.ended_at)).label("review_seen"),
            is_changeable(viewer, now).label("changeable"), is_coached(now).label("coached"),
        )
        .join(ElementRow, col(ElementRow.id) == col(Goal.element_id))
        .join(worker, col(worker.id) == col(Goal.worker_id))
        .outerjoin(coach, col(coach.id) == col(Goal.coach_id))
        .outerjoin(earlier, col(earlier.id) == col(Goal.follows_id))
        .outerjoin(GoalReview, col(GoalReview.goal_id) == col(Goal.id))
        .where(is_readable(viewer, window, now), *conditions)
        .order_by(col(Goal.created_at).desc(), col(Goal.id))
    ).all()  # fmt: skip
    parts = parts_of(db, {row.Goal.id for row in found})
    return [_view(db, viewer, row, parts[row.Goal.id]) for row in found]


def _view(db: Session, viewer: Viewer, row: Any, parts: Parts) -> GoalView:
    goal: Goal = row.Goal
    profile = loaded(db, goal.version_id).profile
    element = profile.element(row.element_key)
    indicators = [indicator for indicator in element.indicators if indicator.key in parts.keys]
    keys = tuple(indicator.key for indicator in indicators)
    sentence = sentence_of(
        _plan(goal, keys), element=element, present=goal.from_point,
        worker=first_name(row.worker_name), coach=first_name(row.coach_name) if row.coach_name else None,
        is_agreed=goal.active_at is not None,
    )  # fmt: skip
    # A draft is its author's, who wrote the points in it.
    with_points = row.points_seen or goal.state is GoalState.DRAFT
    hidden = goal.state is GoalState.ENDED and not row.end_seen
    state = (GoalState.ACTIVE if goal.active_at else GoalState.PROPOSED) if hidden else goal.state
    is_orphan = state is GoalState.PROPOSED and not row.coached
    review: GoalReview | None = row.GoalReview if with_points and row.review_seen else None
    return GoalView(
        goal=seen(goal, with_points=with_points),
        state=state,
        ended_at=None if hidden else goal.ended_at,
        ending=None if hidden else goal.ending,
        worker_name=row.worker_name,
        coach_name=row.coach_name,
        element_key=element.key,
        element_title=element.title,
        profile_title=profile.title,
        profile=profile,
        indicators=tuple(in_full(indicator) for indicator in indicators),
        words=sentence.text if with_points else sentence.text_without_points,
        follows=goal.follows_id if row.earlier_seen else None,
        review=review,
        outcomes=scale_of(parts.outcomes, sentence.expected, review.attained if review else None)
        if with_points
        else (),
        indicator_keys=keys,
        # Where the end is hidden, what the viewer sees is not what there is to work on.
        may_change=row.changeable and not hidden,
        waits_for=confirmer(goal, viewer, row.worker_name, row.coach_name)
        if state is GoalState.PROPOSED and not is_orphan
        else "",
        is_orphan=is_orphan,
        is_coached=row.coached,
    )


def _plan(goal: Goal, keys: tuple[str, ...], outcomes: Outcomes = ()) -> Plan:
    return Plan(
        kind=goal.kind, target=goal.target_point, check_back_on=goal.check_back_on, indicators=keys,
        own_words=goal.own_words, situation=goal.situation, help_wanted=tuple(goal.help_wanted), outcomes=outcomes,
        reason=goal.worker_reason if goal.proposed_by == goal.worker_id else goal.coach_reason,
    )  # fmt: skip
