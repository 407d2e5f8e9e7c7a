"""Who can see an assessment, as its pages say it: the draft's readers to come, and what a seal still closes."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.clock import day_of
from app.people.access import Viewer, coaches_now
from app.people.models import Agreement
from app.people.queries import names_of
from app.people.who import Line, Sealed, lines_for_draft
from app.ratings import words
from app.ratings.models import Pair
from app.ratings.pairs import sealed_until
from app.ratings.rules import Kind
from app.ratings.seal import is_open
from app.ratings.sheets import Sheet, before_of


def draft_lines(db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime) -> list[Line]:
    """Who reads the draft now, and who will once it is submitted."""
    until = sealed_until(db, sheet.assessment, sheet.agreement, now=now) if sheet.agreement else None
    sealed = None
    if sheet.agreement and until:
        other = sheet.agreement.coach_id if sheet.assessment.kind is Kind.SELF else sheet.worker.id
        sealed = Sealed(sheet.assessment.rater_id, names_of(db, {other})[other], day_of(until, viewer.zone))
    before = before_of(db, sheet.assessment)
    amends = before.submitted_at if before else None
    return words.draft_lines(lines_for_draft(db, viewer, sheet.worker, now, sealed=sealed, amends=amends))


def seal_on(db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime) -> Sealed | None:
    """What keeps a submitted assessment to its author for now: for whom it waits, and until which day at most."""
    if sheet.assessment.pair_id is None:
        return None
    goes_on = coaches_now(coach=col(Agreement.coach_id), worker=col(Agreement.worker_id), now=now)
    found = db.execute(
        sa.select(col(Pair.lapses_at), col(Agreement.coach_id), goes_on.label("goes_on"))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(col(Pair.id) == sheet.assessment.pair_id, sa.not_(is_open(now)))
    ).first()
    if found is None:
        return None
    other = found.coach_id if sheet.assessment.kind is Kind.SELF else sheet.worker.id
    name = names_of(db, {other})[other] if found.goes_on else ""
    return Sealed(sheet.assessment.rater_id, name, day_of(found.lapses_at, viewer.zone))
