"""The rhythm of the worker on the page, and what is due, for worker and coach; of a pause a word for supervisors."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.analytics.access import Circumstances
from app.frameworks.queries import profiles_in_force
from app.goals.rests import Rests
from app.people.access import Viewer
from app.ratings.due_words import self_assessment
from app.ratings.dues import rhythms_in
from app.ratings.models import Assessment
from app.ratings.rhythm import Rhythm, month_of, standing
from app.ratings.rules import Kind, State


def rhythms_of(db: Session, where: Circumstances) -> dict[UUID, Rhythm]:
    """By focus profile; nothing without a coach."""
    if where.coaching is None:
        return {}
    return rhythms_in(db, where.coaching.id, where.coaching.starts_on)


def months_of(rhythms: dict[UUID, Rhythm], on: date) -> dict[UUID, int]:
    """How many months lie between two self-assessments on that day."""
    return {profile: rhythm.every(month_of(on)) for profile, rhythm in rhythms.items()}


def due_facts(
    db: Session, viewer: Viewer, where: Circumstances, rhythms: dict[UUID, Rhythm], now: datetime
) -> list[tuple[str, str]]:
    """One fact for the head of the page; none for a former coach, and outside an agreement."""
    reach, coaching = where.reach, where.coaching
    if not rhythms or coaching is None or not coaching.runs_at(now):
        return []
    last = _last_self_assessments(db, where.worker.id)
    titles = {version.profile_id: version.profile.title for version in profiles_in_force(db)}
    stands = [
        (standing(rhythm, last=last.get(profile), today=reach.today), titles[profile])
        for profile, rhythm in rhythms.items()
        if profile in titles
    ]
    if reach.own or coaching.coach_id == viewer.id:
        return [("Self-assessment", self_assessment(stands, reach.today))] if stands else []
    return [("Coaching", "Paused")] if reach.supervises and stands and stands[0][0].is_paused else []


def rests_from(viewer: Viewer, where: Circumstances, rhythms: dict[UUID, Rhythm], now: datetime) -> Rests:
    """What moves the days on which goals are looked back at, for worker and coach of today and nobody else: from the
    rhythms that a page has asked for already, since all of one agreement pause together."""
    coaching = where.coaching
    if coaching is None or not coaching.runs_at(now):
        return Rests()
    if not where.reach.own and coaching.coach_id != viewer.id:
        return Rests()
    return Rests(next((rhythm.pauses for rhythm in rhythms.values()), ()))


def _last_self_assessments(db: Session, worker_id: UUID) -> dict[UUID, date]:
    newest = sa.func.max(col(Assessment.observed_on))
    rows = db.execute(
        sa.select(col(Assessment.profile_id), newest.label("last"))
        .where(
            col(Assessment.worker_id) == worker_id, col(Assessment.kind) == Kind.SELF,
            col(Assessment.state) == State.SUBMITTED,
        )
        .group_by(col(Assessment.profile_id))
    )  # fmt: skip
    return {row.profile_id: row.last for row in rows}
