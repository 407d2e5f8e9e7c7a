"""The day on which a goal is looked back at, where the coaching rests on the day that was agreed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.people.access import Viewer
from app.people.models import Account
from app.people.queries import agreement_at
from app.ratings.due_words import check_back
from app.ratings.dues import days_of, pauses_of
from app.ratings.rhythm import Pause, back_on
from app.web.words import day, short_day


@dataclass(frozen=True)
class Rests:
    """The pauses between a worker and the coach of today; none for a viewer who is neither of the two."""

    pauses: tuple[Pause, ...] = ()

    def check_back(self, on: date, said: Callable[[date], str] = short_day) -> str:
        """Check back Dec 16, or the first day after the pause that takes it away."""
        return check_back(on, back_on(on, self.pauses), said)

    def day(self, on: date) -> str:
        """The same day alone, with its year."""
        moved = back_on(on, self.pauses)
        if moved == on:
            return day(on)
        return f"{day(moved)}, after the pause" if moved else "After the pause"


def rests_of(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> Rests:
    agreement = agreement_at(db, worker, now)
    if agreement is None or viewer.id not in (worker.id, agreement.coach_id):
        return Rests()
    return Rests(days_of(pauses_of(db, [agreement.id]).get(agreement.id, ())))
