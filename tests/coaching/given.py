"""What the tests of coaching sessions share: one is planned, and its page is asked and filled in."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import httpx2
from sqlmodel import Session

from app.coaching.actions import plan_session
from app.coaching.closing import close_session
from app.coaching.ground import ground_of
from app.coaching.models import CoachingSession
from app.coaching.rules import Part, Plan
from app.coaching.sheet import save_parts
from app.people.models import Account
from tests.conftest import Browser
from tests.stories import version_of, viewer_of
from tests.world import World

Browse = Callable[..., Browser]
PLAN = {"day": "2026-11-16", "time": "09:30", "length": "60", "where": "Room 2", "focus": "safety-mapping/stakeholders"}


def plan(browser: Browser, world: World, worker: str = "wren", **other: Any) -> httpx2.Response:
    form = PLAN | {"form_key": str(uuid4())} | other
    return browser.post(f"/workers/{world[worker]}/coaching-sessions", form)


def planned(browser: Browser, world: World, worker: str = "wren", **other: Any) -> str:
    """The address of one that was planned."""
    answer = plan(browser, world, worker, **other)
    assert answer.status_code == 303, plain(answer.text)
    return answer.headers["location"].partition("?")[0]


def fields_of(page: str) -> dict[str, Any]:
    """Every field of the page's sheet as a browser would send it back untouched."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = attribute(tag, "name")
        if name in ("", "csrf_token") or (
            re.search(r'type="(checkbox|radio)"', tag) and not re.search(r"\bchecked\b", tag)
        ):
            continue
        found[name] = (
            [*found.get(name, []), attribute(tag, "value")] if name in ("tick", "done") else attribute(tag, "value")
        )
    for name, text in re.findall(r'<textarea[^>]*?name="([^"]*)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        found[name] = unescape(text)
    return found


def attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def put_down(db: Session, world: World, coach: str, worker: str, at: datetime) -> CoachingSession:
    """One of this instant that is planned then and there."""
    by, version = viewer_of(db, world, coach), version_of(db, world, "safety-mapping")
    ground = ground_of(db, by, db.get_one(Account, world[worker]), now=at)
    return plan_session(
        db, by, ground, plan=Plan(at, 60, "", (version.slug, "")), profile_id=version.profile_id, form_key=uuid4(),
        at=at,
    )  # fmt: skip


def held(db: Session, world: World, coach: str, worker: str, at: datetime, *, note: str) -> UUID:
    """One of this instant with a shared note, closed then and there."""
    by, made = viewer_of(db, world, coach), put_down(db, world, coach, worker, at)
    save_parts(db, by, made, {Part.NOTE: (note,)}, revisions={}, at=at)
    close_session(db, by, made, minutes=60, lines=[], at=at)
    return made.id


def write(browser: Browser, at: str, **typed: Any) -> httpx2.Response:
    """Fill in the sheet as it stands, with these fields beside, and press Save. Underscores stand for hyphens."""
    page = browser.get(at)
    assert page.status_code == 200
    named = {name.replace("_", "-"): value for name, value in typed.items()}
    return browser.post(f"{at}/sheet", fields_of(page.text) | named)


def wrote(browser: Browser, at: str, **typed: Any) -> None:
    answer = write(browser, at, **typed)
    assert answer.status_code == 303, plain(answer.text)


def close(browser: Browser, at: str, minutes: str = "45") -> httpx2.Response:
    return browser.post(f"{at}/closing", {"minutes": minutes})


def words(browser: Browser, at: str, status: int = 200) -> str:
    answer = browser.get(at)
    assert answer.status_code == status, answer.text
    return plain(re.sub(r"<[^>]*>", " ", answer.text))


def plain(html: str) -> str:
    return " ".join(unescape(html).split())
