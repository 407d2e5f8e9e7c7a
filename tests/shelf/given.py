"""What the tests of the shelf start from: a goal of Wren's that has ended, and a text that is given."""

import re
from collections.abc import Callable
from uuid import UUID

from sqlmodel import Session, select

from app.shelf.models import ShelfGift
from tests.conftest import Browser
from tests.goals.given import sent, words
from tests.world import World

Browse = Callable[..., Browser]
HELPED = "A card with three questions in my pocket."
WISH = "Say which three questions they were."


def ended_goal(
    browse: Browse, world: World, *, worker: str = "wren", coach: str = "cora", helped: str = HELPED,
    ending: str = "achieved", **changes: str | None,
) -> str:  # fmt: skip
    """The address of a goal that this worker looked back at."""
    answer = browse(coach).post(f"/workers/{world[worker]}/goals", sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    goal = answer.headers["location"].partition("?")[0]
    if worker != coach:
        assert browse(worker).post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    assert browse(worker).post(f"{goal}/review", {"ending": ending, "helped": helped}).status_code == 303
    return goal


def given(browse: Browse, goal: str, text: str = HELPED, *, worker: str = "wren", step: bool = False) -> None:
    form = {"text": text, "revision": "0"} | ({"with_step": "yes"} if step else {})
    answer = browse(worker).post(f"{goal}/gift", form)
    assert answer.status_code == 303, words(answer.text)


def gifts(db: Session) -> list[ShelfGift]:
    db.expire_all()
    found = list(db.exec(select(ShelfGift)))
    db.commit()
    return found


def decided(browse: Browse, gift: UUID, answer: str = "approve", *, coach: str = "cora", **more: str) -> None:
    page = browse(coach).post(f"/shelf/waiting/{gift}/decision", {"answer": answer} | more)
    assert page.status_code == 303, words(page.text)


def on_shelf(browse: Browse, who: str, query: str = "") -> list[str]:
    """The texts that this person finds."""
    page = browse(who).get(f"/shelf{query}")
    assert page.status_code == 200, words(page.text)
    return [words(one).strip() for one in re.findall(r"<blockquote.*?</blockquote>", page.text, re.DOTALL)]
