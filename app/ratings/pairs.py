"""Pairs of one self and one coach's assessment: who belongs to which, and when each side opened it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.clock import start_of
from app.people.access import Viewer, coaches_now
from app.people.models import Account, Agency, Agreement
from app.ratings.dues import began_on, rhythms_in
from app.ratings.models import Assessment, Pair
from app.ratings.rhythm import end_of_month, falls_due_in, lapse_day, month_of
from app.ratings.rules import Kind, State
from app.ratings.seal import has_begun, is_open
from app.ratings.store import insert_into
from app.web.errors import ConflictError


class Opened(StrEnum):
    """How a pair opened: both rated, one declared to open without rating, or the seal lifted by itself."""

    BOTH = "both"
    DECLARED = "declared"
    LAPSED = "lapsed"


def seal(db: Session, assessment: Assessment, agreement: Agreement | None, *, at: datetime) -> None:
    """Put an assessment that is being submitted into its pair, which its side opens with it.

    The first submission of each side makes the pair; what comes later is marked. There is no pair without an
    agreement, for a profile outside its focus, and in a month in which no self-assessment is due, or in which it was
    done before the agreement began. A pause takes a month its seal only if it was set before the month began.
    Where worker and coach have renewed their agreement, a pair of before stays theirs.
    """
    pair = _pair_to_join(db, assessment, agreement) if agreement else None
    if pair is None:
        return
    assessment.pair_id = pair.id
    assessment.after_opening = _is_later(pair, assessment.kind, at)
    _open_side(db, pair, assessment.kind, at=at)


def sealed_until(db: Session, draft: Assessment, agreement: Agreement, *, now: datetime) -> datetime | None:
    """Until when at most a seal would keep a draft that is submitted now; None where it would open at once."""
    if draft.amends_id:
        # An amendment stays in the pair of what it amends, or in none.
        pair_id = db.get_one(Assessment, draft.amends_id).pair_id
        pair = db.get_one(Pair, pair_id) if pair_id else None
        return pair.lapses_at if pair and opening(pair, now) is None else None
    month = month_of(draft.observed_on)
    found = _pair_of_month(db, draft, agreement, month)
    if found is None:
        zone = db.get_one(Agency, agreement.agency_id).time_zone
        others, lapses_at = None, start_of(lapse_day(month), zone)
        is_pair = _wants_pair(db, draft, agreement, zone)
    else:
        pair = db.get_one(Pair, found)
        others = pair.coach_opened_at if draft.kind is Kind.SELF else pair.worker_opened_at
        lapses_at, is_pair = pair.lapses_at, True
    return lapses_at if is_pair and others is None and lapses_at > now else None


def comes_later(db: Session, draft: Assessment, agreement: Agreement, *, now: datetime) -> bool:
    """Whether a draft that is submitted now would stand beside its pair, marked and not compared."""
    found = None if draft.amends_id else _pair_of_month(db, draft, agreement, month_of(draft.observed_on))
    return found is not None and _is_later(db.get_one(Pair, found), draft.kind, now)


def declare_opening(db: Session, viewer: Viewer, pair: Pair, agreement: Agreement, *, at: datetime) -> None:
    """Open the other side's view without rating, once and on record. Where it is open already nothing changes.

    Raises ConflictError while the other side has not submitted: there is nothing to open.
    """
    pair = locked(db, pair.id)
    if opening(pair, at):
        return
    side = Kind.SELF if viewer.id == agreement.worker_id else Kind.COACH
    if (pair.coach_opened_at if side is Kind.SELF else pair.worker_opened_at) is None:
        raise ConflictError("There is nothing to open yet: the other view is not in.")
    _open_side(db, pair, side, at=at, declared=True)
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="pair:open-without-rating",
        subject=("pair", pair.id), side=side.value,
    )  # fmt: skip


def sealed_pairs(db: Session, worker: Account, *, now: datetime) -> dict[UUID, UUID]:
    """Profile to its pair with the present coach that is not open: one side has rated and the other has not."""
    rows = db.execute(
        sa.select(col(Pair.profile_id), col(Pair.id))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(
            col(Agreement.worker_id) == worker.id, has_begun(), sa.not_(is_open(now)),
            coaches_now(coach=col(Agreement.coach_id), worker=col(Agreement.worker_id), now=now),
        )
        .order_by(col(Pair.month))
    )  # fmt: skip
    return {row.profile_id: row.id for row in rows}


def opening(pair: Pair, now: datetime) -> tuple[Opened, datetime] | None:
    """How and when the pair opened to both, or None while it is sealed; the same decision as `is_open` makes in SQL."""
    moments = [(pair.lapses_at, Opened.LAPSED)]
    if pair.worker_opened_at and pair.coach_opened_at:
        declared = pair.worker_declared or pair.coach_declared
        both = max(pair.worker_opened_at, pair.coach_opened_at)
        moments.append((both, Opened.DECLARED if declared else Opened.BOTH))
    at, how = min(moments, key=lambda moment: moment[0])
    return (how, at) if at <= now else None


def is_pair_open(db: Session, assessment: Assessment, *, now: datetime) -> bool | None:
    """Whether both may see the assessment in its pair by now; None where it belongs to no pair."""
    if assessment.pair_id is None:
        return None
    return bool(db.scalar(sa.select(sa.exists().where(col(Pair.id) == assessment.pair_id, is_open(now)))))


def could_read_other(db: Session, assessment: Assessment, *, at: datetime) -> bool:
    """Whether the author of an assessment could open the other side's view of its pair by this instant."""
    if assessment.pair_id is None or opening(locked(db, assessment.pair_id), at) is None:
        return False
    others = sa.exists().where(
        col(Assessment.pair_id) == assessment.pair_id, col(Assessment.kind) != assessment.kind,
        col(Assessment.state) != State.DRAFT,
    )  # fmt: skip
    return bool(db.scalar(sa.select(others)))


