"""Questions about goals: which of them a viewer may see, and where a worker stands for the next one."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.frameworks.models import Element as ElementRow
from app.frameworks.profile import Element, Profile
from app.frameworks.queries import LoadedVersion, loaded
from app.frameworks.scale import Scale
from app.goals.models import Goal, GoalIndicator, GoalReview
from app.goals.rules import Ending, Footing, GoalState, Plan, makes_successor, menu
from app.goals.sentence import sentence_of
from app.people.access import Viewer, inside, windows
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.queries import agreement_of, names_of
from app.ratings.queries import PointSeen, seen_indicators, shared_points
from app.web.errors import NotFoundError, RefusedError

LOOKS_BACK_YEARS = 1


@dataclass(frozen=True)
class GoalView:
    """A goal as one viewer may see it.

    `state`, `ending` and `review` leave out what happened after the viewer's window closed, so pages ask
    them here and never the row.
    """

    goal: Goal
    state: GoalState
    ending: Ending | None
    worker_name: str
    coach_name: str | None
    element_key: str
    element_title: str
    profile_title: str
    profile: Profile
    indicators: tuple[str, ...]
    words: str
    follows: UUID | None
    review: GoalReview | None
    indicator_keys: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        return _plan(self.goal, self.indicator_keys)


@dataclass(frozen=True)
class Standing:
    """Where a worker stands on one element, and with whom the next goal is made."""

    worker: Account
    coach: Account | None
    supervisor: str | None
    agreement: Agreement | None
    version: LoadedVersion
    element: Element
    from_: PointSeen | None
    rater: str
    seen_by_worker: frozenset[str]
    worker_marked_on: date | None
    # None where there is no coach at all.
    seen_by_coach: frozenset[str] | None
    coach_marked_on: date | None
    active: int
    today: date

    @property
    def scale(self) -> Scale:
        return self.version.profile.scale

    @property
    def footing(self) -> Footing | None:
        """What a plan is measured against; none before there is a point."""
        if self.from_ is None or self.from_.point is None:
            return None
        offered = menu(
            self.element, self.scale, self.from_.point,
            seen_by_worker=self.seen_by_worker, seen_by_coach=self.seen_by_coach,
        )  # fmt: skip
        return Footing(self.scale, self.element, self.from_.point, offered, self.today)


def goals_of(
    db: Session, viewer: Viewer, worker: Account, *, now: datetime, states: Collection[GoalState] | None = None
) -> list[GoalView]:
    """A worker's goals inside the viewer's windows, and the viewer's own drafts; newest first."""
    views = _views(db, viewer, now, col(Goal.worker_id) == worker.id)
    return [view for view in views if states is None or view.state in states]


def goal_or_404(db: Session, viewer: Viewer, goal_id: UUID, *, now: datetime) -> GoalView:
    for view in _views(db, viewer, now, col(Goal.id) == goal_id):
        return view
    raise NotFoundError


def goal_to_change(db: Session, viewer: Viewer, goal_id: UUID, *, now: datetime) -> GoalView:
    """A goal the viewer may work on. Raises RefusedError where it can be read and no more."""
    view = goal_or_404(db, viewer, goal_id, now=now)
    if view.state is not GoalState.DRAFT and not may_change(db, viewer, view, now=now):
        raise RefusedError("Your coaching agreement has ended. You can read this goal, and leave it as it is.")
    return view


def may_change(db: Session, viewer: Viewer, view: GoalView, *, now: datetime) -> bool:
    found = sa.select(col(Goal.id)).where(col(Goal.id) == view.goal.id, _changeable(viewer, now))
    return db.scalar(found) is not None


def followed_or_404(
    db: Session, viewer: Viewer, goal_id: UUID, worker: Account, *, element_key: str, now: datetime
) -> GoalView:
    """The goal that a new one of this worker on this element continues or adjusts."""
    view = goal_or_404(db, viewer, goal_id, now=now)
    if view.goal.worker_id != worker.id or view.element_key != element_key or not makes_successor(view.ending):
        raise NotFoundError
    return view


