"""What the tests of Today start from: drafts of agreements, and what a page says first, next and new."""

import re
from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Session

from app.agreements.actions import draft_agreement
from app.agreements.signing import sign
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.clock import START
from tests.conftest import Browser
from tests.stories import viewer_of
from tests.world import World

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


def drafted(
    db: Session, world: World, worker: str, coach: str, *, supervisor: str | None = None,
    level: Level = Level.ACTIVITY, at: datetime = START, starts_on: date = date(2026, 11, 16),
) -> Agreement:  # fmt: skip
    """A draft by the coach on Safety Mapping that nobody has signed."""
    people = {name: db.get_one(Account, world[name]) for name in (worker, coach, supervisor) if name}
    return draft_agreement(
        db, viewer_of(db, world, coach), worker=people[worker], coach=people[coach],
        supervisor=people[supervisor] if supervisor else None, level=level,
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=starts_on, ends_on=None, at=at,
    )  # fmt: skip


def signs(db: Session, world: World, name: str, agreement: Agreement, *, number: int = 1, at: datetime = START) -> None:
    sign(db, viewer_of(db, world, name), agreement, number=number, earlier=Earlier.NOTHING, at=at)


def today_of(browser: Browser) -> str:
    answer = browser.get("/")
    assert answer.status_code == 200
    return answer.text


def first_of(html: str) -> str:
    found = re.search(r'class="first-title">(.*?)</h2>', html)
    assert found
    return found[1]


def titles(html: str) -> list[str]:
    return re.findall(r'<h3 class="row-title">([^<]+)</h3>', html)