def take_side_back(db: Session, withdrawn: Assessment, *, at: datetime) -> None:
    """Let a sealed pair wait again for the side whose assessment was withdrawn; an open pair seals no more.

    Where the side has rated the month a second time before anything opened, that one takes the place.
    """
    if withdrawn.pair_id is None or withdrawn.after_opening:
        return
    pair = locked(db, withdrawn.pair_id)
    if opening(pair, at):
        return
    of_side = select(Assessment).where(
        col(Assessment.pair_id) == pair.id, col(Assessment.kind) == withdrawn.kind,
        col(Assessment.state) == State.SUBMITTED,
    )  # fmt: skip
    following = db.exec(of_side.order_by(col(Assessment.submitted_at), col(Assessment.id))).first()
    if following:
        following.after_opening = False
        db.add(following)
    since = following.submitted_at if following else None
    if withdrawn.kind is Kind.SELF:
        pair.worker_opened_at = since
    else:
        pair.coach_opened_at = since
    db.add(pair)


def locked(db: Session, pair_id: UUID) -> Pair:
    """The pair as it stands now; whoever else wants to change it waits."""
    row = select(Pair).where(col(Pair.id) == pair_id).with_for_update()
    return db.exec(row.execution_options(populate_existing=True)).one()


def _open_side(db: Session, pair: Pair, side: Kind, *, at: datetime, declared: bool = False) -> None:
    # It opens once, and an open pair never closes again.
    if side is Kind.SELF and pair.worker_opened_at is None:
        pair.worker_opened_at, pair.worker_declared = at, declared
    if side is Kind.COACH and pair.coach_opened_at is None:
        pair.coach_opened_at, pair.coach_declared = at, declared
    db.add(pair)


