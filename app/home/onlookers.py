"""What supervisors see of what is new: for several workers at once, from the windows that decide it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer
from app.people.permits import Permission
from app.people.readers import Reader, readers_at, supervisors_of
from app.ratings.models import Assessment
from app.ratings.rules import State
from app.web.words import first_name

Onlookers = Mapping[UUID, Sequence[Reader]]


def onlookers_of(db: Session, viewer: Viewer, workers: Iterable[UUID], *, now: datetime) -> Onlookers:
    """By worker: the windows of everybody else who supervises there today."""
    found = supervisors_of(db, viewer, workers, now=now)
    return {worker: [one for one in theirs if one.id != viewer.id] for worker, theirs in found.items()}


def submissions_of(db: Session, pairs: Iterable[UUID]) -> dict[UUID, list[datetime]]:
    """By pair: when each of its assessments was submitted."""
    rows = db.execute(
        sa.select(col(Assessment.pair_id), col(Assessment.submitted_at)).where(
            col(Assessment.pair_id).in_(sorted(pairs, key=str)), col(Assessment.state) == State.SUBMITTED
        )
    )
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for pair_id, at in rows:
        found[pair_id].append(at)
    return found


def sight_words(onlookers: Sequence[Reader], ats: Sequence[datetime]) -> str:
    """A sentence for each supervisor about what was submitted at these instants; empty where there is none."""
    by_person: dict[UUID, list[Reader]] = defaultdict(list)
    for one in onlookers:
        by_person[one.id].append(one)
    return " ".join(_sentence(theirs, ats) for theirs in by_person.values())


def _sentence(theirs: Sequence[Reader], ats: Sequence[datetime]) -> str:
    name = first_name(theirs[0].name)
    read = sum(Permission.READ_RATING in readers_at(theirs, at).get(theirs[0].id, ()) for at in ats)
    if read == 0:
        return f"{name} sees that it took place, not the points."
    return f"{name} sees the points, too." if read == len(ats) else f"{name} sees the points of one side."
