"""A coach's word on a text that waits: any coach of the agency but the giver, and without the giver's name."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.people.actions import change_account
from app.people.models import Account
from app.people.permits import Role
from app.shelf.actions import DECIDED, TAKEN_OFF
from app.shelf.rules import GiftState
from app.shelf.views import NEWER
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import audited, rated, words, wren_stands_at
from tests.shelf.given import HELPED, WISH, decided, ended_goal, gifts, given, on_shelf
from tests.world import World, as_viewer

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


@pytest.fixture(autouse=True)
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


@pytest.fixture
def goal(browse: Browse, world: World) -> str:
    return ended_goal(browse, world)


@pytest.fixture
def gift(browse: Browse, db: Session, goal: str) -> str:
    given(browse, goal)
    return str(gifts(db)[0].id)


def test_any_coach_reads_it_without_a_name_and_puts_it_on_the_shelf(browse: Browse, db: Session, gift: str) -> None:
    theo = browse("theo")
    listed, one = theo.get("/shelf/waiting").text, theo.get(f"/shelf/waiting/{gift}").text
    for page in (listed, one):
        assert HELPED in page
        assert [name for name in ("Wren", "Castillo", "Cora") if name in page] == []
    assert theo.post(f"/shelf/waiting/{gift}/decision", {"answer": "approve", "revision": "1"}).status_code == 303
    assert gifts(db)[0].state is GiftState.APPROVED
    for who in ("wren", "cora", "ash", "sue", "sol", "stan", "theo"):
        assert on_shelf(browse, who) == [HELPED]


def test_the_giver_decides_nothing_even_as_a_coach(
    browse: Browse, db: Session, world: World, clock: Clock, gift: str
) -> None:
    wren, ada = db.get_one(Account, world["wren"]), as_viewer(db, db.get_one(Account, world["ada"]))
    change_account(db, ada, wren, name=wren.name, email=wren.email, roles={Role.WORKER, Role.COACH}, at=clock())
    db.commit()
    own = browse("wren")
    assert "No text waits for a coach." in own.get("/shelf/waiting").text
    assert own.get(f"/shelf/waiting/{gift}").status_code == 404
    assert own.post(f"/shelf/waiting/{gift}/decision", {"answer": "approve"}).status_code == 404
    assert gifts(db)[0].state is GiftState.WAITING


@pytest.mark.parametrize("who", ["wren", "ash", "sue", "ada", "otto", "olga"])
def test_nobody_but_a_coach_of_the_agency(browse: Browse, db: Session, gift: str, who: str) -> None:
    person = browse(who)
    assert person.get(f"/shelf/waiting/{gift}").status_code == 404
    for answer in ("approve", "send-back"):
        refused = person.post(f"/shelf/waiting/{gift}/decision", {"answer": answer, "wish": WISH})
        assert refused.status_code == 404
    assert gifts(db)[0].state is GiftState.WAITING


def test_sent_back_with_a_wish_it_waits_for_nobody(browse: Browse, db: Session, goal: str, gift: str) -> None:
    for _ in range(2):
        assert (
            browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "send-back", "wish": WISH}).status_code
            == 303
        )
    assert (gifts(db)[0].state, gifts(db)[0].wish) == (GiftState.SENT_BACK, WISH)
    assert browse("theo").get(f"/shelf/waiting/{gift}").status_code == 404
    page = words(browse("wren").get(f"{goal}/gift").text)
    assert WISH in page
    assert "Cora" not in page.partition("A coach wishes")[2]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"answer": "send-back", "wish": ""}, "Write in a sentence what you wish for"),
        ({"answer": "send-back", "wish": "x" * 501}, "This is 501 characters long. 500 is the most."),
        ({"answer": "perhaps", "wish": WISH}, "Choose whether it goes to the shelf, or back with a wish."),
        ({}, "Choose whether it goes to the shelf, or back with a wish."),
    ],
)
def test_what_is_no_word_comes_back_with_what_was_typed(
    browse: Browse, db: Session, gift: str, form: dict[str, str], sentence: str
) -> None:
    answer = browse("cora").post(f"/shelf/waiting/{gift}/decision", form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert form.get("wish", "") in answer.text
    assert gifts(db)[0].state is GiftState.WAITING


def test_the_second_coach_learns_that_there_was_a_first(browse: Browse, db: Session, gift: str) -> None:
    decided(browse, gifts(db)[0].id, coach="theo")
    late = browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "send-back", "wish": WISH})
    assert late.status_code == 409
    assert DECIDED in words(late.text)
    assert WISH in late.text
    assert browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "approve"}).status_code == 303
    assert (gifts(db)[0].state, gifts(db)[0].wish) == (GiftState.APPROVED, "")


def test_any_coach_takes_it_off_the_shelf_with_a_wish(
    browse: Browse, db: Session, clock: Clock, goal: str, gift: str
) -> None:
    decided(browse, gifts(db)[0].id, coach="theo")
    cora = browse("cora")
    assert f'href="/shelf/waiting/{gift}"' in cora.get("/shelf").text
    page = cora.get(f"/shelf/waiting/{gift}").text
    assert "A text on the shelf: Stakeholders" in words(page)
    assert "Put it on the shelf" not in page
    assert [name for name in ("Wren", "Castillo", "Theo") if name in page] == []
    clock.forward(hours=1)
    for _ in range(2):
        decided(browse, gifts(db)[0].id, "take-off", wish=WISH, revision="1")
    assert (gifts(db)[0].state, gifts(db)[0].wish) == (GiftState.SENT_BACK, WISH)
    assert on_shelf(browse, "ash") == []
    assert cora.get(f"/shelf/waiting/{gift}").status_code == 404
    assert WISH in words(browse("wren").get(f"{goal}/gift").text)
    taken = select(AuditEntry.action).where(col(AuditEntry.action) == "shelf:take-off")
    assert len(db.exec(taken).all()) == 1


def test_a_second_coach_who_takes_it_off_learns_that_there_was_a_first(browse: Browse, db: Session, gift: str) -> None:
    decided(browse, gifts(db)[0].id, coach="theo")
    decided(browse, gifts(db)[0].id, "take-off", coach="theo", wish=WISH)
    late = browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "take-off", "wish": "Leave the aunt out."})
    assert late.status_code == 409
    assert TAKEN_OFF in words(late.text)
    assert "Leave the aunt out." in late.text
    assert gifts(db)[0].wish == WISH


def test_nothing_is_taken_off_that_waits_or_has_other_words_by_now(
    browse: Browse, db: Session, goal: str, gift: str
) -> None:
    form = {"answer": "take-off", "wish": WISH, "revision": "1"}
    assert browse("cora").post(f"/shelf/waiting/{gift}/decision", form).status_code == 409
    decided(browse, gifts(db)[0].id, coach="theo")
    decided(browse, gifts(db)[0].id, "take-off", coach="theo", wish="Leave the aunt out.")
    again = {"text": "Other words.", "revision": str(gifts(db)[0].revision)}
    assert browse("wren").post(f"{goal}/gift", again).status_code == 303
    decided(browse, gifts(db)[0].id, coach="theo")
    late = browse("cora").post(f"/shelf/waiting/{gift}/decision", form)
    assert late.status_code == 409
    assert "Other words." in late.text
    assert gifts(db)[0].state is GiftState.APPROVED


def test_it_is_not_taken_off_without_a_wish(browse: Browse, db: Session, gift: str) -> None:
    decided(browse, gifts(db)[0].id, coach="theo")
    answer = browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "take-off", "wish": ""})
    assert answer.status_code == 422
    assert "Write in a sentence what you wish for" in answer.text
    assert gifts(db)[0].state is GiftState.APPROVED


@pytest.mark.parametrize("who", ["wren", "ash", "sue", "ada", "otto", "olga"])
def test_nobody_but_a_coach_of_the_agency_takes_it_off(browse: Browse, db: Session, gift: str, who: str) -> None:
    decided(browse, gifts(db)[0].id)
    person = browse(who)
    assert f"/shelf/waiting/{gift}" not in person.get("/shelf").text
    assert person.get(f"/shelf/waiting/{gift}").status_code == 404
    form = {"answer": "take-off", "wish": WISH}
    assert person.post(f"/shelf/waiting/{gift}/decision", form).status_code == 404
    assert gifts(db)[0].state is GiftState.APPROVED


def test_the_giver_who_coaches_too_takes_it_back_and_not_off(
    browse: Browse, db: Session, world: World, clock: Clock, gift: str
) -> None:
    decided(browse, gifts(db)[0].id)
    wren, ada = db.get_one(Account, world["wren"]), as_viewer(db, db.get_one(Account, world["ada"]))
    change_account(db, ada, wren, name=wren.name, email=wren.email, roles={Role.WORKER, Role.COACH}, at=clock())
    db.commit()
    own = browse("wren")
    assert "Take it off the shelf" not in own.get("/shelf").text
    assert own.get(f"/shelf/waiting/{gift}").status_code == 404
    form = {"answer": "take-off", "wish": WISH}
    assert own.post(f"/shelf/waiting/{gift}/decision", form).status_code == 404
    assert gifts(db)[0].state is GiftState.APPROVED


def test_nobody_approves_other_words_than_were_read(browse: Browse, db: Session, goal: str, gift: str) -> None:
    decided(browse, gifts(db)[0].id, "send-back", wish=WISH)
    again = {"text": "Other words.", "revision": str(gifts(db)[0].revision)}
    assert browse("wren").post(f"{goal}/gift", again).status_code == 303
    late = browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "approve", "revision": "1"})
    assert late.status_code == 409
    assert NEWER in words(late.text)
    assert "Other words." in late.text
    assert gifts(db)[0].state is GiftState.WAITING


def test_what_was_taken_back_is_not_there_for_a_coach_who_had_it_open(
    browse: Browse, db: Session, goal: str, gift: str
) -> None:
    assert browse("wren").post(f"{goal}/gift/removal").status_code == 303
    assert browse("cora").post(f"/shelf/waiting/{gift}/decision", {"answer": "approve"}).status_code == 404
    assert gifts(db) == []


def test_a_coach_sees_which_words_are_names_of_colleagues_too(browse: Browse, db: Session, goal: str) -> None:
    given(browse, goal, "We sat under an ash and let it be.")
    page = browse("cora").get(f"/shelf/waiting/{gifts(db)[0].id}").text
    assert "<mark>ash</mark>" in page
    assert "What is marked is also the name of somebody in Bay County." in words(page)


def test_what_was_done_is_on_record_and_not_whose_it_is(browse: Browse, db: Session, goal: str, gift: str) -> None:
    decided(browse, gifts(db)[0].id)
    assert "shelf" not in words(browse("ada").get("/agency/on-record").text).lower()
    assert [one for one in audited(db, gifts(db)[0].goal_id) if one.startswith("shelf")] == []


def test_the_list_asks_as_many_questions_for_one_text_as_for_three(
    browse: Browse, db: Session, world: World, gift: str, count_queries: Count
) -> None:
    cora = browse("cora")
    cora.get("/shelf/waiting")
    one = count_queries(lambda: cora.get("/shelf/waiting"))
    for element, on in (("context", date(2026, 11, 8)), ("content", date(2026, 11, 9))):
        rated(db, world, "cora", "wren", point=4, on=on, element=element)
        given(browse, ended_goal(browse, world, element=element, own_words="Ask.", indicators=None))
    assert len(re.findall("Read and decide", cora.get("/shelf/waiting").text)) == 3
    assert count_queries(lambda: cora.get("/shelf/waiting")) == one