def _is_later(pair: Pair, side: Kind, at: datetime) -> bool:
    """Whether this side has rated or declared before, or could read the other's view once the seal had lapsed."""
    others = pair.coach_opened_at if side is Kind.SELF else pair.worker_opened_at
    own = pair.worker_opened_at if side is Kind.SELF else pair.coach_opened_at
    return own is not None or (others is not None and pair.lapses_at <= at)


def _pair_to_join(db: Session, assessment: Assessment, agreement: Agreement) -> Pair | None:
    month = month_of(assessment.observed_on)
    found = _pair_of_month(db, assessment, agreement, month)
    if found is not None:
        return locked(db, found)
    zone = db.get_one(Agency, agreement.agency_id).time_zone
    return _new_pair(db, assessment, agreement, month, zone) if _wants_pair(db, assessment, agreement, zone) else None


def _wants_pair(db: Session, assessment: Assessment, agreement: Agreement, zone: str) -> bool:
    month = month_of(assessment.observed_on)
    last, since = _last_self_assessment(db, assessment, before=month), began_on(agreement, zone)
    # As it stood when the month began counts as well, or somebody could open the other's view by a pause or a slower
    # rhythm, having seen that it is in.
    stood = (rhythms_in(db, agreement.id, since, set_before=before) for before in (None, start_of(month, zone)))
    rhythms = [found[assessment.profile_id] for found in stood if assessment.profile_id in found]
    due = any(falls_due_in(month, rhythm, last=last) for rhythm in rhythms)
    return due and not _is_done_already(db, assessment, agreement)


def _pair_of_month(db: Session, assessment: Assessment, agreement: Agreement, month: date) -> UUID | None:
    """The pair of these two people for this profile and month, under this agreement or one that it renewed."""
    return db.scalars(
        sa.select(col(Pair.id))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(
            col(Agreement.worker_id) == agreement.worker_id, col(Agreement.coach_id) == agreement.coach_id,
            col(Pair.profile_id) == assessment.profile_id, col(Pair.month) == month,
        )
        .order_by(col(Agreement.opens_at), col(Pair.id))
    ).first()  # fmt: skip


def _last_self_assessment(db: Session, assessment: Assessment, *, before: date) -> date | None:
    newest: date | None = db.scalar(
        sa.select(sa.func.max(col(Assessment.observed_on))).where(
            col(Assessment.worker_id) == assessment.worker_id,
            col(Assessment.profile_id) == assessment.profile_id,
            col(Assessment.kind) == Kind.SELF,
            col(Assessment.state) == State.SUBMITTED,
            col(Assessment.observed_on) < before,
        )
    )
    return newest


def _is_done_already(db: Session, assessment: Assessment, agreement: Agreement) -> bool:
    # It was for another coach or for nobody, so the worker has no reason to do it again, and nobody should wait.
    done = sa.exists().where(
        col(Assessment.worker_id) == assessment.worker_id, col(Assessment.profile_id) == assessment.profile_id,
        col(Assessment.kind) == Kind.SELF, col(Assessment.state) == State.SUBMITTED,
        col(Assessment.submitted_at) < agreement.opens_at,
        col(Assessment.observed_on) >= month_of(assessment.observed_on),
        col(Assessment.observed_on) <= end_of_month(assessment.observed_on),
    )  # fmt: skip
    return bool(db.scalar(sa.select(done)))


def _new_pair(db: Session, assessment: Assessment, agreement: Agreement, month: date, zone: str) -> Pair:
    key: dict[str, Any] = {
        "agreement_id": agreement.id, "profile_id": assessment.profile_id, "month": month,
    }  # fmt: skip
    row = Pair(**key, lapses_at=start_of(lapse_day(month), zone))
    # Both sides can submit at once, and either finds the row of the other.
    names = ("id", *key, "lapses_at", "worker_declared", "coach_declared")
    values = {name: getattr(row, name) for name in names}
    db.execute(insert_into(db, Pair).values(values).on_conflict_do_nothing())
    return locked(db, db.exec(select(Pair.id).filter_by(**key)).one())
