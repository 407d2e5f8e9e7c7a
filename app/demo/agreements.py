"""The agreements of the county, drafted and signed by its people; some are changed, and some wait for a signature."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from app.agreements import sharing
from app.agreements.actions import draft_agreement, newest_terms
from app.agreements.pauses import add_pause
from app.agreements.rhythms import set_rhythm
from app.agreements.signing import sign
from app.demo.cast import Member
from app.demo.county import County
from app.demo.stories import months_back
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from app.people.queries import agreement_at, focuses_of
from app.ratings.rhythm import months_later

# Since when a person who changed coaches is with the present one, in months back from the one under way.
CHANGE_OF_COACH = 5
# What some people let their supervisor see from the start; everybody else shares activity.
SHARES = {"Lee": Level.GOALS, "Ash": Level.RATINGS, "Abel": Level.RATINGS, "Chloe": Level.GOALS}
# Who let the supervisor see less some weeks ago, and who shares more since a few days ago.
NARROWED = {"Abel": Level.GOALS}
WIDENED = {"Wren": Level.GOALS}
# Who has faded a rhythm, on which profile and to how many months; and who is away, from how many days ago for how long.
FADED = {"Lee": ("safety-networks", 2)}
AWAY = {"Abel": (3, 24)}
# Who has offered to share more; worker and coach have signed, and the supervisor has not.
OFFERED = {"Lee": Level.RATINGS}


@dataclass(frozen=True)
class Coming:
    """An agreement from the first of next month on; without `signed` it waits for the worker's signature."""

    worker: str
    coach: str
    focuses: Mapping[str, int]
    signed: bool


COMING = (
    Coming("Hana", "Priya", {"safety-mapping": 1, "safety-networks": 3}, signed=False),
    Coming("Zoe", "Cora", {"safety-mapping": 1}, signed=True),
)


def begin(db: Session, county: County, member: Member, focuses: Mapping[str, int]) -> Iterator[Agreement]:
    """The signed agreements of one person, the earlier coach's first."""
    if member.coach is None:
        return
    started = next(months_back(county.month, member.months))
    change = next(months_back(county.month, CHANGE_OF_COACH + 1))
    if member.earlier_coach:
        until = change - timedelta(days=1)
        yield _agree(db, county, member, member.earlier_coach, focuses, (started, until), Earlier.NOTHING)
        started = change
    yield _agree(db, county, member, member.coach, focuses, (started, None), member.earlier)


def change(db: Session, county: County) -> None:
    """What became of sharing since: less, more, and an offer that waits."""
    for name, level in NARROWED.items():
        if name in county.accounts:
            at = county.at(county.last_day - timedelta(days=50), 10)
            sharing.narrow(db, county.viewer(name), _present(db, county, name), level=level, at=at)
    for name, level in WIDENED.items():
        _offer(db, county, name, level, days_ago=4, signs=True)
    for name, level in OFFERED.items():
        _offer(db, county, name, level, days_ago=2, signs=False)
    for name in FADED.keys() & county.accounts.keys():
        _fade(db, county, name)
    for name in AWAY.keys() & county.accounts.keys():
        _pause(db, county, name)


def prepare(db: Session, county: County) -> None:
    """Agreements from next month on."""
    starts_on = months_later(county.today, 1)
    for coming in COMING:
        if coming.worker not in county.accounts:
            continue
        member = next(one for one in county.members if one.first_name == coming.worker)
        drafted = _draft(
            db, county, member, coming.coach, coming.focuses, (starts_on, None), level=Level.GOALS,
            drafted_on=county.today - timedelta(days=3),
        )  # fmt: skip
        _sign(db, county, drafted, [coming.coach, _supervisor(county, member)], county.today - timedelta(days=2))
        if coming.signed:
            _sign(db, county, drafted, [coming.worker], county.today - timedelta(days=1))


def _agree(
    db: Session, county: County, member: Member, coach: str, focuses: Mapping[str, int],
    dates: tuple[date, date | None], earlier: Earlier,
) -> Agreement:  # fmt: skip
    """Drafted by the coach some days before the first, and signed by everybody."""
    level, supervisor = SHARES.get(member.first_name, Level.ACTIVITY), _supervisor(county, member)
    first = dates[0] - timedelta(days=4)
    agreement = _draft(db, county, member, coach, focuses, dates, level=level, drafted_on=first)
    _sign(db, county, agreement, [coach, supervisor], first + timedelta(days=1))
    _sign(db, county, agreement, [member.first_name], first + timedelta(days=2), earlier)
    return agreement


def _draft(
    db: Session, county: County, member: Member, coach: str, focuses: Mapping[str, int],
    dates: tuple[date, date | None], *, level: Level, drafted_on: date,
) -> Agreement:  # fmt: skip
    supervisor = _supervisor(county, member)
    return draft_agreement(
        db, county.viewer(coach), worker=county.accounts[member.first_name], coach=county.accounts[coach],
        supervisor=county.accounts[supervisor] if supervisor else None, level=level,
        focuses={county.profiles[slug].profile_id: rhythm for slug, rhythm in focuses.items()},
        starts_on=dates[0], ends_on=dates[1], at=county.at(drafted_on, 9),
    )  # fmt: skip


def _sign(
    db: Session, county: County, agreement: Agreement, people: list[str | None], on: date,
    earlier: Earlier = Earlier.NOTHING,
) -> None:  # fmt: skip
    number = newest_terms(db, agreement).number
    for person in people:
        if person:
            sign(db, county.viewer(person), agreement, number=number, earlier=earlier, at=county.at(on, 10))


def _offer(db: Session, county: County, name: str, level: Level, *, days_ago: int, signs: bool) -> None:
    if name not in county.accounts:
        return
    member = next(one for one in county.members if one.first_name == name)
    supervisor, agreement = _supervisor(county, member), _present(db, county, name)
    if supervisor is None or member.coach is None:
        return
    on = county.today - timedelta(days=days_ago)
    to: Account = county.accounts[supervisor]
    sharing.offer(db, county.viewer(name), agreement, supervisor=to, level=level, at=county.at(on, 9))
    _sign(db, county, agreement, [member.coach, supervisor if signs else None], on)


def _fade(db: Session, county: County, name: str) -> None:
    slug, months = FADED[name]
    agreement, profile = _present(db, county, name), county.profiles[slug].profile_id
    focus = next(one for one in focuses_of(db, agreement) if one.profile_id == profile)
    at = county.at(county.today - timedelta(days=2), 11)
    month = months_later(county.today, 1)
    set_rhythm(db, county.viewer(name), agreement, focus, months=months, month=month, at=at)


def _pause(db: Session, county: County, name: str) -> None:
    ago, days = AWAY[name]
    first = county.today - timedelta(days=ago)
    at = county.at(first - timedelta(days=1), 11)
    last = first + timedelta(days=days)
    add_pause(db, county.viewer(name), _present(db, county, name), first=first, last=last, at=at)


def _present(db: Session, county: County, name: str) -> Agreement:
    found = agreement_at(db, county.accounts[name], county.built_at)
    if found is None:
        raise LookupError(f"{name} has no agreement.")
    return found


def _supervisor(county: County, member: Member) -> str | None:
    """Who supervises the person's unit; nobody supervises oneself."""
    found = next(one.first_name for one in county.members if one.supervises and one.unit == member.unit)
    return None if found == member.first_name else found
