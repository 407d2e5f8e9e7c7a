"""What the tests of telling start from: a round of the worker, and what is read of a mail and of a calendar."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any

import icalendar
from sqlmodel import Session, select

from app.db import Database
from app.frameworks.models import Element, ProfileVersion
from app.people.models import Account, Agency, Unit
from app.reminders.worker import Worker
from app.settings import Settings
from tests.clock import Clock
from tests.conftest import ORIGIN, Browser
from tests.goals.given import sent
from tests.mailbox import Mailbox
from tests.world import World

_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass
class Office:
    """An office whose mail server is there, or away; `round` is one minute of its worker."""

    database: Database
    clock: Clock
    mailbox: Mailbox
    settings: Settings

    def worker(self) -> Worker:
        return Worker(self.database, self.settings, now=self.clock)

    def round(self) -> bool:
        return self.worker().round()

    def receivers(self) -> list[str]:
        """By whom mail was got, by first name, since somebody looked last."""
        found = [str(message["To"]).partition("@")[0] for message in self.mailbox.messages]
        self.mailbox.messages.clear()
        return sorted(found)

    def letter(self, name: str) -> "Letter":
        """The last mail of this person, and the mailbox is empty again."""
        found = [one for one in self.mailbox.messages if one["To"] == f"{name}@example.org"]
        self.mailbox.messages.clear()
        assert found, name
        return Letter(found[-1])


class Letter:
    def __init__(self, message: Message) -> None:
        self.message = message
        self.raw = message.as_string()
        self.body = str(message.get_payload()).replace("\r\n", "\n")

    def link(self, about: str) -> str:
        """The address under this word, without the origin."""
        found = re.search(rf"^  {re.escape(about)}: {re.escape(ORIGIN)}(/\S+)$", self.body, re.MULTILINE)
        assert found, self.body
        return found[1]

    @property
    def told(self) -> list[str]:
        return re.findall(r"^- (.*)$", self.body, re.MULTILINE)

    @property
    def one_click(self) -> str:
        return str(self.message["List-Unsubscribe"]).strip("<>").removeprefix(ORIGIN)


def agreed(browse: Callable[..., Browser], world: World, **form: str) -> str:
    """A goal that Cora proposed to Wren and Wren confirmed; its page."""
    made = browse("cora").post(f"/workers/{world['wren']}/goals", sent(**form))
    goal = made.headers["location"].partition("?")[0]
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    return goal


def said(text: str) -> str:
    """Text without addresses, whose secrets are letters by chance, and without dates."""
    return _DATE.sub("", _ADDRESS.sub("", text)).replace("Content-T", "")


def names_of_everything(db: Session) -> set[str]:
    """Every first and last name, unit, agency, profile and element there is."""
    people = {word for name in db.exec(select(Account.name)) for word in name.split()}
    places = set(db.exec(select(Unit.name))) | set(db.exec(select(Agency.name)))
    return people | places | set(db.exec(select(ProfileVersion.title))) | set(db.exec(select(Element.title)))


def names_in(text: str, db: Session) -> set[str]:
    """Those that somebody could read in this text."""
    return {name for name in names_of_everything(db) if re.search(rf"\b{re.escape(name)}\b", text)}


def calendar_of(browser: Browser, **form: str) -> str:
    """The path of a new calendar address."""
    answer = browser.post("/my-reminders/calendar", form)
    assert answer.status_code == 200, answer.text
    found = re.search(rf'value="{re.escape(ORIGIN)}(/calendar/[\w-]{{43}}\.ics)"', answer.text)
    assert found
    return found[1]


def events_of(content: bytes) -> dict[str, list[Any]]:
    """By summary: the events of a calendar, as a program that reads calendars understands them."""
    found: dict[str, list[Any]] = {}
    for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        found.setdefault(str(event["summary"]), []).append(event)
    return found