def waiting_for(db: Session, viewer: Viewer, *, now: datetime) -> list[GoalView]:
    """Proposals that wait for this viewer's word, under agreements that run."""
    running = sa.or_(col(Agreement.closes_at).is_(None), col(Agreement.closes_at) > now)
    return _views(
        db, viewer, now,
        col(Goal.state) == GoalState.PROPOSED,
        col(Goal.proposed_by) != viewer.id,
        sa.or_(col(Goal.worker_id) == viewer.id, col(Goal.coach_id) == viewer.id),
        sa.exists().where(col(Agreement.id) == col(Goal.agreement_id), running),
        _changeable(viewer, now),
    )  # fmt: skip


def check_backs(db: Session, viewer: Viewer, *, now: datetime) -> list[GoalView]:
    """Active goals of the viewer and of the people coached now, the next check-back first."""
    views = _views(db, viewer, now, col(Goal.state) == GoalState.ACTIVE, _changeable(viewer, now))
    return sorted(views, key=lambda view: view.goal.check_back_on)


def active_count(db: Session, worker: Account) -> int:
    active = (col(Goal.worker_id) == worker.id, col(Goal.state) == GoalState.ACTIVE)
    return db.scalar(sa.select(sa.func.count()).select_from(Goal).where(*active)) or 0


def points_to_go_from(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> dict[tuple[UUID, str], int]:
    """By profile and element: the point a goal would start from."""
    today = viewer.today(now)
    agreement = agreement_of(db, worker, today)
    latest = shared_points(db, worker, agreement, now=now, since=a_year_before(today))
    points = {key: (seen.coach or seen.self_) for key, seen in latest.items()}
    return {key: seen.point for key, seen in points.items() if seen and seen.point is not None}


def standing(
    db: Session, viewer: Viewer, worker: Account, *, version: LoadedVersion, element_key: str, now: datetime
) -> Standing:
    """Raises NotFoundError for an element that the profile lacks."""
    if element_key not in version.element_ids:
        raise NotFoundError
    today = viewer.today(now)
    agreement = agreement_of(db, worker, today)
    latest = shared_points(db, worker, agreement, now=now, since=a_year_before(today))
    here = latest.get((version.profile_id, element_key))
    coach, own = (here.coach, here.self_) if here else (None, None)
    taps = seen_indicators(db, {seen.rating_id for seen in (coach, own) if seen})
    from_ = coach or own
    people = _people(db, agreement, from_)
    return Standing(
        worker=worker,
        coach=db.exec(select(Account).where(col(Account.id) == agreement.coach_id)).one() if agreement else None,
        supervisor=people.get(agreement.supervisor_id) if agreement and agreement.supervisor_id else None,
        agreement=agreement,
        version=version,
        element=version.profile.element(element_key),
        from_=from_,
        rater=people.get(from_.rater_id, "") if from_ else "",
        seen_by_worker=taps.get(own.rating_id, frozenset()) if own else frozenset(),
        worker_marked_on=own.observed_on if own else None,
        seen_by_coach=(taps.get(coach.rating_id, frozenset()) if coach else frozenset()) if agreement else None,
        coach_marked_on=coach.observed_on if coach else None,
        active=active_count(db, worker),
        today=today,
    )


def a_year_before(day: date) -> date:
    # The last of February has no namesake a year before.
    return day.replace(year=day.year - LOOKS_BACK_YEARS, day=min(day.day, 28) if day.month == 2 else day.day)


def _people(db: Session, agreement: Agreement | None, from_: PointSeen | None) -> dict[UUID, str]:
    supervisor = agreement.supervisor_id if agreement else None
    return names_of(db, {person for person in (supervisor, from_.rater_id if from_ else None) if person})


def _changeable(viewer: Viewer, now: datetime) -> sa.ColumnElement[bool]:
    window = windows(viewer, Permission.SET_GOAL, now)
    return inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at))


