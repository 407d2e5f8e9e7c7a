"""Short ways to tell a story in the world: who rated whom with which points, and which goals they set."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from app.clock import start_of
from app.frameworks.queries import LoadedVersion, in_force
from app.people.access import Viewer
from app.people.models import Account, Agency, Agreement
from app.people.permits import Role
from app.people.queries import agreement_at
from app.ratings import actions
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import declare_opening
from app.ratings.rules import NOTHING_YET, Kind
from tests.world import World, as_viewer

_ROLES = {
    "cora": {Role.COACH},
    "theo": {Role.COACH},
    "olga": {Role.COACH, Role.ADMINISTRATOR},
    "ada": {Role.ADMINISTRATOR},
    "sue": {Role.SUPERVISOR, Role.WORKER},
    "stan": {Role.SUPERVISOR},
}


def viewer_of(db: Session, world: World, first_name: str) -> Viewer:
    account = db.get_one(Account, world[first_name])
    agency = db.get_one(Agency, account.agency_id)
    return Viewer(
        id=account.id, agency_id=agency.id, agency_name=agency.name, name=account.name,
        roles=frozenset(_ROLES.get(first_name, {Role.WORKER})), zone=agency.time_zone, invented=agency.invented,
    )  # fmt: skip


def version_of(db: Session, world: World, slug: str) -> LoadedVersion:
    return in_force(db, world.profiles[slug])


def assess(
    db: Session, world: World, rater: str, worker: str, on: date, points: Mapping[str, int | None], *,
    profile: str = "safety-mapping", note: str = "", submit: bool = True, opened: bool = True,
) -> Assessment:  # fmt: skip
    """One assessment of that day, as a draft or submitted; the points of elements, None for not observed.

    Unless the seal is what a story is about, the other side declares at once to open it without rating.
    """
    viewer, account = viewer_of(db, world, rater), db.get_one(Account, world[worker])
    version = version_of(db, world, profile)
    kind = Kind.SELF if rater == worker else Kind.COACH
    at = start_of(on, viewer.zone).replace(minute=30)
    agreement = agreement_at(db, account, at)
    assessment = actions.start_assessment(
        db, viewer, worker=account, kind=kind, version=version, observed_on=on, setting=None, agreement=agreement,
        at=at,
    )  # fmt: skip
    answers = {
        key: replace(NOTHING_YET, point=point, not_observed=point is None, note=note) for key, point in points.items()
    }
    actions.save_sheet(db, viewer, assessment, version, answers=answers, revisions={}, at=at)
    if submit:
        actions.submit(db, viewer, assessment, version, at=at)
        if opened and assessment.pair_id:
            open_pair(db, assessment, at=at)
    return assessment


def open_pair(db: Session, assessment: Assessment, *, at: datetime) -> None:
    """The side that has not rated yet declares to open the pair of this assessment without rating."""
    pair = db.get_one(Pair, assessment.pair_id)
    agreement = db.get_one(Agreement, pair.agreement_id)
    other = agreement.worker_id if assessment.kind is Kind.COACH else agreement.coach_id
    declare_opening(db, as_viewer(db, db.get_one(Account, other)), pair, agreement, at=at)
