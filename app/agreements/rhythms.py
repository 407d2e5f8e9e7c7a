"""A rhythm is changed while an agreement runs, from a month on."""

from datetime import date, datetime

from sqlmodel import Session

from app.agreements.pace_rules import rhythm_problems
from app.agreements.queries import State, state_of
from app.agreements.store import note, take_agreement, zone_of
from app.clock import day_of
from app.people.access import Viewer
from app.people.models import Agreement, AgreementFocus, RhythmChange
from app.ratings.dues import began_on, changes_of, rhythm_from
from app.ratings.rhythm import Rhythm, months_between, months_later
from app.web.errors import ConflictError, NewerError, ProblemsError


def set_rhythm(
    db: Session, by: Viewer, agreement: Agreement, focus: AgreementFocus, *, months: int | None, month: date | None,
    read: int | None = None, at: datetime,
) -> bool:  # fmt: skip
    """From this month on a self-assessment is due every so many months. Either side may, and either may go back.

    What is so already stays so, and nothing is stored: the answer is then False, unless it is so by this very form,
    sent a second time. `read` is how many changes the page had shown. Raises ProblemsError for a month gone by or a
    rhythm that is not offered, NewerError when others have come since, and ConflictError unless the agreement runs.
    """
    take_running(db, agreement, at)
    zone = zone_of(db, agreement)
    problems = rhythm_problems(months=months, month=month, today=day_of(at, zone))
    if problems or months is None or month is None:
        raise ProblemsError(problems)
    changes = changes_of(db, [focus.id]).get(focus.id, [])
    if _is_so(rhythm_from(began_on(agreement, zone), focus.rhythm_months, changes, ()), months, month):
        return _is_again(by, changes, months, month, read)
    if read not in (None, len(changes)):
        raise NewerError
    db.add(
        RhythmChange(
            focus_id=focus.id, number=len(changes) + 1, from_month=month, months=months, set_by=by.id, set_at=at
        )
    )
    db.flush()
    note(
        db, by, agreement, "agreement:set-rhythm", at, profile=str(focus.profile_id), months=months,
        from_month=str(month),
    )  # fmt: skip
    return True


def take_running(db: Session, agreement: Agreement, at: datetime) -> None:
    """Wait for the worker's turn. Raises ConflictError unless the agreement runs."""
    take_agreement(db, agreement)
    match state_of(agreement, at):
        case State.DRAFT:
            raise ConflictError("This agreement is still a draft. Change the draft.")
        case State.TO_COME:
            raise ConflictError("This agreement has not begun. Rhythm and pauses can be set from its first day on.")
        case State.ENDED:
            raise ConflictError("This agreement has ended. Nothing is due in it.")


def _is_again(by: Viewer, changes: list[RhythmChange], months: int, month: date, read: int | None) -> bool:
    """Whether this person set just this after the page was read from which it is sent: by a double click, say."""
    return any(
        (one.set_by, one.months, one.from_month) == (by.id, months, month)
        for one in changes[read if read is not None and read >= 0 else len(changes) :]
    )


def _is_so(rhythm: Rhythm, months: int, month: date) -> bool:
    last = max(step.month for step in rhythm.steps)
    later = (months_later(month, count) for count in range(max(0, months_between(month, last)) + 1))
    return all(rhythm.every(one) == months for one in later)
