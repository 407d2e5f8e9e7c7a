"""Steps that several journeys take, and what a page says to whoever reads it."""

import re
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

_DAY = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(, \d{4})?"
    r"|\d{1,2}:\d\d [AP]M"
)


def press_until(page: Page, name: str) -> None:
    """Tab on until the button or link of this name has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(name):
            return
    raise AssertionError(f"The keyboard never reaches {name}.")


def press_until_choice(page: Page, name: str) -> None:
    """Tab on to the group of radio buttons with this name."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"The keyboard never reaches the choice {name}.")


def strip_of(page: Page) -> list[str]:
    """The lines under "Who can see this"."""
    strip = page.locator(".strip", has=page.get_by_role("heading", name="Who can see this"))
    return [" ".join(line.split()) for line in strip.get_by_role("listitem").all_inner_texts()]


def digits_of(page: Page) -> list[str]:
    """Every figure on the page that is no day and no time."""
    return re.findall(r"\d+", _DAY.sub("", page.locator("main").inner_text()))


def says(page: Page, words: str) -> None:
    expect(page.get_by_text(words, exact=False).first).to_be_visible()


def rates(page: Page, worker: UUID, element: str, point: int, *, day: str | None = None) -> None:
    """From an empty form to the page that follows: one point on one element of Safety Mapping, of that day."""
    page.goto(f"/workers/{worker}/assessments/new?profile=safety-mapping")
    if day:
        page.locator("[name=observed_on]").fill(day)
    page.get_by_role("button", name="Open the form").click()
    group = page.get_by_role("group", name=re.compile(element)).first
    group.get_by_role("radio", name=re.compile(f"^{point}, ")).check()
    expect(group.get_by_text(re.compile("Saved .*M"))).to_be_visible()
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name=re.compile("^Submit")).click()
    says(page, "submitted.")


def is_not_found(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    assert answer.request.redirected_from is None


def part_of(page: Page, title: str) -> Locator:
    """The part of a sheet under this title."""
    return page.locator("section.part", has=page.get_by_role("heading", name=title, exact=True))


def lines_of(page: Page, title: str) -> list[str]:
    """What the part under this title lists, one line each."""
    return [" ".join(line.split()) for line in part_of(page, title).get_by_role("listitem").all_inner_texts()]
