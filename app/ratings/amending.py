"""Changes to what is submitted. Nothing in it changes: a newer version takes its place, or it is withdrawn."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from app.audit.entries import record
from app.people.access import Viewer
from app.ratings.models import Amendment, Assessment
from app.ratings.pairs import could_read_other, take_side_back
from app.ratings.rules import State
from app.ratings.store import copy_ratings, lock
from app.web.errors import ConflictError

WITHDRAWN = "This assessment is withdrawn. It stays so."
OVERTAKEN = "A newer version of this assessment stands. Amend that one."
_GONE = (
    "What this draft amends has been replaced or withdrawn in another tab. The draft stays as it is: "
    "take from it what you need, then remove it."
)
_TAKEN = "You have another draft of this profile for this day. Submit or remove that one first."


class ReplacedError(ConflictError):
    """What was to be amended does not stand any more."""


def begin_amendment(db: Session, viewer: Viewer, assessment: Assessment, *, at: datetime) -> Assessment:
    """The draft of the next version, with all that this one holds; the draft that exists, where there is one.

    Raises ConflictError where the assessment does not stand any more.
    """
    lock(db, assessment)
    refuse_replaced(assessment)
    existing = draft_of(db, assessment)
    if existing:
        return existing
    of_day = ("worker_id", "rater_id", "kind", "profile_id", "observed_on")
    same = {name: getattr(assessment, name) for name in (*of_day, "version_id", "agreement_id", "setting")}
    if db.exec(select(Assessment).filter_by(state=State.DRAFT, **{name: same[name] for name in of_day})).first():
        raise ConflictError(_TAKEN)
    draft = Assessment(
        id=uuid4(), **same, state=State.DRAFT, created_at=at, saved_at=at, amends_id=assessment.id,
        first_id=assessment.first_id or assessment.id, number=assessment.number + 1,
        # What its author was shown then is not forgotten by now.
        review_shown_at=assessment.review_shown_at,
    )  # fmt: skip
    db.add(draft)
    db.flush()
    copy_ratings(db, assessment, draft, at=at)
    return draft


def draft_of(db: Session, assessment: Assessment) -> Assessment | None:
    """The author's draft that is to replace this version."""
    return db.exec(
        select(Assessment).where(col(Assessment.amends_id) == assessment.id, col(Assessment.state) == State.DRAFT)
    ).first()


def amended_by(db: Session, draft: Assessment) -> Assessment | None:
    """The version that a draft is to replace, locked; none for a first version.

    Raises ReplacedError where that version does not stand any more.
    """
    if draft.amends_id is None:
        return None
    before = db.get_one(Assessment, draft.amends_id)
    lock(db, before)
    if before.state is not State.SUBMITTED:
        raise ReplacedError(_GONE)
    return before


def is_overtaken(db: Session, draft: Assessment) -> str:
    """The sentence why this draft can no longer be submitted; empty where it can."""
    gone = draft.amends_id and db.get_one(Assessment, draft.amends_id).state is not State.SUBMITTED
    return _GONE if gone else ""


def refuse_replaced(assessment: Assessment) -> None:
    """Raises ConflictError for a version that does not stand any more."""
    if assessment.state is not State.SUBMITTED:
        raise ConflictError(WITHDRAWN if assessment.state is State.WITHDRAWN else OVERTAKEN)


def amend(
    db: Session, viewer: Viewer, before: Assessment, draft: Assessment, *, author_id: UUID, reason: str, at: datetime,
) -> None:  # fmt: skip
    """Put the draft in the place of the version before. Both are locked, and the draft is complete.

    `viewer` is the author, or the supervisor whose approval was the last thing missing.
    """
    knows = could_read_other(db, before, at=at)
    before.state, before.replaced_at = State.AMENDED, at
    db.add(before)
    # One version stands at a time, so the old one goes first.
    db.flush()
    draft.state, draft.submitted_at, draft.amended_at, draft.saved_at = State.SUBMITTED, before.submitted_at, at, at
    draft.pair_id, draft.agreement_id = before.pair_id, before.agreement_id
    draft.after_opening = before.after_opening or knows
    db.add(draft)
    _keep(db, viewer, before, draft, author_id, reason, at)
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="assessment:amend",
        subject=("assessment", draft.id), replaced=str(before.id), kind=draft.kind.value, number=draft.number,
        after_opening=draft.after_opening,
    )  # fmt: skip
    db.flush()


def withdraw(
    db: Session, viewer: Viewer, assessment: Assessment, *, author_id: UUID, reason: str, at: datetime
) -> None:
    """Take the assessment out of everything that counts. It is locked, and stays on record with its reason."""
    assessment.state, assessment.replaced_at = State.WITHDRAWN, at
    db.add(assessment)
    db.flush()
    take_side_back(db, assessment, at=at)
    _keep(db, viewer, assessment, None, author_id, reason, at)
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="assessment:withdraw",
        subject=("assessment", assessment.id), kind=assessment.kind.value, number=assessment.number,
    )  # fmt: skip
    db.flush()


def _keep(
    db: Session, viewer: Viewer, before: Assessment, successor: Assessment | None, author_id: UUID, reason: str,
    at: datetime,
) -> None:  # fmt: skip
    approved_by = viewer.id if viewer.id != author_id else None
    db.add(
        Amendment(
            assessment_id=before.id, successor_id=successor.id if successor else None, author_id=author_id,
            reason=reason, at=at, approved_by=approved_by,
        )
    )  # fmt: skip
