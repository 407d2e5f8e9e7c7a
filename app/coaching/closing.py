"""A coaching session is closed: it was held, and what is written in it stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from app.clock import day_of
from app.coaching.actions import note_of
from app.coaching.agenda import Line, stored_lines
from app.coaching.models import AgendaLine, CoachingSession
from app.coaching.reading import demand_planned, way_to
from app.coaching.rules import State, minutes_problem
from app.frameworks.queries import in_force
from app.people.access import Viewer
from app.web.errors import ConflictError, ProblemsError
from app.web.revisions import take

NOT_YET = "This coaching session is still to come. Move it to today first, or close it when you have met."


def is_ahead(viewer: Viewer, row: CoachingSession, now: datetime) -> bool:
    """It is planned for a day to come, and is closed from that day on."""
    return day_of(row.starts_at, viewer.zone) > viewer.today(now)


def close_session(
    db: Session, viewer: Viewer, row: CoachingSession, *, minutes: int | None, lines: Sequence[Line], at: datetime,
    parted_at: datetime | None = None,
) -> None:  # fmt: skip
    """It was held, and took so many minutes: from here on what is written in it stays as it is, in the profile's
    words of today.

    `lines` is the agenda as it stands now. Of two who have parted the record is of the last instant before that, so
    that closing it late opens it to nobody else. Raises ConflictError for one of a day to come. Twice is the same as
    once.
    """
    take(db, row)
    if row.state is State.HELD and row.minutes_spent == minutes:
        return
    demand_planned(row)
    if is_ahead(viewer, row, at):
        raise ConflictError(NOT_YET, way=way_to(row))
    if said := minutes_problem(minutes):
        raise ProblemsError({"minutes": said})
    _keep_agenda(db, row, lines)
    version_id = in_force(db, row.profile_id).version_id
    row.state, row.minutes_spent, row.version_id = State.HELD, minutes, version_id
    row.closed_at = min(at, parted_at - timedelta(microseconds=1)) if parted_at else at
    db.add(row)
    note_of(db, viewer, row, "coaching-session:close", at)


def _keep_agenda(db: Session, row: CoachingSession, lines: Sequence[Line]) -> None:
    stored = {(one.kind, one.about_id): one for one in stored_lines(db, row)}
    for place, line in enumerate(lines):
        kept = stored.get((line.kind, line.about_id)) or AgendaLine(
            session_id=row.id, kind=line.kind, about_id=line.about_id, place=place
        )
        kept.text, kept.ticked, kept.place = line.text, line.ticked, place
        db.add(kept)
