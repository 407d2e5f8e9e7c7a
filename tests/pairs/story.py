"""What the tests of pairs share: Wren and Cora rate November, and their pages are asked."""

from collections.abc import Callable, Mapping
from datetime import date
from html import unescape

from app.ratings.rules import Answer
from tests.conftest import Browser
from tests.ratings.conftest import Desk

Browse = Callable[..., Browser]
CORA = {
    "group-agreements": Answer(7, note="On the wall first."), "context": Answer(5), "content": Answer(5),
    "stakeholders": Answer(4, note="The neighbor was named.", seen=frozenset({"a1"})),
    "next-steps": Answer(not_observed=True),
}  # fmt: skip
WREN = {
    "group-agreements": Answer(7, note="The family wrote them."), "context": Answer(5), "content": Answer(6),
    "stakeholders": Answer(6, note="I called the neighbor.", seen=frozenset({"a1", "a2"})), "next-steps": Answer(5),
}  # fmt: skip


def rate(desk: Desk, rater: str, answers: Mapping[str, Answer], *, on: date = date(2026, 11, 12)) -> str:
    """The address of Wren's pair, after this person has rated."""
    made = desk.submitted(rater, "wren", answers=answers, on=on, opened=False)
    return desk.pair_of(made)


def both_rated(desk: Desk) -> str:
    rate(desk, "wren", WREN)
    return rate(desk, "cora", CORA, on=date(2026, 11, 16))


def words(browser: Browser, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status
    return plain(answer.text)


def plain(html: str) -> str:
    return " ".join(unescape(html).split())
