"""A coaching session that is planned for a day on which the coaching rests: told, and refused to nobody."""

from datetime import date

from sqlmodel import Session

from app.coaching.reading import LoadedSession
from app.people.access import Viewer
from app.people.models import AgreementPause
from app.ratings.dues import pauses_of
from app.web.words import first_name, local_day, short_day


def pause_then(db: Session, viewer: Viewer, found: LoadedSession) -> str:
    """The sentence for the two who meet, while it is planned; empty on any other day, and for anybody else."""
    if not found.is_live:
        return ""
    on = local_day(found.row.starts_at, viewer.zone)
    for pause in pauses_of(db, {found.row.agreement_id}).get(found.row.agreement_id, ()):
        if _holds(pause, on):
            who = "You are" if viewer.id == found.worker.id else f"{first_name(found.worker.name)} is"
            return f"{who} paused then ({_span(pause)}). You two decide."
    return ""


def _holds(pause: AgreementPause, on: date) -> bool:
    is_reached = pause.starts_on <= on and (pause.ends_on is None or on <= pause.ends_on)
    return pause.removed_at is None and is_reached


def _span(pause: AgreementPause) -> str:
    first, last = pause.starts_on, pause.ends_on
    if last is None:
        return f"from {short_day(first)} on"
    return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"
