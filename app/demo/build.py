"""Building the county through the same actions that everybody else uses, in the order things happened.

The same date always gives the same county: one seeded generator tells every story, and every date is
counted back from the first of this month.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.clock import day_of, start_of
from app.coaching.actions import draft_agreement
from app.coaching.signing import sign
from app.demo import cast
from app.demo.cast import Member
from app.demo.goals import GoalStory
from app.demo.stories import Practice, months_back, working_day
from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.frameworks.queries import LoadedVersion, profiles_in_force
from app.people import actions as people
from app.people.access import Viewer
from app.people.models import Account, Agency, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from app.people.queries import agreement_at
from app.ratings import actions as ratings
from app.ratings.rules import Kind, Setting
from app.settings import ROOT

SEED = "Meadow County"
EVERYBODY: tuple[Member, ...] = (*cast.CAST, *cast.STAFF, *cast.crowd())
# Since when Cora coaches Wren, and Theo no longer does, in months back from this one.
CHANGE_OF_COACH = 5
# What some people let their supervisor see, so that every level is there to be seen.
SHARES = {"Lee": Level.GOALS, "Ash": Level.RATINGS}
# How the newest goal of some people stands, so that every state is there to be seen.
ENDS_AS = {"Lee": "proposed", "Ash": "draft", "Hana": "proposed", "Sol": "active"}


@dataclass
class County:
    """What is built so far, by first name."""

    agency: Agency
    members: Sequence[Member]
    today: date
    built_at: datetime
    units: list[Unit] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    profiles: dict[str, LoadedVersion] = field(default_factory=dict)

    def viewer(self, first_name: str) -> Viewer:
        account = self.accounts[first_name]
        roles = next(member.roles for member in self.members if _first(member) == first_name)
        return Viewer(
            id=account.id, agency_id=self.agency.id, agency_name=self.agency.name, name=account.name,
            roles=frozenset(roles), zone=self.agency.time_zone, invented=True,
        )  # fmt: skip

    def at(self, day: date, hour: int = 15) -> datetime:
        """That hour of the day, and never later than now: nobody has rated in the future."""
        return min(start_of(day, self.agency.time_zone) + timedelta(hours=hour), self.built_at)


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
    _begin_drafts(db, county, chance)
    _neighbors(db, now)


def is_built(db: Session) -> bool:
    return db.exec(select(Agency).where(col(Agency.invented).is_(True))).first() is not None


def _first(member: Member) -> str:
    return member.name.split()[0]


def _county(db: Session, now: datetime, members: Sequence[Member]) -> County:
    name, zone = cast.AGENCY
    agency = people.add_agency(db, name=name, time_zone=zone, at=now, invented=True)
    county = County(agency=agency, members=members, today=day_of(now, zone), built_at=now)
    county.units = [people.add_unit(db, None, agency=agency, name=unit, at=now) for unit in cast.UNITS]
    county.profiles = {version.slug: version for version in profiles_in_force(db)}
    return county


def _settle(db: Session, county: County, member: Member) -> None:
    came_on = next(months_back(county.today, member.months + 1))
    # Nobody here has a password: the one-click door of the demonstration is the only way in.
    account = people.add_account(
        db, None, agency=county.agency, name=member.name, email=f"{_first(member).lower()}@meadow.example",
        roles=set(member.roles), password=None, at=county.at(came_on, 9),
    )  # fmt: skip
    county.accounts[_first(member)] = account
    if member.unit is not None:
        people.add_position(
            db, None, account, unit=county.units[member.unit], at=county.at(came_on, 9),
            kind=PositionKind.SUPERVISOR if member.supervises else PositionKind.SOCIAL_WORKER,
            starts_on=came_on, ends_on=None,
        )  # fmt: skip


def _live(db: Session, county: County, chance: random.Random, member: Member) -> None:
    """One person's two years (or fewer), month after month."""
    focuses = _focuses(chance, member)
    agreements = list(_agreements(db, county, member, focuses))
    practices = [Practice.at_start(chance, county.profiles[slug].profile) for slug in focuses]
    goals = GoalStory(county.accounts[_first(member)], ENDS_AS.get(_first(member), "active"))
    away = {chance.randint(2, 20) for _ in range(member.months // 9)}
    months = list(months_back(county.today, member.months))
    for number, month in enumerate(months):
        for practice in practices:
            practice.month_passes(chance)
        if number in away and month != months[-1]:
            continue
        agreement = next((a for a in agreements if a.starts_on <= month and (a.ends_on or month) >= month), None)
        for practice, rhythm in zip(practices, focuses.values(), strict=True):
            if number % rhythm == 0:
                _assess(db, county, chance, member, practice, agreement, month)
        _step(db, county, chance, goals, practices[0], agreement, month)


def _step(
    db: Session, county: County, chance: random.Random, goals: GoalStory, practice: Practice,
    agreement: Agreement | None, month: date,
) -> None:  # fmt: skip
    """What happens to the person's goals near the end of the month, or today in the month under way."""
    is_last = (month.year, month.month) == (county.today.year, county.today.month)
    a_few_days_ago = max(month, county.today - timedelta(days=chance.randint(1, 6)))
    day = a_few_days_ago if is_last else working_day(chance, month, 25, 28)
    coach = county.viewer(_coach_name(county, agreement.coach_id)) if agreement else None
    goals.month(
        db, chance, county.profiles[practice.profile.slug], worker=county.viewer(goals.worker.name.split()[0]),
        coach=coach, month=month, at=county.at(day), is_last=is_last,
    )  # fmt: skip


def _focuses(chance: random.Random, member: Member) -> dict[str, int]:
    """Profile slugs with their rhythm in months: two for most, all five for Wren, SET for some."""
    sop = ["safety-mapping", "harm-and-danger", "safety-planning", "safety-networks", "childs-perspective"]
    if member.name.startswith("Wren"):
        return {"safety-mapping": 1, "harm-and-danger": 1, **dict.fromkeys(sop[2:], 3)}
    if member.supervises:
        return {"safety-mapping": 1, "actions-supervisor": 3}
    first, second = chance.sample(sop, 2)
    third = {"actions-social-worker": 6} if chance.random() < 0.15 else {}
    return {first: 1, second: 3, **third}


def _agreements(db: Session, county: County, member: Member, focuses: dict[str, int]) -> Iterator[Agreement]:
    if member.coach is None:
        return
    started = next(months_back(county.today, member.months))
    change = next(months_back(county.today, CHANGE_OF_COACH + 1))
    if member.earlier_coach:
        yield _agreement(db, county, member, member.earlier_coach, focuses, (started, change - timedelta(days=1)))
        started = change
    yield _agreement(db, county, member, member.coach, focuses, (started, None))


def _agreement(
    db: Session, county: County, member: Member, coach: str, focuses: dict[str, int], dates: tuple[date, date | None]
) -> Agreement:
    supervisor = next(m for m in county.members if m.supervises and m.unit == member.unit)
    supervisor_name = None if supervisor.name == member.name else _first(supervisor)
    at = county.at(dates[0], 9)
    agreement = draft_agreement(
        db, county.viewer(coach), worker=county.accounts[_first(member)], coach=county.accounts[coach],
        supervisor=county.accounts[supervisor_name] if supervisor_name else None,
        level=SHARES.get(_first(member), Level.ACTIVITY),
        focuses={county.profiles[slug].profile_id: rhythm for slug, rhythm in focuses.items()},
        starts_on=dates[0], ends_on=dates[1], at=at,
    )  # fmt: skip
    for person in (_first(member), coach, supervisor_name):
        if person:
            sign(db, county.viewer(person), agreement, number=1, earlier=Earlier.POINTS, at=at)
    return agreement


def _assess(
    db: Session, county: County, chance: random.Random, member: Member, practice: Practice,
    agreement: Agreement | None, month: date,
) -> None:  # fmt: skip
    """The worker assesses oneself early in the month, the coach a little later; this month is under way."""
    version = county.profiles[practice.profile.slug]
    raters = [(Kind.SELF, _first(member), 2, 11)]
    if agreement:
        raters.append((Kind.COACH, _coach_name(county, agreement.coach_id), 12, 24))
    for kind, rater, first, last in raters:
        day, answers = working_day(chance, month, first, last), practice.answers(chance, kind)
        left_out = chance.random() < 0.04
        if left_out or day > county.today:
            continue
        at, viewer = county.at(day), county.viewer(rater)
        assessment = ratings.start_assessment(
            db, viewer, worker=county.accounts[_first(member)], kind=kind, version=version, observed_on=day,
            setting=chance.choice(list(Setting)) if kind is Kind.COACH else None, agreement=agreement, at=at,
        )  # fmt: skip
        ratings.save_sheet(db, viewer, assessment, version, answers=answers, revisions={}, at=at)
        ratings.submit(db, viewer, assessment, version, at=at)


def _begin_drafts(db: Session, county: County, chance: random.Random) -> None:
    """Two sheets that are half filled in today, which nobody but their authors can see."""
    for worker, rater, slug in (("Ash", "Cora", "safety-planning"), ("Wren", "Wren", "safety-networks")):
        account, version = county.accounts[worker], county.profiles[slug]
        kind = Kind.SELF if worker == rater else Kind.COACH
        assessment = ratings.start_assessment(
            db, county.viewer(rater), worker=account, kind=kind, version=version, observed_on=county.today,
            setting=None, agreement=agreement_at(db, account, county.built_at), at=county.built_at,
        )  # fmt: skip
        answers = list(Practice.at_start(chance, version.profile).answers(chance, kind).items())[:4]
        ratings.save_sheet(
            db, county.viewer(rater), assessment, version, answers=dict(answers), revisions={}, at=county.built_at
        )


def _coach_name(county: County, coach_id: UUID) -> str:
    return next(first for first, account in county.accounts.items() if account.id == coach_id)


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
