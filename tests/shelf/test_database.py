"""What the database itself refuses of the shelf, and what it does when all comes at once."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from app.shelf.models import ShelfGift
from app.shelf.rules import GiftState
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import wren_stands_at
from tests.shelf.given import HELPED, decided, ended_goal, gifts, given
from tests.web.at_once import all_at_once
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture
def goal(browse: Browse, world: World, db: Session) -> str:
    wren_stands_at(db, world, 4)
    return ended_goal(browse, world)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"text": "x" * 2001}, {"folded": "x" * 8001}, {"from_point": 4}, {"target_point": 5},
        {"from_point": 4, "target_point": 10}, {"state": GiftState.APPROVED}, {"decided_at": START},
        {"state": GiftState.SENT_BACK, "decided_at": START, "decided_by": "cora"}, {"wish": "Say more."},
        {"state": GiftState.APPROVED, "decided_at": START, "decided_by": "wren"}, {"element_id": uuid4()},
    ],
)  # fmt: skip
def test_no_door_lets_in_what_makes_no_sense(
    browse: Browse, db: Session, world: World, goal: str, wrong: dict[str, Any]
) -> None:
    given(browse, goal)
    row = db.get_one(ShelfGift, gifts(db)[0].id)
    for name, value in wrong.items():
        setattr(row, name, world[value] if name == "decided_by" else value)
    with pytest.raises(DBAPIError):
        db.commit()


def test_a_goal_gives_one_text(browse: Browse, db: Session, goal: str) -> None:
    given(browse, goal)
    db.add(ShelfGift(**gifts(db)[0].model_dump() | {"id": uuid4()}))
    with pytest.raises(DBAPIError):
        db.commit()


def test_many_clicks_at_the_same_instant_give_one_text(app: FastAPI, browse: Browse, db: Session, goal: str) -> None:
    answers = all_at_once(app, browse("wren"), f"{goal}/gift", [{"text": HELPED, "revision": "0"}] * 6)
    assert {answer.status_code for answer in answers} == {303}
    assert [gift.text for gift in gifts(db)] == [HELPED]


def test_many_coaches_at_the_same_instant_put_it_there_once(
    app: FastAPI, browse: Browse, db: Session, goal: str
) -> None:
    given(browse, goal)
    place = f"/shelf/waiting/{gifts(db)[0].id}/decision"
    forms = [{"answer": "approve", "revision": "1"}, {"answer": "send-back", "wish": "Say more.", "revision": "1"}]
    answers = [answer.status_code for answer in all_at_once(app, browse("cora"), place, forms * 3)]
    assert sorted(answers) == [303] * 3 + [409] * 3
    assert gifts(db)[0].state in (GiftState.APPROVED, GiftState.SENT_BACK)


def test_many_coaches_at_the_same_instant_take_it_off_once(
    app: FastAPI, browse: Browse, db: Session, goal: str
) -> None:
    given(browse, goal)
    decided(browse, gifts(db)[0].id, coach="theo")
    place = f"/shelf/waiting/{gifts(db)[0].id}/decision"
    forms = [{"answer": "take-off", "wish": wish, "revision": "1"} for wish in ("Say more.", "Say less.")]
    answers = [answer.status_code for answer in all_at_once(app, browse("cora"), place, forms * 3)]
    assert sorted(answers) == [303] * 3 + [409] * 3
    assert gifts(db)[0].state is GiftState.SENT_BACK


def test_taken_back_many_times_at_the_same_instant_it_is_gone(
    app: FastAPI, browse: Browse, db: Session, goal: str
) -> None:
    given(browse, goal)
    answers = all_at_once(app, browse("wren"), f"{goal}/gift/removal", [{}] * 4)
    assert {answer.status_code for answer in answers} == {303}
    assert gifts(db) == []
