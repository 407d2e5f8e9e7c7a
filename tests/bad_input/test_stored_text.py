"""What was typed is stored as it is and shown as text: in pages, parts of pages, titles, and charts."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.people.models import Account, Unit
from tests.access.records import Browse, Ids
from tests.access.table import PAGES, rows
from tests.access.test_matrix import FRAGMENT, PARTED, address
from tests.bad_input.values import MARK, MARKUP, TEMPLATES
from tests.conftest import Browser
from tests.goals.given import sent
from tests.stories import assess
from tests.world import World

# Everything at once in each text; a name has room for two hundred characters.
HOSTILE = " ".join([*MARKUP, *TEMPLATES])


@pytest.fixture
def told(db: Session, filled: tuple[World, Ids], signed_in: Browse) -> tuple[set[str], Callable[[str], Browser]]:
    """Hostile words in every text that people write, and in the names of people and units."""
    world, ids = filled
    wren, cora, ada = signed_in("wren"), signed_in("cora"), signed_in("ada")
    ada.post(f"/agency/units/{ids['north']}", {"name": f"{MARKUP[0]} {MARKUP[4]}"})
    db.get_one(Account, world["wren"]).name = f"{MARKUP[1]}{MARKUP[3]} {MARKUP[5]} {TEMPLATES[0]}"
    db.get_one(Account, world["cora"]).name = f"{MARKUP[2]}{MARKUP[8]}"
    db.get_one(Unit, world.units["south"]).name = MARKUP[6]
    assess(db, world, "cora", "wren", date(2026, 11, 13), {"context": 5}, note=HOSTILE)
    db.commit()
    wren.post(f"/pairs/{ids['pair:coras-of-wren']}/answers", {"answer-next": HOSTILE, "answer-worried": HOSTILE})
    # Another step than that of the goal that stands.
    plan = sent(
        situation=HOSTILE[:500], own_words=HOSTILE[:2000], target="other", other_target="8", reason=HOSTILE[:1000]
    )
    goal = cora.post(f"/workers/{world['wren']}/goals", plan)
    assert goal.status_code == 303, goal.text
    place = goal.headers["location"].partition("?")[0]
    assert wren.post(f"{place}/confirmation", {"answer": "confirm", "reason": HOSTILE[:1000]}).status_code == 303
    look_back = {"ending": "adjust", "challenges": HOSTILE[:2000], "helped": HOSTILE[:2000]}
    assert wren.post(f"/goals/{ids['goal-of-wren']}/review", look_back).status_code == 303
    draft = f"/assessments/{ids['coras-draft']}"
    assert cora.post(draft, {"note-content": HOSTILE, "point-content": "4"}).status_code == 303
    return {place, f"/goals/{ids['goal-of-wren']}", draft, f"{draft}/review"}, signed_in


@pytest.mark.parametrize("person", ["wren", "cora", "sue", "ada"])
def test_no_page_of_anybody_makes_markup_of_it(
    told: tuple[set[str], Callable[[str], Browser]], ids: Ids, person: str
) -> None:
    more, browse = told
    browser, seen = browse(person), 0
    pages = {address(page, ids) for page, who in rows(PAGES).items() if who[person] == "yes"} | more
    answers = [browser.get(page) for page in sorted(pages)]
    answers += [browser.get(address(page, ids), **FRAGMENT) for page in PARTED]
    for answer in answers:
        html = answer.text
        assert answer.status_code < 500
        raw = [one for one in MARKUP if one in html]
        assert raw == [], answer.url
        assert not re.search(r"\b1337\b", html), answer.url
        # Inside a tag nothing typed stands outside of quotes, and no address is made of it.
        for tag in re.findall(r"<[a-zA-Z][^<>]*>", html):
            assert MARK not in re.sub(r'"[^"]*"', "", tag), (answer.url, tag)
            assert not re.search(rf'(href|src|action)="[^"]*{MARK}', tag), (answer.url, tag)
        seen += MARK in html
    assert seen > 3
