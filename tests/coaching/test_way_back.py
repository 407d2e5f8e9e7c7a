"""Whoever comes late to a coaching session, or goes back in the browser, is led to what has become of it."""

import pytest

from app.coaching.reading import CANCELLED, OVER
from tests.coaching.given import Browse, close, fields_of, plain, planned, words
from tests.world import World


@pytest.mark.parametrize("page", ["closing", "plan"])
def test_back_to_the_form_of_one_that_is_over_leads_to_its_own_page(browse: Browse, world: World, page: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    at, other = planned(cora, world), planned(cora, world, day="2026-11-17")
    assert wren.get(f"{at}/{page}").status_code == 200
    close(cora, at)
    cora.post(f"{other}/plan", {"revision": "0", "go": "cancel"})
    for place, said in ((at, "Closed on November 16, 2026."), (other, "This coaching session was cancelled.")):
        answer = wren.get(f"{place}/{page}")
        assert (answer.status_code, answer.headers["location"]) == (303, place)
        assert said in words(wren, place)
        assert [browse(name).get(f"{place}/{page}").status_code for name in ("sue", "ash", "otto")] == [404] * 3


def test_each_refusal_of_one_that_is_over_leads_to_its_own_page(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world)
    sheet = fields_of(wren.get(at).text)
    close(cora, at)
    for path, form in (("sheet", sheet), ("plan", {"go": "cancel"}), ("plan", {}), ("closing", {"minutes": "50"})):
        refused = wren.post(f"{at}/{path}", form)
        page = plain(refused.text)
        assert (refused.status_code, OVER in page) == (409, True), path
        assert f'<a class="button" href="{at}">Go to this coaching session</a>' in page, path


def test_one_that_is_cancelled_or_to_come_leads_to_its_own_page_as_well(browse: Browse, world: World) -> None:
    cora = browse("cora")
    cancelled, to_come = planned(cora, world), planned(cora, world, day="2026-11-17")
    cora.post(f"{cancelled}/plan", {"revision": "0", "go": "cancel"})
    for at, said in ((cancelled, CANCELLED), (to_come, "Move it to today first, or close it when you have met.")):
        refused = close(cora, at)
        page = plain(refused.text)
        assert (refused.status_code, said in page, f'<a class="button" href="{at}">' in page) == (409, True, True)


def test_the_address_that_a_refusal_leaves_behind_leads_to_the_page_when_it_is_loaded_anew(
    browse: Browse, world: World
) -> None:
    wren = browse("wren")
    at = planned(wren, world)
    answer = wren.get(f"{at}/sheet")
    assert (answer.status_code, answer.headers["location"]) == (303, at)
    close(wren, at)
    assert wren.get(f"{at}/sheet").headers["location"] == at
    assert [browse(name).get(f"{at}/sheet").status_code for name in ("sue", "ash", "otto")] == [404] * 3
