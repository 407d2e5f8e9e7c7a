"""What hangs on goals: the indicators to try, and the outcomes of the attainment scale."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.goals.anchors import Anchor, Outcomes
from app.goals.models import GoalIndicator, GoalOutcome


@dataclass
class Parts:
    """The keys of the indicators, and what is written of the outcomes."""

    keys: set[str] = field(default_factory=set)
    written: dict[Anchor, str] = field(default_factory=dict)

    @property
    def outcomes(self) -> Outcomes:
        return tuple((one, self.written[one]) for one in Anchor if one in self.written)


def parts_of(db: Session, goals: Collection[UUID]) -> dict[UUID, Parts]:
    """By goal, for each of these; both kinds in one question, because lists of goals ask it on every page."""
    tried = sa.select(
        col(GoalIndicator.goal_id), col(GoalIndicator.indicator_key), sa.cast(sa.null(), sa.String())
    ).where(col(GoalIndicator.goal_id).in_(goals))
    outcomes = sa.select(
        col(GoalOutcome.goal_id), sa.cast(col(GoalOutcome.anchor), sa.String()), col(GoalOutcome.words)
    ).where(col(GoalOutcome.goal_id).in_(goals))
    found = {goal: Parts() for goal in goals}
    for goal, key, words in db.execute(sa.union_all(tried, outcomes)):
        if words is None:
            found[goal].keys.add(key)
        else:
            found[goal].written[Anchor(key)] = words
    return found
