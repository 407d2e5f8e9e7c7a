"""A goal as one viewer may see it: what is not theirs to see is not in it, so no page can show it by mistake."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.frameworks.profile import Profile
from app.goals.anchors import Anchor, Outcomes
from app.goals.models import Goal, GoalReview
from app.goals.rules import Ending, GoalKind, GoalState
from app.people.access import Viewer
from app.web.words import first_name


@dataclass(frozen=True)
class GoalSeen:
    """What a goal's row tells this viewer. Without its points, whatever tells one is None: the kind does as well,
    because a skill is kept up only from the top of the scale."""

    id: UUID
    form_key: UUID
    worker_id: UUID
    coach_id: UUID | None
    profile_id: UUID
    version_id: UUID
    scale_id: UUID
    proposed_by: UUID
    created_at: datetime
    proposed_at: datetime | None
    active_at: datetime | None
    check_back_on: date
    own_words: str
    situation: str
    help_wanted: tuple[str, ...]
    kind: GoalKind | None
    from_point: int | None
    target_point: int | None
    worker_reason: str | None
    coach_reason: str | None
    revision: str


@dataclass(frozen=True)
class Outcome:
    """One box of the attainment scale: its words, what it would look like, and whether it turned out so."""

    title: str
    words: str
    is_so: bool


@dataclass(frozen=True)
class GoalView:
    """A goal with its words, for one viewer.

    `outcomes` are the five of the attainment scale; none where nobody wrote one, and none to whom the points are not
    open. `state`, `ended_at`, `ending` and `review` leave out what happened after the viewer's window closed.
    `waits_for` is who confirms a proposal: "you", or a first name; else empty. `is_orphan` says that nobody can confirm
    it any more, because the coaching it was made in has ended. `is_coached` is whether that coaching goes on.
    """

    goal: GoalSeen
    state: GoalState
    ended_at: datetime | None
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
    outcomes: tuple[Outcome, ...]
    indicator_keys: tuple[str, ...]
    may_change: bool
    waits_for: str
    is_orphan: bool
    is_coached: bool

    @property
    def shows_points(self) -> bool:
        return self.goal.from_point is not None


def seen(goal: Goal, *, with_points: bool) -> GoalSeen:
    return GoalSeen(
        id=goal.id, form_key=goal.form_key, worker_id=goal.worker_id, coach_id=goal.coach_id,
        profile_id=goal.profile_id, version_id=goal.version_id, scale_id=goal.scale_id, proposed_by=goal.proposed_by,
        created_at=goal.created_at, proposed_at=goal.proposed_at, active_at=goal.active_at,
        check_back_on=goal.check_back_on, own_words=goal.own_words, situation=goal.situation,
        help_wanted=tuple(goal.help_wanted),
        kind=goal.kind if with_points else None,
        from_point=goal.from_point if with_points else None,
        target_point=goal.target_point if with_points else None,
        worker_reason=goal.worker_reason if with_points else None,
        coach_reason=goal.coach_reason if with_points else None,
        revision=str(goal.revision),
    )  # fmt: skip


def confirmer(goal: Goal, viewer: Viewer, worker_name: str, coach_name: str) -> str:
    """Whose word a proposal waits for: "you", or a first name."""
    by_worker = goal.proposed_by == goal.worker_id
    if viewer.id == (goal.coach_id if by_worker else goal.worker_id):
        return "you"
    return first_name(coach_name if by_worker else worker_name)


def scale_of(written: Outcomes, expected: str, attained: Anchor | None) -> tuple[Outcome, ...]:
    """All five, of which at least one is written; `expected` is what the goal itself says."""
    words = {Anchor.EXPECTED: expected} | dict(written)
    return tuple(Outcome(one.words, words.get(one, ""), one is attained) for one in Anchor) if written else ()
