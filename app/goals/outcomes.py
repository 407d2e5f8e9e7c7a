"""The attainment scales of goals, as they are kept."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.anchors import Anchor, Outcomes
from app.goals.models import GoalOutcome


def outcomes_of(db: Session, goals: Collection[UUID]) -> dict[UUID, Outcomes]:
    """What is written of each of these goals' attainment scale, in the order of the scale; nothing without one."""
    rows = db.scalars(sa.select(GoalOutcome).where(col(GoalOutcome.goal_id).in_(goals)))
    found: dict[UUID, dict[Anchor, str]] = {goal: {} for goal in goals}
    for row in rows:
        found[row.goal_id][row.anchor] = row.words
    return {goal: tuple((one, words[one]) for one in Anchor if one in words) for goal, words in found.items()}
