"""What the supervisor sees, changed while an agreement runs: less at once, more with every signature."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.agreements.rules import SUPERVISOR_LEVELS
from app.agreements.signing import WordsChangedError, sign
from app.agreements.store import newest_terms, note, take_agreement
from app.people.access import Viewer
from app.people.models import Account, Agreement, AgreementTerms
from app.people.permits import Level
from app.people.readers import supervisors_of, supervisors_on
from app.web.errors import ConflictError, ProblemsError, RefusedError
from app.web.words import first_name

_ENDED = "This agreement has ended. What it shared is closed."


def terms_in_force(db: Session, agreement: Agreement) -> AgreementTerms | None:
    """The newest terms that count, or none while a signature is missing."""
    in_force = (col(AgreementTerms.agreement_id) == agreement.id, col(AgreementTerms.in_force_at).is_not(None))
    return db.exec(select(AgreementTerms).where(*in_force).order_by(col(AgreementTerms.number).desc())).first()


def offer_in_wait(db: Session, agreement: Agreement) -> AgreementTerms | None:
    """Terms that still want signatures, while the agreement is in force."""
    newest = newest_terms(db, agreement)
    waits = agreement.opens_at is not None and newest.in_force_at is None and newest.withdrawn_at is None
    return newest if waits else None


def level_now(db: Session, viewer: Viewer, agreement: Agreement, supervisor_id: UUID, *, at: datetime) -> Level | None:
    """What this supervisor sees of what is submitted at this instant, or on the first day of what is to come.

    After a move of unit it is no more than activity, and nothing for who does not supervise the unit.
    """
    when = max(at, agreement.opens_at or at)
    # All who supervise there are asked, and not those the viewer may know of: what can be done hangs on it.
    windows = supervisors_of(db, viewer, [agreement.worker_id], now=when).get(agreement.worker_id, ())
    return max((one.level for one in windows if one.id == supervisor_id and one.holds(when)), default=None)


def narrow(
    db: Session, viewer: Viewer, agreement: Agreement, *, level: Level, at: datetime, number: int | None = None
) -> None:
    """Let the supervisor see less, at once, also of what was open; an offer that waits falls away.

    What is so already stays so. Raises ProblemsError for a level that is not less, RefusedError for a supervisor from
    whom nothing would be taken, and ConflictError when the agreement does not run or when other terms have come
    since those of this `number` were read.
    """
    _lock(db, agreement, at)
    current = terms_in_force(db, agreement)
    if current is not None and viewer.id not in (agreement.worker_id, agreement.coach_id, current.supervisor_id):
        raise RefusedError("What another supervisor sees is not yours to change.")
    if current is not None and level == current.level:
        return
    _refuse_unread(db, agreement, number)
    if current is None or level not in SUPERVISOR_LEVELS or level > current.level:
        raise ProblemsError({"level": "Choose less than is shared now."})
    _withdraw_offer(db, agreement, at)
    _add(
        db, agreement, at, proposed_by=viewer.id, supervisor_id=current.supervisor_id, level=int(level),
        in_force_at=max(at, agreement.opens_at or at), unit_id=current.unit_id, bound_on=current.bound_on,
    )  # fmt: skip
    note(db, viewer, agreement, "agreement:narrow", at, level=level.name.lower())


def offer(
    db: Session, viewer: Viewer, agreement: Agreement, *, supervisor: Account, level: Level, at: datetime,
    number: int | None = None,
) -> None:  # fmt: skip
    """Offer that a supervisor sees more of what is still to come. It counts when all three have signed.

    Who offers has signed with it; the same offer again is a signature under the first. Raises ProblemsError for a
    level that is no more than activity or than is shared already, or for somebody who does not supervise the worker's
    unit today; ConflictError when the agreement does not run or when other terms than those read have come.
    """
    _lock(db, agreement, at)
    problems = {}
    waiting = offer_in_wait(db, agreement)
    if waiting is not None and (waiting.supervisor_id, waiting.level) == (supervisor.id, level):
        sign(db, viewer, agreement, number=waiting.number, earlier=None, at=at)
        return
    _refuse_unread(db, agreement, number)
    if level not in SUPERVISOR_LEVELS or level is Level.ACTIVITY:
        problems["level"] = "Choose goals or ratings. Activity is seen in any case."
    worker = db.get_one(Account, agreement.worker_id)
    if supervisor.id not in {person for person, _ in supervisors_on(db, worker, viewer.today(at))}:
        problems["supervisor"] = "Choose somebody who supervises the worker’s unit today."
    elif level <= (level_now(db, viewer, agreement, supervisor.id, at=at) or Level.ACTIVITY):
        problems.setdefault("level", f"{first_name(supervisor.name)} sees this already.")
    if problems:
        raise ProblemsError(problems)
    _withdraw_offer(db, agreement, at)
    terms = _add(db, agreement, at, proposed_by=viewer.id, supervisor_id=supervisor.id, level=int(level))
    note(db, viewer, agreement, "agreement:offer", at, level=level.name.lower(), terms=terms.number)
    sign(db, viewer, agreement, number=terms.number, earlier=None, at=at)


def take_back(db: Session, viewer: Viewer, agreement: Agreement, *, at: datetime) -> None:
    """Withdraw the offer that waits for signatures. Without one nothing happens, and without one to this viewer."""
    _lock(db, agreement, at)
    waiting = offer_in_wait(db, agreement)
    if waiting is None or viewer.id not in (agreement.worker_id, agreement.coach_id, waiting.supervisor_id):
        return
    if _withdraw_offer(db, agreement, at):
        note(db, viewer, agreement, "agreement:take-back", at)


def _refuse_unread(db: Session, agreement: Agreement, number: int | None) -> None:
    """What somebody else offered or changed meanwhile is read first; it would be withdrawn unseen."""
    if number not in (None, newest_terms(db, agreement).number):
        raise WordsChangedError("What is shared was changed after you opened this page. Nothing of yours is saved yet.")


def _withdraw_offer(db: Session, agreement: Agreement, at: datetime) -> bool:
    waiting = offer_in_wait(db, agreement)
    if waiting is None:
        return False
    waiting.withdrawn_at = at
    db.add(waiting)
    db.flush()
    return True


def _add(db: Session, agreement: Agreement, at: datetime, **values: Any) -> AgreementTerms:
    number = newest_terms(db, agreement).number + 1
    terms = AgreementTerms(agreement_id=agreement.id, number=number, proposed_at=at, **values)
    db.add(terms)
    db.flush()
    return terms


def _lock(db: Session, agreement: Agreement, at: datetime) -> None:
    take_agreement(db, agreement)
    if agreement.opens_at is None:
        raise ConflictError("This agreement is still a draft. Change the draft.")
    if agreement.closes_at is not None and agreement.closes_at <= at:
        raise ConflictError(_ENDED)
