"""A year of Wren's practice, so that every page has something to show."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.goals import actions as goals
from app.goals.plans import LookBack, Plan
from app.goals.rules import Ending, GoalKind
from app.goals.standing import standing
from app.people.models import Account
from tests.stories import assess, version_of, viewer_of
from tests.world import World

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)


@dataclass
class Told:
    """Ids of what the story made."""

    submitted: UUID
    cora_draft: UUID
    wren_draft: UUID
    set_draft: UUID
    active_goal: UUID
    proposed_goal: UUID
    ended_goal: UUID


def tell(db: Session, world: World) -> Told:
    mapping = {"group-agreements": 4, "stakeholders": 3, "context": 4, "content": 4, "next-steps": 3}
    for number, month in enumerate([date(2025, 12, 9), date(2026, 2, 10), date(2026, 4, 14)]):
        points = {key: max(1, point - 2 + number // 2) for key, point in mapping.items()}
        assess(db, world, "theo", "wren", month, points)
    for number, month in enumerate([date(2026, 6, 9), date(2026, 7, 14), date(2026, 9, 8), date(2026, 10, 13)]):
        moved = {key: point + number // 2 for key, point in mapping.items()}
        assess(db, world, "wren", "wren", month, moved, note="Asked what would make it safe to speak.")
        submitted = assess(db, world, "cora", "wren", month + timedelta(days=3), moved, note="Wrote it on the wall.")
    assess(db, world, "sol", "sol", date(2026, 11, 3), {"purpose": 2, "content": 3}, profile="safety-planning")
    cora = assess(db, world, "cora", "wren", date(2026, 11, 12), {"context": 5, "content": None}, submit=False)
    wren = assess(db, world, "wren", "wren", date(2026, 11, 12), {"context": 6}, submit=False)
    levels = assess(db, world, "cora", "wren", date(2026, 11, 13), {}, profile="actions-social-worker", submit=False)
    return Told(
        submitted=submitted.id, cora_draft=cora.id, wren_draft=wren.id, set_draft=levels.id,
        active_goal=_goal(db, world, "stakeholders", 1), proposed_goal=_goal(db, world, "context", 2, confirmed=False),
        ended_goal=_goal(db, world, "content", 3, ended=True),
    )  # fmt: skip


def _goal(db: Session, world: World, element: str, key: int, *, confirmed: bool = True, ended: bool = False) -> UUID:
    at = NOW - timedelta(days=20)
    cora, wren = viewer_of(db, world, "cora"), viewer_of(db, world, "wren")
    worker = db.get_one(Account, world["wren"])
    on = standing(db, cora, worker, version=version_of(db, world, "safety-mapping"), element_key=element, now=at)
    assert on.footing is not None
    plan = Plan(
        kind=GoalKind.STEP, target=on.footing.present + 1, check_back_on=date(2026, 12, 8),
        indicators=(on.footing.menu.to_try[0].key,), situation="The next mapping where a parent works nights",
    )  # fmt: skip
    goal = goals.propose_goal(db, cora, on, plan=plan, form_key=UUID(int=key), follows=None, most=3, at=at)
    if confirmed:
        goals.confirm_goal(db, wren, goal, reason="", most=3, at=at)
    if ended:
        look_back = LookBack(Ending.ACHIEVED, challenges="Time.", helped="A card with three questions.")
        goals.review_goal(db, cora, goal, look_back=look_back, at=at + timedelta(days=10))
    return goal.id
