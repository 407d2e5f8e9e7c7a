"""What the page says after somebody set a rhythm or a pause, and what it says of a pause before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from app.audit.models import AuditEntry
from app.people.models import AgreementPause, RhythmChange
from app.web.notices import NOTICES
from tests.agreements.test_pace import fade
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


@pytest.fixture
def path(world: World) -> str:
    return f"/agreements/{world.agreements['cora-wren']}"


def test_who_sets_the_rhythm_that_is_so_already_reads_that_nothing_changed(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    wren, cora = browse("wren"), browse("cora")
    assert _said(wren, wren.post(f"{path}/rhythm", fade(world))) == "The rhythm is set. Your coach reads it on Today."
    # The same form once more, as by a double click, has done what it says.
    assert _said(wren, wren.post(f"{path}/rhythm", fade(world))) == "The rhythm is set. Your coach reads it on Today."
    before = ask(select(AuditEntry))
    for who, read in ((wren, 1), (cora, 1), (cora, 0)):
        again = who.post(f"{path}/rhythm", fade(world, read=read))
        assert _said(who, again) == "This is the rhythm already. Nothing changed."
    assert (len(ask(select(RhythmChange))), len(ask(select(AuditEntry)))) == (1, len(before))
    back = cora.post(f"{path}/rhythm", fade(world, 1, read=1))
    assert _said(cora, back) == "The rhythm is set. The worker reads it on Today."


def test_who_gives_a_pause_the_days_it_has_reads_that_nothing_changed(browse: Browse, ask: Ask, path: str) -> None:
    wren, cora = browse("wren"), browse("cora")
    wren.post(f"{path}/pauses", {"first_day": "2026-12-21", "last_day": "2027-01-03"})
    one = f"{path}/pauses/{ask(select(AgreementPause))[0].id}"
    days = {"first_day": "2026-12-21", "last_day": "2026-12-28", "revision": "0"}
    for _ in range(2):
        assert _said(wren, wren.post(one, days)) == "The pause has other days now."
    before = ask(select(AuditEntry))
    for who, revision in ((wren, "1"), (cora, "1"), (cora, "0")):
        assert _said(who, who.post(one, days | {"revision": revision})) == (
            "The pause has these days already. Nothing changed."
        )
    assert len(ask(select(AuditEntry))) == len(before)


def test_a_day_is_also_written_as_the_pages_write_it(browse: Browse, ask: Ask, path: str) -> None:
    wren = browse("wren")
    wren.post(f"{path}/pauses", {"first_day": "December 21, 2026", "last_day": "Jan. 3 2027"})
    assert [(one.starts_on, one.ends_on) for one in ask(select(AgreementPause))] == [
        (date(2026, 12, 21), date(2027, 1, 3))
    ]
    for wrong in ("February 30, 2027", "Nonsense 3, 2027", "May 1, 20260", "May 1, 1066", "12/21/2026"):
        answer = wren.post(f"{path}/pauses", {"first_day": wrong})
        assert answer.status_code == 422
        assert "write it in words, such as November 16, 2026." in words(answer.text)


def test_what_a_pause_does_is_told_where_one_is_set(browse: Browse, ask: Ask, world: World, path: str) -> None:
    means = "In it, nobody is asked for a self-assessment, a rating or a look back, on Today or by mail."
    wren = browse("wren")
    assert means in words(wren.get(path).text)
    wren.post(f"{path}/pauses", {"first_day": "2026-12-21"})
    assert means in words(wren.get(f"{path}/pauses/{ask(select(AgreementPause))[0].id}").text)
    # Who may set none reads nothing of them.
    assert means not in words(browse("sue").get(path).text)


def _said(browser: Browser, answer: Any) -> str:
    """The sentence on the page that follows a change."""
    assert answer.status_code == 303
    page = words(browser.get(answer.headers["location"]).text)
    return next(said for key, said in NOTICES.items() if key in answer.headers["location"] and said in page)
