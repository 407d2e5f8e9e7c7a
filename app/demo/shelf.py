"""The shelf of the invented county: three texts stand on it, and one waits for a coach."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.demo.county import County
from app.goals.models import Goal, GoalReview
from app.people.permits import Role
from app.shelf import actions

# The last one waits; with two of them the giver says which step it was.
_TEXTS = (
    ("I practiced the first sentence with a colleague the day before. When it counted, it came by itself.", True),
    ("We wrote what we agreed on the wall, so that people could point at it instead of at each other.", False),
    ("A card with three questions in my pocket. I read it once more before I ring the bell.", True),
    ("Asking at the end what I should do differently next time. Two sentences from the family were enough.", False),
)


def fill(db: Session, county: County) -> None:
    """From the newest goals of as many people as there are texts, each a day after the look back."""
    coaches = [member.first_name for member in county.members if Role.COACH in member.roles]
    for number, (goal, (text, with_step)) in enumerate(zip(_newest_goals(db, county), _TEXTS, strict=False)):
        giver, at = county.viewer(county.name_of(goal.worker_id)), (goal.ended_at or county.built_at)
        at = min(at + timedelta(days=1), county.built_at)
        gift = actions.give(db, giver, goal, text=text, with_step=with_step, at=at)
        if number < len(_TEXTS) - 1 and coaches:
            approves = county.viewer(coaches[number % len(coaches)])
            actions.approve(db, approves, gift, at=min(at + timedelta(days=1), county.built_at))


def _newest_goals(db: Session, county: County) -> list[Goal]:
    """The newest goal of each of some people in which something helped, in the order in which they ended."""
    with_help = (
        sa.select(Goal)
        .join(GoalReview, col(GoalReview.goal_id) == col(Goal.id))
        .where(col(GoalReview.helped) != "", col(Goal.target_point).is_not(None))
        .order_by(col(Goal.ended_at).desc())
    )
    of_each: dict[str, Goal] = {}
    for goal in db.scalars(with_help):
        of_each.setdefault(county.name_of(goal.worker_id), goal)
    chosen = sorted(of_each)[: len(_TEXTS)]
    return sorted((of_each[name] for name in chosen), key=lambda goal: goal.ended_at or county.built_at)
