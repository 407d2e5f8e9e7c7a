"""The named people every test knows, built through actions only.

Cora coaches Wren, Ash and Lee in the north unit; Theo coached Wren before her. Sue supervises them; Stan
supervises the south, where Sol works without a coach. Ada runs the agency. Otto belongs to another agency
and is always there, so that there is something to leak: Olga coaches him.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.agreements import actions as coaching
from app.agreements.signing import sign
from app.frameworks import actions as frameworks
from app.frameworks.files import read_folder
from app.frameworks.models import Profile
from app.people import actions as people
from app.people.access import Viewer
from app.people.models import Account, Agency, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from app.people.queries import roles_of
from app.settings import ROOT

PASSWORD = "four plain words here"
BUILT_AT = datetime.fromisoformat("2025-10-01T16:00:00+00:00")
THEO_FROM, THEO_UNTIL = date(2025, 11, 1), date(2026, 5, 31)
CORA_FROM = date(2026, 6, 1)
FOCUS = ("safety-mapping", "harm-and-danger")

_NORTH = {"Wren Castillo": [Role.WORKER], "Ash Whitfield": [Role.WORKER], "Lee Tran": [Role.WORKER]}
_STAFF = {"Cora Lindqvist": [Role.COACH], "Theo Marsh": [Role.COACH], "Ada Moreau": [Role.ADMINISTRATOR]}


@dataclass
class World:
    """Ids of everybody and everything by first name or slug; rows are loaded fresh in each test."""

    agency: UUID
    other_agency: UUID
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    agreements: dict[str, UUID] = field(default_factory=dict)
    profiles: dict[str, UUID] = field(default_factory=dict)

    def __getitem__(self, name: str) -> UUID:
        return self.people[name]


def build(db: Session) -> World:
    frameworks.load(db, read_folder(ROOT / "profiles"), at=BUILT_AT)
    ours = people.add_agency(db, name="Bay County", time_zone="America/Los_Angeles", at=BUILT_AT)
    theirs = people.add_agency(db, name="Hill County", time_zone="America/Denver", at=BUILT_AT)
    world = World(agency=ours.id, other_agency=theirs.id)
    north, south = (_unit(db, world, ours, name) for name in ("North", "South"))
    west = _unit(db, world, theirs, "West")
    for name, roles in _NORTH.items():
        _person(db, world, ours, name, roles, north)
    _person(db, world, ours, "Sue Okafor", [Role.SUPERVISOR, Role.WORKER], north, PositionKind.SUPERVISOR)
    _person(db, world, ours, "Stan Reyes", [Role.SUPERVISOR], south, PositionKind.SUPERVISOR)
    _person(db, world, ours, "Sol Haddad", [Role.WORKER], south)
    for name, roles in _STAFF.items():
        _person(db, world, ours, name, roles, None)
    _person(db, world, theirs, "Otto Brandt", [Role.WORKER], west)
    _person(db, world, theirs, "Olga Petrova", [Role.COACH, Role.ADMINISTRATOR], None)
    world.profiles = {row.slug: row.id for row in db.exec(select(Profile))}
    _agreements(db, world)
    return world


def _unit(db: Session, world: World, agency: Agency, name: str) -> Unit:
    unit = people.add_unit(db, None, agency=agency, name=name, at=BUILT_AT)
    world.units[name.lower()] = unit.id
    return unit


def _person(
    db: Session, world: World, agency: Agency, name: str, roles: list[Role], unit: Unit | None,
    kind: PositionKind = PositionKind.SOCIAL_WORKER,
) -> None:  # fmt: skip
    first = name.split()[0].lower()
    account = people.add_account(
        db, None, agency=agency, name=name, email=f"{first}@example.org", roles=set(roles), password=PASSWORD,
        at=BUILT_AT,
    )  # fmt: skip
    world.people[first] = account.id
    if unit:
        people.add_position(
            db, None, account, unit=unit, kind=kind, starts_on=date(2025, 10, 1), ends_on=None, at=BUILT_AT
        )


def _agreements(db: Session, world: World) -> None:
    _agreement(db, world, "theo-wren", ("wren", "theo", "sue"), (THEO_FROM, THEO_UNTIL))
    for worker in ("wren", "ash", "lee"):
        _agreement(db, world, f"cora-{worker}", (worker, "cora", "sue"), (CORA_FROM, None))
    _agreement(db, world, "olga-otto", ("otto", "olga", None), (CORA_FROM, None))


def _agreement(
    db: Session, world: World, name: str, who: tuple[str, str, str | None], dates: tuple[date, date | None]
) -> None:
    worker, coach, supervisor = (_account(db, world, first) for first in who)
    assert worker is not None
    assert coach is not None
    made = agree(
        db, worker=worker, coach=coach, supervisor=supervisor, focuses={world.profiles[slug]: 1 for slug in FOCUS},
        starts_on=dates[0], ends_on=dates[1], at=BUILT_AT,
    )  # fmt: skip
    world.agreements[name] = made.id


def agree(
    db: Session, *, worker: Account, coach: Account, supervisor: Account | None = None, level: Level = Level.ACTIVITY,
    focuses: Mapping[UUID, int], starts_on: date, ends_on: date | None = None, earlier: Earlier = Earlier.NOTHING,
    at: datetime,
) -> Agreement:  # fmt: skip
    """An agreement that everybody in it has signed."""
    made = coaching.draft_agreement(
        db, None, worker=worker, coach=coach, supervisor=supervisor, level=level, focuses=focuses,
        starts_on=starts_on, ends_on=ends_on, at=at,
    )  # fmt: skip
    for person in (worker, coach, supervisor):
        if person:
            sign(db, as_viewer(db, person), made, number=1, earlier=earlier, at=at)
    return made


def as_viewer(db: Session, account: Account) -> Viewer:
    """A person as the actions know them, without a browser."""
    agency = db.get_one(Agency, account.agency_id)
    return Viewer(
        id=account.id, agency_id=agency.id, agency_name=agency.name, name=account.name,
        roles=frozenset(roles_of(db, account.id)), zone=agency.time_zone, invented=agency.invented,
    )  # fmt: skip


def _account(db: Session, world: World, first: str | None) -> Account | None:
    return db.exec(select(Account).where(col(Account.id) == world.people[first])).one() if first else None


def agreement(db: Session, world: World, name: str) -> Agreement:
    return db.exec(select(Agreement).where(col(Agreement.id) == world.agreements[name])).one()
