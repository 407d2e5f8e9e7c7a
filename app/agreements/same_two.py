"""What else the two people of an agreement have together: the agreement that runs now, or one that has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.people.models import Agreement, AgreementTerms
from app.people.queries import names_of
from app.people.sight import last_day
from app.web.words import day, first_name, listed, local_day


@dataclass(frozen=True)
class SameTwo:
    """`present` runs now and would end with this one; `dropped` is its supervisor by first name, when not named here.

    `kept` are stretches of days in words: what was open to the coach then stays open.
    """

    present: Agreement | None
    dropped: str
    kept: str


def same_two(db: Session, agreement: Agreement, *, supervisor: object, now: datetime, zone: str) -> SameTwo:
    others = select(Agreement).where(
        col(Agreement.worker_id) == agreement.worker_id, col(Agreement.coach_id) == agreement.coach_id,
        col(Agreement.id) != agreement.id, col(Agreement.opens_at).is_not(None),
    )  # fmt: skip
    found = db.exec(others.order_by(col(Agreement.starts_on))).all()
    before = agreement.opens_at or now
    kept = [one for one in found if one.opens_at and one.closes_at and one.opens_at < one.closes_at <= before]
    present = next((one for one in found if agreement.opens_at is None and _runs(one, now)), None)
    return SameTwo(present, _dropped(db, present, supervisor), _stretches(kept, zone))


def _runs(one: Agreement, now: datetime) -> bool:
    return one.opens_at is not None and one.opens_at <= now and (one.closes_at is None or one.closes_at > now)


def _dropped(db: Session, present: Agreement | None, supervisor: object) -> str:
    if present is None:
        return ""
    in_force = (col(AgreementTerms.agreement_id) == present.id, col(AgreementTerms.in_force_at).is_not(None))
    terms = db.exec(select(AgreementTerms).where(*in_force).order_by(col(AgreementTerms.number).desc())).first()
    if terms is None or terms.supervisor_id is None or terms.supervisor_id == supervisor:
        return ""
    return first_name(names_of(db, {terms.supervisor_id})[terms.supervisor_id])


def _stretches(kept: Sequence[Agreement], zone: str) -> str:
    return listed(
        f"from {day(local_day(one.opens_at, zone))} until {day(last_day(one.closes_at, zone))}"
        for one in kept
        if one.opens_at and one.closes_at
    )
