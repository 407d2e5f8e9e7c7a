"""Reading and searching the shelf: one agency, no names, and the same answer from every database."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from sqlmodel import Session

from app.shelf.models import ShelfGift
from app.web import paging
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import rated, words, wren_stands_at
from tests.shelf.given import decided, ended_goal, gifts, given, on_shelf
from tests.world import World

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]
CARD, WALL = "A card in my pocket: 100% of it, and un_der 3 lines.", "The Agreement on the wall, ménage included."


@pytest.fixture
def two(browse: Browse, world: World, db: Session, clock: Clock) -> list[str]:
    """Wren's text for Stakeholders with its step, and one for Context without."""
    wren_stands_at(db, world, 4)
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 11), element="context")
    first = ended_goal(browse, world)
    given(browse, first, CARD, step=True)
    decided(browse, gifts(db)[0].id)
    clock.forward(minutes=1)
    second = ended_goal(browse, world, element="context", indicators=None, own_words="Ask.")
    given(browse, second, WALL)
    decided(browse, next(gift.id for gift in gifts(db) if gift.text == WALL))
    return [first, second]


def _finds(browse: Browse, asked: str, more: str = "") -> list[str]:
    return on_shelf(browse, "ash", f"?q={quote(asked)}{more}")


@pytest.mark.usefixtures("two")
def test_each_stands_under_its_element_in_the_profiles_order(browse: Browse) -> None:
    assert on_shelf(browse, "sue") == [CARD, WALL]
    told = words(browse("sue").get("/shelf").text)
    assert "Stakeholders, Safety Mapping · The step from 4 to 5" in told
    assert "Context, Safety Mapping" in told
    assert [name for name in ("Wren", "Cora", "Castillo") if name in told.replace("Sue", "")] == []


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ("card", [CARD]), ("CARD pocket", [CARD]), ("card wall", []), ("100%", [CARD]), ("%", [CARD]), ("_", [CARD]),
        ("un_der", [CARD]), ("un%der", []), ("u_der", []), ("\\", []), ("/", [CARD, WALL]), ("menage", [WALL]),
        ("MÉNAGE", [WALL]), ("stakeholders", [CARD]), ("safety mapping", [CARD, WALL]), ("4 to 5", [CARD]),
        ("5 to 6", []), ("organized", [CARD, WALL]), ("sop", [CARD, WALL]), ("' OR 1=1 --", []), ("   ", [CARD, WALL]),
        ("wren", []), ("castillo", []),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("two")
def test_every_word_has_to_be_there(browse: Browse, asked: str, texts: list[str]) -> None:
    # Harm and Danger/Risk Statements has a slash in its title, these two elements have none in theirs.
    expected = [] if asked == "/" else texts
    assert _finds(browse, asked) == expected


@pytest.mark.usefixtures("two")
def test_no_day_and_no_order_tells_when_a_text_came(browse: Browse, db: Session, clock: Clock) -> None:
    before = browse("ash").get("/shelf").text
    rows = gifts(db)
    for gift, days in zip(rows, (1, 90), strict=True):
        row = db.get_one(ShelfGift, gift.id)
        row.given_at, row.decided_at = (clock() - timedelta(days=days - back) for back in (0, 1))
    db.commit()

    assert on_shelf(browse, "ash") == [CARD, WALL]
    told = words(browse("ash").get("/shelf").text)
    assert told == words(before)
    assert [word for word in ("newest", "oldest", "Nov ", "November") if word in told] == []


@pytest.mark.usefixtures("two")
def test_a_part_of_the_shelf_is_one_element_or_one_profile(browse: Browse) -> None:
    assert on_shelf(browse, "ash", "?profile=safety-mapping&element=context") == [WALL]
    assert on_shelf(browse, "ash", "?profile=safety-mapping") == [CARD, WALL]
    assert on_shelf(browse, "ash", "?profile=harm-and-danger") == []
    assert _finds(browse, "card", "&profile=safety-mapping&element=context") == []
    assert "What helped: Context" in browse("ash").get("/shelf?profile=safety-mapping&element=context").text


@pytest.mark.parametrize("query", ["profile=nowhere", "element=context", "profile=safety-mapping&element=nothing"])
def test_a_part_that_is_not_there_is_not_found(browse: Browse, query: str) -> None:
    assert browse("ash").get(f"/shelf?{query}").status_code == 404


def test_an_empty_shelf_and_a_search_in_vain_say_so(browse: Browse) -> None:
    assert "Nothing stands here yet." in words(browse("ash").get("/shelf").text)
    assert "Nothing here holds all of these words." in words(browse("ash").get("/shelf?q=card").text)


def test_a_long_question_is_not_asked(browse: Browse) -> None:
    answer = browse("ash").get(f"/shelf?q={'x' * 201}")
    assert answer.status_code == 422
    assert "200 characters are the most." in answer.text


@pytest.mark.usefixtures("two")
def test_another_agency_finds_nothing_and_learns_nothing(browse: Browse) -> None:
    for who in ("otto", "olga"):
        assert on_shelf(browse, who) == []
        assert on_shelf(browse, who, "?q=card") == []
    assert "No text waits" in browse("olga").get("/shelf/waiting").text


def test_an_administrator_alone_reads_no_shelf(browse: Browse) -> None:
    assert browse("ada").get("/shelf").status_code == 404
    assert "shelf of your agency" not in browse("ada").get("/profiles").text


@pytest.mark.usefixtures("two")
def test_the_way_there_from_the_profile_the_goal_and_the_next_step(
    browse: Browse, world: World, two: list[str]
) -> None:
    place = "/shelf?profile=safety-mapping&amp;element=stakeholders"
    for page in (
        "/profiles/sop/safety-mapping", two[0],
        f"/workers/{world['wren']}/goals/new?profile=safety-mapping&element=stakeholders",
    ):  # fmt: skip
        assert place in browse("wren").get(page).text, page
    form = words(browse("wren").get(f"/workers/{world['wren']}/goals/new?profile=safety-mapping&element=context").text)
    assert "See an example From the shelf for Context" in form
    assert 'href="/shelf"' in browse("wren").get("/profiles").text


def test_the_shelf_asks_as_many_questions_for_one_text_as_for_two(
    browse: Browse, count_queries: Count, two: list[str]
) -> None:
    ash = browse("ash")
    ash.get("/shelf")
    many = count_queries(lambda: ash.get("/shelf"))
    assert browse("wren").post(f"{two[0]}/gift/removal").status_code == 303
    assert on_shelf(browse, "ash") == [WALL]
    assert count_queries(lambda: ash.get("/shelf")) == many


@pytest.mark.usefixtures("two")
def test_the_next_page_keeps_what_was_asked(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE_ROWS", 1)
    page = browse("ash").get("/shelf?profile=safety-mapping&q=mapping+safety").text
    assert 'href="/shelf?profile=safety-mapping&amp;q=mapping+safety&amp;page=2"' in page
    assert _finds(browse, "mapping safety", "&profile=safety-mapping&page=2") == [WALL]
