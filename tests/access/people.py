"""Everybody who might ask: the named people of the tests' world, and those in every other relation to a record.

Wren is coached by Cora, and Theo coached her before. Pia coaches Sol since November: he let her see the points of
what was before, when Dee coached him. Ali coaches Lee, who let him see all of what was before, when Cora coached Lee.
Mona moved from the north to the south in November; until then she shared ratings with Sue. Sue, Gus and Rae
supervise the north: with Wren, Ash and Lee Sue has activity, Gus has Ash's goals, and Rae has Lee's ratings. Stan
supervises the south. Lana leads an academy, Rex reviews, Ada administers. Otto and Olga belong to another agency.
Anon never signed in; Dee's account was closed while she was signed in; Exp is Cora on the next day, in a browser
that has been signed in for too long.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.agreements import actions as coaching
from app.agreements import sharing
from app.agreements.signing import sign
from app.clock import start_of
from app.db import Database
from app.people import actions as people
from app.people.models import Account, Agency, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from app.people.signin import digest, new_token
from tests.clock import START
from tests.conftest import Browser
from tests.world import BUILT_AT, CORA_FROM, FOCUS, World, agree, agreement, as_viewer

PEOPLE = (
    "wren", "cora", "theo", "pia", "ali", "ash", "lee", "sol", "mona", "sue", "gus", "rae", "stan", "lana", "rex",
    "ada", "otto", "olga", "anon", "dee", "exp",
)  # fmt: skip
SIGNED_OUT = {"anon", "dee", "exp"}
NOVEMBER = date(2026, 11, 10)
_ZONE = "America/Los_Angeles"
_MORE: dict[str, tuple[Role, str | None, PositionKind]] = {
    "Pia Nowak": (Role.COACH, None, PositionKind.SOCIAL_WORKER),
    "Ali Rahimi": (Role.COACH, None, PositionKind.SOCIAL_WORKER),
    "Dee Lambert": (Role.COACH, None, PositionKind.SOCIAL_WORKER),
    "Mona Fischer": (Role.WORKER, "north", PositionKind.SOCIAL_WORKER),
    "Gus Ferreira": (Role.SUPERVISOR, "north", PositionKind.SUPERVISOR),
    "Rae Sandoval": (Role.SUPERVISOR, "north", PositionKind.SUPERVISOR),
    "Lana Kimura": (Role.ACADEMY_LEAD, None, PositionKind.SOCIAL_WORKER),
    "Rex Dubois": (Role.REVIEWER, None, PositionKind.SOCIAL_WORKER),
}


def everybody(db: Session, known: World) -> World:
    """The world with the people and agreements of every relation."""
    world = replace(known, people=dict(known.people), agreements=dict(known.agreements))
    for name, (role, unit, kind) in _MORE.items():
        _add(db, world, name, role, unit, kind)
    _agree(db, world, "dee-sol", "sol", "dee", None, on=date(2026, 10, 1))
    _agree(db, world, "cora-mona", "mona", "cora", "sue", on=CORA_FROM, level=Level.RATINGS)
    return world


def in_november(db: Session, world: World) -> None:
    """What was agreed after most of the records were written."""
    _agree(db, world, "pia-sol", "sol", "pia", "stan", on=NOVEMBER, earlier=Earlier.POINTS)
    _agree(db, world, "ali-lee", "lee", "ali", "rae", on=NOVEMBER, earlier=Earlier.ALL, level=Level.RATINGS)
    south, day = db.get_one(Unit, world.units["south"]), at_noon(NOVEMBER)
    people.add_position(
        db, None, account(db, world, "mona"), unit=south, kind=PositionKind.SOCIAL_WORKER, starts_on=NOVEMBER,
        ends_on=None, at=day,
    )  # fmt: skip
    of_ash = agreement(db, world, "cora-ash")
    sharing.offer(
        db, as_viewer(db, account(db, world, "ash")), of_ash, supervisor=account(db, world, "gus"), level=Level.GOALS,
        at=day,
    )  # fmt: skip
    for who in ("cora", "gus"):
        sign(db, as_viewer(db, account(db, world, who)), of_ash, number=2, earlier=None, at=day)
    draft = coaching.draft_agreement(
        db, as_viewer(db, account(db, world, "pia")), worker=account(db, world, "ash"), coach=account(db, world, "pia"),
        supervisor=account(db, world, "sue"), level=Level.GOALS, focuses=_focuses(world), starts_on=date(2026, 12, 1),
        ends_on=None, at=day,
    )  # fmt: skip
    world.agreements["draft-of-ash"] = draft.id


def browsers(database: Database, world: World) -> Callable[[str, Browser], Browser]:
    """Signs a browser in as somebody, or makes it one of those that are signed in no more."""

    def as_person(name: str, browser: Browser) -> Browser:
        if name == "anon":
            browser.get("/sign-in")
            return browser
        token, at = new_token(), START - timedelta(hours=13) if name == "exp" else START
        with database.writing() as db:
            person = account(db, world, "cora" if name == "exp" else name)
            people.open_sign_in(db, person, token_digest=digest(token), at=at)
            if name == "dee":
                # The row alone: the action ends what is open, and the account must be asked as well.
                person.disabled_at = at
                db.add(person)
        browser.client.cookies.set("ninestep", token)
        return browser

    return as_person


def account(db: Session, world: World, first_name: str) -> Account:
    return db.get_one(Account, world[first_name])


def at_noon(day: date) -> datetime:
    return start_of(day, _ZONE) + timedelta(hours=12)


def _add(db: Session, world: World, name: str, role: Role, unit: str | None, kind: PositionKind) -> None:
    first = name.split()[0].lower()
    made = people.add_account(
        db, None, agency=db.get_one(Agency, world.agency), name=name, email=f"{first}@example.org", roles={role},
        password=None, at=BUILT_AT,
    )  # fmt: skip
    world.people[first] = made.id
    if unit:
        of_unit = db.get_one(Unit, world.units[unit])
        people.add_position(
            db, None, made, unit=of_unit, kind=kind, starts_on=date(2025, 10, 1), ends_on=None, at=BUILT_AT
        )


def _agree(
    db: Session, world: World, name: str, worker: str, coach: str, supervisor: str | None, *, on: date,
    level: Level = Level.ACTIVITY, earlier: Earlier = Earlier.NOTHING,
) -> Agreement:  # fmt: skip
    made = agree(
        db, worker=account(db, world, worker), coach=account(db, world, coach),
        supervisor=account(db, world, supervisor) if supervisor else None, level=level, focuses=_focuses(world),
        starts_on=on, earlier=earlier, at=start_of(on, _ZONE),
    )  # fmt: skip
    world.agreements[name] = made.id
    return made


def _focuses(world: World) -> dict[UUID, int]:
    return {world.profiles[slug]: 1 for slug in FOCUS}
