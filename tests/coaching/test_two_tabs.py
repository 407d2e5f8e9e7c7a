"""Two people write in one coaching session at once: nothing is lost, and nobody writes over the other."""

import re
from html import unescape

import pytest

from tests.clock import Clock
from tests.coaching.given import Browse, close, fields_of, plain, planned, words, wrote
from tests.conftest import Browser
from tests.world import World


def save(browser: Browser, at: str, part: str, revision: str = "", **fields: str) -> tuple[int, str, str]:
    """One part saves itself: the status, the new revision, and what the line below it says."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    answer = browser.post(f"{at}/sheet/{part}", named | {f"revision-{part}": revision})
    return answer.status_code, answer.headers.get("X-Revision", ""), plain(re.sub(r"<[^>]*>", " ", answer.text))


def empty(browser: Browser, at: str, part: str) -> str:
    (found,) = re.findall(rf'name="revision-{part}"\s+value="([^"]*)"', browser.get(at).text)
    return unescape(found)


@pytest.fixture
def at(browse: Browse, world: World) -> str:
    return planned(browse("cora"), world)


def test_a_part_saves_itself_and_says_when_and_who(browse: Browse, at: str) -> None:
    cora = browse("cora")
    status, revision, said = save(cora, at, "next", empty(cora, at, "next"), part_next="Invite the neighbor.")
    assert (status, revision.partition("-")[0], said) == (200, "1", "Saved 10:00 AM, Cora")
    page = browse("wren").get(at).text
    assert ("Invite the neighbor." in page, "Saved 10:00 AM, Cora" in page) == (True, True)


def test_an_older_tab_is_told_and_either_text_can_be_kept(browse: Browse, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    mine = fields_of(wren.get(at).text) | {"part-next": "Call the school.", "part-worried": "They come late."}
    save(cora, at, "next", empty(cora, at, "next"), part_next="Invite the neighbor.")
    refused = wren.post(f"{at}/sheet", mine | {"new-line": "Leave"})
    page = unescape(refused.text)
    assert refused.status_code == 409
    assert all(
        text in page for text in ("Call the school.</textarea>", "Invite the neighbor.", "They come late.", ">\nLeave")
    )
    assert "They come late." not in words(cora, at)
    (keep,) = re.findall(r'name="keep"\s+value="(next:[^"]*)"', page)
    assert wren.post(f"{at}/sheet", mine | {"keep": keep}).status_code == 303
    page = words(cora, at)
    assert ("Call the school." in page, "Invite the neighbor." in page, "They come late." in page) == (
        True,
        False,
        True,
    )


def test_whoever_takes_the_newer_text_keeps_the_rest(browse: Browse, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    mine = fields_of(wren.get(at).text) | {"part-next": "Call the school.", "part-worried": "They come late."}
    wrote(cora, at, part_next="Invite the neighbor.")
    assert wren.post(f"{at}/sheet", mine | {"take": "next"}).status_code == 303
    page = words(cora, at)
    assert ("Call the school." in page, "Invite the neighbor." in page, "They come late." in page) == (
        False,
        True,
        True,
    )


def test_what_nobody_touched_in_an_old_tab_is_left_to_the_other(browse: Browse, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    loaded = fields_of(wren.get(at).text)
    wrote(cora, at, part_next="Invite the neighbor.", scaling_point="6", scaling_lower="Asked", new_line="Leave")
    assert wren.post(f"{at}/sheet", loaded | {"part-note": "Ours."}).status_code == 303
    page = words(cora, at)
    assert all(text in page for text in ("Invite the neighbor.", "Ours.", "Leave"))
    scaling = fields_of(cora.get(at).text)
    assert (scaling["scaling-point"], scaling["scaling-lower"]) == ("6", "Asked")


def test_a_tick_of_the_other_stays_when_an_old_tab_is_saved(browse: Browse, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    for line in ("Leave", "Cover", "Training"):
        wrote(cora, at, new_line=line)
    loaded = fields_of(wren.get(at).text)
    first, second, _ = re.findall(r'value="(own:[^"]*)"', cora.get(at).text)
    wrote(cora, at, tick=[first])
    assert wren.post(f"{at}/sheet", loaded | {"tick": [second]}).status_code == 303
    assert set(fields_of(cora.get(at).text)["tick"]) == {first, second}
    # A tick that saves itself answers with what its own page shows.
    answer = wren.post(f"{at}/sheet/agenda", {"tick": [], "revision-agenda": second})
    assert (answer.status_code, answer.headers["X-Revision"]) == (200, "none")
    assert set(fields_of(cora.get(at).text)["tick"]) == {first}


def test_a_scaling_question_is_one_thing_that_is_saved_whole(browse: Browse, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    old = empty(wren, at, "scaling")
    assert save(cora, at, "scaling", old, scaling_point="7", scaling_lower="", scaling_up="")[0] == 200
    status, _, said = save(wren, at, "scaling", old, scaling_point="5", scaling_lower="Asked", scaling_up="")
    assert (status, "Something newer stands here: Saved 10:00 AM, Cora" in said) == (409, True)
    for odd in ("11", "-1", "6.5", "six"):
        assert save(cora, at, "scaling", old, scaling_point=odd)[0] == 422


def test_whoever_writes_on_after_it_was_closed_is_told_and_keeps_the_text(
    browse: Browse, at: str, clock: Clock
) -> None:
    cora, wren = browse("cora"), browse("wren")
    loaded = fields_of(wren.get(at).text)
    close(cora, at)
    status, _, said = save(wren, at, "next", "", part_next="Too late for this one.")
    assert (status, said) == (409, "This coaching session is closed, so it stays as it is.")
    assert wren.post(f"{at}/sheet/agenda", {"tick": [], "revision-agenda": ""}).status_code == 409
    whole = wren.post(f"{at}/sheet", loaded | {"part-next": "Too late for this one."})
    assert (whole.status_code, "Too late for this one." in whole.text) == (409, True)
    assert "Too late" not in words(cora, at)


def test_two_who_move_it_at_once_do_not_write_over_each_other(browse: Browse, world: World, at: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    form = {
        "day": "2026-11-18",
        "time": "09:30",
        "length": "60",
        "where": "Room 2",
        "focus": "safety-mapping/stakeholders",
    }
    assert cora.post(f"{at}/plan", form | {"revision": "0", "go": "save"}).status_code == 303
    refused = wren.post(f"{at}/plan", form | {"day": "2026-11-19", "revision": "0", "go": "save"})
    page = plain(re.sub(r"<[^>]*>", " ", refused.text))
    assert (refused.status_code, "Somebody saved something newer here" in page) == (409, True)
    assert "Day November 18, 2026 November 19, 2026" in page
    assert wren.post(f"{at}/plan", form | {"revision": "0", "go": "cancel"}).status_code == 409
    after_all = wren.post(f"{at}/plan", form | {"day": "2026-11-19", "revision": "1", "go": "save"})
    assert after_all.status_code == 303
    assert "Thu, Nov 19, 2026, 9:30 AM" in words(cora, at)


def test_long_and_hostile_texts_are_refused_or_shown_as_text(browse: Browse, at: str) -> None:
    cora = browse("cora")
    loaded = fields_of(cora.get(at).text)
    refused = cora.post(f"{at}/sheet", loaded | {"part-next": "é" * 2001, "part-note": "Kept in the form."})
    assert (refused.status_code, "é" * 2001 in unescape(refused.text)) == (422, True)
    assert "This text has 2,001 characters and 2,000 fit. Take out 1." in plain(refused.text)
    assert "Kept in the form." in refused.text
    wrote(cora, at, part_next="</textarea><script>alert(1)</script>{{ 7 * 7 }}")
    page = browse("wren").get(at).text
    assert ("<script>alert" in page, "{{ 7 * 7 }}" in page) == (False, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new-commitment": "Call"}, ["Choose a day by which."]),
        (
            {"new-commitment": "Call", "new-commitment-owner": "coach", "new-commitment-by": "2020-01-01"},
            ["Choose November 16, 2026 or a later day."],
        ),
        (
            {"new-commitment": "x" * 501, "new-commitment-by": "2026-11-20"},
            ["This text has 501 characters and 500 fit."],
        ),
        ({"new-barrier": "not-due"}, ["Choose one of the list."]),
        ({"new-practiced": "A talk", "new-practiced-kind": "x"}, ["Choose how you worked on it."]),
    ],
)
def test_a_row_that_does_not_do_is_explained_and_stays_typed(
    browse: Browse, at: str, typed: dict[str, str], said: list[str]
) -> None:
    cora = browse("cora")
    loaded = fields_of(cora.get(at).text) | {"new-commitment-owner": "coach", "part-note": "Meanwhile."}
    refused = cora.post(f"{at}/sheet", loaded | typed)
    page = plain(refused.text)
    assert refused.status_code == 422
    assert all(sentence in page for sentence in said)
    assert all(text in unescape(refused.text) for text in typed.values() if text not in ("x", "not-due"))
    assert "Meanwhile." in page


@pytest.mark.parametrize("odd", ["\ufffd", "x\r\nSet-Cookie: a=b", "own:1"])
def test_a_tick_of_a_line_that_is_not_there_is_no_tick_and_stands_in_no_header(
    browse: Browse, at: str, odd: str
) -> None:
    cora = browse("cora")
    answer = cora.post(f"{at}/sheet/agenda", {"tick": [odd], "revision-agenda": "none"})
    assert (answer.status_code, answer.headers["X-Revision"]) == (200, "none")
    headers = {"X-Requested-With": "ninestep"}
    answer = cora.post("/commitments", {"done": [odd], "revision-done": "none"}, **headers)
    assert (answer.status_code, answer.headers["X-Revision"]) == (200, "none")
