"""Two people meet once at a time, or its minutes would count twice: who plans over another hour is led to that one."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.coaching import words
from app.coaching.queries import Meeting, Standing, near_hour
from app.coaching.rules import Plan, meet_at_once
from app.people.access import Viewer
from app.web.errors import ProblemsError


class TwiceError(ProblemsError):
    """These two meet or have met then already, in the coaching session `other`."""

    def __init__(self, other: Meeting, zone: str) -> None:
        verb = "have met" if other.standing is Standing.HELD else "meet"
        when = f"{words.when(other.starts_at, zone)}, for {_minutes(other)} minutes"
        super().__init__({"time": f"You two {verb} then already: {when}. Choose another time."})
        self.other = other


def refuse_twice(
    db: Session, viewer: Viewer, plan: Plan, *, worker_id: UUID, coach_id: UUID, at: datetime, moves: UUID | None = None
) -> None:
    """Raises TwiceError where another coaching session of the two has a moment of this plan; `moves` is its own.

    Comes after `take_turn` for the worker, or two who plan at once would both find the hour free.
    """
    if plan.starts_at is None or plan.minutes is None:
        return
    ends = plan.starts_at + timedelta(minutes=plan.minutes)
    for one in near_hour(db, viewer, worker_id=worker_id, begins=plan.starts_at, ends=ends, now=at):
        is_other = one.coach_id == coach_id and one.id != moves
        if is_other and meet_at_once((plan.starts_at, plan.minutes), (one.starts_at, _minutes(one))):
            raise TwiceError(one, viewer.zone)


def _minutes(one: Meeting) -> int:
    return one.minutes_spent or one.planned_minutes
