"""The pauses between the viewer and those coached now, and the own one: what is not asked, and what moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.home.queries import Focus
from app.people.access import Viewer
from app.ratings.due_words import NOTHING_DUE, check_back, paused
from app.ratings.rhythm import Pause, Standing, back_on


@dataclass(frozen=True)
class Pace:
    """How the agreements stand in which the viewer is worker or coach, by worker."""

    today: date
    stands: Mapping[UUID, Standing]
    pauses: Mapping[UUID, tuple[Pause, ...]]

    def is_paused(self, worker_id: UUID) -> bool:
        return worker_id in self.stands and self.stands[worker_id].is_paused

    def moved(self, worker_id: UUID, on: date) -> date | None:
        """A day that lies in a pause moves to the first one after it; none where no end is set."""
        return back_on(on, self.pauses.get(worker_id, ()))

    def rests_on(self, worker_id: UUID, on: date) -> bool:
        return self.moved(worker_id, on) != on

    def check_back(self, worker_id: UUID, on: date) -> str:
        return check_back(on, self.moved(worker_id, on))

    def pause_of(self, worker_id: UUID) -> str:
        """The sentence on a pause that holds today; empty without one."""
        if not self.is_paused(worker_id):
            return ""
        return f"{paused(self.stands[worker_id].back_on, self.today)} {NOTHING_DUE}"


def pace_of(focuses: Iterable[Focus], viewer: Viewer, today: date) -> Pace:
    own = [focus for focus in focuses if focus.is_coached or focus.worker_id == viewer.id]
    return Pace(
        today,
        {focus.worker_id: focus.standing(today) for focus in own},
        {focus.worker_id: focus.rhythm.pauses for focus in own},
    )
