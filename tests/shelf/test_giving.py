"""What helped, given to the shelf by the worker alone, and taken back at any time."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.shelf.actions import GIVEN_ALREADY, NAMES
from app.shelf.rules import GiftState
from tests.conftest import Browser
from tests.goals.given import sent, words, wren_stands_at
from tests.shelf.given import HELPED, WISH, decided, ended_goal, gifts, given, on_shelf
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture(autouse=True)
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


@pytest.fixture
def goal(browse: Browse, world: World) -> str:
    return ended_goal(browse, world)


def test_wren_is_offered_it_on_the_goal_and_finds_the_words_of_the_look_back(browse: Browse, goal: str) -> None:
    assert f'href="{goal}/gift"' in browse("wren").get(goal).text
    assert f'href="{goal}/gift"' not in browse("cora").get(goal).text
    page = browse("wren").get(f"{goal}/gift")
    assert f">\n{HELPED}</textarea>" in page.text
    told = words(page.text)
    assert "A coach of Bay County reads it first, without your name." in told
    assert "Workers, coaches and supervisors of Bay County find it on the shelf for Stakeholders." in told
    assert "In a small agency the words can still tell whose they are" in told


def test_who_goes_on_at_once_is_offered_it_beside_the_next_goal(browse: Browse, world: World) -> None:
    assert browse("cora").post(f"/workers/{world['wren']}/goals", sent()).status_code == 303
    goal = browse("wren").get(f"/workers/{world['wren']}/goals").text.split('href="/goals/')[1][:36]
    assert browse("wren").post(f"/goals/{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    wren = browse("wren")
    on = wren.post(f"/goals/{goal}/review", {"ending": "continue", "helped": HELPED}).headers["location"]
    assert f'href="/goals/{goal}/gift"' in wren.get(on).text
    assert "gift" not in browse("cora").get(on).text


def test_given_it_waits_and_stands_nowhere_yet(browse: Browse, db: Session, goal: str) -> None:
    given(browse, goal)
    gift = gifts(db)[0]
    assert (gift.state, gift.text, gift.from_point) == (GiftState.WAITING, HELPED, None)
    assert on_shelf(browse, "wren") == []
    assert "Waiting for a coach" in words(browse("wren").get(f"{goal}/gift").text)


def test_the_step_is_told_by_choice_alone(browse: Browse, db: Session, goal: str) -> None:
    page = browse("wren").get(f"{goal}/gift").text
    assert "Say that it helped with the step from 4 to 5" in page
    assert "checked" not in page
    given(browse, goal, step=True)
    gift = gifts(db)[0]
    assert (gift.from_point, gift.target_point) == (4, 5)
    assert "The step from 4 to 5" in words(browse("wren").get(f"{goal}/gift").text)


def test_a_double_click_gives_once_and_another_text_is_not_taken_for_the_same(
    browse: Browse, db: Session, goal: str
) -> None:
    for _ in range(2):
        given(browse, goal)
    other = browse("wren").post(f"{goal}/gift", {"text": "Another one, typed in a second tab."})
    assert other.status_code == 409
    assert GIVEN_ALREADY in words(other.text)
    assert "Another one, typed in a second tab." in other.text
    assert [gift.text for gift in gifts(db)] == [HELPED]


@pytest.mark.parametrize(
    "text",
    ["Wren helped me.", "I asked Cora Lindqvist.", "Dr. LINDQVIST said so.", "Ash’s card", "Call it Okafor-style."],
)
def test_no_name_of_somebody_in_the_agency_goes_out(browse: Browse, db: Session, goal: str, text: str) -> None:
    answer = browse("wren").post(f"{goal}/gift", {"text": text})
    assert answer.status_code == 422
    assert NAMES in words(answer.text)
    assert "<mark>" in answer.text
    assert gifts(db) == []


def test_names_of_another_agency_are_not_given_away_by_being_marked(browse: Browse, db: Session, goal: str) -> None:
    given(browse, goal, "Otto von Brandt is a name in a book.")
    assert len(gifts(db)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write what helped, in a sentence or more."),
        ("x" * 2001, "This is 2001 characters long. 2000 is the most."),
    ],
)
def test_no_text_and_a_book_are_no_gift(browse: Browse, db: Session, goal: str, text: str, sentence: str) -> None:
    answer = browse("wren").post(f"{goal}/gift", {"text": text})
    assert (answer.status_code, sentence in answer.text, gifts(db)) == (422, True, [])


@pytest.mark.parametrize("who", ["cora", "sue", "ash", "theo", "ada", "otto", "olga", "stan"])
def test_nobody_else_gives_takes_or_learns_anything(browse: Browse, db: Session, goal: str, who: str) -> None:
    given(browse, goal)
    person = browse(who)
    assert person.get(f"{goal}/gift").status_code == 404
    assert person.post(f"{goal}/gift", {"text": "Mine."}).status_code == 404
    assert person.post(f"{goal}/gift/removal").status_code == 404
    assert [gift.text for gift in gifts(db)] == [HELPED]


def test_without_anything_that_helped_there_is_nothing_to_give(browse: Browse, world: World) -> None:
    goal = ended_goal(browse, world, helped="")
    assert "gift" not in browse("wren").get(goal).text
    assert browse("wren").get(f"{goal}/gift").status_code == 404
    assert browse("wren").post(f"{goal}/gift", {"text": "Late."}).status_code == 404


@pytest.mark.parametrize("approved", [False, True])
def test_taken_back_it_is_gone_everywhere(browse: Browse, db: Session, goal: str, approved: bool) -> None:
    given(browse, goal)
    if approved:
        decided(browse, gifts(db)[0].id)
        assert on_shelf(browse, "sue") == [HELPED]
    for _ in range(2):
        assert browse("wren").post(f"{goal}/gift/removal").status_code == 303
    assert gifts(db) == []
    assert on_shelf(browse, "sue") == []
    assert HELPED in browse("wren").get(goal).text
    given(browse, goal, "Said anew.")
    assert [gift.text for gift in gifts(db)] == ["Said anew."]


def test_sent_back_it_is_changed_and_given_again(browse: Browse, db: Session, goal: str) -> None:
    given(browse, goal, step=True)
    decided(browse, gifts(db)[0].id, "send-back", wish=WISH)
    page = browse("wren").get(f"{goal}/gift").text
    assert WISH in page
    assert f">\n{HELPED}</textarea>" in page
    assert "checked" in page
    answer = browse("wren").post(f"{goal}/gift", {"text": "What, who, when.", "revision": str(gifts(db)[0].revision)})
    assert answer.status_code == 303
    gift = gifts(db)[0]
    assert (gift.state, gift.text, gift.wish, gift.from_point) == (GiftState.WAITING, "What, who, when.", "", None)


def test_what_was_sent_back_a_second_time_is_read_before_it_is_given_again(
    browse: Browse, db: Session, goal: str
) -> None:
    given(browse, goal)
    decided(browse, gifts(db)[0].id, "send-back", wish=WISH)
    first = str(gifts(db)[0].revision)
    assert browse("wren").post(f"{goal}/gift", {"text": "What and who.", "revision": first}).status_code == 303
    decided(browse, gifts(db)[0].id, "send-back", wish="And when?")
    late = browse("wren").post(f"{goal}/gift", {"text": "From the older tab.", "revision": first})
    assert late.status_code == 409
    assert "From the older tab." in late.text
    assert gifts(db)[0].text == "What and who."