def _views(db: Session, viewer: Viewer, now: datetime, *conditions: sa.ColumnElement[bool]) -> list[GoalView]:
    window = windows(viewer, Permission.READ_GOAL, now)
    keeps = windows(viewer, Permission.KEEP_DRAFT, now)
    own_draft = sa.and_(
        col(Goal.state) == GoalState.DRAFT,
        col(Goal.proposed_by) == viewer.id,
        inside(keeps, worker=col(Goal.worker_id), at=col(Goal.created_at)),
    )
    readable = sa.and_(
        col(Goal.state) != GoalState.DRAFT,
        inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at)),
    )
    worker, coach, earlier = aliased(Account), aliased(Account), aliased(Goal)
    found = db.execute(
        sa.select(
            Goal, GoalReview, col(ElementRow.key).label("element_key"), worker.name.label("worker_name"),  # type: ignore[attr-defined] # a column
            coach.name.label("coach_name"),  # type: ignore[attr-defined] # a column
            inside(window, worker=col(Goal.worker_id), at=col(Goal.ended_at)).label("end_seen"),
            inside(window, worker=col(Goal.worker_id), at=col(earlier.proposed_at)).label("earlier_seen"),
        )
        .join(ElementRow, col(ElementRow.id) == col(Goal.element_id))
        .join(worker, col(worker.id) == col(Goal.worker_id))
        .outerjoin(coach, col(coach.id) == col(Goal.coach_id))
        .outerjoin(earlier, col(earlier.id) == col(Goal.follows_id))
        .outerjoin(GoalReview, col(GoalReview.goal_id) == col(Goal.id))
        .where(sa.or_(own_draft, readable), *conditions)
        .order_by(col(Goal.created_at).desc(), col(Goal.id))
    ).all()  # fmt: skip
    chosen = _chosen(db, {row.Goal.id for row in found})
    return [_view(db, row, chosen[row.Goal.id]) for row in found]


def _chosen(db: Session, goals: set[UUID]) -> dict[UUID, set[str]]:
    rows = db.execute(
        sa.select(col(GoalIndicator.goal_id), col(GoalIndicator.indicator_key)).where(
            col(GoalIndicator.goal_id).in_(goals)
        )
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for goal, key in rows:
        found[goal].add(key)
    return found


def _view(db: Session, row: Any, chosen: set[str]) -> GoalView:
    goal: Goal = row.Goal
    profile = loaded(db, goal.version_id).profile
    element = profile.element(row.element_key)
    indicators = [indicator for indicator in element.indicators if indicator.key in chosen]
    keys = tuple(indicator.key for indicator in indicators)
    sentence = sentence_of(
        _plan(goal, keys), element=element, present=goal.from_point,
        worker=first(row.worker_name), coach=first(row.coach_name) if row.coach_name else None,
    )  # fmt: skip
    ended = goal.state is GoalState.ENDED
    hidden = ended and not row.end_seen
    earlier = GoalState.ACTIVE if goal.active_at else GoalState.PROPOSED
    return GoalView(
        goal=goal,
        state=earlier if hidden else goal.state,
        ending=None if hidden else goal.ending,
        worker_name=row.worker_name,
        coach_name=row.coach_name,
        element_key=element.key,
        element_title=element.title,
        profile_title=profile.title,
        profile=profile,
        indicators=tuple(indicator.text for indicator in indicators),
        words=sentence.text,
        follows=goal.follows_id if row.earlier_seen else None,
        review=None if hidden else row.GoalReview,
        indicator_keys=keys,
    )


def first(name: str) -> str:
    return name.split()[0]


def _plan(goal: Goal, keys: tuple[str, ...]) -> Plan:
    return Plan(
        kind=goal.kind, target=goal.target_point, check_back_on=goal.check_back_on, indicators=keys,
        own_words=goal.own_words, situation=goal.situation, help_wanted=tuple(goal.help_wanted),
        reason=goal.worker_reason if goal.proposed_by == goal.worker_id else goal.coach_reason,
    )  # fmt: skip
