"""Where the page of a pair leads whoever opened it without rating."""

import re

from app.ratings.rules import Answer
from tests.goals.given import sent
from tests.pairs.story import CORA, WREN, Browse, both_rated, rate, words
from tests.ratings.conftest import Desk
from tests.world import World

MARKED = "Your points are marked, and not compared."


def test_whoever_opened_without_rating_finds_the_way_to_rate_and_what_becomes_of_the_points(
    browse: Browse, world: World, desk: Desk
) -> None:
    pair, cora = rate(desk, "wren", WREN), browse("cora")
    assert cora.post(f"{pair}/opening", {"confirm": "yes"}).status_code == 303
    page = words(cora, pair)

    assert MARKED in page
    href = f"/workers/{world['wren']}/assessments/new?profile=safety-mapping"
    assert f'<a class="link-strong" href="{href}">Rate Wren</a>' in page
    assert re.search(r'<a class="link-strong" href="[^"]*">Set the next step together</a>', page)
    assert MARKED not in words(browse("wren"), pair)


def test_a_worker_who_opened_without_rating_is_led_to_the_own_assessment(browse: Browse, desk: Desk) -> None:
    pair, wren = rate(desk, "cora", WREN), browse("wren")
    assert wren.post(f"{pair}/opening", {"confirm": "yes"}).status_code == 303
    assert re.search(r'<a class="link-strong" href="[^"]*">Assess yourself</a>', words(wren, pair))


def test_after_rating_late_nothing_asks_again(browse: Browse, desk: Desk) -> None:
    pair, cora = rate(desk, "wren", WREN), browse("cora")
    cora.post(f"{pair}/opening", {"confirm": "yes"})
    rate(desk, "cora", {"content": Answer(4)})
    assert MARKED not in words(cora, pair)


def test_with_both_views_the_next_step_is_the_filled_button(browse: Browse, desk: Desk) -> None:
    page = words(browse("cora"), both_rated(desk))
    assert re.search(r'<a class="button" href="[^"]*">Set the next step together</a>', page)
    assert MARKED not in page


def test_beside_the_next_step_stands_the_goal_that_waits(browse: Browse, world: World, desk: Desk) -> None:
    pair, cora, wren = both_rated(desk), browse("cora"), browse("wren")
    assert "A goal on" not in words(cora, pair)
    form = sent(target="6", opened_at=str(CORA["stakeholders"].point), indicators="a3")
    goal = cora.post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
    told = rf'A goal on Stakeholders has waited for Wren since \w+ \d+\.\s*<a [^>]*href="{goal}">'
    assert re.search(told, words(cora, pair))
    assert "A goal on Stakeholders has waited for you since" in words(wren, pair)
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert "A goal on" not in words(cora, pair)
