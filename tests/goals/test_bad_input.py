"""What a goal's form cannot take: a clear sentence, what was typed is kept, and nothing is stored."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlmodel import Session

from app.goals.rules import GoalState
from app.people.rules import DAY_NEEDED
from tests.conftest import Browser
from tests.goals.given import CORAS_DAY, goals, rated, sent, stepping, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]
OPEN = "From 4, the next step is 5 or 6. When you stand at 6, the step to 7 opens."
OFF = f"The scale runs from 1 to 9, in whole points. {OPEN}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"target": "0"}, OFF),
        ({"target": "99"}, OFF),
        ({"target": "-1"}, OFF),
        ({"target": "3"}, f"A next step leads on from 4, and 3 does not. {OPEN}"),
        ({"target": "4.5"}, "Choose one whole point."),
        ({"target": "five"}, "Choose one whole point."),
        ({"target": "true"}, "Choose one whole point."),
        ({"target": "٥"}, "Choose one whole point."),
        ({"target": "9" * 5000}, "Choose one whole point."),
        ({"target": ["5", "6"]}, "Choose one point, not two."),
        ({"target": None}, f"Choose where to go next. {OPEN}"),
        ({"target": "sustain"}, f"Choose where to go next. {OPEN}"),
        ({"target": "other", "other_target": ""}, "Choose one whole point."),
        ({"target": "7"}, f"7 belongs to the next stage, Distinguished. {OPEN}"),
        ({"indicators": ["p1"]}, "Choose what to try from the list. One of the choices is not part of Stakeholders."),
        ({"indicators": ["e1"]}, "One of the choices describes where practice starts."),
        ({"indicators": ["d1"]}, "The words of Accomplished are the ones to try now."),
        ({"indicators": None}, "Choose one or two things to try."),
        ({"situation": "x" * 501}, "This is 501 characters long. 500 is the most."),
        ({"own_words": "x" * 2001}, "This is 2001 characters long. 2000 is the most."),
        ({"target": "other", "reason": "x" * 1001}, "This is 1001 characters long. 1000 is the most."),
        ({"help": ["money"]}, "Choose the help from the list."),
        ({"check_back_on": "2026-11-16"}, "Choose a day after today."),
        ({"check_back_on": "2027-11-17"}, "Choose a day within a year from today."),
        ({"check_back_on": "soon"}, DAY_NEEDED),
        ({"check_back_on": "2026-W51-3"}, DAY_NEEDED),
        ({"check_back_on": "20261216"}, DAY_NEEDED),
        ({"check_back_on": ""}, "Choose a day."),
    ],
)  # fmt: skip
def test_a_goal_that_does_not_do_comes_back_with_a_sentence(
    browse: Browse, world: World, db: Session, changes: dict[str, str | list[str] | None], sentence: str
) -> None:
    wren_stands_at(db, world, 4)
    typed = {"situation": "A <b>long</b> {{ evening }}"} | changes
    answer = browse("wren").post(f"/workers/{world['wren']}/goals", sent(**typed))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert changes.get("situation") or "A &lt;b&gt;long&lt;/b&gt; {{ evening }}" in answer.text
    assert goals(db) == []


def test_html_in_text_is_kept_as_text(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    wren = browse("wren")
    answer = wren.post(f"/workers/{world['wren']}/goals", sent(situation="<script>alert(1)</script>"))
    page = wren.get(answer.headers["location"]).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_point_that_moved_while_the_form_was_open_is_said(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 5)
    answer = browse("wren").post(f"/workers/{world['wren']}/goals", sent(target="6"))
    text = words(answer.text)
    assert answer.status_code == 422
    assert "The point has moved from 4 to 5 since this page was opened. Look at the step once more, then save." in text
    assert 'name="opened_at" value="5"' in answer.text
    assert 'value="The next mapping"' in answer.text
    assert goals(db) == []


def test_the_point_a_goal_starts_from_is_the_servers(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    browse("wren").post(f"/workers/{world['wren']}/goals", sent(opened_at="", from_point="1"))
    assert [goal.from_point for goal in goals(db)] == [4]


def test_an_element_without_a_point_says_what_to_do(browse: Browse, world: World, db: Session) -> None:
    address = f"/workers/{world['wren']}/goals"
    query = "?profile=safety-mapping&element=stakeholders"
    own = browse("wren").get(f"{address}/new{query}")
    told = "from a point of the last 12 months that you and Cora can both see, and Stakeholders has none yet."
    assert told in words(own.text)
    assert f'href="/workers/{world["wren"]}/assessments/new?profile=safety-mapping"' in own.text
    assert "Assess yourself on Safety Mapping" in words(own.text)
    assert "Assess Wren on Safety Mapping" in words(browse("cora").get(f"{address}/new{query}").text)
    assert browse("wren").post(address, sent()).status_code == 422
    assert goals(db) == []


@pytest.mark.parametrize(
    ("profile", "element", "sentence"),
    [
        ("safety-planning", "next-steps", "takes no points yet, because its publisher is at work on it."),
        ("safety-mapping", "reflection", "is not in our copy of the source, so it takes no points and has no goals."),
    ],
)
def test_an_element_that_takes_no_points_has_no_goals(
    browse: Browse, world: World, db: Session, profile: str, element: str, sentence: str
) -> None:
    answer = browse("wren").post(f"/workers/{world['wren']}/goals", sent(profile=profile, element=element))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert goals(db) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"profile": "no-such"},
        {"element": "no-such"},
        {"profile": None},
        {"element": "mapping'--"},
        {"follows": str(uuid4())},
    ],
)
def test_what_does_not_exist_is_not_found(
    browse: Browse, world: World, db: Session, changes: dict[str, str | None]
) -> None:
    wren_stands_at(db, world, 4)
    assert browse("wren").post(f"/workers/{world['wren']}/goals", sent(**changes)).status_code == 404
    assert goals(db) == []


def test_a_point_older_than_a_year_is_no_start(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "wren", "wren", point=4, on=CORAS_DAY.replace(year=2025))
    assert browse("wren").post(f"/workers/{world['wren']}/goals", sent()).status_code == 422


def test_a_fourth_active_goal_waits(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    wren, cora, address = browse("wren"), browse("cora"), f"/workers/{world['wren']}/goals"
    *forms, fifth = stepping(5)
    made = [cora.post(address, form).headers["location"].partition("?")[0] for form in forms]
    answer = {"answer": "confirm", "reason": "A judge asks for it."}
    answers = [wren.post(f"{goal}/confirmation", answer) for goal in made]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 422]
    sentence = (
        "There are 3 active goals now, and 3 at a time is the most, so that each gets enough practice. "
        "Look back at one of them first."
    )
    assert sentence in words(answers[3].text)
    refused = cora.post(address, fifth)
    assert (refused.status_code, sentence in words(refused.text)) == (422, True)
    assert sentence in words(cora.get(f"{address}/new?profile=safety-mapping&element=stakeholders").text)
    assert [goal.state for goal in goals(db)].count(GoalState.ACTIVE) == 3
    assert len(goals(db)) == 4
