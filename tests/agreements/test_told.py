"""What the page of an agreement tells before somebody signs, ends or declines it, and afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.agreements.actions import end_now
from app.agreements.sharing import offer
from app.agreements.signing import CHANGED, sign
from app.people.models import Agreement
from app.people.permits import Level
from tests.agreements.given import account, draft, drafted_by_ada, of_sol, sign_on_page, signed
from tests.agreements.test_agreements import fields_for
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, as_viewer

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
TODAY = date(2026, 11, 16)


def test_wren_reads_at_signing_that_a_former_coach_keeps_what_was_open_whatever_the_choice(
    browse: Browse, db: Session, world: World
) -> None:
    path = f"/agreements/{draft(db, world, 'wren', 'theo', None, level=Level.ACTIVITY, starts_on=TODAY).id}"
    db.commit()
    page = words(browse("wren").get(path).text)
    assert "Theo keeps what was open from November 1, 2025 until May 31, 2026, whatever you choose." in page
    assert "Nothing more than what Theo keeps already." in page
    sign_on_page(browse("theo"), path)
    sign_on_page(browse("wren"), path, earlier="nothing")
    kept = "What was open by an earlier agreement, from November 1, 2025 until May 31, 2026, stays open."
    pages = {name: words(browse(name).get(path).text) for name in ("wren", "theo", "ada")}
    assert {name: f"{kept} Nothing else from before." in page for name, page in pages.items()} == {
        "wren": True, "theo": True, "ada": False,
    }  # fmt: skip


def test_a_new_draft_with_the_present_coach_says_what_stays_open(browse: Browse, db: Session, world: World) -> None:
    path = f"/agreements/{draft(db, world, 'wren', 'cora', None, level=Level.ACTIVITY).id}"
    db.commit()
    pages = {name: words(browse(name).get(path).text) for name in ("wren", "cora")}
    for name, other in (("wren", "Cora"), ("cora", "Wren")):
        assert f"Your present agreement with {other} goes on until this one begins, and ends with it." in pages[name]
        assert "Sue is supervisor in the present agreement and not in this one." in pages[name]
        assert "Sees by the present agreement what is submitted until this one begins." in pages[name]
        assert "Sees nothing by a draft" not in pages[name]


def test_a_coach_reads_in_the_form_whom_the_coach_has_an_agreement_with_already(browse: Browse) -> None:
    said = "You coach Ash, Lee and Wren already."
    assert {name: said in words(browse(name).get("/agreements/new").text) for name in ("cora", "theo", "ada")} == {
        "cora": True, "theo": False, "ada": False,
    }  # fmt: skip


def test_after_more_is_shared_the_page_says_what_stays_open_from_before(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    made = draft(db, world, level=Level.GOALS, starts_on=TODAY)
    signed(db, world, made, "sol", "cora", "stan")
    later = clock.forward(days=3)
    stan = account(db, world, "stan")
    offer(db, as_viewer(db, account(db, world, "cora")), made, supervisor=stan, level=Level.RATINGS, at=later)
    for name in ("sol", "stan"):
        sign(db, as_viewer(db, account(db, world, name)), made, number=2, earlier=None, at=later)
    db.commit()
    said = (
        "Sees points, goals and the notes on ratings since November 19, 2026, goals in words "
        "without points from November 16, 2026 "
        "until November 19, 2026, and that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it."
    )
    assert said in words(browse("sol").get(f"/agreements/{made.id}").text)


def test_an_agreement_that_ended_before_it_began_carries_no_days(browse: Browse, db: Session, world: World) -> None:
    made = draft(db, world)
    signed(db, world, made, "sol", "cora", "stan")
    end_now(db, None, made, at=START + timedelta(hours=1))
    db.commit()
    page = browse("sol").get(f"/agreements/{made.id}").text
    said = words(page)
    assert "It ended before it began. Nothing was opened by it." in said
    facts = words(page.partition('<dl class="facts">')[2].partition("</dl>")[0])
    assert facts.split() == ["Worker", "Sol", "Haddad", "Coach", "Cora", "Lindqvist", "Supervisor", "Stan", "Reyes"]
    assert "oes on reading" not in said
    assert "ended before it began" in words(browse("sol").get("/agreements").text)


def test_whoever_signs_old_words_stays_on_the_page_with_the_new_ones_and_the_own_choice(
    browse: Browse, ask: Ask, world: World
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    browse("ada").post(path, fields_for(world, number="1", level="ratings"))
    answer = sign_on_page(browse("sol"), path, earlier="points")
    page = words(answer.text)
    assert answer.status_code == 409
    assert (
        f"{CHANGED} Before: Stan Reyes sees that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it"
        f" (activity). Now: Stan" in page
    )
    assert 'name="number" value="2"' in " ".join(answer.text.split())
    before, _, after = answer.text.partition('value="points"')
    assert ("checked" in after[:60], "checked" in before.partition('name="earlier"')[2]) == (True, False)
    assert [one.opens_at for one in ask(of_sol(world))] == [None]


@pytest.mark.parametrize("name", ["wren", "cora", "ada"])
def test_nobody_ends_an_agreement_without_saying_so_twice(browse: Browse, ask: Ask, world: World, name: str) -> None:
    path = f"/agreements/{world.agreements['cora-wren']}"
    person = browse(name)
    answer = person.post(f"{path}/end", {"go": "now"})
    assert (answer.status_code, "Tick that you want to end it now." in words(answer.text)) == (422, True)
    (kept,) = ask(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"]))
    assert kept.closes_at is None
    said = "Cora sees nothing newer from that moment on, and goes on reading what was submitted until then."
    assert said in words(answer.text)


def test_a_draft_is_declined_with_a_tick_and_a_second_click_does_no_harm(
    browse: Browse, ask: Ask, world: World
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    sol = browse("sol")
    assert (sol.post(f"{path}/removal").status_code, len(ask(of_sol(world)))) == (422, 1)
    assert [sol.post(f"{path}/removal", {"sure": "yes"}).status_code for _ in range(2)] == [303, 303]
    assert ask(of_sol(world)) == []


def test_whom_a_declined_draft_named_reads_who_declined_it_and_others_find_nothing(
    browse: Browse, world: World
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    browse("sol").post(f"{path}/removal", {"sure": "yes"})
    said = "declined this draft on November 16, 2026. It bound nobody."
    found = {name: browse(name).get(path) for name in ("sol", "cora", "stan", "ada", "sue", "wren", "olga")}
    assert {answer.status_code for answer in found.values()} == {404}
    assert {name: said in words(answer.text) for name, answer in found.items()} == {
        "sol": True, "cora": True, "stan": True, "ada": True, "sue": False, "wren": False, "olga": False,
    }  # fmt: skip
    assert f"Sol {said}" in words(found["cora"].text)


def test_who_drafted_it_removes_it_and_is_said_to_have_removed_it(browse: Browse, world: World) -> None:
    path = browse("cora").post("/agreements", fields_for(world)).headers["location"].partition("?")[0]
    assert "They read that you removed it." in words(browse("cora").get(path).text)
    assert "They read that you declined it." in words(browse("sol").get(path).text)
    browse("cora").post(f"{path}/removal", {"sure": "yes"})
    assert "Cora removed this draft on November 16, 2026." in words(browse("sol").get(path).text)


def test_the_signatures_of_a_changed_draft_stand_on_the_page_while_the_supervisor_has_not_signed(
    browse: Browse, world: World
) -> None:
    ada = browse("ada")
    path = drafted_by_ada(browse, fields_for(world, supervisor=""))
    ada.post(path, fields_for(world, number="1", level="goals"))
    for name in ("cora", "sol"):
        assert sign_on_page(browse(name), path, number=2, earlier="nothing").status_code == 303
    part = words(ada.get(path).text).partition("Signatures")[2].partition("Every wording")[0]
    assert ("Worker, signed on November 16, 2026" in part, "Coach, signed on November 16, 2026" in part) == (True, True)
    assert "Stan Reyes Supervisor, not signed yet." in part


def test_an_older_tab_asks_for_no_tick_on_what_is_over(browse: Browse, world: World) -> None:
    path, wren = f"/agreements/{world.agreements['cora-wren']}/end", browse("wren")
    assert wren.post(path, {"go": "now", "sure": "yes"}).status_code == 303
    assert wren.post(path, {"go": "now"}).headers["location"].endswith("done=agreement-over")


def test_whoever_has_signed_reads_whose_signature_is_missing(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world, supervisor=""))
    sign_on_page(browse("cora"), path)
    assert "You have signed. It waits for Sol." in words(browse("cora").get(path).text)


def test_the_page_says_who_can_open_it_and_the_two_read_who_sees_the_record(browse: Browse, world: World) -> None:
    path = f"/agreements/{world.agreements['cora-wren']}"
    pages = {name: words(browse(name).get(path).text) for name in ("wren", "cora", "sue", "ada")}
    said = "Wren, Cora, Sue and administrators of the agency can open this page."
    assert [name for name, page in pages.items() if said not in page] == []
    assert {name: "Who can see Wren’s record" in page for name, page in pages.items()} == {
        "wren": True, "cora": True, "sue": False, "ada": False,
    }  # fmt: skip
