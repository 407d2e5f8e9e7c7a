"""What the tests of agreements start from: drafts, signatures and the sentences of a page."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from app.agreements.actions import draft_agreement
from app.agreements.signing import sign
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.clock import START
from tests.conftest import Browser
from tests.world import World, as_viewer

Browse = Callable[..., Browser]
DECEMBER = date(2026, 12, 1)


def of_sol(world: World) -> Any:
    return select(Agreement).where(col(Agreement.worker_id) == world["sol"])


def account(db: Session, world: World, name: str) -> Account:
    return db.get_one(Account, world[name])


def draft(
    db: Session, world: World, worker: str = "sol", coach: str = "cora", supervisor: str | None = "stan", *,
    level: Level = Level.GOALS, starts_on: date = DECEMBER, ends_on: date | None = None, by: str | None = "ada",
    at: datetime = START,
) -> Agreement:  # fmt: skip
    """Ada drafts that Cora coaches Sol from December on, and that Stan sees goals."""
    return draft_agreement(
        db, as_viewer(db, account(db, world, by)) if by else None, worker=account(db, world, worker),
        coach=account(db, world, coach), supervisor=account(db, world, supervisor) if supervisor else None,
        level=level, focuses={world.profiles["safety-mapping"]: 1}, starts_on=starts_on, ends_on=ends_on, at=at,
    )  # fmt: skip


def signed(
    db: Session, world: World, agreement: Agreement, *names: str, number: int = 1, earlier: Earlier = Earlier.NOTHING,
    at: datetime = START,
) -> None:  # fmt: skip
    for name in names:
        sign(db, as_viewer(db, account(db, world, name)), agreement, number=number, earlier=earlier, at=at)


def drafted_by_ada(browse: Browse, fields: dict[str, object]) -> str:
    """The page of a draft that Ada made, and who sees it signs it."""
    return browse("ada").post("/agreements", fields).headers["location"].partition("?")[0]


def sign_on_page(browser: Browser, path: str, *, number: int = 1, **fields: str) -> Any:
    return browser.post(f"{path}/signature", {"number": str(number), **fields})
