"""What reaches people outside the pages: their own dates in a calendar program, and the mail of a Monday."""

from typing import Any

import httpx2
import icalendar
from playwright.sync_api import Page
from pydantic import SecretStr

from app.reminders.worker import Worker
from app.settings import Settings
from tests.browser.conftest import Live
from tests.clock import Clock
from tests.mailbox import receiving


def takes_the_dates_along(page: Page) -> str:
    """The calendar address of whoever sits at this page."""
    page.goto("/my-reminders")
    page.get_by_role("button", name="Make a calendar address").click()
    return page.get_by_role("textbox", name="Your calendar address").input_value()


def dates_of(address: str) -> list[tuple[str, Any]]:
    """What stands in the calendar and when it starts, as a program reads it that signs in nowhere."""
    answer = httpx2.get(address)
    assert answer.status_code == 200
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return sorted(
        ((str(one["summary"]), one.decoded("dtstart")) for one in events if one["status"] == "CONFIRMED"), key=str
    )


def mail_of(live: Live, clock: Clock, name: str, *, rounds: int = 1) -> list[str]:
    """What a mail server gets for this person now, when the worker runs so often."""
    with receiving() as (mailbox, port):
        settings = Settings(
            origin=live.origin, smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"), mail_from="ninestep@bay.example"
        )
        for _ in range(rounds):
            assert Worker(live.database, settings, now=clock).round()
        found = [one for one in mailbox.messages if one["To"] == f"{name}@example.org"]
    assert all(one["Subject"] == "Ninestep: something waits for you" for one in found)
    return [str(one.get_payload()) for one in found]
