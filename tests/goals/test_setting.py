"""How many goals at a time are the most is a setting of the program."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from sqlmodel import Session

from app.settings import Settings
from tests.conftest import Browser
from tests.goals.given import stepping, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]


@pytest.mark.parametrize("most", [0, 10, "many"])
def test_a_number_that_makes_no_sense_is_refused_at_the_start(most: object) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"most_active_goals": most})


def test_three_goals_at_a_time_are_the_most_unless_somebody_decides() -> None:
    assert Settings().most_active_goals == 3


def test_an_agency_can_decide_on_one_goal_at_a_time(app: FastAPI, browse: Browse, world: World, db: Session) -> None:
    app.state.settings = Settings(most_active_goals=1)
    wren_stands_at(db, world, 4)
    wren, cora, address = browse("wren"), browse("cora"), f"/workers/{world['wren']}/goals"
    made = [cora.post(address, form).headers["location"].partition("?")[0] for form in stepping(2)]
    answers = [wren.post(f"{goal}/confirmation", {"answer": "confirm"}) for goal in made]
    assert [answer.status_code for answer in answers] == [303, 422]
    assert "There is 1 active goal now, and 1 at a time is the most" in words(answers[1].text)
    assert "Goals now 1 of 1" in words(wren.get(address).text)
