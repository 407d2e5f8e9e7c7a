"""Profiles on which a goal waits: one side of a pair has rated, and the other has not yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks.queries import loaded
from app.goals.models import Goal
from app.goals.plans import LookBack
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.ratings.models import Pair
from app.ratings.pairs import sealed_pairs
from app.web.words import first_name

POINT_WAITS = "Worker and coach each say this in the pair first. Leave the point open here."
_WAITS = {
    "point_now": POINT_WAITS,
    "attained": "How it turned out tells of the point, and each says that in the pair first. Leave it open here.",
}


@dataclass(frozen=True)
class Seal:
    """A pair that is not open: its month, and by id and first name who has rated and who has not."""

    pair_id: UUID
    month: date
    rated_by: tuple[UUID, str]
    missing: tuple[UUID, str]

    @property
    def address(self) -> str:
        return f"/pairs/{self.pair_id}"

    def waits_for(self, viewer: Viewer) -> str:
        missing, name = self.missing
        return f"The pair of {self.month:%B} waits for {'you' if missing == viewer.id else name}."

    def sentence(self, viewer: Viewer, profile: str) -> str:
        """Why a goal on this profile waits; `profile` is its title. It tells that somebody rated and nothing else."""
        rated, missing = ("You" if one == viewer.id else name for one, name in (self.rated_by, self.missing))
        has, have = ("have" if who == "You" else "has" for who in (rated, missing))
        missing = missing.replace("You", "you")
        return (
            f"{rated} {has} rated {profile} for {self.month:%B}, and {missing} {have} not yet. "
            "Both views open together, and the next step is planned from there."
        )


def seals_of(db: Session, worker: Account, *, now: datetime) -> Mapping[UUID, Seal]:
    """By profile: the seal that keeps a goal waiting. A worker without a coach has none."""
    sealed = sealed_pairs(db, worker, now=now)
    if not sealed:
        return {}
    rows = db.execute(
        sa.select(Pair, col(Account.id).label("coach_id"), col(Account.name).label("coach"))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .join(Account, col(Account.id) == col(Agreement.coach_id))
        .where(col(Pair.id).in_(sealed.values()))
    )
    return {row.Pair.profile_id: _seal(row.Pair, worker, row.coach_id, row.coach) for row in rows}


def seal_problems(db: Session, viewer: Viewer, worker: Account, goal: Goal, *, now: datetime) -> dict[str, str]:
    """Why a proposal waits: its profile is being rated by both alone. Under the field "form"."""
    seal = seals_of(db, worker, now=now).get(goal.profile_id)
    title = loaded(db, goal.version_id).profile.title
    return {"form": seal.sentence(viewer, title)} if seal else {}


def early_problems(
    db: Session, worker: Account, profile_id: UUID, look_back: LookBack, *, now: datetime
) -> dict[str, str]:
    """Why a look back says no point and no outcome now: both rate alone, and the other would read it first."""
    said = {"point_now": look_back.point_now, "attained": look_back.attained}
    early = [field for field, value in said.items() if value is not None]
    if not early or profile_id not in seals_of(db, worker, now=now):
        return {}
    return {field: _WAITS[field] for field in early}


def _seal(pair: Pair, worker: Account, coach_id: UUID, coach: str) -> Seal:
    own, theirs = (worker.id, first_name(worker.name)), (coach_id, first_name(coach))
    return Seal(pair.id, pair.month, *((theirs, own) if pair.worker_opened_at is None else (own, theirs)))
