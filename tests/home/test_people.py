"""The list of people, and the way to the own page."""

import re
from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from app.agreements.actions import end_now
from app.people import actions
from app.people.models import Account
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.home.given import drafted
from tests.stories import viewer_of
from tests.world import World, agree, agreement

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


def listed(html: str) -> list[str]:
    return re.findall(r'scope="row"><a href="[^"]*">([^<]+)<', html)


def test_cora_finds_her_people_by_first_name_and_since_when(browse: Browse) -> None:
    html = browse("cora").get("/people").text

    assert listed(html) == ["Ash Whitfield", "Lee Tran", "Wren Castillo"]
    assert words(html).count("Coached by you since June 1, 2026") == 3


def test_theo_finds_whom_he_coached_and_nothing_newer(browse: Browse) -> None:
    html = browse("theo").get("/people").text

    assert listed(html) == ["Wren Castillo"]
    assert "Coached by you until May 31, 2026" in html
    assert "North" not in html


def test_a_supervisor_finds_the_unit_without_herself(browse: Browse) -> None:
    sue, stan = browse("sue").get("/people").text, browse("stan").get("/people").text

    assert listed(sue) == ["Ash Whitfield", "Lee Tran", "Wren Castillo"]
    assert "In your unit, North" in sue
    assert listed(stan) == ["Sol Haddad"]


def test_a_closed_account_is_named_as_one_where_its_record_may_be_read(
    browse: Browse, world: World, db: Session
) -> None:
    actions.disable_account(db, viewer_of(db, world, "ada"), db.get_one(Account, world["wren"]), at=START)
    db.commit()
    cora, sue, theo = (words(browse(who).get("/people").text) for who in ("cora", "sue", "theo"))

    assert "Wren Castillo Coached by you since June 1, 2026; account closed" in cora
    assert "Wren Castillo In your unit, North; account closed" in sue
    assert cora.count("account closed") == 1
    # Theo's time was over long before.
    assert "Wren Castillo Coached by you until May 31, 2026" in theo
    assert "account closed" not in theo


def test_a_coach_whose_agreement_ended_this_hour_reads_until_when(browse: Browse, world: World, db: Session) -> None:
    end_now(db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), at=START)
    db.commit()
    said = words(browse("cora").get("/people").text)

    assert "Wren Castillo Coached by you until November 16, 2026" in said
    assert said.count("Coached by you since June 1, 2026") == 2


def test_a_draft_opens_no_page_and_is_named_as_still_to_come(browse: Browse, world: World, db: Session) -> None:
    made = drafted(db, world, "sol", "theo")
    db.commit()
    theo, stan = browse("theo").get("/people").text, browse("stan").get("/people").text

    assert listed(theo) == ["Wren Castillo"]
    assert f'href="/agreements/{made.id}">Agreement with Sol Haddad' in theo
    assert "A draft. Coaching begins when both of you have signed." in theo
    assert "Theo" not in stan


def test_an_agreement_to_come_opens_no_page_before_its_first_day(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    agree(
        db, worker=db.get_one(Account, world["sol"]), coach=db.get_one(Account, world["theo"]),
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 12, 1), at=START,
    )  # fmt: skip
    db.commit()
    before = browse("theo").get("/people").text
    clock.forward(days=15)
    after = browse("theo").get("/people").text

    assert listed(before) == ["Wren Castillo"]
    assert "Signed. Coaching begins on December 1, 2026." in before
    assert listed(after) == ["Sol Haddad", "Wren Castillo"]
    assert "Still to come" not in after


def test_a_worker_is_shown_the_way_to_the_own_page(browse: Browse) -> None:
    html = browse("wren").get("/people").text

    assert listed(html) == []
    assert 'href="/my-practice"' in html


def test_my_practice_leads_a_worker_to_the_own_page_and_a_coach_nowhere(browse: Browse, world: World) -> None:
    answer = browse("wren").get("/my-practice")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/workers/{world['wren']}")
    assert browse("cora").get("/my-practice").status_code == 404


def test_an_administrator_has_no_list_of_people_to_read_about(browse: Browse) -> None:
    assert browse("ada").get("/people").status_code == 404


def test_the_list_asks_as_many_questions_for_one_person_as_for_three(browse: Browse, count_queries: Count) -> None:
    theo, cora = browse("theo"), browse("cora")

    assert count_queries(lambda: theo.get("/people")) == count_queries(lambda: cora.get("/people")) == 5
