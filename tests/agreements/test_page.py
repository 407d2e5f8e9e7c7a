"""The pages of agreements: for the people they name and the agency's administrator, and for nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.people.models import Agreement, AgreementSignature, Earlier
from app.people.permits import LEVEL_WORDS, Level
from tests.agreements.given import DECEMBER, draft, drafted_by_ada, of_sol, sign_on_page, signed
from tests.agreements.test_agreements import fields_for
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
EVERYBODY = ("wren", "cora", "sue", "ada", "theo", "ash", "lee", "stan", "sol", "otto", "olga")


@pytest.fixture
def path(world: World) -> str:
    return f"/agreements/{world.agreements['cora-wren']}"


def test_an_agreement_is_there_for_whom_it_names_and_for_the_administrator(browse: Browse, path: str) -> None:
    found = {name: browse(name).get(path).status_code for name in EVERYBODY}
    assert found == {name: 200 if name in ("wren", "cora", "sue", "ada") else 404 for name in EVERYBODY}


def test_a_draft_is_there_for_whom_it_names_and_for_the_administrator(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    found = {name: browse(name).get(path).status_code for name in EVERYBODY}
    assert found == {name: 200 if name in ("sol", "cora", "stan", "ada") else 404 for name in EVERYBODY}


def test_what_is_not_yours_looks_like_what_does_not_exist(browse: Browse, path: str) -> None:
    olga = browse("olga")
    foreign, nothing = olga.get(path), olga.get("/agreements/00000000-0000-0000-0000-000000000007")
    assert (foreign.status_code, foreign.text) == (nothing.status_code, nothing.text)


def test_the_page_says_who_sees_what(browse: Browse, path: str) -> None:
    page = words(browse("wren").get(path).text)
    for sentence in (
        "Wren Castillo Sees all of it.",
        "Sees points, goals and the notes on ratings that are submitted from June 1, 2026 on. Nothing from before.",
        "Sue Okafor Sees no more than any supervisor of the unit: that assessments took place, and when, and of each"
        " coaching session the day, the minutes and what it was about, no words of it.",
        "Sees that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it. No goals, no points of assessments"
        " and no notes.",
        "See this page: people, dates, profiles and signatures. They also see hours of coaching, added up by month"
        " and by coach. Nothing else of the record.",
        "Cora Lindqvist Coach, signed on October 1, 2025, 9:00 AM.",
        "Every month",
    ):
        assert sentence in page


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (Earlier.NOTHING, "Nothing from before."),
        (Earlier.POINTS, f"From before: {LEVEL_WORDS[Level.POINTS]}."),
        (Earlier.ALL, f"From before: {LEVEL_WORDS[Level.RATINGS]}."),
    ],
)
def test_what_is_seen_from_before_is_told_to_the_two_alone(
    browse: Browse, db: Session, world: World, earlier: Earlier, said: str
) -> None:
    made = draft(db, world)
    signed(db, world, made, "sol", "cora", "stan", earlier=earlier)
    db.commit()
    pages = {name: words(browse(name).get(f"/agreements/{made.id}").text) for name in ("sol", "cora", "stan", "ada")}
    assert {name: said in page for name, page in pages.items()} == {
        "sol": True, "cora": True, "stan": False, "ada": False,
    }  # fmt: skip
    assert "What is seen of the time before is for the two of them to know." in pages["stan"]
    assert all(
        "From before" not in pages[name] and "Nothing from before" not in pages[name] for name in ("stan", "ada")
    )


def test_a_former_coach_reads_the_ended_agreement_and_learns_of_nobody_who_came_later(
    browse: Browse, world: World
) -> None:
    page = browse("theo").get(f"/agreements/{world.agreements['theo-wren']}").text
    assert "Goes on reading what was submitted from November 1, 2025 until May 31, 2026, and nothing newer." in words(
        page
    )
    assert "Cora" not in page
    assert "<form" not in page.partition("<main")[2]


def test_a_coach_drafts_for_oneself_from_names_alone(browse: Browse, ask: Ask, world: World) -> None:
    cora = browse("cora")
    page = cora.get("/agreements/new").text.partition("<main")[2]
    assert "The coach is you, Cora Lindqvist." in words(page)
    assert "Sol Haddad" in page
    for secret in ("North", "South", "Theo", "Otto", "Olga", "/agency", "@"):
        assert secret not in page
    answer = cora.post("/agreements", fields_for(world, coach=str(world["theo"])))
    (made,) = ask(of_sol(world))
    assert answer.headers["location"] == f"/agreements/{made.id}?done=agreement-drafted"
    assert (made.coach_id, made.drafted_by) == (world["cora"], world["cora"])


def test_a_draft_for_somebody_with_a_coach_reveals_no_other_agreement(browse: Browse, world: World) -> None:
    theo = browse("theo")
    fields = fields_for(world, worker=str(world["ash"]), supervisor=str(world["sue"]))
    answer = theo.post("/agreements", fields)
    assert answer.status_code == 303
    page = theo.get(answer.headers["location"]).text
    assert "Cora" not in page
    assert "Who can see" not in page.replace("Who can see what", "")


def test_a_coach_never_drafts_for_another_agency_or_for_oneself(browse: Browse, ask: Ask, world: World) -> None:
    cora = browse("cora")
    for person in ("otto", "cora"):
        assert cora.post("/agreements", fields_for(world, worker=str(world[person]))).status_code == 422
    assert ask(select(Agreement).where(col(Agreement.drafted_by) == world["cora"])) == []


def test_the_own_list_begins_with_what_waits(browse: Browse, world: World) -> None:
    drafted_by_ada(browse, fields_for(world, worker=str(world["wren"]), coach=str(world["theo"]), supervisor=""))
    page = words(browse("wren").get("/agreements").text)
    waits, _, rest = page.partition("Drafts")
    assert "Wren Castillo and Theo Marsh A coaching agreement, since November 16, 2026. You sign as worker." in waits
    assert ("Cora Lindqvist" in waits, "Cora Lindqvist" in rest, "Ended" in rest) == (False, True, True)
    assert "Draft an agreement" not in page
    assert "Draft an agreement" in browse("cora").get("/agreements").text


def test_the_own_list_names_no_agreement_of_others(browse: Browse) -> None:
    pages = {name: browse(name).get("/agreements").text for name in ("sol", "otto", "ash")}
    assert {name: "Wren" in page for name, page in pages.items()} == {"sol": False, "otto": False, "ash": False}
    assert "No agreement is running." in pages["sol"]
    assert "Olga Petrova" in pages["otto"]


@pytest.mark.parametrize(("name", "answer"), [("wren", 303), ("cora", 303), ("ada", 303), ("sue", 403), ("theo", 404)])
def test_worker_coach_and_administrator_end_it_at_once(
    browse: Browse, ask: Ask, world: World, path: str, clock: Clock, name: str, answer: int
) -> None:
    # Sue is a worker herself, so the page knows her, and says that this is not hers to do.
    person = browse(name)
    assert [person.post(f"{path}/end", {"go": "now", "sure": "yes"}).status_code for _ in range(2)] == [answer, answer]
    (kept,) = ask(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"]))
    assert kept.closes_at == (clock() if answer == 303 else None)


def test_after_the_end_nothing_can_be_changed_and_the_page_says_so(browse: Browse, path: str) -> None:
    wren = browse("wren")
    wren.post(f"{path}/end", {"go": "now", "sure": "yes"})
    page = wren.get(path).text
    assert "Goes on reading what was submitted from June 1, 2026 until November 16, 2026, 10:00 AM" in words(page)
    assert "<form" not in page.partition("<main")[2]
    assert sign_on_page(wren, path).status_code == 409


def test_the_words_of_a_level_are_those_of_the_table(browse: Browse) -> None:
    page = words(browse("cora").get("/agreements/new").text)
    for sentence in (
        "Activity That assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it. No goals, no points of"
        " assessments and no notes.",
        "Goals That assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it; goals in words (element, what to"
        " try, when to check back, "
        "how it stands). No points or reasons of goals, no points of assessments and no notes.",
        "Ratings That assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it; all of the goals, with points and"
        " reasons; "
        "points and what was tapped, once the pair is open; notes",
    ):
        assert sentence in page


def test_an_agreement_from_before_signatures_were_kept_says_so(
    browse: Browse, db: Session, world: World, path: str
) -> None:
    # As the step to 0002 leaves it: terms that count, and nobody's name under them.
    db.execute(sa.delete(AgreementSignature))
    db.commit()
    for name in ("wren", "cora", "sue", "ada"):
        page = words(browse(name).get(path).text)
        assert "Made before signatures were kept." in page
        assert "Cora Lindqvist Coach, named before signatures were kept." in page
        assert [text in page for text in ("Narrowed", "not signed yet", "Missing")] == [False, False, False]
        assert "waits for" not in browse(name).get("/agreements" if name != "ada" else "/agency/agreements").text


def test_the_form_of_a_draft_opens_without_a_turn_to_write(browse: Browse, db: Session, world: World) -> None:
    made = draft(db, world)
    db.commit()
    assert browse("ada").get(f"/agreements/{made.id}/edit").status_code == 200
    signed(db, world, made, "sol", "cora")
    db.commit()
    assert browse("ada").get(f"/agreements/{made.id}/edit").status_code == 409


def test_an_agreement_to_come_says_from_when(browse: Browse, db: Session, world: World) -> None:
    made = draft(db, world, level=Level.GOALS, starts_on=DECEMBER)
    signed(db, world, made, "sol", "cora", "stan")
    db.commit()
    page = words(browse("stan").get(f"/agreements/{made.id}").text)
    assert "to come" in page
    assert (
        "Sees, of what is submitted from December 1, 2026 on: that assessments took place, and when, and of each"
        " coaching session the day, the minutes and what it was about, no words of it" in page
    )
