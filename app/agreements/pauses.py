"""A pause of an agreement, such as for leave: set, corrected, ended early, removed. No reason is asked or kept."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.agreements.pace_rules import earliest_day, may_change, may_remove, pause_problems
from app.agreements.rhythms import take_running
from app.agreements.store import note, zone_of
from app.clock import day_of
from app.people.access import Viewer
from app.people.models import Agreement, AgreementPause
from app.ratings.dues import began_on, days_of, pauses_of
from app.ratings.rhythm import Pause
from app.web.errors import ConflictError, NewerError, NotFoundError, ProblemsError


def pause_or_404(db: Session, agreement: Agreement, pause_id: UUID) -> AgreementPause:
    """One pause of the two people of this agreement, also from before they renewed it; removed ones too."""
    found = (one for one in pauses_of(db, [agreement.id]).get(agreement.id, ()) if one.id == pause_id)
    pause = next(found, None)
    if pause is None:
        raise NotFoundError
    return pause


def add_pause(
    db: Session, by: Viewer, agreement: Agreement, *, first: date, last: date | None, at: datetime
) -> AgreementPause:
    """Let the agreement rest on these days. The same days again are the same pause.

    Raises ProblemsError for days that lie too far back or ahead, or that are paused already, and ConflictError unless
    the agreement runs.
    """
    take_running(db, agreement, at)
    known = pauses_of(db, [agreement.id]).get(agreement.id, [])
    same = (one for one in known if one.removed_at is None and (one.starts_on, one.ends_on) == (first, last))
    if pause := next(same, None):
        return pause
    _refuse(db, agreement, known, first, last, at)
    pause = AgreementPause(agreement_id=agreement.id, starts_on=first, ends_on=last, set_by=by.id, set_at=at)
    db.add(pause)
    db.flush()
    _note(db, by, agreement, "pause:set", pause, at)
    return pause


def change_pause(
    db: Session, by: Viewer, agreement: Agreement, pause: AgreementPause, *, first: date, last: date | None,
    revision: int | None = None, at: datetime,
) -> bool:  # fmt: skip
    """Give a pause other days: a correction, or an earlier end. The same days change nothing: the answer is then False,
    unless this person set them since the page with this `revision` was read.

    Raises NewerError when somebody has changed it since the page with this `revision` was read.
    """
    _take(db, agreement, pause, at)
    if (pause.starts_on, pause.ends_on) == (first, last):
        return revision not in (None, pause.revision) and pause.set_by == by.id
    if revision not in (None, pause.revision):
        raise NewerError
    if not may_change(_days(pause), today=_today(db, agreement, at)):
        raise ConflictError("This pause is over. What was due since then stays as it is.")
    others = [one for one in pauses_of(db, [agreement.id]).get(agreement.id, []) if one.id != pause.id]
    _refuse(db, agreement, others, first, last, at, kept=pause.starts_on)
    pause.starts_on, pause.ends_on = first, last
    _save(db, by, pause, at)
    _note(db, by, agreement, "pause:change", pause, at)
    return True


def remove_pause(db: Session, by: Viewer, agreement: Agreement, pause: AgreementPause, *, at: datetime) -> None:
    """Take a pause away before it has begun, and raise ConflictError afterwards. A second time changes nothing."""
    take_running(db, agreement, at)
    db.refresh(pause)
    if pause.removed_at is not None:
        return
    if not may_remove(_days(pause), today=_today(db, agreement, at)):
        raise ConflictError("This pause has begun, so it cannot be removed. Give it an earlier last day.")
    pause.removed_at = at
    _save(db, by, pause, at)
    _note(db, by, agreement, "pause:remove", pause, at)


def _take(db: Session, agreement: Agreement, pause: AgreementPause, at: datetime) -> None:
    take_running(db, agreement, at)
    db.refresh(pause)
    if pause.removed_at is not None:
        raise ConflictError("Somebody has removed this pause. Add a new one, if it is needed.")


def _refuse(
    db: Session, agreement: Agreement, others: list[AgreementPause], first: date, last: date | None, at: datetime, *,
    kept: date | None = None,
) -> None:  # fmt: skip
    today = _today(db, agreement, at)
    earliest = earliest_day(today, since=began_on(agreement, zone_of(db, agreement)))
    problems = pause_problems(first, last, earliest=earliest, today=today, others=days_of(others), kept=kept)
    if problems:
        raise ProblemsError(problems)


def _save(db: Session, by: Viewer, pause: AgreementPause, at: datetime) -> None:
    pause.set_by, pause.set_at, pause.revision = by.id, at, pause.revision + 1
    db.add(pause)
    db.flush()


def _note(db: Session, by: Viewer, agreement: Agreement, action: str, pause: AgreementPause, at: datetime) -> None:
    note(db, by, agreement, action, at, starts_on=str(pause.starts_on), ends_on=str(pause.ends_on or ""))


def _days(pause: AgreementPause) -> Pause:
    return Pause(pause.starts_on, pause.ends_on)


def _today(db: Session, agreement: Agreement, at: datetime) -> date:
    return day_of(at, zone_of(db, agreement))
