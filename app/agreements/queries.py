"""Lists of coaching agreements: the own ones, and all that an administrator manages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.access import is_party, is_told, supervisor_of, wordings_of
from app.agreements.candidates import profile_titles
from app.agreements.waits import missing_parts, signed_by_terms
from app.audit.models import AuditEntry
from app.people.access import Viewer, visible_workers
from app.people.models import Account, Agreement, AgreementFocus, Part
from app.people.permits import Permission
from app.people.queries import names_of
from app.web.paging import Paging
from app.web.words import day, first_name, local_day


class State(StrEnum):
    """How an agreement stands at a moment."""

    DRAFT = "draft"
    TO_COME = "to come"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class AgreementRow:
    """One agreement with names; `ends_on` is the last day, `focuses` are (profile's title, months between).

    `waits_for` names whose signature its newest wording wants.
    """

    id: UUID
    worker: str
    coach: str
    supervisor: str | None
    starts_on: date
    ends_on: date | None
    state: State
    focuses: tuple[tuple[str, int], ...]
    waits_for: tuple[str, ...]
    never_began: bool


def managed_agreements(db: Session, viewer: Viewer, paging: Paging, *, now: datetime) -> list[AgreementRow]:
    """The agreements of everybody the viewer manages, a page of them: drafts first, then those that run, are to come
    and have ended, each by the worker's first name, the newest of each first.
    """
    workers = visible_workers(viewer, Permission.MANAGE_AGREEMENTS, now)
    return _rows(db, viewer, col(Agreement.worker_id).in_(workers), paging, now)


def own_agreements(db: Session, viewer: Viewer, paging: Paging, *, now: datetime) -> list[AgreementRow]:
    """The agreements in which the viewer has a part, in the same order."""
    return _rows(db, viewer, is_party(viewer, Permission.READ_AGREEMENT, now), paging, now)


def declined(db: Session, viewer: Viewer, agreement_id: UUID) -> str:
    """Who has declined or removed this draft, as a sentence for those whom it named; empty for everybody else."""
    removed = (col(AuditEntry.action) == "agreement:remove-draft", col(AuditEntry.subject_id) == agreement_id)
    entry = db.exec(select(AuditEntry).where(*removed)).first()
    if entry is None or entry.actor_id is None:
        return ""
    is_manager = entry.agency_id == viewer.agency_id and viewer.may(Permission.MANAGE_AGREEMENTS)
    if not is_manager and str(viewer.id) not in entry.details.get("people", ()):
        return ""
    name = "You" if entry.actor_id == viewer.id else first_name(names_of(db, {entry.actor_id})[entry.actor_id])
    verb = "declined" if entry.details.get("declined", True) else "removed"
    return f"{name} {verb} this draft on {day(local_day(entry.at, viewer.zone))}. It bound nobody."


def rows_by_state(rows: Iterable[AgreementRow]) -> dict[str, list[AgreementRow]]:
    """By the name of the state, with every state in it."""
    found: dict[str, list[AgreementRow]] = {state.name.lower(): [] for state in State}
    for row in rows:
        found[row.state.name.lower()].append(row)
    return found


def state_of(agreement: Agreement, now: datetime) -> State:
    if agreement.opens_at is None:
        return State.DRAFT
    if agreement.closes_at is not None and agreement.closes_at <= now:
        return State.ENDED
    return State.TO_COME if agreement.opens_at > now else State.RUNNING


def never_began(agreement: Agreement) -> bool:
    """Whether it ended before its first day came: nothing was ever opened by it."""
    opens_at, closes_at = agreement.opens_at, agreement.closes_at
    return opens_at is not None and closes_at is not None and closes_at <= opens_at


def focuses_by_agreement(db: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[str, int], ...]]:
    """By agreement: (profile's title, months between two self-assessments), in the order of the shelf."""
    rows = db.execute(
        sa.select(
            col(AgreementFocus.agreement_id), col(AgreementFocus.profile_id), col(AgreementFocus.rhythm_months)
        ).where(col(AgreementFocus.agreement_id).in_(list(ids)))
    ).all()
    places = {profile: (place, title) for place, (profile, title) in enumerate(profile_titles(db).items())}
    found: dict[UUID, list[tuple[int, str, int]]] = {}
    for agreement_id, profile_id, months in rows:
        found.setdefault(agreement_id, []).append((*places[profile_id], months))
    return {key: tuple((title, months) for _, title, months in sorted(value)) for key, value in found.items()}


def _in_order(which: sa.ColumnElement[bool], now: datetime) -> sa.Select[Agreement]:
    # The same order as that of the states, and of the rows of each.
    standing = sa.case(
        (col(Agreement.opens_at).is_(None), 0), (col(Agreement.closes_at) <= now, 3),
        (col(Agreement.opens_at) > now, 2), else_=1,
    )  # fmt: skip
    worker = sa.select(col(Account.name)).where(col(Account.id) == col(Agreement.worker_id)).scalar_subquery()
    return (
        sa.select(Agreement).where(which).order_by(standing, worker, col(Agreement.starts_on).desc(), col(Agreement.id))
    )


def _rows(
    db: Session, viewer: Viewer, which: sa.ColumnElement[bool], paging: Paging, now: datetime
) -> list[AgreementRow]:
    agreements = db.scalars(paging.cut(db, _in_order(which, now))).all()
    ids = [one.id for one in agreements]
    every, focuses = wordings_of(db, ids), focuses_by_agreement(db, ids)
    told = {one.id: [terms for terms in every[one.id] if is_told(viewer, one, terms)] for one in agreements}
    signed = signed_by_terms(db, [terms[-1].id for terms in told.values()])
    people = {person for one in agreements for person in (one.worker_id, one.coach_id)}
    people |= {terms.supervisor_id for known in told.values() for terms in known if terms.supervisor_id}
    names = names_of(db, people)
    rows = []
    for one in agreements:
        newest, supervisor, state = told[one.id][-1], supervisor_of(told[one.id]), state_of(one, now)
        people_of = {Part.WORKER: one.worker_id, Part.COACH: one.coach_id, Part.SUPERVISOR: newest.supervisor_id}
        missing = set() if state is State.ENDED else missing_parts(newest, set(signed.get(newest.id, {})))
        waits_for = dict.fromkeys(names[person] for part, person in people_of.items() if person and part in missing)
        rows.append(
            AgreementRow(
                one.id, names[one.worker_id], names[one.coach_id], names[supervisor] if supervisor else None,
                one.starts_on, one.ends_on, state, focuses.get(one.id, ()), tuple(waits_for), never_began(one),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.worker, -row.starts_on.toordinal()))
