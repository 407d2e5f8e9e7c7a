"""The rhythms and pauses of agreements, loaded for the one rule that says what is due."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.clock import day_of
from app.people.models import Agreement, AgreementFocus, AgreementPause, RhythmChange
from app.ratings.rhythm import Pause, Rhythm, Step, month_of

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_OF_PAUSE = aliased(Agreement)


def changes_of(db: Session, focuses: Collection[UUID]) -> dict[UUID, list[RhythmChange]]:
    """By focus: what was set since the signatures, in the order in which it was set."""
    rows = select(RhythmChange).where(col(RhythmChange.focus_id).in_(sorted(focuses, key=str)))
    found: dict[UUID, list[RhythmChange]] = {}
    for row in db.exec(rows.order_by(col(RhythmChange.number))):
        found.setdefault(row.focus_id, []).append(row)
    return found


def pauses_of(db: Session, agreements: Collection[UUID]) -> dict[UUID, list[AgreementPause]]:
    """By agreement: its pauses by their first day, removed ones too, with those of agreements that it renewed.

    A pause stays between the two people who know of it. Somebody's next coach is told of none.
    """
    of_pause = _OF_PAUSE
    rows = db.execute(
        sa.select(col(Agreement.id), AgreementPause)
        .join(of_pause, col(of_pause.id) == col(AgreementPause.agreement_id))
        .join(
            Agreement,
            sa.and_(
                col(Agreement.worker_id) == col(of_pause.worker_id),
                col(Agreement.coach_id) == col(of_pause.coach_id),
            ),
        )
        .where(col(Agreement.id).in_(sorted(agreements, key=str)))
        .order_by(col(AgreementPause.starts_on), col(AgreementPause.id))
        # Whoever writes has waited for a turn, and what was read before that may be old.
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[AgreementPause]] = {}
    for agreement_id, pause in rows:
        found.setdefault(agreement_id, []).append(pause)
    return found


def rhythm_from(since: date, signed: int, changes: Iterable[RhythmChange], pauses: Iterable[AgreementPause]) -> Rhythm:
    steps = (Step(month_of(since), signed), *(Step(one.from_month, one.months) for one in changes))
    return Rhythm(since, steps, days_of(pauses))


def days_of(pauses: Iterable[AgreementPause]) -> tuple[Pause, ...]:
    return tuple(Pause(one.starts_on, one.ends_on) for one in pauses if one.removed_at is None)


def rhythms_in(
    db: Session, agreement_id: UUID, since: date, *, set_before: datetime | None = None
) -> dict[UUID, Rhythm]:
    """By profile: the rhythm of each focus of an agreement that began on this day.

    With `set_before` a pause or a change of rhythm counts only if it was set before that instant.
    """
    focuses = db.exec(select(AgreementFocus).where(col(AgreementFocus.agreement_id) == agreement_id)).all()
    changes = changes_of(db, [one.id for one in focuses])
    pauses = pauses_of(db, [agreement_id]).get(agreement_id, [])
    if set_before:
        pauses = [one for one in pauses if one.set_at < set_before]
        changes = {focus: [one for one in some if one.set_at < set_before] for focus, some in changes.items()}
    return {one.profile_id: rhythm_from(since, one.rhythm_months, changes.get(one.id, ()), pauses) for one in focuses}


def began_on(agreement: Agreement, zone: str) -> date:
    # Its first day can lie long before the signatures, and of those months nobody owes anything.
    return day_of(agreement.opens_at, zone) if agreement.opens_at else agreement.starts_on
