"""What the tests of amendments share: a draft that is to replace something, its submission, and a withdrawal."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape
from typing import Any

import httpx2
from sqlmodel import Session

from app.people.models import Account
from app.ratings.points import visible_points
from app.ratings.rules import Answer
from tests.clock import START
from tests.conftest import Browser
from tests.stories import viewer_of
from tests.world import World

Browse = Callable[..., Browser]
WHY = "I mixed up two meetings when I wrote this."
NOV_12 = date(2026, 11, 12)
NOTE = "All three questions."
FOUR = {"content": Answer(4, note=NOTE)}


class Later(Browser):
    """Somebody's browser at whatever time it is."""

    def __init__(self, browse: Browse, name: str) -> None:
        self.browse, self.name = browse, name

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return self.browse(self.name).get(path, **headers)

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> httpx2.Response:
        return self.browse(self.name).post(path, data, **headers)


def plain(answer: httpx2.Response, status: int = 200) -> str:
    assert answer.status_code == status, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.text)).split())


def begun(browser: Browser, path: str, **changes: str) -> str:
    """The address of the draft that is to replace this, with these fields saved in it."""
    answer = browser.post(f"{path}/amendment")
    assert answer.status_code == 303, answer.text
    draft = str(answer.headers["location"])
    for key, point in changes.items():
        fields = {f"point-{key}": point, f"note-{key}": NOTE}
        assert browser.post(f"{draft}/elements/{key}", fields).status_code == 200
    return draft


def send(browser: Browser, draft: str, reason: str = WHY) -> httpx2.Response:
    review = browser.get(f"{draft}/review").text
    gaps = re.findall(r'name="gap"\s+value="([^"]*)"', review)
    return browser.post(f"{draft}/submission", {"gap": gaps, "reason": reason})


def amended(browser: Browser, path: str, reason: str = WHY, **changes: str) -> str:
    answer = send(browser, begun(browser, path, **changes), reason)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def withdrawn(browser: Browser, path: str, reason: str = WHY) -> httpx2.Response:
    return browser.post(f"{path}/withdrawal", {"reason": reason, "confirm": "yes"})


def points(db: Session, world: World, name: str, worker: str = "wren", at: datetime = START) -> list[int | None]:
    found = visible_points(db, viewer_of(db, world, name), db.get_one(Account, world[worker]), now=at)
    # On SQLite this door keeps every other writer out for as long as it stands open.
    db.rollback()
    return [one.point for one in found]
