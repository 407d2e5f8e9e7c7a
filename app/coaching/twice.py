"""Two people meet once at a time: a coaching session over the hour of another one is told, with the way to that one."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.coaching import words
from app.coaching.queries import Meeting, planned_near
from app.coaching.rules import Plan, meet_at_once
from app.people.access import Viewer
from app.web.errors import ProblemsError


class TwiceError(ProblemsError):
    """These two have planned to meet then already, in the coaching session `planned`."""

    def __init__(self, planned: Meeting, zone: str) -> None:
        when = words.when(planned.starts_at, zone)
        super().__init__(
            {"time": f"You two meet then already: {when}, for {planned.planned_minutes} minutes. Choose another time."}
        )
        self.planned = planned


def refuse_twice(
    db: Session, viewer: Viewer, plan: Plan, *, worker_id: UUID, coach_id: UUID, at: datetime, moves: UUID | None = None
) -> None:
    """Raises TwiceError where another coaching session of the two has a moment of this plan; `moves` is its own.

    Comes after `take_turn` for the worker, or two who plan at once would both find the hour free.
    """
    if plan.starts_at is None or plan.minutes is None:
        return
    for one in planned_near(db, viewer, now=at, worker_id=worker_id):
        is_other = one.coach_id == coach_id and one.id != moves
        if is_other and meet_at_once((plan.starts_at, plan.minutes), (one.starts_at, one.planned_minutes)):
            raise TwiceError(one, viewer.zone)
