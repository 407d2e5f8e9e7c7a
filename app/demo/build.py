"""Building the county through the same actions that everybody else uses, in the order things happened.

The same date always gives the same county: one seeded generator tells every story, and every date is
counted back from the month under way.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from app.clock import day_of
from app.demo import agreements, amendments, cast, coaching, main_pair, meetings, months, shelf, turns
from app.demo.cast import Member
from app.demo.county import County
from app.demo.goals import GoalStory
from app.demo.stories import Practice, months_back
from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.frameworks.queries import profiles_in_force
from app.people import actions as people
from app.people.models import Agency, Agreement, PositionKind
from app.people.permits import Role
from app.settings import ROOT

SEED = "Meadow County"
EVERYBODY: tuple[Member, ...] = (*cast.CAST, *cast.STAFF, *cast.crowd())
# How the newest goal of some people stands, so that every state is there to be seen.
ENDS_AS = {"Wren": "begun", "Lee": "proposed", "Ash": "draft", "Hana": "proposed", "Sol": "active"}
# Supervisors are there before the oldest record, so that they could sign what was agreed.
_LONGEST = 26


def build(db: Session, now: datetime, members: Sequence[Member] = EVERYBODY) -> None:
    """Fill an empty database with these people's stories.

    Raises RuntimeError where a real agency lives: a demonstration is no neighbor for it.
    """
    if db.exec(select(Agency).where(col(Agency.invented).is_(False))).first():
        raise RuntimeError("This database holds a real agency. Give the demonstration a folder of its own.")
    chance = random.Random(SEED)  # noqa: S311 - invented stories, not secrets
    load(db, read_folder(ROOT / "profiles"), at=now)
    county = _county(db, now, members)
    for member in members:
        _settle(db, county, member)
    for member in members:
        if Role.WORKER in member.roles:
            _live(db, county, chance, member)
    amendments.put_right(db, county)
    shelf.fill(db, county)
    agreements.change(db, county)
    agreements.prepare(db, county)
    months.begin_drafts(db, county, chance)
    meetings.tell(db, county)
    coaching.tell(db, county)
    _neighbors(db, now)


def is_built(db: Session) -> bool:
    return db.exec(select(Agency).where(col(Agency.invented).is_(True))).first() is not None


def _county(db: Session, now: datetime, members: Sequence[Member]) -> County:
    name, zone = cast.AGENCY
    agency = people.add_agency(db, name=name, time_zone=zone, at=now, invented=True)
    county = County(agency=agency, members=members, today=day_of(now, zone), built_at=now)
    county.units = [people.add_unit(db, None, agency=agency, name=unit, at=now) for unit in cast.UNITS]
    county.profiles = {version.slug: version for version in profiles_in_force(db)}
    return county


def _settle(db: Session, county: County, member: Member) -> None:
    came_on = next(months_back(county.month, _LONGEST if member.supervises else member.months + 1))
    # Nobody here has a password: the one-click door of the demonstration is the only way in.
    account = people.add_account(
        db, None, agency=county.agency, name=member.name, email=f"{member.first_name.lower()}@meadow.example",
        roles=set(member.roles), password=None, at=county.at(came_on, 9),
    )  # fmt: skip
    county.accounts[member.first_name] = account
    if member.unit is not None:
        people.add_position(
            db, None, account, unit=county.units[member.unit], at=county.at(came_on, 9),
            kind=PositionKind.SUPERVISOR if member.supervises else PositionKind.SOCIAL_WORKER,
            starts_on=came_on, ends_on=None,
        )  # fmt: skip


def _live(db: Session, county: County, chance: random.Random, member: Member) -> None:
    """One person's two years (or fewer), month after month."""
    focuses = _focuses(chance, member)
    signed = list(agreements.begin(db, county, member, focuses))
    practices = {slug: _practice(chance, county, member, slug) for slug in focuses}
    goals = GoalStory(
        county.accounts[member.first_name], ENDS_AS.get(member.first_name, "active"),
        newest=turns.GOAL_ELEMENTS.get(member.first_name),
    )  # fmt: skip
    goals_on = practices[turns.GOALS_ON.get(member.first_name, next(iter(focuses)))]
    away = {chance.randint(2, 20) for _ in range(member.months // 9)}
    for number, month in enumerate(months_back(county.month, member.months)):
        for practice in practices.values():
            practice.month_passes(chance)
        back = member.months - 1 - number
        # Nobody is away in the months of which more is told.
        if number in away and back > 2:
            continue
        agreement = _running(signed, month)
        for slug, rhythm in focuses.items():
            if number % rhythm == 0 or (member.first_name, slug, back) in turns.TURNS:
                months.assess(db, county, chance, member, practices[slug], agreement, month, back)
        months.step(db, county, chance, goals, goals_on, agreement, month)


def _running(signed: Sequence[Agreement], month: date) -> Agreement | None:
    return next((one for one in signed if one.starts_on <= month and (one.ends_on or month) >= month), None)


def _practice(chance: random.Random, county: County, member: Member, slug: str) -> Practice:
    practice = Practice.at_start(chance, county.profiles[slug].profile)
    if main_pair.is_main_pair(member.first_name, slug, 0):
        practice.toward, practice.left = main_pair.coach_points(), member.months - 1
    return practice


def _focuses(chance: random.Random, member: Member) -> Mapping[str, int]:
    """Profile slugs with their rhythm in months: two for most, SET for some."""
    if member.first_name in turns.FOCUSES:
        return turns.FOCUSES[member.first_name]
    if member.supervises:
        return {"safety-mapping": 1, "actions-supervisor": 3}
    sop = ["safety-mapping", "harm-and-danger", "safety-planning", "safety-networks", "childs-perspective"]
    first, second = chance.sample(sop, 2)
    third = {"actions-social-worker": 6} if chance.random() < 0.15 else {}
    return {first: 1, second: 3, **third}


def _neighbors(db: Session, now: datetime) -> None:
    """Another agency, so that it shows that nothing of it shows."""
    name, zone = cast.OTHER_AGENCY
    agency = people.add_agency(db, name=name, time_zone=zone, at=now, invented=True)
    people.add_unit(db, None, agency=agency, name="West", at=now)
    for person, roles in (("Otto Brandt", {Role.WORKER}), ("Olga Petrova", {Role.COACH, Role.ADMINISTRATOR})):
        people.add_account(
            db, None, agency=agency, name=person, email=f"{person.split()[0].lower()}@hill.example", roles=roles,
            password=None, at=now,
        )  # fmt: skip
