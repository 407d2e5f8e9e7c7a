"""Before a coaching session is closed: what may name somebody is read once more, and one to come has no button."""

import re
from hashlib import sha256

from app.coaching.closing import NOT_YET
from app.db import Database
from tests.coaching.given import Browse, close, fields_of, plain, planned, words, wrote
from tests.guard.sending import counted
from tests.world import World

NUMBER = "Call 530-555-0123."
# What the button under this text sends.
DECIDED = sha256(NUMBER.encode()).hexdigest()[:32]
AS_WRITTEN = ">Close as written</button>"


def telling(html: str) -> list[tuple[str, str, str]]:
    """Of each text with a caution: what it is, the spot that is marked, and the way to where it can be changed."""
    found = re.findall(r'<div class="notice caution">(.*?)</div>', html, re.DOTALL)
    return [
        (_one(r"<h3[^>]*>(.*?)</h3>", one), _one("<mark>(.*?)</mark>", one), _one('href="(.*?)"', one)) for one in found
    ]


def _one(pattern: str, html: str) -> str:
    match = re.search(pattern, html, re.DOTALL)
    return plain(match[1]) if match else ""


def test_each_text_that_may_name_somebody_is_read_once_more_with_a_way_to_its_field(
    browse: Browse, world: World
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(
        cora, at, part_worried=f"One. {NUMBER}", scaling_up=NUMBER, part_note="A card on the wall.", part_private=NUMBER
    )
    spot = "530-555-0123"
    assert telling(cora.get(f"{at}/closing").text) == [
        ("What are we worried about?", spot, f"{at}#field-worried"),
        ("The scaling question", spot, f"{at}#field-scaling-up"),
        ("Private note", spot, f"{at}#field-private"),
    ]
    page = cora.get(at).text
    assert [f'id="field-{name}"' in page for name in ("worried", "scaling-up", "private")] == [True] * 3
    said = words(cora, f"{at}/closing")
    assert said.count("Closing keeps it as it is written.") == 2
    assert "You alone read it, and after closing you can write on in it." in said


def test_the_page_says_that_it_is_the_one_before_closing(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    page = cora.get(f"{at}/closing").text
    title = "Before you close: coaching session on Stakeholders, Safety Mapping"
    assert (_one("<h1>(.*?)</h1>", page), title in _one("<title>(.*?)</title>", page)) == (title, True)
    crumbs = _one(r'(<nav[^>]*class="crumbs.*?</nav>)', page)
    assert f'<a href="{at}">November 16, 2026</a>' in crumbs
    assert 'aria-current="page">Closing' in crumbs


def test_rows_are_read_once_more_as_well(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world, where=NUMBER, as_written=DECIDED)
    for typed in (
        {"new-line": NUMBER}, {"new-practiced": NUMBER, "new-practiced-kind": "talked"},
        {"new-commitment": NUMBER, "new-commitment-owner": "coach", "new-commitment-by": "2026-11-20"},
    ):  # fmt: skip
        kept = fields_of(cora.get(at).text) | typed | {"as_written": DECIDED}
        assert cora.post(f"{at}/sheet", kept).status_code == 303
    assert [(title, href) for title, _, href in telling(cora.get(f"{at}/closing").text)] == [
        ("Where", f"{at}/plan#field-where"),
        ("A line of the agenda", f"{at}#agenda"),
        ("Practiced or observed", f"{at}#practiced"),
        ("What you will do", f"{at}#commitments"),
    ]


def test_the_private_note_of_the_other_is_not_on_it(browse: Browse, world: World) -> None:
    at = planned(browse("cora"), world)
    wrote(browse("wren"), at, part_private=NUMBER)
    page = browse("cora").get(f"{at}/closing").text
    assert (telling(page), "530-555-0123" in page, AS_WRITTEN in page) == ([], False, False)
    assert len(telling(browse("wren").get(f"{at}/closing").text)) == 1


def test_the_button_is_the_decision_and_nothing_is_counted_twice(
    browse: Browse, world: World, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    assert ">Close it</button>" in cora.get(f"{at}/closing").text
    wrote(cora, at, part_note=NUMBER)
    before = counted(database)
    assert before
    refused = close(cora, at, "7")
    assert (refused.status_code, AS_WRITTEN in refused.text, len(telling(refused.text))) == (422, True, 1)
    assert close(cora, at).status_code == 303
    assert (NUMBER in words(cora, at), counted(database)) == (True, before)


def test_one_of_a_day_to_come_has_no_button_that_could_do_nothing(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world, day="2026-11-17")
    page = cora.get(f"{at}/closing").text
    assert (NOT_YET in plain(page), f'href="{at}/plan"' in page) == (True, True)
    assert f'action="{at}/closing"' not in page
    refused = close(cora, at)
    assert (refused.status_code, NOT_YET in plain(refused.text)) == (409, True)
    assert "As it stands now, this cannot be done" in plain(refused.text)
    assert "faster" not in refused.text
